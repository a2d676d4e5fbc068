"""Decides how far a place reaches: coordinates, radius and precision of towns, units, areas beside and between places, unresolved names.

A NamedPlace with its Candidate, or without one and with what contains it -> a Location with the reason in words. Does not
choose candidates (place_choice.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.model.location import Location, WherePrecision
from sijill.resolve.gazetteer import Candidate
from sijill.resolve.geometry import centre_of, distance_km, move
from sijill.resolve.place_words import NamedPlace

NEAR_RADIUS_KM = 25.0  # UCDP where_prec 2: "a limited area around a place, about 25 km"
SPEAKER_RADIUS_KM = 50.0
# "north of X" without a distance: somewhere within this.
SIDE_RADIUS_KM = 50.0
_PRECISION = {
    "city": WherePrecision.EXACT, "part": WherePrecision.EXACT, "adm2": WherePrecision.ADM2, "adm1": WherePrecision.ADM1,
    "region": WherePrecision.REGION, "country": WherePrecision.COUNTRY,
}  # fmt: skip


def location_of(one: Candidate, mention: str) -> Location:
    """A place of the gazetteer as a location."""
    return Location(
        name=one.name, place_id=one.place_id, country=one.country, adm1=one.adm1, adm2=one.adm2, latitude=one.latitude,
        longitude=one.longitude, precision=_PRECISION[one.kind], radius_km=one.radius_km, mention=mention, because=_why(one),
    )  # fmt: skip


def located(place: NamedPlace, one: Candidate) -> Location:
    """The location of a resolved name with what the words around it say."""
    whole = location_of(one, place.mention)
    if one.kind in ("country", "adm1", "region", "adm2"):
        return _part_of_unit(place, one, whole)
    if one.point is None:
        return whole
    if place.relation == "near" and place.distance_km is not None:
        return _at_distance(place, one, whole)
    if place.relation == "near" and place.bearing is not None:
        return _beside(place, one, whole)
    if place.relation == "near":
        return _widened(
            whole, f"near {one.name}", WherePrecision.NEAR, NEAR_RADIUS_KM, "the text says near or beside it"
        )
    if place.relation == "sea":
        return _widened(whole, f"off {one.name}", WherePrecision.SEA_OR_AIR, NEAR_RADIUS_KM, "off its coast")
    if place.relation == "part":
        return replace(whole, because=f"{whole.because}; a part of it")
    return whole


def _why(one: Candidate) -> str:
    held = ", ".join(dict.fromkeys(part for part in (one.adm1, one.country) if part and part != one.name))
    return f"{one.name} ({held}): {one.why}" if held else f"{one.name}: {one.why}"


def _part_of_unit(place: NamedPlace, one: Candidate, whole: Location) -> Location:
    """A direction or a coast within a unit: half-way from its centre, with half its reach."""
    if place.relation == "sea":
        return _widened(whole, f"off {one.name}", WherePrecision.SEA_OR_AIR, one.radius_km, "off its coast")
    if place.relation == "near" and one.kind != "country":
        reach = (one.radius_km or 0.0) + NEAR_RADIUS_KM
        return _widened(whole, f"near {one.name}", WherePrecision.REGION, reach, "the text says near or beside it")
    if place.bearing is None or one.point is None or not one.radius_km or place.relation == "near":
        return whole
    latitude, longitude = move(one.point, place.bearing, one.radius_km * 0.5)
    precision = WherePrecision.REGION if one.kind in ("country", "region") else _PRECISION[one.kind]
    return replace(
        whole, name=place.mention, latitude=latitude, longitude=longitude, radius_km=round(one.radius_km * 0.6, 1), precision=precision,
        because=f"{whole.because}; the part of it that the direction says",
    )  # fmt: skip


def _widened(whole: Location, name: str, precision: WherePrecision, radius_km: float | None, why: str) -> Location:
    radius = max(radius_km or 0.0, whole.radius_km or 0.0) or None
    return replace(whole, name=name, precision=precision, radius_km=radius, because=f"{whole.because}; {why}")


def _beside(place: NamedPlace, one: Candidate, whole: Location) -> Location:
    """ "north of X" says no distance: a wide area on that side of it."""
    assert one.point is not None and place.bearing is not None
    latitude, longitude = move(one.point, place.bearing, SIDE_RADIUS_KM * 0.6)
    return replace(
        whole, name=f"near {one.name}", latitude=latitude, longitude=longitude, precision=WherePrecision.NEAR, radius_km=SIDE_RADIUS_KM,
        because=f"{whole.because}; somewhere on that side of it",
    )  # fmt: skip


def _at_distance(place: NamedPlace, one: Candidate, whole: Location) -> Location:
    """ "20 km south-east of X" lies there; "20 km from X" anywhere on that circle."""
    assert one.point is not None and place.distance_km is not None
    if place.bearing is None:
        return _widened(
            whole,
            f"{place.distance_km:.0f} km from {one.name}",
            _reached(place.distance_km),
            place.distance_km,
            "at a stated distance",
        )
    latitude, longitude = move(one.point, place.bearing, place.distance_km)
    return replace(
        whole, name=f"{place.distance_km:.0f} km from {one.name}", latitude=latitude, longitude=longitude,
        precision=_reached(place.distance_km / 2), radius_km=round(max(5.0, place.distance_km * 0.25), 1),
        because=f"{whole.because}; at a stated distance and direction from it",
    )  # fmt: skip


def _reached(error_km: float) -> WherePrecision:
    """Up to some 50 km off is a limited area around a place; more is a region."""
    return WherePrecision.NEAR if error_km <= SIDE_RADIUS_KM else WherePrecision.REGION


def within(place: NamedPlace, holder: Location | None, why: str, unit: NamedPlace | None = None) -> Location:
    """The location of a name that no gazetteer has: its own name, with the coordinates of the smallest place known to hold it.

    unit: a province that the text puts it in and that no gazetteer has either; its name is kept.
    """
    name = place.name or place.mention
    if holder is None:
        is_unit = bool(place.kinds) and place.kinds[0] == "adm1"
        told = (
            f"the text puts it in {unit.name}, which is not either"
            if unit
            else "nothing in the text says what contains it"
        )
        return Location(
            name=name, adm1=unit.name if unit else name if is_unit else None,
            precision=WherePrecision.ADM1 if is_unit else None,
            mention=place.mention, because=f"not in the gazetteer; {told}",
        )  # fmt: skip
    precision, radius = holder.precision, holder.radius_km
    if holder.precision is WherePrecision.EXACT and place.relation != "part" and "part" not in place.kinds:
        # "X village, near Baniyas" or "X ... Baniyas": somewhere around the town, not necessarily in it.
        precision, radius = WherePrecision.NEAR, max(NEAR_RADIUS_KM, radius or 0.0)
    return replace(
        holder, name=name, place_id=None, precision=precision, radius_km=radius, mention=place.mention,
        because=f"{name} is not in the gazetteer; {why} {holder.name}".replace("near near", "near"),
    )  # fmt: skip


def covering(locations: Sequence[Location], mention: str) -> Location:
    """One area over several places: their middle, as wide as the farthest of them; precision region."""
    points = [
        ((one.latitude, one.longitude), one.radius_km or 0.0)
        for one in locations
        if one.latitude is not None and one.longitude is not None
    ]
    name = " and ".join(dict.fromkeys(one.name for one in locations))
    country, adm1 = _common([one.country for one in locations]), _common([one.adm1 for one in locations])
    because = f"the text names {name} together"
    if not points:
        return Location(
            name=name, country=country, adm1=adm1, precision=WherePrecision.REGION, mention=mention, because=because
        )
    latitude, longitude = centre_of([point for point, _ in points])
    radius = max(distance_km((latitude, longitude), point) + reach for point, reach in points)
    return Location(
        name=name, country=country, adm1=adm1, latitude=round(latitude, 5), longitude=round(longitude, 5), precision=WherePrecision.REGION,
        radius_km=round(radius, 1), mention=mention, because=because,
    )  # fmt: skip


def between(left: Location, right: Location, mention: str) -> Location:
    """The stretch between two places: their middle, half their distance wide; near where they are close, else a region."""
    both = covering([left, right], mention)
    precision = WherePrecision.NEAR if (both.radius_km or 999.0) <= NEAR_RADIUS_KM else WherePrecision.REGION
    return replace(
        both,
        name=f"between {left.name} and {right.name}",
        precision=precision,
        because=f"the text puts it between {both.name}",
    )


def at_the_speakers(location: Location) -> Location:
    """Where a speaker sits is only about where it happened: a town becomes the area around it."""
    if location.precision is not WherePrecision.EXACT:
        return location
    return replace(location, precision=WherePrecision.NEAR, radius_km=max(SPEAKER_RADIUS_KM, location.radius_km or 0.0))


def _common(values: Sequence[str | None]) -> str | None:
    return values[0] if values and all(value == values[0] for value in values) else None
