"""Decides, input by input, what becomes a document; whatever is wrong with one input is said, and the next is taken.

    1 find   words of the caller -> inputs                    inputs.py
    2 keep   an input's bytes    -> a blob of the archive     archive.py, fetch.py
    3 tell   its first bytes     -> text, page, PDF, records  media.py
    4 draw   blob                -> text, what it states      drawing.py, records.py
    5 name   text and metadata   -> Document                  naming.py

Inputs and rows of a metadata table -> Collected. Reads no claim, and finds no copies beyond the very same document named twice.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO

from sijill.collect.archive import Archive, read_chunks
from sijill.collect.collected import Collected
from sijill.collect.decoding import find_decoding
from sijill.collect.drawing import NOT_TEXT, draw
from sijill.collect.extraction import Extractor
from sijill.collect.inputs import Input, Way, find_inputs
from sijill.collect.media import HEAD_BYTES, SUFFIXES, tell_media_type
from sijill.collect.naming import Roll, make_document, name_input, suffix_of
from sijill.collect.record_files import MB, RecordFile
from sijill.config import Collect, Limits
from sijill.errors import FetchRefused
from sijill.model.document import MediaType, Metadata
from sijill.model.problem import Problem


def collect(
    inputs: Sequence[str],
    listed: Mapping[str, Metadata],
    archive: Archive,
    limits: Limits,
    settings: Collect,
    *,
    stdin: BinaryIO | None = None,
    stdin_type: MediaType | None = None,
) -> Iterator[Collected]:
    """Archives every input and yields its documents and problems, in input order.

    listed: rows of a metadata table (read_metadata). stdin_type: what "-" brings, where its first bytes do not tell.
    Raises InputError at once, before anything is archived, for a path that is missing, a folder without readable files or an address
    that is never fetched; StoreFull where there is no room.
    """
    found, problems = find_inputs(inputs, archive.folder)
    return _Intake(Roll(found, listed), archive, limits, settings, stdin, stdin_type).take_all(found, problems)


@dataclass(frozen=True, slots=True)
class _Kept:
    """An archived input. charset: what a server said; url: where it was fetched."""

    blob: str
    media_type: MediaType | str  # or in words what else it is
    charset: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Intake:
    """One run: what all inputs share."""

    roll: Roll
    archive: Archive
    limits: Limits
    settings: Collect
    stdin: BinaryIO | None
    stdin_type: MediaType | None

    def take_all(self, inputs: Sequence[Input], problems: Sequence[Problem]) -> Iterator[Collected]:
        for problem in problems:
            yield Collected(documents=(), problems=(problem,), seen=problem.document or "")
        with Extractor() as extractor:
            for one in inputs:
                yield from self._take(one, extractor)
        if unused := self.roll.find_unused():
            yield Collected(documents=(), problems=(unused,), seen="metadata")

    def _take(self, one: Input, extractor: Extractor) -> Iterator[Collected]:
        """One input: kept first, then read as what it is."""
        try:
            kept = self._keep(one)
        except FetchRefused as refusal:
            yield _refuse(one, "not_fetched", str(refusal).removeprefix(f"{one.said}: "))
            return
        except OSError as fault:
            yield _refuse(
                one,
                "not_readable",
                f"it cannot be read ({fault.strerror or fault}); allow reading it, and add it again",
            )
            return
        path = self.archive.path(kept.blob)
        size = path.stat().st_size
        if not size:
            yield _refuse(one, "empty", "the file is empty; fetch it again or leave it out")
        elif not isinstance(kept.media_type, MediaType):
            disguise = f" but named {suffix_of(one)}" if suffix_of(one) in SUFFIXES else ""
            yield _refuse(one, "binary", f"it is {kept.media_type}{disguise}; {NOT_TEXT}")
        elif kept.media_type in (MediaType.JSONL, MediaType.CSV):
            yield from self._take_records(one, kept.blob, kept.media_type)
        elif size > self.limits.max_document_mb * MB:
            yield _refuse(one, "too_large", self._say_too_large(size))
        else:
            yield self._take_document(one, kept, kept.media_type, extractor)

    def _say_too_large(self, size: int) -> str:
        return (
            f"it has {size / MB:,.1f} MB and is archived but not read; "
            f"split it, or raise limits.max_document_mb ({self.limits.max_document_mb:g}) in sijill.toml and add it again"
        )

    def _keep(self, one: Input) -> _Kept:
        """Archives an input's bytes and tells what they are."""
        if one.way is Way.ADDRESS:
            return self._keep_page(one)
        if one.way is Way.FILE and one.path:
            blob = self.archive.keep_file(one.path)
        else:
            with ExitStack() as stack:
                stream = stack.enter_context(one.path.open("rb")) if one.path else self.stdin or sys.stdin.buffer
                blob = self.archive.keep_stream(read_chunks(stream))
        if one.way is Way.STREAM and self.stdin_type:
            return _Kept(blob, self.stdin_type)
        return _Kept(blob, tell_media_type(suffix_of(one), "", self._read_head(blob)))

    def _keep_page(self, one: Input) -> _Kept:
        from sijill.collect.fetch import fetch

        with fetch(one.said, self.settings) as page:
            blob = self.archive.keep_stream(page.chunks)
        media_type = tell_media_type(suffix_of(one), page.content_type, self._read_head(blob))
        return _Kept(blob, media_type, page.charset, one.said)

    def _read_head(self, blob: str) -> bytes:
        with self.archive.path(blob).open("rb") as stream:
            return stream.read(HEAD_BYTES)

    def _take_document(self, one: Input, kept: _Kept, media_type: MediaType, extractor: Extractor) -> Collected:
        """The one document that a blob is."""
        raw = self.archive.read(kept.blob)
        drawn = draw(raw, self.archive.path(kept.blob), media_type, kept.charset, extractor)
        row, faults = self.roll.find_metadata(one)
        faults += drawn.faults
        if drawn.text is not None and len(drawn.text) > self.limits.max_text_chars:
            faults = (*faults, ("too_long", self._say_too_long(drawn.text)))
        elif drawn.text is not None:
            document = make_document(
                blob=kept.blob, record=None, name=name_input(one), text=drawn.text, media_type=media_type,
                extractor=drawn.extractor, metadata=(row, Metadata(url=kept.url), drawn.stated),
            )  # fmt: skip
            if first := self.roll.note(document.id, one.said):
                faults = (*faults, ("same_document", _say_same(first)))
            return Collected(documents=(document,), problems=_tell(one.said, faults, document.id), seen=one.said)
        return Collected(documents=(), problems=_tell(one.said, faults, one.said), seen=one.said)

    def _say_too_long(self, text: str) -> str:
        return (
            f"its text has {len(text):,} characters and is archived but not read; "
            f"split it, or raise limits.max_text_chars ({self.limits.max_text_chars:,}) in sijill.toml and add it again"
        )

    def _take_records(self, one: Input, blob: str, media_type: MediaType) -> Iterator[Collected]:
        """The records of a JSON-lines or CSV file, some at a time; the file as a whole may be of any size."""
        with self.archive.open(blob) as stream:
            decoding = find_decoding(read_chunks(stream))
            stream.seek(0)
            if isinstance(decoding, str):
                yield _refuse(one, "binary", f"{decoding}; {NOT_TEXT}")
                return
            lines = io.TextIOWrapper(
                stream, decoding.encoding, decoding.errors, newline="\n" if media_type is MediaType.JSONL else ""
            )
            yield from RecordFile(one, blob, media_type, self.roll, self.limits).take(lines, decoding.doubt)


def _refuse(one: Input, kind: str, says: str) -> Collected:
    return Collected(documents=(), problems=_tell(one.said, ((kind, says),), one.said), seen=one.said)


def _tell(said: str, faults: Sequence[tuple[str, str]], document: str) -> tuple[Problem, ...]:
    """Faults as problems that name the input."""
    return tuple(Problem(kind=kind, says=f"{said}: {says}", document=document) for kind, says in faults)


def _say_same(first: str) -> str:
    return (
        f"it holds the very same bytes as {first} and nothing else is said of it, so the two are one document; "
        "if they are two publications, give each its source or date with --metadata"
    )
