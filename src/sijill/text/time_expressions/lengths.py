"""Decides which days are meant by a length of time and a point that it is measured from: "two days ago", "the past 48 hours".

Mention + Timeline -> Meaning. Does not name calendar dates (named.py).
"""

from __future__ import annotations

from sijill.model.period import Basis, Openness
from sijill.text.time_expressions.meanings import Meaning, duration_code, finish
from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.named import calendar_value, deictic_value
from sijill.text.time_expressions.timeline import Timeline
from sijill.text.time_expressions.values import Grain, Value, holding, of_day, of_half, shift_day, shift_value


def offset_meaning(mention: Mention, timeline: Timeline, event_date: Mention | None, names_event: bool) -> Meaning:
    """ "two days ago", "three weeks later", "two days after the 6 March ambush".

    What counts from an event without a date has no days of its own, but a date beside it: "on 27 June, two days after the invasion".
    """
    base: Value | None
    if names_event and event_date is None:
        beside = timeline.day if timeline.stands_beside(mention) else None
        return finish(mention, beside, timeline) if beside else Meaning(mention, duration_code(mention))
    if event_date is not None:
        base = calendar_value(event_date, timeline) if event_date.kind is Kind.CALENDAR else None
    elif mention.way == "ago":
        base = of_day(timeline.published) if timeline.published else None
    else:
        base = timeline.day if mention.unit in ("second", "minute", "hour", "day") else timeline.anchor
        if (
            base is None
            and mention.way == "earlier"
            and mention.unit in ("month", "quarter", "year")
            and timeline.published
        ):
            base = of_day(timeline.published)  # "up from a year earlier", in a report that names no other date
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


def window_meaning(mention: Mention, timeline: Timeline) -> Meaning:
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


def slice_meaning(mention: Mention, timeline: Timeline) -> Meaning:
    """ "the first week of March" -> 1 to 7; "the last week of February" -> its last seven days; "the week of 3 March"."""
    inner = mention.inner
    assert inner is not None
    value = calendar_value(inner, timeline) if inner.kind is Kind.CALENDAR else deictic_value(inner, timeline)
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


def clock_meaning(mention: Mention, timeline: Timeline) -> Meaning:
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
        if published is None:
            return Meaning(mention, f"XXXX-XX-XX{suffix}")
        # "around 1:30 a.m." of a report that names no day before is of the day of the report.
        return Meaning(mention, f"{published.isoformat()}{suffix}", published, published)
    else:
        shift = {"previous": -1, "last": -1, "following": 1}.get(mention.which, 0)
        shift += timeline.at_night and not mention.which and "00:00" <= mention.clock < "06:00"
        base = of_day(shift_day(day.first, shift, "day"))
    return Meaning(mention, f"{base.timex}{suffix}", base.first, base.last, value=base)
