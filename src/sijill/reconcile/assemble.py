"""Decides which counts of a case are told together: by one voice, in one document, of one outcome and unit.

Case -> tellings and the reason of every count set aside. Follows restates and part_of across a document, circles and all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sijill.model.case import Case
from sijill.model.claim import Stance, Status
from sijill.model.incident import Origin
from sijill.reconcile.counted import Counted, Key, choose_counted
from sijill.reconcile.remainders import add_remainders
from sijill.reconcile.roots import Marks, find_individuals
from sijill.reconcile.speakers import Speaking, read_speakers
from sijill.reconcile.tellings import Telling, read_telling

# Shorter words are formulas ("12 killed") that a voice may well use anew; longer ones that recur are a copy.
COPIED_CHARS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """All that is told of a case's own claims. counts: every count, also those set aside."""

    tellings: tuple[Telling, ...]
    speakers: dict[str, Speaking]
    counts: tuple[Counted, ...]
    reasons: dict[str, str]


def assemble(case: Case) -> Assembled:
    """Groups a case's counts into tellings, whatever the order in which they come."""
    speakers = read_speakers(case)
    derived = frozenset(claim for claim, speaking in speakers.items() if speaking.origin is Origin.DERIVED)
    chosen, counts, reasons = choose_counted(case, derived)
    chosen = date_copies(chosen, speakers)
    leads = choose_leads(chosen, speakers)
    for counted in chosen:
        if leads[counted.id] != counted.id:
            reasons[counted.id] = f"restates {leads[counted.id]}"
    parents = find_parents(chosen, leads)
    marks = Marks(
        individuals=find_individuals(chosen), everyone=find_everyone(chosen, leads),
        spelled_out=find_spelled_out(chosen, parents, leads, speakers),
    )  # fmt: skip
    by_telling: dict[tuple[str, str, Key], list[Counted]] = defaultdict(list)
    for counted in chosen:
        if leads[counted.id] == counted.id:
            by_telling[counted.document_id, speakers[counted.id].key, counted.key].append(counted)
    tellings = tuple(
        read_telling(voice, counts_told, parents, marks, reasons)
        for (_, voice, _), counts_told in sorted(by_telling.items(), key=lambda told: told[0])
    )
    tellings = add_remainders(tellings, {counted.id: counted for counted in counts})
    return Assembled(tellings=tellings, speakers=speakers, counts=counts, reasons=reasons)


def date_copies(counts: Sequence[Counted], speakers: dict[str, Speaking]) -> tuple[Counted, ...]:
    """One voice's words that recur letter by letter are a copy: they stand for the day of the first, not of the copy."""
    first: dict[tuple[str, str], date] = {}
    for counted in counts:
        words = (speakers[counted.id].key, fold(counted))
        if counted.as_of and (words not in first or counted.as_of < first[words]):
            first[words] = counted.as_of
    return tuple(
        replace(counted, as_of=first[words])
        if len(fold(counted)) >= COPIED_CHARS and (words := (speakers[counted.id].key, fold(counted))) in first
        else counted
        for counted in counts
    )


def fold(counted: Counted) -> str:
    return " ".join(counted.resolved.claim.span.quote.casefold().split())


def choose_leads(counts: Sequence[Counted], speakers: dict[str, Speaking]) -> dict[str, str]:
    """Of the claims of one document that restate one another, the one that stands for all: a named voice's, the most exact."""
    by_id = {counted.id: counted for counted in counts}
    joined = {counted.id: counted.id for counted in counts}

    def root(claim: str) -> str:
        while joined[claim] != claim:
            claim = joined[claim]
        return claim

    for counted in counts:
        target = by_id.get(counted.resolved.claim.restates or "")
        if target and target.key == counted.key and target.document_id == counted.document_id:
            left, right = sorted((root(counted.id), root(target.id)))
            joined[right] = left
    groups: dict[str, list[Counted]] = defaultdict(list)
    for counted in counts:
        groups[root(counted.id)].append(counted)
    leads: dict[str, str] = {}
    for group in groups.values():
        lead = min(group, key=lambda told: (speakers[told.id].origin is not Origin.NAMED, told.exactness))
        leads.update(dict.fromkeys((told.id for told in group), lead.id))
    return leads


def find_everyone(counts: Sequence[Counted], leads: dict[str, str]) -> frozenset[str]:
    """Leads of one status that restate a count of everyone: all the victims are of that status.  "ten", "ten civilians" """
    return frozenset(leads[counted.id] for counted in counts if counted.status is Status.UNSPECIFIED)


def find_parents(counts: Sequence[Counted], leads: dict[str, str]) -> dict[str, str]:
    """The claim that contains each claim, between leads; of parts that contain one another in a circle the largest holds the others."""
    by_id = {counted.id: counted for counted in counts}
    parents: dict[str, str] = {}
    for counted in counts:
        child = leads[counted.id]
        whole = by_id.get(counted.part_of or "")
        if whole is None or whole.key != counted.key or whole.document_id != counted.document_id:
            continue
        if _only_fears_less(whole, counted):
            continue
        if (parent := leads[whole.id]) != child:
            parents.setdefault(child, parent)
    straight = dict(parents)
    for child in parents:
        if circle := find_circle(child, parents):
            largest = max(circle, key=lambda claim: (by_id[claim].count.min or by_id[claim].count.max or 0, claim))
            straight[child] = largest
            straight.pop(largest, None)
    return straight


def _only_fears_less(whole: Counted, part: Counted) -> bool:
    """What is reported is no part of a smaller number that is only feared."""
    feared = whole.stance is Stance.FEARED and part.stance is not Stance.FEARED
    return feared and (whole.count.max or whole.count.min or 0) < (part.count.min or 0)


def find_spelled_out(
    counts: Sequence[Counted], parents: dict[str, str], leads: dict[str, str], speakers: dict[str, Speaking]
) -> frozenset[str]:
    """Parts by which one voice spells out the whole of another's total: it counts all.  "three die"; a driver and two others"""
    by_id = {counted.id: counted for counted in counts}
    told: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for child, parent in parents.items():
        if leads[child] == child and speakers[child].key != speakers[parent].key:
            told[parent, speakers[child].key].append(by_id[child])
    return frozenset(
        part.id
        for (parent, _), parts in told.items()
        if by_id[parent].count.best and sum(part.count.best or 0 for part in parts) == by_id[parent].count.best
        for part in parts
    )


def find_circle(start: str, parents: dict[str, str]) -> tuple[str, ...]:
    """The claims of the circle that start stands in; none where following the wholes does not lead back to it."""
    circle = {start: None}
    at = parents.get(start)
    while at is not None and at not in circle:
        circle[at] = None
        at = parents.get(at)
    return tuple(circle) if at == start else ()
