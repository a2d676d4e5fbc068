"""What was confirmed survives: being killed at any moment, and a disk without room."""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sijill.config import make_register
from sijill.model.register import Register
from sijill.store.register import open_store

KILLS = 24
PAUSE_S = 0.004
ROOT = Path(__file__).parents[1]


def command(register: Path, *arguments: str, pause_s: float = 0.0) -> list[str]:
    name, *rest = arguments
    return [sys.executable, "-m", "tests.run_with_fakes", str(pause_s), name, "--register", str(register), *rest]


def run(register: Path, *arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command; limit: how large a file it may write, which is what a full disk looks like to it."""

    def lower() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        command(register, *arguments), cwd=ROOT, capture_output=True, text=True, timeout=120, preexec_fn=lower
    )


def write_reports(folder: Path, count: int, padding: str = "") -> Path:
    folder.mkdir()
    for number in range(count):
        text = f"Place{number % 7} {number + 1}. Report {number} of a dry season in a land that is not. {padding}"
        (folder / f"report-{number:03}.txt").write_text(text)
    return folder


def make_serial_register(folder: Path) -> Path:
    """A register that reads in one process: the stages put in place of the real ones live in that one only."""
    make_register(folder)
    (folder / "sijill.toml").write_text("[read]\nprocesses = 1\n")
    return folder


def is_sound(register: Path) -> bool:
    with sqlite3.connect(register / "register.db") as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def register_in(folder: Path) -> Register:
    with open_store(folder) as store:
        register = store.register()
    assert register
    documents = tuple(sorted(register.documents, key=lambda one: one.document.id))
    return replace(register, built_at="", documents=documents)


def kill_after(arguments: list[str], delay_s: float, *, at_work: bool) -> list[str]:
    """The lines that a command had printed when it was killed; at_work: so long after its first one."""
    with subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as running:
        assert running.stdout
        first = running.stdout.readline() if at_work else ""
        time.sleep(delay_s)
        running.kill()
        return [*first.splitlines(), *running.stdout.read().splitlines()]


def confirmed(lines: list[str], word: str) -> set[str]:
    """Ids that were printed as added or read; a last line that was cut short confirms nothing."""
    found = (line.split() for line in lines)
    return {
        part for parts in found if word in parts for part in parts if part.startswith("document-") and len(part) == 21
    }


@pytest.mark.slow
def test_killed_at_any_moment_it_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports", 150)
    register, clean = make_serial_register(tmp_path / "register"), make_serial_register(tmp_path / "clean")
    chance = random.Random(20250309)
    added: set[str] = set()
    read: set[str] = set()
    for attempt in range(KILLS):
        step = ("add", str(reports)) if attempt < KILLS // 2 else ("build", "-v")
        lines = kill_after(command(register, *step, pause_s=PAUSE_S), chance.uniform(0, 0.4), at_work=attempt % 6 != 5)
        added |= confirmed(lines, "added")
        read |= confirmed(lines, "read")
        with open_store(register) as store:
            assert added <= {document.id for document in store.documents()}
            kept = {reader: store.readings(reader) for reader in {stamp_reader(register)} if reader}
            assert read <= {document for found in kept.values() for document in found}
        assert is_sound(register)
        if attempt == KILLS // 2 - 1:
            assert run(register, "add", str(reports)).returncode == 0
    assert added
    assert read
    assert run(register, "build").returncode == 0
    assert run(clean, "add", str(reports)).returncode == 0
    assert run(clean, "build").returncode == 0
    assert register_in(register) == register_in(clean)


def stamp_reader(register: Path) -> str | None:
    """The key of the only reader that was at work."""
    with sqlite3.connect(register / "register.db") as connection:
        row = connection.execute("SELECT reader FROM readings LIMIT 1").fetchone()
    return str(row[0]) if row else None


@pytest.mark.slow
@pytest.mark.parametrize("limit", [512, 6_000, 60_000, 300_000])
def test_a_disk_without_room_is_said_plainly_and_leaves_the_register_sound(tmp_path: Path, limit: int) -> None:
    reports, register = (
        write_reports(tmp_path / "reports", 60, padding="dust " * 800),
        make_serial_register(tmp_path / "register"),
    )
    full = run(register, "add", str(reports), limit=limit)
    assert full.returncode == 3, full.stderr
    assert "Traceback" not in full.stderr
    assert "room" in full.stderr or "limit" in full.stderr
    printed = confirmed(full.stdout.splitlines(), "added")
    assert run(register, "add", str(reports)).returncode == 0
    assert is_sound(register)
    with open_store(register) as store:
        assert printed <= {document.id for document in store.documents()}
        assert len(store.documents()) == 60


@pytest.mark.slow
def test_a_build_without_room_is_completed_by_the_next(tmp_path: Path) -> None:
    reports, register = write_reports(tmp_path / "reports", 60), make_serial_register(tmp_path / "register")
    assert run(register, "add", str(reports)).returncode == 0
    size = (register / "register.db").stat().st_size
    full = run(register, "build", limit=size + 20_000)
    assert full.returncode == 3, full.stderr
    assert "no room left" in full.stderr
    assert run(register, "build").returncode == 0
    assert is_sound(register)
    assert len(register_in(register).documents) == 60
