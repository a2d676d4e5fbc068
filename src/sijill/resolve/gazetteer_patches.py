"""Decides what a file of hand-kept places says: places that no table has, and further names of known ones, each with its source.

A TOML file with [[place]] and [[name]] -> Format, as from a table (gazetteer_formats.py); a row that is wrong or names no source is told by
its number, and nothing is taken (InputError). Stores nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sijill.errors import InputError
from sijill.resolve.gazetteer_formats import Format, Row, country_code, point_in
from sijill.text.names import fold_name

SUFFIX, PATCHES = ".toml", "patches"
MAX_BYTES = 10_000_000
_KEYS = {
    "place": (
        "name",
        "others",
        "country",
        "kind",
        "adm1",
        "adm2",
        "latitude",
        "longitude",
        "population",
        "id",
        "source",
    ),
    "name": ("place", "names", "source"),
}
_NEEDED = {"place": ("name", "country", "latitude", "longitude", "source"), "name": ("place", "names", "source")}
_KINDS = ("city", "part", "adm1", "adm2", "region")
_PLACE_ID = re.compile(r"[a-z][a-z0-9_.-]*:\S+")


def read_patches(path: Path, source: str) -> Format:
    """The places and names of a file of patches; its rows are checked before the first is handed on."""
    table = _load(path)
    rows = [row for kind in _KEYS for row in _rows(path, kind, table.get(kind, []), source)]
    if not rows:
        raise InputError(f"{path} holds no [[place]] and no [[name]]; docs/places.md shows how they are written")
    said = dict.fromkeys(row["source"] for kind in _KEYS for row in table.get(kind, []))
    return Format(
        name=PATCHES, says=f"hand-kept places and names ({'; '.join(said)})"[:500], source=source, rows=iter(rows)
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES:,} bytes; a table of so many places is imported as CSV")
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror or fault}; name a file that can be read") from fault
    except UnicodeDecodeError as fault:
        raise InputError(f"{path}: not UTF-8, which TOML is written in; save it as UTF-8") from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise InputError(f"{path}: not TOML ({fault}); mend it, nothing was imported") from fault
    if unknown := sorted(set(table) - set(_KEYS)):
        raise InputError(f"{path}: [{unknown[0]}] is not known; there are [[place]] and [[name]]")
    return table


def _rows(path: Path, kind: str, entries: object, source: str) -> Iterator[Row]:
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise InputError(f"{path}: {kind} is written [[{kind}]], once for each")
    for number, entry in enumerate(entries, start=1):
        where = f"{path}, [[{kind}]] {number}"
        if unknown := sorted(set(entry) - set(_KEYS[kind])):
            raise InputError(f"{where}: {unknown[0]} is not known; there are {', '.join(_KEYS[kind])}")
        if missing := [key for key in _NEEDED[kind] if entry.get(key) in (None, "", [])]:
            raise InputError(f"{where}: no {missing[0]}; each needs {', '.join(_NEEDED[kind])}")
        if not isinstance(entry["source"], str):
            raise InputError(f"{where}: source is {entry['source']!r}; say in words where it was taken from")
        yield from _place(where, number, entry, source) if kind == "place" else _names(where, number, entry)


def _place(where: str, number: int, entry: Mapping[str, Any], source: str) -> Iterator[Row]:
    name, country = _words(where, "name", entry["name"]), country_code(str(entry["country"]))
    if country is None:
        raise InputError(f"{where}: country {entry['country']!r} is no country; give a code, for example SY")
    kind, people = entry.get("kind", "city"), entry.get("population", 0)
    if kind not in _KINDS:
        raise InputError(f"{where}: kind {kind!r} is not known; there are {', '.join(_KINDS)}")
    if not isinstance(people, int) or isinstance(people, bool) or people < 0:
        raise InputError(f"{where}: population {people!r} is no number of people")
    try:
        point = point_in(str(entry["latitude"]), str(entry["longitude"]))
    except ValueError as fault:
        raise InputError(f"{where}: {fault}; mend it, nothing was imported") from None
    if point is None:
        raise InputError(f"{where}: 0, 0 is no place on land; leave the place out until its position is known")
    ref = entry.get("id") or f"{source}:{fold_name(name)}@{point[0]:.4f},{point[1]:.4f}".replace(" ", "-")
    yield Row(
        number=number, ref=_place_id(where, ref), own_id=ref, name=name, others=_several(where, "others", entry.get("others", [])),
        kind=kind, country=country, adm1=_words(where, "adm1", entry.get("adm1", "")), adm2=_words(where, "adm2", entry.get("adm2", "")),
        latitude=point[0], longitude=point[1], population=people,
    )  # fmt: skip


def _names(where: str, number: int, entry: Mapping[str, Any]) -> Iterator[Row]:
    place = _place_id(where, entry["place"])
    for name in _several(where, "names", entry["names"]):
        yield Row(number=number, ref=place, name=name)


def _place_id(where: str, words: object) -> str:
    if isinstance(words, str) and _PLACE_ID.fullmatch(words):
        return words
    raise InputError(f"{where}: {words!r} is no place id; gazetteer find shows them, for example geonames:170654")


def _several(where: str, key: str, words: object) -> tuple[str, ...]:
    listed: Sequence[object] = words if isinstance(words, list) else [words]
    return tuple(dict.fromkeys(_words(where, key, one) for one in listed))


def _words(where: str, key: str, words: object) -> str:
    if not isinstance(words, str) or len(words) > 200 or (words and not any(letter.isalpha() for letter in words)):
        raise InputError(f"{where}: {key} {str(words)[:40]!r} is no name")
    return " ".join(words.split())
