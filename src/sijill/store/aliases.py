"""Decides which claim of a new reading an earlier reading's claim has become.

Two readings of one document -> (old id, new id, overlap). Ids that both know need no alias; a claim without a counterpart gets none.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import LEAST_OVERLAP, AttributionClaim, Claim, CountClaim, MovementClaim, Reading, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    old_id: str
    new_id: str
    overlap: float


def find_aliases(old: Reading, new: Reading) -> tuple[Alias, ...]:
    """Pairs every claim id that the new reading lacks with the claim of the same kind and outcome whose words overlap most."""
    known = {claim.id for claim in new.claims}
    kept = {claim.id for claim in old.claims}
    fresh = [claim for claim in new.claims if claim.id not in kept]
    found = []
    for claim in old.claims:
        if claim.id in known:
            continue
        rivals = [(anchor_of(claim).overlap(anchor_of(one)), one.id) for one in fresh if _same_sort(claim, one)]
        best = max(rivals, default=(0.0, ""))
        if best[0] >= LEAST_OVERLAP:
            found.append(Alias(old_id=claim.id, new_id=best[1], overlap=round(best[0], 3)))
    return tuple(found)


def anchor_of(claim: Claim) -> Span:
    """The words that a claim hangs on: its number's, its perpetrator's, else its own."""
    match claim:
        case CountClaim() | MovementClaim():
            return claim.count_span
        case AttributionClaim():
            return claim.perpetrator_span
        case _:
            return claim.span


def _same_sort(left: Claim, right: Claim) -> bool:
    return type(left) is type(right) and getattr(left, "outcome", None) == getattr(right, "outcome", None)
