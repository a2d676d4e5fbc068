"""Reads claims: Document -> Reading, Problems. Finds no date, place or person behind the words; that is `resolve`."""

from __future__ import annotations

from sijill.config import Limits, Read
from sijill.model.claim import Reading
from sijill.model.document import Document
from sijill.model.problem import Problem
from sijill.read.reader import READER, read_document

__all__ = ["READER", "read", "reader_of"]


def read(document: Document, settings: Read, limits: Limits) -> tuple[Reading, tuple[Problem, ...]]:
    """Reads every claim of one document with the reader that the settings choose; each quote stands in its text."""
    if settings.reader == "endpoint":
        from sijill.read.endpoint_claims import read_by_endpoint

        return read_by_endpoint(document, settings, limits)
    return read_document(document, settings, limits)


def reader_of(settings: Read) -> str:
    """The name and version of the reader that the settings choose; what it reads is kept under it."""
    if settings.reader == "endpoint":
        from sijill.read.endpoint_claims import reader_name

        return reader_name(settings)
    return READER
