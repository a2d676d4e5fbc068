"""The fields that the exports share: an incident's own, and a toll's own with who says so and the words.

Lookup -> flat dicts of plain values; what is not known is None, never 0.
"""

from __future__ import annotations

from typing import Any

from sijill.model.claim import ResolvedClaim
from sijill.model.incident import Episode, Incident
from sijill.model.toll import Toll
from sijill.publish.lookup import Lookup
from sijill.publish.protect import Shared
from sijill.publish.standing import standing_of
from sijill.publish.words import chain_words, toll_words

SUBJECT_COLUMNS = (
    "id", "kind", "part_of", "title", "in_scope", "start", "end", "open", "date_prec", "date_basis", "place", "place_id",
    "country", "adm1", "adm2", "latitude", "longitude", "where_prec", "radius_km", "claim_ids", "document_ids", "contradictions",
)  # fmt: skip
TOLL_COLUMNS = (
    "outcome", "victims", "unit", "min", "best", "max", "reported", "as_of_start", "as_of_end", "voices", "standing", "because",
    "rule", "notes", "support", "set_aside", "receipts",
)  # fmt: skip


def subjects(lookup: Lookup) -> tuple[Incident, ...]:
    """Episodes, then incidents, each by date."""
    return (*lookup.episodes, *lookup.incidents)


def subject_fields(subject: Incident, lookup: Lookup) -> dict[str, Any]:
    period, place = subject.period, subject.location
    return {
        "id": subject.id,
        "kind": "episode" if isinstance(subject, Episode) else "incident",
        "part_of": subject.part_of,
        "title": subject.title,
        "in_scope": subject.in_scope,
        "start": period.start.isoformat() if period and period.start else None,
        "end": period.end.isoformat() if period and period.end else None,
        "open": period.open.value if period else None,
        "date_prec": int(period.precision) if period else None,
        "date_basis": period.basis.value if period else None,
        "place": place.name if place else None,
        "place_id": place.place_id if place else None,
        "country": place.country if place else None,
        "adm1": place.adm1 if place else None,
        "adm2": place.adm2 if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "where_prec": int(place.precision) if place and place.precision is not None else None,
        "radius_km": place.radius_km if place else None,
        "claim_ids": list(subject.claim_ids),
        "document_ids": [lookup.names.get(document, document) for document in subject.document_ids],
        "contradictions": len(lookup.contradictions.get(subject.id, ())),
    }


def toll_fields(toll: Toll, lookup: Lookup, shared: Shared) -> dict[str, Any]:
    stood = standing_of(toll, lookup)
    as_of = toll.as_of
    return {
        "outcome": toll.outcome.value,
        "victims": toll.victims.value,
        "unit": toll.unit.value,
        "min": toll.min,
        "best": toll.best,
        "max": toll.max,
        "reported": toll_words(toll),
        "as_of_start": as_of.start.isoformat() if as_of and as_of.start else None,
        "as_of_end": as_of.end.isoformat() if as_of and as_of.end else None,
        "voices": toll.voices,
        "standing": stood.standing.value,
        "because": stood.because,
        "rule": toll.rule,
        "notes": list(toll.notes),
        "support": list(toll.support),
        "set_aside": [f"{claim_id}: {reason}" for claim_id, reason in toll.set_aside],
        "receipts": [
            receipt(lookup.claims[claim_id], lookup, shared) for claim_id in toll.support if claim_id in lookup.claims
        ],
    }


def receipt(claim: ResolvedClaim, lookup: Lookup, shared: Shared) -> str:
    """Who says so, the words, and where they stand in the archived document."""
    document = lookup.document_of(claim)
    start, end = shared.spans[claim.id]
    chain = chain_words(claim.claim, lookup.outlet_of(document))
    words = " ".join(claim.claim.span.quote.split())
    return f"{chain}: “{words}” ({lookup.names[document.id]}, {start}-{end}, SHA-256 {document.blob[:16]})"
