"""Decides min, best and max of one class from the standing figures of its voices, as a named rule says (rules.py).

Standings of one outcome, unit and class -> Decided. What every rule shares:

    who counts   derived voices never beside others (counted.py); a party to the violence only where nobody else speaks, unless asked
    min          the lowest low of a definite figure; vague words only where nothing is definite
    max          the highest number that anyone gives; open where nobody closes it
    agree        the figure lies in what the voice says, not beyond twice an open floor; or it is about it
    fuller       of figures that are as well supported and lie one or two above best, the highest
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.model.toll import Step, VictimClass
from sijill.reconcile.figures import NEAR, ROUGHLY, Figure, carries
from sijill.reconcile.rules import Choice, Rule
from sijill.reconcile.standing import Standing

ONLY_FEARED = "only feared: no report says that it happened"
PARTY_ONLY = "claimed by a party only"
DOUBTED_ONLY = "carried by a source that was judged unreliable"
CORROBORATED = 2  # so many parties that do not depend on one another
SUM_OF_CLASSES = "sum of classes that different reports count; no report counts all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """min, best and max of one class, who carries them, and how it was reached."""

    min: int | None
    best: int | None
    max: int | None
    voices: int
    heard: tuple[Standing, ...]
    unheard: tuple[tuple[Standing, str], ...]
    notes: tuple[str, ...]
    steps: tuple[Step, ...]


def decide(
    rule: Rule,
    standings: Sequence[Standing],
    victims: VictimClass,
    classes: Sequence[Decided] = (),
    floor: int = 0,
) -> Decided:
    """Applies a rule to the standing figures of one class.

    For `all`: what was decided of its disjoint classes, and the least (floor) that any class within it comes to.
    """
    heard, unheard = choose_heard(rule, standings, victims)
    sides = [standing for standing in heard if standing.speaking.is_side and not rule.asks_parties]
    doubted = [standing for standing in heard if standing.speaking.is_doubted]
    credible = [standing for standing in heard if standing not in sides and standing not in doubted]
    notes: list[str] = []
    if not any(sets_bounds(standing.figure) for standing in credible) and sides:
        credible, notes = [standing for standing in heard if standing not in doubted], [PARTY_ONLY]
    if not any(sets_bounds(standing.figure) for standing in credible) and doubted:
        credible, notes = list(heard), [*notes, DOUBTED_ONLY]
    whole = [standing for standing in credible if not standing.figure.partial]
    some = [standing for standing in credible if standing.figure.partial]
    low, low_by = choose_min([lift_to(floor, standing) for standing in whole])
    if low is None:
        low, low_by = choose_min(some)
        low = low if low is None else max(low, floor)
    if not whole and len(credible) > 1 and len(classes) > 1:
        best, high = sum_of_classes(classes)
        notes.append(SUM_OF_CLASSES)
    else:
        best = choose_best(rule, whole, some, floor) if whole else choose_best(rule, some)
        high = choose_max([standing for standing in heard if not standing.figure.partial] or heard, heard)
    if low is None and best is None and all(standing.figure.feared for standing in credible):
        best = choose_feared(credible)
        notes += [ONLY_FEARED] if best is not None else []
    if low is not None and best is not None and best < low:
        low = best  # a more exact count just below an approximate one
    if high is not None and high < max(best or 0, low or 0):
        high = max(best or 0, low or 0)
    carriers = [standing for standing in credible if best is not None and carries(standing.figure, best)]
    steps = explain(say_as_told(low_by, whole), carriers, heard, low, best, high)
    for standing in heard:
        notes += [note for note in standing.figure.notes if note not in notes]
    return Decided(
        min=low, best=best, max=high, voices=count_parties(carriers), heard=tuple(heard), unheard=tuple(unheard),
        notes=tuple(notes), steps=steps,
    )  # fmt: skip


def choose_heard(
    rule: Rule, standings: Sequence[Standing], victims: VictimClass
) -> tuple[list[Standing], list[tuple[Standing, str]]]:
    """Leaves out whom the rule does not hear, and of noncombatants the counts of everyone where another voice tells fighters apart."""
    heard, unheard = [], []
    apart = victims is VictimClass.NONCOMBATANT and any(standing.separates for standing in standings)
    for standing in standings:
        if reason := rule.reason_against(standing.speaking):
            unheard.append((standing, reason))
        elif apart and not standing.separates:
            unheard.append((standing, "counts everyone; another voice tells fighters and others apart"))
        else:
            heard.append(standing)
    return heard, unheard


def sets_bounds(figure: Figure) -> bool:
    """The figure says how many there are, and not only how many there may be."""
    return not figure.feared and (figure.low is not None or figure.best is not None)


def choose_min(standings: Sequence[Standing]) -> tuple[int | None, Standing | None]:
    """The lowest low of a definite figure, and who gives it; vague words only where nothing is definite."""
    with_low = [standing for standing in standings if standing.figure.low is not None and not standing.figure.feared]
    definite = [standing for standing in with_low if not standing.figure.vague] or with_low
    lowest = min(definite, key=lambda standing: (standing.figure.low or 0, standing.speaking.key), default=None)
    return (lowest.figure.low, lowest) if lowest else (None, None)


def lift_to(floor: int, standing: Standing) -> Standing:
    """A figure that can hold what a class comes to is no lower than that.  "at least 5", 7 civilians -> 7 or more"""
    figure = standing.figure
    if figure.low is None or not figure.holds(floor):
        return standing
    return replace(standing, figure=replace(figure, low=max(figure.low, floor)))


def choose_best(rule: Rule, standings: Sequence[Standing], some: Sequence[Standing] = (), floor: int = 0) -> int | None:
    """Of the figures given as such, the one that the rule prefers by its support; of equals the lowest, or one just above it.

    some: counts of some of the victims; they agree with every total above them, and carry one where everyone could be so few.
    """
    given = {
        best
        for one in standings
        if (best := given_by(one)) is not None and (best >= floor or one.figure.high is not None)
    }
    given |= {
        best for one in some if (best := given_by(one)) is not None and best >= floor and is_enough(best, standings)
    }
    supported = {number: support(number, standings, some) for number in given}
    allowed = [number for number in given if is_allowed(rule, supported[number], len(standings) + len(some))]
    if not allowed:
        return None
    ranks = {number: rank(rule, supported[number]) for number in allowed}
    best = max(allowed, key=lambda number: (ranks[number], -number))
    if rule.choice is Choice.LOWEST:
        return best
    fuller = (number for number in allowed if is_fuller(number, best, ranks, (*standings, *some)))
    return max(fuller, default=best)


def is_allowed(rule: Rule, supported: tuple[int, int], voices: int) -> bool:
    """The rule lets a figure with this support be best."""
    if rule.choice is Choice.CORROBORATED:
        return supported[0] >= CORROBORATED
    return rule.choice is not Choice.MAJORITY or 2 * sum(supported) > voices


def rank(rule: Rule, supported: tuple[int, int]) -> tuple[int, int]:
    """What the rule goes by, most wanted highest: two named voices corroborate a figure, one is a report like any other."""
    parties, others = supported
    if rule.choice is Choice.LOWEST:
        return (0, 0)
    if rule.choice is Choice.REPORTED:
        return (0, parties + others)
    return (parties if parties >= CORROBORATED else 0, parties + others)


def is_fuller(number: int, best: int, ranks: Mapping[int, tuple[int, int]], standings: Sequence[Standing]) -> bool:
    """One or two above the best, as well supported, and counted: the same count taken an hour later.  7 and 8, not 19 and "about 20" """
    counted = any(given_by(one) == number and not one.figure.rough for one in standings)
    return best < number <= best + NEAR and ranks[number] == ranks[best] and counted


def given_by(standing: Standing) -> int | None:
    """The number that a voice gives as such; none where it is vague or only feared."""
    figure = standing.figure
    return None if figure.vague or figure.feared else figure.best


def is_enough(number: int, standings: Sequence[Standing]) -> bool:
    """Someone who counts everyone could mean so few, or nobody counts everyone.  Not 11 officers, where all others say "dozens" """
    return not standings or any(
        (standing.figure.low or 0) <= number or agrees(standing.figure, number) for standing in standings
    )


def support(number: int, standings: Sequence[Standing], some: Sequence[Standing]) -> tuple[int, int]:
    """How many named parties, and how many other reports, agree with a number."""
    agreeing = [standing.speaking for standing in standings if agrees(standing.figure, number)]
    agreeing += [standing.speaking for standing in some if (standing.figure.low or 0) <= number]
    parties = {speaking.party for speaking in agreeing if speaking.named}
    others = {speaking.key for speaking in agreeing if not speaking.named}
    return len(parties), len(others)


def agrees(figure: Figure, number: int) -> bool:
    """The number lies in what is said, not beyond twice an open floor; it is one or two above it; or it is about that."""
    if figure.vague or figure.feared:
        return False
    if figure.rough and figure.best is not None and abs(number - figure.best) <= ROUGHLY * figure.best:
        return True
    if figure.high is None and figure.low is not None:
        return figure.low <= number <= 2 * figure.low + NEAR
    return figure.holds(number)


def choose_feared(standings: Sequence[Standing]) -> int | None:
    """Where nobody says that anyone died: the number that most voices fear, of equals the lowest. It is no minimum."""
    feared = [standing.figure.expected for standing in standings if standing.figure.expected is not None]
    return max(feared, key=lambda number: (feared.count(number), -number), default=None)


def choose_max(closing: Sequence[Standing], heard: Sequence[Standing]) -> int | None:
    """The highest number that anyone gives; open where nobody closes it, or where two voices leave it open above all others."""
    definite = [standing for standing in closing if not standing.figure.vague] or list(closing)
    closed = [standing.figure.high for standing in definite if standing.figure.high is not None]
    if not closed:
        return None
    top = max(closed)
    above = [standing for standing in heard if standing.figure.reach is not None and standing.figure.reach > top]
    open_above = {standing.speaking.party for standing in above if standing.figure.high is None}
    if len(open_above) > 1 or any(standing.figure.vague and (standing.figure.low or 0) > top for standing in above):
        return None
    return max([top, *(standing.figure.reach or 0 for standing in above if not standing.figure.vague)])


def sum_of_classes(classes: Sequence[Decided]) -> tuple[int | None, int | None]:
    """Where every report counts only some of the dead, best and max are what the classes add up to, and no less is firm."""
    bests = [decided.best for decided in classes if decided.best is not None]
    highs = [decided.max for decided in classes if decided.max is not None]
    return (
        sum(bests) if len(bests) == len(classes) else None,
        sum(highs) if len(highs) == len(classes) else None,
    )


def count_parties(carriers: Sequence[Standing]) -> int:
    """How many different, named, non-derived origins of different parties carry best."""
    return len({standing.speaking.party for standing in carriers if standing.speaking.named})


def say_as_told(lifted: Standing | None, told: Sequence[Standing]) -> Standing | None:
    """The figure that sets min as its voice gives it, where what a class comes to lifted it."""
    if lifted is None:
        return None
    same = (one for one in told if (one.speaking, one.figure.claim_ids) == (lifted.speaking, lifted.figure.claim_ids))
    return next(same, lifted)


def because_of(figure: Figure, low: int | None) -> str:
    """ "14", or where more is known of a class of the victims: "14, which cannot be all: one class comes to 23" """
    told = figure.low
    return (
        str(low)
        if told is None or low is None or told >= low
        else f"{told}, which cannot be all: one class comes to {low}"
    )


def explain(
    low_by: Standing | None,
    carriers: Sequence[Standing],
    heard: Sequence[Standing],
    low: int | None,
    best: int | None,
    high: int | None,
) -> tuple[Step, ...]:
    """Says in words which voices set min, carry best and set max."""
    steps = []
    if low_by is not None:
        steps.append(
            Step(
                did="sets min",
                claim_ids=low_by.figure.claim_ids,
                because=f"{low_by.speaking.name}: lowest figure, {because_of(low_by.figure, low)}",
            )
        )
    for standing in carriers:
        because = f"{standing.speaking.name} ({standing.speaking.standing}) says {best}"
        steps.append(Step(did="carries best", claim_ids=standing.figure.claim_ids, because=because))
    top = [standing for standing in heard if high is not None and standing.figure.reach == high]
    for standing in top:
        steps.append(
            Step(
                did="sets max",
                claim_ids=standing.figure.claim_ids,
                because=f"{standing.speaking.name}: highest figure, {high}",
            )
        )
    if high is None:
        ids = tuple(
            sorted({claim for standing in heard if standing.figure.high is None for claim in standing.figure.claim_ids})
        )
        steps.append(Step(did="leaves max open", claim_ids=ids, because="nobody says that it cannot be more"))
    return tuple(steps)
