"""Decides on which days feasts fall, and which days of the common calendar a Hijri date names.

(year, month, day) or a feast's name -> Value. Hijri years 1343 to 1500 follow the Umm al-Qura calendar (data/hijri_months.toml), others the
tabular one, which may be a day off.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache

from sijill.data import load_table
from sijill.text.time_expressions.values import Grain, Value, of_day, of_ymd

_ISLAMIC_EPOCH = 227015  # ordinal of 1 Muharram 1, 19 July 622 of the proleptic Gregorian calendar
_LEAP_YEARS = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})  # of each 30, in the tabular calendar


@cache
def _month_starts() -> dict[tuple[int, int], date]:
    table = load_table("hijri_months")
    day: date = table["first_day"]
    starts = {}
    for offset, lengths in enumerate(table["years"]):
        for month, sign in enumerate(lengths, 1):
            starts[table["first_year"] + offset, month] = day
            day += timedelta(days={"0": 30, "9": 29, "8": 28, "1": 31}[sign])
    return starts


@lru_cache(maxsize=4096)
def _hijri_start(year: int, month: int) -> date:
    """The first day of a Hijri month."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if listed := _month_starts().get((year, month)):
        return listed
    cycles, place = divmod(year - 1, 30)
    leap_days = sum(1 for leap in _LEAP_YEARS if leap <= place)
    days = cycles * 10631 + place * 354 + leap_days + (59 * (month - 1) + 1) // 2
    return date.fromordinal(_ISLAMIC_EPOCH + days)


def hijri_value(year: int, month: int, day: int | None) -> Value | None:
    """10 Ramadan 1446 -> 2025-03-10; None for a day or year that does not exist."""
    if not 1 <= year <= 1900:
        return None
    first = _hijri_start(year, month)
    last = _hijri_start(year, month + 1) - timedelta(days=1)
    if day is None:
        # TIMEX3 knows no Hijri months: the stretch is written as the two days that bound it.
        return Value(f"{first.isoformat()}/{last.isoformat()}", Grain.MONTH, first, last, first.year)
    found = first + timedelta(days=day - 1)
    return of_day(found) if day >= 1 and found <= last else None


@lru_cache(maxsize=1024)
def hijri_year(day: date) -> int:
    """The Hijri year that a day falls into."""
    year = max(1, (day.toordinal() - _ISLAMIC_EPOCH) * 30 // 10631 + 1)
    while _hijri_start(year + 1, 1) <= day:
        year += 1
    while year > 1 and _hijri_start(year, 1) > day:
        year -= 1
    return year


def _easter(year: int) -> date:
    """Western Easter Sunday (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


_FIXED = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26), "new year's day": (1, 1),
    "new year's eve": (12, 31), "nowruz": (3, 21), "newroz": (3, 21), "halloween": (10, 31), "valentine's day": (2, 14),
}  # fmt: skip
_FROM_EASTER = {"good friday": -2, "palm sunday": -7, "easter": 0, "easter sunday": 0, "easter monday": 1}
_HIJRI_FEASTS = {
    "eid al-fitr": (10, 1), "eid ul-fitr": (10, 1), "eid al-adha": (12, 10), "eid ul-adha": (12, 10), "ashura": (1, 10),
}  # fmt: skip


@lru_cache(maxsize=1024)
def feast_values(name: str, year: int) -> tuple[Value, ...]:
    """The days on which a feast falls in a year: none, one, or two where the Hijri year is short."""
    name = name.replace("’", "'")
    if not 1 <= year <= 9998:
        return ()
    if name in _FIXED:
        value = of_ymd(year, *_FIXED[name])
        return (value,) if value else ()
    if name in _FROM_EASTER:
        return (of_day(_easter(year) + timedelta(days=_FROM_EASTER[name])),) if year > 1582 else ()
    if name == "thanksgiving":
        first = date(year, 11, 1)
        return (of_day(first + timedelta(days=(3 - first.weekday()) % 7 + 21)),)
    if name in _HIJRI_FEASTS and 622 < year < 2400:
        month, day = _HIJRI_FEASTS[name]
        around = hijri_year(date(year, 7, 1))
        days = (hijri_value(candidate, month, day) for candidate in range(max(1, around - 1), around + 2))
        return tuple(value for value in days if value and value.year == year)
    return ()
