"""What the normaliser gives: a TIMEX3 value and days, and how TIMEX3 writes lengths, sets and the unknown.

Mention + Value -> Meaning. Does not find the Value (named.py, lengths.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.model.period import Basis, Openness
from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.timeline import Timeline
from sijill.text.time_expressions.values import Grain, Value, narrowed, next_night


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


def finish(mention: Mention, value: Value | None, timeline: Timeline) -> Meaning:
    """Adds what narrows a stretch (early, a night, a clock) and says on what it rests."""
    if value is None:
        return Meaning(mention, unknown_code(mention))
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


def set_code(mention: Mention) -> str:
    """every Friday -> XXXX-WXX-5, daily -> XXXX-XX-XX, every two weeks -> P2W"""
    if mention.weekday:
        return f"XXXX-WXX-{mention.weekday}"
    if mention.amount is not None and mention.amount != 1:
        return duration_code(mention)
    return {
        "day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "hour": "XXXX-XX-XXTXX", "quarter": "XXXX-QX",
    }.get(mention.unit, f"XXXX-XX-XXT{mention.unit}" if mention.unit in ("MO", "AF", "EV", "NI") else duration_code(mention))  # fmt: skip


def unknown_code(mention: Mention) -> str | None:
    """What TIMEX3 writes where the year or week is not known: "6 March" -> XXXX-03-06."""
    if mention.month and not mention.hijri:
        return f"XXXX-{mention.month:02d}" + (f"-{mention.day:02d}" if mention.day else "")
    if mention.weekday:
        return f"XXXX-WXX-{mention.weekday}"
    if mention.season:
        return f"XXXX-{mention.season}"
    return None
