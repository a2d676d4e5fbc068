"""Decides what a time expression counts from: the day of publication, or a date that the text has named before.

Text and its mentions -> Timeline, which moves along with the mentions. A report looks back from its publication; a narrative of
past years moves forward from date to date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

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


# Swept on the development half of WikiWars; flat around these.
SHORT_LOOK_BACK_DAYS = 75
STEP_ON_DAYS = 120
BRACKET_DAYS = 400


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
    at_night: bool = False  # the last day was named by its night: "1 a.m." is of the next morning
    fine: Value | None = None  # the last month or day
    ahead: Value | None = None  # the next date that names its year

    def move_to(self, value: Value, mention: Mention) -> None:
        """The text has named a date: what follows may count from it."""
        self.anchor, self.anchor_end = value, mention.end
        self.anchor_is_explicit = mention.names_year()
        if value.grain is Grain.DAY:
            self.day = value
            self.at_night = mention.unit == "overnight" or mention.part in ("EV", "NI")
        if value.grain <= Grain.MONTH:
            self.fine = value

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
        """The year that the story has reached: between the dates with a year on both sides, else that of the date before.

        A month that lies shortly before the last date looks back; one that comes within four months of it steps into the next year.
        """
        anchor = (
            self.fine if self.fine is not None and self.anchor and self.fine.year == self.anchor.year else self.anchor
        )
        if anchor is None or anchor.year is None:
            return None
        same, later = build(anchor.year), build(anchor.year + 1)
        if same is None or same.first is None or same.last is None or anchor.first is None or anchor.last is None:
            return same
        is_short_look_back = 0 <= (anchor.first - same.last).days < SHORT_LOOK_BACK_DAYS
        if is_short_look_back or anchor.grain > Grain.QUARTER:
            return same
        if between := self._between(anchor, [build(anchor.year - 1), same, later]):
            return between
        steps_on = same.last < anchor.first and later is not None and later.first is not None
        return later if steps_on and later and later.first and (later.first - anchor.last).days < STEP_ON_DAYS else same

    def _between(self, anchor: Value, candidates: Sequence[Value | None]) -> Value | None:
        """The one candidate that lies between the dates before and behind."""
        if self.ahead is None or self.ahead.first is None or self.ahead.last is None or self.ahead.grain > Grain.MONTH:
            return None
        if anchor.first is None or anchor.last is None:
            return None
        low, high = min(anchor.first, self.ahead.first), max(anchor.last, self.ahead.last)
        if (high - low).days > BRACKET_DAYS:
            return None
        inside = [
            value
            for value in candidates
            if value and value.first and value.last and low <= value.first and value.last <= high
        ]
        return inside[0] if len(inside) == 1 else None

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


def is_year_span(left: Mention, right: Mention) -> bool:
    """ "1861-1863": what follows begins with the first year."""
    bare = all(m.year is not None and m.month is None and not m.season for m in (left, right))
    return bare and right.start - left.end <= 4


def passing_years(mentions: Sequence[Mention]) -> set[int]:
    """Indexes of years that a narrative mentions in passing: far from the years before and behind, which are close to one another.

    "in 1789 ... as in 1614 ... on 27 December": the story stays in 1789
    """
    ends = {i + 1 for i, (left, right) in enumerate(pairwise(mentions)) if is_year_span(left, right)}
    dated = [(i, mention.year) for i, mention in enumerate(mentions) if mention.year is not None]
    return ends | {
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
    share = old / len(years)
    # A chronology that reaches the present names many years; a report of today names few.
    return present * 3 <= len(years) and (share > 0.6 or (share > 0.3 and len(years) >= 12))
