"""Decides how two places, two times and two counts stand to each other.

Pairs of Locations, Periods, Traits -> a named relation with its size. Weighs nothing: features.py and accounts.py do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from sijill.model.claim import Status
from sijill.model.count import Count
from sijill.model.incident import Trait
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.text.names import sound_name

EARTH_RADIUS_KM = 6371.0
# What a precision means in kilometres where the gazetteer gives no radius: UCDP's where_prec 2 is "about 25 km"; the others are
# the size of usual districts, provinces and regions.
_RADIUS_KM = {
    WherePrecision.EXACT: 6.0,
    WherePrecision.NEAR: 25.0,
    WherePrecision.ADM2: 35.0,
    WherePrecision.ADM1: 120.0,
    WherePrecision.REGION: 200.0,
}


class Place(StrEnum):
    SAME = "same"
    NEAR = "near"  # two points that their precision cannot tell apart
    WITHIN = "within"  # one lies in the other
    POSSIBLE = "possible"  # nothing speaks against it, little for it
    UNKNOWN = "unknown"
    APART = "apart"


class Counts(StrEnum):
    EQUAL = "equal"
    OVERLAP = "overlap"
    CLASH = "clash"
    SILENT = "silent"  # nothing to compare


@dataclass(frozen=True, slots=True)
class Distance:
    relation: Place
    km: float | None = None


def is_point(location: Location) -> bool:
    """A town, village or site that was found, not an area and not a name that nobody could place."""
    return (
        location.place_id is not None
        and location.latitude is not None
        and location.precision in (WherePrecision.EXACT, WherePrecision.NEAR)
    )


def is_area(location: Location) -> bool:
    """A district or something larger that was found as such, or that no gazetteer has and the text calls a district or province.

    A village that is known only by its province has that precision too, but not that name.
    """
    if location.precision is None or location.precision < WherePrecision.ADM2:
        return False
    return location.place_id is not None or _is_unit_of(location, location)


def _is_unit_of(unit: Location, location: Location) -> bool:
    """True where the admin units of a location bear the name of the first."""
    name = sound_name(unit.name)
    return bool(name) and any(name == sound_name(one) for one in (location.adm1, location.adm2) if one)


def is_broad(location: Location | None) -> bool:
    """A province or more, as such: several incidents fit into it."""
    return location is not None and is_area(location) and (location.precision or 0) >= WherePrecision.ADM1


def is_placed(location: Location | None) -> bool:
    """Known better than by its country; a name that no gazetteer has is known too."""
    if location is None:
        return False
    if location.precision in (WherePrecision.COUNTRY, WherePrecision.SEA_OR_AIR):
        return location.place_id is None and location.name != location.country
    return True


def is_carried(location: Location | None) -> bool:
    """True for a place that the claim's own sentence does not give: resolving carried it over from elsewhere in the text, and says so."""
    return location is not None and "carried over from" in (location.because or "")


def compare_places(left: Location | None, right: Location | None) -> Distance:
    """Says whether two places are one, near, within each other, or apart, as far as their precision tells."""
    if left is None or right is None:
        return Distance(Place.UNKNOWN)
    if left.place_id is None and right.place_id is None and sound_name(left.name) == sound_name(right.name):
        return Distance(Place.SAME)
    if left.country and right.country and left.country != right.country:
        return Distance(Place.APART, _km_between(left, right))
    if left.place_id is not None and left.place_id == right.place_id:
        return Distance(Place.SAME, 0.0)
    if not is_placed(left) or not is_placed(right):
        return Distance(Place.UNKNOWN)
    if sound_name(left.name) == sound_name(right.name):
        # of two namesakes that were found, one text may have meant the other: its name alone does not tell
        one_is_unfound = left.place_id is None or right.place_id is None
        return Distance(Place.SAME) if one_is_unfound else Distance(Place.POSSIBLE, _km_between(left, right))
    if _is_said_within(left, right) or _is_said_within(right, left):
        return Distance(Place.WITHIN, _km_between(left, right))
    return _compare_found(left, right)


def _is_said_within(inner: Location, area: Location) -> bool:
    """True where the inner place is known to lie in a unit of the area's name, which no gazetteer has."""
    return area.place_id is None and _is_unit_of(area, inner) and not _is_unit_of(inner, inner)


def _compare_found(left: Location, right: Location) -> Distance:
    km = _km_between(left, right)
    if is_point(left) and is_point(right):
        assert km is not None
        return Distance(Place.NEAR if km <= _radius_km(left) + _radius_km(right) else Place.APART, km)
    for area, other in ((left, right), (right, left)):
        if is_area(area) and (inside := _lies_in(other, area)) is not None:
            return Distance(Place.WITHIN if inside else Place.APART, km)
    if km is not None and km > _radius_km(left) + _radius_km(right):
        return Distance(Place.APART, km)
    return Distance(Place.POSSIBLE, km)


def _lies_in(inner: Location, area: Location) -> bool | None:
    """True or False where the admin units tell; None where they do not."""
    if area.precision is WherePrecision.ADM2 and area.adm2 and inner.adm2:
        return area.adm1 == inner.adm1 and area.adm2 == inner.adm2
    if area.precision is WherePrecision.ADM1 and area.adm1 and inner.adm1:
        return area.adm1 == inner.adm1
    km = _km_between(inner, area)
    if area.precision is WherePrecision.REGION and km is not None and area.radius_km:
        return True if km <= area.radius_km else None
    return None


def contains_place(area: Location | None, inner: Location | None) -> bool:
    """True where `inner` is the area itself or lies in it, as far as is known."""
    if area is None or inner is None:
        return False
    if area.precision is WherePrecision.COUNTRY and area.country is not None:
        return area.country == inner.country
    relation = compare_places(area, inner).relation
    if relation is Place.SAME:
        return True
    if relation is not Place.WITHIN or _is_said_within(area, inner):
        return False
    return _is_said_within(inner, area) or (area.precision or 0) >= (inner.precision or 0)


def _radius_km(location: Location) -> float:
    return location.radius_km or _RADIUS_KM.get(location.precision or WherePrecision.REGION, 200.0)


def _km_between(left: Location, right: Location) -> float | None:
    """Great-circle distance; None where one has no coordinates."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    north, south = radians(left.latitude), radians(right.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(right.longitude - left.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def days_of(period: Period | None, published: str | None = None) -> tuple[date | None, date | None]:
    """First and last day that a period allows; the day of publication bounds what the period leaves open.

    since Thursday, published on Sunday -> Thursday..Sunday
    """
    bound = date.fromisoformat(published) if published else None
    if period is None:
        return None, bound
    start = (
        None if period.open in (Openness.START, Openness.BOTH) and period.basis is Basis.PUBLICATION else period.start
    )
    end = period.end
    if period.open in (Openness.END, Openness.BOTH) and end == period.start:
        end = None
    if bound and (end is None or end > bound) and not (start and start > bound):
        end = bound
    return start, end


def is_dated(period: Period | None) -> bool:
    """Bounded from below, and by no more than a year: a publication date alone dates nothing."""
    return period is not None and period.start is not None and period.basis is not Basis.PUBLICATION


def length_days(period: Period | None, published: str | None = None) -> int | None:
    """How many days a period covers; None where an end is open."""
    start, end = days_of(period, published)
    return (end - start).days + 1 if start and end else None


def gap_days(left: tuple[date | None, date | None], right: tuple[date | None, date | None]) -> int:
    """Days between two spans of days; 0 where they touch or an open end lets them."""
    gaps = [0]
    for (_, end), (start, _) in ((left, right), (right, left)):
        if start and end and start > end:
            gaps.append((start - end).days)
    return max(gaps)


def contains_period(outer: tuple[date | None, date | None], inner: tuple[date | None, date | None]) -> bool:
    """True where the inner days are known and lie within the outer ones, an unknown end of which is open."""
    if inner[0] is None:
        return False
    last = inner[1] or inner[0]
    return (outer[0] is not None and outer[0] <= inner[0]) and (outer[1] is None or last <= outer[1])


def is_day(period: Period | None) -> bool:
    return (
        period is not None
        and period.precision is DatePrecision.DAY
        and is_dated(period)
        and period.open is Openness.NONE
    )


def compare_counts(left: Trait, right: Trait) -> Counts:
    """Says whether two claims of one outcome and unit give one number, numbers that may be one, or numbers that cannot."""
    if left.outcome is None or left.outcome is not right.outcome or left.count is None or right.count is None:
        return Counts.SILENT
    if left.count.unit is not right.count.unit or not _same_class(left.status, right.status):
        return Counts.SILENT
    if (left.count.min, left.count.max) == (right.count.min, right.count.max):
        return Counts.EQUAL
    return Counts.OVERLAP if bounds_overlap(left.count, right.count) else Counts.CLASH


def bounds_overlap(left: Count, right: Count) -> bool:
    low = max(left.min or 0, right.min or 0)
    return (left.max is None or low <= left.max) and (right.max is None or low <= right.max)


def _same_class(left: Status, right: Status) -> bool:
    return left is right or Status.UNSPECIFIED in (left, right)
