"""Decides what a toll holds of the figures that its own voice told before it: drafts -> the same, older ones revised or parts.

"Nine people were killed in Ostren. The toll stands at 12": a toll is everybody, so that the nine are not added to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.model.claim import Scope, Stance, Status
from sijill.read.drafts import Draft
from sijill.read.wholes import same_speaker, told_apart


def held_by_tolls(drafts: Sequence[Draft]) -> list[Draft]:
    """Every toll takes in the smaller figures of its voice: it revises the largest and the rest are its parts."""
    settled = list(drafts)
    for i, toll in enumerate(settled):
        if not toll.is_toll or toll.claim.part_of or toll.claim.restates:
            continue
        held = [j for j in range(i) if _holds(settled[i], settled[j], settled)]
        totals = [j for j in held if not (settled[j].more or settled[j].is_listed_part)]
        if totals and toll.claim.revises is None:
            largest = max(totals, key=lambda j: settled[j].claim.count.min or 0)
            settled[i] = replace(toll, claim=replace(toll.claim, revises=settled[largest].claim.id))
            held.remove(largest)
        for j in held:
            settled[j] = replace(settled[j], claim=replace(settled[j].claim, part_of=toll.claim.id))
    return settled


def _holds(toll: Draft, other: Draft, drafts: Sequence[Draft]) -> bool:
    """True for a smaller figure of the same voice, outcome and incident that hangs on nothing yet."""
    new, old = toll.claim, other.claim
    bound = old.part_of or old.restates or old.id == new.revises or any(d.claim.revises == old.id for d in drafts)
    alike = (new.outcome, new.count.unit, new.scope) == (
        old.outcome,
        old.count.unit,
        old.scope,
    ) and new.scope is Scope.INCIDENT
    meant = (
        old.stance not in (Stance.HYPOTHETICAL, Stance.DENIED, Stance.FEARED)
        and old.victims.status is not Status.ATTACKERS
    )
    voice = same_speaker(toll, other) or not (new.attributed_to or old.attributed_to)
    smaller = 0 < (old.count.min or 0) < (new.count.min or 0)
    return bool(alike and meant and voice and smaller and not bound and not told_apart(toll, other))
