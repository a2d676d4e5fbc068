"""Decides where a line and a row of a table end, so that one broken row costs one row.

Text stream -> lines; lines -> rows of cells, each with its line number; a row that cannot be read -> why. Knows no column.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

DELIMITERS = (",", ";", "\t", "|")
# After so many broken rows the quotes of a file are beyond repair, and each new start would read the rest of it again.
MAX_NEW_STARTS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row; line is the number of its first line, from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read, and why; ends_table: nothing after it is read."""

    line: int
    why: str
    ends_table: bool = False


def read_lines(text: TextIO, max_chars: int) -> Iterator[str | None]:
    """Lines with their ends; None for one longer than max_chars, which is never held in memory as a whole."""
    while line := text.readline(max_chars + 1):
        if len(line) <= max_chars:
            yield line
            continue
        while line and not line.endswith(("\n", "\r")):
            line = text.readline(max_chars + 1)
        yield None


def find_delimiter(header: str, known: Sequence[str]) -> str:
    """The delimiter under which most of the header's columns are known; a comma where none is.  "file;published" -> ";" """

    def count_known(delimiter: str) -> int:
        return len(set(known) & set(clean_header(next(csv.reader([header], delimiter=delimiter), []))))

    return max(DELIMITERS, key=count_known)


def clean_header(cells: Iterable[str]) -> list[str]:
    """Column names as they are compared.  " Published" -> "published" """
    return [cell.strip().lower() for cell in cells]


def read_rows(lines: Iterable[str | None], delimiter: str, max_chars: int) -> Iterator[Row | BrokenRow]:
    """Rows in order, blank ones left out. After a broken row reading starts anew with the line after its first one."""
    # Longer cells than the csv module's own limit are normal here; the feed bounds a row instead.
    csv.field_size_limit(max(csv.field_size_limit(), max_chars + 1))
    feed = _Feed(iter(lines), max_chars)
    starts = 0
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield BrokenRow(feed.first_line, str(fault))
            starts += 1
            if starts > MAX_NEW_STARTS:
                yield BrokenRow(feed.first_line + 1, f"more than {MAX_NEW_STARTS} rows are broken", ends_table=True)
                return
            feed.start_anew()
            reader = csv.reader(feed, delimiter=delimiter, strict=True)
            continue
        line = feed.first_line
        feed.forget()
        if any(cell.strip() for cell in cells):
            yield Row(line, cells)


class _Feed:
    """Lines for csv.reader that remembers those of the row at hand, to give all but its first again."""

    def __init__(self, lines: Iterator[str | None], max_chars: int) -> None:
        self._lines = lines
        self._max_chars = max_chars
        self._again: list[str | None] = []
        self._taken: list[str | None] = []
        self._chars = 0
        self.first_line = 1

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self._taken.append(line)
        self._chars += len(line or "")
        if line is None or self._chars > self._max_chars:
            raise csv.Error(f"it is longer than {self._max_chars:,} characters; does a quotation mark never close?")
        return line

    def forget(self) -> None:
        """The row is read."""
        self.first_line += len(self._taken)
        self._taken.clear()
        self._chars = 0

    def start_anew(self) -> None:
        """The row is broken: what came after its first line is to be read again."""
        self._again += reversed(self._taken[1:])
        del self._taken[1:]
        self.forget()
