"""Decides where a report sits: the town of its dateline, and the towns and counties whose police or sheriff it quotes.

text -> spans of their names. A seat is not where it happened; it says where a street, a school or a quarter that no gazetteer has lies,
and stands in for the place where a text names none (placed_names.py, places.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from sijill.data import load_table

DATELINE, AUTHORITY = "dateline", "authority"
_WORD = r"(?:(?:St|Ft|Mt|Ste)\. )?[^\W\d_a-z][\w'’-]+"
_UNIT = r"(?:,\s*[A-Z][\w.]*(?: [A-Z][\w.]*)?)?"
# "CHUBBUCK, Idaho -", "FRANKLIN (Feb. 4, 2014) –", "KOLM —": capitals before a dash, also behind a caption
_CAPITALS = re.compile(
    rf"(?:^|(?<=\s))(?P<place>(?:ST\. |FT\. |MT\. )?[A-Z][A-Z'’-]{{2,}}(?: [A-Z][A-Z'’-]+){{0,3}}){_UNIT}"
    r"\s*(?:\([^()\n]{2,30}\)\s*)?[-–—]{1,2}\s*(?=[A-Z\"“‘'])",
    re.MULTILINE,
)
# "Kolm, March 6 (Wire) -": at the beginning of a line
_LINE = re.compile(
    rf"^(?P<place>{_WORD}(?: {_WORD}){{0,2}})(?:,\s*[A-Z][\w. ]{{1,20}})?(?:,\s*[A-Z]\w+\.?\s+\d{{1,2}})?"
    r"\s*\([^()\n]{2,25}\)\s*[-–—]{1,2}\s",
    re.MULTILINE,
)
# "Rocky Mount police", "the Greene County Sheriff's Office"; the name ends before the first word of the office
_OFFICE = (
    r"(?:(?:City|Metro|Metropolitan|Township|Municipal|Regional)\s+)?"
    r"(?:[Pp]olice|(?:State\s+)?(?:Highway\s+)?[Pp]atrol|[Ff]ire\s+(?:[Dd]epartment|[Rr]escue|[Bb]ureau)|[Dd]etectives?)\b"
)
_COUNTY_OFFICE = (
    r"(?:[Ss]heriff|[Cc]oroner|[Dd]istrict\s+[Aa]ttorney|[Pp]rosecut|[Mm]edical\s+[Ee]xaminer|[Dd]eput|[Pp]olice|[Aa]uthorities"
    r"|[Oo]fficials|[Jj]ail)"
)
_POLICE = re.compile(rf"(?<![\w'’-])(?:[Tt]he\s+)?(?P<place>{_WORD}(?: {_WORD}){{0,2}}?)(?:['’]s)?\s+{_OFFICE}")
_COUNTY = re.compile(
    rf"(?<![\w'’-])(?P<place>{_WORD}(?: {_WORD}){{0,2}}? (?:County|Parish))(?:['’]s)?\s+{_COUNTY_OFFICE}"
)
MOST_SEATS = 40
# They begin names of towns as often as sentences: "West Kolm police".
_BEGIN_NAMES = frozenset({"west", "east", "north", "south", "central", "great", "general"})


def find_seats(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, str]]:
    """(start, end, sentence, kind of seat) of every place that a dateline or a local authority names."""
    starts = [start for start, _ in sentences]
    if not starts:
        return
    number = 0
    in_capitals = sum(map(str.isupper, text[:2000])) > 0.4 * sum(map(str.isalpha, text[:2000]))
    for kind, patterns in (
        (DATELINE, (_LINE,) if in_capitals else (_CAPITALS, _LINE)),
        (AUTHORITY, (_COUNTY, _POLICE)),
    ):
        for pattern in patterns:
            for found in pattern.finditer(text):
                start, end = found.span("place")
                first = text[start:end].split(" ", 1)[0]
                while (
                    first.lower() in _no_names() and len(first) < end - start
                ):  # "Police say Kolm police", "On Friday Kolm police"
                    start += len(first) + 1
                    first = text[start:end].split(" ", 1)[0]
                if first.lower() in _no_names():
                    continue
                number += 1
                if number > MOST_SEATS:
                    return
                yield start, end, max(0, bisect_right(starts, start) - 1), kind


@cache
def _no_names() -> frozenset[str]:
    """Words that begin a sentence or an office and no town's name."""
    words = load_table("gazetteer_words")["other"]["never"]
    offices = {"city", "state", "federal", "military", "traffic", "metro", "county", "anyone", "when", "where"}
    return frozenset({word.lower() for word in words} - _BEGIN_NAMES | offices)


@cache
def _units_by_short_name() -> dict[str, str]:
    return {short: row for row, shorts in load_table("gazetteer_words")["abbreviations"].items() for short in shorts}


def spelled_out(text: str, start: int, name: str) -> str | None:
    """The province that a short name behind a town and a comma stands for: "Kolm, Va." -> Virginia; None for other words."""
    if "." in name.rstrip("."):  # "D.C.", "Southeast D.C." stand anywhere
        return _units_by_short_name().get(name.rstrip(".").rsplit(" ", 1)[-1])
    behind_a_town = start > 3 and text[start - 2 : start] == ", " and text[start - 3].isalpha()
    return _units_by_short_name().get(name.rstrip(".")) if behind_a_town else None
