"""What a decision is: what a person decided, about claims, with a reason; and what has become of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    REJECT = "reject"  # the text does not say this
    CORRECT = "correct"  # it says it otherwise: one field
    ADD = "add"  # what the reader missed
    SAME_INCIDENT = "same_incident"
    DIFFERENT_INCIDENTS = "different_incidents"
    INTO_EPISODE = "into_episode"
    OUT_OF_EPISODE = "out_of_episode"
    SET_TOLL = "set_toll"
    CLOSE = "close"  # a contradiction
    REOPEN = "reopen"
    NAME = "name"  # whether a person's name may be shared
    SOURCE = "source"  # who a source is
    WITHDRAW = "withdraw"  # a document
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Decisions name claims, never incidents.

    value    what was decided, as JSON; its fields depend on the kind (docs/decisions.md)
    grounds  one a claim: what it said when this was decided; a claim that says otherwise now makes the decision stale
    undoes   the decision that this one takes back
    """

    id: str
    made_at: datetime
    reviewer: str
    kind: str
    claim_ids: tuple[str, ...]
    value: str | None
    reason: str
    undoes: str | None = None
    grounds: tuple[str, ...] = ()


def sides_of(decision: Decision) -> tuple[tuple[str, ...], ...]:
    """The sides that a decision on incidents speaks of: its claims in pieces of the lengths that it gives, else each by itself."""
    lengths = json.loads(decision.value)["sides"] if decision.value else [1] * len(decision.claim_ids)
    sides, start = [], 0
    for length in lengths:
        sides.append(decision.claim_ids[start : start + length])
        start += length
    return tuple(sides)


class State(StrEnum):
    IN_FORCE = "in_force"
    OVERRULED = "overruled"  # a later decision says otherwise
    STALE = "stale"  # what it was decided on has changed; a person should look again
    UNDONE = "undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision as it stands over one build. claim_ids: what its claims are called now; because: why it stands so, in words."""

    decision: Decision
    state: State
    because: str
    claim_ids: tuple[str, ...]
