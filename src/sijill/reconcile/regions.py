"""Decides which claims of an episode count only a part of it: fewer places or fewer days than another claim of the same class.

An episode's case -> the same case with such claims as parts of their own, and its incidents within the parts that hold them. So a
district's total is a floor under the province's, and no rival of it. What may lie within a part, and may not, is said so that it is never
added twice (parts.py). An incident has no regions: who says "in the province" and who names the street speak of one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sijill.model.case import Case
from sijill.model.claim import CountClaim, ResolvedClaim
from sijill.model.incident import Episode
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, Openness, Period

# Which units a place is given by, from its precision; finer ones have a name of their own.
UNITS = {WherePrecision.COUNTRY: 1, WherePrecision.ADM1: 2, WherePrecision.ADM2: 3}
NAMED = (WherePrecision.EXACT, WherePrecision.NEAR)
SOLVABLE = 40  # regions of one episode; more are left as they are: a table of districts is no set of rivals


@dataclass(frozen=True, slots=True)
class Region:
    """An area, as a chain of units from the country down, and a stretch of days; () and None are unknown."""

    units: tuple[str, ...]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A case with its regions as parts. may_hold: part -> the regions that it may lie in; reasons: claim id -> why it is only a part."""

    case: Case
    regions: tuple[Case, ...] = ()
    may_hold: dict[str, tuple[str, ...]]
    reasons: dict[str, str]


def split_regions(case: Case) -> Split:
    """Makes a part of every region that is told of beside a wider one; they are disjoint or lie in one another."""
    grouped = narrow_claims(case) if isinstance(case.subject, Episode) else {}
    if not grouped or len(grouped) > SOLVABLE:
        return Split(case=case, may_hold={}, reasons={})
    chosen = keep_nested(grouped)
    holders: dict[Region, list[Case]] = defaultdict(list)
    left: list[Case] = []
    may_hold: dict[str, tuple[str, ...]] = {}
    for part in case.parts:
        own = region_of(part.subject.location, part.subject.period)
        inside = [region for region in chosen if is_within(own, region)]
        if inside:
            holders[narrowest(inside)].append(part)
            continue
        left.append(part)
        if maybe := tuple(name_of(case, region) for region in chosen if not is_apart(own, region)):
            may_hold[part.subject.id] = maybe
    made: dict[Region, Case] = {}
    for region in sorted(chosen, key=lambda one: (-len(one.units), days_in(one), one.units, str(one.start))):
        made[region] = make_part(case, region, grouped[region], holders[region])
        wider = [other for other in chosen if other != region and is_within(region, other)]
        if wider:
            holders[narrowest(wider)].append(made[region])
        else:
            left.append(made[region])
    reasons = {
        claim.id: f"a total of {made[region].subject.title}: a part of the whole"
        for region in chosen
        for claim in grouped[region]
    }
    tops = tuple(part for part in left if part in made.values())
    return Split(case=replace(case, parts=tuple(left)), regions=tops, may_hold=may_hold, reasons=reasons)


def narrow_claims(case: Case) -> dict[Region, list[ResolvedClaim]]:
    """The claims that count fewer places or days than another claim of the same outcome, unit and class."""
    by_class: dict[tuple[object, ...], dict[Region, list[ResolvedClaim]]] = defaultdict(lambda: defaultdict(list))
    inside = {claim.id for part in case.parts for claim in part.claims}
    for resolved in case.claims:
        claim = resolved.claim
        if isinstance(claim, CountClaim) and resolved.id not in inside:
            region = region_of(resolved.location, resolved.period)
            by_class[claim.outcome, claim.count.unit, claim.victims.status][region].append(resolved)
    found: dict[Region, list[ResolvedClaim]] = defaultdict(list)
    for told in by_class.values():
        if len(told) > SOLVABLE:
            continue
        for region, claims in told.items():
            if any(region != other and is_within(region, other) for other in told):
                found[region] += claims
    return found


def region_of(location: Location | None, period: Period | None) -> Region:
    """A place as far as it is known for sure, and days that the text closes on both sides."""
    units: tuple[str, ...] = ()
    if location is not None and location.country and location.precision is not None:
        depth = UNITS.get(location.precision, 0)
        chain = (location.country, location.adm1, location.adm2)[: depth or 3]
        if location.precision in NAMED:
            units = (location.country, location.adm1 or "", location.adm2 or "", location.place_id or location.name)
        elif depth and all(chain):
            units = tuple(unit for unit in chain if unit)
    if period is None or period.open is not Openness.NONE or period.basis not in (Basis.STATED, Basis.RELATIVE):
        return Region(units, None, None)
    return Region(units, period.start, period.end)


def is_within(inner: Region, outer: Region) -> bool:
    """The inner region lies in the outer one and is smaller: by its place, or by its days where the place is the same."""
    same_place = inner.units == outer.units
    place_inside = len(inner.units) > len(outer.units) > 0 and inner.units[: len(outer.units)] == outer.units
    if not (place_inside or same_place) or "" in outer.units:
        return False
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return place_inside
    days_inside = outer.start <= inner.start and inner.end <= outer.end
    return days_inside and (place_inside or days_in(inner) < days_in(outer))


def is_apart(left: Region, right: Region) -> bool:
    """No one can have been killed in both: different units of one level, or different days."""
    shared = [(a, b) for a, b in zip(left.units[:3], right.units[:3], strict=False) if a and b]
    if any(a != b for a, b in shared):
        return True
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return False
    return left.end < right.start or right.end < left.start


def days_in(region: Region) -> int:
    return (region.end - region.start).days if region.start and region.end else 10**6


def narrowest(regions: Sequence[Region]) -> Region:
    return min(regions, key=lambda one: (-len(one.units), days_in(one), one.units, str(one.start)))


def keep_nested(grouped: dict[Region, list[ResolvedClaim]]) -> list[Region]:
    """Regions that overlap without one holding the other cannot be added up: the one that is told more often stays a part."""
    kept: list[Region] = []
    for region in sorted(grouped, key=lambda one: (-len(grouped[one]), one.units, str(one.start), str(one.end))):
        if all(is_apart(region, other) or is_within(region, other) or is_within(other, region) for other in kept):
            kept.append(region)
    return kept


def make_part(case: Case, region: Region, claims: Sequence[ResolvedClaim], parts: Sequence[Case]) -> Case:
    """The case of one region: its own totals, and what lies in it."""
    place, period = claims[0].location, claims[0].period
    days = f", {region.start} to {region.end}" if region.start and region.start != region.end else ""
    title = f"{place.name if place else 'part'}{days or (f', {region.start}' if region.start else '')}"
    ids = tuple(sorted(claim.id for claim in claims))
    subject = Episode(
        id=name_of(case, region), title=title, claim_ids=ids, document_ids=(), period=period, location=place
    )
    return replace(case, subject=subject, claims=tuple(claims), parts=tuple(parts))


def name_of(case: Case, region: Region) -> str:
    return "|".join((case.subject.id, *region.units, str(region.start), str(region.end)))
