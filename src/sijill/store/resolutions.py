"""Rows of resolved claims and their sources, by resolver.

`resolver` is a key: whatever a resolution depends on (reader, resolver, gazetteer, settings). Its digest tells whether anything moved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sijill.model.claim import ResolvedClaim
from sijill.model.document import Document
from sijill.model.source import Source
from sijill.store.codec import decoder_of, from_json, to_json
from sijill.store.documents import in_slices
from sijill.store.tables import claims, resolutions, resolved_claims, sources


def digest_of(*parts: str) -> str:
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def insert_resolution(
    connection: Connection,
    document: Document,
    resolver: str,
    found: Sequence[ResolvedClaim],
    speakers: Sequence[Source],
) -> None:
    """Stores what was resolved of one document in place of what the same resolver had stored."""
    key = {"document_id": document.id, "resolver": resolver}
    for table in (resolved_claims, sources, resolutions):
        connection.execute(delete(table).where(table.c.document_id == document.id, table.c.resolver == resolver))
    bodies = [to_json(one) for one in found]
    digests = [digest_of(body) for body in bodies]
    rows = [
        {**key, "position": position, "claim_id": one.id, "digest": digest, "body": _without_claim(body)}
        for position, (one, body, digest) in enumerate(zip(found, bodies, digests, strict=True))
    ]
    if rows:
        connection.execute(insert(resolved_claims), rows)
    named = {speaker.id: to_json(speaker) for speaker in speakers}
    if named:
        connection.execute(insert(sources), [{**key, "source_id": name, "body": body} for name, body in named.items()])
    about = (document.published.isoformat() if document.published else "", document.withdrawn or "")
    digest = digest_of(*about, *digests, *named.values())
    connection.execute(insert(resolutions).values(**key, digest=digest))


def _without_claim(body: str) -> str:
    """Leaves the claim's id where the claim stood: its row in `claims` is the only copy."""
    fields = json.loads(body)
    fields["claim"] = None
    return json.dumps(fields, separators=(",", ":"))


def select_resolved(
    connection: Connection, reader: str, resolver: str, ids: Sequence[str] | None = None
) -> dict[str, tuple[ResolvedClaim, ...]]:
    """Resolved claims by document, in the reader's order."""
    found: dict[str, list[ResolvedClaim]] = {}
    build = decoder_of(ResolvedClaim)
    joined = resolved_claims.join(
        claims,
        (claims.c.document_id == resolved_claims.c.document_id)
        & (claims.c.claim_id == resolved_claims.c.claim_id)
        & (claims.c.reader == reader),
    )
    columns = (resolved_claims.c.document_id, resolved_claims.c.body, claims.c.body.label("claim"))
    for some in in_slices(resolved_claims.c.document_id, ids):
        asked = select(*columns).select_from(joined).where(some, resolved_claims.c.resolver == resolver)
        for row in connection.execute(asked.order_by(resolved_claims.c.document_id, resolved_claims.c.position)):
            fields: dict[str, Any] = json.loads(row.body)
            fields["claim"] = json.loads(row.claim)
            found.setdefault(row.document_id, []).append(build(fields))
    return {document: tuple(some) for document, some in found.items()}


def select_sources(connection: Connection, resolver: str, ids: Sequence[str] | None = None) -> tuple[Source, ...]:
    """Every source once; of several descriptions of one, the fullest, so that the order of arrival decides nothing."""
    rivals: dict[str, set[str]] = {}
    for some in in_slices(sources.c.document_id, ids):
        for row in connection.execute(select(sources).where(some, sources.c.resolver == resolver)):
            rivals.setdefault(row.source_id, set()).add(row.body)
    return tuple(
        from_json(Source, max(bodies, key=lambda body: (_fullness(body), body))) for _, bodies in sorted(rivals.items())
    )


def select_sources_by_document(
    connection: Connection, resolver: str, ids: Sequence[str] | None = None
) -> dict[str, tuple[Source, ...]]:
    """The speakers of each document's claims, by source id."""
    found: dict[str, list[Source]] = {}
    for some in in_slices(sources.c.document_id, ids):
        asked = select(sources).where(some, sources.c.resolver == resolver)
        for row in connection.execute(asked.order_by(sources.c.document_id, sources.c.source_id)):
            found.setdefault(row.document_id, []).append(from_json(Source, row.body))
    return {document: tuple(some) for document, some in found.items()}


def _fullness(body: str) -> int:
    return sum(value not in (None, False, "unknown") for value in json.loads(body).values())


def delete_other_resolvers(connection: Connection, resolver: str) -> None:
    """Drops what earlier resolvers found: it can be had again from the readings, which stay."""
    for table in (resolved_claims, sources, resolutions):
        connection.execute(delete(table).where(table.c.resolver != resolver))
