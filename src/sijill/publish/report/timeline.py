"""Lays out the timeline: a bar for each dated incident, faded where its beginning or end is open.

Incidents -> Timeline in percent of its width; many incidents become a count for each month or year. Undated ones are listed apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sijill.model.incident import Episode, Incident
from sijill.model.period import Openness

MOST_BARS = 40
_TICKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """left and width in percent. fades_in, fades_out: that side is not known."""

    subject: Incident
    left: float
    width: float
    fades_in: bool
    fades_out: bool
    is_episode: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How many incidents began in a span of days."""

    left: float
    width: float
    height: float
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    bars: tuple[Bar, ...]
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    undated: tuple[Incident, ...]


def draw_timeline(subjects: Sequence[Incident]) -> Timeline:
    """Bars for up to MOST_BARS, columns beyond; both on the same axis."""
    dated = [subject for subject in subjects if _days(subject) is not None]
    undated = tuple(subject for subject in subjects if _days(subject) is None)
    if not dated:
        return Timeline(bars=(), columns=(), ticks=(), undated=undated)
    first = min(days[0] for days in map(_days, dated) if days)
    last = max(days[1] for days in map(_days, dated) if days)
    axis = _Axis(first, last)
    many = len(dated) > MOST_BARS
    return Timeline(
        bars=() if many else tuple(_bar(subject, axis) for subject in dated),
        columns=_columns(dated, axis) if many else (),
        ticks=axis.ticks(),
        undated=undated,
    )


class _Axis:
    def __init__(self, first: date, last: date) -> None:
        # A day of air on both sides, so that a single day is a bar and not the whole width.
        room = max(1, (last - first).days // 25)
        self.first = _shift(first, -room)
        self.days = max((_shift(last, room) - self.first).days + 1, 1)

    def at(self, day: date) -> float:
        return round((day - self.first).days / self.days * 100, 3)

    def ticks(self) -> tuple[Tick, ...]:
        """About six ticks, on days, first days of months, or years."""
        if self.days <= 62:
            step = max(1, round(self.days / _TICKS))
            days = [_shift(self.first, offset) for offset in range(1, self.days, step)]
            labels = [f"{day.day} {day:%b}" for day in days]
            labels[0] += f" {days[0].year}"
            return tuple(Tick(at=self.at(day), label=label) for day, label in zip(days, labels, strict=True))
        months = max(1, round(self.days / 30.4 / _TICKS))
        months = next((size for size in (1, 2, 3, 6) if months <= size), 12 * max(1, round(months / 12)))
        ticks, day = [], date(self.first.year, 1, 1)
        end = _shift(self.first, self.days)
        while day < end and day.year < 9990:
            if day >= self.first:
                ticks.append(Tick(at=self.at(day), label=str(day.year) if months >= 12 else f"{day:%b} {day.year}"))
            day = _months_later(day, months)
        return tuple(ticks)


def _bar(subject: Incident, axis: _Axis) -> Bar:
    days = _days(subject)
    assert days is not None and subject.period is not None
    left = axis.at(days[0])
    openness = subject.period.open
    return Bar(
        subject=subject,
        left=left,
        width=round(max(axis.at(_shift(days[1], 1)) - left, 0.4), 3),
        fades_in=subject.period.start is None or openness in (Openness.START, Openness.BOTH),
        fades_out=subject.period.end is None or openness in (Openness.END, Openness.BOTH),
        is_episode=isinstance(subject, Episode),
    )


def _columns(dated: Iterable[Incident], axis: _Axis) -> tuple[Column, ...]:
    """Counts incidents by the month in which they began; by year where the span is longer than ten years."""
    by_year = axis.days > 3660
    begun: Counter[date] = Counter()
    for subject in dated:
        days = _days(subject)
        if days and not isinstance(subject, Episode):
            begun[date(days[0].year, 1 if by_year else days[0].month, 1)] += 1
    most = max(begun.values(), default=1)
    columns = []
    for start in sorted(begun):
        end = _months_later(start, 12 if by_year else 1)
        left = max(axis.at(start), 0.0)
        label = str(start.year) if by_year else f"{start:%B} {start.year}"
        columns.append(
            Column(
                left=left,
                width=round(min(axis.at(end), 100.0) - left, 3),
                height=round(begun[start] / most * 100, 2),
                label=label,
                count=begun[start],
            )
        )
    return tuple(columns)


def _days(subject: Incident) -> tuple[date, date] | None:
    """First and last day as far as known; where only the last possible day is, the week before it stands for the open side."""
    period = subject.period
    if period is None or (period.start is None and period.end is None):
        return None
    if period.start is None:
        assert period.end is not None
        return _shift(period.end, -6), period.end
    return period.start, period.end or _shift(period.start, 6)


def _shift(day: date, days: int) -> date:
    """Moves a day, and stops at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year = index // 12
    return date(year, index % 12 + 1, 1) if year <= 9999 else date.max
