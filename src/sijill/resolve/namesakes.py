"""Decides how far the names of a text bear one another out, before any of them is chosen.

Names with their candidates -> support for each candidate: "Franklin" and "Johnson County" together mean the Franklin that lies in a Johnson
County; "Montgomery" beside "Aurora" the one a few kilometres from an Aurora. Weighs no other reason (place_choice.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sijill.resolve.gazetteer import Candidate
from sijill.resolve.geometry import distance_km

LIES_IN_ONE = 1.5
IS_NEAR_ONE = 1.0
SAME_PROVINCE = 0.7  # shared among all provinces that have the other name
NEAR_KM = 40.0
# Names looked at, the earliest first, and candidates of one name in one province: more say nothing more.
MOST_NAMES = 16
MOST_IN_ONE = 3

_ByProvince = Mapping[tuple[str | None, str], Sequence[Candidate]]


def support(
    names: Sequence[str], candidates: Sequence[Sequence[Candidate]], told: Sequence[Sequence[Candidate]]
) -> list[dict[str, float]]:
    """For each name the support of its candidates by place id; only names with rivals in one country have any.

    told: of each name the candidates that its words allow, none for a guess: only these bear others out.
    """
    of_name: dict[str, _ByProvince] = {}
    for name, found in zip(names, told, strict=True):
        if name and found and name not in of_name and len(of_name) < MOST_NAMES:
            of_name[name] = _by_province(found)
    known: dict[str, dict[str, float]] = {}
    for name, found in zip(names, candidates, strict=True):
        own = _by_province(found) if name not in known else {}
        if _has_rivals(own):
            known[name] = _weigh(name, own, of_name)
    return [known.get(name, {}) for name in names]


def _by_province(found: Sequence[Candidate]) -> _ByProvince:
    by_province: dict[tuple[str | None, str], list[Candidate]] = defaultdict(list)
    for one in found:
        if one.kind in ("city", "adm2") and one.adm1 and one.point:
            by_province[one.country, one.adm1].append(one)
    return {
        province: sorted(ones, key=lambda one: (-one.population, one.place_id))[:MOST_IN_ONE]
        for province, ones in by_province.items()
    }


def _has_rivals(found: _ByProvince) -> bool:
    countries = [country for country, _ in found]
    return len(set(countries)) < len(countries)


def _weigh(name: str, own: _ByProvince, of_name: Mapping[str, _ByProvince]) -> dict[str, float]:
    return {
        one.place_id: sum(_borne_out(one, province, others) for other, others in of_name.items() if other != name)
        for province, ones in own.items()
        for one in ones
    }


def _borne_out(one: Candidate, province: tuple[str | None, str], others: _ByProvince) -> float:
    """What another name says for a candidate, by what it may mean in the same province: less where it rather means a larger namesake."""
    beside = [other for other in others.get(province, ()) if other.place_id != one.place_id]
    if not beside:
        return 0.0
    most = max(other.population for found in others.values() for other in found)
    return max(_bond(one, other, len(others)) * _prior(other, most) for other in beside)


def _bond(one: Candidate, other: Candidate, provinces: int) -> float:
    if one.is_within(other) or other.is_within(one):
        return LIES_IN_ONE
    if one.point and other.point and distance_km(one.point, other.point) <= NEAR_KM:
        return IS_NEAR_ONE
    return SAME_PROVINCE / provinces


def _prior(one: Candidate, most: int) -> float:
    """ "Dallas" hardly means the Dallas of 5,000 people; counties of one name are as likely as one another."""
    return 1.0 if one.kind == "adm2" or not most else math.sqrt(one.population / most)
