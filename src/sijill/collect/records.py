"""Decides what one record of a JSON-lines or CSV file is.

Lines -> records (number, line, text, Metadata, faults), or why a line is none; each line stands for itself. Keeps `text` as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

from sijill.collect.stated import make_storable, read_lang, read_published, shorten
from sijill.collect.tables import BrokenRow, clean_header, find_delimiter, read_lines, read_rows
from sijill.model.document import Metadata

FIELDS = ("id", "text", "title", "url", "source", "published", "lang")
# A table about files instead of one of reports.
METADATA_TABLE = "metadata_table"
Value = TypeVar("Value")
Fault = tuple[str, str]  # (kind of problem, in words)


@dataclass(frozen=True, slots=True)
class Record:
    """One record; number from 0, line from 1. text None: it cannot be taken, and faults say why."""

    number: int
    line: int
    text: str | None
    metadata: Metadata
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class Unknown:
    """Fields that are not known, with the line in which each first stood: said once a file."""

    fields: dict[str, int] = field(default_factory=dict)

    def note(self, names: Iterable[object], line: int) -> None:
        for name in names:
            if name not in FIELDS and len(self.fields) < 100:
                self.fields.setdefault(str(name), line)


def read_json_lines(stream: TextIO, max_chars: int, unknown: Unknown) -> Iterator[Record]:
    """Records of a JSON-lines file; blank lines are no records, broken ones are."""
    number = 0
    for line, words in enumerate(read_lines(stream, max_chars), 1):
        if words is not None and not words.strip():
            continue
        yield _read_json_line(number, line, words, max_chars, unknown)
        number += 1


def _read_json_line(number: int, line: int, words: str | None, max_chars: int, unknown: Unknown) -> Record:
    if words is None:
        return _refuse(
            number, line, "too_large", f"the line is longer than {max_chars:,} characters; raise limits.max_document_mb"
        )
    try:
        fields = json.loads(words)
    except RecursionError:
        return _refuse(number, line, "broken_record", "it nests too deeply; write one flat JSON object a line")
    except ValueError as fault:
        why = f"{fault.msg}, character {fault.colno}" if isinstance(fault, json.JSONDecodeError) else str(fault)
        return _refuse(
            number, line, "broken_record", f"it is no JSON ({shorten(why, 100)}); write one JSON object a line"
        )
    if not isinstance(fields, dict):
        return _refuse(
            number, line, "broken_record", "it is no JSON object; write one object with a field 'text' a line"
        )
    unknown.note(fields, line)
    return _make_record(number, line, fields)


def read_csv(stream: TextIO, max_chars: int, unknown: Unknown) -> Iterator[Record]:
    """Records of a CSV file whose header has a column `text`; numbered from the row after the header."""
    lines = read_lines(stream, max_chars)
    header = next(lines, None) or ""
    delimiter = find_delimiter(header, (*FIELDS, "file"))
    columns: list[str] = []
    number = 0
    for row in read_rows(_chain(header, lines), delimiter, max_chars):
        if isinstance(row, BrokenRow):
            yield _refuse(number, row.line, *_say_broken(row))
        elif not columns:
            columns = clean_header(row.cells)
            if "text" not in columns:
                yield _refuse(number, row.line, *_say_no_text(columns))
                return
            unknown.note(filter(None, columns), row.line)
            continue
        elif any(cell.strip() for cell in row.cells[len(columns) :]):
            says = (
                f"{len(row.cells)} cells where the header has {len(columns)}; put cells that hold a delimiter in quotes"
            )
            yield _refuse(number, row.line, "broken_record", says)
        else:
            cells = {name: cell for name, cell in zip(columns, row.cells, strict=False) if cell.strip()}
            yield _make_record(number, row.line, cells)
        number += 1


def _say_broken(row: BrokenRow) -> Fault:
    remedy = "mend the quotation marks"
    if row.ends_table:
        return "rest_not_taken", f"from here on nothing is taken: {row.why}; {remedy}"
    return "broken_record", f"the row cannot be read ({row.why}); {remedy}"


def _say_no_text(columns: list[str]) -> Fault:
    """Why a table without a column `text` holds no records."""
    if "file" in columns:
        return METADATA_TABLE, "it is a table about files, no report; give it with --metadata"
    named = shorten(", ".join(columns), 200)
    return "no_text_column", f"there is no column 'text' (columns: {named}); name it so in the header"


def _chain(first: str, rest: Iterator[str | None]) -> Iterator[str | None]:
    yield first
    yield from rest


def _refuse(number: int, line: int, kind: str, says: str) -> Record:
    return Record(number, line, None, Metadata(), ((kind, says),))


def _make_record(number: int, line: int, fields: Mapping[str, object]) -> Record:
    """Checks the fields; a wrong one is left out and said, only a record without a text is not taken."""
    faults: list[Fault] = []
    text = fields.get("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        has = f"it has {shorten(', '.join(fields), 80)}" if fields and "text" not in fields else "it is empty"
        return _refuse(
            number, line, "empty", f"there is no text in it ({has}); put the report's words into the field 'text'"
        )
    if not isinstance(text, str):
        return _refuse(
            number, line, "broken_record", f"its field 'text' is no text but {type(text).__name__}; put it in quotes"
        )
    said = {name: _read_string(name, fields.get(name), faults) for name in FIELDS if name != "text"}
    metadata = Metadata(
        external_id=said["id"], source=said["source"], url=said["url"], title=said["title"],
        published=_read_or_none("published", said["published"], read_published, faults),
        lang=_read_or_none("lang", said["lang"], read_lang, faults),
    )  # fmt: skip
    return Record(number, line, _storable(text, faults), metadata, tuple(faults))


def _read_string(name: str, value: object, faults: list[Fault]) -> str | None:
    """A field as words; numbers are taken for an id only.  7 -> "7" for id, a fault for title"""
    if value is None:
        return None
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        faults.append(
            ("bad_field", f"its field {name!r} is no text but {type(value).__name__} and is left out; put it in quotes")
        )
        return None
    return " ".join(_storable(value, faults).split()) or None


def _read_or_none(name: str, words: str | None, read: Callable[[str], Value], faults: list[Fault]) -> Value | None:
    if words is None:
        return None
    try:
        return read(words)
    except ValueError as fault:
        faults.append((f"bad_{name}", f"its field {name!r} is left out: {fault}; mend it or give it with --metadata"))
        return None


def _storable(words: str, faults: list[Fault]) -> str:
    """Words that can be stored, and a fault where that changed them."""
    cleaned = make_storable(words)
    if cleaned != words:
        says = "it holds NUL characters or halves of surrogate pairs, shown as \N{REPLACEMENT CHARACTER}; write it again as UTF-8"
        faults.append(("bad_characters", says))
    return cleaned
