"""What the grammar hands to the normaliser: the words of a time expression and what they name, not yet counted from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sijill.model.period import TimeType


class Kind(StrEnum):
    CALENDAR = "calendar"  # 6 March 2025, March, Thursday, the summer of 2023, the 1990s, 10 Ramadan 1446
    DEICTIC = "deictic"  # last week, this year, the previous day, that month, yesterday, overnight
    OFFSET = "offset"  # two days ago, three weeks later, two days after ...
    WINDOW = "window"  # the past 48 hours, the next two years, recent days
    SLICE = "slice"  # the first week of March, the last three months of 2024, the week of 3 March
    DURATION = "duration"  # three days, a week, months
    SET = "set"  # every Friday, daily, twice a week
    REFERENCE = "reference"  # now, recently, in the past
    CLOCK = "clock"  # 5:30 a.m., that night, the early hours


@dataclass(slots=True, kw_only=True)
class Mention:
    """One TIMEX3 extent. Fields that the words do not name stay None or empty.

    edge    early, mid or late            which  last, past, next, this, that, same, previous, following
    way     ago, earlier, later, before, after            bound  more or less ("more than a year ago")
    amount  None with unit set: a vague number ("a few days")
    inner   the date of which a slice is part, or at which a clock stands
    """

    start: int
    end: int
    kind: Kind
    type: TimeType
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str = ""
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    before_christ: bool = False
    hijri: bool = False
    feast: str = ""
    edge: str = ""
    part: str = ""
    clock: str = ""
    unit: str = ""
    amount: float | None = None
    which: str = ""
    way: str = ""
    bound: str = ""
    order: int | None = None  # of a slice: 1 for the first, -1 for the last
    whole_night: bool = False
    either: tuple[int, int] | None = None  # 06/08/2016: sixth of August or June the eighth
    inner: Mention | None = None
    first_token: int = 0
    last_token: int = 0

    def names_year(self) -> bool:
        """True where the words themselves fix the year."""
        return self.year is not None or self.decade is not None or self.century is not None
