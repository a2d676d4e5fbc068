"""The review session on a real pseudo-terminal, and what it leaves in the log."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sijill import pipeline
from sijill.config import Read, Settings, make_register
from sijill.store.register import open_store
from tests import fake_stages
from tests.factories import make_document

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)
import pty
import termios

PATIENCE_S = 60.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    fake_stages.install(pipeline, monkeypatch.setattr)
    make_register(tmp_path / "register")
    with open_store(tmp_path / "register", writing=True) as store:
        store.add_documents([make_document(text) for text in ("Vareno 12.", "Halden 30.", "Orlec 2.")])
        pipeline.build(store, Settings(read=Read(processes=1)))
    return tmp_path / "register"


class Terminal:
    """Somebody at a terminal: waits for words, then presses keys."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._own, theirs = pty.openpty()
        words = [sys.executable, "-m", "tests.run_with_fakes", "0.0", "--register", str(folder), *arguments]
        environment = {**os.environ, "COLUMNS": "120", "TERM": "dumb"}
        self._process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)
        self.seen, self._read = "", 0

    def wait_for(self, words: str) -> None:
        """Waits until words are shown that were not waited for before."""
        until = time.monotonic() + PATIENCE_S
        while words not in self.seen[self._read :]:
            ready, _, _ = select.select([self._own], [], [], max(0.0, until - time.monotonic()))
            assert ready, f"waited for {words!r} and saw {self.seen[self._read :]!r}"
            self.seen += os.read(self._own, 4096).decode()
        self._read = self.seen.index(words, self._read) + len(words)

    def press(self, key: str) -> None:
        """Presses one key once single keys are listened for: what comes earlier is thrown away with the change of mode."""
        self._wait_until(lines=False)
        os.write(self._own, key.encode())

    def type(self, words: str) -> None:
        """Types a line and ends it."""
        self._wait_until(lines=True)
        os.write(self._own, f"{words}\n".encode())

    def _wait_until(self, *, lines: bool) -> None:
        until = time.monotonic() + PATIENCE_S
        while bool(termios.tcgetattr(self._own)[3] & termios.ICANON) is not lines:
            assert time.monotonic() < until
            time.sleep(0.02)

    def end(self) -> int:
        while True:
            try:
                found = os.read(self._own, 4096)
            except OSError:
                break
            if not found:
                break
            self.seen += found.decode()
        return self._process.wait(timeout=PATIENCE_S)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._own)


def test_a_session_asks_the_weightiest_first_takes_single_keys_and_can_be_taken_up_again(folder: Path) -> None:
    with Terminal(folder, "review", "--as", "Rana") as first:
        first.wait_for("stop: ")
        assert "«Halden 30»" in first.seen
        first.press("x")  # none of the keys
        first.wait_for("none of the keys")
        first.wait_for("stop: ")
        first.press("n")
        first.wait_for("why? ")
        first.type("a misprint")
        first.wait_for("stop: ")
        assert "decision-" in first.seen
        first.press("q")
        assert first.end() == 0
    with open_store(folder) as store:
        assert [row.decision.reason for row in store.log()] == ["a misprint"]
    with Terminal(folder, "review", "--as", "Rana") as second:
        second.wait_for("stop: ")
        assert "Halden" not in second.seen  # what was decided is not asked again
        assert "«Vareno 12»" in second.seen
        second.press("\r")  # later
        second.wait_for("stop: ")
        second.press("\x03")
        assert second.end() == 130
    with open_store(folder) as store:
        assert len(store.log()) == 1


def test_an_answer_that_cannot_be_is_refused_and_asked_again(folder: Path) -> None:
    with Terminal(folder, "review", "--as", "Rana", "--most", "1") as terminal:
        terminal.wait_for("stop: ")
        terminal.press("s")
        terminal.wait_for("why? ")
        terminal.type("I was told")
        terminal.wait_for("who says so")
        terminal.type("The mill owner")
        terminal.wait_for("kind")
        terminal.type("weatherman")
        terminal.wait_for("not decided")
        terminal.wait_for("stop: ")
        terminal.press("q")
        assert terminal.end() == 0
    with open_store(folder) as store:
        assert store.log() == ()


def test_the_queue_is_one_object_a_line_for_other_programs(folder: Path) -> None:
    words = [sys.executable, "-m", "tests.run_with_fakes", "0.0", "--register", str(folder), "review", "--json"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in said.splitlines()]
    assert [row["weight"] for row in rows] == sorted((row["weight"] for row in rows), reverse=True)
    assert {"id", "asks", "weight", "why", "subjects", "claim_ids", "sides", "about"} == set(rows[0])
