"""Decides which of several places a name means in a text: country votes, containment, neighbours, the register's scope, population last.

NamedPlaces and the text -> a Candidate or None for each, and the country that the document is about. Coordinates of areas and
unresolved names are decided in areas.py.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sijill.data import load_table
from sijill.resolve.gazetteer import Candidate, Gazetteer
from sijill.resolve.geometry import distance_km
from sijill.resolve.place_words import NamedPlace, join_words
from sijill.text.names import fold_name

# Weights of the reasons for a candidate. Set by hand on the development part of WAD, in this order of strength; population
# only breaks ties between candidates of one country.
COUNTRY_WEIGHT = 4.0
CHAIN_WEIGHT = 3.0
UNIT_WEIGHT = 1.5
NEAR_WEIGHT = 1.0
KIND_WEIGHT = 1.5
SPELLING_WEIGHT = 6.0
PEOPLE_WEIGHT = 0.25
NEAR_KM = 150.0
# A share of the country votes from which a country is searched for other spellings of a name.
SEARCHED_SHARE = 0.2
MAX_COUNTRIES_SEARCHED = 3
# A single-word name that no word around calls a place and that only a village bears, abroad: more likely no place at all.
LONELY_PEOPLE = 50_000
MAX_PLACES = 400

_FITS = {
    "adm1": ("adm1", "region"), "adm2": ("adm2",), "place": ("city", "part"), "part": ("part",), "region": ("region", "adm1", "adm2"),
}  # fmt: skip


@dataclass(slots=True)
class Choice:
    """What the names of one document were taken to mean."""

    places: list[NamedPlace]
    chosen: list[Candidate | None]
    country: Candidate | None  # of the document as a whole
    joins: dict[int, tuple[int, str]] = field(default_factory=dict)  # place -> (the one that it lies in or beside, how)

    def container(self, number: int) -> int | None:
        """The place that the words put this one in: "X village, Y district"."""
        joined = self.joins.get(number)
        return joined[0] if joined and joined[1] in ("inside", "near") else None


def choose_places(
    text: str, title: str | None, places: Sequence[NamedPlace], gazetteer: Gazetteer, scope: Sequence[str]
) -> Choice:
    """Chooses for every named place the candidate that fits the whole text best; None where no name is near enough."""
    places = list(places[:MAX_PLACES])
    candidates = [gazetteer.named(place.name) if place.name else [] for place in places]
    votes = _country_votes(f"{title or ''}\n{text}", places, candidates, scope)
    shares = _shares(votes)
    for number, place in enumerate(places):
        if place.name and (not candidates[number] or not _any_at_home(candidates[number], shares)):
            candidates[number] = [*candidates[number], *_other_spellings(place.name, shares, gazetteer)]
    joins = _join_all(text, places)
    chosen: list[Candidate | None] = [None] * len(places)
    for _round in range(2):  # the second round sees what the first chose for the neighbours
        chosen = [_best(number, places, candidates, shares, chosen, joins) for number in range(len(places))]
    leading = max(shares, key=lambda code: (shares[code], code), default=None)
    country = gazetteer.country(leading) if leading else None
    return Choice(places, chosen, country, joins)


@cache
def _demonyms() -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for code, row in load_table("gazetteer_countries")["countries"].items():
        for word in row["demonyms"]:
            bearers[word.lower()].append(code)
    words = "|".join(re.escape(word) for word in sorted(bearers, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})s?(?![\w])", re.IGNORECASE), {
        word: tuple(codes) for word, codes in bearers.items()
    }


def _country_votes(
    text: str, places: Sequence[NamedPlace], candidates: Sequence[Sequence[Candidate]], scope: Sequence[str]
) -> dict[str, float]:
    """How strongly the text speaks of each country: its name 3, a province that only it has 2, a demonym 1, a town its share."""
    votes: dict[str, float] = defaultdict(float)
    pattern, bearers = _demonyms()
    for found in list(pattern.finditer(text))[:200]:
        word = found[0].lower()
        codes = bearers.get(word) or bearers.get(word.removesuffix("s"), ())
        for code in codes:
            votes[code] += 1.0 / len(codes)
    for place, named in zip(places, candidates, strict=True):
        worth = 0.3 if place.weak else 1.0
        for code, share in _country_shares(place, named).items():
            votes[code] += worth * share
    for code in scope:
        votes[code.upper()] += 1.0
    return votes


def _country_shares(place: NamedPlace, named: Sequence[Candidate]) -> dict[str, float]:
    """How much one mention speaks for each country that has a place of the name."""
    countries = [one for one in named if one.kind == "country"]
    if countries and "place" not in place.kinds:
        rivals = {
            one.country for one in named if one.kind == "adm1" and one.country not in {c.country for c in countries}
        }
        return {one.country: 2.0 if rivals else 3.0 for one in countries if one.country}
    weights: dict[str, float] = defaultdict(float)
    for one in named:
        if one.country:
            weights[one.country] = max(weights[one.country], _prior(one) * (3.0 if _fits(place, one) else 1.0))
    total = sum(weights.values())
    sure = 2.0 if any(one.kind == "adm1" for one in named) else 1.5
    return {code: sure * weight / total * min(1.0, total / 4.0) for code, weight in weights.items()} if total else {}


def _prior(one: Candidate) -> float:
    """How often a bare name means this place, roughly: by the order of magnitude of its people."""
    people = one.population if one.kind != "adm1" else max(one.population, 300_000)
    return max(0.5, math.log10(people + 10) - 1.0) ** 2


def _shares(votes: Mapping[str, float]) -> dict[str, float]:
    total = sum(votes.values())
    return {code: vote / total for code, vote in votes.items()} if total else {}


def _any_at_home(named: Sequence[Candidate], shares: Mapping[str, float]) -> bool:
    return any(shares.get(one.country or "", 1.0 if one.country is None else 0.0) >= SEARCHED_SHARE for one in named)


def _other_spellings(name: str, shares: Mapping[str, float], gazetteer: Gazetteer) -> list[Candidate]:
    leading = sorted(
        (code for code in shares if shares[code] >= SEARCHED_SHARE), key=lambda code: (-shares[code], code)
    )
    found: list[Candidate] = []
    for code in leading[:MAX_COUNTRIES_SEARCHED]:
        found += gazetteer.named(name, code) or gazetteer.alike(name, code)
    return found


def _join_all(text: str, places: Sequence[NamedPlace]) -> dict[int, tuple[int, str]]:
    """Which neighbour the words put each place in or beside."""
    joins = {}
    for number in range(len(places) - 1):
        if how := join_words(text, places[number], places[number + 1]):
            joins[number] = (number + 1, how)
    return joins


def _best(
    number: int, places: Sequence[NamedPlace], candidates: Sequence[Sequence[Candidate]], shares: Mapping[str, float],
    chosen: Sequence[Candidate | None], joins: Mapping[int, tuple[int, str]],
) -> Candidate | None:  # fmt: skip
    place = places[number]
    around = [
        other
        for i, other in enumerate(chosen)
        if other and i != number and fold_name(places[i].name) != fold_name(place.name)
    ]
    joined = [chosen[joins[number][0]]] if number in joins else []
    if number - 1 in joins and joins[number - 1][1] == "beside":
        joined.append(chosen[number - 1])
    scored = [(_score(place, one, shares, around, [j for j in joined if j]), one) for one in candidates[number]]
    scored = [(score, one) for score, one in scored if _is_plausible(place, one, shares)]
    return (
        max(scored, key=lambda pair: (round(pair[0], 6), pair[1].population, pair[1].place_id))[1] if scored else None
    )


def _score(
    place: NamedPlace,
    one: Candidate,
    shares: Mapping[str, float],
    around: Sequence[Candidate],
    joined: Sequence[Candidate],
) -> float:
    score = SPELLING_WEIGHT * one.score + PEOPLE_WEIGHT * math.log10(one.population + 1)
    score += COUNTRY_WEIGHT * (shares.get(one.country, 0.0) if one.country else 0.5)
    if any(one.place_id != other.place_id and (one.is_within(other) or _are_near(one, other)) for other in joined):
        score += CHAIN_WEIGHT
    units = [other for other in around if other.kind in ("adm1", "adm2", "region")]
    if any(one.place_id != unit.place_id and one.is_within(unit) for unit in units):
        score += UNIT_WEIGHT
    elif any(_are_near(one, other) for other in around if other.kind == "city"):
        score += NEAR_WEIGHT
    if place.kinds:
        score += KIND_WEIGHT if _fits(place, one) else -KIND_WEIGHT
    elif one.kind == "country":
        score += 3.0
    elif one.kind in ("adm2", "part") or (one.kind == "adm1" and _has_town(one, around)):
        score -= 0.5
    return score - (1.0 if one.latitude is None else 0.0)


def _has_town(unit: Candidate, around: Sequence[Candidate]) -> bool:
    return any(other.kind == "city" and fold_name(other.name) == fold_name(unit.name) for other in around)


def _fits(place: NamedPlace, one: Candidate) -> bool:
    return any(one.kind in _FITS.get(kind, ()) for kind in place.kinds)


def _are_near(left: Candidate, right: Candidate) -> bool:
    return (
        left.point is not None
        and right.point is not None
        and right.kind != "country"
        and distance_km(left.point, right.point) <= NEAR_KM
    )


def _is_plausible(place: NamedPlace, one: Candidate, shares: Mapping[str, float]) -> bool:
    """Refuses a small place of a country that the text does not speak of."""
    if one.kind in ("country", "region") or one.country is None:
        return True
    share = shares.get(one.country, 0.0)
    return share >= 0.12 or (
        one.kind in ("city", "adm1") and one.population >= LONELY_PEOPLE and (share >= 0.04 or not shares)
    )
