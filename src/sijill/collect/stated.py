"""Decides what a stated date, language or name means, and who is believed first where several say something.

Words -> date, language code; several Metadata -> one. Takes nothing that could mean two things.

What a person said goes before what a page says of itself, and among persons the more specific goes first: the row of the metadata
table, then the record, then a default for all inputs (--published, --source), then the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sijill.collect.collected import Collected
from sijill.model.document import Document, Metadata, document_id

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIELDS = ("external_id", "published", "source", "url", "lang", "title")
_DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?", re.I
)
_MAIL_DAY = re.compile(
    r"(?:[A-Z][a-z]{2}, *)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})(?: \d{2}:\d{2}(?::\d{2})?(?: ?[+-]\d{4}| ?[A-Z]{1,4})?)?"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LANG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")


def read_published(words: str) -> date:
    """Reads a date that can mean one day only, as its own clock shows it; raises ValueError for any other.

    "2025-03-09", "2025-03-09T22:10:00+03:00", "Sun, 09 Mar 2025 19:10:00 GMT" -> 9 March 2025; "03/09/2025" -> ValueError
    """
    words = words.strip()
    if stamp := _DAY.fullmatch(words):
        return date.fromisoformat(stamp[1])
    if (stamp := _MAIL_DAY.fullmatch(words)) and stamp[2].lower() in MONTHS:
        return date(int(stamp[3]), MONTHS.index(stamp[2].lower()) + 1, int(stamp[1]))
    raise ValueError(f"{shorten(words)!r} is no ISO date such as 2025-03-09")


def read_lang(words: str) -> str:
    """The language of a language tag; raises ValueError for what is none.  "en-GB" -> "en" """
    if tag := _LANG.fullmatch(words.strip()):
        return tag[1].lower()
    raise ValueError(f"{shorten(words)!r} is no language code such as en")


def shorten(words: str, length: int = 60) -> str:
    """Words for a message: one line of bounded length, without control characters."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words[: 4 * length]).split())
    return line if len(line) <= length else line[: length - 1] + "…"


def make_storable(words: str) -> str:
    """Words without what no text can hold, NULs and halves of surrogate pairs; each becomes one character, so that spans hold."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def merge_metadata(first: Metadata, *others: Metadata) -> Metadata:
    """Each field from the first that states it."""
    merged = first
    for other in others:
        taken = {name: getattr(other, name) for name in FIELDS if getattr(merged, name) is None}
        by_page = tuple((name, how) for name, how in other.stated_by_page if taken.get(name) is not None)
        merged = replace(merged, **taken, stated_by_page=merged.stated_by_page + by_page)
    return merged


def apply_defaults(collected: Collected, defaults: Metadata) -> Collected:
    """Fills in what nobody said of a document with what the caller says of all; only what a page says of itself gives way."""
    documents = tuple(_with_defaults(document, defaults) for document in collected.documents)
    renamed = {old.id: new.id for old, new in zip(collected.documents, documents, strict=True)}
    problems = tuple(
        replace(problem, document=renamed.get(problem.document or "", problem.document))
        for problem in collected.problems
    )
    return replace(collected, documents=documents, problems=problems)


def _with_defaults(document: Document, defaults: Metadata) -> Document:
    """The document under its new identity."""
    by_page = dict(document.metadata.stated_by_page)
    said = replace(document.metadata, **dict.fromkeys(by_page), stated_by_page=())
    stated = Metadata(
        **{name: getattr(document.metadata, name) for name in by_page}, stated_by_page=document.metadata.stated_by_page
    )
    metadata = merge_metadata(said, defaults, stated)
    return replace(document, metadata=metadata, id=document_id(document.blob, document.record, metadata))
