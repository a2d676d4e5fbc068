"""Decides which days a named stretch of the calendar covers, and how TIMEX3 writes it.

Year, month, week, day, quarter, season ... -> Value. Knows no words and no reference date.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum


class Grain(IntEnum):
    """How long the stretch is, shortest first."""

    DAY = 1
    WEEKEND = 2
    WEEK = 3
    MONTH = 4
    QUARTER = 5  # also seasons
    HALF = 6
    YEAR = 7
    DECADE = 8
    CENTURY = 9


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of the calendar: its TIMEX3 value and its days, first and last included.

    first and last are None where the stretch lies outside the calendar of Python (before year 1) or is not known.
    """

    timex: str
    grain: Grain
    first: date | None = None
    last: date | None = None
    year: int | None = None  # negative before Christ: 480 BC is -480


def of_day(day: date) -> Value:
    return Value(day.isoformat(), Grain.DAY, day, day, day.year)


def of_ymd(year: int, month: int, day: int) -> Value | None:
    """None for a day that does not exist: 30 February."""
    if year < 0:
        return Value(f"BC{-year:04d}-{month:02d}-{day:02d}", Grain.DAY, year=year)
    try:
        return of_day(date(year, month, day))
    except ValueError:
        return None


def of_month(year: int, month: int) -> Value:
    if not 1 <= year <= 9999:
        return Value(f"{_year_code(year)}-{month:02d}", Grain.MONTH, year=year)
    last = date(year, month, monthrange(year, month)[1])
    return Value(f"{year:04d}-{month:02d}", Grain.MONTH, date(year, month, 1), last, year)


def of_year(year: int) -> Value:
    if not 1 <= year <= 9999:
        return Value(_year_code(year), Grain.YEAR, year=year)
    return Value(f"{year:04d}", Grain.YEAR, date(year, 1, 1), date(year, 12, 31), year)


def of_week(day: date) -> Value:
    """The week, Monday to Sunday, that holds a day."""
    year, week, weekday = day.isocalendar()
    monday = _shifted(day, 1 - weekday)
    return Value(f"{year:04d}-W{week:02d}", Grain.WEEK, monday, _shifted(monday, 6), day.year)


def of_weekend(day: date) -> Value:
    """Saturday and Sunday of the week that holds a day."""
    week = of_week(day)
    assert week.last is not None
    return Value(f"{week.timex}-WE", Grain.WEEKEND, _shifted(week.last, -1), week.last, day.year)


def of_quarter(year: int, quarter: int) -> Value:
    first, last = of_month(year, 3 * quarter - 2).first, of_month(year, 3 * quarter).last
    return Value(f"{_year_code(year)}-Q{quarter}", Grain.QUARTER, first, last, year)


def of_half(year: int, half: int) -> Value:
    first, last = of_month(year, 6 * half - 5).first, of_month(year, 6 * half).last
    return Value(f"{_year_code(year)}-H{half}", Grain.HALF, first, last, year)


_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def of_season(year: int, season: str) -> Value:
    """Three months, as meteorologists of the north count: spring March to May; winter begins in December of its year."""
    month = _SEASON_MONTH[season]
    end_year, end_month = (year, month + 2) if month < 12 else (year + 1, 2)
    last = of_month(end_year, end_month).last if 0 < end_year < 9999 else None
    return Value(f"{_year_code(year)}-{season}", Grain.QUARTER, of_month(year, month).first, last, year)


def of_decade(decade: int, *, bc: bool = False) -> Value:
    """of_decade(199) is the 1990s."""
    if bc:
        return Value(f"BC{decade:03d}", Grain.DECADE, year=-10 * decade)
    return Value(f"{decade:03d}", Grain.DECADE, of_year(10 * decade).first, of_year(10 * decade + 9).last, 10 * decade)


def of_century(number: int, *, bc: bool = False) -> Value:
    """The 19th century is 18 in TIMEX3 and 1801 to 1900 in days."""
    if bc or not 1 <= number <= 99:
        return Value(f"BC{number - 1:02d}" if bc else f"{number - 1:02d}", Grain.CENTURY)
    first, last = of_year(100 * number - 99).first, of_year(min(100 * number, 9999)).last
    return Value(f"{number - 1:02d}", Grain.CENTURY, first, last, 100 * number - 99)


def _year_code(year: int) -> str:
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def _shifted(day: date, days: int) -> date:
    """A day so many days on; the ends of the calendar hold it."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def shift_day(day: date, count: float, unit: str) -> date:
    """The same day so many units on, the last of the month where it has no such day.  31 March - 1 month -> 28 February"""
    if unit in ("second", "minute", "hour"):
        return _shifted(day, round(count * {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24}[unit]))
    if unit in _DAYS_IN:
        return _shifted(day, round(count * _DAYS_IN[unit]))
    months = round(count * _MONTHS_IN[unit])
    index = day.year * 12 + day.month - 1 + max(min(months, 120_000), -120_000)
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


def holding(day: date, unit: str) -> Value:
    """The calendar stretch of a unit that holds a day."""
    if unit in ("week", "fortnight"):
        return of_week(day)
    if unit == "weekend":
        return of_weekend(day)
    if unit == "month":
        return of_month(day.year, day.month)
    if unit == "quarter":
        return of_quarter(day.year, (day.month + 2) // 3)
    if unit == "year":
        return of_year(day.year)
    if unit == "decade":
        return of_decade(day.year // 10)
    if unit == "century":
        return of_century((day.year + 99) // 100)
    return of_day(day)


def shift_value(value: Value, count: int, unit: str) -> Value | None:
    """The stretch so many units on, at the grain of the unit, and no finer than the value that it counts from.

    2025-03-06 + 2 days -> 2025-03-08; 480 BC + 1 year -> 479 BC; March 2025 + 3 days -> None
    """
    if unit in ("decade", "century"):
        count, unit = count * (10 if unit == "decade" else 100), "year"
    if value.first is None or value.last is None:
        if unit == "year" and value.year is not None and value.year < 0 and value.year + count < 0:
            return of_year(value.year + count)
        return None
    if unit in ("second", "minute", "hour", "day") and value.grain > Grain.DAY:
        return None
    return holding(shift_day(value.first, count, unit), unit)


def narrowed(value: Value, edge: str) -> Value:
    """The early, middle or late third of a stretch; TIMEX3 keeps its value.

    early March -> 1 to 10, mid-March -> 11 to 20, late March -> 21 to 31; early 2024 -> January to April
    """
    if value.first is None or value.last is None or value.grain in (Grain.DAY, Grain.WEEKEND):
        return value
    if value.grain is Grain.MONTH:
        first, last = (
            {"early": (1, 10), "mid": (11, 20), "late": (21, value.last.day)}[edge] if edge else (1, value.last.day)
        )
        return replace(value, first=value.first.replace(day=first), last=value.first.replace(day=last))
    if value.grain is Grain.WEEK:
        first, last = {"early": (0, 1), "mid": (2, 3), "late": (4, 6)}[edge]
        return replace(value, first=_shifted(value.first, first), last=_shifted(value.first, last))
    months = (value.last.year - value.first.year) * 12 + value.last.month - value.first.month + 1
    if value.grain is Grain.DECADE:
        starts = {"early": (0, 48), "mid": (48, 84), "late": (84, 120)}[edge]
    else:
        third = months // 3
        starts = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, months)}[edge]
    start, end = (shift_day(value.first, count, "month") for count in starts)
    return replace(value, first=start, last=min(_shifted(end, -1), value.last))


def next_night(value: Value) -> Value:
    """A whole night runs into the next morning."""
    if value.grain is not Grain.DAY or value.first is None:
        return value
    return replace(value, last=_shifted(value.first, 1))
