"""Decides what of a register may be shared: names of private people become labels, places of the living become coarse.

Register with its settings -> Shared, which holds a register of the same types that no longer contains what is protected: the
report and the exports only ever see that one. With internal=True nothing is changed. docs/report.md states the rules.
Does not find names that no reader marked as a person, speaker or victim: someone reads before publishing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from sijill.config import Publish
from sijill.model.claim import Span
from sijill.model.document import Document
from sijill.model.location import Location
from sijill.model.register import ReadDocument, Register
from sijill.publish.living import LivingPlaces, coarsen, living_places
from sijill.publish.lookup import sentence_of
from sijill.publish.people import name_rules
from sijill.publish.redact import Rewritten, Rules, find_names, rewrite, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A register as it may be shared. spans: where each claim's words stand in the archived text, which labels have moved."""

    register: Register
    spans: Mapping[str, tuple[int, int]]
    internal: bool


def share(register: Register, settings: Publish, *, internal: bool = False) -> Shared:
    """Takes out of a register what may not be shared, unless someone decided that this copy is internal."""
    spans = {
        claim.id: (claim.claim.span.start, claim.claim.span.end) for read in register.documents for claim in read.claims
    }
    if internal:
        return Shared(register=register, spans=spans, internal=True)
    living = living_places(register, settings.coarsen_km)
    shield = _Shield(name_rules(register, living.labels), living, settings.coarsen_km)
    return Shared(register=shield.register(register), spans=spans, internal=False)


class _Shield:
    """Rewrites every string of a register, whatever type holds it, so that a new field is protected from its first day."""

    def __init__(self, rules: Rules, living: LivingPlaces, coarsen_km: float) -> None:
        self.rules = rules
        self.living = living
        self.coarsen_km = coarsen_km
        self.holds_name = lru_cache(maxsize=262_144)(self._holds_name)

    def register(self, register: Register) -> Register:
        # Profiles are what linking remembers (facts, names, signatures), rulings name reviewers: nothing shared is made from them.
        bare = replace(register, documents=(), rulings=(), rejected=(), links=replace(register.links, profiles=()))
        shown: Register = self.cover(bare, None, None)
        return replace(shown, documents=tuple(self.document(read) for read in register.documents))

    def document(self, read: ReadDocument) -> ReadDocument:
        """Keeps of a text the sentences that carry a claim, with labels for names; spans follow."""
        document = read.document
        quoted = {sentence_of(claim.claim, read) for claim in read.claims}
        text = rewrite(document.text, self.rules, document=document.id, keep_only=quoted)
        title = self.cover(document.metadata.title, document.id, None)
        name = self.cover(document.name, document.id, None)
        url = self.address(document.metadata.url)
        rest = self.cover(replace(document, text="", metadata=replace(document.metadata, url=None)), document.id, None)
        covered: Document = replace(
            rest, text=text.text, name=name, metadata=replace(rest.metadata, url=url, title=title)
        )
        sentences = tuple(text.move(start, end) for start, end in read.reading.sentences)
        reading = self.cover(replace(read.reading, claims=(), mentions=(), sentences=()), document.id, None)
        return ReadDocument(
            document=covered,
            reading=replace(reading, sentences=sentences),
            claims=tuple(self.cover(claim, document.id, (document.text, text)) for claim in read.claims),
        )

    def cover(self, value: Any, document: str | None, text: tuple[str, Rewritten] | None) -> Any:
        """Walks through anything that a register holds."""
        if isinstance(value, Enum) or value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self.say(value, document)
        if isinstance(value, tuple):
            return tuple(self.cover(item, document, text) for item in value)
        if isinstance(value, Span):
            return self.span(value, document, text)
        if isinstance(value, Location):
            value = self.place(value)
        if is_dataclass(value) and not isinstance(value, type):
            changed = {
                each.name: self.cover(getattr(value, each.name), document, text) for each in fields(value) if each.init
            }
            return replace(value, **changed)
        return value

    def say(self, words: str, document: str | None) -> str:
        return rewrite(words, self.rules, document=document).text if self.holds_name(words) else words

    def _holds_name(self, words: str) -> bool:
        return bool(find_names(words, self.rules))

    def span(self, span: Span, document: str | None, text: tuple[str, Rewritten] | None) -> Span:
        """Moves a span with its text; one whose words are no longer quoted keeps its words, with labels."""
        if text is not None:
            start, end = text[1].move(span.start, span.end)
            quote = text[1].text[start:end]
            outside = "\n" in quote and "\n" not in span.quote
            if text[0][span.start : span.end] == span.quote and quote.strip() and not outside:
                return Span(start=start, end=end, quote=quote)
            span = replace(span, start=start, end=start + len(span.quote))
        quote = self.say(span.quote, document)
        return Span(start=span.start, end=span.start + len(quote), quote=quote)

    def address(self, url: str | None) -> str | None:
        """Keeps an address, but only its host where the rest spells a protected name."""
        if url is None:
            return None
        if not find_names(unquote(url).lower(), self.rules):
            return url
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname}/" if parts.hostname else None

    def place(self, location: Location) -> Location:
        """Makes a place of the living coarse, wherever it is held."""
        names = {words_of(name) for name in (location.name, location.mention) if name}
        if names & self.living.labels.keys():
            return coarsen(location, self.coarsen_km)
        return coarsen(location, self.coarsen_km, name=location.name) if names & self.living.unnamed else location
