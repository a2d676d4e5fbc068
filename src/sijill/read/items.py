"""Decides where the label of a list's item ends: sentences -> the same, each label a sentence of its own.

"- Danka (10 May): Bandits raided …" tells of Danka; read as one sentence, the label would be who raided. A label that names a speaker, a
kind of harm or nothing but what kind of line follows stays with its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sijill.data import load_word_ranks
from sijill.model.claim import Claim, Mention, MentionKind, Span
from sijill.model.source import SourceKind
from sijill.read.lexicon import may_speak_of_harm
from sijill.read.speaker_phrases import kind_of

C = TypeVar("C", bound=Claim)

_NAME = r"[^\W\d_][\w'’.-]*(?:(?:\s|,\s|/|\s?–\s?)[\w'’.-]+){0,5}?"
_LABEL = re.compile(rf"(?P<name>{_NAME})(?P<day>\s*\([^()\n]{{2,40}}\))?\s*(?::|\s[–—-])\s+(?=\S)")
# What stands between the beginning of a line and its item: a bullet, a number.
_MARK = re.compile(r"\s*(?:[-–—•*·▪‣>]+|\(?\d{1,2}[.)]|[a-z]\))\s*")
_NUMBERING = re.compile(r"\(?\d{1,3}[.)]\s+(?=[^\W\d_a-z])")
_CLOCK_LABEL = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s*(?:[ap]\.?m\.?|GMT|UTC|[A-Z]{3,4}))?[\])]?(?:\s*[–—:|-]+\s+|\s+)(?=[\"“A-Z\d])"
)
# Headings of forms that are rarer words than most.
_KEYS = frozenset("perpetrator perpetrators aftermath timeline whereabouts caveat caveats methodology".split())
EVERYDAY = 6_000  # rank up to which an English word is no sign of a name


def cut_labels(
    text: str, sentences: Sequence[tuple[int, int]]
) -> tuple[tuple[tuple[int, int], ...], dict[int, Mention]]:
    """Cuts the label off every item that has one: the sentences, and for those of an item by number the place that its label names."""
    cut: list[tuple[int, int]] = []
    places: dict[int, Mention] = {}
    for start, end in sentences:
        if numbering := _NUMBERING.match(text, start, end):  # "3. Adel Mourani": the third of a list is not three
            start = numbering.end()
        # "18:20 – Governor: 12 dead": when it was written is no word of it
        if clock := _CLOCK_LABEL.match(text, start, end):
            cut.append((start, start + len(clock[0].rstrip())))
            start = clock.end()
        above = places.get(len(cut) - 1)
        if above and "\n" not in text[cut[-1][1] : start]:
            places[len(cut)] = above
        if (label := _label_of(text, start, end)) is None:
            cut.append((start, end))
            continue
        name, behind = label
        words = Span(start=name[0], end=name[1], quote=text[slice(*name)])
        places[len(cut)] = places[len(cut) + 1] = Mention(kind=MentionKind.PLACE, span=words, sentence=len(cut))
        cut += [(start, start + len(text[start:behind].rstrip())), (behind, end)]
    return tuple(cut), places


def under_label(claim: C, labels: Mapping[int, Mention], times: Sequence[Mention]) -> C:
    """A claim of an item with the place and the time of its label, where its own words name none; "at night" is no day."""
    if (label := labels.get(claim.sentence)) is None:
        return claim
    dated = claim.time is not None and any(letter.isdigit() for letter in claim.time.span.quote)
    day = None if dated else next((one for one in times if one.sentence == label.sentence), None)
    return replace(claim, place=claim.place or label, time=day or claim.time)


def _label_of(text: str, start: int, end: int) -> tuple[tuple[int, int], int] | None:
    """The name that labels an item, and where what it labels begins; None for a sentence that is no labelled item."""
    line = text.rfind("\n", 0, start) + 1
    is_item = _MARK.fullmatch(text, line, start) is not None
    if not is_item and text[line:start].strip():
        return None
    label = _LABEL.match(text, start, end)
    if label is None or not (is_item or label["day"]) or not label["name"][0].isupper():
        return None
    if may_speak_of_harm(label[0]) or kind_of(label["name"]) is not SourceKind.UNKNOWN or not _is_name(label["name"]):
        return None
    return label.span("name"), label.end()


def _is_name(words: str) -> bool:
    """ "Bo Karim" and "Port Dalen", not "Update", "Response gaps" or "Perpetrator": one of its words is no everyday one."""
    ranks = load_word_ranks()
    known = (ranks.get(word) for word in re.findall(r"[^\W\d_]+", words.lower()) if word not in _KEYS)
    return any(rank is None or rank > EVERYDAY for rank in known)
