"""A claim's three times: of the event, for which the count stands, at which it was said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.model.claim import CountClaim, Mention, MentionKind, Outcome, Reading, Scope, Span, Stance, claim_id
from sijill.model.document import Document
from sijill.model.period import Basis, Openness, Period
from sijill.resolve.dates import ClaimTimes, resolve_dates
from sijill.text.sentences import split_sentences
from tests.factories import make_count, make_document

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "dates" / "claims.yaml").read_text(encoding="utf-8"))


def read_claim(marked: str, published: str | None, scope: Scope, time: str | None = None) -> tuple[Document, Reading]:
    """A document and a reading with the one claim that [[...]] marks; time: the words that the reader tied to it."""
    start, end = marked.index("[["), marked.index("]]") - 2
    text = marked.replace("[[", "").replace("]]", "")
    document = make_document(text, published=published)
    sentences = split_sentences(text)
    number = next(i for i, (_, until) in enumerate(sentences) if start < until)
    mention = None
    if time:
        at = text.index(time)
        mention = Mention(kind=MentionKind.TIME, span=Span(start=at, end=at + len(time), quote=time), sentence=number)
    span = Span(start=start, end=end, quote=text[start:end])
    claim = CountClaim(
        id=claim_id(document.id, "killed", start, end, ""), document_id=document.id, span=span, sentence=number, scope=scope,
        stance=Stance.REPORTED, reader="test@1", confidence=1.0, outcome=Outcome.KILLED, count=make_count(9), count_span=span, time=mention,
    )  # fmt: skip
    reading = Reading(
        document_id=document.id, reader="test@1", lang="en", sentences=tuple(sentences), claims=(claim,), mentions=()
    )
    return document, reading


def times_of(
    marked: str, published: str | None = "2025-03-09", scope: Scope = Scope.INCIDENT, time: str | None = None
) -> ClaimTimes:
    document, reading = read_claim(marked, published, scope, time)
    (times,) = resolve_dates(document, reading).values()
    return times


def written(period: Period | None, *, short: bool = False) -> str | None:
    if period is None:
        return None
    span = f"{period.start or 'null'}..{period.end or 'null'}"
    return span if short else f"{span} {period.open.value} {period.basis.value}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_claims_times_are_told_apart(case: dict[str, Any]) -> None:
    published = case["published"].isoformat() if case["published"] else None
    text = case["text"].replace("[[six]]", "six")
    times = times_of(text, published, Scope(case.get("scope", "incident")))
    assert written(times.period) == case["period"]
    assert written(times.as_of, short=True) == case["as_of"]
    assert written(times.stated_at, short=True) == case["stated_at"]


def test_the_readers_own_time_wins_over_the_nearest_one() -> None:
    times = times_of("On Thursday, before the funeral on Saturday, [[nine people were shot]].", time="Thursday")
    assert times.period and times.period.start == date(2025, 3, 6)


def test_publication_bounds_an_event_and_never_starts_it() -> None:
    period = times_of("[[Nine people were shot]].").period
    assert period and (period.start, period.open, period.basis) == (None, Openness.START, Basis.PUBLICATION)


def test_no_event_lies_after_its_report() -> None:
    period = times_of("[[Nine people may be killed]] in April 2026.").period
    assert period and period.basis is Basis.PUBLICATION


def test_a_reading_without_claims_needs_no_dates() -> None:
    document = make_document("Nothing on Sunday.")
    reading = Reading(document_id=document.id, reader="t@1", lang="en", sentences=(), claims=(), mentions=())
    assert resolve_dates(document, reading) == {}


@pytest.mark.parametrize(
    ("hours", "start", "end"),
    [
        ("The shots were heard at 2:30 a.m.", date(2025, 3, 9), date(2025, 3, 9)),
        ("The shots were heard at 11 p.m.", date(2025, 3, 8), date(2025, 3, 8)),
        ("Some were heard at 11 p.m., others at 2 a.m.", date(2025, 3, 8), date(2025, 3, 9)),
        ("The shots were heard in the whole valley.", date(2025, 3, 8), date(2025, 3, 9)),
    ],
)
def test_an_hour_tells_on_which_day_of_a_night_it_happened(hours: str, start: date, end: date) -> None:
    from sijill.pipeline import document_of, tally_texts

    text = f"Three millers were shot dead overnight in Dorrin. {hours}"
    period = next(tally_texts([document_of(text, published="2025-03-09", source=None, name="case")]))["period"]
    assert (period["start"], period["end"]) == (start.isoformat(), end.isoformat())
