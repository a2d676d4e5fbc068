"""A small gazetteer of an invented country and its neighbour, and readings made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijill.model.claim import (
    CountClaim,
    Mention,
    MentionKind,
    Outcome,
    Reading,
    Scope,
    Span,
    Speaker,
    Stance,
    claim_id,
)
from sijill.model.count import Count, Quantifier
from sijill.model.source import SourceKind
from sijill.resolve.gazetteer import Gazetteer
from sijill.resolve.gazetteer_index import Entry, open_index, write_index

# Country codes are real ones, since names and demonyms of countries are data; every place in them is invented.
ENTRIES = (
    Entry(number=1, ref="t:country", name="Gambia", others=("The Gambia",), kind="country", country="GM", latitude=13.0, longitude=20.0,
          radius_km=300, population=9_000_000),
    Entry(number=2, ref="t:country2", name="Senegal", others=(), kind="country", country="SN", latitude=20.0, longitude=20.0, radius_km=300,
          population=9_000_000),
    Entry(number=10, ref="t:velmar", name="Velmar", others=("Velmar Province", "فلمار"), kind="adm1", country="GM", latitude=13.0,
          longitude=20.0, radius_km=80, population=900_000),
    Entry(number=11, ref="t:ostria", name="Ostria", others=("Ostria Province",), kind="adm1", country="GM", latitude=14.5, longitude=21.5,
          radius_km=80, population=700_000),
    Entry(number=12, ref="t:kesh", name="Kesh", others=("Kesh District",), kind="adm2", country="GM", adm1=10, latitude=13.2,
          longitude=20.2, radius_km=20, population=50_000),
    Entry(number=20, ref="t:dorrin", name="Dorrin", others=("Dorreen", "دورين"), kind="city", country="GM", adm1=10, adm2=12,
          latitude=13.21, longitude=20.21, radius_km=5, population=60_000),
    Entry(number=21, ref="t:velmar-city", name="Velmar", others=(), kind="city", country="GM", adm1=10, latitude=13.0, longitude=20.05,
          radius_km=8, population=400_000),
    Entry(number=22, ref="t:ostria-city", name="Ostria", others=(), kind="city", country="GM", adm1=11, latitude=14.5, longitude=21.5,
          radius_km=8, population=300_000),
    Entry(number=23, ref="t:tamik-velmar", name="Tamik", others=(), kind="city", country="GM", adm1=10, latitude=13.3, longitude=20.3,
          radius_km=3, population=4_000),
    Entry(number=24, ref="t:tamik-ostria", name="Tamik", others=(), kind="city", country="GM", adm1=11, latitude=14.6, longitude=21.6,
          radius_km=3, population=9_000),
    Entry(number=25, ref="t:dorrin-abroad", name="Dorrin", others=(), kind="city", country="SN", latitude=20.1, longitude=20.1, radius_km=9,
          population=900_000),
    Entry(number=26, ref="t:al-hasira", name="Al Hasira", others=("الحصيرة",), kind="city", country="GM", adm1=10, latitude=12.8,
          longitude=19.9, radius_km=3, population=20_000),
)  # fmt: skip


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    write_index(ENTRIES, "small-1", path)
    return path


@pytest.fixture
def gazetteer(small_index: Path) -> Iterator[Gazetteer]:
    opened = Gazetteer([open_index(small_index)])
    yield opened
    opened.close()


Read = Callable[..., Reading]


@pytest.fixture
def reading_of() -> Read:
    """reading_of(text, places=[...], claims=[(words, place or None)]): mentions are found by their words, sentences by full stops."""
    return make_reading


def make_reading(
    text: str,
    places: list[str] | None = None,
    claims: list[tuple[str, str | None]] | None = None,
    *,
    says: tuple[str, SourceKind, bool] | None = None,
    scope: Scope = Scope.INCIDENT,
) -> Reading:
    sentences = tuple(match.span() for match in re.finditer(r"[^.\n]+(?:\.(?=\s|$))?", text) if match[0].strip())

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start=start, end=start + len(words), quote=words)

    def sentence(words: str) -> int:
        start = text.index(words)
        return next(number for number, (first, last) in enumerate(sentences) if first <= start < last)

    def mention(words: str) -> Mention:
        return Mention(kind=MentionKind.PLACE, span=span(words), sentence=sentence(words))

    speakers = (Speaker(name=says[0], kind=says[1], span=span(says[0]), named=says[2]),) if says else ()
    made = tuple(
        CountClaim(
            id=claim_id("d", "killed", span(words).start, span(words).end, ""), document_id="d", span=span(words), sentence=sentence(words),
            scope=scope, stance=Stance.REPORTED, reader="test@1", confidence=0.9, outcome=Outcome.KILLED,
            count=Count(wording="3", min=3, max=3, quantifier=Quantifier.EXACT), count_span=span(words),
            place=mention(place) if place else None, attributed_to=speakers,
        )
        for words, place in claims or []
    )  # fmt: skip
    return Reading(
        document_id="d", reader="test@1", lang="en", sentences=sentences, claims=made,
        mentions=tuple(mention(words) for words in places or []),
    )  # fmt: skip
