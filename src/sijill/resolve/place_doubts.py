"""Decides which choices the rest of a text takes back: a bare name of a unit named before, a far town where local police speak, a guess.

Places, what was chosen for each and how they are joined -> the choices, and the places, that stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sijill.resolve.gazetteer import Candidate
from sijill.resolve.geometry import distance_km
from sijill.resolve.place_words import NamedPlace
from sijill.resolve.report_seats import AUTHORITY
from sijill.text.names import fold_name

# A town without a province behind it, farther than this from the town whose police the report quotes, is a quarter or a person.
SEAT_KM = 150.0


def as_named_before(places: Sequence[NamedPlace], chosen: Sequence[Candidate | None]) -> list[Candidate | None]:
    """ "the state of Velmar ... the Velmar attorney general": no far town of the name, but the unit that the text speaks of."""
    units = {
        (fold_name(place.name), one.country): one
        for place, one in zip(places, chosen, strict=True)
        if one and one.kind == "adm1" and place.kinds[:1] == ("adm1",)
    }
    same = []
    for place, one in zip(places, chosen, strict=True):
        unit = units.get((fold_name(place.name), one.country)) if one and not place.kinds else None
        same.append(unit if unit and one and not one.is_within(unit) else one)
    return same


def near_the_police(
    places: Sequence[NamedPlace], chosen: Sequence[Candidate | None], joins: Mapping[int, tuple[int, str]]
) -> list[Candidate | None]:
    """Where a town's police speak, a bare name of a far town is none: "Kolm police said he was shot in Anderson"."""
    seats = [
        one
        for place, one in zip(places, chosen, strict=True)
        if place.seat == AUTHORITY and one and one.kind in ("city", "adm2") and one.point
    ]
    if not seats:
        return list(chosen)

    def is_far(one: Candidate) -> bool:
        return one.point is not None and all(
            one.country == seat.country and seat.point is not None and distance_km(one.point, seat.point) > SEAT_KM
            for seat in seats
        )

    return [
        None if one and one.kind == "city" and not place.kinds and number not in joins and is_far(one) else one
        for number, (place, one) in enumerate(zip(places, chosen, strict=True))
    ]


def without_guesses(
    places: list[NamedPlace], chosen: Sequence[Candidate | None], joins: Mapping[int, tuple[int, str]]
) -> list[NamedPlace]:
    """A guess that the gazetteer does not bear out, and that stands in no chain of places, counts no more."""
    kept = []
    for number, place in enumerate(places):
        joined = joins.get(number)
        in_chain = (
            joined and joined[1] in ("inside", "near") and chosen[joined[0]] is not None and " " not in place.name[:1]
        )
        lost = place.guess and chosen[number] is None and not in_chain
        kept.append(replace(place, weak=True) if lost else place)
    return kept
