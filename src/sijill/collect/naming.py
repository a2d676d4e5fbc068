"""Decides what a document is called, which row of the metadata table is about it, and whether it was taken before in this run.

Inputs, rows -> Documents with name, metadata and id, and Problems where a row fits none or several. Draws no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from sijill.collect.inputs import SHOWN, Input, Way
from sijill.collect.media import SUFFIXES
from sijill.collect.metadata import find_row, normalise_name
from sijill.collect.stated import make_storable, merge_metadata, shorten
from sijill.model.document import Document, MediaType, Metadata, document_id
from sijill.model.problem import Problem

MAX_NAME_CHARS = 120


class Roll:
    """The rows of the metadata table, those that found their document, and the documents taken so far."""

    def __init__(self, inputs: Sequence[Input], listed: Mapping[str, Metadata]) -> None:
        self._listed = {normalise_name(name): metadata for name, metadata in listed.items()}
        self._row_of = {one.said: row for one in inputs if (row := find_row(one.names, self._listed))}
        self._fits = Counter(self._row_of.values())
        self._used: set[str] = set()
        self._names = [name for one in inputs for name in one.names[-1:]]
        self._seen: dict[str, str] = {}

    def lists_all(self, files: Iterable[str]) -> bool:
        """Whether a table about these files is the one that was given."""
        named = [normalise_name(file) for file in files]
        return bool(named) and all(name in self._listed for name in named)

    def find_metadata(self, one: Input) -> tuple[Metadata, tuple[tuple[str, str], ...]]:
        """What the table says of an input; nothing, and a fault, where its row fits several inputs."""
        row = self._row_of.get(one.said)
        if row is None:
            return Metadata(), ()
        self._used.add(row)
        if self._fits[row] == 1:
            return self._listed[row], ()
        says = f"the metadata row {row!r} fits {self._fits[row]} files and is not applied; write each file's path in the table"
        return Metadata(), (("metadata_ambiguous", says),)

    def find_record_metadata(self, external_id: str | None) -> Metadata:
        """What the table says of a record, which it names by its id."""
        row = find_row((external_id,), self._listed) if external_id else None
        if row is None:
            return Metadata()
        self._used.add(row)
        return self._listed[row]

    def note(self, key: str, said: str) -> str | None:
        """Notes a document or a file of records; tells where the very same was taken before."""
        return None if (first := self._seen.setdefault(key, said)) == said else first

    def find_unused(self) -> Problem | None:
        """A problem that names the rows that no input fits, each with a file that it may mean."""
        unused = [row for row in self._listed if row not in self._used]
        if not unused:
            return None
        named = ", ".join(self._guess(row) for row in unused[:SHOWN])
        more = f" and {len(unused) - SHOWN} more" if len(unused) > SHOWN else ""
        says = (
            f"no input fits the metadata row{'s' if len(unused) > 1 else ''} {named}{more}; "
            "the column 'file' holds a path, a file's name, its name without the suffix, or a record's id"
        )
        return Problem(kind="metadata_unused", says=says)

    def _guess(self, row: str) -> str:
        begun = [name for name in self._names if name.startswith(row)]
        return f"{row!r} (is {begun[0]!r} meant?)" if len(begun) == 1 else repr(row)


def suffix_of(one: Input) -> str:
    """The suffix of a file's or an address's name.  "https://example.org/a.PDF?x=1" -> ".pdf" """
    if one.way is Way.ADDRESS:
        return PurePosixPath(urlsplit(one.said).path).suffix.lower()
    return one.path.suffix.lower() if one.path and one.way is Way.FILE else ""


def name_input(one: Input) -> str:
    """What outputs call a document without an id of its own: the file's stem, or the last part of its address, or its host."""
    if one.way is Way.ADDRESS:
        parts = urlsplit(one.said)
        last = PurePosixPath(unquote(parts.path.rstrip("/"))).name
        stem = last.removesuffix(PurePosixPath(last).suffix) if suffix_of(one) in SUFFIXES else last
        return clean_name(stem) or clean_name(parts.hostname or "") or "page"
    return (clean_name(one.path.stem) if one.path else "") or "stdin"


def clean_name(words: str) -> str:
    return shorten(make_storable(words.encode("utf-8", "replace").decode("utf-8")), MAX_NAME_CHARS)


def make_document(
    *, blob: str, record: int | None, name: str, text: str, media_type: MediaType, extractor: str | None,
    metadata: Sequence[Metadata],
) -> Document:  # fmt: skip
    """A document with what is said of it; the more specific comes first in metadata."""
    merged = merge_metadata(*metadata)
    return Document(
        id=document_id(blob, record, merged), blob=blob, record=record, name=name, text=text, media_type=media_type,
        extractor=extractor, metadata=merged,
    )  # fmt: skip
