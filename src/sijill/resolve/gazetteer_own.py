"""Decides what a register's own gazetteer holds: the places that its users imported, theirs until they take them out.

files of places -> places.sqlite in the register's gazetteer folder, one transaction a file: it is all there or none of it. The index that
look-ups read is compiled from it (gazetteer_compile.py) whenever it, the world default or the format of an index changed.

A file that is there already (same bytes, same options) adds nothing. A place that comes again under its id is replaced by the later row.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sijill.errors import InputError
from sijill.resolve.gazetteer_files import read_table
from sijill.resolve.gazetteer_formats import Format, Row, country_code, recognise
from sijill.resolve.gazetteer_near import WorldTowns
from sijill.resolve.gazetteer_patches import PATCHES, SUFFIX, read_patches

STORE_FORMAT = "1"
LOCK_WAIT_S = 60
# A file whose places lie in one country by at least this share, by the known towns nearest to them, is of that country.
SHARE_OF_ONE_COUNTRY = 0.9
SAMPLE = 400

_TABLES = """
create table import(id integer primary key, digest text unique, file text, format text, source text, licence text, country text,
                    places integer, names integer, added_at text);
create table place(ref text primary key, import integer, number integer, own_id text, name text, others text, kind text, country text,
                   adm1 text, adm2 text, latitude real, longitude real, population integer) without rowid;
create table other(ref text, name text, import integer, primary key(ref, name)) without rowid;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What was taken of one file. known: it was there already, and nothing changed."""

    file: str
    format: str
    source: str
    licence: str
    country: str  # one code, "in the file", or several
    places: int
    names: int
    kinds: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    replaced: int = 0
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What whoever adds a file says of it."""

    country: str | None = None
    source: str | None = None
    licence: str | None = None
    encoding: str | None = None
    max_rows: int = 3_000_000


def add_file(folder: Path, path: Path, wishes: Wishes, world: Path) -> Import:
    """Imports one file of places; raises InputError with the row where something is wrong, and then nothing of it is kept."""
    if wishes.country and country_code(wishes.country) is None:
        raise InputError(f"country {wishes.country!r} is no country; give an ISO 3166-1 alpha-2 code, for example SY")
    digest = _digest(path, wishes)
    with _store(folder, writing=True) as base:
        if row := base.execute("select * from import where digest = ?", (digest,)).fetchone():
            return _known(row)
        source = wishes.source or _stem(path)
        if path.suffix.lower() == SUFFIX:
            found = read_patches(path, source)
        else:
            found = recognise(str(path), read_table(path, wishes.encoding), source)
        return _take(base, found, path, wishes, digest, world)


def imports(folder: Path) -> list[Import]:
    """What a register's own gazetteer was made from, in the order it was added."""
    if not (folder / "places.sqlite").exists():
        return []
    with _store(folder) as base:
        return [_known(row) for row in base.execute("select * from import order by id")]


def own_digest(folder: Path) -> str | None:
    """Names the content of a register's own gazetteer; None where it has none."""
    if not (folder / "places.sqlite").exists():
        return None
    with _store(folder) as base:
        digests = [row[0] for row in base.execute("select digest from import order by id")]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:16] if digests else None


@contextmanager
def open_store(folder: Path) -> Iterator[sqlite3.Connection]:
    """The imported places, for reading."""
    with _store(folder) as base:
        yield base


def _known(row: tuple[object, ...]) -> Import:
    _, _, file, name, source, licence, country, places, names, _ = row
    return Import(
        file=str(file), format=str(name), source=str(source), licence=str(licence), country=str(country),
        places=int(str(places)), names=int(str(names)), known=True,
    )  # fmt: skip


def _stem(path: Path) -> str:
    return path.name.split(".")[0].lower().replace(" ", "-") or "own"


def _digest(path: Path, wishes: Wishes) -> str:
    said = json.dumps([STORE_FORMAT, wishes.country, wishes.source, wishes.licence, wishes.encoding])
    found = hashlib.sha256(said.encode())
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror or fault}; name a file that can be read") from fault
    return found.hexdigest()


def _take(base: sqlite3.Connection, found: Format, path: Path, wishes: Wishes, digest: str, world: Path) -> Import:
    number = base.execute("select coalesce(max(id), 0) + 1 from import").fetchone()[0]
    counted = _write_rows(base, found, number, str(path), wishes.max_rows)
    if not counted.total():
        left = ", ".join(f"{count} {why}" for why, count in found.left_out.items())
        raise InputError(
            f"{path}: no place could be taken from it{f' ({left})' if left else ''}; see docs/places.md for the formats"
        )
    if found.name == PATCHES:
        _refuse_unknown(base, number, str(path), world)
    country = _settle_country(base, number, str(path), wishes, world)
    names, replaced = counted.pop("names", 0), counted.pop("replaced", 0)
    kinds = tuple(sorted(counted.items()))
    made = Import(
        file=path.name, format=found.says, source=wishes.source or found.source, licence=wishes.licence or "", country=country,
        places=sum(counted.values()), names=names, kinds=kinds, left_out=tuple(sorted(found.left_out.items())), replaced=replaced,
    )  # fmt: skip
    base.execute(
        "insert into import values(?,?,?,?,?,?,?,?,?,?)",
        (number, digest, made.file, found.name, made.source, made.licence, country, made.places, names, _now()),
    )
    return made


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _write_rows(base: sqlite3.Connection, found: Format, number: int, file: str, max_rows: int) -> Counter[str]:
    """Writes every row, counted by kind; two rows of one id end the import."""
    counted: Counter[str] = Counter()
    base.execute("create temp table seen(own_id text primary key, row integer) without rowid")
    for count, row in enumerate(found.rows, start=1):
        if count > max_rows:
            raise InputError(
                f"{file}, row {row.number}: more than {max_rows:,} rows; split the file by country, or raise max_gazetteer_rows in [limits]"
            )
        if row.own_id:
            _refuse_second(base, row, file)
        if row.latitude is None:
            base.execute("insert or ignore into other values(?,?,?)", (row.ref, row.name, number))
            counted["names"] += 1
            continue
        before = base.execute("select import from place where ref = ?", (row.ref,)).fetchone()
        if before and before[0] == number:
            if not row.own_id:
                found.left_out["standing there twice"] += 1
                continue
            row = _renamed(row, found.source)
        elif before:
            counted["replaced"] += 1
        counted[row.kind] += 1
        base.execute("insert or replace into place values(?,?,?,?,?,?,?,?,?,?,?,?,?)", (
            row.ref, number, row.number, row.own_id, row.name, "\n".join(row.others), row.kind, row.country, row.adm1, row.adm2,
            row.latitude, row.longitude, row.population,
        ))  # fmt: skip
    base.execute("drop table seen")
    return counted


def _refuse_second(base: sqlite3.Connection, row: Row, file: str) -> None:
    if base.execute("insert or ignore into temp.seen values(?,?)", (row.own_id, row.number)).rowcount:
        return
    first = base.execute("select row from temp.seen where own_id = ?", (row.own_id,)).fetchone()[0]
    raise InputError(
        f"{file}, row {row.number}: the id {row.own_id!r} stands in row {first} already; each place has an id of its own"
    )


def _refuse_unknown(base: sqlite3.Connection, number: int, file: str, world: Path) -> None:
    """A name that somebody wrote by hand for a place that nobody knows is a slip; of a table of names it only says that it covers more."""
    asked = "select ref from other where import = ? and ref not in (select ref from place) order by ref"
    with closing(sqlite3.connect(f"file:{world}?mode=ro&immutable=1", uri=True)) as known:
        for (ref,) in base.execute(asked, (number,)).fetchall():
            if not known.execute("select 1 from place where ref = ?", (ref,)).fetchone():
                raise InputError(f"{file}: no place has the id {ref!r}; gazetteer find shows the ids of places")


def _renamed(row: Row, source: str) -> Row:
    """The second of two rows that claim one GeoNames id goes by the table's own."""
    return replace(row, ref=f"{source}:{row.own_id}")


def _settle_country(base: sqlite3.Connection, number: int, file: str, wishes: Wishes, world: Path) -> str:
    """The country of the rows that name none: the one that was said, else the one in which they plainly lie."""
    said = country_code(wishes.country) if wishes.country else None
    without = "import = ? and country is null"
    wanting = base.execute(f"select count(*) from place where {without}", (number,)).fetchone()[0]
    if not wanting:
        return "in the file"
    if said is None:
        step = max(1, wanting // SAMPLE)
        points = base.execute(
            f"select latitude, longitude from place where {without} and number % ? = 0", (number, step)
        ).fetchall()
        votes = Counter(WorldTowns.of(world).countries_of(points or base.execute(
            f"select latitude, longitude from place where {without}", (number,)).fetchall()))  # fmt: skip
        code, most = votes.most_common(1)[0]
        if code == "?" or most < SHARE_OF_ONE_COUNTRY * votes.total():
            listed = ", ".join(f"{one} {count / votes.total():.0%}" for one, count in votes.most_common(3))
            raise InputError(
                f"{file} does not say in which country its places lie ({listed} by their coordinates); give --country"
            )
        said = code
    base.execute(f"update place set country = ? where {without}", (said, number))
    return said


@contextmanager
def _store(folder: Path, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """One transaction on the imported places; whatever fails inside leaves them as they were."""
    path = folder / "places.sqlite"
    try:
        if writing:
            folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=LOCK_WAIT_S if writing else 5.0, isolation_level=None)) as base:
            base.execute("begin immediate" if writing else "begin")
            try:
                if not base.execute("select 1 from sqlite_master where name = 'place'").fetchone():
                    for table in _TABLES.split(";\n"):
                        base.execute(table)
                yield base
            except BaseException:
                base.rollback()
                raise
            base.commit()
    except OSError as fault:
        raise InputError(f"{folder}: {fault.strerror or fault}; the gazetteer's folder cannot be written to") from fault
    except sqlite3.OperationalError as fault:
        what = (
            "another import is being written; try again later"
            if "locked" in str(fault)
            else "see that the disk has room and can be written to"
        )
        raise InputError(f"{path}: {fault}; {what}") from fault
    except sqlite3.DatabaseError as fault:
        raise InputError(f"{path} is no gazetteer ({fault}); remove it and add its files again") from fault
