"""Decides which claims of a case cannot all hold, how far apart they are, and what may explain it.

Case and its Weighing -> Contradictions, by facet. An explanation ranks a contradiction and never erases it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sijill.model.case import Case
from sijill.model.claim import AttributionClaim, CountClaim, ResolvedClaim, Stance, Status
from sijill.model.toll import Contradiction, Facet, VictimClass
from sijill.reconcile.drift import find_drifts
from sijill.reconcile.explanations import explain_accounts, explain_difference
from sijill.reconcile.figures import Figure
from sijill.reconcile.speakers import Speaking, is_one_name, names_in
from sijill.reconcile.standing import Standing
from sijill.reconcile.triggers import trigger_contradictions
from sijill.reconcile.weigh import Weighing
from sijill.reconcile.whereabouts import date_contradictions, place_contradictions

# Of a share this near, two counts of different kinds of victims are taken to be counts of the same people.
SAME_PEOPLE_SHARE = 0.1


def find_contradictions(case: Case, weighing: Weighing) -> tuple[Contradiction, ...]:
    """All contradictions of a case, largest first within a facet."""
    found = [
        *figures_that_clash(case, weighing),
        *denials(case, weighing),
        *status_contradictions(case, weighing),
        *find_drifts(case, weighing.assembled.counts, weighing.assembled.speakers),
        *perpetrator_contradictions(case, weighing),
        *trigger_contradictions(case, weighing.assembled.speakers),
        *date_contradictions(case, weighing.assembled.speakers),
        *place_contradictions(case, weighing.assembled.speakers),
    ]
    order = list(Facet)
    return tuple(sorted(found, key=lambda one: (order.index(one.facet), -(one.size or 0), one.claim_ids)))


def figures_that_clash(case: Case, weighing: Weighing) -> Iterable[Contradiction]:
    """Of the whole, and of each region of it that is told of."""
    yield from toll_contradictions(case, weighing)
    yield from sums_that_fail(case, weighing)
    for region, inner in weighing.regions:
        for found in figures_that_clash(region, inner):
            yield replace(found, subject=case.subject.id)


def toll_contradictions(case: Case, weighing: Weighing) -> Iterable[Contradiction]:
    """Voices whose standing figures for one class no number satisfies; told once, in the widest class where they meet."""
    reported: set[tuple[str, ...]] = set()
    by_toll: dict[tuple[object, VictimClass], list[Standing]] = defaultdict(list)
    for standing in weighing.stood.standings:
        by_toll[standing.key, standing.victims].append(standing)
    order = list(VictimClass)
    for (_, victims), standings in sorted(
        by_toll.items(), key=lambda entry: (str(entry[0][0]), order.index(entry[0][1]))
    ):
        rivals = find_rivals([standing for standing in standings if is_comparable(standing, victims, standings)])
        ids = tuple(sorted({claim for standing in rivals for claim in standing.figure.claim_ids}))
        if not rivals or ids in reported:
            continue
        reported.add(ids)
        lowest = min(rivals, key=lambda standing: (top_of(standing.figure), standing.speaking.key))
        highest = max(rivals, key=lambda standing: (standing.figure.low or 0, standing.speaking.key))
        yield Contradiction(
            subject=case.subject.id, facet=Facet.TOLL, claim_ids=ids,
            size=float((highest.figure.low or 0) - top_of(lowest.figure)),
            between=tuple(dict.fromkeys(name_with_figure(standing) for standing in sort_by_size(rivals))),
            explained_by=explain_difference(case, lowest, highest),
        )  # fmt: skip


def is_comparable(standing: Standing, victims: VictimClass, standings: Sequence[Standing]) -> bool:
    """Rival of nothing: what is only feared, and a count of everyone beside one of noncombatants."""
    apart = victims is VictimClass.NONCOMBATANT and any(other.separates for other in standings)
    return not standing.figure.feared and (standing.separates or not apart)


def find_rivals(standings: Sequence[Standing]) -> list[Standing]:
    """Those that clash with another; a count of some of the victims clashes only with a total below it."""
    return [
        standing
        for standing in standings
        if any(
            is_above(standing.figure, other.figure) or is_above(other.figure, standing.figure)
            for other in standings
            if other is not standing and other.speaking.key != standing.speaking.key
        )
    ]


def is_above(upper: Figure, lower: Figure) -> bool:
    return lower.is_below(upper) and not lower.partial


def top_of(figure: Figure) -> int:
    return figure.high if figure.high is not None else max(figure.reach or 0, figure.low or 0)


def sort_by_size(standings: Sequence[Standing]) -> list[Standing]:
    return sorted(
        standings, key=lambda standing: (standing.figure.low or 0, top_of(standing.figure), standing.speaking.key)
    )


def name_with_figure(standing: Standing) -> str:
    """ "Port Hospital (12)", "Coast Observatory (at least 40)" """
    return f"{standing.speaking.name} ({figure_in_words(standing.figure)})"


def figure_in_words(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if high is None:
        return f"{low:,} or more" if low is not None else "not known"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def sums_that_fail(case: Case, weighing: Weighing) -> Iterable[Contradiction]:
    """A part above its total in one telling, classes above the total of one voice, parts above the total of the whole."""
    speakers = {speaking.key: speaking for speaking in weighing.assembled.speakers.values()}
    for telling in weighing.assembled.tellings:
        for over in telling.overflows:
            yield Contradiction(
                subject=case.subject.id, facet=Facet.TOLL,
                claim_ids=tuple(sorted({*over.whole.claim_ids, *over.part.claim_ids})),
                size=float((over.part.low or 0) - (over.whole.high or 0)),
                between=(f"{speakers[telling.voice].name}: total {figure_in_words(over.whole)}, part {figure_in_words(over.part)}",),
                explained_by=("misreading: a part that is larger than its total may be no part of it",),
            )  # fmt: skip
    for speaking, _, clash in weighing.stood.clashes:
        low = sum(bound.low or 0 for bound in clash.bounds[:-1])
        ids = tuple(sorted({claim for bound in clash.bounds for claim in bound.claim_ids}))
        highs = [bound.high for bound in clash.bounds if bound.high is not None]
        yield Contradiction(
            subject=case.subject.id, facet=Facet.TOLL, claim_ids=ids, size=float(max(1, low - max(highs, default=low))),
            between=(f"{speaking.name}: its own figures of nested groups",),
            explained_by=("later report: the figures may be of different days",),
        )  # fmt: skip
    for part in weighing.part_clashes:
        high = part.standing.figure.low or 0
        ids = tuple(sorted({claim for bound in part.clash.bounds for claim in bound.claim_ids}))
        yield Contradiction(
            subject=case.subject.id, facet=Facet.TOLL, claim_ids=ids, size=float(part.least - high),
            between=(name_with_figure(part.standing), f"the parts together ({part.least:,} or more)"),
            explained_by=("later report: the parts may have grown since the total", "wider area: a part may lie outside the total"),
        )  # fmt: skip


def denials(case: Case, weighing: Weighing) -> Iterable[Contradiction]:
    """Who denies that it happened, or that someone did it, against each other voice that says so."""
    speakers = weighing.assembled.speakers
    for denied in sorted(case.claims, key=lambda resolved: resolved.id):
        if denied.claim.stance is not Stance.DENIED or is_taken_back(case, denied, speakers):
            continue
        against = [
            resolved.id
            for resolved in case.claims
            if resolved.claim.stance not in (Stance.DENIED, Stance.HYPOTHETICAL)
            and speakers[resolved.id].key != speakers[denied.id].key
            and asserts_what(resolved.claim, denied.claim)
        ]
        if against:
            others = sorted({speakers[claim].name for claim in against})
            rivals = [resolved for resolved in case.claims if resolved.id in against]
            yield Contradiction(
                subject=case.subject.id, facet=Facet.DENIAL, claim_ids=tuple(sorted((denied.id, *against))), size=None,
                between=(f"{speakers[denied.id].name} (denies)", *others),
                explained_by=explain_accounts(case, (denied,), rivals, speakers),
            )  # fmt: skip


def is_taken_back(case: Case, denied: ResolvedClaim, speakers: Mapping[str, Speaking]) -> bool:
    """True where the voice that denied it says itself in a later report that it was so."""
    published = dict(case.published)
    day = published.get(denied.claim.document_id)
    return day is not None and any(
        (later := published.get(one.claim.document_id)) is not None
        and later > day
        and speakers[one.id].key == speakers[denied.id].key
        and one.claim.stance not in (Stance.DENIED, Stance.HYPOTHETICAL)
        and asserts_what(one.claim, denied.claim)
        for one in case.claims
    )


def asserts_what(claim: object, denied: object) -> bool:
    """A claim asserts what another denies: the same outcome, or the same perpetrator."""
    if isinstance(claim, CountClaim) and isinstance(denied, CountClaim):
        return claim.outcome is denied.outcome and claim.count.unit is denied.count.unit and claim.count.max != 0
    if isinstance(claim, AttributionClaim) and isinstance(denied, AttributionClaim):
        left, right = names_in(claim.perpetrator), names_in(denied.perpetrator)
        same_words = claim.perpetrator.casefold() == denied.perpetrator.casefold()
        return same_words or any(is_one_name(one, other) for one in left for other in right)
    return False


def status_contradictions(case: Case, weighing: Weighing) -> Iterable[Contradiction]:
    """Two voices count about as many dead, and one calls them civilians whom the other calls fighters."""
    speakers = weighing.assembled.speakers
    counts = [
        told for told in weighing.assembled.counts if told.id not in weighing.assembled.reasons and told.count.best
    ]
    civil = [told for told in counts if told.status is Status.CIVILIAN]
    fighting = [told for told in counts if told.status.is_combatant and told.status is not Status.ATTACKERS]
    seen: set[tuple[str, str]] = set()
    for left in civil:
        for right in fighting:
            voices = (speakers[left.id].key, speakers[right.id].key)
            one, other = left.count.best or 0, right.count.best or 0
            if (
                left.key != right.key
                or voices[0] == voices[1]
                or voices in seen
                or left.document_id == right.document_id
            ):
                continue
            if abs(one - other) <= SAME_PEOPLE_SHARE * max(one, other):
                seen.add(voices)
                yield Contradiction(
                    subject=case.subject.id, facet=Facet.STATUS, claim_ids=tuple(sorted((left.id, right.id))), size=float(min(one, other)),
                    between=(f"{speakers[left.id].name} (civilian)", f"{speakers[right.id].name} ({right.status.replace('_', ' ')})"),
                    explained_by=("other class: the two may count different people",),
                )  # fmt: skip


def perpetrator_contradictions(case: Case, weighing: Weighing) -> Iterable[Contradiction]:
    """Voices that name different perpetrators; words that name no one ("masked gunmen") contradict nobody."""
    speakers = weighing.assembled.speakers
    accused: dict[str, list[tuple[str, frozenset[str], Speaking, str]]] = defaultdict(list)
    by_id = {resolved.id: resolved for resolved in case.claims}
    for resolved in sorted(case.claims, key=lambda resolved: resolved.id):
        claim = resolved.claim
        if isinstance(claim, AttributionClaim) and claim.stance not in (Stance.DENIED, Stance.HYPOTHETICAL):
            names = names_in(claim.perpetrator)
            if names:
                accused[speakers[resolved.id].key].append(
                    (resolved.id, names, speakers[resolved.id], claim.perpetrator)
                )
    told = {voice: [by_id[claim] for claim, _, _, _ in entries] for voice, entries in accused.items()}
    voices = sorted(accused)
    for at, left in enumerate(voices):
        for right in voices[at + 1 :]:
            if any(
                is_one_name(a, b)
                for _, ours, _, _ in accused[left]
                for _, theirs, _, _ in accused[right]
                for a in ours
                for b in theirs
            ):
                continue
            both = (*accused[left], *accused[right])
            yield Contradiction(
                subject=case.subject.id, facet=Facet.PERPETRATOR, claim_ids=tuple(sorted(entry[0] for entry in both)), size=None,
                between=tuple(dict.fromkeys(f"{speaking.name} ({words})" for _, _, speaking, words in both)),
                explained_by=explain_accounts(case, told[left], told[right], speakers),
            )  # fmt: skip
