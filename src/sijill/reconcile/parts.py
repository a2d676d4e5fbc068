"""Decides what the parts of an episode say of the whole: together a floor, never an addition.

Tolls of the parts -> their sums; standings of the whole -> the same with the floor, or a clash. Decides no toll (tolls.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.model.toll import Toll, VictimClass
from sijill.reconcile.bounds import Bound, Cell, Clash, Range, tighten
from sijill.reconcile.classes import MADE_OF
from sijill.reconcile.counted import Key
from sijill.reconcile.figures import Figure
from sijill.reconcile.standing import Standing

TERMS_IN_WORDS = 8
REST = "rest"  # what of the whole lies in no part


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """The parts of one outcome, unit and class together. terms: (title, its best or else min). in_doubt: two may be one incident."""

    min: int | None
    best: int | None
    terms: tuple[tuple[str, int | None], ...]
    support: tuple[str, ...]
    in_doubt: bool = False

    def in_words(self, best: int | None) -> str:
        """ "sum of Homs 6 + Haref Nemra 4 = 10, the total told"."""
        named = [f"{title} {'unknown' if figure is None else figure}" for title, figure in self.terms]
        terms = " + ".join(named) if len(named) <= TERMS_IN_WORDS else f"{len(named)} parts"
        agrees = ", which is the total told" if self.is_told(best) else ""
        doubt = f"; some may be one incident told twice, so no less than {self.min}" if self.in_doubt else ""
        return f"sum of {terms} = {self.total}{agrees}{doubt}"

    @property
    def total(self) -> int | None:
        return self.min if self.best is None else self.best

    def is_told(self, best: int | None) -> bool:
        """The parts come to the figure that is told of the whole."""
        return best is not None and best == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class PartClash:
    """One voice's total of the whole against the parts that are larger than it."""

    standing: Standing
    clash: Clash
    least: int  # what the parts come to


def sum_parts(
    part_tolls: Mapping[str, Sequence[Toll]],
    titles: Mapping[str, str],
    may_hold: Mapping[str, Sequence[str]],
    may_be: Mapping[str, Sequence[str]],
) -> dict[tuple[Key, VictimClass], Summed]:
    """Adds the parts, which are different incidents and so different people. A part without the class leaves best unknown.

    may_hold: incident -> regions in which it may lie; may_be: incident -> others that it is unsure not to be. Its people may be among
    theirs, so the least of both together is solved for.
    """
    found: dict[tuple[Key, VictimClass], list[tuple[str, Toll]]] = defaultdict(list)
    for name, tolls in part_tolls.items():
        for toll in tolls:
            found[(toll.outcome, toll.unit), toll.victims].append((name, toll))
    sums = {}
    for (key, victims), terms in found.items():
        lows = [toll.min for _, toll in terms if toll.min is not None]
        bests = [toll.best for _, toll in terms if toll.best is not None]
        complete = len(bests) == len(found[key, VictimClass.ALL])
        if not lows and not bests:
            continue
        complete &= not any(name in may_hold for name, _ in terms)
        shared = {name: both for name, _ in terms if (both := (*may_hold.get(name, ()), *may_be.get(name, ())))}
        sums[key, victims] = Summed(
            min=least_together(terms, shared) if shared else sum(lows) if lows else None,
            best=sum(bests) if complete else None,
            terms=tuple((titles[name], toll.min if toll.best is None else toll.best) for name, toll in terms),
            support=tuple(sorted({claim for _, toll in terms for claim in toll.support})),
            in_doubt=any(other in dict(terms) for name, _ in terms for other in may_be.get(name, ())),
        )
    return sums


def least_together(terms: Sequence[tuple[str, Toll]], shared: Mapping[str, Sequence[str]]) -> int:
    """The fewest people that parts can come to of which some may lie in others.  40 in a district, 5 and 50 perhaps in it -> 55"""
    cells: dict[str, set[Cell]] = {name: {(name, REST)} for name, _ in terms}
    for name, regions in shared.items():
        for region in regions:
            if region in cells:
                cells[name].add((name, region))
                cells[region].add((name, region))
    bounds = [
        Bound(cells=frozenset(cells[name]), low=toll.min, high=None, claim_ids=toll.support) for name, toll in terms
    ]
    solved = tighten(bounds, frozenset().union(*cells.values()))
    return solved.low if isinstance(solved, Range) else 0


def raise_to_sums(
    standings: Sequence[Standing],
    part_tolls: Mapping[str, Sequence[Toll]],
    sums: Mapping[tuple[Key, VictimClass], Summed],
    may_be: Mapping[str, Sequence[str]],
) -> tuple[tuple[Standing, ...], tuple[PartClash, ...]]:
    """Gives every figure of the whole the floor that the parts make; where they do not fit, both stand and clash.

    A part that may be another (may_be) is no bound of its own beside it.
    """
    if not sums:
        return tuple(standings), ()
    cells = {victims: cells_of(victims, part_tolls) for victims in VictimClass}
    below_by_key = bounds_of_parts({name: tolls for name, tolls in part_tolls.items() if name not in may_be})
    by_voice: dict[tuple[str, Key], list[Standing]] = defaultdict(list)
    for standing in standings:
        by_voice[standing.speaking.key, standing.key].append(standing)
    raised: list[Standing] = []
    clashes: list[PartClash] = []
    for (_, key), own in sorted(by_voice.items(), key=lambda entry: entry[0]):
        below = below_by_key.get(key, [])
        above = [bound for standing in own if (bound := bound_of(standing, cells))]
        for standing in own:
            summed = sums.get((key, standing.victims))
            if summed is None or summed.min is None or bound_of(standing, cells) is None:
                raised.append(standing)
                continue
            found = fit(standing, summed, above, below, cells[standing.victims])
            if isinstance(found, Clash):
                clashes.append(PartClash(standing=standing, clash=found, least=summed.min))
                figure = standing.figure
                # Both are reported: the total as it is told, and what its parts come to.
                standing = replace(
                    standing, figure=replace(figure, high=max(summed.min, figure.high or 0), reach=summed.min)
                )
            elif found > (standing.figure.low or 0):
                figure = lift(standing.figure, found)
                standing = replace(standing, figure=figure)
            raised.append(standing)
    return tuple(raised), tuple(clashes)


def lift(figure: Figure, low: int) -> Figure:
    """The figure with a higher floor, which its best cannot stay below."""
    best = None if figure.best is None else max(figure.best, low)
    reach = max(low, figure.reach or 0)
    return replace(figure, low=low, best=best, reach=reach, lifted=figure.lifted or best != figure.best)


def fit(
    standing: Standing,
    summed: Summed,
    above: Sequence[Bound],
    below: Sequence[Bound],
    wanted: frozenset[Cell],
) -> int | Clash:
    """The least that the whole can be, given its own classes and its parts; a clash where nothing fits."""
    if len(above) == 1:
        # One total over disjoint parts: the sum is the bound, and no programme is needed.
        high = standing.figure.high
        if high is not None and (summed.min or 0) > high:
            return Clash(bounds=(above[0], *fewest_above(high, [bound for bound in below if bound.cells <= wanted])))
        return max(summed.min or 0, standing.figure.low or 0)
    found = tighten([*above, *below], wanted)
    return found if isinstance(found, Clash) else found.low


def fewest_above(high: int, below: Sequence[Bound]) -> list[Bound]:
    """The fewest parts that together are more than a total; all of them where parts overlap."""
    found: list[Bound] = []
    for bound in sorted(below, key=lambda bound: (-(bound.low or 0), bound.claim_ids)):
        found.append(bound)
        if sum(one.low or 0 for one in found) > high:
            return found
    return found


def bounds_of_parts(part_tolls: Mapping[str, Sequence[Toll]]) -> dict[Key, list[Bound]]:
    """Each part's minimum, by class; noncombatants are a remainder of other figures and bound nothing."""
    found: dict[Key, list[Bound]] = defaultdict(list)
    for name, tolls in sorted(part_tolls.items()):
        for toll in tolls:
            if toll.min and toll.victims is not VictimClass.NONCOMBATANT:
                cells = frozenset((name, status.value) for status in MADE_OF[toll.victims])
                bound = Bound(cells=cells, low=toll.min, high=None, claim_ids=toll.support)
                found[toll.outcome, toll.unit].append(bound)
    return found


def bound_of(standing: Standing, cells: Mapping[VictimClass, frozenset[Cell]]) -> Bound | None:
    """A definite total of the whole; counts of some of its victims bound nothing beyond their own class."""
    figure = standing.figure
    if figure.vague or figure.feared or figure.partial or standing.victims is VictimClass.NONCOMBATANT:
        return None
    return Bound(cells=cells[standing.victims], low=figure.low, high=figure.high, claim_ids=figure.claim_ids)


def cells_of(victims: VictimClass, part_tolls: Mapping[str, Sequence[Toll]]) -> frozenset[Cell]:
    """A class over the whole: in every part and in what lies in none."""
    return frozenset((name, status.value) for name in (*part_tolls, REST) for status in MADE_OF[victims])
