"""Growth and ranks that a text states, held against the register's own incidents; too few of them decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sijill.model.claim import (
    Reading,
    ResolvedClaim,
    Role,
    Scope,
    Span,
    Stance,
    StatementClaim,
    StatementKind,
    Term,
)
from sijill.model.count import Quantifier, Unit
from sijill.model.incident import Incident
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Period
from sijill.model.register import ReadDocument
from sijill.model.statement import Checked, Verdict
from sijill.model.toll import Outcome, Toll, VictimClass
from sijill.reconcile import check_statements, series_of
from tests.factories import make_claim, make_document, make_location, make_period

COUNTRY = Location(name="Nigeria", country="NG", precision=WherePrecision.COUNTRY)


def make_incident(number: int, day: str, killed: int, claims: tuple[str, ...] = ()) -> tuple[Incident, Toll]:
    incident = Incident(
        id=f"incident-{number}", title=f"Attack {number}", period=make_period(day), location=make_location("Tesk"),
        claim_ids=claims, document_ids=(),
    )  # fmt: skip
    toll = Toll(
        subject=incident.id, outcome=Outcome.KILLED, victims=VictimClass.ALL, unit=Unit.PERSON, min=killed, best=killed, max=killed,
        as_of=None, voices=1, support=(), set_aside=(), rule="test@1",
    )  # fmt: skip
    return incident, toll


def make_month(month: str, killed: Sequence[int], first: int) -> list[tuple[Incident, Toll]]:
    start = date.fromisoformat(f"{month}-01")
    return [make_incident(first + at, (start + timedelta(days=at)).isoformat(), dead) for at, dead in enumerate(killed)]


def check(
    kind: StatementKind, value: float | None, terms: tuple[Term, ...], period: Period | None,
    known: list[tuple[Incident, Toll]], *, quote: str = "as it is worded", counts: tuple[ResolvedClaim, ...] = (), area: Location = COUNTRY,
) -> Checked:  # fmt: skip
    """The verdict on one statement of a text of 20 August 2033 about the country."""
    document = make_document(quote, published="2033-08-20")
    span = Span(start=0, end=len(quote), quote=quote)
    claim = StatementClaim(
        id="claim-statement", document_id=document.id, span=span, sentence=0, scope=Scope.RUNNING_TOTAL, stance=Stance.ASSERTED,
        reader="test@1", confidence=1.0, kind=kind, low=value, high=value, quantifier=Quantifier.EXACT, terms=terms,
    )  # fmt: skip
    said = ResolvedClaim(claim=claim, period=period, as_of=None, stated_at=None, location=area)
    reading = Reading(
        document_id=document.id, reader="test@1", lang="en", sentences=((0, len(quote)),), claims=(), mentions=()
    )
    read = ReadDocument(document=document, reading=reading, claims=(*counts, said))
    incidents, tolls = zip(*known, strict=True)
    (found,) = check_statements((read,), series_of(incidents, tolls))
    return found


KILLED = (Term(role=Role.TOPIC, words="killed"),)
MARCH = make_period("2033-03-01", "2033-03-31")


def test_growth_is_held_against_the_last_whole_month() -> None:
    known = [*make_month("2033-03", [2] * 5, 0), *make_month("2033-07", [8] * 5, 10)]
    found = check(StatementKind.CHANGE, 3.0, KILLED, MARCH, known)
    assert found.verdict is Verdict.HOLDS
    assert "March 2033: 10 (5 incidents); July 2033: 40 (5 incidents)" in found.working
    assert check(StatementKind.CHANGE, 0.2, KILLED, MARCH, known).verdict is Verdict.FAILS
    assert check(StatementKind.CHANGE, 1.5, KILLED, MARCH, known).verdict is Verdict.UNCHECKED


def test_too_few_incidents_decide_nothing() -> None:
    known = [*make_month("2033-03", [2] * 4, 0), *make_month("2033-07", [80] * 5, 10)]
    found = check(StatementKind.CHANGE, 0.2, KILLED, MARCH, known)
    assert found.verdict is Verdict.UNCHECKED and "too few to compare" in found.working


def test_growth_of_what_the_register_does_not_count_cannot_be_checked() -> None:
    known = [*make_month("2033-03", [2] * 5, 0), *make_month("2033-07", [8] * 5, 10)]
    assert check(StatementKind.CHANGE, 3.0, (), MARCH, known).verdict is Verdict.UNCHECKED
    attacks = (Term(role=Role.TOPIC, words="incident"),)
    assert check(StatementKind.CHANGE, 3.0, attacks, MARCH, known).verdict is Verdict.FAILS


def test_growth_in_no_area_that_is_known_cannot_be_checked() -> None:
    known = [*make_month("2033-03", [2] * 5, 0), *make_month("2033-07", [8] * 5, 10)]
    found = check(StatementKind.CHANGE, 0.2, KILLED, MARCH, known, area=make_location("Tesk"))
    assert found.verdict is Verdict.UNCHECKED and "is not known" in found.working


def test_a_deadlier_incident_refutes_a_rank_and_nothing_proves_one() -> None:
    own = make_claim(killed=60, on="2033-08-18")
    attack = (Term(role=Role.TOPIC, words="attack"), Term(role=Role.SINCE, words="in two years"))
    here = make_incident(1, "2033-08-18", 60, (own.id,))
    quote = "deadliest attack in two years"
    worse = make_incident(2, "2032-05-01", 75)
    found = check(StatementKind.RANK, None, attack, None, [here, worse], quote=quote, counts=(own,))
    assert found.verdict is Verdict.FAILS and "Attack 2 (2032-05-01), at least 75 killed" in found.working
    earlier = make_incident(2, "2029-05-01", 75)
    open_ended = make_incident(3, "2032-05-01", 40)
    for other in (earlier, open_ended, (worse[0], replace(worse[1], min=None))):
        checked = check(StatementKind.RANK, None, attack, None, [here, other], quote=quote, counts=(own,))
        assert checked.verdict is Verdict.UNCHECKED, checked.working
