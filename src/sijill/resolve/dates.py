"""Decides when a claim's event happened, for when its count stands, and when its speaker said it.

Document and its Reading -> ClaimTimes for each claim. Does not read time expressions (text/time_expressions).
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import Claim, Reading
from sijill.model.document import Document
from sijill.model.period import Basis, DatedExpression, DatePrecision, Openness, Period
from sijill.text.time_expressions import date_phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTimes:
    """Three different times: of the event, for which the count stands, and at which it was said."""

    period: Period | None
    as_of: Period | None
    stated_at: Period | None


def resolve_dates(document: Document, reading: Reading) -> dict[str, ClaimTimes]:
    """The times of every claim of a reading, by claim id."""
    phrases = date_phrases(document.text, document.published)
    bound = _published_bound(document)
    return {
        claim.id: ClaimTimes(period=_own_time(claim, phrases) or bound, as_of=None, stated_at=None)
        for claim in reading.claims
    }


def _own_time(claim: Claim, phrases: tuple[DatedExpression, ...]) -> Period | None:
    if claim.time is None:
        return None
    span = claim.time.span
    return next((phrase.period for phrase in phrases if phrase.start < span.end and span.start < phrase.end), None)


def _published_bound(document: Document) -> Period | None:
    """A publication date bounds an event from above and gives it no start."""
    if document.published is None:
        return None
    return Period(
        start=None, end=document.published, open=Openness.START, precision=DatePrecision.YEAR, basis=Basis.PUBLICATION
    )
