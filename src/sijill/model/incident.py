"""What an incident and an episode are, and how the machine says that two things are the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sijill.model.claim import Outcome, Scope, Stance, Status
from sijill.model.count import Count
from sijill.model.document import Family
from sijill.model.location import Location
from sijill.model.period import Period
from sijill.model.source import SourceKind


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for a judgement, in words a reviewer reads."""

    feature: str
    score: float
    weight: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Same, different or unsure for a pair; left < right."""

    left: str
    right: str
    verdict: Verdict
    score: float
    evidence: tuple[Evidence, ...]
    made_by: str

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError(f"a pair is written smaller id first: {self.left!r}, {self.right!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """The accounts that one account was compared with and plainly differs from: most pairs, so they are kept in short.

    scores and cosines stand in the order of others, all of which have a larger id than the account. rests_on: how telling the account's
    names were, as a number; made_by: the rules. What these, the cosine and the families leave the same leaves the verdict the same.
    """

    account: str
    made_by: str
    rests_on: int
    others: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    cosines: tuple[int, ...] = ()  # of the two documents' words, in hundredths; -1: not compared


class Origin(StrEnum):
    NAMED = "named"
    DERIVED = "derived"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The claims that share one origin. origin_name None where it is unknown; an unknown origin corroborates nothing.

    origin DERIVED: origin_name carries it from somebody who is not said; it corroborates nothing either.
    named False: known by description only ("a security official"), within one document family; two such may be one person.
    """

    id: str
    origin: Origin
    origin_name: str | None
    party: str | None
    claim_ids: tuple[str, ...]
    evidence: tuple[str, ...]
    source_id: str | None = None
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Claims of which it is unsure whether they speak of an incident. joined: they stand among its own; else they stand elsewhere."""

    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    score: float  # how likely they speak of it
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A continuous act of deliberate violence at one place, on one day or through one night. May hold no count at all.

    Without any claim it is known by its documents only: reports that tell one story, in none of which a figure was read.
    """

    id: str
    title: str
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    period: Period | None
    location: Location | None
    part_of: str | None = None  # an episode's id
    in_scope: bool = True
    evidence: tuple[str, ...] = ()  # why these claims are one incident
    doubts: tuple[Doubt, ...] = ()  # the likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Incident):
    """A named container of incidents and episodes; its totals are claims about the whole, never added to its parts."""

    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One speaker of a claim, as linking keeps it: the source that it was found to be, and its party."""

    source_id: str
    name: str
    kind: SourceKind
    named: bool
    party: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What linking keeps of one claim, so that it is linked again without its document.

    outcome None: an attribution or a movement; says is then what it says in normal form (the perpetrator, the number that moved).
    tellers: nearest first, without the outlet itself.
    """

    claim_id: str
    outcome: Outcome | None
    count: Count | None
    status: Status
    scope: Scope
    stance: Stance
    sentence: int
    tellers: tuple[Teller, ...] = ()
    part_of: str | None = None
    restates: str | None = None
    revises: str | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one document says of one incident, or of one total: the claims that it tells of together.

    Accounts are what `link` compares across documents; what one document tells apart is never merged.
    """

    id: str  # "account-" + a digest of the smallest claim id
    document_id: str
    claim_ids: tuple[str, ...]
    is_total: bool  # a running total over several incidents: it joins an episode, never an incident
    is_background: bool
    period: Period | None
    location: Location | None
    facts: tuple[str, ...]  # names, figures and quoted words around the claims, in normal form
    traits: tuple[Trait, ...] = ()  # one a claim, same order
    words: str = ""  # the sentences that carry the claims, for their meaning
    actors: tuple[str, ...] = ()  # who is said to have done it or to have fought, in normal form
    sentence: int = 0  # the first that speaks of it
    in_scope: bool = True
    founds: bool = True  # False: displacement and the like, told without an act of violence that it follows from
    part_of: tuple[str, ...] = ()  # accounts of the same document that contain this one, by the text's words or sums
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What linking keeps of a document, so that a new report is compared without reading the old ones again."""

    document_id: str
    published: str | None  # ISO date
    text_digest: str  # of the normalised text: equal means an exact copy
    signature: bytes  # MinHash over word 3-grams; this and what else is bytes: whole numbers (link/packed.py)
    facts: tuple[str, ...]  # capitalised names, numbers and quoted words in normal form
    accounts: tuple[Account, ...]
    credits: tuple[str, ...] = ()  # "according to Reuters", "read the original article"
    lead: str = ""  # the first sentences, whose meaning is compared where the facts call for it
    prints: bytes = b""  # a sample of the hashes of word 4-grams: an excerpt shares them with its whole
    words: int = 0
    terms: bytes = b""  # its words: a hash of each with how often it stands (wording.py)
    source: str | None = None  # the outlet, as the metadata name it
    name: str = ""  # what outputs print for the document
    traces: tuple[str, ...] = ()  # its telling words, sentence by sentence (traces.py)
    marks: bytes = b""  # of each of these words a hash with how rare it is (traces.py)


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What the id of an incident or episode once held and holds no more: where that stands now is what became of it.

    Of an id that still names something, only the claims that stand elsewhere; of one that names nothing any more, all that it held.
    """

    id: str
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What `link` found: which claims are one incident, which incidents one episode, which documents one family, which claims one voice."""

    profiles: tuple[Profile, ...] = ()
    incidents: tuple[Incident, ...] = ()
    episodes: tuple[Episode, ...] = ()
    families: tuple[Family, ...] = ()
    voices: tuple[Voice, ...] = ()
    judgements: tuple[Judgement, ...] = ()  # between accounts, and between documents
    differing: tuple[Differing, ...] = ()  # between accounts that are plainly different
    main_incidents: tuple[tuple[str, str], ...] = ()  # (document id, incident or episode id)
    formers: tuple[Former, ...] = ()  # ids of earlier builds whose incidents were merged, split or taken out
