"""What went wrong with the data: kept, counted and shown, never raised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fault in the data. kind is a short stable slug ("too_large"); says names what and the remedy in one sentence."""

    kind: str
    says: str
    document: str | None = None  # a document's id or, before it has one, its file or address
    sentence: int | None = None
    words: str | None = None
