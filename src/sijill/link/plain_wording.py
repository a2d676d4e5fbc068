"""Decides how alike two documents are worded where the register is too small to tell which words are common: by ordinary English.

Pairs of Sides and the documents' profiles -> the cosine of their telling words, and how much there was to compare. What a lexicon of
violence holds tells nothing, a name half (traces.py); the place that is told is other evidence. In a larger register wording.py counts
which words are rare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import sqrt

from sijill.link.features import Side
from sijill.link.traces import COMMON, read_traces
from sijill.model.incident import Profile
from sijill.text.names import fold_name

NAME_SHARE = 0.5
OPENING = 12  # sentences: further down, reports of one event tell other stories
ENOUGH_BITS = 25.0  # of the text that has less, to be compared in full: two or three sentences


def know_plain_wording(pairs: Sequence[tuple[Side, Side]], profiles: Iterable[Profile]) -> list[tuple[Side, Side]]:
    """Adds to the pairs of main accounts how alike their documents are worded."""
    traces = {one.document_id: one.traces for one in profiles}
    words: dict[str, Mapping[str, float]] = {}
    known: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for left, right in pairs:
        if left.is_main and right.is_main:
            places = _name_place(left) | _name_place(right)
            for document in (left.account.document_id, right.account.document_id):
                words.setdefault(document, _weigh_words(traces[document]))
            found = compare_words(words[left.account.document_id], words[right.account.document_id], places)
            known[left.account.id][right.account.id] = known[right.account.id][left.account.id] = found
    return [(_with(left, known), _with(right, known)) for left, right in pairs]


def compare_words(
    left: Mapping[str, float], right: Mapping[str, float], places: AbstractSet[str] = frozenset()
) -> tuple[float, float]:
    """The cosine of two texts' words without those of a place, and from 0 to 1 how much there was to compare."""
    ours, theirs = ({word: one[word] for word in sorted(one) if word not in places} for one in (left, right))
    lengths = [sqrt(sum(bits * bits for bits in one.values())) for one in (ours, theirs)]
    product = sum(bits * theirs[word] for word, bits in ours.items() if word in theirs)
    least = min(sum(one.values()) for one in (ours, theirs))
    return round(product / (lengths[0] * lengths[1]), 2) if least else 0.0, round(min(1.0, least / ENOUGH_BITS), 2)


def _weigh_words(traces: tuple[str, ...]) -> dict[str, float]:
    """word -> bits beyond what is no trace at all; a name half."""
    return {
        one.word: (one.rarity + 1 - COMMON) * (NAME_SHARE if one.kind == "n" else 1.0)
        for sentence in read_traces(traces)[:OPENING]
        for one in sentence
    }


def _name_place(side: Side) -> set[str]:
    location = side.account.location
    names = (location.name, location.mention, location.adm1, location.adm2) if location else ()
    return {word for name in names if name for word in fold_name(name).split()}


def _with(side: Side, known: Mapping[str, Mapping[str, tuple[float, float]]]) -> Side:
    return replace(side, plain=known[side.account.id]) if side.account.id in known else side
