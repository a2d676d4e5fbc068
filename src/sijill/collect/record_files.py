"""Decides how a file of records is taken: record by record, so that the file may be of any size and each line stands for itself.

A JSON-lines or CSV file -> Collected, some records at a time, and at the end what was wrong with the file as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TextIO

from sijill.collect.collected import Collected
from sijill.collect.inputs import Input
from sijill.collect.metadata import COLUMNS, read_metadata
from sijill.collect.naming import Roll, clean_name, make_document, name_input
from sijill.collect.records import METADATA_TABLE, Record, Unknown, read_csv, read_json_lines
from sijill.collect.stated import shorten
from sijill.config import Limits
from sijill.errors import InputError
from sijill.model.document import Document, MediaType
from sijill.model.problem import Problem

MB = 1_000_000
BATCH_RECORDS = 64
BATCH_CHARS = 4_000_000
# Of one kind of fault in one file: a million broken lines are one finding, not a million.
MAX_TOLD_APART = 20


class RecordFile:
    """One archived file of records on its way to documents."""

    def __init__(self, one: Input, blob: str, media_type: MediaType, roll: Roll, limits: Limits) -> None:
        self._said, self._input = one.said, one
        self._blob = blob
        self._media_type = media_type
        self._roll = roll
        self._limits = limits
        self._row, self._faults = roll.find_metadata(one)
        self._stem = name_input(one)
        self._told: Counter[str] = Counter()
        self._ids: set[str] = set()

    def take(self, stream: TextIO, doubt: tuple[str, str] | None) -> Iterator[Collected]:
        """All records, then the faults of the whole."""
        unknown = Unknown()
        read = read_json_lines if self._media_type is MediaType.JSONL else read_csv
        records = read(stream, int(self._limits.max_document_mb * MB), unknown)
        seen = 0
        for batch in _cut(islice(records, self._limits.max_records_per_file)):
            if batch[0].faults and batch[0].faults[0][0] == METADATA_TABLE and self._is_given(batch[0]):
                return
            seen += len(batch)
            yield self._take_batch(batch)
        faults = [*self._faults, *([doubt] if doubt else []), *self._say_of_whole(seen, unknown)]
        if next(records, None) is not None:
            says = (
                f"only its first {self._limits.max_records_per_file:,} records are taken; split the file, "
                "or raise limits.max_records_per_file in sijill.toml and add it again"
            )
            faults.append(("too_many_records", says))
        if faults:
            problems = tuple(
                Problem(kind=kind, says=f"{self._said}: {says}", document=self._said) for kind, says in faults
            )
            yield Collected(documents=(), problems=problems, seen=self._said)

    def _is_given(self, refused: Record) -> bool:
        """Whether a table about files is the metadata table that was given with --metadata: then it is no input."""
        if self._input.path is None:
            return False
        try:
            return self._roll.lists_all(read_metadata(self._input.path))
        except InputError:
            return False

    def _take_batch(self, records: list[Record]) -> Collected:
        documents: list[Document] = []
        problems: list[Problem] = []
        for record in records:
            document, faults = self._take_record(record)
            if document:
                documents.append(document)
            for kind, says in faults:
                self._told[kind] += 1
                if self._told[kind] <= MAX_TOLD_APART:
                    says = f"{self._said}, line {record.line}: {says}"
                    problems.append(Problem(kind=kind, says=says, document=document.id if document else self._said))
        return Collected(documents=tuple(documents), problems=tuple(problems), seen=self._said)

    def _take_record(self, record: Record) -> tuple[Document | None, tuple[tuple[str, str], ...]]:
        """One record's document, or None and why."""
        if record.text is None:
            return None, record.faults
        if len(record.text) > self._limits.max_text_chars:
            says = (
                f"its text has {len(record.text):,} characters and is not read; split it, "
                f"or raise limits.max_text_chars ({self._limits.max_text_chars:,}) in sijill.toml and add the file again"
            )
            return None, (*record.faults, ("too_long", says))
        named = record.metadata.external_id
        document = make_document(
            blob=self._blob, record=record.number, name=clean_name(named or "") or f"{self._stem}-{record.number + 1}",
            text=record.text, media_type=self._media_type, extractor=None,
            metadata=(self._roll.find_record_metadata(named), record.metadata, self._row),
        )  # fmt: skip
        return document, record.faults + self._note_id(named)

    def _note_id(self, named: str | None) -> tuple[tuple[str, str], ...]:
        if named is None or named not in self._ids:
            self._ids.update([named] if named else [])
            return ()
        says = f"the id {shorten(named)!r} stands in an earlier record, too; outputs cannot tell the two apart by it"
        return (("same_id", f"{says}. Give each record its own"),)

    def _say_of_whole(self, seen: int, unknown: Unknown) -> Iterator[tuple[str, str]]:
        """Faults that are said once: no record at all, fields that nobody knows, and what was too often to tell apart."""
        if not seen:
            yield "empty", "the file holds no records; add one with a field 'text'"
        if unknown.fields:
            names = shorten(", ".join(repr(name) for name in unknown.fields), 200)
            yield (
                "unknown_fields",
                f"fields that are not known are left out: {names}; known are id, text and {', '.join(COLUMNS[1:])}",
            )
        for kind, count in self._told.items():
            if count > MAX_TOLD_APART:
                yield kind, f"the same is wrong with {count - MAX_TOLD_APART:,} more of its records ({count:,} in all)"
        if first := self._roll.note(self._blob, self._said):
            yield "same_document", f"it holds the very same bytes as {first}; its records are the same documents"


def _cut(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Batches of bounded number and size."""
    batch: list[Record] = []
    chars = 0
    for record in records:
        batch.append(record)
        chars += len(record.text or "")
        if len(batch) == BATCH_RECORDS or chars > BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch
