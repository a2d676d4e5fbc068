"""Decides whether an incident lies in a place and a period that someone asks for.

Incident and Question -> Fit for place and period together. Knows no toll and no name; adds up nothing (publish/count.py).
"""

from __future__ import annotations

from datetime import date

from sijill.link.relations import Place, compare_places, contains_place, days_of, is_area, is_dated, is_placed
from sijill.model.asked import Fit, Question
from sijill.model.incident import Incident
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Period

# How far a town reaches where the gazetteer gives no radius: its quarters and its streets are places of their own.
TOWN_KM = 15.0


def fit_incident(incident: Incident, question: Question) -> Fit:
    """OUTSIDE where place or period is outside; else UNPLACEABLE where one is not known; CERTAIN where both are inside entirely."""
    fits = (fit_place(question.place, incident.location), fit_period(question.start, question.end, incident.period))
    return next(one for one in (Fit.OUTSIDE, Fit.UNPLACEABLE, Fit.POSSIBLE, Fit.CERTAIN) if one in fits)


def fit_place(asked: Location | None, found: Location | None) -> Fit:
    """By admin units where they tell, else by the distance against both precisions."""
    if asked is None:
        return Fit.CERTAIN
    if found is None:
        return Fit.UNPLACEABLE
    if contains_place(asked, found) or _holds_unfound(asked, found):
        return Fit.CERTAIN
    distance = compare_places(asked, found)
    if asked.place_id is None:  # a name alone: what bears it, or is said to lie in it, and nothing else
        return Fit.POSSIBLE if distance.relation is Place.WITHIN else Fit.OUTSIDE
    if distance.relation is Place.APART:
        near_town = not is_area(asked) and distance.km is not None and distance.km <= (asked.radius_km or TOWN_KM)
        return Fit.POSSIBLE if near_town and asked.country == found.country else Fit.OUTSIDE
    if distance.relation is Place.NEAR and distance.km is not None and found.precision is WherePrecision.EXACT:
        return Fit.CERTAIN if distance.km <= (asked.radius_km or TOWN_KM) else Fit.POSSIBLE
    if distance.relation is Place.UNKNOWN and not is_placed(found):
        same_country = asked.country is None or found.country is None or asked.country == found.country
        return Fit.UNPLACEABLE if same_country else Fit.OUTSIDE
    return Fit.POSSIBLE


def _holds_unfound(asked: Location, found: Location) -> bool:
    """A street that no gazetteer has bears the coordinates of the smallest place known to hold it (model/location.py)."""
    point = (asked.latitude, asked.longitude)
    return found.place_id is None and None not in point and point == (found.latitude, found.longitude)


def fit_period(start: date | None, end: date | None, found: Period | None) -> Fit:
    """A publication date alone bounds an event from above; it places it in no period.  1-31 March asked: 28 March - 3 April is possible"""
    if start is None and end is None:
        return Fit.CERTAIN
    first, last = days_of(found)
    if found is not None and not is_dated(found):
        first = None
    if first is None:
        is_before = last is not None and start is not None and last < start
        return Fit.OUTSIDE if is_before else Fit.UNPLACEABLE
    if (end and first > end) or (start and last and last < start):
        return Fit.OUTSIDE
    begins_inside = start is None or first >= start
    ends_inside = end is None or (last is not None and last <= end)
    return Fit.CERTAIN if begins_inside and ends_inside else Fit.POSSIBLE
