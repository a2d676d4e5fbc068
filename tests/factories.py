"""Builds model objects for tests: make_claim(killed=12, on="2025-05-03", at="Kaduna", says="Police")."""

from __future__ import annotations

import hashlib
from datetime import date

from sijill.model.claim import (
    CountClaim,
    Outcome,
    ResolvedClaim,
    Scope,
    Span,
    Speaker,
    Stance,
    Status,
    Victims,
    claim_id,
)
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.document import Document, MediaType, Metadata, document_id
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.model.source import SourceKind


def make_document(
    text: str, *, name: str = "report", published: str | None = None, source: str | None = None
) -> Document:
    blob = hashlib.sha256(text.encode()).hexdigest()
    metadata = Metadata(published=date.fromisoformat(published) if published else None, source=source)
    return Document(
        id=document_id(blob, None, metadata), blob=blob, record=None, name=name, text=text,
        media_type=MediaType.TEXT, extractor=None, metadata=metadata,
    )  # fmt: skip


def make_count(
    number: int | None, *, max: int | None = None, quantifier: Quantifier = Quantifier.EXACT, wording: str | None = None
) -> Count:
    """make_count(12) is exactly 12; give quantifier and max for anything else."""
    top = number if quantifier is Quantifier.EXACT else max
    return Count(wording=wording or str(number), min=number, max=top, quantifier=quantifier, unit=Unit.PERSON)


def make_period(on: str, until: str | None = None, *, open: Openness = Openness.NONE) -> Period:
    start, end = date.fromisoformat(on), date.fromisoformat(until or on)
    days = (end - start).days
    precision = DatePrecision.DAY if days == 0 else DatePrecision.DAYS if days < 6 else DatePrecision.MONTH
    return Period(start=start, end=end, open=open, precision=precision, basis=Basis.STATED)


def make_location(name: str, latitude: float = 10.5, longitude: float = 7.4, country: str = "NG") -> Location:
    return Location(
        name=name, place_id=f"test:{name.lower()}", country=country, latitude=latitude, longitude=longitude,
        precision=WherePrecision.EXACT, radius_km=5.0,
    )  # fmt: skip


def make_claim(
    killed: int | Count | None = None,
    *,
    injured: int | Count | None = None,
    on: str | Period | None = None,
    at: str | Location | None = None,
    says: str | None = None,
    kind: SourceKind = SourceKind.MONITOR,
    document: str = "document-a",
    start: int = 0,
    scope: Scope = Scope.INCIDENT,
    stance: Stance = Stance.REPORTED,
    status: Status = Status.UNSPECIFIED,
    quote: str | None = None,
    part_of: str | None = None,
) -> ResolvedClaim:
    """A resolved count claim; `start` tells claims of one document apart."""
    outcome, number = (Outcome.KILLED, killed) if killed is not None else (Outcome.INJURED, injured)
    assert number is not None, "give killed or injured"
    count = number if isinstance(number, Count) else make_count(number)
    words = quote or f"{count.wording} {outcome.value}"
    span = Span(start=start, end=start + len(words), quote=words)
    count_span = Span(start=start, end=start + len(count.wording), quote=count.wording)
    speakers = (Speaker(name=says, kind=kind, span=None, named=True),) if says else ()
    claim = CountClaim(
        id=claim_id(document, outcome.value, span.start, span.end, status.value), document_id=document, span=span,
        sentence=0, scope=scope, stance=stance, attributed_to=speakers, part_of=part_of, reader="test@1", confidence=0.9,
        outcome=outcome, count=count, count_span=count_span, victims=Victims(status=status),
    )  # fmt: skip
    return ResolvedClaim(
        claim=claim, period=make_period(on) if isinstance(on, str) else on, as_of=None, stated_at=None,
        location=make_location(at) if isinstance(at, str) else at,
        source_ids=tuple(f"source:{speaker.name.lower()}" for speaker in speakers),
    )  # fmt: skip
