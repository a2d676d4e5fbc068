"""What a question to a person is: one thing in the register to look at, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """What kind of answer an item waits for."""

    STALE = "stale_decision"
    PAIR = "unsure_pair"
    CONTRADICTION = "contradiction"
    CLAIM = "low_confidence"
    ORIGIN = "unknown_origin"
    UNPLACED = "unplaced"
    UNDATED = "undated"
    NAME = "name_to_be_published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at. weight: how many people its answer may move, the largest first; subjects: incidents and episodes."""

    id: str
    asks: Asks
    weight: float
    why: str
    subjects: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()  # of a pair: the claims of each
    about: str = ""  # a decision's id, a document's, a name
