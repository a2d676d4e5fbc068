"""Decides what nested counts say together: each bounds a sum of cells, and the bounds of all hold at once, or they clash.

Bounds over sets of cells -> the range of a wanted set, or the smallest clashing subset. A linear programme (HiGHS) where more
than one bound is nested in another; numbers beyond what floating point holds exactly are kept out (counted.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor

Cell = tuple[str, str]  # (part, status): the atoms of the order outcome x class x place
TOLERANCE = 1e-6
# Above this many bounds a subset is looked for by leaving out one bound at a time only, never by trying pairs.
PAIRS_UP_TO = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """low <= sum over cells <= high, as these claims say."""

    cells: frozenset[Cell]
    low: int | None
    high: int | None
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What all bounds together leave for a set of cells; high None: open."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Bounds that cannot all hold; leave out any one and the rest can."""

    bounds: tuple[Bound, ...]


def tighten(bounds: Sequence[Bound], wanted: frozenset[Cell]) -> Range | Clash:
    """The range of the wanted cells under all bounds, or a smallest set of bounds that cannot hold together."""
    ordered = sorted(bounds, key=lambda bound: (bound.claim_ids, sorted(bound.cells), bound.low or 0))
    if len(ordered) <= 2:
        return tighten_by_hand(ordered, wanted)
    solved = solve(ordered, wanted)
    return solved if solved is not None else Clash(bounds=find_clash(ordered))


def tighten_by_hand(bounds: Sequence[Bound], wanted: frozenset[Cell]) -> Range | Clash:
    """One or two bounds: a narrower set's low and a wider set's high bound the wanted set."""
    if len(bounds) == 2 and (do_clash(*bounds) or do_clash(*reversed(bounds))):
        return Clash(bounds=tuple(bounds))
    within = [bound for bound in bounds if bound.cells <= wanted]
    low = max((bound.low or 0 for bound in within), default=0)
    if len(within) == 2 and not within[0].cells & within[1].cells:
        low = sum(bound.low or 0 for bound in within)
    highs = [bound.high for bound in bounds if bound.cells >= wanted and bound.high is not None]
    if len(within) == 2 and within[0].cells | within[1].cells == wanted:
        parts = [bound.high for bound in within]
        highs += [sum(part for part in parts if part is not None)] if None not in parts else []
    return Range(low=low, high=min(highs, default=None))


def do_clash(narrow: Bound, wide: Bound) -> bool:
    """A part is larger than what holds it."""
    return narrow.cells <= wide.cells and narrow.low is not None and wide.high is not None and narrow.low > wide.high


def solve(bounds: Sequence[Bound], wanted: frozenset[Cell]) -> Range | None:
    """Least and greatest sum over the wanted cells; None where the bounds cannot all hold."""
    from scipy.optimize import linprog

    sets = [bound.cells for bound in bounds] + [wanted]
    # Cells that stand in the same sets are one variable: what matters is how the sets overlap.
    kinds = sorted({tuple(cell in cells for cells in sets) for cell in frozenset().union(*sets)})
    rows, limits = [], []
    for at, bound in enumerate(bounds):
        row = [float(kind[at]) for kind in kinds]
        if bound.high is not None:
            rows.append(row)
            limits.append(float(bound.high))
        if bound.low:
            rows.append([-value for value in row])
            limits.append(-float(bound.low))
    cost = [float(kind[-1]) for kind in kinds]
    least = linprog(cost, A_ub=rows or None, b_ub=limits or None, method="highs")
    if least.status == 2:
        return None
    if least.status != 0:  # the solver gave up: nothing is known beyond what each bound says
        return Range(low=0, high=None)
    most = linprog([-value for value in cost], A_ub=rows or None, b_ub=limits or None, method="highs")
    high = None if most.status != 0 else floor(-most.fun + TOLERANCE)
    return Range(low=max(0, ceil(least.fun - TOLERANCE)), high=high)


def find_clash(bounds: Sequence[Bound]) -> tuple[Bound, ...]:
    """A smallest clashing subset: a pair where one clashes, else what remains when nothing more can be left out."""
    if len(bounds) <= PAIRS_UP_TO:
        for left, right in combinations(bounds, 2):
            if do_clash(left, right) or do_clash(right, left):
                return (left, right)
    kept = list(bounds)
    for bound in bounds:
        fewer = [other for other in kept if other is not bound]
        if fewer and solve(fewer, frozenset().union(*(other.cells for other in fewer))) is None:
            kept = fewer
    return tuple(kept)
