"""JSON: the whole register as `build --json` prints it, with every claim and its receipt, sources, families and contradictions in full.

Shared -> one object. start and end count code points of the archived text; in a shared copy names in quotes are labels, so that
the quote may be longer or shorter than its span.
"""

from __future__ import annotations

from typing import IO, Any

from sijill.model.register import ReadDocument
from sijill.publish.contract import (
    Shape,
    build_shape,
    claim_shape,
    contradiction_shape,
    period_shape,
    subject_shape,
    toll_shape,
)
from sijill.publish.exports.layout import write_object
from sijill.publish.exports.rows import subjects
from sijill.publish.lookup import Lookup, look_up
from sijill.publish.protect import Shared
from sijill.publish.standing import standing_of
from sijill.publish.statements import told_claims
from sijill.publish.words import NOTICE

COLUMNS = (
    "notice", "internal", "built_at", "incidents", "episodes", "movements", "indicators", "contradictions", "documents", "voices",
    "problems", "statements", "out_of_scope", "claims", "sources", "families",
)  # fmt: skip


def rows(shared: Shared) -> list[dict[str, Any]]:
    """Incidents and episodes with their tolls, as the object holds them."""
    lookup = look_up(shared.register)
    return [_subject(subject.id, lookup) for subject in subjects(lookup)]


def write(shared: Shared, stream: IO[str]) -> None:
    write_object(whole(shared), stream)


def whole(shared: Shared) -> Shape:
    lookup = look_up(shared.register)
    built = build_shape(lookup)
    for part in ("incidents", "episodes", "out_of_scope"):
        built[part] = [_subject(subject["id"], lookup) for subject in built[part]]
    for part in ("movements", "indicators"):
        built[part] = [_archived(shape, shared) for shape in built[part]]
    built["contradictions"] = [
        {"subject": found.subject, **contradiction_shape(found), "between": list(found.between)}
        for subject in sorted(lookup.contradictions)
        for found in lookup.contradictions[subject]
    ]
    claims = [one for read in lookup.register.documents for one in told_claims(read)]
    claims.sort(key=lookup.reading_order)
    built["statements"] = [_archived(shape, shared) for shape in built["statements"]]
    receipts = {lookup.names[read.document.id]: _document(read) for read in lookup.register.documents}
    return {
        "notice": NOTICE,
        "internal": shared.internal,
        "built_at": shared.register.built_at,
        **built,
        "documents": [{**document, **receipts[document["id"]]} for document in built["documents"]],
        "claims": [_archived(claim_shape(claim, lookup.names[claim.claim.document_id]), shared) for claim in claims],
        "sources": _sources(lookup),
        "families": _families(lookup),
    }


def _subject(subject_id: str, lookup: Lookup) -> Shape:
    subject = lookup.subjects[subject_id]
    place = subject.location
    shape = subject_shape(subject, lookup)
    if place is not None:
        shape["place"] |= {"adm1": place.adm1, "adm2": place.adm2, "radius_km": place.radius_km}
    shape["tolls"] = [
        {
            **toll_shape(toll),
            "as_of": period_shape(toll.as_of),
            "notes": list(toll.notes),
            "standing": standing_of(toll, lookup).standing.value,
        }
        for toll in lookup.tolls.get(subject_id, ())
    ]
    return shape


def _archived(shape: Shape, shared: Shared) -> Shape:
    start, end = shared.spans[shape["id"]]
    return {**shape, "start": start, "end": end}


def _document(read: ReadDocument) -> Shape:
    told = read.document.metadata
    return {
        "sha256": read.document.blob,
        "record": read.document.record,
        "published": told.published.isoformat() if told.published else None,
        "source": told.source,
        "title": told.title,
        "url": told.url,
        "lang": read.reading.lang,
    }


def _sources(lookup: Lookup) -> list[Shape]:
    """Every source once; people under one label are one line."""
    told = {
        (source.name, source.kind.value): {
            "name": source.name, "kind": source.kind.value, "party": source.party, "country": source.country,
            "named": source.named,
        }
        for source in lookup.register.sources
    }  # fmt: skip
    return [told[key] for key in sorted(told)]


def _families(lookup: Lookup) -> list[Shape]:
    return [
        {
            "id": family.id,
            "documents": [lookup.names.get(document, document) for document in family.document_ids],
            "first": lookup.names.get(family.first, family.first) if family.first else None,
            "evidence": list(family.evidence),
        }
        for family in lookup.register.links.families
    ]
