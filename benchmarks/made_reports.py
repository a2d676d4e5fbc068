"""Makes reports with their claims for timing: invented places, days, tolls and words, drawn from a seed; no reader is needed.

A number of documents and a seed -> ReadDocuments of five claims each, some two reports an incident, in several made-up provinces.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sijill.model.claim import (
    Claim,
    CountClaim,
    Outcome,
    Reading,
    ResolvedClaim,
    Scope,
    Span,
    Speaker,
    Stance,
    Status,
    Victims,
    claim_id,
)
from sijill.model.count import Count, Quantifier
from sijill.model.document import Document, MediaType, Metadata
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.model.register import ReadDocument
from sijill.model.source import Source, SourceKind
from sijill.text.sentences import split_sentences

REPORTS_AN_INCIDENT = 2
CLAIMS_A_REPORT = 5
DAYS = 1_500
SYLLABLES = "ba dor fel ga hin ka lo mur na rit sa tev u vo zem pel sho tan bri quo".split()
HARM = (Outcome.KILLED, Outcome.INJURED, Outcome.ABDUCTED, Outcome.MISSING, Outcome.DESTROYED)
VERBS = {
    Outcome.KILLED: "killed", Outcome.INJURED: "injured", Outcome.ABDUCTED: "abducted", Outcome.MISSING: "missing",
    Outcome.DESTROYED: "destroyed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Event:
    place: Location
    day: date
    counts: tuple[int, ...]
    victim: str
    street: str


def make_reports(documents: int, seed: int = 7) -> Iterator[ReadDocument]:
    """Reports in a mixed order, the same ones for the same seed."""
    chance = random.Random(seed)
    places = [_make_place(chance, number) for number in range(max(20, documents // 20))]
    words = [_name(chance).lower() for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    events = [_make_event(chance, places) for _ in range(max(1, documents // REPORTS_AN_INCIDENT))]
    for number in range(documents):
        event = events[chance.randrange(len(events))]
        yield _report(number, event, chance, chance.choices(words, weights, k=60))


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 5))).capitalize()


def _make_place(chance: random.Random, number: int) -> Location:
    province = number % 40
    return Location(
        name=_name(chance), place_id=f"made:{number}", country="QQ", adm1=f"Province {province}",
        latitude=round(2.0 * (province // 8) + chance.random() * 2, 4), longitude=round(2.0 * (province % 8) + chance.random() * 2, 4),
        precision=WherePrecision.EXACT, radius_km=3.0,
    )  # fmt: skip


def _make_event(chance: random.Random, places: list[Location]) -> _Event:
    counts = tuple(chance.randrange(1, 40) for _ in range(CLAIMS_A_REPORT))
    day = date(2031, 1, 1) + timedelta(days=chance.randrange(DAYS))
    return _Event(chance.choice(places), day, counts, f"{_name(chance)} {_name(chance)}", f"{_name(chance)} Street")


def _report(number: int, event: _Event, chance: random.Random, words: list[str]) -> ReadDocument:
    speaker = f"{_name(chance)} Monitor" if chance.random() < 0.5 else "the governor"
    quotes = [f"{count} people were {VERBS[harm]}" for count, harm in zip(event.counts, HARM, strict=True)]
    told = [
        f"{words[12 * i].capitalize()} {quote} in {words[12 * i + 1]} {event.place.name}, {words[12 * i + 2]} {speaker} said"
        f" {' '.join(words[12 * i + 3 : 12 * i + 12])}."
        for i, quote in enumerate(quotes)
    ]
    text = " ".join(told) + f" {event.victim} was buried near {event.street}."
    published = event.day + timedelta(days=1 + chance.randrange(3))
    name = sha256(f"made {number}".encode()).hexdigest()
    document = Document(
        id=f"document-{name[:12]}", blob=name, record=None, name=f"report-{number}", text=text, media_type=MediaType.TEXT,
        extractor=None, metadata=Metadata(published=published),
    )  # fmt: skip
    spans = split_sentences(text)
    claims = tuple(
        _claim(document, quote, i, harm, spans, speaker, event)
        for i, (quote, harm) in enumerate(zip(quotes, HARM, strict=True))
    )
    reading = Reading(
        document_id=document.id,
        reader="made",
        lang="en",
        sentences=spans,
        claims=tuple(one.claim for one in claims),
        mentions=(),
    )
    source = Source(
        id=f"source:{speaker}", name=speaker, kind=SourceKind.MONITOR, party=None, named=speaker[0].isupper()
    )
    return ReadDocument(document=document, reading=reading, claims=claims, sources=(source,))


def _claim(
    document: Document,
    quote: str,
    position: int,
    harm: Outcome,
    spans: tuple[tuple[int, int], ...],
    speaker: str,
    event: _Event,
) -> ResolvedClaim:
    start = document.text.index(quote)
    number = str(event.counts[position])
    claim: Claim = CountClaim(
        id=claim_id(document.id, harm.value, start, start + len(number), "unspecified"), document_id=document.id,
        span=Span(start=start, end=start + len(quote), quote=quote), sentence=min(position, len(spans) - 1), scope=Scope.INCIDENT,
        stance=Stance.REPORTED, attributed_to=(Speaker(name=speaker, kind=SourceKind.MONITOR, span=None, named=speaker[0].isupper()),),
        reader="made", confidence=0.9, outcome=harm, count_span=Span(start=start, end=start + len(number), quote=number),
        count=Count(wording=number, min=int(number), max=int(number), quantifier=Quantifier.EXACT),
        victims=Victims(status=Status.UNSPECIFIED),
    )  # fmt: skip
    period = Period(start=event.day, end=event.day, open=Openness.NONE, precision=DatePrecision.DAY, basis=Basis.STATED)
    return ResolvedClaim(
        claim=claim, period=period, as_of=None, stated_at=None, location=event.place, source_ids=(f"source:{speaker}",)
    )
