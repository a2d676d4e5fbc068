"""What collecting gives: the documents of one input or of one batch of its records, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.document import Document, Metadata
from sijill.model.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """seen: the file or address, as the caller named it."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was drawn from a blob: its text or None, what a page states of itself, and what was wrong with it.

    extractor: name@version; None where the text is the decoded bytes.
    faults: (kind of problem, in words), without the file's name.
    """

    text: str | None
    extractor: str | None
    stated: Metadata
    faults: tuple[tuple[str, str], ...] = ()
