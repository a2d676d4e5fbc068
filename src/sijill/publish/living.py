"""Decides which places are known only because living people are there, and how coarsely such a place is told.

Register -> LivingPlaces; Location -> a coarser Location. A place where someone was harmed, or from where people left, is no secret.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sijill.model.claim import AttributionClaim, CountClaim, Mention, MovementClaim, Outcome, ResolvedClaim
from sijill.model.location import Location, WherePrecision
from sijill.model.register import Register
from sijill.publish.redact import Words, words_of

_ALIVE = (Outcome.DISPLACED, Outcome.SHELTERED, Outcome.RETURNED)
_PRECISE = (WherePrecision.EXACT, WherePrecision.NEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingPlaces:
    """labels: what stands for a place's name in texts. unnamed: the place's point is made coarse, but its name, which a

    province or country shares, stays in the texts.
    """

    labels: Mapping[Words, str]
    unnamed: frozenset[Words]


def living_places(register: Register, km: float) -> LivingPlaces:
    """Finds them; with km = 0 a register's owner has decided that none is to be made coarse."""
    if not km:
        return LivingPlaces(labels={}, unnamed=frozenset())
    claims = [claim for read in register.documents for claim in read.claims]
    open_places = {words_of(name) for claim in claims for name in _open_names(claim)}
    holders = {words_of(name) for claim in claims for name in _holder_names(claim)}
    labels: dict[Words, str] = {}
    unnamed: set[Words] = set()
    for claim in claims:
        for location in _places_of_the_living(claim):
            names = {words_of(name) for name in (location.name, location.mention) if name} - {()}
            if not _is_precise(location) or names & open_places:
                continue
            for words in names:
                if words in holders:
                    unnamed.add(words)
                else:
                    labels.setdefault(words, hidden_name(location))
    return LivingPlaces(labels=labels, unnamed=frozenset(unnamed))


def _places_of_the_living(claim: ResolvedClaim) -> Iterator[Location]:
    match claim.claim:
        case CountClaim(outcome=outcome) as said if outcome in _ALIVE:
            yield from _known(claim.location, said.place)
        case MovementClaim() as said:
            yield from _known(claim.destination, said.destination)


def _known(location: Location | None, mention: Mention | None) -> Iterator[Location]:
    if location is not None:
        yield location if mention is None else replace(location, mention=mention.span.quote)
    elif mention is not None:
        yield Location(name=mention.span.quote)


def _open_names(claim: ResolvedClaim) -> Iterator[str]:
    """Names of places that are told as they are: where someone was harmed, and where people left from."""
    match claim.claim:
        case CountClaim(outcome=outcome) as said if outcome not in _ALIVE:
            yield from _names(claim.location, said.place)
        case AttributionClaim() as said:
            yield from _names(claim.location, said.place)
        case MovementClaim() as said:
            yield from _names(claim.origin, said.origin)


def _names(location: Location | None, mention: Mention | None) -> Iterator[str]:
    if location is not None:
        yield location.name
        if location.mention:
            yield location.mention
    if mention is not None:
        yield mention.span.quote


def _holder_names(claim: ResolvedClaim) -> Iterator[str]:
    for location in (claim.location, claim.origin, claim.destination):
        if location is not None:
            yield from (name for name in (location.adm1, location.adm2, location.country) if name)


def _is_precise(location: Location) -> bool:
    """A named spot; a district, province or country is not. A name that no gazetteer knew may be a spot."""
    if location.precision is not None:
        return location.precision in _PRECISE
    return any(not character.islower() for character in location.name if character.isalpha())


def coarsen(location: Location, km: float, *, name: str | None = None) -> Location:
    """Moves a place to the middle of a grid cell of `km` and forgets its name: "a place in Tartus", within `km`."""
    latitude, longitude = location.latitude, location.longitude
    if latitude is not None and longitude is not None:
        latitude, longitude = _cell(latitude, longitude, km)
    known = location.precision or WherePrecision.NEAR
    coarse = WherePrecision.NEAR if km <= 25 else WherePrecision.ADM2 if km <= 100 else WherePrecision.ADM1
    return replace(
        location,
        name=name or hidden_name(location),
        place_id=None,
        latitude=latitude,
        longitude=longitude,
        adm2=location.adm2 if km <= 25 else None,
        precision=max(known, coarse),
        radius_km=max(location.radius_km or 0.0, km),
        mention=None,
        because=f"coarsened to {km:g} km: people who are alive are there",
    )


def hidden_name(location: Location) -> str:
    """What stands for a hidden place: the smallest unit known to hold it, but not one that gives it away."""
    holder = next((unit for unit in (location.adm1, location.country) if unit and unit != location.name), None)
    return f"a place in {holder}" if holder else "a place not named here"


def _cell(latitude: float, longitude: float, km: float) -> tuple[float, float]:
    """The middle of the cell that holds a point: cells are `km` high and, at their latitude, `km` wide."""
    step = km / 111.2
    middle = (math.floor(latitude / step) + 0.5) * step
    across = step / max(math.cos(math.radians(middle)), 0.01)
    east = (math.floor(longitude / across) + 0.5) * across
    return round(min(max(middle, -90.0), 90.0), 4), round(min(max(east, -180.0), 180.0), 4)
