"""Decides which days a time expression means.

Mentions of a text + the day it was published -> Meanings. Does not look at words around the expression ("since", "until"): phrases.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sijill.model.period import Basis, Openness
from sijill.text.time_expressions.calendars import feast_values, hijri_value, hijri_year
from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.ranges import borrow_from_neighbours, counts_from_event, event_date_of
from sijill.text.time_expressions.timeline import Timeline, is_narrative, passing_years
from sijill.text.time_expressions.tokens import Tokens
from sijill.text.time_expressions.values import (
    Grain,
    Value,
    holding,
    narrowed,
    next_night,
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


@dataclass(slots=True)
class Meaning:
    """What a mention means: a TIMEX3 value, and days where the text supports any.

    value   the stretch of the calendar that later words may count from; None for durations, sets and the unknown
    vague   the unit of a vague number ("recent days"): how exact the unknown start is
    """

    mention: Mention
    timex: str | None = None
    first: date | None = None
    last: date | None = None
    open: Openness = Openness.NONE
    basis: Basis = Basis.RELATIVE
    value: Value | None = None
    vague: str = ""

    @property
    def has_days(self) -> bool:
        return self.first is not None or self.last is not None


def normalise(tokens: Tokens, mentions: Sequence[Mention], published: date | None) -> list[Meaning]:
    """The meaning of every mention, in order: each may count from those before it."""
    borrow_from_neighbours(tokens, mentions)
    timeline = Timeline(tokens.text, published, is_narrative(mentions, published))
    passing = passing_years(mentions) if timeline.narrative else set()
    meanings = []
    for index, mention in enumerate(mentions):
        if mention.kind is Kind.OFFSET:
            meaning = _offset(
                mention, timeline, event_date_of(tokens, mentions, index), counts_from_event(tokens, mention)
            )
        else:
            meaning = _meaning_of(mention, timeline)
        meanings.append(meaning)
        if (
            index not in passing
            and meaning.value is not None
            and mention.kind in (Kind.CALENDAR, Kind.DEICTIC, Kind.OFFSET, Kind.CLOCK)
        ):
            timeline.move_to(meaning.value, mention)
    return meanings


def _meaning_of(mention: Mention, timeline: Timeline) -> Meaning:
    if mention.kind is Kind.DURATION:
        return Meaning(mention, duration_code(mention))
    if mention.kind is Kind.SET:
        return Meaning(mention, _set_code(mention))
    if mention.kind is Kind.REFERENCE:
        return Meaning(mention, "PAST_REF" if mention.which == "past" else "PRESENT_REF")
    if mention.kind is Kind.WINDOW:
        return _window(mention, timeline)
    if mention.kind is Kind.SLICE:
        return _slice(mention, timeline)
    if mention.kind is Kind.CLOCK:
        return _clock(mention, timeline)
    value = _calendar(mention, timeline) if mention.kind is Kind.CALENDAR else _deictic(mention, timeline)
    return _finished(mention, value, timeline)


def _finished(mention: Mention, value: Value | None, timeline: Timeline) -> Meaning:
    """Adds what narrows a stretch (early, a night, a clock) and says on what it rests."""
    if value is None:
        return Meaning(mention, _unknown_code(mention))
    basis = Basis.STATED if mention.names_year() else Basis.RELATIVE
    timex, days = value.timex, value
    if value.grain is Grain.DAY and (mention.clock or mention.part):
        timex = f"{value.timex}T{mention.clock or mention.part}"
        if mention.whole_night:
            days = next_night(value)
    if mention.edge in ("early", "mid", "late"):
        days = narrowed(value, mention.edge)
    first, last = days.first, days.last
    published = timeline.published
    if mention.edge == "earlier" and published and first and last and first <= published <= last:
        last = published
    if mention.unit == "overnight" and mention.kind is Kind.DEICTIC:
        timex, last = f"{value.timex}TNI", next_night(value).last
    return Meaning(mention, timex, first, last, Openness.NONE, basis, value)


def _calendar(mention: Mention, timeline: Timeline) -> Value | None:
    """A calendar stretch; a missing year comes from the timeline."""
    if mention.decade is not None:
        return of_decade(mention.decade, bc=mention.before_christ)
    if mention.century is not None:
        return of_century(mention.century, bc=mention.before_christ)
    if mention.hijri:
        return _hijri(mention, timeline)
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
    if mention.which in ("last", "previous") and back == 0:
        back = 7
    return of_day(shift_day(published, -back, "day"))


def _deictic(mention: Mention, timeline: Timeline) -> Value | None:
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
        if mention.which in ("that", "same", "following") or timeline.narrative:
            return None
    if published is None:
        return None
    shift = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(mention.which, 0)
    return shift_value(of_day(published), shift, mention.unit)


def _continues(mention: Mention, timeline: Timeline) -> bool:
    """ "the next day" of a story, against "next week"."""
    has_article = timeline.text[mention.start : mention.start + 3].lower() == "the"
    return mention.which == "next" and has_article and timeline.anchor is not None


def _from_anchor(mention: Mention, timeline: Timeline) -> Value | None:
    base = timeline.day if mention.unit == "day" else timeline.anchor
    if base is None:
        return None
    shift = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(mention.which, 0)
    return shift_value(base, shift, mention.unit)


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


def _offset(mention: Mention, timeline: Timeline, event_date: Mention | None, names_event: bool) -> Meaning:
    """ "two days ago", "three weeks later", "two days after the 6 March ambush".

    What counts from an event without a date has no days of its own, but a date beside it: "on 27 June, two days after the invasion".
    """
    base: Value | None
    if names_event and event_date is None:
        beside = timeline.day if timeline.stands_beside(mention) else None
        return _finished(mention, beside, timeline) if beside else Meaning(mention, duration_code(mention))
    if event_date is not None:
        base = _calendar(event_date, timeline) if event_date.kind is Kind.CALENDAR else None
    elif mention.way == "ago":
        base = of_day(timeline.published) if timeline.published else None
    else:
        base = timeline.day if mention.unit in ("second", "minute", "hour", "day") else timeline.anchor
    amount = 1.0 if mention.amount is None and not _is_vague(mention, timeline) else mention.amount
    sign = -1 if mention.way in ("ago", "earlier", "before") else 1
    if amount is None:
        return _vague_offset(mention, timeline)
    if base is None or (amount != int(amount) and base.first is None):
        return Meaning(mention, duration_code(mention) if mention.way in ("before", "after") else None)
    if mention.bound and mention.way == "ago" and base.first:
        edge = shift_day(base.first, -amount, mention.unit)
        if mention.bound == "more":
            return Meaning(mention, holding(edge, mention.unit).timex, None, edge, Openness.START)
        return Meaning(mention, holding(edge, mention.unit).timex, edge, base.first)
    whole = int(amount) if amount == int(amount) else None
    if whole is not None:
        value = shift_value(base, sign * whole, mention.unit)
    else:
        value = holding(shift_day(base.first, sign * amount, mention.unit), "month") if base.first else None
    if value is None:
        return Meaning(mention, None)
    return Meaning(mention, value.timex, value.first, value.last, value=value)


def _is_vague(mention: Mention, timeline: Timeline) -> bool:
    """ "a few days later" names no number; "the day after" means one."""
    words = timeline.text[mention.start : mention.end].lower()
    return not words.startswith(("the ", "day", "week", "month", "year")) or words.split()[0].endswith("s")


def _vague_offset(mention: Mention, timeline: Timeline) -> Meaning:
    """ "a few days ago": some time before publication."""
    if mention.way == "ago":
        last = timeline.published
        return Meaning(mention, "PAST_REF", None, last, Openness.START, vague=mention.unit)
    return Meaning(mention, "PAST_REF" if mention.way in ("earlier", "before") else "FUTURE_REF")


def _window(mention: Mention, timeline: Timeline) -> Meaning:
    """ "the past 48 hours" end with publication; "the next two weeks" begin with the last date named."""
    published = timeline.published
    if mention.which == "recent":
        return Meaning(mention, "PAST_REF", None, published, Openness.START, vague=mention.unit)
    if mention.which in ("following", "previous") or timeline.narrative:
        base = timeline.base_day() if timeline.day or not timeline.narrative else None
    else:
        base = published
    code = duration_code(mention)
    if base is None:
        return Meaning(mention, code)
    if mention.amount is None:
        if mention.which == "following":
            return Meaning(mention, code)
        return Meaning(mention, code, None, base, Openness.START, vague=mention.unit)
    if mention.which == "following":
        return Meaning(mention, code, base, shift_day(base, mention.amount, mention.unit))
    return Meaning(mention, code, shift_day(base, -mention.amount, mention.unit), base)


def _slice(mention: Mention, timeline: Timeline) -> Meaning:
    """ "the first week of March" -> 1 to 7; "the last week of February" -> its last seven days; "the week of 3 March"."""
    inner = mention.inner
    assert inner is not None
    value = _calendar(inner, timeline) if inner.kind is Kind.CALENDAR else _deictic(inner, timeline)
    code = duration_code(mention)
    if value is not None and value.grain is Grain.YEAR and mention.unit == "half":
        value = of_half(value.year or 1, 2 if mention.order in (2, -1) else 1)
        code = value.timex
    elif value is None or value.first is None or value.last is None or mention.amount is None or mention.unit == "half":
        return Meaning(mention, code, value=None)
    else:
        value = _cut(value, mention)
        code = value.timex if (mention.unit == "day" and mention.amount == 1) or mention.order is None else code
    basis = Basis.STATED if inner.names_year() else Basis.RELATIVE
    return Meaning(mention, code, value.first, value.last, Openness.NONE, basis, value)


def _cut(value: Value, mention: Mention) -> Value:
    """The named piece of a stretch, never beyond its end."""
    assert value.first is not None
    assert value.last is not None
    amount, unit, order = mention.amount or 1, mention.unit, mention.order
    if order == -1:
        first = max(value.first, shift_day(shift_day(value.last, 1, "day"), -amount, unit))
        return Value(of_day(first).timex, Grain.WEEK, first, value.last, first.year)
    first = shift_day(value.first, amount * ((order or 1) - 1), unit)
    last = shift_day(shift_day(first, amount, unit), -1, "day")
    if order is None:
        return Value(holding(first, unit).timex, Grain.WEEK, first, last, first.year)
    return Value(of_day(first).timex, Grain.WEEK, min(first, value.last), min(last, value.last), first.year)


def _clock(mention: Mention, timeline: Timeline) -> Meaning:
    """ "this morning", "last night", "that afternoon", "the next morning"; "5:30 a.m." on the day last named."""
    published, day = timeline.published, timeline.day
    suffix = f"T{mention.clock or mention.part}"
    if not mention.which and mention.part == "NI" and timeline.text[mention.start : mention.end].lower() == "night":
        return Meaning(mention, "XXXX-XX-XXTNI")  # "at night": as a habit
    if mention.which in ("this", "last") and not (timeline.narrative and day):
        if published is None:
            return Meaning(mention, f"XXXX-XX-XX{suffix}")
        base = of_day(shift_day(published, -1 if mention.which == "last" else 0, "day"))
    elif day is None or day.first is None:
        return Meaning(mention, f"{published.isoformat() if published else 'XXXX-XX-XX'}{suffix}")
    else:
        shift = {"previous": -1, "last": -1, "following": 1}.get(mention.which, 0)
        base = of_day(shift_day(day.first, shift, "day"))
    return Meaning(mention, f"{base.timex}{suffix}", base.first, base.last, value=base)


_CODES = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "DE", "century": "CE", "weekend": "WE",
}  # fmt: skip


def duration_code(mention: Mention) -> str:
    """three days -> P3D, 48 hours -> PT48H, a few weeks -> PXW, two and a half years -> P2.5Y"""
    amount, unit = mention.amount, mention.unit
    if unit == "fortnight":
        amount, unit = (amount or 1) * 2, "week"
    number = "X" if amount is None else f"{amount:.10g}".removeprefix("0") if amount < 1 else f"{amount:.10g}"
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{number}{_CODES.get(unit, 'D')}"


def _set_code(mention: Mention) -> str:
    """every Friday -> XXXX-WXX-5, daily -> XXXX-XX-XX, every two weeks -> P2W"""
    if mention.weekday:
        return f"XXXX-WXX-{mention.weekday}"
    if mention.amount is not None and mention.amount != 1:
        return duration_code(mention)
    return {
        "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "hour": "XXXX-XX-XXTXX", "quarter": "XXXX-QX",
    }.get(mention.unit, f"XXXX-XX-XXT{mention.unit}" if mention.unit in ("MO", "AF", "EV", "NI") else duration_code(mention))  # fmt: skip


def _unknown_code(mention: Mention) -> str | None:
    """What TIMEX3 writes where the year or week is not known: "6 March" -> XXXX-03-06."""
    if mention.month and not mention.hijri:
        return f"XXXX-{mention.month:02d}" + (f"-{mention.day:02d}" if mention.day else "")
    if mention.weekday:
        return f"XXXX-WXX-{mention.weekday}"
    if mention.season:
        return f"XXXX-{mention.season}"
    return None
