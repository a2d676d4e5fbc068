"""Decides where the claims of one incident disagree on when or where it happened.

Claims of an incident -> Contradictions of date and place. Episodes last and spread: nothing is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import asin, cos, radians, sin, sqrt

from sijill.model.case import Case
from sijill.model.claim import ResolvedClaim, Scope
from sijill.model.incident import Episode, Origin
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.model.toll import Contradiction, Facet
from sijill.reconcile.explanations import explain_accounts
from sijill.reconcile.last_words import last_words
from sijill.reconcile.speakers import Speaking

EARTH_RADIUS_KM = 6371.0
# Two points closer than this are one place to a reporter, whatever a gazetteer's radius says.
SAME_PLACE_KM = 10.0


def date_contradictions(case: Case, speakers: Mapping[str, Speaking]) -> Iterable[Contradiction]:
    """Two voices date one incident to different days."""
    if isinstance(case.subject, Episode):
        return
    dated = [
        (resolved, resolved.period)
        for resolved in last_words(case, dated_claims(case), speakers)
        if resolved.period is not None
    ]
    if not dated:
        return
    # Of those that give the first day, and the last, a named voice stands for the others.
    dated.sort(key=lambda entry: (speakers[entry[0].id].origin is not Origin.NAMED, entry[0].id))
    first = min(dated, key=lambda entry: entry[1].end or entry[1].start or date.max)
    last = max(dated, key=lambda entry: entry[1].start or entry[1].end or date.min)
    early, late = first[1].end, last[1].start
    if early is None or late is None or early >= late or speakers[first[0].id].key == speakers[last[0].id].key:
        return
    days = (late - early).days
    yield Contradiction(
        subject=case.subject.id, facet=Facet.DATE, claim_ids=tuple(sorted((first[0].id, last[0].id))), size=float(days),
        between=(f"{speakers[first[0].id].name} ({early})", f"{speakers[last[0].id].name} ({late})"),
        explained_by=(
            *(("one night: the days are next to each other",) if days == 1 else ()),
            *explain_accounts(case, (first[0],), (last[0],), speakers),
        ),
    )  # fmt: skip


def place_contradictions(case: Case, speakers: Mapping[str, Speaking]) -> Iterable[Contradiction]:
    """Two voices place one incident at points that their precision tells apart."""
    if isinstance(case.subject, Episode):
        return
    placed = [
        (resolved, resolved.location)
        for resolved in last_words(case, placed_claims(case), speakers)
        if resolved.location
    ]
    worst: tuple[float, ResolvedClaim, ResolvedClaim] | None = None
    by_place: dict[tuple[float | None, float | None, str], tuple[ResolvedClaim, Location]] = {}
    for resolved, location in placed:
        by_place.setdefault((location.latitude, location.longitude, speakers[resolved.id].key), (resolved, location))
    points = sorted(by_place.items(), key=lambda entry: (str(entry[0]), entry[1][0].id))
    for at, (_, (left, here)) in enumerate(points):
        for _, (right, there) in points[at + 1 :]:
            if speakers[left.id].key == speakers[right.id].key:
                continue
            gap = km_between(here, there) - (here.radius_km or 0) - (there.radius_km or 0)
            if gap > SAME_PLACE_KM and (worst is None or gap > worst[0]):
                worst = (gap, left, right)
    if worst:
        gap, left, right = worst
        names = [resolved.location.name for resolved in (left, right) if resolved.location]
        yield Contradiction(
            subject=case.subject.id, facet=Facet.PLACE, claim_ids=tuple(sorted((left.id, right.id))), size=round(gap, 1),
            between=(f"{speakers[left.id].name} ({names[0]})", f"{speakers[right.id].name} ({names[1]})"),
            explained_by=explain_accounts(case, (left,), (right,), speakers),
        )  # fmt: skip


def dated_claims(case: Case) -> list[ResolvedClaim]:
    return [resolved for resolved in own_claims(case) if resolved.period is not None and is_exact(resolved.period)]


def placed_claims(case: Case) -> list[ResolvedClaim]:
    return [resolved for resolved in own_claims(case) if resolved.location is not None and is_point(resolved.location)]


def own_claims(case: Case) -> list[ResolvedClaim]:
    """Claims of the incident itself, in a fixed order."""
    return sorted(
        (resolved for resolved in case.claims if resolved.claim.scope is not Scope.RUNNING_TOTAL),
        key=lambda resolved: resolved.id,
    )


def is_exact(period: Period) -> bool:
    """A day that the text gives, closed on both sides."""
    return (
        period.precision is DatePrecision.DAY
        and period.open is Openness.NONE
        and period.basis in (Basis.STATED, Basis.RELATIVE)
        and period.start is not None
        and period.end is not None
    )


def is_point(location: Location) -> bool:
    return location.latitude is not None and location.precision in (WherePrecision.EXACT, WherePrecision.NEAR)


def km_between(left: Location, right: Location) -> float:
    """Great-circle distance; both have coordinates."""
    one, two = radians(left.latitude or 0.0), radians(right.latitude or 0.0)
    across = radians((right.longitude or 0.0) - (left.longitude or 0.0))
    half = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
