"""Writes what `sijill log` prints: a decision with how it stands. Decisions and Rulings -> lines, JSON."""

from __future__ import annotations

import json
from typing import Any

from sijill.model.decision import Decision, Ruling
from sijill.publish.words import plain

WAITS = "waits for the next build"


def log_line(decision: Decision, ruling: Ruling | None) -> str:
    """One decision on one line: its id, day, reviewer, what was decided, the reason, and how it stands."""
    about = decision.undoes or ", ".join(decision.claim_ids[:3]) or decision.value or ""
    more = f" and {len(decision.claim_ids) - 3} more" if len(decision.claim_ids) > 3 else ""
    stands = f"{ruling.state.value}{': ' + ruling.because if ruling.because else ''}" if ruling else WAITS
    day = decision.made_at.date().isoformat()
    return plain(
        f"{decision.id}  {day}  {decision.reviewer}  {decision.kind}  {about}{more}  {decision.reason}  [{stands}]"
    )


def ruling_words(ruling: Ruling) -> str:
    """A decision on one claim, with how it stands: "correct count, by Rana on 2031-03-09: the list names nine [in force]" """
    made = ruling.decision
    field = json.loads(made.value or "{}").get("field", "")
    stands = f"{ruling.state.value.replace('_', ' ')}{': ' + ruling.because if ruling.because else ''}"
    what = f"{made.kind.replace('_', ' ')} {field}".strip()
    return plain(
        f"{what}, by {made.reviewer} on {made.made_at.date().isoformat()}: {made.reason} [{stands}; {made.id}]"
    )


def ruling_shape(ruling: Ruling) -> dict[str, Any]:
    """The same as JSON."""
    made = ruling.decision
    return {
        "id": made.id, "kind": made.kind, "value": json.loads(made.value) if made.value else None,
        "reviewer": made.reviewer, "reason": made.reason, "state": ruling.state.value, "because": ruling.because,
    }  # fmt: skip


def log_shape(number: int, decision: Decision, ruling: Ruling | None, sealed: str) -> dict[str, Any]:
    """The same as one JSON object: `sijill log --json`."""
    return {
        "number": number, "id": decision.id, "made_at": decision.made_at.isoformat(), "reviewer": decision.reviewer,
        "kind": decision.kind, "claim_ids": list(decision.claim_ids),
        "value": json.loads(decision.value) if decision.value else None, "reason": decision.reason,
        "undoes": decision.undoes, "state": ruling.state.value if ruling else None,
        "because": ruling.because if ruling else WAITS, "hash": sealed,
    }  # fmt: skip
