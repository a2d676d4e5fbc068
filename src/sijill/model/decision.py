"""What a decision is: what a person decided, about claims, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Decisions name claims, never incidents. undoes: the decision that this one takes back."""

    id: str
    made_at: datetime
    reviewer: str
    kind: str
    claim_ids: tuple[str, ...]
    value: str | None
    reason: str
    undoes: str | None = None
