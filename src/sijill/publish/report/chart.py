"""Lays out the chart of a toll: every rival figure by source and report date, with min, best and max drawn through.

Toll with its claims -> Chart in percent of its width. The rows are a table that reads without the drawing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sijill.model.claim import CountClaim, MovementClaim, ResolvedClaim
from sijill.model.count import Count
from sijill.model.toll import Toll
from sijill.publish.lookup import Lookup

MOST_ROWS = 60
_LOG_FROM = 25.0  # highest over lowest figure: beyond it a straight scale hides the low ones
_LARGEST = 10**300  # what a float holds; no report of any harm comes near
_WIDEST = 94.0  # percent: room for the arrow of an open figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim's own figure. left..right: its bounds in percent; point: its best; opens: nothing bounds it above (or below)."""

    claim: ResolvedClaim
    count: Count
    carried: bool
    reason: str | None  # why it was set aside
    left: float | None
    right: float | None
    point: float | None
    opens_above: bool
    opens_below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    rows: tuple[Row, ...]
    left_out: int
    low: float | None  # the toll's min, best and max, in percent
    best: float | None
    high: float | None
    ticks: tuple[tuple[float, str], ...]
    is_log: bool


def draw_chart(toll: Toll, lookup: Lookup) -> Chart:
    """Lays out what carries a toll and what was set aside, grouped by voice, the earliest report first."""
    reasons = dict(toll.set_aside)
    weighed = [lookup.claims[one] for one in dict.fromkeys([*toll.support, *reasons]) if one in lookup.claims]
    counted = [claim for claim in weighed if isinstance(claim.claim, CountClaim | MovementClaim)]
    ordered = sorted(counted, key=lambda claim: (_voice_order(claim, counted, lookup), lookup.reading_order(claim)))
    shown = ordered[:MOST_ROWS]
    scale = _scale([toll.min, toll.best, toll.max, *(bound for claim in shown for bound in _bounds(claim))])
    return Chart(
        rows=tuple(_row(claim, claim.id in toll.support, reasons.get(claim.id), scale) for claim in shown),
        left_out=len(ordered) - len(shown),
        low=scale.at(toll.min),
        best=scale.at(toll.best),
        high=scale.at(toll.max),
        ticks=scale.ticks(),
        is_log=scale.is_log,
    )


def _voice_order(claim: ResolvedClaim, claims: list[ResolvedClaim], lookup: Lookup) -> tuple[str, ...]:
    """A voice stands where its first report stands."""
    voice = lookup.voices.get(claim.id)
    if voice is None:
        return (*map(str, lookup.reading_order(claim)),)
    firsts = [lookup.reading_order(one) for one in claims if one.id in voice.claim_ids]
    return (*map(str, min(firsts)[:2]), voice.id)


def count_of(claim: ResolvedClaim) -> Count | None:
    return claim.claim.count if isinstance(claim.claim, CountClaim | MovementClaim) else None


def _bounds(claim: ResolvedClaim) -> tuple[int | None, int | None]:
    count = count_of(claim)
    return (count.min, count.max) if count else (None, None)


def _row(claim: ResolvedClaim, carried: bool, reason: str | None, scale: _Scale) -> Row:
    count = count_of(claim)
    assert count is not None
    return Row(
        claim=claim,
        count=count,
        carried=carried,
        reason=reason,
        left=scale.at(count.min),
        right=scale.at(count.max),
        point=scale.at(count.best),
        opens_above=count.max is None and count.min is not None,
        opens_below=count.min is None and count.max is not None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    top: float
    is_log: bool

    def at(self, figure: int | None) -> float | None:
        if figure is None:
            return None
        figure = min(figure, _LARGEST)
        share = math.log1p(figure) / math.log1p(self.top) if self.is_log else figure / self.top
        return round(2 + min(share, 1.0) * (_WIDEST - 2), 2)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        return tuple((at, f"{figure:,}") for figure in self._figures() if (at := self.at(figure)) is not None)

    def _figures(self) -> list[int]:
        if self.is_log:
            powers = [10**power for power in range(len(str(int(self.top))) + 1) if 10**power <= self.top]
            return [0, *powers[-5:]]
        step = _nice(self.top / 4)
        return [index * step for index in range(int(self.top // step) + 1)]


def _scale(figures: list[int | None]) -> _Scale:
    known = [figure for figure in figures if figure is not None]
    top = max(known, default=1) or 1
    lowest = min((figure for figure in known if figure > 0), default=1)
    return _Scale(top=float(min(top, _LARGEST)), is_log=top >= _LARGEST or top / lowest > _LOG_FROM)


def _nice(step: float) -> int:
    """The next of 1, 2, 5, 10, 20, 50 … at or above a step."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size >= step:
                return factor * size
        size *= 10
