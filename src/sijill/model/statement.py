"""What a checked statement is: what a text says of its own figures, with a verdict and the working."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sijill.model.claim import Span, StatementKind


class Verdict(StrEnum):
    HOLDS = "holds"
    FAILS = "does not hold"
    UNCHECKED = "cannot be checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A statement with what became of it.

    span      its words; sentence the words around them, so that a reader can judge
    working   the arithmetic in words and numbers, or why there is none
    claim_ids claims whose figures were used, the statement's own left out
    """

    claim_id: str
    document_id: str
    kind: StatementKind
    span: Span
    sentence: str
    verdict: Verdict
    working: str
    claim_ids: tuple[str, ...] = ()
