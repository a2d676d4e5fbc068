"""Finds what belongs together in one register: a claim's document, an incident's tolls, a document's family.

Register -> Lookup, built once a command. Decides nothing; every order is stable, so that the same register prints the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sijill.model.claim import AttributionClaim, Claim, CountClaim, IndicatorClaim, MovementClaim, ResolvedClaim
from sijill.model.decision import Ruling, State
from sijill.model.document import Document, Family
from sijill.model.incident import Episode, Former, Incident, Origin, Voice
from sijill.model.register import ReadDocument, Register
from sijill.model.source import Source
from sijill.model.statement import Checked
from sijill.model.toll import Contradiction, Facet, Toll, VictimClass

_CLAIM_ID = re.compile(r"claim-[0-9a-f]{12}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A register and the ways into it. names: what outputs print for a document, unique within the register."""

    register: Register
    names: Mapping[str, str]
    documents: Mapping[str, ReadDocument]
    claims: Mapping[str, ResolvedClaim]
    sources: Mapping[str, Source]
    subjects: Mapping[str, Incident]  # incidents and episodes
    tolls: Mapping[str, tuple[Toll, ...]]  # by subject
    contradictions: Mapping[str, tuple[Contradiction, ...]]  # by subject
    voices: Mapping[str, Voice]  # by claim
    families: Mapping[str, Family]  # by document
    homes: Mapping[str, str]  # claim -> the incident or episode that holds it
    mains: Mapping[str, str]  # document -> its main incident or episode
    formers: Mapping[str, Former]  # by an id that an earlier build gave
    rejected: Mapping[str, ResolvedClaim]  # claims that people rejected
    statements: Mapping[str, tuple[Checked, ...]]  # by document
    rulings: Mapping[str, tuple[Ruling, ...]]  # by claim, what people decided on it, those taken back left out

    @property
    def episodes(self) -> tuple[Episode, ...]:
        return tuple(sorted(self.register.links.episodes, key=by_date))

    @property
    def incidents(self) -> tuple[Incident, ...]:
        return tuple(sorted(self.register.links.incidents, key=by_date))

    def document_of(self, claim: ResolvedClaim) -> Document:
        return self.documents[claim.claim.document_id].document

    def claims_of(self, subject: Incident) -> tuple[ResolvedClaim, ...]:
        """The claims of an incident in reading order: by their document's date and name, then by place in the text."""
        found = [self.claims[claim_id] for claim_id in subject.claim_ids if claim_id in self.claims]
        return tuple(sorted(found, key=self.reading_order))

    def parts_of(self, episode: Incident) -> tuple[Incident, ...]:
        """What an episode holds, first day first."""
        if not isinstance(episode, Episode):
            return ()
        return tuple(sorted((self.subjects[part] for part in episode.contains if part in self.subjects), key=by_date))

    def voices_of(self, subject: Incident) -> tuple[Voice, ...]:
        """The voices that speak of an incident, the one with most claims in it first."""
        spoken = Counter(self.voices[claim_id].id for claim_id in subject.claim_ids if claim_id in self.voices)
        found = {voice.id: voice for voice in self.register.links.voices if voice.id in spoken}
        return tuple(sorted(found.values(), key=lambda voice: (-spoken[voice.id], voice.id)))

    def told_tolls(self, subject_id: str) -> tuple[Toll, ...]:
        """The tolls that a screen shows: without a non-combatants' toll that only repeats the one of all or of civilians."""
        tolls = self.tolls.get(subject_id, ())
        return tuple(toll for toll in tolls if not any(repeats(toll, other) for other in tolls))

    def disputes_of(self, subject_id: str) -> list[tuple[Contradiction, ...]]:
        """Contradictions as a reader meets them: each one about figures by itself, those about who, where or when together."""
        grouped: dict[tuple[Facet, int], list[Contradiction]] = {}
        for number, found in enumerate(self.contradictions.get(subject_id, ())):
            grouped.setdefault((found.facet, number if found.facet is Facet.TOLL else -1), []).append(found)
        return [tuple(together) for together in grouped.values()]

    def in_words(self, reason: str) -> str:
        """A reason with documents' names in place of claim ids: "restates the claim of 01-first-report"."""
        return _CLAIM_ID.sub(self._name_claim, reason)

    def _name_claim(self, found: re.Match[str]) -> str:
        claim = self.claims.get(found.group())
        return f"the claim of {self.names[claim.claim.document_id]}" if claim else found.group()

    def outlet_of(self, document: Document) -> str:
        """Who published a document; its name where nobody said."""
        return document.metadata.source or self.names[document.id]

    def speaker_of(self, claim: ResolvedClaim) -> str:
        """The speaker nearest to the text; without one, that the report itself says so and names none."""
        if claim.claim.attributed_to:
            return claim.claim.attributed_to[0].name
        return f"{self.outlet_of(self.document_of(claim))}, naming no source"

    def carrier_of(self, claim: ResolvedClaim) -> str:
        """Who stands behind a figure: the speaker, or whose voice it is where the words name none, as a headline's seldom do."""
        voice = self.voices.get(claim.id)
        if not claim.claim.attributed_to and voice and voice.origin is Origin.NAMED and voice.origin_name:
            return voice.origin_name
        return self.speaker_of(claim)

    def reading_order(self, claim: ResolvedClaim) -> tuple[str, str, int, str]:
        document = self.document_of(claim)
        published = document.published.isoformat() if document.published else "9999"
        return (published, self.names[document.id], claim.claim.span.start, claim.id)


def look_up(register: Register) -> Lookup:
    """Indexes a register; claims, tolls and links that point at nothing are left out of the index and do no harm."""
    documents = {read.document.id: read for read in register.documents}
    subjects: dict[str, Incident] = {subject.id: subject for subject in register.links.incidents}
    subjects.update({episode.id: episode for episode in register.links.episodes})
    homes: dict[str, str] = {}
    for subject in (*register.links.incidents, *register.links.episodes):
        for claim_id in subject.claim_ids:
            homes.setdefault(claim_id, subject.id)
    return Lookup(
        register=register,
        names=_unique_names([read.document for read in register.documents]),
        documents=documents,
        claims={claim.id: claim for read in register.documents for claim in read.claims},
        sources={source.id: source for source in register.sources},
        subjects=subjects,
        tolls=_tolls_by_subject(register.tolls),
        contradictions=_contradictions_by_subject(register.contradictions),
        voices={claim_id: voice for voice in register.links.voices for claim_id in voice.claim_ids},
        families={document: family for family in register.links.families for document in family.document_ids},
        homes=homes,
        mains=dict(register.links.main_incidents),
        formers={former.id: former for former in register.links.formers},
        rejected={claim.id: claim for claim in register.rejected},
        statements=_statements_by_document(register.statements),
        rulings=_rulings_by_claim(register.rulings),
    )


def _statements_by_document(statements: Iterable[Checked]) -> dict[str, tuple[Checked, ...]]:
    found: defaultdict[str, list[Checked]] = defaultdict(list)
    for one in statements:
        found[one.document_id].append(one)
    return {document: tuple(own) for document, own in found.items()}


def _rulings_by_claim(rulings: Iterable[Ruling]) -> dict[str, tuple[Ruling, ...]]:
    found: defaultdict[str, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        if ruling.state is not State.UNDONE:
            for claim_id in dict.fromkeys((*ruling.claim_ids, *ruling.decision.claim_ids)):
                found[claim_id].append(ruling)
    return {claim_id: tuple(own) for claim_id, own in found.items()}


def by_date(subject: Incident) -> tuple[str, str, str]:
    """Sorts incidents by first day; one without a date comes last, never first."""
    period = subject.period
    day = period and (period.start or period.end)
    return (day.isoformat() if day else "9999-12-31", subject.title, subject.id)


def counts_in(claims: Iterable[ResolvedClaim]) -> tuple[ResolvedClaim, ...]:
    return tuple(claim for claim in claims if isinstance(claim.claim, CountClaim))


def attributions_in(claims: Iterable[ResolvedClaim]) -> tuple[ResolvedClaim, ...]:
    return tuple(claim for claim in claims if isinstance(claim.claim, AttributionClaim))


def indicators_in(claims: Iterable[ResolvedClaim]) -> tuple[ResolvedClaim, ...]:
    return tuple(claim for claim in claims if isinstance(claim.claim, IndicatorClaim))


def movements_in(claims: Iterable[ResolvedClaim]) -> tuple[ResolvedClaim, ...]:
    return tuple(claim for claim in claims if isinstance(claim.claim, MovementClaim))


def repeats(toll: Toll, other: Toll) -> bool:
    """Whether a toll of non-combatants says the same as the toll of all, or of civilians."""
    if toll.victims is not VictimClass.NONCOMBATANT or other.victims not in (VictimClass.ALL, VictimClass.CIVILIAN):
        return False
    return (toll.outcome, toll.unit, toll.min, toll.best, toll.max) == (
        other.outcome, other.unit, other.min, other.best, other.max,
    )  # fmt: skip


def toll_id(toll: Toll) -> str:
    """Names a toll: incident-3f2a/killed/all/person."""
    return "/".join((toll.subject, toll.outcome.value, toll.victims.value, toll.unit.value))


def contradiction_id(contradiction: Contradiction) -> str:
    """Names a contradiction by its facet and claims, so that it keeps its name while it lasts."""
    key = "\x1f".join((contradiction.facet.value, *sorted(contradiction.claim_ids)))
    return f"contradiction-{sha256(key.encode()).hexdigest()[:12]}"


def sentence_of(claim: Claim, read: ReadDocument) -> tuple[int, int]:
    """The bounds of the sentence that holds a claim's words; the words' own where the reading numbers it otherwise."""
    span = claim.span
    if 0 <= claim.sentence < len(read.reading.sentences):
        start, end = read.reading.sentences[claim.sentence]
        if start <= span.start and span.end <= end:
            return start, end
    around = [bounds for bounds in read.reading.sentences if bounds[0] <= span.start and span.end <= bounds[1]]
    return around[0] if around else (span.start, span.end)


def _unique_names(documents: Iterable[Document]) -> dict[str, str]:
    """Prints the external name; where two documents share one, a piece of the id tells them apart."""
    listed = list(documents)
    uses = Counter(document.name for document in listed)
    return {
        document.id: document.name if uses[document.name] == 1 else f"{document.name}~{document.id[-6:]}"
        for document in listed
    }


# Killed first; for one outcome all before a class, persons before households.
_OUTCOME_ORDER = (
    "killed", "injured", "missing", "abducted", "detained", "bodies_found", "casualties", "displaced", "sheltered",
    "returned", "destroyed", "affected",
)  # fmt: skip
_VICTIM_ORDER = ("all", "civilian", "noncombatant", "security_forces", "attackers")
_UNIT_ORDER = ("person", "household", "dwelling", "incident")


def _tolls_by_subject(tolls: Iterable[Toll]) -> dict[str, tuple[Toll, ...]]:
    grouped: defaultdict[str, list[Toll]] = defaultdict(list)
    for toll in tolls:
        grouped[toll.subject].append(toll)
    return {subject: tuple(sorted(found, key=_toll_order)) for subject, found in grouped.items()}


def _toll_order(toll: Toll) -> tuple[int, int, int]:
    orders = ((_OUTCOME_ORDER, toll.outcome.value), (_VICTIM_ORDER, toll.victims.value), (_UNIT_ORDER, toll.unit.value))
    first, second, third = (order.index(value) if value in order else len(order) for order, value in orders)
    return first, second, third


def _contradictions_by_subject(contradictions: Iterable[Contradiction]) -> dict[str, tuple[Contradiction, ...]]:
    grouped: defaultdict[str, list[Contradiction]] = defaultdict(list)
    for contradiction in contradictions:
        grouped[contradiction.subject].append(contradiction)
    return {
        subject: tuple(sorted(found, key=lambda one: (one.facet is not Facet.TOLL, -(one.size or 0), one.claim_ids)))
        for subject, found in grouped.items()
    }
