"""Reads claims: Document -> Reading, Problems. Finds no date, place or person behind the words; that is `resolve`."""

from __future__ import annotations

from sijill.config import Limits, Read
from sijill.model.claim import Reading
from sijill.model.document import Document
from sijill.model.problem import Problem
from sijill.read.reader import READER, read_document

__all__ = ["READER", "read"]


def read(document: Document, settings: Read, limits: Limits) -> tuple[Reading, tuple[Problem, ...]]:
    """Reads every claim of one document; each quote stands in its text."""
    return read_document(document, settings, limits)
