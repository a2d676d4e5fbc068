"""Who left where for where, and whether that is how many left or how many are away (tests/cases/read/movements.yaml)."""

from __future__ import annotations

from typing import Any

import pytest

from sijill.config import Limits, Read
from sijill.model.claim import CountClaim, MovementClaim, Outcome, Stance
from sijill.read import read
from tests.factories import make_document
from tests.read.test_cases import cases

MOVED = (Outcome.DISPLACED, Outcome.SHELTERED, Outcome.RETURNED)


def moves_of(text: str) -> list[list[Any]]:
    """[outcome, min, max, unit, flow, origin, destination] of each count of those who moved, in order of the text."""
    reading, _ = read(make_document(text), Read(), Limits())
    moves = {claim.count_span: claim for claim in reading.claims if isinstance(claim, MovementClaim)}
    found = []
    for claim in sorted(reading.claims, key=lambda claim: claim.span.start):
        if not isinstance(claim, CountClaim) or claim.outcome not in MOVED or claim.stance is Stance.HYPOTHETICAL:
            continue
        move = moves.pop(claim.count_span, None)
        ends = [end.span.quote if end else None for end in (move.origin, move.destination)] if move else [None, None]
        flow = move.measure.value if move else None
        count = claim.count
        found.append([claim.outcome.value, count.min, count.max, count.unit.value, flow, *ends])
    assert not moves, "every movement is told as a count, too"
    return sorted(found, key=lambda row: text.find(str(row[1])))


@pytest.mark.parametrize("case", cases("movements"))
def test_movements_are_read_as_worded(case: dict[str, Any]) -> None:
    assert moves_of(case["text"]) == sorted(case["moves"], key=lambda row: case["text"].find(str(row[1])))
