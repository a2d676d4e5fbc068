"""What checks of statements share: what they are given, what they give, and how figures are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.model.claim import CountClaim, Outcome, ResolvedClaim, Scope, Stance, StatementClaim, Term
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.statement import Verdict
from sijill.reconcile.happenings import Series

DEAD = (Outcome.KILLED, Outcome.BODIES_FOUND, Outcome.CASUALTIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement with what it can be held against. counts: all count claims of its document."""

    resolved: ResolvedClaim
    claim: StatementClaim
    counts: tuple[ResolvedClaim, ...]
    published: date | None
    series: Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    verdict: Verdict
    working: str
    claim_ids: tuple[str, ...] = ()


def holds(working: str, *claim_ids: str) -> Worked:
    return Worked(verdict=Verdict.HOLDS, working=working, claim_ids=claim_ids)


def fails(working: str, *claim_ids: str) -> Worked:
    return Worked(verdict=Verdict.FAILS, working=working, claim_ids=claim_ids)


def unchecked(working: str, *claim_ids: str) -> Worked:
    return Worked(verdict=Verdict.UNCHECKED, working=working, claim_ids=claim_ids)


def term_of(claim: StatementClaim, role: str) -> Term | None:
    return next((term for term in claim.terms if term.role == role), None)


def is_loose(count: Count) -> bool:
    """True for a figure that its words leave open or round: "about 50", "dozens", "some 100"."""
    return count.quantifier in (Quantifier.ABOUT, Quantifier.VAGUE)


def asserted(told: Told, outcomes: tuple[Outcome, ...]) -> list[tuple[ResolvedClaim, CountClaim]]:
    """The document's own counts of people with these outcomes: nothing denied, supposed or of the past."""
    found = []
    for resolved in told.counts:
        claim = resolved.claim
        assert isinstance(claim, CountClaim)
        apart = claim.stance in (Stance.DENIED, Stance.HYPOTHETICAL) or claim.scope is Scope.BACKGROUND
        if claim.outcome in outcomes and claim.count.unit is Unit.PERSON and not apart:
            found.append((resolved, claim))
    return found


def speak_apart(left: StatementClaim | CountClaim, right: CountClaim) -> bool:
    """True where the two are said by different, named speakers: one's share is not made of another's figures."""
    ours, theirs = ({speaker.name.casefold() for speaker in claim.attributed_to} for claim in (left, right))
    return bool(ours and theirs and not ours & theirs)


def percent(share: float) -> str:
    """percent(0.278) -> "27.8 per cent", percent(0.5) -> "50 per cent" """
    return f"{100 * share:,.1f}".removesuffix(".0") + " per cent"
