"""Decides what may explain that two figures differ, likeliest first. An explanation erases nothing.

Two standings of one class -> explanations in words, each beginning with its name: later report, wider area, other class,
rounding, same origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sijill.model.case import Case
from sijill.model.claim import CountClaim, ResolvedClaim, Scope, Status
from sijill.model.incident import Origin
from sijill.reconcile.figures import NEAR, round_step
from sijill.reconcile.speakers import Speaking
from sijill.reconcile.standing import Standing

# Coarser than a district: a count for such an area may hold more than one place.
AREA_PRECISION = 4


def explain_difference(case: Case, lower: Standing, higher: Standing) -> tuple[str, ...]:
    """What may explain that one voice says less than another."""
    claims = {resolved.id: resolved for resolved in case.claims}
    low = [claims[claim] for claim in lower.figure.claim_ids if claim in claims]
    high = [claims[claim] for claim in higher.figure.claim_ids if claim in claims]
    found = (
        later_report(lower, higher),
        wider_area(low, high),
        other_class(low, high),
        rounding(lower, higher),
        same_origin(lower, higher),
    )
    return tuple(words for words in found if words)


def explain_accounts(
    case: Case, left: Sequence[ResolvedClaim], right: Sequence[ResolvedClaim], speakers: Mapping[str, Speaking]
) -> tuple[str, ...]:
    """What may explain that two voices say different things that are no figures: one was written later, or is the other, retold."""
    published = dict(case.published)
    days = [sorted(day for one in side if (day := published.get(one.claim.document_id))) for side in (left, right)]
    found = []
    if all(days) and days[0][0] != days[1][0]:
        apart = abs((date.fromisoformat(days[0][0]) - date.fromisoformat(days[1][0])).days)
        found.append(f"later report: one was published {apart} day{'s' if apart > 1 else ''} after the other")
    if any(speakers[one.id].origin is Origin.UNKNOWN for one in (*left, *right)):
        found.append("same origin: one of them names no origin and may be the other, retold otherwise")
    return tuple(found)


def later_report(lower: Standing, higher: Standing) -> str | None:
    """Tolls rise in the days after an attack: the higher figure is the later one."""
    before, after = lower.figure.as_of, higher.figure.as_of
    if before is None or after is None or before >= after:
        return None
    days = (after - before).days
    return f"later report: the higher figure is {days} day{'s' if days > 1 else ''} younger"


def wider_area(low: list[ResolvedClaim], high: list[ResolvedClaim]) -> str | None:
    """The higher figure covers more places or days."""
    totals = any(resolved.claim.scope is Scope.RUNNING_TOTAL for resolved in high)
    single = any(resolved.claim.scope is not Scope.RUNNING_TOTAL for resolved in low)
    if totals and single:
        return "wider area: the higher figure is a running total"
    widest = max((resolved.location.precision or 0 for resolved in high if resolved.location), default=0)
    narrow = max((resolved.location.precision or 0 for resolved in low if resolved.location), default=0)
    if narrow and widest > narrow and widest >= AREA_PRECISION:
        return "wider area: the higher figure is for a larger area"
    return None


def other_class(low: list[ResolvedClaim], high: list[ResolvedClaim]) -> str | None:
    """The two may count different kinds of victims."""
    left, right = statuses(low), statuses(high)
    if left == right:
        return None
    words = (" and ".join(sorted(side)).replace("_", " ") for side in (left, right))
    return "other class: {} against {}".format(*words)


def statuses(claims: list[ResolvedClaim]) -> set[Status]:
    return {resolved.claim.victims.status for resolved in claims if isinstance(resolved.claim, CountClaim)}


def rounding(lower: Standing, higher: Standing) -> str | None:
    """The two lie within one or two of each other, or within the step in which one of them is rounded."""
    low, high = lower.figure.high or lower.figure.low or 0, higher.figure.low or 0
    step = max(round_step(low), round_step(high))
    if high - low <= NEAR:
        return "rounding: the figures differ by one or two"
    if step >= 10 and high - low < step:
        return f"rounding: the figures differ by less than {step:,}, in which one of them is rounded"
    return None


def same_origin(lower: Standing, higher: Standing) -> str | None:
    """A figure whose origin is unknown may be the other's, misquoted."""
    if Origin.UNKNOWN in (lower.speaking.origin, higher.speaking.origin):
        return "same origin: one of the figures names no origin and may be the other, retold"
    return None
