"""The first step of the flow by itself, so that taking reports in need not load what reads them.

    1 collect    files, folders, addresses -> archived documents and Problems

add() puts them into a register; take_texts() hands them on without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sijill.collect import Archive, Collected, InPlaceArchive, apply_defaults, collect, read_metadata
from sijill.config import ARCHIVE_FOLDER, Settings
from sijill.model.document import Document, Metadata
from sijill.model.problem import Problem
from sijill.store.engine import said_plainly
from sijill.store.register import Store

UNSAID = Metadata()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """One document or fault of one input; is_new False: the register had it already."""

    seen: str
    document: Document | None = None
    is_new: bool = False
    problem: Problem | None = None


def add(
    store: Store, inputs: Sequence[str], settings: Settings, *, table: Path | None = None, defaults: Metadata = UNSAID
) -> Iterator[Added]:
    """1: archives and stores what the inputs hold; what it yields is on the disk.

    table: a metadata CSV; defaults: what is said of all inputs at once.
    """
    with said_plainly(store.folder):
        for batch in _collect(inputs, Archive(store.folder / ARCHIVE_FOLDER), settings, table, defaults):
            # A fault that belongs to no document (an unused metadata row) is of this run, not of the register.
            kept = [problem for problem in batch.problems if problem.document]
            fresh = store.add_documents(batch.documents, kept, seen=batch.seen)
            for document, is_new in zip(batch.documents, fresh, strict=True):
                yield Added(seen=batch.seen, document=document, is_new=is_new)
            for problem in batch.problems:
                yield Added(seen=batch.seen, problem=problem)


def _collect(
    inputs: Sequence[str], archive: Archive, settings: Settings, table: Path | None, defaults: Metadata
) -> Iterator[Collected]:
    listed = read_metadata(table) if table else {}
    for batch in collect(inputs, listed, archive, settings.limits, settings.collect):
        yield apply_defaults(batch, defaults)


def take_texts(
    inputs: Sequence[str], settings: Settings, *, defaults: Metadata = UNSAID, report: Callable[[Problem], None]
) -> Iterator[Document]:
    """1 without a register: the documents that inputs hold, read where they are."""
    with InPlaceArchive() as archive:
        for batch in _collect(inputs, archive, settings, None, defaults):
            for problem in batch.problems:
                report(problem)
            yield from batch.documents
