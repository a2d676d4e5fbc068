"""Decides what changed in a case's tolls from one build to the next, and what changed it.

Tolls before and after -> Revisions, with the claims that came and went, or the rule. Keeps nothing (the store does).
"""

from __future__ import annotations

from collections.abc import Iterable

from sijill.model.toll import Revision, Toll
from sijill.reconcile.trace import figures_of, key_of

CLAIMS_NAMED = 6


def revise(subject: str, before: Iterable[Toll], after: Iterable[Toll], built_at: str) -> tuple[Revision, ...]:
    """One revision for each toll whose figures or voices changed, came or went."""
    old, new = ({key_of(toll): toll for toll in tolls} for tolls in (before, after))
    return tuple(
        Revision(
            subject=subject, outcome=key[0], unit=key[1], victims=key[2], built_at=built_at,
            before=figures_of(was), after=figures_of(now), because=because(was, now),
        )
        for key in sorted({*old, *new})
        if figures_of(was := old.get(key)) != figures_of(now := new.get(key))
    )  # fmt: skip


def because(was: Toll | None, now: Toll | None) -> tuple[str, ...]:
    """What differs between two tolls: claims, else the rule, else the way in which the same claims are weighed."""
    if now is None:
        return ("no claim bears on it any more",)
    before, after = claims_of(was), claims_of(now)
    found = []
    if came := sorted(after - before):
        found.append(f"new: {name_some(came)}")
    if gone := sorted(before - after):
        found.append(f"no longer there: {name_some(gone)}")
    if was is not None and was.rule != now.rule:
        found.append(f"the rule was {was.rule} and is {now.rule}")
    return tuple(found) or ("the same claims are read or weighed otherwise",)


def claims_of(toll: Toll | None) -> set[str]:
    """All that a toll weighs, also what it sets aside."""
    return {*toll.support, *(claim for claim, _ in toll.set_aside)} if toll else set()


def name_some(claims: list[str]) -> str:
    more = f" and {len(claims) - CLAIMS_NAMED} more" if len(claims) > CLAIMS_NAMED else ""
    return ", ".join(claims[:CLAIMS_NAMED]) + more
