"""Decides what an unsure link does to a toll: min and max hold with it and without it, best is told without it.

A case with doubts -> its readings; a toll and the same toll by the other readings -> the toll that holds all of them. Weighs nothing
itself (weigh.py). Claims that stand elsewhere bring no toll of their own: they widen what is told here. Where claims that linking has put
here against the odds are all that is told, they carry the toll, marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.model.case import Case
from sijill.model.incident import Doubt
from sijill.model.toll import Step, Toll

ONLY_UNSURE = "told only by reports of which it is unsure that they speak of this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A case as it is if some doubts are taken for the same incident."""

    case: Case
    doubts: tuple[Doubt, ...]


def read_ways(case: Case) -> tuple[Case, tuple[Reading, ...]]:
    """The case without what is unsure, then with each doubt by itself, then with all of them."""
    doubts = tuple(doubt for doubt in case.subject.doubts if has_claims(case, doubt))
    joined = {claim for doubt in doubts if doubt.joined for claim in doubt.claim_ids}
    sure = tuple(resolved for resolved in case.claims if resolved.id not in joined)
    if not sure:  # nothing is left to be unsure beside
        doubts, sure = tuple(doubt for doubt in doubts if not doubt.joined), case.claims
    base = replace(case, claims=sure, doubtful=(), subject=replace(case.subject, doubts=()))
    taken = [(doubt,) for doubt in doubts] + ([doubts] if len(doubts) > 1 else [])
    return base, tuple(Reading(case=take(base, case, some), doubts=some) for some in taken)


def has_claims(case: Case, doubt: Doubt) -> bool:
    known = {resolved.id for resolved in (case.claims if doubt.joined else case.doubtful)}
    return any(claim in known for claim in doubt.claim_ids)


def take(base: Case, case: Case, doubts: Iterable[Doubt]) -> Case:
    """The case with the claims of some doubts among its own."""
    wanted = {claim for doubt in doubts for claim in doubt.claim_ids}
    more = {resolved.id: resolved for resolved in (*case.claims, *case.doubtful) if resolved.id in wanted}
    own = {resolved.id for resolved in base.claims}
    return replace(base, claims=(*base.claims, *(resolved for one, resolved in sorted(more.items()) if one not in own)))


def widen(toll: Toll, others: Sequence[tuple[Reading, Toll]]) -> tuple[Toll, tuple[Step, ...]]:
    """Gives a toll the lower min and the higher max of its readings.  5..5, and 9..9 with an unsure report -> 5..9, best 5"""
    low, high = toll.min, toll.max
    known = {*toll.support, *(claim for claim, _ in toll.set_aside)}
    steps: list[Step] = []
    aside: dict[str, str] = {}
    for reading, other in others:
        low = None if low is None or other.min is None else min(low, other.min)
        high = None if high is None or other.max is None else max(high, other.max)
        chance = max(doubt.score for doubt in reading.doubts)
        bearing = [claim for claim in weighed_in(other) if claim not in known]
        for claim in bearing:
            aside.setdefault(
                claim, f"unsure whether it speaks of this ({chance:.2f}): the bounds hold with it and without it"
            )
        if (other.min, other.max) != (toll.min, toll.max) and len(reading.doubts) == 1:
            words = f"with reports of which it is unsure that they speak of this ({chance:.2f}): {in_words(other)}"
            steps.append(Step(did="unsure link", claim_ids=tuple(bearing), because=words))
    notes = toll.notes
    if (low, high) != (toll.min, toll.max):
        notes = (*notes, f"widened from {in_words(toll)}: it is unsure whether other reports speak of the same")
    widened = replace(toll, min=low, max=high, notes=notes, set_aside=(*toll.set_aside, *sorted(aside.items())))
    return widened, tuple(steps)


def stand_alone(toll: Toll) -> Toll:
    """A toll that only unsure reports tell."""
    return replace(toll, voices=0, notes=(*toll.notes, ONLY_UNSURE))


def weighed_in(toll: Toll) -> list[str]:
    return sorted({*toll.support, *(claim for claim, _ in toll.set_aside)})


def in_words(toll: Toll) -> str:
    """ "5 to 9", "5 or more" """
    if toll.max is None:
        return "an unknown number" if toll.min is None else f"{toll.min} or more"
    return (
        f"up to {toll.max}"
        if toll.min is None
        else str(toll.min)
        if toll.min == toll.max
        else f"{toll.min} to {toll.max}"
    )


def share_people(parts: Mapping[str, Case]) -> dict[str, tuple[str, ...]]:
    """Of parts that may be one incident, each with those of a greater id: whoever is in both is to be counted once."""
    home = {resolved.id: name for name, part in parts.items() for resolved in part.claims}
    found: dict[str, tuple[str, ...]] = {}
    for name, part in sorted(parts.items()):
        others = {
            home.get(claim, name) for doubt in part.subject.doubts if not doubt.joined for claim in doubt.claim_ids
        }
        if later := tuple(sorted(other for other in others if other > name)):
            found[name] = later
    return found
