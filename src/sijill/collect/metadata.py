"""Decides what is known about a file: what the metadata table, a record or the caller says. Nothing is guessed from a text.

A metadata CSV (file, published, source, url, lang, title) -> {file as named there: Metadata}; names of a file -> its row.
What the more specific says goes first: the table's row, then the record, then the caller's default, then the page itself.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from sijill.collect.decoding import decode_text
from sijill.collect.stated import read_lang, read_published, shorten
from sijill.collect.tables import BrokenRow, Row, clean_header, find_delimiter, read_lines, read_rows
from sijill.errors import InputError
from sijill.model.document import Metadata

COLUMNS = ("file", "published", "source", "url", "lang", "title")
MAX_ROW_CHARS = 100_000
Value = TypeVar("Value")


def normalise_name(name: str) -> str:
    """A file's name as it is compared.  "./a\\\\b.txt" -> "a/b.txt" """
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).removeprefix("./")


def read_metadata(path: Path) -> dict[str, Metadata]:
    """Reads a metadata CSV; raises InputError that names the row and column at fault."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: the metadata cannot be read: {fault.strerror}; name a CSV file") from fault
    decoded = decode_text(raw)
    if isinstance(decoded, str):
        raise InputError(f"{path}: {decoded}; save the table as CSV (UTF-8)")
    return _read_table(path, decoded[0])


def find_row(names: Sequence[str], listed: Mapping[str, Metadata]) -> str | None:
    """The first of a file's names, from the most exact to the stem, that has a row."""
    return next((name for name in map(normalise_name, names) if name in listed), None)


def _read_table(path: Path, text: str) -> dict[str, Metadata]:
    delimiter = find_delimiter(next(iter(text.splitlines()), ""), COLUMNS)
    rows = read_rows(read_lines(io.StringIO(text, newline=""), MAX_ROW_CHARS), delimiter, MAX_ROW_CHARS)
    header = _check_header(path, next(rows, None))
    listed: dict[str, Metadata] = {}
    for row in rows:
        if isinstance(row, BrokenRow):
            raise InputError(f"{path}: line {row.line}: {row.why}; mend the row")
        name, metadata = _read_row(path, header, row)
        if name in listed and listed[name] != metadata:
            raise InputError(
                f"{path}: line {row.line}: {name!r} stands in an earlier row, too, with other values; keep one"
            )
        listed[name] = metadata
    return listed


def _check_header(path: Path, header: Row | BrokenRow | None) -> list[str]:
    """The columns, checked: all are known, each stands once, and `file` is among them."""
    known = f"known columns: {', '.join(COLUMNS)}"
    if not isinstance(header, Row):
        raise InputError(f"{path}: no header row; {known}")
    columns = clean_header(header.cells)
    while columns and not columns[-1]:
        columns.pop()
    for column in columns:
        if column not in COLUMNS:
            raise InputError(f"{path}: column {shorten(column)!r} is not known; {known}. Rename or remove it")
        if columns.count(column) > 1:
            raise InputError(f"{path}: column {column!r} stands there twice; keep one of them")
    if "file" not in columns:
        raise InputError(f"{path}: there is no column 'file', which says what file a row is about; {known}")
    return columns


def _read_row(path: Path, header: Sequence[str], row: Row) -> tuple[str, Metadata]:
    where = f"{path}: line {row.line}"
    if any(cell.strip() for cell in row.cells[len(header) :]):
        raise InputError(
            f"{where}: {len(row.cells)} cells where the header has {len(header)}; put cells that hold a delimiter in quotes"
        )
    cells = {column: cell.strip() for column, cell in zip(header, row.cells, strict=False) if cell.strip()}
    if "file" not in cells:
        raise InputError(f"{where}: column 'file' is empty; name the file that the row is about")
    return normalise_name(cells["file"]), Metadata(
        published=_read_cell(where, "published", cells, read_published),
        lang=_read_cell(where, "lang", cells, read_lang),
        source=cells.get("source"), url=cells.get("url"), title=cells.get("title"),
    )  # fmt: skip


def _read_cell(where: str, column: str, cells: Mapping[str, str], read: Callable[[str], Value]) -> Value | None:
    """A cell in the column's own type; None where it is empty."""
    if column not in cells:
        return None
    try:
        return read(cells[column])
    except ValueError as fault:
        raise InputError(f"{where}: column {column!r}: {fault}; mend the cell or leave it empty") from fault
