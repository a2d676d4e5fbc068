"""Decides how long and how much memory a page or PDF may take: it is read in a process of its own, which is ended if it takes more.

A file of the archive -> Extract, or why there is none. Parsers are C and old formats are hostile: what crashes or hangs them
must not take the register's process along. What is drawn from a file is decided by pages.py and pdfs.py.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any

from sijill.collect.collected import Extract
from sijill.model.document import Metadata

MAX_SECONDS = 60.0
MAX_MEMORY_BYTES = 2 << 30
START = "from sijill.collect.extraction import answer; answer()"


class Extractor(AbstractContextManager["Extractor"]):
    """Reads pages and PDFs in one child process, started when the first comes and again after one that broke it."""

    def __init__(self, max_seconds: float = MAX_SECONDS) -> None:
        self._max_seconds = max_seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read_pdf(self, path: Path) -> Extract | str:
        """The text of a PDF; in words why not where reading it had to be ended."""
        return self._ask({"kind": "pdf", "path": str(path.resolve())})

    def read_page(self, path: Path, encoding: str, errors: str) -> Extract | str:
        """The text of a web page; in words why not where reading it had to be ended."""
        return self._ask({"kind": "page", "path": str(path.resolve()), "encoding": encoding, "errors": errors})

    def _ask(self, question: dict[str, str]) -> Extract | str:
        child = self._child or self._start()
        assert child.stdin and child.stdout
        overdue = Event()

        def end_child() -> None:
            overdue.set()
            child.kill()

        timer = Timer(self._max_seconds, end_child)
        timer.start()
        try:
            with suppress(BrokenPipeError):
                child.stdin.write(json.dumps(question).encode() + b"\n")
                child.stdin.flush()
            answer = child.stdout.readline()
        finally:
            timer.cancel()
        if answer.endswith(b"\n"):
            return _unpack(json.loads(answer))
        self._end()
        return (
            f"it took longer than {self._max_seconds:g} s to read"
            if overdue.is_set()
            else "the reader broke down on it"
        )

    def _start(self) -> subprocess.Popen[bytes]:
        # The child finds this package where we did, but no file in the current folder that is named like a module.
        here = Path.cwd()
        path = os.pathsep.join(sorted((place for place in sys.path if place), key=lambda place: Path(place) == here))
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-c", START],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        return self._child

    def _end(self) -> None:
        """Ends the child and frees what it holds."""
        if self._child is None:
            return
        with self._child as child:
            child.kill()
        self._child = None


def answer() -> None:
    """The child: reads one question a line from standard input, until it ends, and writes one answer a line."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    _limit_memory()
    for line in sys.stdin.buffer:
        replies.write(json.dumps(_pack(_read(json.loads(line)))).encode() + b"\n")
        replies.flush()


def _limit_memory() -> None:
    """A file that asks for more memory than this breaks the child, not the machine; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        with suppress(OSError, ValueError):  # macOS may know no such limit, either
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _read(question: dict[str, str]) -> Extract:
    from sijill.collect.pages import read_page
    from sijill.collect.pdfs import read_pdf

    path = Path(question["path"])
    if question["kind"] == "pdf":
        return read_pdf(path)
    return read_page(path.read_bytes().decode(question["encoding"], question["errors"]))


def _pack(extract: Extract) -> dict[str, Any]:
    packed = asdict(extract)
    published = extract.stated.published
    packed["stated"]["published"] = published and published.isoformat()
    return packed


def _unpack(packed: dict[str, Any]) -> Extract:
    stated = packed["stated"]
    published = stated["published"]
    stated["published"] = published and date.fromisoformat(published)
    stated["stated_by_page"] = tuple(map(tuple, stated["stated_by_page"]))
    faults = tuple((kind, says) for kind, says in packed["faults"])
    return Extract(text=packed["text"], extractor=packed["extractor"], stated=Metadata(**stated), faults=faults)
