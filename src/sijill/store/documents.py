"""Rows of documents, readings and claims.

Model objects in, rows out, and back. Adds, never changes: a document or a claim that is known already stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from sijill.model.claim import Claim, Mention, Reading
from sijill.model.document import Document, MediaType, Metadata
from sijill.store.aliases import find_aliases
from sijill.store.codec import decoder_of, from_json, to_json
from sijill.store.receipts import check_receipts
from sijill.store.tables import claim_aliases, claims, documents, readings

_BODY = tuple[str, tuple[tuple[int, int], ...], tuple[Mention, ...]]
ASKED_AT_ONCE = 500  # SQLite binds some thousands of values at most


def insert_document(connection: Connection, document: Document, added_at: str) -> bool:
    """Stores a document; False where its id is known."""
    if connection.execute(select(documents.c.id).where(documents.c.id == document.id)).first():
        return False
    number = connection.execute(select(func.coalesce(func.max(documents.c.number), 0) + 1)).scalar_one()
    connection.execute(
        insert(documents).values(
            id=document.id, number=number, blob=document.blob, record=document.record, name=document.name,
            text=document.text, media_type=document.media_type.value, extractor=document.extractor,
            metadata=to_json(document.metadata), published=document.published and document.published.isoformat(),
            withdrawn=document.withdrawn, added_at=added_at,
        )
    )  # fmt: skip
    return True


def select_documents(connection: Connection, ids: Sequence[str] | None = None) -> list[Document]:
    """Documents in their order of arrival: all, or those named."""
    rows: list[Row[Any]] = []
    for some in in_slices(documents.c.id, ids):
        rows += connection.execute(select(documents).where(some)).all()
    return [_document(row) for row in sorted(rows, key=lambda row: row.number)]


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id, blob=row.blob, record=row.record, name=row.name, text=row.text, media_type=MediaType(row.media_type),
        extractor=row.extractor, metadata=from_json(Metadata, row.metadata), withdrawn=row.withdrawn,
    )  # fmt: skip


def outlet_in(metadata: str) -> str | None:
    return from_json(Metadata, metadata).source


def in_slices(column: ColumnElement[str], ids: Sequence[str] | None) -> list[ColumnElement[bool]]:
    """Conditions that together ask for all of ids, a few hundred at a time; None asks for every row."""
    if ids is None:
        return [column.is_not(None)]
    wanted = sorted(set(ids))
    return [column.in_(wanted[start : start + ASKED_AT_ONCE]) for start in range(0, len(wanted), ASKED_AT_ONCE)]


def insert_reading(connection: Connection, document: Document, reading: Reading, reader: str, read_at: str) -> None:
    """Stores a reading with its claims, and how the claims of the reading before are called now.

    Raises QuoteNotInText before anything is written. The same document read by the same reader again changes nothing.
    """
    check_receipts(document, reading)
    earlier = select_latest_reading(connection, document.id)
    same = (readings.c.document_id == document.id) & (readings.c.reader == reader)
    if connection.execute(select(readings.c.reader).where(same)).first():
        return
    key = {"document_id": document.id, "reader": reader}
    body = to_json((reading.reader, reading.sentences, reading.mentions))
    connection.execute(insert(readings).values(**key, lang=reading.lang, body=body, read_at=read_at))
    rows = [
        {**key, "position": position, "claim_id": claim.id, "kind": type(claim).__name__, "body": to_json(claim),
         "start": claim.span.start, "end": claim.span.end, "quote": claim.span.quote}
        for position, claim in enumerate(reading.claims)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(claims), rows)
    for alias in find_aliases(earlier, reading) if earlier else ():
        connection.execute(
            insert(claim_aliases).values(old_id=alias.old_id, new_id=alias.new_id, overlap=alias.overlap, **key)
        )


def select_latest_reading(connection: Connection, document_id: str) -> Reading | None:
    latest = select(readings.c.reader).where(readings.c.document_id == document_id).order_by(readings.c.read_at.desc())
    reader = connection.execute(latest.limit(1)).scalar()
    return select_readings(connection, reader, [document_id])[document_id] if reader else None


def select_readings(connection: Connection, reader: str, ids: Sequence[str] | None = None) -> dict[str, Reading]:
    """What one reader found, by document."""
    held: dict[str, list[Claim]] = {}
    found: dict[str, Reading] = {}
    for some in in_slices(claims.c.document_id, ids):
        asked = select(claims.c.document_id, claims.c.body).where(some, claims.c.reader == reader)
        for row in connection.execute(asked.order_by(claims.c.document_id, claims.c.position)):
            held.setdefault(row.document_id, []).append(from_json(Claim, row.body))
    for some in in_slices(readings.c.document_id, ids):
        for row in connection.execute(select(readings).where(some, readings.c.reader == reader)):
            name, sentences, mentions = _read_body(row.body)
            found[row.document_id] = Reading(
                document_id=row.document_id, reader=name, lang=row.lang, sentences=sentences,
                claims=tuple(held.get(row.document_id, ())), mentions=mentions,
            )  # fmt: skip
    return found


def _read_body(body: str) -> Any:
    return decoder_of(_BODY)(json.loads(body))


def select_aliases(connection: Connection) -> dict[str, str]:
    """Old claim id -> the id that it goes by now."""
    rows = connection.execute(select(claim_aliases.c.old_id, claim_aliases.c.new_id).order_by(claim_aliases.c.reader))
    return {row.old_id: row.new_id for row in rows}
