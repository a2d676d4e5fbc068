"""Cuts a sentence into pieces, so that a page can mark the words that make a claim and, within them, the number.

ResolvedClaim with its document -> Pieces in order; joined they are the sentence, or the part of it around the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import AttributionClaim, CountClaim, MovementClaim, ResolvedClaim, Span
from sijill.model.register import ReadDocument
from sijill.publish.lookup import sentence_of

_AROUND = 320  # characters kept on each side of the words of a very long sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """mark: "" plain, "words" the claim's own words, "figure" its number or its perpetrator."""

    text: str
    mark: str


def marked_sentence(claim: ResolvedClaim, read: ReadDocument) -> tuple[Piece, ...]:
    """The sentence of a claim with its words and number marked; the words alone where the text is not at hand."""
    text, span = read.document.text, claim.claim.span
    if text[span.start : span.end] != span.quote:
        return (Piece(text=span.quote, mark="words"),)
    start, end = sentence_of(claim.claim, read)
    first, last = max(start, span.start - _AROUND), min(end, span.end + _AROUND)
    key = _key_span(claim, text, span)
    cuts = (
        (first, span.start, ""),
        (span.start, key[0], "words"),
        (*key, "figure"),
        (key[1], span.end, "words"),
        (span.end, last, ""),
    )
    pieces = [Piece(text=text[left:right], mark=mark) for left, right, mark in cuts if left < right]
    before = [Piece(text="… ", mark="")] if first > start else []
    after = [Piece(text=" …", mark="")] if last < end else []
    return (*before, *pieces, *after)


def _key_span(claim: ResolvedClaim, text: str, span: Span) -> tuple[int, int]:
    """The number's words, or the perpetrator's; an empty span at the end where there are none within the claim's words."""
    match claim.claim:
        case CountClaim() | MovementClaim():
            key = claim.claim.count_span
        case AttributionClaim():
            key = claim.claim.perpetrator_span
        case _:
            return span.end, span.end
    inside = span.start <= key.start and key.end <= span.end and text[key.start : key.end] == key.quote
    return (key.start, key.end) if inside else (span.end, span.end)
