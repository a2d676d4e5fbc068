"""Decides who speaks in each claim of a case: one voice, its party, and whether it is a side to the violence.

Case -> {claim id: Speaking}. Groups nothing across documents that linking has not grouped, but for one thing: reports of one
outlet that name no origin are that outlet's own running count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sijill.data import load_table
from sijill.model.case import Case
from sijill.model.claim import AttributionClaim, ResolvedClaim, Stance
from sijill.model.incident import Origin, Voice
from sijill.model.source import Source, SourceKind
from sijill.text.names import fold_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """One voice as it counts in one case. key: what its claims are grouped by; party: what corroboration is counted by."""

    key: str
    name: str
    origin: Origin
    party: str
    is_side: bool  # it fights in the violence, or is accused of it
    named: bool  # by name: only such voices corroborate; "a security official" speaks, and corroborates nothing

    @property
    def standing(self) -> str:
        """How the voice counts, in words."""
        if self.is_side:
            return "a party to the violence"
        if self.origin is Origin.NAMED and not self.named:
            return "described only"
        return {Origin.NAMED: "named", Origin.DERIVED: "derived", Origin.UNKNOWN: "unknown origin"}[self.origin]


def read_speakers(case: Case) -> dict[str, Speaking]:
    """Finds the voice of every claim; a claim that no voice holds speaks by its own last named speaker, else by its document."""
    rank = {Origin.NAMED: 0, Origin.UNKNOWN: 1, Origin.DERIVED: 2}
    outlets = {document: outlet for document, outlet in case.outlets if outlet}
    sources = {source.id: source for source in case.sources}
    accused = accused_in(case)
    documents = {resolved.id: resolved.claim.document_id for resolved in case.claims}
    of_claim: dict[str, Voice] = {}
    for voice in sorted(case.voices, key=lambda voice: (rank[voice.origin], voice.id)):
        for claim in voice.claim_ids:
            of_claim.setdefault(claim, voice)
    return {
        resolved.id: (
            speak(of_claim[resolved.id], resolved, documents, outlets, sources, accused)
            if resolved.id in of_claim
            else speak_alone(resolved, outlets, sources, accused)
        )
        for resolved in case.claims
    }


def speak(
    voice: Voice,
    resolved: ResolvedClaim,
    documents: dict[str, str],
    outlets: dict[str, str],
    sources: dict[str, Source],
    accused: tuple[str, ...],
) -> Speaking:
    """The voice of a claim as linking found it; one of unknown origin speaks for its outlet where all its reports are that outlet's."""
    if voice.origin is Origin.NAMED:
        said_by = [sources[source] for source in resolved.source_ids if source in sources]
        name = voice.origin_name or (said_by[-1].name if said_by else "a source")
        party = voice.party or next((source.party for source in reversed(said_by) if source.party), None)
        kinds = {source.kind for source in said_by[-1:]}
        return Speaking(
            key=voice.id, name=name, origin=Origin.NAMED, party=fold_name(party or name) or voice.id,
            is_side=is_side(name, party, kinds, accused), named=voice.named,
        )  # fmt: skip
    papers = {outlets.get(documents[claim]) for claim in voice.claim_ids if claim in documents}
    paper = next(iter(papers)) if len(papers) == 1 else None
    key = f"outlet:{fold_name(paper)}" if paper and voice.origin is Origin.UNKNOWN else voice.id
    name = voice.origin_name or (f"{paper}, naming no origin" if paper else "a report that names no origin")
    return Speaking(key=key, name=name, origin=voice.origin, party=key, is_side=False, named=False)


def speak_alone(
    resolved: ResolvedClaim, outlets: dict[str, str], sources: dict[str, Source], accused: tuple[str, ...]
) -> Speaking:
    """A claim that linking put into no voice."""
    document = resolved.claim.document_id
    named = [sources[source] for source in resolved.source_ids if source in sources and sources[source].named]
    if named:
        last = named[-1]
        return Speaking(
            key=f"source:{last.id}", name=last.name, origin=Origin.NAMED, party=fold_name(last.party or last.name),
            is_side=is_side(last.name, last.party, {last.kind}, accused), named=True,
        )  # fmt: skip
    paper = outlets.get(document)
    key = f"outlet:{fold_name(paper)}" if paper else f"document:{document}"
    name = f"{paper}, naming no origin" if paper else "a report that names no origin"
    return Speaking(key=key, name=name, origin=Origin.UNKNOWN, party=key, is_side=False, named=False)


def accused_in(case: Case) -> tuple[str, ...]:
    """Whom the case's attribution claims accuse; who is only said not to have done it is not accused."""
    return tuple(
        sorted(
            {
                resolved.claim.perpetrator
                for resolved in case.claims
                if isinstance(resolved.claim, AttributionClaim)
                and resolved.claim.stance not in (Stance.DENIED, Stance.HYPOTHETICAL)
            }
        )
    )


def is_side(name: str, party: str | None, kinds: set[SourceKind], accused: tuple[str, ...]) -> bool:
    """An armed group always speaks for itself; any voice does that is accused, and an official whose state is."""
    if SourceKind.ARMED_GROUP in kinds:
        return True
    return any(is_accused(name, party, SourceKind.OFFICIAL in kinds, perpetrator) for perpetrator in accused)


def is_accused(name: str, party: str | None, official: bool, perpetrator: str) -> bool:
    """The perpetrator's name is the voice's or its party's, or an arm of the state for which the official speaks."""
    names = names_in(perpetrator)
    own = names_in(f"{name} {party or ''}")
    shared = any(is_one_name(left, right) for left in names for right in own)
    if any(word in f" {fold_name(perpetrator)} " for word in state_words()):
        return official and (shared or not names)
    return shared


def is_one_name(left: str, right: str) -> bool:
    """A country and its adjective are one name.  "Syria", "Syrian" """
    return left == right or (min(len(left), len(right)) >= 4 and left[:4] == right[:4])


def names_in(words: str) -> frozenset[str]:
    """The words that name someone.  "masked gunmen" -> none; "Boko Haram fighters" -> boko, haram"""
    state = {part for word in state_words() for part in word.split()}
    return frozenset(fold_name(words).split()) - word_lists()["nameless"] - state - {"s"}


@cache
def state_words() -> tuple[str, ...]:
    return tuple(sorted(f" {word} " for word in word_lists()["state"]))


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """The hand-kept words of data/parties.toml."""
    return {name: frozenset(words) for name, words in load_table("parties").items()}
