"""Rows of what people decided, and of what the decisions make of the machine's claims.

The log is append-only: each row's hash covers its words and the hash before it, so that a changed, lost or inserted row is found.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sijill.model.claim import ResolvedClaim
from sijill.model.decision import Decision, Ruling, State
from sijill.model.source import Source
from sijill.store.codec import encode, from_json, to_json
from sijill.store.tables import decided_claims, decided_sources, decisions, documents, rulings

FIRST = "0" * 64  # what the first row's hash covers
DECIDED = "!"  # stands between a resolver's key and that of the decisions over it


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A decision with its place in the log."""

    number: int
    decision: Decision
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What decisions make of the machine's claims. settings: by source id, the fields that people set."""

    claims: Mapping[str, Mapping[str, ResolvedClaim | None]]
    speakers: Mapping[str, tuple[Source, ...]]
    settings: Mapping[str, Mapping[str, Any]]


def append_decisions(connection: Connection, batch: Sequence[Decision]) -> tuple[Decision, ...]:
    """Adds decisions at the end of the log; each gets its id from its words and its place."""
    last = connection.execute(select(decisions).order_by(decisions.c.number.desc()).limit(1)).first()
    number, before = (last.number, last.hash) if last else (0, FIRST)
    named, rows = [], []
    for decision in batch:
        number += 1
        bare = to_json(replace(decision, id=""))
        whole = replace(decision, id=f"decision-{_hash(before, bare)[:12]}")
        before = _hash(before, to_json(whole))
        rows.append({"number": number, "id": whole.id, "body": to_json(whole), "hash": before})
        named.append(whole)
    if rows:
        connection.execute(insert(decisions), rows)
    return tuple(named)


def select_log(connection: Connection) -> tuple[Logged, ...]:
    rows = connection.execute(select(decisions).order_by(decisions.c.number))
    return tuple(Logged(number=row.number, decision=from_json(Decision, row.body), hash=row.hash) for row in rows)


def select_head(connection: Connection) -> str | None:
    """The hash of the last row; None for an empty log."""
    newest = select(decisions.c.hash).order_by(decisions.c.number.desc()).limit(1)
    return connection.execute(newest).scalar()


def find_break(connection: Connection) -> str | None:
    """The first row of the log that is not as it was written, in words; None where all are."""
    before, expected = FIRST, 1
    for row in connection.execute(select(decisions).order_by(decisions.c.number)):
        if row.number != expected:
            return f"row {expected} of the log is missing; row {row.number} follows row {expected - 1}"
        try:
            named = json.loads(row.body)["id"]
        except (ValueError, KeyError, TypeError):
            return f"row {row.number} of the log ({row.id}) cannot be read"
        if _hash(before, row.body) != row.hash or named != row.id:
            return f"row {row.number} of the log ({row.id}) is not as it was written"
        before, expected = row.hash, expected + 1
    return None


def _hash(before: str, body: str) -> str:
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


# What the log makes of the register


def machine_of(resolver: str) -> str:
    """The resolver's own key, without what was decided over it."""
    return resolver.partition(DECIDED)[0]


def replace_overlay(connection: Connection, resolver: str, overlay: Overlay) -> None:
    """Writes what decisions make of claims and sources under a key; the same key again replaces it."""
    for table in (decided_claims, decided_sources):
        connection.execute(delete(table).where(table.c.resolver == resolver))
    rows = []
    for document, own in overlay.claims.items():
        for claim_id, claim in own.items():
            body = to_json(claim) if claim else None
            digest = hashlib.sha256((body or "rejected").encode("utf-8", "surrogatepass")).hexdigest()[:24]
            rows.append(
                {"resolver": resolver, "document_id": document, "claim_id": claim_id, "digest": digest, "body": body}
            )
    if rows:
        connection.execute(insert(decided_claims), rows)
    spoken = [
        {"resolver": resolver, "document_id": document, "source_id": source.id, "body": to_json(source)}
        for document, own in overlay.speakers.items()
        for source in own
    ]
    spoken += [
        {"resolver": resolver, "document_id": "", "source_id": source, "body": json.dumps(fields, sort_keys=True)}
        for source, fields in overlay.settings.items()
    ]
    if spoken:
        connection.execute(insert(decided_sources), spoken)


def delete_other_overlays(connection: Connection, resolver: str) -> None:
    for table in (decided_claims, decided_sources):
        connection.execute(delete(table).where(table.c.resolver != resolver))


def replace_rulings(connection: Connection, found: Sequence[Ruling]) -> None:
    connection.execute(delete(rulings))
    rows = [
        {"decision_id": one.decision.id, "state": one.state.value, "because": one.because,
         "claim_ids": json.dumps(encode(one.claim_ids))}
        for one in found
    ]  # fmt: skip
    if rows:
        connection.execute(insert(rulings), rows)


def select_rulings(connection: Connection) -> tuple[Ruling, ...]:
    """How each decision stood at the last build, in the order of the log; those made since are not among them."""
    joined = select(decisions.c.body, rulings).join(rulings, rulings.c.decision_id == decisions.c.id)
    return tuple(
        Ruling(
            decision=from_json(Decision, row.body), state=State(row.state), because=row.because,
            claim_ids=tuple(json.loads(row.claim_ids)),
        )
        for row in connection.execute(joined.order_by(decisions.c.number))
    )  # fmt: skip


def set_withdrawn(connection: Connection, reasons: Mapping[str, str]) -> None:
    """Marks exactly these documents as withdrawn, each with its reason."""
    rows = connection.execute(select(documents.c.id, documents.c.withdrawn))
    for row in rows.all():
        if row.withdrawn != reasons.get(row.id):
            change = update(documents).where(documents.c.id == row.id)
            connection.execute(change.values(withdrawn=reasons.get(row.id)))
