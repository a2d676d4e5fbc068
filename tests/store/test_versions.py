"""Migrations and tables.py say the same; old files are brought up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import text

from sijill.store.engine import open_engine
from sijill.store.register import open_store
from sijill.store.versions import HEAD, KNOWN, MIGRATIONS, create_tables, migrate


def schema_of(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(file) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({name})"))
            + sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({name})") if row[3] == "c")
            + sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({name})"))
            for name in sorted(names)
        }


def test_the_migrations_make_the_tables_that_a_new_register_has(tmp_path: Path) -> None:
    made, migrated = open_engine(tmp_path / "made.db"), open_engine(tmp_path / "migrated.db")
    with made.begin() as connection:
        create_tables(connection)
    with migrated.begin() as connection:
        migrate(connection)
    assert schema_of(tmp_path / "made.db") == schema_of(tmp_path / "migrated.db")


def test_every_migration_is_known_and_the_last_one_is_the_head() -> None:
    numbers = sorted(file.name[1:5] for file in (MIGRATIONS / "versions").glob("v*.py"))
    assert tuple(numbers) == KNOWN
    assert KNOWN[-1] == HEAD


def test_a_file_whose_making_was_interrupted_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "sijill.toml").write_text("")
    (tmp_path / "register.db").touch()
    with open_store(tmp_path) as store:
        assert store.documents() == []
    with open_engine(tmp_path / "register.db").connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
