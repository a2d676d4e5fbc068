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
PART_KM = 60.0
_SEAT_KINDS = ("city", "adm2")


def as_named_before(places: Sequence[NamedPlace], chosen: Sequence[Candidate | None]) -> list[Candidate | None]:
    """ "the state of Velmar ... the Velmar attorney general": no far town of the name, but the unit that the text speaks of."""
    units = {
        (fold_name(place.name), one.country): one
        for place, one in zip(places, chosen, strict=True)
        if one and one.kind in ("adm1", "adm2") and place.kinds[:1] == (one.kind,)
    }
    same = []
    for place, one in zip(places, chosen, strict=True):
        unit = units.get((fold_name(place.name), one.country)) if one and not place.kinds else None
        is_far = unit and one and not one.is_within(unit) and (unit.kind == "adm1" or one.adm1 != unit.adm1)
        same.append(unit if is_far else one)
    return same


def as_placed_before(
    places: Sequence[NamedPlace], chosen: Sequence[Candidate | None], joins: Mapping[int, tuple[int, str]]
) -> list[Candidate | None]:
    """ "Dorrin, Velmar ... Dorrin police": a name that the words put into a province means the same town wherever it stands alone."""
    placed: dict[str, Candidate] = {}
    for number, (place, one) in enumerate(zip(places, chosen, strict=True)):
        if one and one.kind == "city" and _is_held(number, one, chosen, joins):
            placed.setdefault(fold_name(place.name), one)
    same = []
    for number, (place, one) in enumerate(zip(places, chosen, strict=True)):
        known = placed.get(fold_name(place.name))
        bare = one is not None and one.kind == "city" and not _is_held(number, one, chosen, joins)
        same.append(known if known and bare and one and one.country == known.country else one)
    return same


def _is_held(
    number: int, one: Candidate, chosen: Sequence[Candidate | None], joins: Mapping[int, tuple[int, str]]
) -> bool:
    other, how = joins.get(number, (number, ""))
    holder = chosen[other]
    return how == "inside" and holder is not None and holder.kind in ("adm1", "adm2") and one.is_within(holder)


def near_the_police(
    places: Sequence[NamedPlace], chosen: Sequence[Candidate | None], joins: Mapping[int, tuple[int, str]]
) -> list[Candidate | None]:
    """Takes back a bare name of a town far from the town whose police speak, and a quarter far from where the report sits.

    "Kolm police said he was shot in Anderson"; "KOLM - Shots were fired in the Austin neighbourhood"
    """
    sits = [
        (place, one)
        for place, one in zip(places, chosen, strict=True)
        if place.seat and one and one.kind in _SEAT_KINDS
    ]
    police = [one for place, one in sits if place.seat == AUTHORITY]

    def is_lost(number: int, place: NamedPlace, one: Candidate) -> bool:
        if one.kind != "city" or place.seat:
            return False
        if place.kinds[:1] == ("part",):
            return bool(sits) and all(_are_apart(one, seat, PART_KM) for _, seat in sits)
        return (
            bool(police)
            and not place.kinds
            and number not in joins
            and all(_are_apart(one, seat, SEAT_KM) for seat in police)
        )

    return [
        None if one and is_lost(number, place, one) else one
        for number, (place, one) in enumerate(zip(places, chosen, strict=True))
    ]


def _are_apart(one: Candidate, seat: Candidate, km: float) -> bool:
    if one.country != seat.country or one.point is None or seat.point is None:
        return False
    return distance_km(one.point, seat.point) > km


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
