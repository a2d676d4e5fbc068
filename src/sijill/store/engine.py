"""Decides how SQLite is spoken to, and what its failures mean to a person.

A file -> an engine whose transactions are explicit and, once committed, on the disk. Knows no table.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from sijill.errors import RegisterBusy, RegisterDamaged, SijillError, StoreFull

BUSY_TIMEOUT_MS = 10_000
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_FAULTS = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def open_engine(file: Path) -> Engine:
    """An engine over one SQLite file: WAL, and a commit returns only when the disk has it (synchronous FULL)."""
    engine = create_engine(URL.create("sqlite", database=str(file)))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


@contextmanager
def said_plainly(folder: Path) -> Iterator[None]:
    """Turns failures of the disk and of the file into StoreFull, RegisterBusy or RegisterDamaged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as fault:
        meaning = meaning_of(fault.orig if isinstance(fault, DBAPIError) else fault, folder)
        if meaning is None:
            raise
        raise meaning from fault


def meaning_of(fault: BaseException | None, folder: Path) -> SijillError | None:
    """What a failure means to the person at the keyboard; None where it is our own."""
    if isinstance(fault, OSError):
        return _no_room(folder) if fault.errno in _NO_ROOM else None
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        return None
    if code in _READ_FAULTS:
        return _damaged(folder, str(fault))
    match code & 0xFF:
        case primary if primary in _FULL:
            return _no_room(folder)
        case primary if primary in _BUSY:
            return RegisterBusy(f"{folder} is in use by another program ({fault}); close it and try again")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _damaged(folder, str(fault))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return RegisterDamaged(
                f"{folder}/register.db cannot be opened ({fault}); see to its permissions, and its folder's"
            )
    return None


def _no_room(folder: Path) -> StoreFull:
    return StoreFull(
        f"no room left to write in {folder}: the disk, a quota or a file-size limit is full; make room and run the same "
        "command again: all that was confirmed is kept"
    )


def _damaged(folder: Path, says: str) -> RegisterDamaged:
    return RegisterDamaged(
        f"{folder}/register.db is damaged ({says}); put a copy of it back, or move it away and add the reports again: "
        f"their bytes are in {folder}/archive"
    )
