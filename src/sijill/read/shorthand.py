"""Decides how shorthand reads: a text as posts, field notes and situation reports write it -> the same written out, and the way back.

"18 ppl incl. 5 kids killed & 9 inj. in #AbuDenna" is read as "18 people including 5 kids killed and 9 injured in Abu Denna". Claims keep
the words and places of the text itself; names that are no spans (a speaker's, a perpetrator's) stay as they were read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from sijill.data import load_table
from sijill.model.claim import Reading, Span

_BETWEEN = r"(?<![^\s(\[,;:/–—-]){}(?![\w/@])"
_COUNTED = r"(?P<kept>(?<![\w,.])\d[\d,]{{0,12}}\+?(?:\s(?!and\b|killed\b)[\w-]+){{0,2}}?(?:\s|(?<=[\d+]))){}(?![\w/@])"
_AGED = r"(?<=\d)\s?(?:{})(?![\w/@])"
# "#Tal_Hanun", "#AbuDenna": words that are run together behind a hash
_HASHTAG = re.compile(r"(?<!\w)#(?=[^\W\d_]\w*)(?P<tag>\w+)")
_JOINT = re.compile(r"_|(?<=[a-z])(?=[A-Z][a-z])")
# Pictures and marks that hold no words; they take the place of bullets and full stops.
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]")


@dataclass(frozen=True, slots=True)
class Change:
    """Characters start..end of the text as read stand for from_start..from_end of the text itself."""

    start: int
    end: int
    from_start: int
    from_end: int


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A text as it is read, with every place where it is not the text itself."""

    text: str
    changes: tuple[Change, ...]

    def back(self, at: int, *, is_end: bool) -> int:
        """Where a character of the text as read stands in the text itself; within a change its first, or behind its last."""
        number = bisect_right(self.changes, at, key=lambda change: change.start) - 1
        if number < 0:
            return at
        change = self.changes[number]
        if at >= change.end:
            return change.from_end + at - change.end
        return change.from_end if is_end and at > change.start else change.from_start


def write_out(text: str) -> WrittenOut:
    """Writes shorthand out; most texts have none, and are read as they are."""
    pieces: list[str] = []
    changes: list[Change] = []
    behind = length = 0
    for start, end, words in _shorthand_in(text):
        if start < behind:
            continue
        pieces += (text[behind:start], words)
        length += start - behind + len(words)
        changes.append(Change(length - len(words), length, start, end))
        behind = end
    return WrittenOut("".join((*pieces, text[behind:])), tuple(changes))


def _shorthand_in(text: str) -> list[tuple[int, int, str]]:
    found = [(match.start(), match.end(), " ") for match in _PICTURES.finditer(text)]
    for match in _HASHTAG.finditer(text):
        found.append((match.start(), match.start() + 1, " "))
        found += [(joint.start(), joint.end(), " ") for joint in _JOINT.finditer(text, *match.span("tag"))]
    for pattern, words in _patterns():
        for match in pattern.finditer(text):
            start = match.end("kept") if "kept" in pattern.groupindex else match.start()
            found.append((start, match.end(), words))
    return sorted(found, key=lambda one: one[:2])


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    def patterns() -> Iterator[tuple[re.Pattern[str], str]]:
        for table, frame in (("words", _BETWEEN), ("counted", _COUNTED), ("aged", _AGED)):
            for shorthand, words in load_table("shorthand")[table].items():
                yield re.compile(frame.format(f"(?:{shorthand})"), re.I), words

    return tuple(patterns())


def read_back(reading: Reading, written: WrittenOut, text: str) -> Reading:
    """The reading of a text written out, with the places and words of the text itself."""
    if not written.changes:
        return reading

    def place(value: Any) -> Any:
        if isinstance(value, Span):
            start, end = written.back(value.start, is_end=False), written.back(value.end, is_end=True)
            return Span(start=start, end=end, quote=text[start:end])
        if isinstance(value, tuple):
            return tuple(place(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: place(getattr(value, field.name)) for field in fields(value)})
        return value

    return replace(
        reading, claims=place(reading.claims), mentions=place(reading.mentions),
        sentences=tuple((written.back(start, is_end=False), written.back(end, is_end=True)) for start, end in reading.sentences),
    )  # fmt: skip
