"""Bad input through the commands and the real stages: each fault is named with its file and what to do, and the rest is taken."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.collect.files import lock_pdf, write_pdf

pytestmark = pytest.mark.slow

HUGE_BYTES = 200_000_000
DIGITS = 400
NESTED = 100_000
NUMBERS = 10_000
RTL_MARK, LTR_MARK = "\u200f", "\u200e"

# What each file says where it can be read: in one land, on days far apart, so that nothing is one incident with anything else.
TEXTS: dict[str, bytes] = {
    "good.txt": b"Gunmen killed 6 villagers in Marib on 11 January 2024, police said.",
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 400,
    "legacy.txt": "Police said 7 people were killed near a café in Marib on 2 February 2024.".encode("latin-1"),
    "lines.txt": b"\xef\xbb\xbfBOMB IN MARIB\r\n\r\nPolice said 12 people were killed in Marib\r\non 3 March 2024.\r\n",
    "digits.txt": f"Police said {'9' * DIGITS} people were killed in Marib on 7 May 2024. Three were injured.".encode(),
    "marks.txt": f"Police said 1{RTL_MARK}2{LTR_MARK} people were injured in Marib on 8 June 2024.".encode(),
    "numbers.txt": f"Police said {', '.join(map(str, range(NUMBERS)))} people died in Marib.".encode(),
    "records.jsonl": b'{"id": "one", "text": "Police said 3 people were killed in Marib on 5 August 2024."}\n{"id": "two", "text": "Po\n'
    b'{"id": "three", "text": "Police said 5 people were killed in Marib on 6 October 2024."}\n',
    "deep.html": b"<html><body>%b%b%b"
    % (b"<div>" * NESTED, b"Police said 9 people were killed in Marib on 4 December 2024.", b"</div>" * NESTED),
}

# What is said of a file, and the remedy.
SAID = {
    "empty.txt": ("the file is empty", "leave it out"),
    "binary.txt": ("NUL bytes", "save the report itself as text"),
    "legacy.txt": ("it is not UTF-8", "Save the file again as UTF-8"),
    "huge.txt": ("archived but not read", "raise limits.max_document_mb"),
    "records.jsonl, line 2": ("it is no JSON", "write one JSON object a line"),
    "locked.pdf": ("opens with a password", "save a copy without it"),
    "folder/back": ("leads back to a folder", "Remove the link"),
}


@dataclass(frozen=True)
class Outcome:
    """What came of adding and building: the register, what was printed, and the build as JSON."""

    register: Path
    added: subprocess.CompletedProcess[str]
    built: subprocess.CompletedProcess[str]

    @property
    def register_shape(self) -> Any:
        return json.loads(self.built.stdout)


def sijill(*arguments: str | Path, most_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command; most_bytes: how large a file it may write, which is what a full disk looks like to it."""

    def lower() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    environment = {name: value for name, value in os.environ.items() if name != "SIJILL_REGISTER"}
    return subprocess.run(
        [sys.executable, "-m", "sijill", *map(str, arguments)], capture_output=True, text=True, timeout=300,
        env=environment, preexec_fn=lower,
    )  # fmt: skip


def write_inputs(folder: Path) -> Path:
    (folder / "folder").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_bytes(text)
    with (folder / "huge.txt").open("wb") as file:
        line = b"Police said 12 people were killed in Marib on Friday. " * 1_000
        while file.tell() < HUGE_BYTES:
            file.write(line)
    (folder / "locked.pdf").write_bytes(lock_pdf(write_pdf(["Police said 4 people were killed."]), "secret"))
    (folder / "folder" / "back").symlink_to("..")
    return folder


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """All of them, added and built in one register."""
    folder = tmp_path_factory.mktemp("bad")
    inputs, register = write_inputs(folder / "inputs"), folder / "register"
    assert sijill("init", register).returncode == 0
    added = sijill("add", "--register", register, inputs)
    built = sijill("build", "--register", register, "--json")
    return Outcome(register=register, added=added, built=built)


def figures_of(outcome: Outcome, name: str) -> set[tuple[str, int | None]]:
    """Outcome and best of every toll for all victims in the main incident of a document."""
    shape = outcome.register_shape
    main = next(document["main_incident"] for document in shape["documents"] if document["id"] == name)
    subjects = {subject["id"]: subject for subject in (*shape["incidents"], *shape["episodes"])}
    tolls = subjects[main]["tolls"] if main in subjects else []
    return {(toll["outcome"], toll["best"]) for toll in tolls if toll["victims"] == "all"}


def test_each_fault_is_named_with_its_file_and_the_remedy(outcome: Outcome) -> None:
    said = [line for line in outcome.added.stderr.splitlines() if line.startswith("problem:")]
    for name, (fault, remedy) in SAID.items():
        assert any(name in line and fault in line and remedy in line for line in said), (name, said)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("good", ("killed", 6)),
        ("legacy", ("killed", 7)),
        ("lines", ("killed", 12)),
        ("deep", ("killed", 9)),
        ("one", ("killed", 3)),
        ("three", ("killed", 5)),
        ("digits", ("injured", 3)),
        ("marks", ("injured", 12)),
    ],
)
def test_the_rest_is_read(outcome: Outcome, name: str, expected: tuple[str, int]) -> None:
    assert figures_of(outcome, name) == {expected}


def test_a_sentence_of_numbers_is_a_problem_and_no_figure(outcome: Outcome) -> None:
    assert not figures_of(outcome, "numbers")
    assert any("numbers" in problem["says"] for problem in outcome.register_shape["problems"])


def test_nobody_meets_a_traceback(outcome: Outcome) -> None:
    for done in (outcome.added, outcome.built):
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr


def is_sound(register: Path) -> bool:
    with sqlite3.connect(register / "register.db") as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def test_the_register_stays_sound(outcome: Outcome) -> None:
    assert is_sound(outcome.register)
    shown = sijill("show", "--register", outcome.register)
    assert shown.returncode == 0, shown.stderr
    assert "Marib" in shown.stdout or "Ma'rib" in shown.stdout


@pytest.mark.parametrize("most_bytes", [1_000, 40_000])
def test_a_full_disk_is_said_and_the_next_run_completes(tmp_path: Path, most_bytes: int) -> None:
    register, report = tmp_path / "register", tmp_path / "good.txt"
    report.write_bytes(TEXTS["good.txt"])
    assert sijill("init", register).returncode == 0
    full = sijill("add", "--register", register, report, most_bytes=most_bytes)
    assert full.returncode == 3, full.stderr
    assert str(register) in full.stderr and "make room" in full.stderr
    assert sijill("add", "--register", register, report).returncode == 0
    assert sijill("build", "--register", register).returncode == 0
    assert is_sound(register)
