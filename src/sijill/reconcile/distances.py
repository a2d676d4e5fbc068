"""Decides whether a stated distance fits the coordinates of the two places."""

from __future__ import annotations

import math

from sijill.model.claim import Role
from sijill.model.location import Location, WherePrecision
from sijill.reconcile.whereabouts import km_between
from sijill.reconcile.worked import Told, Worked, fails, holds, unchecked

# Roads are longer than the line between two places, and texts round: within these a stated distance fits.
LEAST_OF_LINE, MOST_OF_LINE, ROUGH_KM = 0.8, 1.4, 10.0
# Beyond these it does not; in between nothing is said.
FAR_LEAST, FAR_MOST, FAR_KM = 0.75, 2.0, 15.0
BEARING_FITS, BEARING_FAR = 60.0, 100.0
# Nearer than this, which side of a town a place lies on depends on where its middle is put.
BEARING_FROM_KM = 30.0
_BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315,
}  # fmt: skip


def check_distance(told: Told) -> Worked:
    """ "in Grenoble, 20 km south of Lyon": the two lie 94 km apart: does not hold"""
    claim, here, there = told.claim, told.resolved.location, told.resolved.origin
    if claim.reference is None:
        return unchecked(f"no map is kept here from which a distance could be told “{claim.words(Role.SINCE)}”")
    if claim.place is None:
        return unchecked("the text does not name the place that lies there")
    for mention, location in ((claim.place, here), (claim.reference, there)):
        if not _is_known(location):
            return unchecked(f"the coordinates of {mention.span.quote} are not known well enough")
    assert here is not None and there is not None
    if claim.low is None:
        return unchecked("the distance is left open")
    line = km_between(here, there)
    reach = (here.radius_km or 0.0) + (there.radius_km or 0.0)
    said = f"{here.name} lies {line:.0f} km from {there.name} in a straight line"
    stated = max(claim.low, claim.high or claim.low)
    if stated < FAR_LEAST * line - FAR_KM - reach or stated > FAR_MOST * line + FAR_KM + reach:
        return fails(f"{said}, not {stated:.0f} km")
    turn = _turn(claim.words(Role.BEARING), here, there)
    if turn is not None and line > BEARING_FROM_KM + reach and turn > BEARING_FAR:
        return fails(f"{said}, and not to the {claim.words(Role.BEARING)} of it")
    fits = LEAST_OF_LINE * line - ROUGH_KM <= stated <= MOST_OF_LINE * line + ROUGH_KM
    if fits and (turn is None or turn <= BEARING_FITS or line <= BEARING_FROM_KM):
        return holds(f"{said}; {stated:.0f} km is claimed")
    return unchecked(f"{said}; {stated:.0f} km is claimed, which a road or the size of the places may explain")


def _is_known(location: Location | None) -> bool:
    """A town or site of the gazetteer; the middle of a province is no place to measure from."""
    return location is not None and location.latitude is not None and location.precision is WherePrecision.EXACT


def _turn(bearing: str | None, here: Location, there: Location) -> float | None:
    """Degrees between the stated bearing and the one from the reference to the place; None where none is stated."""
    degrees = _BEARINGS.get((bearing or "").lower().replace("-", "").replace(" ", ""))
    if degrees is None:
        return None
    lat1, lat2 = math.radians(there.latitude or 0.0), math.radians(here.latitude or 0.0)
    across = math.radians((here.longitude or 0.0) - (there.longitude or 0.0))
    east = math.sin(across) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(across)
    turn = abs(math.degrees(math.atan2(east, north)) % 360 - degrees)
    return min(turn, 360 - turn)
