"""Decides how a file of places is opened: unpacked, decoded and cut into rows, one at a time, whatever its size.

path (plain, gzip, zip, xlsx), encoding -> numbered rows of fields. What cannot be taken raises InputError with the row. Does not know
what the fields mean (gazetteer_formats.py).
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sijill.errors import InputError

MAX_LINE_BYTES = 1 << 20
MAX_UNPACKED_XLSX = 1 << 30
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = "\t,;|"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

NumberedRow = tuple[int, list[str]]


def read_table(path: Path, encoding: str | None = None) -> Iterator[NumberedRow]:
    """The rows of a file with their numbers, 1 for the first line, empty ones left out; all but a few kilobytes stay on the disk."""
    number = 0
    try:
        with ExitStack() as opened, path.open("rb") as file:
            for number, fields in _rows(path, file, encoding, opened):
                if any(fields):
                    yield number, fields
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{path}, row {number + 1}: not {fault.encoding} (byte {fault.object[fault.start]:#04x}); "
            "name the encoding, for example --encoding cp1256 for Arabic Windows"
        ) from fault
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as fault:
        raise InputError(f"{path}, after row {number}: cut off or damaged ({fault}); fetch the file again") from fault
    except csv.Error as fault:
        raise InputError(f"{path}, row {number + 1}: not a table ({fault})") from fault
    except OSError as fault:
        raise InputError(f"{path}: {fault.strerror or fault}; name a file that can be read") from fault


def _rows(path: Path, file: IO[bytes], encoding: str | None, opened: ExitStack) -> Iterator[NumberedRow]:
    start = file.read(4)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        return _delimited(path, gzip.GzipFile(fileobj=file), encoding)
    if start == b"PK\x03\x04":
        packed = opened.enter_context(zipfile.ZipFile(file))
        if "xl/workbook.xml" in packed.namelist():
            return _sheet_rows(path, packed)
        return _delimited(path, opened.enter_context(_table_in(path, packed)), encoding)
    return _delimited(path, file, encoding)


def _table_in(path: Path, packed: zipfile.ZipFile) -> IO[bytes]:
    """The one table of a zip file; a read-me beside it does not count."""
    tables = [
        one for one in packed.infolist()
        if PurePosixPath(one.filename).suffix.lower() in (".txt", ".csv", ".tsv")
        and not PurePosixPath(one.filename).name.lower().startswith(("readme", "iso-languagecodes", "."))
        and "__MACOSX" not in one.filename
    ]  # fmt: skip
    if len(tables) != 1:
        raise InputError(
            f"{path} holds {len(tables)} tables (.txt, .csv, .tsv) where one is asked for; unpack it and name one"
        )
    if tables[0].flag_bits & 1:
        raise InputError(f"{path} is locked with a password; unpack it first")
    return packed.open(tables[0])


def _delimited(path: Path, stream: Any, encoding: str | None) -> Iterator[NumberedRow]:
    lines = _decoded(path, stream, encoding)
    first = next(lines, None)
    if first is None:
        raise InputError(f"{path} is empty; a table of places is asked for")
    delimiter = max(_DELIMITERS, key=first.count)
    if delimiter == "\t" and '"' not in first:
        # GeoNames and Who's On First write quotation marks as they are.
        yield 1, first.rstrip("\r\n").split("\t")
        for number, line in enumerate(lines, start=2):
            yield number, line.rstrip("\r\n").split("\t")
        return
    reader = csv.reader(_chain(first, lines), delimiter=delimiter, strict=True)
    yield from ((reader.line_num, fields) for fields in reader)


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _decoded(path: Path, stream: Any, encoding: str | None) -> Iterator[str]:
    """Lines as text: the encoding that was named, else UTF-16 where the first bytes say so, else UTF-8."""
    start = stream.peek(4)[:4]
    encoding = encoding or _WIDE.get(start[:2], "utf-8-sig")
    if encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        with io.TextIOWrapper(stream, encoding=encoding, newline="\n") as wide:
            lines: Iterator[str] = iter(lambda: wide.readline(MAX_LINE_BYTES), "")
            yield from (_short_enough(path, number, line) for number, line in enumerate(lines, start=1))
        return
    if b"\0" in stream.peek(256)[:256]:
        raise InputError(
            f"{path}, row 1: holds zero bytes, so it is no text in UTF-8; name the encoding with --encoding (utf-16-le?)"
        )
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES), b""), start=1):
        _short_enough(path, number, line)
        yield line.decode(encoding if number == 1 else encoding.removesuffix("-sig"))


def _short_enough(path: Path, number: int, line: str | bytes) -> str:
    if len(line) >= MAX_LINE_BYTES:
        raise InputError(f"{path}, row {number}: longer than a million characters; this is no table of places")
    return line if isinstance(line, str) else ""


def _sheet_rows(path: Path, packed: zipfile.ZipFile) -> Iterator[NumberedRow]:
    """The rows of a workbook's first sheet that has a header; formulas count by their last value."""
    if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED_XLSX:
        raise InputError(f"{path} unpacks to more than 1 GB; save the sheet as CSV")
    from lxml import etree

    shared = _shared_words(packed)
    sheets = sorted(
        (name for name in packed.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=_sheet_number
    )
    try:
        for sheet in sheets:
            rows = _rows_of_sheet(packed, sheet, shared)
            first = next(rows, None)
            if first and sum(map(bool, first[1])) > 2:
                yield first
                yield from rows
                return
    except etree.XMLSyntaxError as fault:
        raise InputError(f"{path}: a damaged workbook ({fault}); save it as CSV") from fault
    raise InputError(f"{path} holds no sheet with a table; save the table as CSV")


def _sheet_number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _shared_words(packed: zipfile.ZipFile) -> list[str]:
    from lxml import etree

    if "xl/sharedStrings.xml" not in packed.namelist():
        return []
    words = []
    with packed.open("xl/sharedStrings.xml") as file:
        for _, item in etree.iterparse(file, tag=f"{_SHEET}si", resolve_entities=False):
            words.append("".join(part.text or "" for part in item.iter(f"{_SHEET}t")))
            item.clear()
    return words


def _rows_of_sheet(packed: zipfile.ZipFile, sheet: str, shared: list[str]) -> Iterator[NumberedRow]:
    from lxml import etree

    with packed.open(sheet) as file:
        for count, (_, row) in enumerate(etree.iterparse(file, tag=f"{_SHEET}row", resolve_entities=False), start=1):
            fields: list[str] = []
            for cell in row.iter(f"{_SHEET}c"):
                fields += [""] * (_column_of(cell.get("r", "")) - len(fields))
                fields.append(_cell_words(cell, shared))
            yield int(row.get("r", count)), fields
            row.clear()


def _column_of(reference: str) -> int:
    """ "C7" -> 2"""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference)[:3]:
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)


def _cell_words(cell: object, shared: list[str]) -> str:
    find, get = cell.find, cell.get  # type: ignore[attr-defined]
    if get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_SHEET}t"))  # type: ignore[attr-defined]
    value = find(f"{_SHEET}v")
    words = (value.text or "") if value is not None else ""
    if get("t") == "s" and words.isdigit() and int(words) < len(shared):
        return shared[int(words)]
    return words
