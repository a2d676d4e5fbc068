"""Decides which claims of a case enter arithmetic, and why each of the others is set aside.

Case -> Counted claims of one shape (counts and movements alike) and (claim id, reason) for the rest. Adds nothing up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sijill.model.case import Case
from sijill.model.claim import (
    CountClaim,
    Flow,
    MovementClaim,
    Outcome,
    ResolvedClaim,
    Scope,
    Stance,
    Status,
    Verification,
)
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.incident import Episode
from sijill.model.period import Period

# More people than have ever lived at one time: such a number is a misreading or a slip of the pen.
EVERYONE = 10_000_000_000

# A report's first sentences say what it is about; so many further on, it tells of something else.
LEAD = 4
BELOW = 2
# Who is struck and not said to have died.
HURT = {Outcome.CASUALTIES: Outcome.INJURED}

# How much a wording tells: of two wordings of one statement, the more exact stands for both.
EXACTNESS = {
    Quantifier.EXACT: 0,
    Quantifier.NONE: 0,
    Quantifier.AT_LEAST: 1,
    Quantifier.MORE_THAN: 2,
    Quantifier.ABOUT: 3,
    Quantifier.RANGE: 4,
    Quantifier.UP_TO: 5,
    Quantifier.LESS_THAN: 5,
    Quantifier.VAGUE: 6,
}

Key = tuple[Outcome, Unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A count or a movement, in one shape. key: the toll that it bears on, classes apart. as_of None: undated."""

    resolved: ResolvedClaim
    outcome: Outcome
    count: Count
    status: Status
    flow: Flow | None
    as_of: date | None
    told_as_of: date | None  # the text's own date of the count, never the document's

    @property
    def id(self) -> str:
        return self.resolved.claim.id

    @property
    def document_id(self) -> str:
        return self.resolved.claim.document_id

    @property
    def scope(self) -> Scope:
        return self.resolved.claim.scope

    @property
    def stance(self) -> Stance:
        return self.resolved.claim.stance

    @property
    def key(self) -> Key:
        return (self.outcome, self.count.unit)

    @property
    def part_of(self) -> str | None:
        return self.resolved.claim.part_of

    @property
    def exactness(self) -> tuple[int, bool, int, str]:
        """Sorts the more exact wording first."""
        vague_status = self.status is Status.UNSPECIFIED
        return (EXACTNESS[self.count.quantifier], vague_status, self.resolved.claim.span.start, self.id)


def choose_counted(
    case: Case, derived: frozenset[str]
) -> tuple[tuple[Counted, ...], tuple[Counted, ...], dict[str, str]]:
    """Sorts a case's counts into those that enter arithmetic, all counts, and the reasons of those that do not.

    derived: ids of claims whose voice only repeats another.
    """
    counts = sorted(read_counts(case), key=lambda counted: counted.id)
    reasons: dict[str, str] = {}
    for counted in counts:
        if reason := reason_against(counted, case):
            reasons[counted.id] = reason
    left = [counted for counted in counts if counted.id not in reasons]
    reasons |= set_aside_derived(left, derived)
    left = [counted for counted in left if counted.id not in reasons]
    reasons |= set_aside_revised(left)
    left = [counted for counted in left if counted.id not in reasons]
    reasons |= set_aside_other_deaths(left, case)
    left = [counted for counted in left if counted.id not in reasons]
    reasons |= set_aside_totals_over_incidents(left, case)
    left = [counted for counted in left if counted.id not in reasons]
    reasons |= set_aside_other_flow(left)
    return tuple(counted for counted in left if counted.id not in reasons), tuple(counts), reasons


def read_counts(case: Case) -> Iterable[Counted]:
    """Every count and movement among the case's own claims; those of an episode's parts are its parts'."""
    in_parts = claims_in_parts(case)
    published = {document: to_date(day) for document, day in case.published}
    flows = {words_of(claim): claim.measure for one in case.claims if isinstance(claim := one.claim, MovementClaim)}
    spans: set[tuple[str, int, int]] = set()
    for resolved in sorted(case.claims, key=lambda resolved: (isinstance(resolved.claim, MovementClaim), resolved.id)):
        claim = resolved.claim
        if not isinstance(claim, CountClaim | MovementClaim) or resolved.id in in_parts:
            continue
        # A reader may tell one flight both as a count and as a movement: it is one, and the movement says whether it is a stock.
        words = words_of(claim)
        if isinstance(claim, MovementClaim) and words in spans:
            continue
        spans.add(words)
        told = end_of(resolved.as_of) or end_of(resolved.stated_at)
        yield Counted(
            resolved=resolved,
            outcome=claim.outcome if isinstance(claim, CountClaim) else Outcome.DISPLACED,
            count=claim.count,
            status=claim.victims.status if isinstance(claim, CountClaim) else Status.UNSPECIFIED,
            flow=flows.get(words),
            as_of=told or published.get(claim.document_id),
            told_as_of=told,
        )


def words_of(claim: CountClaim | MovementClaim) -> tuple[str, int, int]:
    return claim.document_id, claim.count_span.start, claim.count_span.end


def claims_in_parts(case: Case) -> frozenset[str]:
    """Ids of the claims of all parts, however deep; a case that contains itself is read once."""
    found: set[str] = set()
    seen: set[str] = {case.subject.id}
    waiting = list(case.parts)
    while waiting:
        part = waiting.pop()
        if part.subject.id in seen:
            continue
        seen.add(part.subject.id)
        found.update(resolved.id for resolved in part.claims)
        waiting.extend(part.parts)
    return frozenset(found)


def reason_against(counted: Counted, case: Case) -> str | None:
    """Why a count alone is no figure: denied, hypothetical, retracted, no violence, or more people than there are."""
    claim = counted.resolved.claim
    if claim.stance is Stance.DENIED:
        return "denied: a denial enters no arithmetic"
    if claim.stance is Stance.HYPOTHETICAL:
        return "hypothetical: nobody says that it happened"
    if claim.verification is Verification.RETRACTED:
        return "retracted by who said it"
    if isinstance(claim, CountClaim) and not claim.in_scope and case.subject.in_scope:
        return "an accident or a disaster, no violence"
    if max(counted.count.min or 0, counted.count.max or 0) > EVERYONE:
        return "more people than there are: a misreading or a slip"
    if counted.count.min is None and counted.count.max is None:
        return "no number in these words"
    return None


def set_aside_derived(counts: list[Counted], derived: frozenset[str]) -> dict[str, str]:
    """A copy moves no toll: what is had from elsewhere counts only where it is a figure that nobody else gives."""
    original = {figures_in(counted) for counted in counts if counted.id not in derived}
    return {
        counted.id: "derived: repeats what another voice says"
        for counted in counts
        if counted.id in derived and figures_in(counted) in original
    }


def figures_in(counted: Counted) -> tuple[object, ...]:
    return (*counted.key, counted.count.min, counted.count.max)


def set_aside_revised(counts: list[Counted]) -> dict[str, str]:
    """A claim that another of the same document revises gives way to it; in a circle of revisions none does."""
    by_id = {counted.id: counted for counted in counts}
    revised_by: dict[str, str] = {}
    for counted in counts:
        target = counted.resolved.claim.revises
        old = by_id.get(target) if target else None
        if old and old.key == counted.key and not leads_back(counted.id, by_id):
            revised_by[old.id] = counted.id
    return {old: f"revised in the same document by {new}" for old, new in revised_by.items()}


def leads_back(start: str, by_id: dict[str, Counted]) -> bool:
    """Following `revises` from a claim comes back to it."""
    seen: set[str] = set()
    at: str | None = by_id[start].resolved.claim.revises
    while at is not None and at in by_id and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = by_id[at].resolved.claim.revises
    return False


def set_aside_other_deaths(counts: list[Counted], case: Case) -> dict[str, str]:
    """Where several reports open with the injured and a first death is told far below, it is another's death.

    Who died is news before who was hurt. Nothing is set aside that any report opens with, that the text ties to those hurt ("one of
    the five died"), or that an episode holds.
    """
    first: dict[tuple[str, Outcome], int] = {}
    for counted in counts:
        told = (counted.document_id, HURT.get(counted.outcome, counted.outcome))
        first[told] = min(first.get(told, counted.resolved.claim.sentence), counted.resolved.claim.sentence)
    hurt = {document for (document, outcome), at in first.items() if outcome is Outcome.INJURED and at < LEAD}
    deaths = [one for one in counts if one.outcome is Outcome.KILLED and one.scope is Scope.INCIDENT]
    ids = {counted.id for counted in deaths}
    if isinstance(case.subject, Episode) or len(hurt) < 2:
        return {}
    if any(
        counted.document_id not in hurt
        or first[counted.document_id, Outcome.KILLED] < LEAD + BELOW
        or (counted.part_of or counted.id) not in ids
        for counted in deaths
    ):
        return {}
    return {counted.id: "told far below a lead that counts the injured only: another's death" for counted in deaths}


def set_aside_totals_over_incidents(counts: list[Counted], case: Case) -> dict[str, str]:
    """A total over several incidents says nothing of one that has a count of its own; one below that count is a rival of it."""
    if isinstance(case.subject, Episode):
        return {}
    own: dict[Key, int] = {}
    for counted in counts:
        if counted.scope is not Scope.RUNNING_TOTAL:
            own[counted.key] = max(own.get(counted.key, 0), reach_of(counted))
    return {
        counted.id: "a running total over several incidents"
        for counted in counts
        if counted.scope is Scope.RUNNING_TOTAL and counted.key in own and reach_of(counted) > own[counted.key]
    }


def reach_of(counted: Counted) -> int:
    """The highest number that a claim names."""
    return max(counted.count.min or 0, counted.count.max or 0)


def set_aside_other_flow(counts: list[Counted]) -> dict[str, str]:
    """People displaced at one time (a stock) are never added to people who fled (a flow); the flow is the toll where both are told."""
    flows: dict[Unit, set[bool]] = defaultdict(set)
    for counted in counts:
        if counted.outcome is Outcome.DISPLACED:
            flows[counted.count.unit].add(counted.flow is Flow.STOCK)
    return {
        counted.id: "a stock: people displaced at one time, never added to a flow"
        for counted in counts
        if counted.outcome is Outcome.DISPLACED and counted.flow is Flow.STOCK and len(flows[counted.count.unit]) == 2
    }


def end_of(period: Period | None) -> date | None:
    return (period.end or period.start) if period else None


def to_date(text: str | None) -> date | None:
    """An ISO date; None for what is none."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
