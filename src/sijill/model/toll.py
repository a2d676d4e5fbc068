"""What a toll is: the lowest, best and highest credible reported figure, with the claims that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.period import Period


class VictimClass(StrEnum):
    ALL = "all"  # includes attackers
    CIVILIAN = "civilian"
    NONCOMBATANT = "noncombatant"  # without attackers and those said to be fighting
    SECURITY_FORCES = "security_forces"
    ATTACKERS = "attackers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """min <= best <= max for one outcome, class and unit in an incident or episode.

    min None: no figure gives a lower bound; best None: no figure supports one; max None: open above or not known.
    A toll speaks of reports: the true number may be higher.
    """

    subject: str
    outcome: Outcome
    victims: VictimClass
    unit: Unit
    min: int | None
    best: int | None
    max: int | None
    as_of: Period | None
    voices: int  # how many different, named, non-derived origins of different parties carry best
    support: tuple[str, ...]
    set_aside: tuple[tuple[str, str], ...]  # (claim id, reason)
    rule: str
    notes: tuple[str, ...] = ()  # in words: "claimed by a party only", "sum of ...", "remainder ..."

    def __post_init__(self) -> None:
        known = [figure for figure in (self.min, self.best, self.max) if figure is not None]
        if known != sorted(known):
            raise ValueError(
                f"toll of {self.subject}: min {self.min}, best {self.best}, max {self.max} are out of order"
            )


class Facet(StrEnum):
    TOLL = "toll"
    STATUS = "status"
    PERPETRATOR = "perpetrator"
    PLACE = "place"
    DATE = "date"
    TRIGGER = "trigger"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Claims that cannot all hold. explained_by ranks possible explanations; it never erases the contradiction.

    closed: the decision that closed it, and why; None while it is open.
    """

    subject: str
    facet: Facet
    claim_ids: tuple[str, ...]
    size: float | None  # for tolls: persons between the two sides
    between: tuple[str, ...]  # who, in words
    explained_by: tuple[str, ...]
    closed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one voice says for a toll, after its own later reports superseded its earlier ones.

    standing: why the voice counts as it does: "named", "unknown origin", "derived", "a party to the violence"
    """

    voice: str
    name: str
    standing: str
    min: int | None
    best: int | None
    max: int | None
    as_of: str | None  # ISO date
    claim_ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a trace: what these claims did ("sets min", "carries best", "set aside") and why, in words."""

    did: str
    claim_ids: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How one toll was reached, from the voices to min, best and max."""

    toll: Toll
    said: tuple[Said, ...]
    steps: tuple[Step, ...]
    rule_in_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A toll before and after a claim is left out; None where there is no such toll."""

    before: Toll | None
    after: Toll | None


Figures = tuple[int | None, int | None, int | None, int]  # min, best, max, voices


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A toll that a build left otherwise than it found it; before None: a new toll, after None: it is no more."""

    subject: str
    outcome: Outcome
    victims: VictimClass
    unit: Unit
    built_at: str  # ISO date and time, UTC
    before: Figures | None
    after: Figures | None
    because: tuple[str, ...]
