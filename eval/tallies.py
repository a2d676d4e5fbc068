"""Decides what a tally answers to "how many?": the toll of one outcome and class, and its figure.

texts -> tallies (the shape that `sijill tally --json` prints). The reader under test and the baseline of patterns are both
a Teller, so that every scorer can measure either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sijill.model.document import Document, MediaType, Metadata, document_id

Tally = Mapping[str, Any]


class Text(NamedTuple):
    """One text to be told, with its outlet, its title and the date that the outlet gives it where they are known."""

    id: str
    text: str
    published: date | None = None
    source: str | None = None
    title: str | None = None


Teller = Callable[[Sequence[Text]], Sequence[Tally]]


class Answer(NamedTuple):
    """What a tally says of one outcome: min, best, max; all None where it is silent."""

    min: int | None = None
    best: int | None = None
    max: int | None = None
    silent: bool = False


def make_documents(texts: Sequence[Text]) -> list[Document]:
    """The texts as documents that need no register."""
    documents = []
    for row in texts:
        blob = hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest()
        metadata = Metadata(external_id=row.id, published=row.published, source=row.source, title=row.title)
        documents.append(
            Document(
                id=document_id(blob, None, metadata), blob=blob, record=None, name=row.id, text=row.text,
                media_type=MediaType.TEXT, extractor=None, metadata=metadata,
            )
        )  # fmt: skip
    return documents


def answer_of(tally: Tally, outcome: str, victims: str, unit: str = "person") -> Answer:
    """The toll of one outcome, class and unit in a tally; silent where it has none."""
    for toll in tally.get("tolls", ()):
        if (toll["outcome"], toll["victims"], toll.get("unit", "person")) == (outcome, victims, unit):
            return Answer(toll["min"], toll["best"], toll["max"])
    return Answer(silent=True)


def says_exactly(answer: Answer, number: int) -> bool:
    """True where best is the number; a silent tally says 0."""
    return number == 0 if answer.silent else answer.best == number


def holds(answer: Answer, number: int) -> bool:
    """True where min <= number <= max; an open max counts as best, or as min where there is no best.

    6..8 holds 7; "at least 12" holds 12 and not 13
    """
    if answer.silent:
        return number == 0
    top = answer.max if answer.max is not None else answer.best if answer.best is not None else answer.min
    return top is not None and (answer.min or 0) <= number <= top


def is_positive(answer: Answer) -> bool:
    """True where the tally says that somebody suffered this."""
    return bool(answer.best or answer.min or answer.max)
