"""Rows of resolved claims and their sources, by resolver.

`resolver` is a key: whatever a resolution depends on (reader, resolver, gazetteer, settings). Its digest tells whether anything moved.
Where the key also names decisions, what people decided stands in the place of the machine's claims and sources.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from sijill.model.claim import ResolvedClaim
from sijill.model.document import Document
from sijill.model.source import Source
from sijill.store.codec import decoder_of, from_json, to_json
from sijill.store.decisions import DECIDED, machine_of
from sijill.store.documents import in_slices
from sijill.store.tables import (
    claims,
    decided_claims,
    decided_sources,
    documents,
    resolutions,
    resolved_claims,
    sources,
)


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
    """Resolved claims by document, in the reader's order; as people decided, where the key names decisions."""
    found: dict[str, list[ResolvedClaim]] = {}
    for claim in _read_machine(connection, reader, resolver, in_slices(resolved_claims.c.document_id, ids)):
        found.setdefault(claim.claim.document_id, []).append(claim)
    decided = select_decided(connection, resolver, ids)
    return {
        document: _as_decided(found.get(document, []), decided.get(document, {}))
        for document in (*found, *(one for one in decided if one not in found))
    }


def select_machine(connection: Connection, reader: str, resolver: str, ids: Sequence[str]) -> dict[str, ResolvedClaim]:
    """The claims of these ids as the machine resolved them, whatever was decided; those that it does not know are left out."""
    wheres = in_slices(resolved_claims.c.claim_id, ids)
    return {claim.id: claim for claim in _read_machine(connection, reader, resolver, wheres)}


def _read_machine(
    connection: Connection, reader: str, resolver: str, wheres: Sequence[ColumnElement[bool]]
) -> Iterator[ResolvedClaim]:
    """The machine's claims, some at a time, each document's in the reader's order."""
    build = decoder_of(ResolvedClaim)
    joined = resolved_claims.join(
        claims,
        (claims.c.document_id == resolved_claims.c.document_id)
        & (claims.c.claim_id == resolved_claims.c.claim_id)
        & (claims.c.reader == reader),
    )
    columns = (resolved_claims.c.document_id, resolved_claims.c.body, claims.c.body.label("claim"))
    for some in wheres:
        asked = select(*columns).select_from(joined).where(some, resolved_claims.c.resolver == machine_of(resolver))
        for row in connection.execute(asked.order_by(resolved_claims.c.document_id, resolved_claims.c.position)):
            fields: dict[str, Any] = json.loads(row.body)
            fields["claim"] = json.loads(row.claim)
            yield build(fields)


def _as_decided(own: list[ResolvedClaim], decided: Mapping[str, ResolvedClaim | None]) -> tuple[ResolvedClaim, ...]:
    """The claims of one document, each as people decided; what they added stands where its words do."""
    if not decided:
        return tuple(own)
    known = {claim.id for claim in own}
    added = [claim for claim_id, claim in decided.items() if claim and claim_id not in known]
    kept = [claim for one in own if (claim := decided.get(one.id, one))]
    return tuple(sorted((*kept, *added), key=lambda claim: claim.claim.span.start)) if added else tuple(kept)


def select_decided(
    connection: Connection, resolver: str, ids: Sequence[str] | None = None
) -> dict[str, dict[str, ResolvedClaim | None]]:
    """By document and claim, what stands in its place; None where a person rejected it."""
    found: dict[str, dict[str, ResolvedClaim | None]] = {}
    for some in in_slices(decided_claims.c.document_id, ids) if DECIDED in resolver else ():
        for row in connection.execute(select(decided_claims).where(some, decided_claims.c.resolver == resolver)):
            claim = from_json(ResolvedClaim, row.body) if row.body else None
            found.setdefault(row.document_id, {})[row.claim_id] = claim
    return found


def select_digests(connection: Connection, resolver: str) -> dict[str, str]:
    """By document that stands (is not withdrawn), a digest of all that linking sees of it."""
    stands = documents.c.withdrawn.is_(None)
    asked = (
        select(resolutions.c.document_id, resolutions.c.digest)
        .join(documents)
        .where(resolutions.c.resolver == machine_of(resolver), stands)
    )
    digests = {row.document_id: row.digest for row in connection.execute(asked)}
    pieces: dict[str, list[str]] = {}
    for row in connection.execute(select(decided_claims).where(decided_claims.c.resolver == resolver)):
        pieces.setdefault(row.document_id, []).append(f"{row.claim_id} {row.digest}")
    for row in connection.execute(select(decided_sources).where(decided_sources.c.resolver == resolver)):
        where = sources.c.document_id == row.document_id if row.document_id else sources.c.source_id == row.source_id
        spoken = select(sources.c.document_id).where(where, sources.c.resolver == machine_of(resolver))
        for document in {row.document_id, *connection.execute(spoken).scalars()} - {""}:
            pieces.setdefault(document, []).append(f"{row.source_id} {row.body}")
    for document, own in pieces.items():
        if document in digests:
            digests[document] = digest_of(digests[document], *sorted(own))
    return digests


def select_claim_digests(connection: Connection, resolver: str) -> dict[str, str]:
    """By claim, a digest of it as resolved and decided: what tells whether a case changed, without reading the claims."""
    asked = select(resolved_claims.c.claim_id, resolved_claims.c.digest)
    machine = connection.execute(asked.where(resolved_claims.c.resolver == machine_of(resolver)))
    digests = {row.claim_id: row.digest for row in machine}
    decided = select(decided_claims.c.claim_id, decided_claims.c.digest)
    digests.update(
        (row.claim_id, row.digest) for row in connection.execute(decided.where(decided_claims.c.resolver == resolver))
    )
    return digests


def select_sources(connection: Connection, resolver: str, ids: Sequence[str] | None = None) -> tuple[Source, ...]:
    """Every source once; of several descriptions of one, the fullest, so that the order of arrival decides nothing."""
    rivals: dict[str, set[str]] = {}
    for _, source, body in _spoken(connection, resolver, ids):
        rivals.setdefault(source, set()).add(body)
    settings = _settings(connection, resolver)
    return tuple(
        _as_set(max(bodies, key=lambda body: (_fullness(body), body)), settings.get(source))
        for source, bodies in sorted(rivals.items())
    )


def select_sources_by_document(
    connection: Connection, resolver: str, ids: Sequence[str] | None = None
) -> dict[str, tuple[Source, ...]]:
    """The speakers of each document's claims, by source id."""
    found: dict[str, dict[str, Source]] = {}
    settings = _settings(connection, resolver)
    for document, source, body in _spoken(connection, resolver, ids):
        found.setdefault(document, {})[source] = _as_set(body, settings.get(source))
    return {document: tuple(own[source] for source in sorted(own)) for document, own in sorted(found.items())}


def select_speakers(connection: Connection, resolver: str) -> dict[str, tuple[str, ...]]:
    """By document, the ids of its claims' sources."""
    found: dict[str, set[str]] = {}
    for document, source, _ in _spoken(connection, resolver, None):
        found.setdefault(document, set()).add(source)
    return {document: tuple(sorted(own)) for document, own in found.items()}


def _spoken(connection: Connection, resolver: str, ids: Sequence[str] | None) -> Iterator[tuple[str, str, str]]:
    """(document, source id, source) for every speaker: those that the machine found, then those that people named."""
    for table, key in ((sources, machine_of(resolver)), (decided_sources, resolver)):
        for some in in_slices(table.c.document_id, ids):
            asked = select(table).where(some, table.c.resolver == key, table.c.document_id != "")
            for row in connection.execute(asked):
                yield row.document_id, row.source_id, row.body


def _settings(connection: Connection, resolver: str) -> dict[str, dict[str, Any]]:
    """By source, the fields that people set."""
    own = (decided_sources.c.resolver == resolver) & (decided_sources.c.document_id == "")
    return {row.source_id: json.loads(row.body) for row in connection.execute(select(decided_sources).where(own))}


def _as_set(body: str, fields: Mapping[str, Any] | None) -> Source:
    return from_json(Source, json.dumps({**json.loads(body), **fields}) if fields else body)


def _fullness(body: str) -> int:
    return sum(value not in (None, False, "unknown") for value in json.loads(body).values())


def delete_other_resolvers(connection: Connection, resolver: str) -> None:
    """Drops what earlier resolvers found: it can be had again from the readings, which stay."""
    for table in (resolved_claims, sources, resolutions):
        connection.execute(delete(table).where(table.c.resolver != machine_of(resolver)))
