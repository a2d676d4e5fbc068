"""Decides how a register's imported places are laid beside the world's: which units hold them, and which of them the world knows already.

imported rows, world index -> entries of the register's own index. A unit that a table names is the world's unit of that name, else the one
in which most of its places lie by the known towns next to them, else a unit of its own. Does not look names up.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from sijill.resolve.gazetteer_index import INDEX_FORMAT, Entry, build_once, write_index
from sijill.resolve.gazetteer_near import Near, WorldTowns
from sijill.resolve.gazetteer_own import open_store, own_digest
from sijill.resolve.gazetteer_world import (
    centre_on,
    title_pattern,
    town_radius,
    unit_numbers,
    with_short_forms,
    world_index,
    world_version,
)
from sijill.resolve.geometry import Point
from sijill.text.names import fold_name, sound_name, spelling_key

COMPILER = "1"
CHUNK = 20_000
# An imported place is the world's town of the same sound within this distance.
SAME_TOWN_KM = 3.0
# The towns next to a unit's places say which unit of the world it is: so many of them, so near, so nearly of one mind.
UNIT_TOWN_KM = 30.0
LEAST_VOTES = 5
LEAST_SHARE = 0.6
NEXT_TOWN_KM = 10.0
MAX_POINTS = 5_000
# Tables part two names of one place by a dash between blanks, and tell namesakes apart by a bracket or after a slash.
_TOLD_APART = re.compile(r"\s*(?:\([^)]*\)|/.*)\s*$")
_TWO_NAMES = re.compile(r"\s+[-–]\s+")
_COLUMNS = (
    "ref, name, others || coalesce(char(10) || (select group_concat(o.name, char(10)) from other o where o.ref = place.ref), ''),"
    " kind, country, adm1, adm2, latitude, longitude, population"
)


def own_index(folder: Path, cache: Path) -> Path | None:
    """Path of the index of a register's own places, compiled first where it is not there yet; None where it has none."""
    digest = own_digest(folder)
    if digest is None:
        return None
    made_by = hashlib.sha256(f"{COMPILER}:{INDEX_FORMAT}:{world_version()}".encode()).hexdigest()[:8]
    target = folder / f"index-{digest}-{made_by}.sqlite"
    if not target.exists():
        world = world_index(cache)
        build_once(target, lambda: _compile(folder, world, f"own-{digest}-{made_by}", target))
        for old in folder.glob("index-*"):
            if not old.name.startswith(target.stem):
                with suppress(OSError):  # another process may have it open
                    old.unlink()
    return target


def _compile(folder: Path, world: Path, version: str, target: Path) -> None:
    with open_store(folder) as own, closing(sqlite3.connect(f"file:{world}?mode=ro&immutable=1", uri=True)) as base:
        write_index(_OwnPlaces(own, _World(base, WorldTowns.of(world))).entries(), version, target)


@dataclass(slots=True)
class _Unit:
    """A unit that holds imported places, while they are gathered."""

    entry: Entry
    points: list[Point] = field(default_factory=list)
    people: int = 0

    def gather(self, point: Point, people: int) -> None:
        self.people += people
        if len(self.points) < MAX_POINTS:
            self.points.append(point)


class _World:
    """What is asked of the world index while an own one is compiled."""

    def __init__(self, base: sqlite3.Connection, towns: WorldTowns) -> None:
        self._base = base
        self.towns = towns
        self._units: dict[str, list[tuple[Entry, frozenset[str]]]] = {}
        self._names: dict[str, dict[int, set[str]]] = {}

    def units(self, country: str) -> list[tuple[Entry, frozenset[str]]]:
        """Units of both levels with their folded names, without titles."""
        if country not in self._units:
            names = self._names_of(country)
            rows = self._base.execute(
                "select id, ref, name, kind, adm1, latitude, longitude, radius_km, population from place"
                " where country = ? and kind in ('adm1', 'adm2')",
                (country,),
            )
            self._units[country] = [
                (
                    Entry(number=number, ref=ref, name=name, others=(), kind=kind, country=country, adm1=adm1, latitude=lat, longitude=lon,
                          radius_km=radius, population=people),
                    frozenset(with_short_forms(tuple(names.get(number, ())))),
                )
                for number, ref, name, kind, adm1, lat, lon, radius, people in rows
            ]  # fmt: skip
        return self._units[country]

    def is_town_named(self, country: str, town: int, sounds: frozenset[str]) -> bool:
        return any(_flat_sound(name) in sounds for name in self._names_of(country).get(town, ()))

    def ref_of(self, town: int) -> str:
        return str(self._base.execute("select ref from place where id = ?", (town,)).fetchone()[0])

    def place(self, ref: str) -> Entry | None:
        """The world's place of this id; adm1 and adm2 are its numbers in the world index."""
        row = self._base.execute(
            "select id, ref, name, kind, country, adm1, adm2, latitude, longitude, radius_km, population from place where ref = ?",
            (ref,),
        ).fetchone()
        if row is None:
            return None
        number, ref, name, kind, country, adm1, adm2, latitude, longitude, radius, people = row
        return Entry(
            number=number, ref=ref, name=name, others=(), kind=kind, country=country, adm1=adm1, adm2=adm2, latitude=latitude,
            longitude=longitude, radius_km=radius, population=people,
        )  # fmt: skip

    def people(self, ref: str) -> int:
        row = self._base.execute("select population from place where ref = ?", (ref,)).fetchone()
        return int(row[0] or 0) if row else 0

    def _names_of(self, country: str) -> dict[int, set[str]]:
        if country not in self._names:
            names: dict[int, set[str]] = defaultdict(set)
            for folded, place in self._base.execute("select folded, place from name where country = ?", (country,)):
                names[int(place)].add(str(folded))
            self._names[country] = names
        return self._names[country]


UnitKey = tuple[str, str, str]  # country, adm1, adm2 or "": as the table writes them
OwnRow = tuple[str, str, str, str, str, str, str, float, float, int]


class _OwnPlaces:
    """Lays imported rows down as entries; units come last, once their places are known."""

    def __init__(self, own: sqlite3.Connection, world: _World) -> None:
        self._own, self._world = own, world
        self._numbers = unit_numbers()
        self._votes: dict[UnitKey, Counter[int]] = defaultdict(Counter)
        self._of_key: dict[UnitKey, _Unit | None] = {}
        self._of_name: dict[UnitKey, _Unit] = {}  # by country, id of the unit above and folded name
        self._units: dict[str, _Unit] = {}  # by id
        self._names: dict[str, dict[str, None]] = defaultdict(dict)  # further names of units, by id
        self._last = 0
        self._seen: set[str] = set()  # ids of world towns that an imported row stands for

    def entries(self) -> Iterator[Entry]:
        self._gather_votes()
        self._take_unit_rows()
        yield from self._places()
        yield from self._renamed()
        for ref, unit in self._units.items():
            entry = unit.entry if unit.entry.latitude is not None else centre_on(unit.entry, unit.points, unit.people)
            yield replace(entry, others=with_short_forms((entry.name, *self._names[ref])))

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _chunks(self, where: str) -> Iterator[tuple[list[OwnRow], list[list[Near]]]]:
        rows = self._own.execute(f"select {_COLUMNS} from place where {where} order by ref")
        while chunk := rows.fetchmany(CHUNK):
            yield chunk, self._world.towns.nearest([(row[7], row[8]) for row in chunk], count=3, within_km=UNIT_TOWN_KM)

    def _gather_votes(self) -> None:
        """Counts, for each unit that tables name, in which units of the world the towns next to its places lie."""
        for chunk, near in self._chunks("kind not in ('adm1', 'adm2') and adm1 || adm2 <> ''"):
            for row, towns in zip(chunk, near, strict=True):
                country, adm1, adm2 = row[4:7]
                for town in towns[:1]:
                    if adm1 and town.adm1:
                        self._votes[country, adm1, ""][town.adm1] += 1
                    if adm2 and town.adm2:
                        self._votes[country, adm1, adm2][town.adm2] += 1

    def _take_unit_rows(self) -> None:
        """Rows that are units themselves: their names and points go to the unit that they mean."""
        rows = self._own.execute(
            f"select {_COLUMNS} from place where kind in ('adm1', 'adm2') order by kind, ref"
        ).fetchall()
        for ref, name, others, kind, country, adm1, _, latitude, longitude, people in rows:
            key = (country, name, "") if kind == "adm1" else (country, adm1, name)
            known = self._world.place(ref)
            unit = self._copied(known) if known and known.kind in ("adm1", "adm2") else self._unit(key)
            if unit is None:
                continue
            self._of_key[key] = unit
            self._names[unit.entry.ref].update(dict.fromkeys((name, *_split(others))))
            if unit.entry.latitude is None or unit.entry.ref.startswith("own:"):
                unit.entry = replace(
                    unit.entry,
                    latitude=latitude,
                    longitude=longitude,
                    radius_km=unit.entry.radius_km or 25.0,
                    population=people,
                )

    def _places(self) -> Iterator[Entry]:
        for chunk, near in self._chunks("kind not in ('adm1', 'adm2')"):
            for row, towns in zip(chunk, near, strict=True):
                yield self._place(row, towns)

    def _place(self, row: OwnRow, towns: Sequence[Near]) -> Entry:
        ref, name, others, kind, country, adm1_name, adm2_name, latitude, longitude, people = row
        names = _names_of_place(name, _split(others))
        if not ref.startswith("geonames:") and kind == "city":
            ref = self._same_town(country, names, towns) or ref
        people = max(people, self._world.people(ref))
        adm2 = self._unit((country, adm1_name, adm2_name)) if adm2_name else None
        adm1 = self._unit((country, adm1_name, "")) if adm1_name else self._unit_around(country, towns)
        for unit in (adm1, adm2):
            if unit:
                unit.gather((latitude, longitude), people)
        return Entry(
            number=self._next(), ref=ref, name=names[0], others=names[1:], kind=kind, country=country,
            adm1=adm1.entry.number if adm1 else adm2.entry.adm1 if adm2 else None, adm2=adm2.entry.number if adm2 else None,
            latitude=latitude, longitude=longitude, radius_km=town_radius(people) if kind in ("city", "part") else 25.0, population=people,
        )  # fmt: skip

    def _same_town(self, country: str, names: Sequence[str], towns: Sequence[Near]) -> str | None:
        """The id of the world's town that this row stands for: nearby, and of the same sound."""
        sounds = frozenset(map(_flat_sound, names))
        for town in towns:
            if (
                town.km <= SAME_TOWN_KM
                and town.country == country
                and self._world.is_town_named(country, town.id, sounds)
            ):
                ref = self._world.ref_of(town.id)
                if (
                    ref not in self._seen
                    and not self._own.execute("select 1 from place where ref = ?", (ref,)).fetchone()
                ):
                    self._seen.add(ref)
                    return ref
        return None

    def _unit_around(self, country: str, towns: Sequence[Near]) -> _Unit | None:
        """The first-level unit of a place whose table names none: that of the next known towns, where they agree."""
        found = {town.adm1 for town in towns if town.km <= NEXT_TOWN_KM and town.country == country}
        if len(found) != 1 or not (number := found.pop()):
            return None
        return next((self._copied(entry) for entry, _ in self._world.units(country) if entry.number == number), None)

    def _renamed(self) -> Iterator[Entry]:
        """Names that came for places of the world (GeoNames alternate names): the place is laid down again with them."""
        names: dict[str, list[str]] = defaultdict(list)
        rows = self._own.execute(
            "select other.ref, other.name from other left join place using (ref) where place.ref is null order by other.ref"
        )
        for ref, name in rows:
            if self._world.place(ref):
                names[ref].append(name)
        for ref, written in names.items():
            known = self._world.place(ref)
            if known is None or known.kind == "country":
                continue
            if known.kind in ("adm1", "adm2"):
                self._names[self._copied(known).entry.ref].update(dict.fromkeys(written))
                continue
            units = [
                self._copied(unit)
                for number in (known.adm1, known.adm2)
                if number and (unit := self._numbered(known.country, number))
            ]
            adm1, adm2 = (
                next((one.entry.number for one in units if one.entry.kind == kind), None) for kind in ("adm1", "adm2")
            )
            yield replace(known, number=self._next(), others=tuple(dict.fromkeys(written)), adm1=adm1, adm2=adm2)

    def _numbered(self, country: str | None, number: int) -> Entry | None:
        return next((entry for entry, _ in self._world.units(country or "") if entry.number == number), None)

    # Units

    def _unit(self, key: UnitKey) -> _Unit | None:
        """The unit that a table means by a name or code within a country, made where the world has none."""
        if key not in self._of_key:
            self._of_key[key] = self._find_unit(key)
        return self._of_key[key]

    def _find_unit(self, key: UnitKey) -> _Unit | None:
        country, adm1, adm2 = key
        name = adm2 or adm1
        if name.startswith("code:"):
            number = self._numbers.get(name.removeprefix("code:"))
            known = self._world.place(f"geonames:{number}") if number else None
            return self._copied(known) if known else None
        above = self._unit((country, adm1, "")) if adm2 and adm1 else None
        same = (country, above.entry.ref if above else "", fold_name(name))
        unit = self._of_name.get(same)
        if unit is None:
            known = self._matching(key, above)
            unit = self._copied(known) if known else self._made(key, above)
            self._of_name[same] = unit
        self._names[unit.entry.ref][name] = None
        return unit

    def _matching(self, key: UnitKey, above: _Unit | None) -> Entry | None:
        country, _, adm2 = key
        kind = "adm2" if adm2 else "adm1"
        units = [
            (entry, names) for entry, names in self._world.units(country)
            if entry.kind == kind and (above is None or self._is_in(entry, above))
        ]  # fmt: skip
        name = title_pattern().sub("", fold_name(adm2 or key[1])).strip()
        for shape in (str, _flat_sound, spelling_key):
            if found := [entry for entry, names in units if any(shape(one) == shape(name) for one in names)]:
                return found[0] if len(found) == 1 or shape is not spelling_key else None
        votes = self._votes[key]
        number, most = votes.most_common(1)[0] if votes else (0, 0)
        if most >= LEAST_VOTES and most >= LEAST_SHARE * votes.total():
            return next((entry for entry, _ in units if entry.number == number and entry.ref not in self._units), None)
        return None

    def _is_in(self, unit: Entry, above: _Unit) -> bool:
        """A district of the world lies in the province that the own index has copied."""
        province = self._numbered(unit.country, unit.adm1) if unit.adm1 else None
        return province is not None and province.ref == above.entry.ref

    def _copied(self, known: Entry) -> _Unit:
        """A unit of the world, laid down again in the own index under its id."""
        if known.ref not in self._units:
            above = self._numbered(known.country, known.adm1) if known.adm1 else None
            adm1 = self._copied(above).entry.number if above else None
            self._units[known.ref] = _Unit(replace(known, number=self._next(), adm1=adm1, adm2=None))
        return self._units[known.ref]

    def _made(self, key: UnitKey, above: _Unit | None) -> _Unit:
        country, adm1, adm2 = key
        kind, name = ("adm2", adm2) if adm2 else ("adm1", adm1)
        within = above.entry.name if above else adm1 if adm2 else ""
        parts = (fold_name(one).replace(" ", "-") for one in (within, name) if one)
        ref = ":".join(("own", kind, country.lower(), *parts))
        if ref not in self._units:
            adm1_number = above.entry.number if above else None
            self._units[ref] = _Unit(
                Entry(number=self._next(), ref=ref, name=name, others=(), kind=kind, country=country, adm1=adm1_number)
            )
        return self._units[ref]


def _split(others: str) -> tuple[str, ...]:
    return tuple(filter(None, others.split("\n")))


def _names_of_place(name: str, others: Sequence[str]) -> tuple[str, ...]:
    """A place's names, the table's first, with what is left of them without what tells namesakes apart.

    "Turbeh (Darbasiyah)" -> also "Turbeh"; "Omsiya - Donbaly" -> also both
    """
    kept = dict.fromkeys((name, *others))
    for one in (name, *others):
        bare = _TOLD_APART.sub("", one)
        if bare and len(bare) > 2:
            kept.setdefault(bare)
            if len(parts := _TWO_NAMES.split(bare)) == 2:
                kept.update(dict.fromkeys(part for part in parts if len(part) > 2))
    return tuple(kept)


def _flat_sound(name: str) -> str:
    return sound_name(name).replace(" ", "")
