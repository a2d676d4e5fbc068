"""What a time means: an interval of days with openness, precision and basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


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
