"""Decides what a claim that a person adds looks like: the same type as the reader's, tied to the words that were given.

A text, a quote and what it says -> the value of a decision; such a decision -> a ResolvedClaim. Refuses words that are not in the text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sijill.errors import DecisionRefused
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
from sijill.model.decision import Decision
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, Openness, Period, precision_of
from sijill.model.source import SourceKind

ADDED_BY = "a person"


def span_of(text: str, quote: str, within: Span | None = None) -> Span:
    """Where words stand in a text; refuses words that do not, or that stand in several places."""
    start, end = (within.start, within.end) if within else (0, len(text))
    found = text.find(quote, start, end) if quote.strip() else -1
    if found < 0:
        raise DecisionRefused(f"the words {quote[:80]!r} are not in the text; copy them exactly as they stand there")
    if text.find(quote, found + 1, end) >= 0:
        raise DecisionRefused(f"the words {quote[:80]!r} stand there more than once; give more of the sentence")
    return Span(start=found, end=found + len(quote), quote=quote)


def write_added(
    document_id: str, text: str, sentences: Sequence[tuple[int, int]], said: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The id and the decision's value of a claim that a person adds.

    said: quote, number (words within the quote), min, max, outcome, and what else is known: status, scope, stance, unit, speaker.
    """
    span = span_of(text, said["quote"])
    number = span_of(text, said["number"], span) if said.get("number") else span
    within = [position for position, (start, end) in enumerate(sentences) if start <= span.start and span.end <= end]
    if sentences and not within:
        raise DecisionRefused(f"the words {span.quote[:80]!r} run over more than one sentence; quote one of them")
    sentence = within[0] if within else 0
    value = {**said, "document": document_id, "sentence": sentence, "start": span.start, "number_start": number.start,
             "number": number.quote}  # fmt: skip
    return claim_id(document_id, said["outcome"], number.start, number.end, said.get("status") or ""), value


def added_claim(decision: Decision) -> ResolvedClaim:
    """The claim that an ADD decision holds. Its confidence is 1: a person read it."""
    value: dict[str, Any] = json.loads(decision.value or "{}")
    number = Span(start=value["number_start"], end=value["number_start"] + len(value["number"]), quote=value["number"])
    name = value.get("speaker")
    kind = SourceKind(value.get("speaker_kind") or "unknown")
    speakers = (Speaker(name=name, kind=kind, span=None, named=True),) if name else ()
    claim = CountClaim(
        id=decision.claim_ids[0], document_id=value["document"],
        span=Span(start=value["start"], end=value["start"] + len(value["quote"]), quote=value["quote"]),
        sentence=value["sentence"], scope=Scope(value.get("scope") or "incident"),
        stance=Stance(value.get("stance") or ("reported" if name else "asserted")),
        attributed_to=speakers, reader=f"{ADDED_BY} ({decision.reviewer})", confidence=1.0,
        outcome=Outcome(value["outcome"]), count=count_of(number.quote, value), count_span=number,
        victims=Victims(status=Status(value.get("status") or "unspecified")),
    )  # fmt: skip
    return ResolvedClaim(
        claim=claim, period=period_of(value.get("period")), as_of=None, stated_at=None,
        location=location_of(value.get("place")), source_ids=(value["source"],) if name and value.get("source") else (),
    )  # fmt: skip


def count_of(wording: str, value: dict[str, Any]) -> Count:
    """{"min": 9, "max": 9} -> exactly nine; {"min": 9, "max": null} -> at least nine; {"min": 6, "max": 8} -> a range"""
    low, high = value.get("min"), value.get("max")
    if low is None:
        quantifier = Quantifier.UP_TO
    elif high is None:
        quantifier = Quantifier.AT_LEAST
    else:
        quantifier = (Quantifier.NONE if high == 0 else Quantifier.EXACT) if low == high else Quantifier.RANGE
    unit = Unit(value.get("unit") or "person")
    return Count(wording=wording, min=low, max=high, quantifier=quantifier, unit=unit)


def period_of(value: dict[str, Any] | None) -> Period | None:
    """{"start": "2031-03-06", "end": "2031-03-08"} -> these days, as a person stated them"""
    if not value:
        return None
    start, end = (date.fromisoformat(value[side]) if value.get(side) else None for side in ("start", "end"))
    openness = Openness.NONE if start and end else Openness.END if start else Openness.START
    return Period(
        start=start, end=end, open=openness, precision=precision_of(start, end), basis=Basis.STATED, mention=None
    )


def location_of(value: dict[str, Any] | None) -> Location | None:
    """A place as a decision keeps it, so that replaying needs no gazetteer."""
    if not value:
        return None
    known = dict(value)
    if known.get("precision") is not None:
        known["precision"] = WherePrecision(known["precision"])
    return Location(**known)
