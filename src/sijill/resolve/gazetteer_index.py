"""Decides how places are laid down in an index file, and writes and opens such files.

Entries -> an SQLite file with two tables, renamed into place when it is whole, written by one process at a time. Knows neither
where the entries come from (gazetteer_world.py) nor how a name is looked for (gazetteer.py).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import InputError
from sijill.text.names import fold_name, spelling_key

# Part of every index file's version: raise it whenever the tables, the folding or the spelling key change.
INDEX_FORMAT = "7"
LOCK_WAIT_S = 300

_TABLES = """
create table about(field text primary key, value text) without rowid;
create table place(id integer primary key, ref text, name text, kind text, country text, adm1 integer, adm2 integer,
                   latitude real, longitude real, radius_km real, population integer);
create table name(folded text, place integer, key text, country text, main integer, unit integer,
                  primary key(folded, place)) without rowid;
"""
_INDEXES = """
create index name_by_key on name(country, key);
create index unit_by_key on name(key) where unit = 1;
create index place_by_ref on place(ref);
create index place_by_unit on place(adm1, adm2);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place to be laid down. adm1 and adm2 are numbers of other entries; latitude None: it is known only what contains it.

    kind: country, region, adm1, adm2, city, part.
    """

    number: int
    ref: str
    name: str
    others: tuple[str, ...]
    kind: str
    country: str | None
    adm1: int | None = None
    adm2: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    population: int = 0


def write_index(entries: Iterable[Entry], version: str, target: Path) -> None:
    """Writes an index file beside `target` and renames it into place, so that a half-written one is never opened."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished)) as base:
            base.executescript("pragma journal_mode=off; pragma synchronous=off; pragma page_size=8192;" + _TABLES)
            for entry in entries:
                _write_entry(base, entry)
            base.execute("insert into about values('version', ?)", (version,))
            base.executescript(_INDEXES)
            base.commit()
            base.execute("vacuum")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_entry(base: sqlite3.Connection, entry: Entry) -> None:
    base.execute(
        "insert into place values(?,?,?,?,?,?,?,?,?,?,?)",
        (
            entry.number, entry.ref, entry.name, entry.kind, entry.country, entry.adm1, entry.adm2,
            _rounded(entry.latitude, 5), _rounded(entry.longitude, 5), _rounded(entry.radius_km, 1), entry.population,
        ),
    )  # fmt: skip
    unit = int(entry.kind in ("country", "adm1", "region"))
    for main, written in [(1, entry.name), *((0, other) for other in entry.others)]:
        if folded := fold_name(written):
            base.execute(
                "insert or ignore into name values(?,?,?,?,?,?)",
                (folded, entry.number, spelling_key(folded), entry.country, main, unit),
            )


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)


def open_index(path: Path) -> sqlite3.Connection:
    """Opens an index file for reading, shared between threads; raises InputError for a file that is none."""
    try:
        base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        base.execute("select value from about where field = 'version'").fetchone()
    except sqlite3.Error as fault:
        raise InputError(f"{path} is no gazetteer index ({fault}); remove it and it is built again") from fault
    base.execute("pragma cache_size=-16000")
    base.execute("pragma mmap_size=268435456")
    return base


def index_version(base: sqlite3.Connection) -> str:
    row = base.execute("select value from about where field = 'version'").fetchone()
    return str(row[0]) if row else "unknown"


def build_once(target: Path, build: Callable[[], None]) -> None:
    """Builds `target` unless it is there; a second process waits for the first and then finds it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _only_one(target.with_suffix(".lock")):
        if not target.exists():
            build()


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Holds an exclusive lock that the operating system lets go of if the process dies, on every platform that SQLite runs on."""
    with closing(sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None)) as lock:
        try:
            lock.execute("begin exclusive")
        except sqlite3.Error as fault:
            raise InputError(
                f"{path} is locked by another process that builds the gazetteer; try again later"
            ) from fault
        yield
        lock.execute("rollback")
