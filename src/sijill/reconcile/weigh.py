"""Decides the tolls of one case: assembles what is told, lets voices correct themselves, applies the rule, sums the parts, and
holds the bounds with and without what linking is unsure of.

Case -> Weighing: every toll with how it was reached. Contradictions are drawn from it (contradictions.py), words too (trace.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.config import Reconcile
from sijill.model.case import Case
from sijill.model.claim import CountClaim, Outcome
from sijill.model.count import Unit
from sijill.model.period import Period
from sijill.model.toll import Step, Toll, VictimClass
from sijill.reconcile.assemble import Assembled, assemble
from sijill.reconcile.classes import MADE_OF
from sijill.reconcile.counted import Key
from sijill.reconcile.parts import PartClash, Summed, raise_to_sums, sum_parts
from sijill.reconcile.regions import Split, split_regions
from sijill.reconcile.rules import Rule, rule_of
from sijill.reconcile.standing import DISJOINT, Standing, Stood, stand
from sijill.reconcile.tolls import PARTY_ONLY, Decided, decide
from sijill.reconcile.unsure import Reading, read_ways, share_people, stand_alone, widen

# Counts that leave open whether people died: shown beside the dead, and never one of them.
UNDECIDED = {
    Outcome.CASUALTIES: "casualties: dead or injured is left open, so no one's death is counted",
    Outcome.BODIES_FOUND: "bodies found: told apart from the dead, who may be the same people",
}
UNCARRIED = "no named origin carries this figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One toll, the decision behind it, the sum of the parts where there is one, and what unsure links did to it."""

    toll: Toll
    decided: Decided | None
    summed: Summed | None
    unsure: tuple[Step, ...] = ()

    @property
    def key(self) -> tuple[Outcome, Unit, VictimClass]:
        return (self.toll.outcome, self.toll.unit, self.toll.victims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """All that came of a case."""

    weighed: tuple[Weighed, ...]
    assembled: Assembled
    stood: Stood
    part_clashes: tuple[PartClash, ...]
    regions: tuple[tuple[Case, Weighing], ...] = ()  # what is told of some places or days of an episode

    @property
    def tolls(self) -> tuple[Toll, ...]:
        return tuple(weighed.toll for weighed in self.weighed)


def weigh(case: Case, settings: Reconcile, seen: frozenset[str] = frozenset()) -> Weighing:
    """Reaches every toll of a case, and lets the bounds hold with and without what linking is unsure of."""
    sure, readings = read_ways(case)
    weighing = weigh_sure(sure, settings, seen)
    if not readings:
        return weighing
    return widen_all(weighing, [(reading, weigh_sure(reading.case, settings, seen)) for reading in readings])


def widen_all(weighing: Weighing, others: Sequence[tuple[Reading, Weighing]]) -> Weighing:
    """Widens each toll by its readings, and keeps, marked, what only claims tell that were put here against the odds."""
    found = [(reading, {one.key: one.toll for one in other.weighed}) for reading, other in others]
    weighed = []
    for one in weighing.weighed:
        same = [(reading, tolls[one.key]) for reading, tolls in found if one.key in tolls]
        toll, steps = widen(one.toll, same)
        weighed.append(replace(one, toll=toll, unsure=steps))
    known = {(one.toll.outcome, one.toll.unit) for one in weighed}
    joined = [other for reading, other in others if all(doubt.joined for doubt in reading.doubts)]
    alone = {
        one.key: replace(one, toll=stand_alone(one.toll))
        for other in joined
        for one in other.weighed
        if (one.toll.outcome, one.toll.unit) not in known
    }
    return replace(weighing, weighed=(*weighed, *(alone[key] for key in sorted(alone))))


def weigh_sure(case: Case, settings: Reconcile, seen: frozenset[str]) -> Weighing:
    """Reaches every toll of a case; parts first, each once, also where a container holds itself."""
    rule = rule_of(settings)
    split = split_regions(case)
    case = split.case
    assembled = assemble(case)
    stood = stand(assembled.tellings, assembled.speakers.values())
    seen = seen | {case.subject.id}
    parts = {part.subject.id: part for part in case.parts if part.subject.id not in seen}
    inner = {name: weigh(parts[name], settings, seen) for name in sorted(parts)}
    part_tolls = {name: weighing.tolls for name, weighing in inner.items()}
    titles = {name: part.subject.title or name for name, part in parts.items()}
    may_be = share_people(parts)
    sums = sum_parts(part_tolls, titles, split.may_hold, may_be)
    standings, clashes = raise_to_sums(stood.standings, part_tolls, sums, may_be)
    decided = decide_all(standings, stood.fighters, rule)
    weighed = [
        Weighed(toll=write_toll(split, key, victims, decided.get((key, victims)), summed, assembled, stood, rule),
                decided=decided.get((key, victims)), summed=summed)
        for key, victims in sorted({*decided, *sums})
        if (summed := sums.get((key, victims))) is not None or (key, victims) in decided
    ]  # fmt: skip
    weighed = contain_classes(weighed)
    known = {(one.toll.outcome, one.toll.unit) for one in weighed if is_known(one.toll)}
    return Weighing(
        weighed=tuple(one for one in weighed if is_shown(one.toll, known)),
        assembled=assembled, stood=Stood(standings=standings, reasons=stood.reasons, clashes=stood.clashes, fighters=stood.fighters),
        part_clashes=clashes, regions=tuple((region, inner[region.subject.id]) for region in split.regions),
    )  # fmt: skip


def decide_all(
    standings: Iterable[Standing], fighters: Iterable[Standing], rule: Rule
) -> dict[tuple[Key, VictimClass], Decided]:
    """Applies the rule to every outcome, unit and class; the disjoint classes before `all`, which may rest on them."""
    by_toll: dict[tuple[Key, VictimClass], list[Standing]] = defaultdict(list)
    for standing in sorted(standings, key=lambda standing: (standing.speaking.key, standing.figure.claim_ids)):
        by_toll[standing.key, standing.victims].append(standing)
    fighting: dict[Key, list[Standing]] = defaultdict(list)
    for standing in fighters:
        fighting[standing.key].append(standing)
    decided: dict[tuple[Key, VictimClass], Decided] = {}
    for key in sorted({key for key, _ in by_toll}):
        within = [victims for victims in VictimClass if victims is not VictimClass.ALL and by_toll.get((key, victims))]
        decided |= {(key, victims): decide(rule, by_toll[key, victims], victims) for victims in within}
        apart = [decided[key, victims] for victims in within if victims in DISJOINT]
        if fighting.get(key):
            apart.append(decide(rule, fighting[key], VictimClass.ALL))
        if everyone := by_toll.get((key, VictimClass.ALL)):
            classes = (*apart, *(decided[key, victims] for victims in within))
            floor = max((one.min or 0 for one in classes if PARTY_ONLY not in one.notes), default=0)
            decided[key, VictimClass.ALL] = decide(rule, everyone, VictimClass.ALL, apart, floor)
    return decided


def write_toll(
    split: Split,
    key: Key,
    victims: VictimClass,
    decided: Decided | None,
    summed: Summed | None,
    assembled: Assembled,
    stood: Stood,
    rule: Rule,
) -> Toll:
    """Writes down what was decided, or where no one counts the whole, what the parts add up to."""
    case, (outcome, unit) = split.case, key
    if decided is None:
        assert summed is not None
        return toll_of_parts(case, key, victims, summed, rule)
    counted = {claim for standing in decided.heard for claim in standing.figure.claim_ids}
    notes = list(decided.notes)
    told = decided.best  # what a report gives, and no sum
    rests_on_parts = summed is not None and not any(counts_the_whole(standing) for standing in decided.heard)
    if summed is not None and rests_on_parts:
        decided = rest_on_parts(decided, summed)
        counted.update(summed.support)
        notes.append("no report gives a total")
    support = tuple(sorted(counted))
    aside = (
        *set_aside(key, victims, support, decided, assembled, stood),
        *set_aside_regions(split, key, victims, support),
    )
    if summed is not None and (len(summed.terms) > 1 or not summed.is_told(told)):
        notes.append(summed.in_words(told))
    if decided.best is not None and decided.voices == 0 and not rests_on_parts:
        notes.append(UNCARRIED)
    return Toll(
        subject=case.subject.id, outcome=outcome, victims=victims, unit=unit,
        min=decided.min, best=decided.best, max=decided.max, as_of=as_of(case, support), voices=decided.voices,
        support=support, set_aside=aside,
        rule=rule.label, notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def contain_classes(weighed: Iterable[Weighed]) -> list[Weighed]:
    """A class is no larger than `all`: where a report of all stays below a report of the class, its figure bounds the class, too.

    What a party alone claims of a class stands as claimed, and is marked.
    """
    found = list(weighed)
    wholes = {(one.toll.outcome, one.toll.unit): one.toll for one in found if one.toll.victims is VictimClass.ALL}
    return [
        replace(one, toll=contain(one.toll, wholes[one.toll.outcome, one.toll.unit]))
        if PARTY_ONLY not in one.toll.notes
        else one
        for one in found
    ]


def contain(toll: Toll, whole: Toll) -> Toll:
    """No firmer and no higher than the whole.  14 civilians, 10 in all -> 10, none, 14"""
    low, best, voices = toll.min, toll.best, toll.voices
    if low is not None and whole.min is not None and low > whole.min:
        low = whole.min
    if best is not None and whole.best is not None and best > whole.best:
        best, voices = None, 0
    if (low, best) == (toll.min, toll.best):
        return toll
    figure = whole.min if whole.best is None else whole.best
    return replace(
        toll, min=low, best=best, voices=voices, notes=(*toll.notes, f"another report counts {figure} in all")
    )


def counts_the_whole(standing: Standing) -> bool:
    """The voice gives a definite figure for every victim of the class, not for some of them."""
    return not (standing.figure.partial or standing.figure.vague or standing.figure.feared)


def rest_on_parts(decided: Decided, summed: Summed) -> Decided:
    """Voices that count only some of the whole leave it at no less than its parts, and open above."""
    low = max((figure for figure in (decided.min, summed.min) if figure is not None), default=None)
    bests = [figure for figure in (decided.best, summed.best) if figure is not None and figure >= (low or 0)]
    return replace(decided, min=low, best=max(bests, default=None), max=None)


def toll_of_parts(case: Case, key: Key, victims: VictimClass, summed: Summed, rule: Rule) -> Toll:
    """No one counts the whole: at least its parts together, open above."""
    return Toll(
        subject=case.subject.id, outcome=key[0], victims=victims, unit=key[1], min=summed.min, best=summed.best, max=None,
        as_of=None, voices=0, support=summed.support, set_aside=(), rule=rule.label,
        notes=(summed.in_words(None), "no report gives a total"),
    )  # fmt: skip


def set_aside(
    key: Key,
    victims: VictimClass,
    support: Iterable[str],
    decided: Decided,
    assembled: Assembled,
    stood: Stood,
) -> Iterable[tuple[str, str]]:
    """Every claim that bears on a toll and does not support it, with the reason."""
    counted = frozenset(support)
    unheard: Mapping[str, str] = {
        claim: reason for standing, reason in decided.unheard for claim in standing.figure.claim_ids
    }
    for told in assembled.counts:
        if told.id in counted:
            continue
        if told.key != key:
            if (
                key[0] is Outcome.KILLED
                and told.outcome in UNDECIDED
                and told.count.unit is Unit.PERSON
                and victims is VictimClass.ALL
            ):
                yield told.id, UNDECIDED[told.outcome]
            continue
        if told.status not in MADE_OF[victims]:
            continue
        yield (
            told.id,
            assembled.reasons.get(told.id)
            or stood.reasons.get((told.id, victims))
            or unheard.get(told.id)
            or "counted in a class of its own",
        )


def set_aside_regions(
    split: Split, key: Key, victims: VictimClass, support: Iterable[str]
) -> Iterable[tuple[str, str]]:
    """Totals of some places or days: floors under the whole, no figures of it."""
    counted = frozenset(support)
    for resolved in split.case.claims:
        claim, reason = resolved.claim, split.reasons.get(resolved.id)
        if reason is None or resolved.id in counted or not isinstance(claim, CountClaim):
            continue
        if (claim.outcome, claim.count.unit) == key and claim.victims.status in MADE_OF[victims]:
            yield resolved.id, reason


def as_of(case: Case, support: Iterable[str]) -> Period | None:
    """The latest day for which a supporting claim says that it stands; None where none says it."""
    counted = frozenset(support)
    stated = [resolved.as_of for resolved in case.claims if resolved.id in counted and resolved.as_of]
    return max(
        stated, key=lambda period: (str(period.end or period.start or ""), str(period.start or "")), default=None
    )


def is_shown(toll: Toll, known: set[Key]) -> bool:
    """A toll of which nothing is known is no toll; that of all victims stands where a class of them is known."""
    return is_known(toll) or (toll.victims is VictimClass.ALL and (toll.outcome, toll.unit) in known)


def is_known(toll: Toll) -> bool:
    """A figure bounds or carries the toll."""
    return any(figure is not None for figure in (toll.min, toll.best, toll.max))
