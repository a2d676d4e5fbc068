"""Decides what belongs to an incident's or episode's case, and whether the case changed since its tolls were computed.

The links of a build, with who speaks and when -> Cases and their fingerprints. A fingerprint needs digests of claims only, so that one
new report costs what it touches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sijill.model.case import Case
from sijill.model.claim import ResolvedClaim
from sijill.model.incident import Episode, Incident, Links, Voice
from sijill.model.register import ReadDocument
from sijill.model.source import Source
from sijill.store.codec import to_json
from sijill.store.resolutions import digest_of


class Publication(NamedTuple):
    """published: ISO date."""

    published: str | None = None
    outlet: str | None = None


class CaseBook:
    """The cases of one build.

    speakers      by document, the ids of its claims' sources
    publications  by document, when and by whom it was published
    """

    def __init__(
        self,
        links: Links,
        sources: Mapping[str, Source],
        speakers: Mapping[str, tuple[str, ...]],
        publications: Mapping[str, Publication],
    ) -> None:
        self.subjects: dict[str, Incident] = {one.id: one for one in (*links.incidents, *links.episodes)}
        self._sources, self._speakers, self._publications = sources, speakers, publications
        self._voices: dict[str, list[Voice]] = {}
        for voice in links.voices:
            for claim_id in voice.claim_ids:
                self._voices.setdefault(claim_id, []).append(voice)

    def case(self, subject: str, claims: Mapping[str, ResolvedClaim], above: frozenset[str] = frozenset()) -> Case:
        """A whole case, with the cases within it; claims holds those of `documents_within`."""
        one = self.subjects[subject]
        told = [(document, self._publications.get(document, Publication())) for document in _documents_of(one)]
        return Case(
            subject=one,
            claims=tuple(claims[claim] for claim in one.claim_ids if claim in claims),
            doubtful=tuple(claims[claim] for claim in _claims_elsewhere(one) if claim in claims),
            voices=self._voices_of(one),
            sources=tuple(self._sources[source] for source in self._source_ids(one)),
            published=tuple((document, publication.published) for document, publication in told),
            outlets=tuple((document, publication.outlet) for document, publication in told),
            parts=tuple(self.case(part, claims, above | {subject}) for part in self._parts(one, above)),
        )

    def documents_within(self, subject: str, above: frozenset[str] = frozenset()) -> Iterator[str]:
        """The documents of a case and of the cases within it."""
        one = self.subjects[subject]
        yield from _documents_of(one)
        for part in self._parts(one, above):
            yield from self.documents_within(part, above | {subject})

    def fingerprints(self, claim_digests: Mapping[str, str], rule: str) -> dict[str, str]:
        """By subject, a digest of all that its tolls depend on: the same digest, the same tolls.

        rule: a key over the rule of tolls and its settings; another rule makes every case a changed one.
        """
        bodies = {name: to_json(source) for name, source in self._sources.items()}
        known: dict[str, str] = {}

        def find(subject: str, above: frozenset[str]) -> str:
            if subject not in known:
                one = self.subjects[subject]
                parts = [find(part, above | {subject}) for part in self._parts(one, above)]
                # What only explains (titles, evidence) moves no toll, nor do a voice's claims elsewhere.
                pieces = [rule, to_json(replace(one, title="", evidence=()))]
                pieces += [claim_digests.get(claim, "") for claim in (*one.claim_ids, *_claims_elsewhere(one))]
                pieces += [to_json(replace(voice, evidence=())) for voice in self._voices_of(one)]
                pieces += [repr(self._publications.get(document)) for document in _documents_of(one)]
                pieces += [bodies[source] for source in self._source_ids(one)]
                known[subject] = digest_of(*pieces, *parts)
            return known[subject]

        return {subject: find(subject, frozenset()) for subject in sorted(self.subjects)}

    def _parts(self, one: Incident, above: frozenset[str]) -> list[str]:
        """What an episode contains; an episode within itself is not followed."""
        if not isinstance(one, Episode):
            return []
        return [part for part in one.contains if part in self.subjects and part not in above and part != one.id]

    def _voices_of(self, one: Incident) -> tuple[Voice, ...]:
        """The voices that speak in a case, each with its claims there."""
        own = {*one.claim_ids, *_claims_elsewhere(one)}
        met = {voice.id: voice for claim in own for voice in self._voices.get(claim, ())}
        return tuple(
            replace(voice, claim_ids=tuple(claim for claim in voice.claim_ids if claim in own))
            for _, voice in sorted(met.items())
        )

    def _source_ids(self, one: Incident) -> list[str]:
        named = {source for document in _documents_of(one) for source in self._speakers.get(document, ())}
        return sorted(named & self._sources.keys())


def _claims_elsewhere(one: Incident) -> tuple[str, ...]:
    """Claims of other incidents that may speak of this one."""
    return tuple(sorted({claim for doubt in one.doubts if not doubt.joined for claim in doubt.claim_ids}))


def _documents_of(one: Incident) -> tuple[str, ...]:
    """The documents of an incident, and of the claims that may speak of it."""
    return tuple(dict.fromkeys([*one.document_ids, *(each for doubt in one.doubts for each in doubt.document_ids)]))


def casebook_of(links: Links, documents: Sequence[ReadDocument]) -> CaseBook:
    """The cases of documents that stand in no register."""
    told = {
        one.document.id: Publication(
            one.document.published.isoformat() if one.document.published else None, one.document.metadata.source
        )
        for one in documents
    }
    sources = {source.id: source for one in documents for source in one.sources}
    return CaseBook(
        links, sources, {one.document.id: tuple(source.id for source in one.sources) for one in documents}, told
    )
