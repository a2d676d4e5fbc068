"""Decides what a time expression counts from: the day of publication, or a date that the text has named before.

Text and its mentions -> Timeline, which moves along with the mentions. A report looks back from its publication; a narrative of
past years moves forward from date to date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.values import Grain, Value

_AHEAD = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were)\s+(?:due|set|to|expected|scheduled|planned|slated|likely)\b|going\s+to|plans?\s+to|hopes?\s+to"
    r"|would\s+(?:begin|start|take|resume|be|hold|meet|end|come|go)\b|takes?\s+effect|due\s+to|expected\s+to|scheduled\s+(?:to|for)|ahead\s+of|upcoming|deadline)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:said|told|says|announced|reported|added|stated|warned|killed|died|was|were|had|has|have|did|\w{3,}ed|took|began|broke|fell|left|shot|fled)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"\s*[,(–—-]\s*(?:just|only|some|exactly)?\s*")
_SAYS = re.compile(r"\b(?:said|says|told|reported|announced|estimated)\s+(?:in|on)\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")


@dataclass(slots=True)
class Timeline:
    """Where the reader of the text stands.

    anchor  the last date that was named, of any length; day the last single day
    narrative  True where the text tells of years long past: dates without a year then follow the anchor
    """

    text: str
    published: date | None
    narrative: bool
    anchor: Value | None = None
    anchor_end: int = 0
    anchor_is_explicit: bool = False
    day: Value | None = None

    def move_to(self, value: Value, mention: Mention) -> None:
        """The text has named a date: what follows may count from it."""
        self.anchor, self.anchor_end = value, mention.end
        self.anchor_is_explicit = mention.names_year()
        if value.grain is Grain.DAY:
            self.day = value

    def stands_beside(self, mention: Mention) -> bool:
        """True where the words are in apposition to the date named last: "on 27 June, two days after the invasion"."""
        between = self.text[self.anchor_end : mention.start]
        return self.anchor is not None and _APPOSITION.fullmatch(between) is not None and self.anchor is self.day

    def looks_ahead(self, mention: Mention) -> bool:
        """True where the verb nearest before the words, or else after them, speaks of what is to come."""
        start = max(0, mention.start - 160)
        before = self.text[start : mention.start]
        cut = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
        ahead = [found.start() for found in _AHEAD.finditer(before, cut)]
        back = [found.start() for found in _BACK.finditer(before, cut)]
        if ahead or back:
            return bool(ahead) and (not back or ahead[-1] >= back[-1] - 4)
        after = self.text[mention.end : mention.end + 120]
        end = found.start() if (found := _SENTENCE_END.search(after)) else len(after)
        first_ahead, first_back = _AHEAD.search(after, 0, end), _BACK.search(after, 0, end)
        return first_ahead is not None and (first_back is None or first_ahead.start() <= first_back.start())

    def pick_year(self, build: Callable[[int], Value | None], mention: Mention) -> Value | None:
        """The year of a date that names none: the latest one not after publication, or the one that the story has reached.

        "in December", published 9 March 2025 -> December 2024; "War came in March 2011. In April ..." -> April 2011
        """
        anchored = self._anchored_year(build)
        if anchored is not None and (self.published is None or self.narrative or self._is_retelling(mention, anchored)):
            return anchored
        if self.published is None:
            return None
        ahead = self.looks_ahead(mention)
        years = range(self.published.year - 1, self.published.year + 2)
        values = [value for year in years if (value := build(year)) and value.first and value.last]
        if ahead:
            return next((value for value in values if value.last and value.last >= self.published), None)
        past = [value for value in values if value.first and value.first <= self.published]
        return past[-1] if past else None

    def _anchored_year(self, build: Callable[[int], Value | None]) -> Value | None:
        if self.anchor is None or self.anchor.year is None:
            return None
        same = build(self.anchor.year)
        if same is None or same.first is None or self.anchor.last is None or self.anchor.grain > Grain.QUARTER:
            return same
        later = build(self.anchor.year + 1)
        # November to February is a step forward; August to June is more often a look back.
        if later and later.first and same.first < self.anchor.last and (later.first - self.anchor.last).days < 120:
            return later
        return same

    def _is_retelling(self, mention: Mention, anchored: Value) -> bool:
        """True right behind a date with a year long before publication, in one paragraph."""
        if not self.anchor_is_explicit or self.published is None or self.anchor is None or self.anchor.last is None:
            return False
        if anchored.first is None or self.anchor.first is None or anchored.first < self.anchor.first:
            return False
        if _SAYS.search(self.text, max(0, mention.start - 30), mention.start):
            return False
        if self.anchor.grain > Grain.MONTH or (self.published - self.anchor.last).days < 330:
            return False
        between = self.text[self.anchor_end : mention.start]
        return len(between) < 300 and "\n" not in between

    def base_day(self) -> date | None:
        """The day that "the next day" counts from: the last one named, else the day of publication."""
        if self.day is not None:
            return self.day.first
        return self.published


def passing_years(mentions: Sequence[Mention]) -> set[int]:
    """Indexes of years that a narrative mentions in passing: far from the years before and behind, which are close to one another.

    "in 1789 ... as in 1614 ... on 27 December": the story stays in 1789
    """
    dated = [(i, mention.year) for i, mention in enumerate(mentions) if mention.year is not None]
    return {
        i
        for (_, before), (i, year), (_, behind) in zip(dated, dated[1:], dated[2:], strict=False)
        if abs(before - behind) <= 5 < min(abs(year - before), abs(year - behind))
    }


def is_narrative(mentions: Sequence[Mention], published: date | None) -> bool:
    """True for a text that dwells in years long before its publication and does not speak from its own day.

    It names at least four years, most of them more than a year before publication, and seldom "on Sunday" or "yesterday".
    """
    years = [mention.year for mention in mentions if mention.kind is Kind.CALENDAR and mention.year is not None]
    if published is None or len(years) < 4:
        return False
    old = sum(1 for year in years if year < published.year - 1)
    present = sum(
        1
        for mention in mentions
        if (mention.unit == "today" or (mention.weekday and not mention.month))
        or (mention.way == "ago" or (mention.which in ("last", "this") and mention.unit in ("week", "month", "year")))
    )
    return old / len(years) > 0.6 and present * 3 <= len(years)
