"""What is asked of a register when something is counted, and how an incident stands to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sijill.model.claim import Outcome
from sijill.model.location import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How many incidents and people with this outcome? None: not asked. name: of a person involved, whole or in part.

    mainly: only of incidents that some report is mainly about; what reports tell of beside that is left out.
    """

    outcome: Outcome
    place: Location | None = None
    start: date | None = None
    end: date | None = None
    name: str | None = None
    mainly: bool = False


class Fit(StrEnum):
    """CERTAIN: inside entirely. POSSIBLE: it may lie inside. UNPLACEABLE: what the question asks for is not known of it."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    UNPLACEABLE = "unplaceable"
    OUTSIDE = "outside"
