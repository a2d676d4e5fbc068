"""Decides which of several places a name means in a text: country votes, containment, neighbours, the register's scope, population last.

NamedPlaces and the text -> a Candidate or None for each, and the country that the document is about. Coordinates of areas and
unresolved names are decided in areas.py; the votes of words for countries in country_votes.py.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sijill.resolve.country_votes import EXACT_SCORE, LEAST_FOR_COUNTRY, Votes, country_votes, is_sure
from sijill.resolve.gazetteer import Candidate, Gazetteer
from sijill.resolve.geometry import is_within_km
from sijill.resolve.namesakes import support
from sijill.resolve.place_doubts import as_named_before, as_placed_before, near_the_police, without_guesses
from sijill.resolve.place_words import NamedPlace, join_words
from sijill.text.names import fold_name

# Weights of the reasons for a candidate. Set by hand on the development part of WAD, in this order of strength; population
# only breaks ties between candidates of one country.
SPELLING_WEIGHT = 6.0
COUNTRY_WEIGHT = 4.0
CHAIN_WEIGHT = 3.0
UNIT_WEIGHT = 1.5
KIND_WEIGHT = 1.5
NEAR_WEIGHT = 1.0
PEOPLE_WEIGHT = 0.25
# A place known to more people by another name gives way to one of this size that bears the name as its own.
ALTERNATE_WEIGHT = 1.5
OWN_NAME_PEOPLE = 20_000
COUNTRY_NAME_WEIGHT = 3.0
UNIT_NAMED_AS_TOWN = 1.5
MOST_SUPPORT = 3.0  # of all other names together (namesakes.py)
NEAR_KM = 150.0
# Beyond the edge of the unit that the text puts it in, a place is another one; units' edges are only known by their towns.
EDGE_KM = 60.0
# From here on a spelling is the written one, but for letters that transliterations swap.
SURE_SCORE = 0.97
# "X, Y" with Y a town puts X in or right beside it; "X near Y" says less.
IN_TOWN_KM = 60.0
# A share of the country votes from which a country is searched for other spellings, and from which its small places count.
SEARCHED_SHARE = 0.2
TRUSTED_SHARE = 0.12
MAX_COUNTRIES_SEARCHED = 3
# A place of a country that nothing else in the text speaks of: more likely no place at all, or a namesake, unless it is large.
LONELY_PEOPLE = 100_000
ALONE_PEOPLE = 15_000
LEAST_SUPPORT = 0.3
SHORT_NAME = 3
MAX_PLACES = 400

_SIDE_OF_TOWN = re.compile(r"(?:(?:North|South)(?:east|west|ern)?|(?:East|West)(?:ern)?|Central)\s+(?=[A-Z])")
_FITS = {
    "adm1": ("adm1", "region"), "adm2": ("adm2",), "place": ("city", "part"), "part": ("part",), "region": ("region", "adm1", "adm2"),
}  # fmt: skip
_UNITS = ("adm1", "adm2", "region")


@dataclass(slots=True)
class Choice:
    """What the names of one document were taken to mean.

    joins: a place -> (the place that the words join it to, "inside", "beside" or "near")
    """

    places: list[NamedPlace]
    chosen: list[Candidate | None]
    country: Candidate | None  # of the document as a whole
    joins: dict[int, tuple[int, str]] = field(default_factory=dict)
    titled: tuple[tuple[NamedPlace, Candidate], ...] = ()  # what the title names, of its headline and of its outlet

    def containers(self, number: int) -> list[int]:
        """All places that the words put this one in, one after the other: X village, Y district of Z."""
        found: list[int] = []
        while (above := self.container(number)) is not None and above not in found:
            found.append(above)
            number = above
        return found

    def container(self, number: int) -> int | None:
        """The place that the words put this one in or near: "X village, Y district"."""
        joined = self.joins.get(number)
        return joined[0] if joined and joined[1] in ("inside", "near") else None


def choose_places(text: str, places: Sequence[NamedPlace], gazetteer: Gazetteer, scope: Sequence[str]) -> Choice:
    """Chooses for every named place the candidate that fits the whole text best; None where no name is near enough."""
    places = list(places[:MAX_PLACES])
    candidates = []
    for number, place in enumerate(places):
        places[number], found = _named(place, gazetteer)
        candidates.append(found)
    votes = country_votes(text, places, candidates, scope)
    for number, place in enumerate(places):
        if place.name and not _any_at_home(candidates[number], place, votes):
            candidates[number] = [*candidates[number], *_other_spellings(place, votes, gazetteer)]
    joins = _join_all(text, places)
    weighed = _Weighed(places, candidates, votes, joins)
    chosen: list[Candidate | None] = [None] * len(places)
    for _round in range(2):  # the second round sees what the first chose for the neighbours
        chosen = weighed.choose(chosen)
        _turn_joins(joins, chosen)
    chosen = near_the_police(places, as_placed_before(places, as_named_before(places, chosen), joins), joins)
    country = _country_of(votes, chosen, gazetteer)
    for number, place in enumerate(places):
        of = chosen[number] or (None if place.name else country)
        if (
            place.relation == "coast"
            and of
            and of.kind == "country"
            and (coast := gazetteer.place(f"sijill:coast:{(of.country or '').lower()}"))
        ):
            chosen[number] = replace(
                coast, why=of.why if place.name else "the coast of the country that the text speaks of"
            )
    return Choice(without_guesses(places, chosen, joins), chosen, country, joins)


def _country_of(votes: Votes, chosen: Sequence[Candidate | None], gazetteer: Gazetteer) -> Candidate | None:
    """The country that most speaks for; a name that was refused as a place does not tell the country by itself either."""
    code = votes.leading
    if not code or votes.of(code) < LEAST_FOR_COUNTRY:
        return None
    is_borne = any(one is not None and one.country == code for one in chosen)
    return gazetteer.country(code) if is_borne or votes.told(code) > 1e-6 else None


def _join_all(text: str, places: Sequence[NamedPlace]) -> dict[int, tuple[int, str]]:
    """How each place is joined to a neighbour; "X's Y" turns round: Y lies in X, and what lies before in X lies in Y."""
    joins: dict[int, tuple[int, str]] = {}
    for number in range(len(places) - 1):
        how = join_words(text, places[number], places[number + 1])
        if how == "owner":
            joins[number + 1] = (number, "inside")
            if number - 1 in joins and joins[number - 1][0] == number:
                joins[number - 1] = (number + 1, joins[number - 1][1])
        elif how:
            joins[number] = (number + 1, how)
    return joins


def _turn_joins(joins: dict[int, tuple[int, str]], chosen: Sequence[Candidate | None]) -> None:
    """ "Borno State, Maiduguri" is written the other way round: the wider place lies in nothing named after it."""
    for number, (other, how) in list(joins.items()):
        one, holder = chosen[number], chosen[other]
        if how != "inside" or one is None or holder is None or one.place_id == holder.place_id:
            continue
        if holder.is_within(one) and holder.kind != one.kind and not one.is_within(holder):
            del joins[number]
            joins.setdefault(other, (number, "inside"))


def _named(place: NamedPlace, gazetteer: Gazetteer) -> tuple[NamedPlace, list[Candidate]]:
    """Places that bear the whole mention ("Mexico City"), else its name without the kind; the place as long as what was found."""
    if not place.name:
        return place, []
    for words in dict.fromkeys((place.longer, place.mention)):
        # of an abbreviation ("Kolm, Ind.") only what it stands for is looked up
        if (
            words
            and words != place.name
            and place.name in words
            and (whole := [one for one in gazetteer.named(words) if one.score > 0.98])
        ):
            if words != place.longer:
                return place, whole
            return replace(place, mention=words, name=words, end=place.start + len(words)), whole
    named = gazetteer.named(place.name) or ([] if place.guess else gazetteer.units_alike(place.name))
    if not named and (side := _SIDE_OF_TOWN.match(place.name)):  # "Southwest Memphis"
        named = [
            one
            for one in gazetteer.named(place.name[side.end() :])
            if one.kind in ("city", "adm1") and one.score > 0.98
        ]
        if named and any(one.kind == "city" for one in named):
            place = replace(
                place, name=place.name[side.end() :], relation="part" if place.relation == "in" else place.relation
            )
    return place, [*named, *_units_of_towns(place, named, gazetteer)]


def _units_of_towns(place: NamedPlace, named: Sequence[Candidate], gazetteer: Gazetteer) -> Iterator[Candidate]:
    """ "the province of Hodeida": the unit that has the name of its town is meant, also where only the town is listed as Hodeida."""
    if place.kinds[:1] != ("adm1",) or any(one.kind == "adm1" for one in named):
        return
    for town in named:
        unit = gazetteer.place(town.containers[-2]) if len(town.containers) > 1 else None
        if unit and unit.kind == "adm1" and fold_name(unit.name) == fold_name(town.name):
            yield replace(unit, score=town.score, why=f"the unit of {town.name}, {town.why}")


def _any_at_home(named: Sequence[Candidate], place: NamedPlace, votes: Votes) -> bool:
    return any(
        one.country is None or one.kind == "country" or votes.share(one.country, place.name) >= SEARCHED_SHARE
        for one in named
    )


def _other_spellings(place: NamedPlace, votes: Votes, gazetteer: Gazetteer) -> list[Candidate]:
    found: list[Candidate] = []
    for code in votes.most(SEARCHED_SHARE, place.name)[:MAX_COUNTRIES_SEARCHED]:
        for words in filter(None, (place.longer, place.name)):
            same = gazetteer.named(words, code)
            may_differ = not place.guess and not _is_acronym(words)
            if found := [*found, *(same or (gazetteer.alike(words, code) if may_differ else []))]:
                break
    return found


def _is_acronym(words: str) -> bool:
    """ "ISWA" is a body's short name: another spelling of it means nothing."""
    return words.isupper() and len(words) < 7 and words.isascii()


class _Weighed:
    """Weighs the candidates of each name against what the other names were taken to mean."""

    def __init__(
        self,
        places: Sequence[NamedPlace],
        candidates: Sequence[Sequence[Candidate]],
        votes: Votes,
        joins: Mapping[int, tuple[int, str]],
    ) -> None:
        self._places, self._candidates, self._votes, self._joins = places, candidates, votes, joins
        self._folded = [fold_name(place.name) for place in places]
        self._plausible = [
            [one for one in found if _is_plausible(place, one, votes)]
            for place, found in zip(places, candidates, strict=True)
        ]
        told = [
            [] if place.guess else _as_called(place, found)
            for place, found in zip(places, self._plausible, strict=True)
        ]
        self._support = support(self._folded, self._plausible, told)

    def choose(self, chosen: Sequence[Candidate | None]) -> list[Candidate | None]:
        """The best of every name, given what the names were taken to mean so far; a name told again by itself is weighed once."""
        joined = {*self._joins, *(other for other, _how in self._joins.values())}
        known: dict[object, Candidate | None] = {}
        found = []
        for number, place in enumerate(self._places):
            same = (self._folded[number], place.kinds, *map(id, self._plausible[number]))
            asked = number if number in joined else same
            if asked not in known:
                known[asked] = self.best(number, chosen)
            found.append(known[asked])
        return found

    def best(self, number: int, chosen: Sequence[Candidate | None]) -> Candidate | None:
        """The weightiest candidate of one name; None where all are too far from where the words put it."""
        found = self._plausible[number]
        if not found:
            return None
        holder = self._holder(number, chosen)
        if holder:
            reach = IN_TOWN_KM if self._joins[number][1] == "inside" else NEAR_KM
            found = [one for one in found if one.kind == "country" or _may_lie(one, holder, reach)]
        named, around = self._others(number, chosen)
        found = [one for one in found if one.score >= SURE_SCORE or holder or _is_backed(one, named)]
        beside = [other for other in (holder, *self._beside(number, chosen)) if other]
        scored = [(self._weight(number, one, around, beside), one) for one in found]
        return (
            max(scored, key=lambda pair: (round(pair[0], 6), pair[1].population, pair[1].place_id))[1]
            if scored
            else None
        )

    def _holder(self, number: int, chosen: Sequence[Candidate | None]) -> Candidate | None:
        """The first place of its chain that is known: "X ward, Y district, Z state" holds X in Z where Y is unknown."""
        seen = {number}
        joined = self._joins.get(number)
        while joined and joined[1] in ("inside", "near") and joined[0] not in seen:
            if chosen[joined[0]] is not None:
                return chosen[joined[0]]
            seen.add(joined[0])
            joined = self._joins.get(joined[0])
        return None

    def _beside(self, number: int, chosen: Sequence[Candidate | None]) -> list[Candidate | None]:
        after = [chosen[number + 1]] if self._joins.get(number, (0, ""))[1] == "beside" else []
        before = [chosen[number - 1]] if self._joins.get(number - 1, (0, ""))[1] == "beside" else []
        return [*after, *before]

    def _others(
        self, number: int, chosen: Sequence[Candidate | None]
    ) -> tuple[Collection[Candidate], Collection[Candidate]]:
        """What other names mean, each place once: all of them, and those that are no guesses."""
        others = [(i, one) for i, one in enumerate(chosen) if one and self._folded[i] != self._folded[number]]
        stated = {id(one): one for i, one in others if not self._places[i].guess}
        return {id(one): one for _, one in others}.values(), stated.values()

    def _weight(self, number: int, one: Candidate, around: Collection[Candidate], beside: Sequence[Candidate]) -> float:
        place = self._places[number]
        weight = SPELLING_WEIGHT * one.score + PEOPLE_WEIGHT * math.log10(one.population + 1)
        if one.why.endswith("as well") and self._bears_it_first(number, one):
            weight -= ALTERNATE_WEIGHT
        weight += COUNTRY_WEIGHT * (self._votes.share(one.country) if one.country else 0.5)
        weight += min(self._support[number].get(one.place_id, 0.0), MOST_SUPPORT)
        if any(one.place_id != other.place_id and (one.is_within(other) or _are_near(one, other)) for other in beside):
            weight += CHAIN_WEIGHT
        if self._holds_known(number, one):
            weight += CHAIN_WEIGHT
        if any(unit.kind in _UNITS and one.place_id != unit.place_id and one.is_within(unit) for unit in around):
            weight += UNIT_WEIGHT
        elif any(other.kind == "city" and _are_near(one, other) for other in around):
            weight += NEAR_WEIGHT
        if place.kinds:
            weight += KIND_WEIGHT if fits(place, one) else -KIND_WEIGHT
        elif one.kind == "country":
            weight += COUNTRY_NAME_WEIGHT
        elif one.kind in ("adm1", "adm2", "part") and self._has_town(number, one):
            weight += UNIT_NAMED_AS_TOWN if one.kind == "adm1" and self._holds_a_town(number) else -UNIT_NAMED_AS_TOWN
        return weight - (1.0 if one.latitude is None else 0.0)

    def _bears_it_first(self, number: int, alternate: Candidate) -> bool:
        """Another place of some size has this name as its own, not as one of many: Islamabad before Chattogram."""
        return any(
            not other.why.endswith("as well") and other.score >= alternate.score and other.population >= OWN_NAME_PEOPLE
            for other in self._plausible[number]
        )

    def _holds_known(self, number: int, holder: Candidate) -> bool:
        """ "Conyers, Georgia": the Georgia that has a Conyers."""
        held = (other for other, joined in self._joins.items() if joined == (number, "inside"))
        return holder.kind in ("adm1", "country") and any(
            one.score >= EXACT_SCORE and one.is_within(holder) for other in held for one in self._candidates[other]
        )

    def _holds_a_town(self, number: int) -> bool:
        """ "Dorrin, Velmar": what holds a town or village is the province, what holds a quarter or a street the city."""
        held = [self._places[other] for other, joined in self._joins.items() if joined == (number, "inside")]
        return any("part" not in place.kinds and place.relation != "part" and place.name for place in held)

    def _has_town(self, number: int, unit: Candidate) -> bool:
        """A town of the unit bears the same name: without a word like "province" the town is meant."""
        return any(
            other.kind == "city"
            and (other.is_within(unit) or unit.kind != "adm1")
            and other.country == unit.country
            and other.score >= unit.score - 0.02
            for other in self._plausible[number]
        )


def _as_called(place: NamedPlace, found: Sequence[Candidate]) -> list[Candidate]:
    """ "Johnson County" is a county, a bare "Johnson" a town."""
    wanted = "adm2" if place.kinds[:1] == ("adm2",) else "city"
    return [one for one in found if one.kind == wanted]


def fits(place: NamedPlace, one: Candidate) -> bool:
    """The words call the place what the candidate is."""
    return any(one.kind in _FITS.get(kind, ()) for kind in place.kinds)


def _may_lie(one: Candidate, holder: Candidate, town_km: float) -> bool:
    """Lies in the holder, or near enough for a holder whose edges are only known by its towns."""
    if one.place_id == holder.place_id or one.is_within(holder) or holder.is_within(one):
        return True
    if holder.kind == "country" or (one.country and holder.country and one.country != holder.country):
        return False
    if one.point is None or holder.point is None:
        return one.adm1 == holder.adm1
    if one.score < SURE_SCORE:  # another spelling and outside: two doubts are too many
        return False
    return is_within_km(
        one.point, holder.point, (holder.radius_km or 0.0) + (town_km if holder.kind == "city" else EDGE_KM)
    )


def _is_backed(one: Candidate, around: Collection[Candidate]) -> bool:
    """Another spelling is believed only beside a place that is surely known: the unit that holds it, or a town nearby."""
    sure = [other for other in around if other.score >= SURE_SCORE and other.kind != "country"]
    return (
        not sure
        or one.kind in ("country", "adm1")
        or any(one.is_within(other) or _are_near(one, other) for other in sure)
    )


def _are_near(left: Candidate, right: Candidate) -> bool:
    return (
        left.point is not None
        and right.point is not None
        and right.kind != "country"
        and is_within_km(left.point, right.point, NEAR_KM)
    )


def _is_plausible(place: NamedPlace, one: Candidate, votes: Votes) -> bool:
    """Refuses a place of a country that nothing else in the text speaks of, unless the place is large."""
    if one.kind in ("country", "region") or one.country is None:
        return True
    if place.guess and one.score < EXACT_SCORE and not place.kinds and place.relation == "in":
        return False
    if (
        (one.why.endswith("as well") or one.score < EXACT_SCORE)
        and len(fold_name(place.name)) <= SHORT_NAME
        and one.kind == "city"
        and not place.kinds
    ):
        return False  # an airport's code or an initial: "AP", "Dec"
    support = votes.support(one.country, place.name)
    if votes.share(one.country, place.name) >= TRUSTED_SHARE and support >= LEAST_SUPPORT:
        return True
    if place.guess or not is_sure(place.name, one):
        return False
    if (
        votes.share_without(place.name) < LEAST_SUPPORT
    ):  # the name alone must tell the country, and no village's name does
        return not place.small and (one.population >= ALONE_PEOPLE or one.kind == "adm1")
    return one.population >= (LONELY_PEOPLE if support < LEAST_SUPPORT else ALONE_PEOPLE)
