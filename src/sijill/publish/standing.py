"""Decides how firmly a reported figure stands, so that a reader sees at a glance what is firm, what is contested and why.

Toll with its contradictions -> Standing and the reason in words. Moves no figure; `reconcile` decided those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sijill.model.claim import CountClaim
from sijill.model.incident import Origin
from sijill.model.toll import Contradiction, Facet, Toll
from sijill.publish.lookup import Lookup
from sijill.publish.words import plural


class Standing(StrEnum):
    FIRM = "firm"
    CONTESTED = "contested"
    UNCORROBORATED = "uncorroborated"
    ADDED_UP = "added up"
    NO_NAMED_VOICE = "no named voice"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A standing and why. between: the sides of its contradictions."""

    standing: Standing
    because: str
    between: tuple[str, ...] = ()


# Facets that put a figure in doubt; who did it, when or what set it off leaves the number as it stands.
_TOUCHES_FIGURE = (Facet.TOLL, Facet.STATUS, Facet.DENIAL)


def standing_of(toll: Toll, lookup: Lookup) -> Stood:
    """Reads a toll's standing, first rule that fits.

    an open contradiction of this figure -> contested; no best and no minimum -> not known; resting on claims about parts -> added up; two
    or more independent named voices -> firm; any named voice -> uncorroborated; none -> no named voice.
    """
    against = tuple(found for found in contradictions_of(toll, lookup) if not found.closed)
    if against:
        return _contested(against)
    if toll.best is None and toll.min is None:
        return Stood(standing=Standing.NOT_KNOWN, because="no report gives a figure that can carry a minimum")
    if any(lookup.homes.get(claim_id, toll.subject) != toll.subject for claim_id in toll.support):
        return Stood(standing=Standing.ADDED_UP, because="put together from the parts; no report gives the whole")
    if toll.voices >= 2:
        return Stood(standing=Standing.FIRM, because=f"{plural(toll.voices, 'independent voice')}, none contradicts")
    named = _named_voices(toll, lookup)
    if toll.best is not None and toll.voices == 0:
        bounds = f"; {plural(named, 'named voice')} bound it" if named else ""
        return Stood(standing=Standing.NO_NAMED_VOICE, because=f"no named voice gives the best figure{bounds}")
    if toll.voices == 1 or named == 1:
        return Stood(standing=Standing.UNCORROBORATED, because="one named voice says so; none contradicts")
    if named:
        because = f"{plural(named, 'named voice')} give bounds; no two of them the same figure"
        return Stood(standing=Standing.UNCORROBORATED, because=because)
    return Stood(standing=Standing.NO_NAMED_VOICE, because="no report names where the figure comes from")


def _contested(against: tuple[Contradiction, ...]) -> Stood:
    sides = [" and ".join(found.between) for found in against if found.between]
    between = f" between {'; '.join(dict.fromkeys(sides))}" if sides else ""
    return Stood(
        standing=Standing.CONTESTED,
        because=f"{plural(len(against), 'contradiction')}{between}",
        between=tuple(dict.fromkeys(side for found in against for side in found.between)),
    )


def _named_voices(toll: Toll, lookup: Lookup) -> int:
    """How many named origins stand behind the claims that carry a toll."""
    voices = (lookup.voices.get(claim_id) for claim_id in toll.support)
    return len({voice.id for voice in voices if voice and voice.origin is Origin.NAMED})


def contradictions_of(toll: Toll, lookup: Lookup) -> tuple[Contradiction, ...]:
    """The contradictions over this toll's own figure: those that hold a claim which carries it, or was weighed for its outcome."""
    weighed = {*toll.support, *(claim_id for claim_id, _ in toll.set_aside)}
    return tuple(
        found
        for found in lookup.contradictions.get(toll.subject, ())
        if found.facet in _TOUCHES_FIGURE and _speaks_of(found, toll, weighed, lookup)
    )


def _speaks_of(found: Contradiction, toll: Toll, weighed: Iterable[str], lookup: Lookup) -> bool:
    """A contradiction belongs to a toll when it shares a claim with it and one of its claims counts that outcome."""
    if not set(found.claim_ids) & set(weighed):
        return False
    claims = [lookup.claims[claim_id].claim for claim_id in found.claim_ids if claim_id in lookup.claims]
    return any(isinstance(claim, CountClaim) and claim.outcome is toll.outcome for claim in claims)
