"""Decides who speaks in each claim of a case: one voice, its party, and whether it is a side to the violence.

Case -> {claim id: Speaking}. Groups nothing across documents that linking has not grouped, but for one thing: reports of one
outlet that name no origin are that outlet's own running count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sijill.data import load_table
from sijill.model.case import Case
from sijill.model.claim import AttributionClaim, ResolvedClaim, Stance
from sijill.model.incident import Origin, Voice
from sijill.model.source import Source, SourceKind
from sijill.text.names import fold_name

UNRELIABLE = "unreliable"  # as people judge sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """One voice as it counts in one case. key: what its claims are grouped by; party: what corroboration is counted by."""

    key: str
    name: str
    origin: Origin
    party: str
    is_side: bool  # it fights in the violence, or is accused of it
    is_doubted: bool = False  # a person judged it unreliable
    named: bool  # by name: only such voices corroborate; "a security official" speaks, and corroborates nothing
    kinds: frozenset[SourceKind] = frozenset()

    @property
    def standing(self) -> str:
        """How the voice counts, in words."""
        if self.is_side:
            return "a party to the violence"
        if self.is_doubted:
            return "judged unreliable"
        if self.origin is Origin.NAMED and not self.named:
            return "described only"
        return {Origin.NAMED: "named", Origin.DERIVED: "derived", Origin.UNKNOWN: "unknown origin"}[self.origin]


def read_speakers(case: Case) -> dict[str, Speaking]:
    """Finds the voice of every claim; a claim that no voice holds speaks by its own last named speaker, else by its document."""
    rank = {Origin.NAMED: 0, Origin.UNKNOWN: 1, Origin.DERIVED: 2}
    sources = {source.id: source for source in case.sources}
    accused = accused_in(case)
    claims = {resolved.id: resolved for resolved in case.claims}
    speaking: dict[str, Speaking] = {}
    for voice in sorted(case.voices, key=lambda voice: (rank[voice.origin], voice.id)):
        own = [claims[claim] for claim in sorted(voice.claim_ids) if claim in claims]
        if not own:
            continue
        said = (
            speak_unnamed(voice, own, case)
            if voice.origin is not Origin.NAMED
            else speak_named(voice, find_source(voice, own, sources), accused)
        )
        for resolved in own:
            speaking.setdefault(resolved.id, said)
    for resolved in case.claims:
        if resolved.id not in speaking:
            speaking[resolved.id] = speak_alone(resolved, case, sources, accused)
    return speaking


def find_source(voice: Voice, own: Sequence[ResolvedClaim], sources: Mapping[str, Source]) -> Source | None:
    """The source that a voice is: linking's, else the last in the chain of its first claim that has one."""
    if voice.source_id and voice.source_id in sources:
        return sources[voice.source_id]
    chains = ([sources[source] for source in resolved.source_ids if source in sources] for resolved in own)
    return next((chain[-1] for chain in chains if chain), None)


def speak_named(voice: Voice, source: Source | None, accused: tuple[str, ...]) -> Speaking:
    """A voice whose origin is said, by name or by description."""
    name = voice.origin_name or (source.name if source else "a source")
    party = voice.party or (source.party if source else None)
    kinds = {source.kind} if source else set()
    return Speaking(
        key=voice.id, name=name, origin=Origin.NAMED, party=fold_name(party or name) or voice.id,
        is_side=is_side(name, party, kinds, accused), named=voice.named, kinds=frozenset(kinds),
        is_doubted=source is not None and source.reliability == UNRELIABLE,
    )  # fmt: skip


def speak_unnamed(voice: Voice, own: Sequence[ResolvedClaim], case: Case) -> Speaking:
    """Who names no origin speaks for the outlet that said it first; what only an outlet is quoted for, for that outlet."""
    if voice.origin is Origin.DERIVED:
        name = voice.origin_name or "another report"
        return Speaking(key=voice.id, name=name, origin=voice.origin, party=voice.id, is_side=False, named=False)
    published = dict(case.published)
    first = min({resolved.claim.document_id for resolved in own}, key=lambda one: (published.get(one) or "9999", one))
    return speak_for_document(first, case)


def speak_for_document(document: str, case: Case) -> Speaking:
    """All that a document, or its outlet where that is known, says without an origin is one voice."""
    paper = dict(case.outlets).get(document)
    key = f"outlet:{fold_name(paper)}" if paper else f"document:{document}"
    name = f"{paper}, naming no origin" if paper else "a report that names no origin"
    return Speaking(key=key, name=name, origin=Origin.UNKNOWN, party=key, is_side=False, named=False)


def speak_alone(
    resolved: ResolvedClaim, case: Case, sources: Mapping[str, Source], accused: tuple[str, ...]
) -> Speaking:
    """A claim that linking put into no voice."""
    named = [sources[source] for source in resolved.source_ids if source in sources and sources[source].named]
    if not named:
        return speak_for_document(resolved.claim.document_id, case)
    last = named[-1]
    return Speaking(
        key=f"source:{last.id}", name=last.name, origin=Origin.NAMED, party=fold_name(last.party or last.name),
        is_side=is_side(last.name, last.party, {last.kind}, accused), named=True, kinds=frozenset({last.kind}),
        is_doubted=last.reliability == UNRELIABLE,
    )  # fmt: skip


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
