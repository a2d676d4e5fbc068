"""Decides what a voice says last: its later figures supersede its earlier ones, also downward.

Tellings -> one Standing for each voice and class. Compares no voices with one another (tolls.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.toll import VictimClass
from sijill.reconcile.bounds import Bound, Cell, Clash, tighten
from sijill.reconcile.classes import MADE_OF
from sijill.reconcile.counted import Key
from sijill.reconcile.figures import Figure, add, cover, ids_of
from sijill.reconcile.speakers import Speaking
from sijill.reconcile.tellings import Telling

WITHOUT_ATTACKERS = "one report counts the victims without the attackers who died"
DISJOINT = (VictimClass.CIVILIAN, VictimClass.SECURITY_FORCES, VictimClass.ATTACKERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A voice's figure for one class, as it stands after its own corrections. separates: it tells fighters or civilians apart."""

    speaking: Speaking
    key: Key
    victims: VictimClass
    figure: Figure
    separates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """All standings of a case, why other claims fell, and the voices that contradict themselves."""

    standings: tuple[Standing, ...]
    reasons: dict[tuple[str, VictimClass], str]  # (claim id, class) -> superseded by what
    clashes: tuple[tuple[Speaking, Key, Clash], ...]
    fighters: tuple[Standing, ...]  # insurgents and other fighters, who have no class of their own


def stand(tellings: Sequence[Telling], speakers: Iterable[Speaking]) -> Stood:
    """What each voice says last of each class."""
    by_key = {speaking.key: speaking for speaking in speakers}
    grouped: dict[tuple[str, Key], list[Telling]] = defaultdict(list)
    for telling in tellings:
        grouped[telling.voice, telling.key].append(telling)
    standings: list[Standing] = []
    reasons: dict[tuple[str, VictimClass], str] = {}
    clashes: list[tuple[Speaking, Key, Clash]] = []
    fighters: list[Standing] = []
    for (voice, key), told in sorted(grouped.items(), key=lambda entry: entry[0]):
        figures = latest_figures(told, reasons)
        if len(told) > 1 and (clash := hold_together(figures)):
            clashes.append((by_key[voice], key, clash))
        separates = any(telling.separates for telling in told)
        standings += [
            Standing(speaking=by_key[voice], key=key, victims=victims, figure=figure, separates=separates)
            for victims, figure in figures.items()
        ]
        if fighting := [telling.fighters for telling in told if telling.fighters]:
            last = keep_last(fighting, VictimClass.ALL, {})
            fighters.append(
                Standing(speaking=by_key[voice], key=key, victims=VictimClass.ALL, figure=last, separates=True)
            )
    standings = leave_out_attackers(standings)
    return Stood(
        standings=tuple(loosen_missing(standings, tellings)),
        reasons=reasons,
        clashes=tuple(clashes),
        fighters=tuple(fighters),
    )


def latest_figures(told: Sequence[Telling], reasons: dict[tuple[str, VictimClass], str]) -> dict[VictimClass, Figure]:
    """One voice's last figure for each class; of the whole, counts of some of the dead are floors and supersede nothing."""
    figures: dict[VictimClass, Figure] = {}
    for victims in VictimClass:
        said = [telling.figures[victims] for telling in told if victims in telling.figures]
        whole = [figure for figure in said if not figure.partial]
        some = [figure for figure in said if figure.partial]
        if whole:
            figures[victims] = keep_last(whole, victims, reasons)
            figures[victims] = raise_to_parts(figures[victims], keep_last(some, victims, {}) if some else None)
        elif some:
            figures[victims] = some[0] if len(some) == 1 else add_classes(told, victims, some, reasons)
    return figures


def keep_last(figures: Sequence[Figure], victims: VictimClass, reasons: dict[tuple[str, VictimClass], str]) -> Figure:
    """The figure of the latest day; undated ones stay beside it, and a vaguer word that fits changes nothing."""
    definite = [figure for figure in figures if not figure.vague and not figure.feared] or list(figures)
    days = [figure.as_of for figure in definite if figure.as_of]
    last = max(days, default=None)
    standing = cover([figure for figure in definite if figure.as_of in (last, None)])
    for figure in figures:
        if set(figure.claim_ids) <= set(standing.claim_ids):
            continue
        if figure in definite:
            reason = f"superseded by the same voice's figure of {last}"
        elif figure.low is not None and standing.high is not None and figure.low > standing.high:
            standing = cover([replace(standing, as_of=last), replace(figure, vague=False)])
            continue
        else:
            reason = "vaguer than another figure of the same voice"
        reasons.update(dict.fromkeys(((claim, victims) for claim in figure.claim_ids), reason))
    return standing


def raise_to_parts(whole: Figure, some: Figure | None) -> Figure:
    """A voice's total is at least what it counts of one class; a later class count above an older total replaces it."""
    if some is None or some.low is None or (whole.low is not None and some.low <= whole.low):
        return whole
    ids = ids_of((whole, some))
    if whole.feared:  # what is known of a class is firm, what is feared of everyone raises the high only
        high = None if some.high is None else max(some.high, whole.reach or 0)
        return replace(some, high=high, reach=high, claim_ids=ids)
    if whole.holds(some.low):
        best = whole.best if whole.best is None else max(whole.best, some.low)
        reach = max(whole.reach or 0, some.low)
        return replace(whole, low=some.low, best=best, reach=reach, claim_ids=ids, lifted=best != whole.best)
    if whole.as_of and some.as_of and some.as_of > whole.as_of:
        return replace(some, partial=False, high=None)
    return replace(whole, high=some.reach, reach=some.reach, claim_ids=ids)


def add_classes(
    told: Sequence[Telling], victims: VictimClass, some: Sequence[Figure], reasons: dict[tuple[str, VictimClass], str]
) -> Figure:
    """A voice that counts only some of the dead, in several documents: the last figure of each class, added."""
    if victims is not VictimClass.ALL:
        return keep_last(some, victims, reasons)
    classes = [
        keep_last(found, victims, reasons)
        for of_class in DISJOINT
        if (found := [telling.figures[of_class] for telling in told if of_class in telling.figures])
    ]
    if fighters := [telling.fighters for telling in told if telling.fighters]:
        classes.append(keep_last(fighters, victims, reasons))
    if len(classes) < 2:
        return keep_last(some, victims, reasons)
    total = add(classes)
    return replace(
        total, partial=True, notes=(*total.notes, "sum of classes that one voice counts in different reports")
    )


def hold_together(figures: dict[VictimClass, Figure]) -> Clash | None:
    """One voice's last figures of nested classes must fit into one another; else the smallest set that does not."""
    bounds = [
        Bound(cells=cells_of(victims), low=figure.low, high=figure.high, claim_ids=figure.claim_ids)
        for victims, figure in sorted(figures.items())
        if not figure.vague and not figure.feared and victims is not VictimClass.NONCOMBATANT
    ]
    if len(bounds) < 2 or fits_by_hand(bounds):
        return None
    found = tighten(bounds, cells_of(VictimClass.ALL))
    return found if isinstance(found, Clash) else None


def fits_by_hand(bounds: Sequence[Bound]) -> bool:
    """Even all narrower bounds together stay below every wider high: nothing to solve."""
    top = max(bounds, key=lambda bound: len(bound.cells))
    below = sum(bound.low or 0 for bound in bounds if bound is not top)
    return top.high is None or below <= top.high


def cells_of(victims: VictimClass) -> frozenset[Cell]:
    return frozenset(("", status.value) for status in MADE_OF[victims])


def leave_out_attackers(standings: Sequence[Standing]) -> list[Standing]:
    """A bare number that is another voice's without its dead attackers leaves them out: a floor under all.  3; 3 and 2 attackers"""
    apart: dict[Key, set[int | None]] = defaultdict(set)
    attacked = {
        (one.speaking.key, one.key) for one in standings if one.victims is VictimClass.ATTACKERS and one.figure.best
    }
    for one in standings:
        if one.victims is VictimClass.NONCOMBATANT and (one.speaking.key, one.key) in attacked:
            apart[one.key].add(one.figure.best)
    return [
        replace(one, figure=replace(one.figure, partial=True, notes=(*one.figure.notes, WITHOUT_ATTACKERS)))
        if one.victims is VictimClass.ALL
        and not one.separates
        and one.figure.best
        and one.figure.best in apart[one.key]
        else one
        for one in standings
    ]


def loosen_missing(standings: Sequence[Standing], tellings: Sequence[Telling]) -> Iterable[Standing]:
    """Missing or injured whom the same voice may since have counted dead leave the minimum: one person is never in two tolls.

    9 dead and 18 injured, then 21 dead: 12 have died since, so 6 or more of the 18 have not.
    """
    dead = {
        (standing.speaking.key, standing.key[1]): standing.figure
        for standing in standings
        if standing.key[0] is Outcome.KILLED and standing.victims is VictimClass.ALL
    }
    for standing in standings:
        outcome, unit = standing.key
        figure = standing.figure
        # All the dead: those of no stated class may be of this one.
        later = dead.get((standing.speaking.key, unit))
        if (
            outcome in (Outcome.MISSING, Outcome.INJURED)
            and unit is Unit.PERSON
            and later is not None
            and later.low
            and figure.low
            and figure.as_of
            and later.as_of
            and later.as_of > figure.as_of
        ):
            since = (later.reach or later.low) - known_dead(standing, figure.as_of, tellings)
            note = f"some may be among the dead whom the same voice counts later ({later.as_of})"
            low = max(0, figure.low - max(0, since)) or None  # nothing is left that anyone asserts
            best = figure.best if outcome is Outcome.INJURED else None
            yield replace(standing, figure=replace(figure, low=low, best=best, notes=(*figure.notes, note)))
        else:
            yield standing


def known_dead(standing: Standing, day: date, tellings: Sequence[Telling]) -> int:
    """How many the same voice had counted dead by that day: they are none of those who were still alive."""
    return max(
        (
            figure.low or 0
            for telling in tellings
            if (telling.voice, telling.key) == (standing.speaking.key, (Outcome.KILLED, standing.key[1]))
            and (figure := telling.figures.get(VictimClass.ALL)) is not None
            and figure.as_of is not None
            and figure.as_of <= day
        ),
        default=0,
    )
