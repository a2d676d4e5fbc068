"""Decides whether a register's file is of this version, and brings an older one up to it.

An engine -> tables of the current version, or RegisterDamaged. A new file gets its tables at once; alembic, which takes a while to
import, is loaded only where an older file has to be changed.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from sijill.errors import RegisterDamaged
from sijill.store.tables import SCHEMA

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0005"
KNOWN = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
)  # oldest first; a test compares them with the files in migrations/versions


def version_of(connection: Connection) -> str | None:
    """The version that the file says it has; None for an empty file."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise RegisterDamaged(
            "register.db holds tables, but none of a Sijill register; put the right file in its place"
        )
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def is_current(engine: Engine, folder: Path) -> bool:
    """Whether the file can be used as it is. Raises RegisterDamaged for one that a newer Sijill wrote."""
    with engine.connect() as connection:
        version = version_of(connection)
    if version is not None and version not in KNOWN:
        raise RegisterDamaged(
            f"{folder}/register.db has version {version}, which this Sijill (up to {HEAD}) does not know; update Sijill"
        )
    return version == HEAD


def bring_up_to_date(engine: Engine) -> None:
    """Makes the tables of a new file, or runs the migrations that an older one lacks: all in one transaction."""
    with engine.begin() as connection:
        if version_of(connection) is None:
            create_tables(connection)
        else:
            migrate(connection)


def create_tables(connection: Connection) -> None:
    SCHEMA.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:version)"), {"version": HEAD})


def migrate(connection: Connection, target: str = "head") -> None:
    """Runs alembic's migrations over an open connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
