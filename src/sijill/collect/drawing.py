"""Decides how the text is drawn from an archived blob of each kind.

Blob, MediaType -> Extract: decoded text, a page's main text, a PDF's pages. Where the reader of pages breaks down or takes too long,
the page's plain words are taken. Knows no records and no metadata but what a page states of itself.
"""

from __future__ import annotations

from pathlib import Path

from sijill.collect.collected import Extract
from sijill.collect.decoding import Decoding, decode_text
from sijill.collect.extraction import Extractor
from sijill.collect.media import HEAD_BYTES
from sijill.collect.pages import read_page_plainly
from sijill.collect.stated import make_storable
from sijill.collect.statements import find_charset
from sijill.model.document import MediaType, Metadata

NOT_TEXT = "save the report itself as text, HTML or PDF and add that"


def draw(raw: bytes, path: Path, media_type: MediaType, charset: str | None, extractor: Extractor) -> Extract:
    """Draws the text from bytes that stand, checked, at path. charset: what a server said."""
    if media_type is MediaType.PDF:
        return _draw_pdf(path, extractor)
    if media_type is MediaType.HTML:
        return _draw_page(raw, path, charset or find_charset(raw[:HEAD_BYTES]), extractor)
    decoded = decode_text(raw, charset)
    if isinstance(decoded, str):
        return _refuse("binary", f"{decoded}; {NOT_TEXT}")
    text, decoding = decoded
    if not text.strip():
        return _refuse("empty", "the file holds no words; add the report itself")
    return Extract(text=text, extractor=None, stated=Metadata(), faults=_doubts(decoding))


def _draw_page(raw: bytes, path: Path, charset: str | None, extractor: Extractor) -> Extract:
    decoded = decode_text(raw, charset)
    if isinstance(decoded, str):
        return _refuse("binary", f"{decoded}; {NOT_TEXT}")
    page, decoding = decoded
    drawn = extractor.read_page(path, decoding.encoding, decoding.errors)
    if isinstance(drawn, str):
        drawn = read_page_plainly(page, drawn)
    text = drawn.text and make_storable(drawn.text)
    return Extract(
        text=text, extractor=drawn.extractor, stated=drawn.stated, faults=(*_doubts(decoding), *drawn.faults)
    )


def _draw_pdf(path: Path, extractor: Extractor) -> Extract:
    drawn = extractor.read_pdf(path)
    if isinstance(drawn, str):
        return _refuse("broken_pdf", f"{drawn}; save it anew from a viewer, or as text, and add that")
    return drawn


def _doubts(decoding: Decoding) -> tuple[tuple[str, str], ...]:
    return (decoding.doubt,) if decoding.doubt else ()


def _refuse(kind: str, says: str) -> Extract:
    return Extract(text=None, extractor=None, stated=Metadata(), faults=((kind, says),))
