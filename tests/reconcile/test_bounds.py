"""Nested bounds: what they leave, and the smallest set that clashes."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.reconcile.bounds import Bound, Cell, Clash, Range, tighten

CELLS: list[Cell] = [("haref", "civilian"), ("haref", "attackers"), ("mirren", "civilian"), ("rest", "civilian")]


def bound(cells: list[Cell], low: int | None, high: int | None, claim: str = "c") -> Bound:
    return Bound(cells=frozenset(cells), low=low, high=high, claim_ids=(claim,))


def test_parts_raise_the_whole_and_the_whole_caps_the_parts() -> None:
    whole, left, right = bound(CELLS, 5, 12, "w"), bound(CELLS[:2], 4, None, "l"), bound(CELLS[2:3], 6, None, "r")
    assert tighten([whole, left, right], frozenset(CELLS)) == Range(low=10, high=12)
    assert tighten([whole, left, right], frozenset(CELLS[2:3])) == Range(low=6, high=8)


def test_the_smallest_clashing_subset_leaves_out_who_has_no_share_in_it() -> None:
    whole, left, right = bound(CELLS, 5, 9, "w"), bound(CELLS[:2], 4, None, "l"), bound(CELLS[2:3], 6, None, "r")
    bystander = bound(CELLS[3:], 0, 3, "b")
    found = tighten([whole, left, right, bystander], frozenset(CELLS))
    assert isinstance(found, Clash)
    assert {bound.claim_ids[0] for bound in found.bounds} == {"w", "l", "r"}


LIMITS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)


@given(st.lists(st.tuples(st.sets(st.sampled_from(CELLS), min_size=1), LIMITS), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_the_solver_agrees_with_trying_everything(drawn: list[tuple[set[Cell], list[int]]]) -> None:
    bounds = [bound(sorted(cells), low, high, f"c{at}") for at, (cells, (low, high)) in enumerate(drawn)]
    everything = frozenset(cell for one in bounds for cell in one.cells)
    found = tighten(bounds, everything)
    sums = [
        sum(values[cell] for cell in everything)
        for values in worlds(everything)
        if all(fits(one, values) for one in bounds)
    ]
    if isinstance(found, Clash):
        assert not [values for values in worlds(everything) if all(fits(one, values) for one in bounds)] or not sums
    elif len(bounds) > 2:
        assert (found.low, found.high) == (min(sums), max(sums))
    else:
        assert found.low <= min(sums)
        assert found.high is None or found.high >= max(sums)


def worlds(cells: frozenset[Cell]) -> list[dict[Cell, int]]:
    ordered = sorted(cells)
    return [dict(zip(ordered, values, strict=True)) for values in product(range(4), repeat=len(ordered))]


def fits(one: Bound, values: dict[Cell, int]) -> bool:
    total = sum(values[cell] for cell in one.cells)
    return (one.low or 0) <= total and (one.high is None or total <= one.high)
