"""What a time means: an interval of days with openness, precision and basis; and the words that gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class TimeType(StrEnum):
    """TIMEX3 type of a time expression."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Openness(StrEnum):
    NONE = "none"
    START = "start"
    END = "end"
    BOTH = "both"


class DatePrecision(IntEnum):
    """UCDP date_prec."""

    DAY = 1
    DAYS = 2  # a span of 2 to 6 days
    WEEK = 3
    MONTH = 4
    YEAR = 5  # or longer


class Basis(StrEnum):
    STATED = "stated"
    RELATIVE = "relative"  # to the document's date or another date of the text
    CONTEXT = "context"  # carried over from a neighbouring claim
    PUBLICATION = "publication"  # an upper bound only: start is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days start..end, both inclusive. "since Thursday" is start Thursday, open end, end = what bounds it from above."""

    start: date | None
    end: date | None
    open: Openness
    precision: DatePrecision
    basis: Basis
    mention: str | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"a period that ends before it starts: {self.start}..{self.end} ({self.mention!r})")
        if self.basis is Basis.PUBLICATION and self.start is not None:
            raise ValueError("a publication date bounds an event from above; it is no start")


def precision_of(start: date | None, end: date | None) -> DatePrecision:
    """How exact an interval is, by its length in days: 1, 2 to 6, 7, 8 to 31, longer or unbounded.

    6..8 March -> DAYS, all of March -> MONTH, "until Sunday" (no start) -> YEAR
    """
    if start is None or end is None:
        return DatePrecision.YEAR
    days = (end - start).days + 1
    for longest, precision in ((1, DatePrecision.DAY), (6, DatePrecision.DAYS), (7, DatePrecision.WEEK)):
        if days <= longest:
            return precision
    return DatePrecision.MONTH if days <= 31 else DatePrecision.YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedExpression:
    """Words that speak of a time, with what they mean.

    start..end  code points of the text, half open
    timex3      the value in TIMEX3 ("2025-03-06", "P3D", "XXXX-WXX-4" where the week is not known)
    period      None where the text supports no interval: a bare duration, a weekday without a date to count from
    """

    start: int
    end: int
    words: str
    type: TimeType
    timex3: str | None
    period: Period | None
