"""What a number of people means: wording, bounds, quantifier and unit; what it supports as best."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    PERSON = "person"
    HOUSEHOLD = "household"
    DWELLING = "dwelling"
    INCIDENT = "incident"


class Quantifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"
    NONE = "none"  # "no casualties": an asserted zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number as a source worded it.

    min None: the wording gives no lower bound; max None: open above. Never 0 for unknown: a zero is
    asserted ("no one was hurt") and has quantifier none.
    """

    wording: str
    min: int | None
    max: int | None
    quantifier: Quantifier
    unit: Unit = Unit.PERSON

    def __post_init__(self) -> None:
        for bound in (self.min, self.max):
            if bound is not None and bound < 0:
                raise ValueError(f"a count below zero: {self.wording!r} read as {self.min}..{self.max}")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min above max: {self.wording!r} read as {self.min}..{self.max}")

    @property
    def best(self) -> int | None:
        """The one figure that the wording supports; None for ranges, upper bounds and vague words.

        "at least 12" -> 12, "about 40" -> 40, "6-8" -> None, "up to 20" -> None, "dozens" -> None
        """
        if self.quantifier in (Quantifier.RANGE, Quantifier.VAGUE, Quantifier.UP_TO, Quantifier.LESS_THAN):
            return None
        return self.min
