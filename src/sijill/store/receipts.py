"""Decides whether a reading may be stored: every span's quote is text[start:end], every quoted detail stands in the text.

A document and its reading -> nothing, or QuoteNotInText. Checks words, never their meaning.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sijill.errors import QuoteNotInText
from sijill.model.claim import Detail, Reading, Span
from sijill.model.document import Document


def check_receipts(document: Document, reading: Reading) -> None:
    """Raises QuoteNotInText at the first words of a reading that are not in its document."""
    if reading.document_id != document.id:
        raise QuoteNotInText(
            f"a reading of {reading.document_id} was given for {document.id}; the reader mixed them up"
        )
    for claim in reading.claims:
        if claim.document_id != document.id:
            raise QuoteNotInText(
                f"{claim.id} of {claim.document_id} was read in {document.id}; the reader mixed them up"
            )
    for receipt in receipts_in((reading.claims, reading.mentions)):
        if isinstance(receipt, Span):
            stands = document.text[receipt.start : receipt.end] == receipt.quote
            where = f"at {receipt.start}..{receipt.end} of {document.id}"
        else:
            stands, where = receipt.quote in document.text, f"in {document.id}"
        if not stands:
            raise QuoteNotInText(f"{receipt.quote!r} is not {where}; reader {reading.reader} must copy words exactly")


def receipts_in(value: object) -> Iterator[Span | Detail]:
    """All spans and quoted details within a model object, however deep."""
    if isinstance(value, Span | Detail):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from receipts_in(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from receipts_in(getattr(value, field.name))
