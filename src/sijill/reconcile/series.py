"""Decides whether a stated growth fits the register's own series: incidents and people killed, by month or year, in one area.

A statement of growth and the Series -> a verdict. A register holds what was collected, not all that
happened: below LEAST incidents in either period nothing is compared, and what is found is said to be so "in this register".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sijill.model.claim import Role
from sijill.model.period import Period
from sijill.reconcile.happenings import Happening, is_area
from sijill.reconcile.worked import Told, Worked, fails, holds, unchecked

LEAST = 5  # incidents in each of two periods that are compared
# Of what is claimed, the register's own growth is near within the first factor and far beyond the second.
NEAR, FAR = 1.25, 2.0


def compare_with_series(told: Told, *, is_ratio: bool) -> Worked | None:
    """ "+300 per cent since March": this register's March beside its last whole month; None where it has no series for that."""
    claim, published, topic = told.claim, told.published, told.claim.words(Role.TOPIC)
    if not told.series.happenings or claim.low is None or claim.high is None:
        return None
    if topic is None:
        return unchecked("the register keeps no series of what is counted here")
    area = told.resolved.location
    if not is_area(area):
        return unchecked("over which country or province it is said is not known")
    base = _base_of(told.resolved.period, published)
    if base is None or published is None:
        return unchecked("the text does not give the two periods that it compares")
    before = told.series.within(area, *base)
    now_span = _latest_span(base, published)
    after = told.series.within(area, *now_span)
    left, right = (_measure(topic, some) for some in (before, after))
    said = "; ".join(
        f"{_span_words(span)}: {figure:,} ({len(some)} incidents)"
        for span, figure, some in ((base, left, before), (now_span, right, after))
    )
    said = f"in this register, {said}"
    if min(len(before), len(after)) < LEAST or not left:
        return unchecked(f"{said}; too few to compare")
    claimed = (claim.low + claim.high) / 2 if is_ratio else 1 + (claim.low + claim.high) / 2
    found = right / left
    off = max(found, claimed) / max(min(found, claimed), 0.01)
    said = f"{said}; {found:.2f} times as many, where {claimed:.2f} times is claimed"
    if off <= NEAR:
        return holds(said)
    return fails(f"{said}; the register may lack some") if off > FAR else unchecked(f"{said}; too near to call")


def _base_of(period: Period | None, published: date | None) -> tuple[date, date] | None:
    """The month or year that is compared with: of "since March", all of March."""
    if period is None or period.start is None or published is None or period.start >= published.replace(day=1):
        return None
    start, end = period.start, period.end
    whole_year = (
        start.month == 1
        and start.day == 1
        and (end is None or (end - start).days > 31)
        and (end or published).year == start.year
    )
    if whole_year and end is not None and end.month == 12:
        return start, end
    first = start.replace(day=1)
    return first, _month_end(first)


def _latest_span(base: tuple[date, date], published: date) -> tuple[date, date]:
    """The last whole month, or year, before a text."""
    if (base[1] - base[0]).days > 31:
        return date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)
    last = published.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _month_end(first: date) -> date:
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return after - timedelta(days=1)


def _measure(topic: str, happenings: Sequence[Happening]) -> int:
    if topic == "incident":
        return len(happenings)
    return sum(one.best if one.best is not None else one.least or 0 for one in happenings)


def _span_words(span: tuple[date, date]) -> str:
    return f"{span[0]:%Y}" if (span[1] - span[0]).days > 31 else f"{span[0]:%B %Y}"
