"""Decides which stretch of the calendar a date names: "6 March", "Thursday", "last week", "the previous day", "the weekend".

Mention + Timeline -> Value. Does not measure lengths of time (lengths.py).
"""

from __future__ import annotations

from datetime import date

from sijill.text.time_expressions.calendars import feast_values, hijri_value, hijri_year
from sijill.text.time_expressions.mentions import Mention
from sijill.text.time_expressions.timeline import Timeline
from sijill.text.time_expressions.values import (
    Grain,
    Value,
    holding,
    of_century,
    of_day,
    of_decade,
    of_half,
    of_month,
    of_quarter,
    of_season,
    of_weekend,
    of_year,
    of_ymd,
    shift_day,
    shift_value,
)


def calendar_value(mention: Mention, timeline: Timeline) -> Value | None:
    """A calendar stretch; a missing year comes from the timeline."""
    if mention.decade is not None:
        return of_decade(mention.decade, bc=mention.before_christ)
    if mention.century is not None:
        return of_century(mention.century, bc=mention.before_christ)
    if mention.hijri:
        return _hijri(mention, timeline)
    if mention.either is not None and mention.year is not None:
        return _day_or_month_first(mention.either, mention.year, timeline)
    if mention.year is not None:
        return _in_year(mention, mention.year) if _is_calendar_year(mention.year) else None
    if mention.unit == "year" and mention.which:
        year = _deictic_year(mention, timeline)
        return _in_year(mention, year) if year is not None else None
    if mention.month is None and mention.day is not None:
        return _day_of_month(mention, timeline)
    if mention.weekday is not None and mention.month is None:
        return _weekday(mention, timeline)
    if mention.which in ("previous", "following"):
        return _beside_anchor(mention, timeline)
    if mention.which == "last" and timeline.published:
        # "last March", "last summer": over before the day of publication
        values = (_in_year(mention, timeline.published.year - back) for back in range(3))
        return next((v for v in values if v and v.last and v.last < timeline.published), None)
    return timeline.pick_year(lambda year: _in_year(mention, year), mention)


def _day_or_month_first(numbers: tuple[int, int], year: int, timeline: Timeline) -> Value | None:
    """06/08/2016 is decided only where one of its readings lies after publication; else just the year is known."""
    left, right = numbers
    readings = [value for value in (of_ymd(year, left, right), of_ymd(year, right, left)) if value and value.first]
    if timeline.published is not None:
        readings = [value for value in readings if value.first and value.first <= timeline.published]
    return readings[0] if len(readings) == 1 else of_year(year)


def _beside_anchor(mention: Mention, timeline: Timeline) -> Value | None:
    """ "the previous April": the last one before the date that the text is at."""
    anchor = timeline.anchor
    if anchor is None or anchor.first is None or anchor.last is None or anchor.year is None:
        return None
    values = [
        value for year in range(anchor.first.year - 1, anchor.first.year + 2) if (value := _in_year(mention, year))
    ]
    if mention.which == "previous":
        return next((v for v in reversed(values) if v.last and v.last < anchor.first), None)
    return next((v for v in values if v.first and v.first > anchor.last), None)


def _is_calendar_year(year: int) -> bool:
    return -4000 <= year <= 9998 and year != 0


def _in_year(mention: Mention, year: int) -> Value | None:
    """What the mention names, in a given year."""
    if mention.feast:
        values = feast_values(mention.feast, year)
        return values[0] if values else None
    if mention.month is not None and mention.day is not None:
        return of_ymd(year, mention.month, mention.day)
    if mention.month is not None:
        return of_month(year, mention.month)
    if mention.quarter is not None:
        return of_quarter(year, mention.quarter)
    if mention.half is not None:
        return of_half(year, mention.half)
    if mention.season:
        return of_season(year, mention.season)
    return of_year(year)


def _deictic_year(mention: Mention, timeline: Timeline) -> int | None:
    """The year of "last year", "that year", "the following year"."""
    published, anchor = timeline.published, timeline.anchor
    if mention.which in ("last", "this", "next") and not (timeline.narrative and mention.which != "this"):
        shift = {"last": -1, "this": 0, "next": 1}[mention.which]
        return published.year + shift if published else None
    if anchor is not None and anchor.year is not None:
        return anchor.year + {"previous": -1, "last": -1, "following": 1, "next": 1}.get(mention.which, 0)
    return None


def _hijri(mention: Mention, timeline: Timeline) -> Value | None:
    assert mention.month is not None
    if mention.year is not None:
        return hijri_value(mention.year, mention.month, mention.day)
    if timeline.published is None or not 622 < timeline.published.year < 2400:
        return None
    this_year = hijri_year(timeline.published)
    values = (hijri_value(year, mention.month, mention.day) for year in (this_year, this_year - 1))
    return next((value for value in values if value and value.first and value.first <= timeline.published), None)


def _day_of_month(mention: Mention, timeline: Timeline) -> Value | None:
    """ "the 20th": of the month that the text speaks of, else the latest one not after publication."""
    assert mention.day is not None
    anchor = timeline.anchor
    if anchor is not None and anchor.first is not None and anchor.grain <= Grain.MONTH:
        return of_ymd(anchor.first.year, anchor.first.month, mention.day)
    if timeline.published is None:
        return None
    for months_back in range(3):
        month = shift_day(timeline.published.replace(day=1), -months_back, "month")
        value = of_ymd(month.year, month.month, mention.day)
        if value and value.first and value.first <= timeline.published:
            return value
    return None


def _weekday(mention: Mention, timeline: Timeline) -> Value | None:
    """News looks back: "Thursday", published on a Sunday, is three days before, unless the verb looks ahead."""
    assert mention.weekday is not None
    published = timeline.published
    if published is None or timeline.narrative:
        base = timeline.day.first if timeline.day else None
        if base is None:
            return None
        return of_day(shift_day(base, (mention.weekday - base.isoweekday()) % 7, "day"))
    back = (published.isoweekday() - mention.weekday) % 7
    if mention.which in ("next", "following") or (mention.which != "last" and timeline.looks_ahead(mention)):
        return of_day(shift_day(published, (7 - back) if back or mention.which == "next" else 0, "day"))
    if mention.which in ("last", "previous") and back <= 1:
        back += 7  # of the day before, "yesterday" is said
    return of_day(shift_day(published, -back, "day"))


def deictic_value(mention: Mention, timeline: Timeline) -> Value | None:
    """ "yesterday", "last week", "the previous day", "that month", "the weekend"."""
    published = timeline.published
    if mention.unit == "today":
        return of_day(shift_day(published, mention.amount or 0, "day")) if published else None
    if mention.unit == "overnight":
        return of_day(shift_day(published, -1, "day")) if published else None
    if not mention.unit:
        return timeline.anchor
    if mention.unit == "weekend":
        return _weekend(mention, published)
    if (
        mention.which in ("that", "same", "previous", "following")
        or timeline.narrative
        or _continues(mention, timeline)
    ):
        if counted := _from_anchor(mention, timeline):
            return counted
        # "the end of the month", where no date was named before, is of the month of publication.
        if timeline.narrative or (mention.which in ("that", "same", "following") and not mention.edge):
            return None
    if published is None:
        return None
    return _shifted_stretch(of_day(published), mention)


def _shifted_stretch(base: Value, mention: Mention) -> Value | None:
    """The week, year or decade itself, before or after: "this century", "the previous decade"."""
    shift = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(mention.which, 0)
    if mention.unit in ("decade", "century") and base.first is not None:
        return holding(shift_day(base.first, shift, mention.unit), mention.unit)
    return shift_value(base, shift, mention.unit)


def _continues(mention: Mention, timeline: Timeline) -> bool:
    """ "the next day" of a story, against "next week"."""
    has_article = timeline.text[mention.start : mention.start + 3].lower() == "the"
    return mention.which == "next" and has_article and timeline.anchor is not None


def _from_anchor(mention: Mention, timeline: Timeline) -> Value | None:
    base = timeline.day if mention.unit == "day" else timeline.anchor
    return _shifted_stretch(base, mention) if base is not None else None


def _weekend(mention: Mention, published: date | None) -> Value | None:
    """The weekend that began last; "last weekend" is one that is over."""
    if published is None:
        return None
    weekend = of_weekend(published)
    assert weekend.first is not None
    assert weekend.last is not None
    if mention.which == "next":
        return of_weekend(shift_day(published, 7, "day")) if weekend.first <= published else weekend
    if weekend.first > published or (mention.which == "last" and weekend.last >= published):
        return of_weekend(shift_day(published, -7, "day"))
    return weekend
