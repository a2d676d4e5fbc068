"""Decides what nested counts say together: each bounds a sum of cells, and the bounds of all hold at once, or they clash.

Bounds over sets of cells -> the range of a wanted set, or the smallest clashing subset. A linear programme (HiGHS) where more
than one bound is nested in another; numbers beyond what floating point holds exactly are kept out (counted.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor
from typing import Any

Cell = tuple[str, str]  # (part, status): the atoms of the order outcome x class x place
TOLERANCE = 1e-6
INFEASIBLE = 2  # what SciPy says of a programme that nothing satisfies
# Above this many bounds the solver's own reasons for a clash stand: neither pairs nor single bounds are tried one by one.
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

    matrix = join_cells([*(bound.cells for bound in bounds), wanted])
    rows, limits, _ = write_rows(bounds, matrix)
    cost = matrix[[len(bounds)]].toarray()[0]
    least = linprog(cost, A_ub=rows, b_ub=limits, method="highs")
    if least.status == INFEASIBLE:
        return None
    if least.status != 0:  # the solver gave up: nothing is known beyond what each bound says
        return Range(low=0, high=None)
    most = linprog(-cost, A_ub=rows, b_ub=limits, method="highs")
    high = None if most.status != 0 else floor(-most.fun + TOLERANCE)
    return Range(low=max(0, ceil(least.fun - TOLERANCE)), high=high)


def join_cells(sets: Sequence[frozenset[Cell]]) -> Any:
    """Which set holds which kind of cell, as a sparse matrix: cells that stand in the same sets are one variable."""
    from scipy.sparse import csr_array

    held_by: dict[Cell, list[int]] = defaultdict(list)
    for at, cells in enumerate(sets):
        for cell in cells:
            held_by[cell].append(at)
    kinds = sorted({tuple(members) for members in held_by.values()})
    places = [(at, column) for column, members in enumerate(kinds) for at in members]
    ones = ([1.0] * len(places), tuple(zip(*places, strict=True)))
    return csr_array(ones, shape=(len(sets), len(kinds)))


def write_rows(bounds: Sequence[Bound], matrix: Any) -> tuple[Any, list[float], list[int]]:
    """The programme's rows (sum <= high, -sum <= -low), their limits, and which bound each comes from."""
    from scipy.sparse import vstack

    above = [at for at, bound in enumerate(bounds) if bound.high is not None]
    below = [at for at, bound in enumerate(bounds) if bound.low]
    limits = [float(bounds[at].high or 0) for at in above] + [-float(bounds[at].low or 0) for at in below]
    if not limits:
        return None, [], []
    return vstack([matrix[above], -matrix[below]], format="csr"), limits, [*above, *below]


def find_clash(bounds: Sequence[Bound]) -> tuple[Bound, ...]:
    """A smallest clashing subset: a pair where one clashes, else what remains when nothing more can be left out."""
    if len(bounds) <= PAIRS_UP_TO:
        for left, right in combinations(bounds, 2):
            if do_clash(left, right) or do_clash(right, left):
                return (left, right)
    kept = suspects(bounds)
    for bound in list(kept) if len(kept) <= PAIRS_UP_TO else ():
        fewer = [other for other in kept if other is not bound]
        if fewer and solve(fewer, fewer[0].cells) is None:
            kept = fewer
    return tuple(kept)


def suspects(bounds: Sequence[Bound]) -> list[Bound]:
    """Bounds that clash among themselves: those that stand in the way when as little as possible is given up (Farkas)."""
    from scipy.optimize import linprog
    from scipy.sparse import eye_array, hstack

    matrix = join_cells([bound.cells for bound in bounds])
    rows, limits, sources = write_rows(bounds, matrix)
    if rows is None:
        return list(bounds)
    elastic = hstack([rows, -eye_array(len(limits))], format="csr")
    cost = [0.0] * matrix.shape[1] + [1.0] * len(limits)
    found = linprog(cost, A_ub=elastic, b_ub=limits, method="highs")
    if found.status != 0:
        return list(bounds)
    chosen = {at for at, price in zip(sources, found.ineqlin.marginals, strict=True) if abs(price) > TOLERANCE}
    some = [bound for at, bound in enumerate(bounds) if at in chosen]
    return some if some and solve(some, some[0].cells) is None else list(bounds)
