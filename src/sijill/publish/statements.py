"""Writes what texts say of their own figures, with the verdict and the working: lines for a screen, one JSON object each.

Repeats what `reconcile` found; judges nothing. "does not hold" says that figures do not fit one another, and never whose fault it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sijill.model.claim import StatementClaim
from sijill.model.incident import Incident
from sijill.model.register import ReadDocument
from sijill.model.statement import Checked, Verdict
from sijill.publish.lines import heading, wrapped
from sijill.publish.lookup import Lookup
from sijill.publish.words import plain

TITLE = "Statements checked"
SAYS = (
    "What the reports say of their own figures, worked out again. “Does not hold” means that the figures given do not fit one another; "
    "it says nothing of which of them is wrong."
)
# What a reader should see first.
_ORDER = (Verdict.FAILS, Verdict.HOLDS, Verdict.UNCHECKED)


def statements_of(subject: Incident, lookup: Lookup) -> list[Checked]:
    """Those of the documents whose main story an incident or episode is, and those that use its claims; what does not hold first."""
    own = set(subject.claim_ids)
    found = [
        one
        for document in subject.document_ids
        for one in lookup.statements.get(document, ())
        if lookup.mains.get(document) == subject.id or own.intersection(one.claim_ids)
    ]
    return sort_statements(found, lookup)


def sort_statements(found: Iterable[Checked], lookup: Lookup) -> list[Checked]:
    return sorted(
        found,
        key=lambda one: (
            _ORDER.index(one.verdict),
            lookup.names.get(one.document_id, ""),
            one.span.start,
            one.kind.value,
        ),
    )


def statement_lines(found: Iterable[Checked], lookup: Lookup) -> list[str]:
    """A heading, and for each statement its verdict, the working and the sentence; nothing where there is none."""
    lines: list[str] = []
    for one in found:
        name = lookup.names.get(one.document_id, one.document_id)
        lines += wrapped(f"{one.verdict.value}: “{plain(one.span.quote)}” ({one.kind.value}, {name})", indent=2, hang=4)
        lines += wrapped(plain(one.working), indent=6)
        lines += wrapped(f"“{plain(one.sentence)}”", indent=6, hang=1)
    return [*heading(TITLE), *lines] if lines else []


def statement_shape(one: Checked, lookup: Lookup) -> dict[str, Any]:
    """One statement as JSON; start and end are code points of the archived text."""
    return {
        "id": one.claim_id, "document": lookup.names.get(one.document_id, one.document_id), "kind": one.kind.value,
        "start": one.span.start, "end": one.span.end, "quote": one.span.quote, "sentence": one.sentence,
        "verdict": one.verdict.value, "working": one.working, "claim_ids": list(one.claim_ids),
    }  # fmt: skip


def told_claims(read: ReadDocument) -> list[Any]:
    """A document's claims without its statements, which stand by themselves."""
    return [claim for claim in read.claims if not isinstance(claim.claim, StatementClaim)]
