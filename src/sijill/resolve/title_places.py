"""Decides which words of a document's title name places: those of its headline, and the outlet's own behind it.

"Two shot in Dorrin - Channel 6 News - Kolm, Velmar" -> Dorrin (headline); Kolm, Velmar (outlet). Headlines are written in capitals or cut
short, so that every run of capitalised words is looked up; which place is meant is decided with the text's own (place_choice.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sijill.resolve.gazetteer import Candidate, Gazetteer
from sijill.resolve.place_choice import Choice, choose_places
from sijill.resolve.place_words import NamedPlace, read_place
from sijill.resolve.report_seats import spelled_out
from sijill.text.names import fold_name

OUTLET = "outlet"
LONGEST_TITLE = 300
LONGEST_NAME = 3  # words
# A town that a bare word of a headline may mean; smaller ones bear names that are words.
LEAST_PEOPLE = 3_000
_BREAK = re.compile(r"\s+(?:[-–—|«»•]+|::)\s+|:\s+|-(?=[A-Z][a-z]+,? [A-Z]{2}\b)")
_WORD = re.compile(r"(?:(?:St|Ft|Mt)\. )?[^\W\d_a-z][\w’'-]*(?:\.[A-Z])*\.?")


def title_places(title: str | None, text: str, gazetteer: Gazetteer, never: frozenset[str]) -> list[NamedPlace]:
    """The names of a title that the gazetteer has, in order; an outlet's are weak and its seat. What the text writes small is no name."""
    if not title or len(title) > LONGEST_TITLE:
        return []
    found: list[NamedPlace] = []
    for start, end, is_headline in _segments(title):
        for place in _names(title, start, end, gazetteer, never):
            if re.search(rf"\b{re.escape(place.mention.lower())}\b", text):
                continue
            found.append(place if is_headline else replace(place, weak=True, seat=OUTLET))
    return found


def _segments(title: str) -> Iterator[tuple[int, int, bool]]:
    """The parts of a title with the longest one as its headline: "News 5 - Man shot in Kolm - Velmar"."""
    cuts = [(0, 0), *(found.span() for found in _BREAK.finditer(title)), (len(title), len(title))]
    parts = [(left[1], right[0]) for left, right in pairwise(cuts)]
    longest = max(parts, key=lambda part: part[1] - part[0])
    for part in parts:
        yield *part, part == longest


def _names(title: str, start: int, end: int, gazetteer: Gazetteer, never: frozenset[str]) -> Iterator[NamedPlace]:
    words = list(_WORD.finditer(title, start, end))
    number = 0
    while number < len(words):
        step = 1
        for length in range(min(LONGEST_NAME, len(words) - number), 0, -1):
            run = words[number : number + length]
            if any(title[left.end() : right.start()] != " " for left, right in pairwise(run)):
                continue
            place = read_place(title, run[0].start(), run[-1].end(), 0, guess=True)
            if unit := spelled_out(title, place.start, place.mention):
                yield replace(place, name=unit, kinds=("adm1",), longer="", guess=False)
            elif fold_name(place.name) not in never and _is_known(place, gazetteer):
                yield replace(place, longer="")
            else:
                continue
            step = length
            break
        number += step


def _is_known(place: NamedPlace, gazetteer: Gazetteer) -> bool:
    if place.kinds[:1] == ("part",) or len(fold_name(place.name)) < 3:
        return False
    return any(_may_mean(one, place) for one in gazetteer.named(place.mention) or gazetteer.named(place.name))


def _may_mean(one: Candidate, place: NamedPlace) -> bool:
    if one.score < 0.98 or one.kind not in ("city", "adm1", "adm2"):
        return False
    return one.kind == "adm1" or (one.kind == "adm2" and bool(place.kinds)) or one.population >= LEAST_PEOPLE


def choose_with_title(
    text: str,
    title: str | None,
    in_title: Sequence[NamedPlace],
    places: Sequence[NamedPlace],
    gazetteer: Gazetteer,
    scope: Sequence[str],
) -> Choice:
    """Chooses for the names of a title and its text together; the title's are kept apart, since no words of the text bear them."""
    if not title:
        return choose_places(text, places, gazetteer, scope)
    shift, first = len(title) + 1, len(in_title)
    moved = [
        replace(place, start=place.start + shift, end=place.end + shift, sentence=place.sentence + 1)
        for place in places
    ]
    whole = choose_places(f"{title}\n{text}", [*in_title, *moved], gazetteer, scope)
    titled = tuple(
        (place, one) for place, one in zip(whole.places[:first], whole.chosen[:first], strict=True) if one is not None
    )
    back = [
        replace(place, start=place.start - shift, end=place.end - shift, sentence=place.sentence - 1)
        for place in whole.places[first:]
    ]
    joins = {
        number - first: (other - first, how)
        for number, (other, how) in whole.joins.items()
        if number >= first and other >= first
    }
    return Choice(back, whole.chosen[first:], whole.country, joins, titled)
