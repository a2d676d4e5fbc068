"""Finds what mentions mean: Document and Reading -> ResolvedClaims, Sources, Problems. Compares no two documents."""

from __future__ import annotations

from sijill.config import Resolve
from sijill.model.claim import Reading, ResolvedClaim
from sijill.model.document import Document
from sijill.model.problem import Problem
from sijill.model.source import Source
from sijill.resolve.actors import resolve_actors
from sijill.resolve.dates import resolve_dates
from sijill.resolve.gazetteer import Candidate, Gazetteer, open_gazetteer
from sijill.resolve.places import find_places

# Raise it whenever the same reading may be resolved otherwise; stored resolutions of another version are made anew.
RESOLVER = "rules@9"

__all__ = ["RESOLVER", "Candidate", "Gazetteer", "open_gazetteer", "resolve"]


def resolve(
    document: Document, reading: Reading, gazetteer: Gazetteer, settings: Resolve
) -> tuple[tuple[ResolvedClaim, ...], tuple[Source, ...], tuple[Problem, ...]]:
    """Finds the times, the place and the speakers of every claim of one document."""
    if not reading.claims:
        return (), (), ()
    times = resolve_dates(document, reading)
    undated = {
        claim.id
        for claim in reading.claims
        if claim.time and not ((period := times[claim.id].period) and (period.start or period.end))
    }
    found = find_places(document, reading, gazetteer, settings, undated)
    source_ids, sources = resolve_actors(document.text, reading, found.country)
    resolved = tuple(
        ResolvedClaim(
            claim=claim, period=times[claim.id].period, as_of=times[claim.id].as_of, stated_at=times[claim.id].stated_at,
            location=found.of_claim[claim.id].location, source_ids=source_ids[claim.id],
            origin=found.of_claim[claim.id].origin, destination=found.of_claim[claim.id].destination,
        )
        for claim in reading.claims
    )  # fmt: skip
    return resolved, sources, found.problems
