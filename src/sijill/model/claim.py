"""What a claim is: one source's assertion, tied to the words that make it.

CountClaim (so many suffered this), AttributionClaim (who did it), TriggerClaim (whose act set it off), IndicatorClaim (a statistic),
MovementClaim (people leaving one place for another), StatementClaim (what a text says of its own figures, and can be checked).
ResolvedClaim: the same with dates, place and speakers found.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sijill.model.count import Count, Quantifier
from sijill.model.location import Location
from sijill.model.period import Period
from sijill.model.source import SourceKind

# Of the words of two claims of one text in common: with fewer they rest on different words (Span.overlap).
LEAST_OVERLAP = 0.5


class Outcome(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    ABDUCTED = "abducted"
    DETAINED = "detained"
    BODIES_FOUND = "bodies_found"
    CASUALTIES = "casualties"  # undecided between dead and injured
    DISPLACED = "displaced"
    SHELTERED = "sheltered"
    RETURNED = "returned"
    DESTROYED = "destroyed"
    AFFECTED = "affected"  # harmed in a way that the text leaves open


class Scope(StrEnum):
    INCIDENT = "incident"  # also a revised toll of one incident
    RUNNING_TOTAL = "running_total"  # several incidents over an area or a period
    BACKGROUND = "background"  # not this document's main story; linked to its own incident as a late claim


class Stance(StrEnum):
    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    FEARED = "feared"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    CLAIMED = "claimed"  # of attribution: by the actor itself
    CONFIRMED = "confirmed"  # of attribution: by another


class Verification(StrEnum):
    NONE = "none"
    UNDER_INVESTIGATION = "under_investigation"
    VERIFIED = "verified"
    RETRACTED = "retracted"


class Status(StrEnum):
    """Of victims, as claimed."""

    CIVILIAN = "civilian"
    SECURITY_FORCES = "security_forces"
    INSURGENTS = "insurgents"
    OTHER_FIGHTERS = "other_fighters"
    ATTACKERS = "attackers"  # killed in an attack of their own
    UNSPECIFIED = "unspecified"

    @property
    def is_combatant(self) -> bool:
        return self in (Status.SECURITY_FORCES, Status.INSURGENTS, Status.OTHER_FIGHTERS, Status.ATTACKERS)


class MentionKind(StrEnum):
    PLACE = "place"
    TIME = "time"
    ACTOR = "actor"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """start..end, half open, in code points of the document's text; quote are the words there."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise ValueError(f"span {self.start}..{self.end} does not fit {self.quote!r}")

    def overlap(self, other: Span) -> float:
        """Shared code points over the union.  10..20 and 15..20 -> 0.5"""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return max(0, shared) / (max(self.end, other.end) - min(self.start, other.start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place, time, actor or person as the text names it."""

    kind: MentionKind
    span: Span
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is quoted, in the document's words. named False: only described ("a security source")."""

    name: str
    kind: SourceKind
    span: Span | None
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is said of some or all victims on one axis: sex, age_group, community, side, status, role.

    share: "all", "most", "some", or None where a count is given.  "mostly Alawites" -> community, Alawite, most
    """

    axis: str
    value: str
    share: str | None
    count: Count | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """Who was harmed. A detail holds only for those of whom it is said."""

    status: Status = Status.UNSPECIFIED
    details: tuple[Detail, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every kind of claim has.

    span           the words that make the claim, within one sentence; where outputs print its receipt
    attributed_to  speakers, nearest first, without the outlet itself
    confidence     of the reading, 0 to 1; not of the fact
    reader         name@version
    """

    id: str
    document_id: str
    span: Span
    sentence: int
    scope: Scope
    stance: Stance
    verification: Verification = Verification.NONE
    place: Mention | None = None
    time: Mention | None = None
    actors: tuple[Mention, ...] = ()
    attributed_to: tuple[Speaker, ...] = ()
    part_of: str | None = None
    restates: str | None = None
    revises: str | None = None
    reader: str
    confidence: float

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} of {self.id}; it lies between 0 and 1")
        if self.id in (self.part_of, self.restates, self.revises):
            raise ValueError(f"{self.id} refers to itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim(Claim):
    outcome: Outcome
    count: Count
    count_span: Span  # the number's own words, within span
    victims: Victims = Victims()
    in_scope: bool = True  # False: an accident or a disaster, read but no violence


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionClaim(Claim):
    """Who did it, according to whom. A count never inherits it."""

    perpetrator: str
    perpetrator_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerClaim(Claim):
    """What is said to have set the violence off: an earlier act. It accuses nobody of the violence itself.

    actor  who did the earlier act, in the text's words
    """

    actor: str


class Measure(StrEnum):
    SHARE_PCT = "share_pct"
    CHANGE_PCT = "change_pct"
    RATIO = "ratio"
    RANK = "rank"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorClaim(Claim):
    """A statistic; it enters no toll. base: what the share or change is of, None where the text does not say."""

    value: float | None
    unit: str
    measure: Measure
    base: str | None
    topic: str


class Flow(StrEnum):
    STOCK = "stock"
    FLOW = "flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementClaim(Claim):
    count: Count
    count_span: Span
    measure: Flow
    origin: Mention | None
    destination: Mention | None


class StatementKind(StrEnum):
    SUM = "sum"  # parts that are said to come to a total
    SHARE = "share"
    CHANGE = "change"  # by so much more or less
    RATIO = "ratio"  # so many times as many
    RANK = "rank"  # "the deadliest since"
    DISTANCE = "distance"
    HEADLINE = "headline"  # a figure of the headline, beside those of the body


class Role(StrEnum):
    """What a term is to its statement."""

    PART = "part"
    WHOLE = "whole"
    BEFORE = "before"
    AFTER = "after"
    GROUP = "group"  # of whom the share is said, or who make it up
    TOPIC = "topic"  # what is counted: an outcome, or "incident"
    BEARING = "bearing"
    SINCE = "since"  # from when, or among what, a rank holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One figure or word that a statement speaks of; count None: the sentence names it and gives no figure.

    axis, value  of people whom it names: "seven women" -> sex, female; "12 in Harun" -> place, None
    """

    role: Role
    words: str
    count: Count | None = None
    axis: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementClaim(Claim):
    """What a text says of figures that can be worked out from others. It enters no toll and is no statistic of its own.

    low, high  the value claimed: a share or change as a fraction (a third -> 0.333, "fell by half" -> -0.5), a ratio, kilometres
    reference  the place from which a distance is told
    """

    kind: StatementKind
    low: float | None
    high: float | None
    quantifier: Quantifier
    terms: tuple[Term, ...] = ()
    reference: Mention | None = None

    def counts(self, role: Role) -> tuple[Count, ...]:
        return tuple(term.count for term in self.terms if term.role is role and term.count)

    def words(self, role: Role) -> str | None:
        return next((term.words for term in self.terms if term.role is role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a reader found in one document. lang: ISO 639-1 as detected; a text in a language that is not read has no claims."""

    document_id: str
    reader: str
    lang: str | None
    sentences: tuple[tuple[int, int], ...]
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]  # every place and time of the text, also those that no claim carries


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedClaim:
    """A claim with its time, place and speakers found.

    period      of the event
    as_of       for which the count stands
    stated_at   when the speaker said it
    source_ids  of attributed_to, same order
    """

    claim: Claim
    period: Period | None
    as_of: Period | None
    stated_at: Period | None
    location: Location | None
    source_ids: tuple[str, ...] = ()
    origin: Location | None = None  # of a movement; of a stated distance, the place from which it is told
    destination: Location | None = None  # of a movement

    @property
    def id(self) -> str:
        return self.claim.id


def claim_id(document: str, outcome: str, count_start: int, count_end: int, victims: str) -> str:
    """Identifies a claim by (document, outcome, span of the count, victims), never by the reader's version."""
    key = "\x1f".join((document, outcome, str(count_start), str(count_end), victims))
    return f"claim-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
