"""Decides whether a headline's figure is one that the text below it gives."""

from __future__ import annotations

from itertools import combinations

from sijill.model.claim import CountClaim, Outcome, Role
from sijill.model.count import Count
from sijill.reconcile.worked import DEAD, Told, Worked, asserted, fails, holds, unchecked

# More counts than these are not added up in every way.
MOST_ADDED = 8


def check_headline(told: Told) -> Worked:
    """ "21 killed" above a text that says 12 and nothing else -> does not hold; 12 + 8 + 1 would make it hold"""
    claim = told.claim
    count = claim.counts(Role.WHOLE)[0]
    outcome = Outcome(claim.words(Role.WHOLE) or "")
    outcomes = DEAD if outcome in DEAD else (outcome,)
    own = claim.words(Role.GROUP)
    body = [one for resolved, one in asserted(told, outcomes) if resolved.id != own and one.sentence > 0]
    if not body:
        return unchecked(f"the text below gives no count of the {outcome.value}")
    agreeing = [one for one in body if _agree(count, one.count)]
    if agreeing:
        return holds(f"the text below says “{agreeing[0].count.wording}”", agreeing[0].id)
    exact = [one for one in body if one.count.best is not None and one.count.max == one.count.min]
    if added := _added_up(count, exact):
        numbers = " + ".join(one.count.wording for one in added)
        return holds(f"the text below says {numbers}", *(one.id for one in added))
    said = ", ".join(dict.fromkeys(f"“{one.count.wording}”" for one in body))
    ids = tuple(one.id for one in body)
    if any(one.count.best == 1 for one in body):
        return unchecked("the text below speaks of single persons and gives no such figure", *ids)
    if len(exact) < len(body) or count.min is None or count.min != count.max:
        return unchecked(f"the text below says {said}, which leaves the headline's figure open", *ids)
    if any(one.victims.status != claim_status(told) for one in body) and claim_status(told) is not None:
        return unchecked(f"the text below says {said}, of others", *ids)
    return fails(f"the text below says {said}, and not {count.wording}", *ids)


def claim_status(told: Told) -> str | None:
    """The status that the headline gives its victims; None where it gives none."""
    own = next((one.claim for one in told.counts if one.id == told.claim.words(Role.GROUP)), None)
    status = own.victims.status.value if isinstance(own, CountClaim) else "unspecified"
    return None if status == "unspecified" else status


def _agree(left: Count, right: Count) -> bool:
    """True where one number satisfies both, and neither is so open that any would.  "at least 12" and 14, "dozens" and 34"""
    bottom = max(left.min or 0, right.min or 0)
    tops = [top for top in (left.max, right.max) if top is not None]
    if tops and bottom > min(tops):
        return False
    return (
        left.best == right.best or right.min == right.max or left.min is None or right.min is None or left.best is None
    )


def _added_up(count: Count, body: list[CountClaim]) -> tuple[CountClaim, ...]:
    """The fewest of the text's counts that come to the headline's."""
    some = body[:MOST_ADDED]
    for number in range(2, len(some) + 1):
        for chosen in combinations(some, number):
            if sum(one.count.best or 0 for one in chosen) == count.best:
                return chosen
    return ()
