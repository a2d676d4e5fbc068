"""What a document is: one archived text with its metadata and numbered sentences."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MediaType(StrEnum):
    """How the archived bytes are to be read."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    PDF = "application/pdf"
    JSONL = "application/jsonl"
    CSV = "text/csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What someone said about a document, never guessed from its text.

    published is the date under which the outlet dates the text; it bounds an event from above and never
    stands in for its date.
    stated_by_page: (field, statement) for each field that a page itself states in machine-readable form and nobody else gave,
    so that it can be told from what a person said: (("published", "meta article:published_time"),).
    """

    external_id: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    lang: str | None = None
    title: str | None = None
    stated_by_page: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One archived text.

    blob       SHA-256 (hex) of the archived bytes
    record     row of a JSON-lines or CSV file, from 0; None where the blob is the document
    text       decoded bytes without a byte-order mark, otherwise unchanged; for HTML and PDF what
               `extractor` drew from them. Every span counts code points into it.
    name       what outputs print: the external id, else the file's stem, else the address's last part
    """

    id: str
    blob: str
    record: int | None
    name: str
    text: str
    media_type: MediaType
    extractor: str | None
    metadata: Metadata
    withdrawn: str | None = None  # the reason, once a person withdrew it

    def __post_init__(self) -> None:
        if self.record is not None and self.record < 0:
            raise ValueError(f"record {self.record} of {self.name!r}; records count from 0")
        if not self.name:
            raise ValueError(f"{self.id} has no name; give its external id, its file's stem or its address")

    @property
    def published(self) -> date | None:
        return self.metadata.published


def document_id(blob: str, record: int | None, metadata: Metadata) -> str:
    """Identifies a document by (blob, record number, url or source, published): the same again is the same document."""
    parts = (blob, record, metadata.url or metadata.source, metadata.published)
    digest = hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode())
    return f"document-{digest.hexdigest()[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One numbered sentence, as code points into its document's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Documents derived from one another: copies, excerpts, rewrites, translations.

    first is the one they derive from, where dates or a credit tell; evidence in plain words.
    """

    id: str
    document_ids: tuple[str, ...]
    first: str | None
    evidence: tuple[str, ...]
