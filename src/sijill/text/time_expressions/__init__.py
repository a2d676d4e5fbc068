"""Finds the time expressions of a text and says what interval of days each one means.

text (+ the day it was published) -> spans, TIMEX3 values, Periods. Does not decide which claim a time belongs to (resolve/dates.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sijill.model.period import Basis, DatedExpression, Openness, Period, TimeType, precision_of

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SIMPLE = re.compile(r"\b(since )?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """The words of a time expression: text[start:end] == words."""

    start: int
    end: int
    words: str
    type: TimeType


def find_time_expressions(text: str) -> tuple[TimeExpression, ...]:
    """Every time expression of a text, left to right, never overlapping."""
    return tuple(
        TimeExpression(start=found.start(), end=found.end(), words=found[0], type=TimeType.DATE)
        for found in _SIMPLE.finditer(text)
    )


def date_phrases(text: str, published: date | None) -> tuple[DatedExpression, ...]:
    """The same expressions, each with the interval that it means; None where the text supports none."""
    return tuple(_dated(found, published) for found in _SIMPLE.finditer(text))


def describe_dates(text: str, published: date | None) -> tuple[DatedExpression, ...]:
    """The TIMEX3 view: one for each TIMEX3 extent, signal words left out, with the interval of the phrase it stands in."""
    return date_phrases(text, published)


def _dated(found: re.Match[str], published: date | None) -> DatedExpression:
    weekday = _DAYS.index(found[2].lower())
    value, period = f"XXXX-WXX-{weekday + 1}", None
    if published:
        day = published - timedelta(days=(published.weekday() - weekday) % 7)
        value, end = day.isoformat(), published if found[1] else day
        period = Period(
            start=day, end=end, open=Openness.END if found[1] else Openness.NONE,
            precision=precision_of(day, end), basis=Basis.RELATIVE, mention=found[0],
        )  # fmt: skip
    return DatedExpression(
        start=found.start(), end=found.end(), words=found[0], type=TimeType.DATE, timex3=value, period=period
    )
