"""Decides what kind of file bytes are: by their first bytes, their name and what a server says, in that order of trust.

Suffix, content type, first bytes -> MediaType, or in words what else they are. Does not read further than the first bytes.
"""

from __future__ import annotations

import re

from sijill.model.document import MediaType

HEAD_BYTES = 4096
SUFFIXES = {
    ".txt": MediaType.TEXT,
    ".text": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".xhtml": MediaType.HTML,
    ".pdf": MediaType.PDF,
    ".jsonl": MediaType.JSONL,
    ".ndjson": MediaType.JSONL,
    ".json": MediaType.JSONL,
    ".csv": MediaType.CSV,
    ".tsv": MediaType.CSV,
}
CONTENT_TYPES = {
    "text/plain": MediaType.TEXT,
    "text/markdown": MediaType.MARKDOWN,
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "application/pdf": MediaType.PDF,
    "application/jsonl": MediaType.JSONL,
    "application/x-ndjson": MediaType.JSONL,
    "application/json": MediaType.JSONL,
    "text/csv": MediaType.CSV,
    "text/tab-separated-values": MediaType.CSV,
}
# Content types that say nothing: the bytes and the name decide.
VAGUE_TYPES = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}
PDF = "a PDF file"
MAGIC = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", "a ZIP archive (as Word, Excel and OpenDocument files are)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls, ppt)"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"PAR1", "a Parquet file"),
    (b"%!PS", "a PostScript file"),
)
# Atomic, so that a head full of comments is tried in one way only.
_HTML_START = re.compile(
    rb"(?>\s+|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*+<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.S
)
_JSON_START = re.compile(rb"\s*\{\s*\"")


def tell_media_type(suffix: str, content_type: str, head: bytes) -> MediaType | str:
    """How these bytes are to be read; in words what they are where they are nothing that is read, or not what their name says.

    (".txt", "", b"%PDF-1.7 …") -> "a PDF file"
    """
    named = _named_type(suffix.lower(), content_type.lower())
    found = name_binary(head)
    if found == PDF and (named in (None, MediaType.PDF) or content_type):
        return MediaType.PDF
    if found:
        return found
    return named if named not in (None, MediaType.TEXT) else _sniff_text(head, named)


def name_binary(head: bytes) -> str | None:
    """What a file is whose first bytes are a known mark of something that is no text.  b"%PDF-1.7" -> "a PDF file" """
    for mark, name in MAGIC:
        if head.startswith(mark):
            return name
    # A PDF may begin with up to a kilobyte of something else.
    return PDF if b"%PDF-1." in head[:1024] and b"obj" in head else None


def _named_type(suffix: str, content_type: str) -> MediaType | None:
    """What the server says goes before the name, unless it says no more than "some bytes"."""
    if content_type in VAGUE_TYPES and suffix in SUFFIXES:
        return SUFFIXES[suffix]
    return CONTENT_TYPES.get(content_type)


def _sniff_text(head: bytes, named: MediaType | None) -> MediaType:
    """Text that begins as a web page is one, also where it is named .txt; JSON lines only where nothing says text."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML_START.match(plain):
        return MediaType.HTML
    if named is None and _JSON_START.match(plain):
        return MediaType.JSONL
    return MediaType.TEXT
