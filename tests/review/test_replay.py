"""How decisions stand: in force, overruled, stale or undone; and what they make of claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import DecisionRefused
from sijill.model.claim import CountClaim, ResolvedClaim, Span, Status, Verification
from sijill.model.decision import Decision, Kind, State
from sijill.review import asked
from sijill.review.amend import amend
from sijill.review.replay import Replay, replay
from tests.factories import make_claim

ASKING = asked.Asking(reviewer="Rana", reason="the list of names", made_at=datetime(2031, 3, 9, tzinfo=UTC))
SEVEN = make_claim(killed=7, document="document-a", start=0)
NINE = make_claim(killed=9, document="document-b", start=40)
KNOWN = {claim.id: claim for claim in (SEVEN, NINE)}


def logged(*decisions: Decision) -> list[Decision]:
    """Decisions with ids, as the log gives them; "undoes" may name one by its place."""
    return [
        replace(one, id=f"decision-{number}", undoes=f"decision-{one.undoes}" if one.undoes else None)
        for number, one in enumerate(decisions)
    ]


def undo(number: int) -> Decision:
    return ASKING.write(Kind.UNDO, undoes=str(number))


def correct(claim: ResolvedClaim, field: str, words: str) -> Decision:
    return asked.correct(ASKING, claim, field, asked.read_value(field, words))


def states(found: Replay) -> list[str]:
    return [ruling.state.value for ruling in found.rulings]


def effect(decisions: Sequence[Decision], known: Mapping[str, ResolvedClaim] = KNOWN) -> dict[str, object]:
    """By claim, the killed that it says once people have spoken; "rejected" where it has no effect."""
    amended = amend(replay(decisions, known, {}), known)
    said: dict[str, object] = {}
    for own in amended.claims.values():
        for claim_id, claim in own.items():
            count = claim.claim.count if claim and isinstance(claim.claim, CountClaim) else None
            said[claim_id] = (count.min, count.max) if count else "rejected"
    return said


def test_a_correction_changes_the_field_and_never_the_words() -> None:
    amended = amend(replay(logged(correct(SEVEN, "count", "6-8")), KNOWN, {}), KNOWN)
    claim = amended.claims["document-a"][SEVEN.id]
    assert claim is not None and isinstance(claim.claim, CountClaim) and isinstance(SEVEN.claim, CountClaim)
    assert (claim.claim.count.min, claim.claim.count.max) == (6, 8)
    assert claim.claim.span == SEVEN.claim.span
    assert claim.claim.count.wording == SEVEN.claim.count.wording
    assert claim.id == SEVEN.id


def test_a_rejected_claim_has_no_effect() -> None:
    assert effect(logged(asked.reject(ASKING, SEVEN))) == {SEVEN.id: "rejected"}


def test_of_two_decisions_that_conflict_the_later_one_stands_and_both_are_shown() -> None:
    log = logged(correct(SEVEN, "count", "8"), correct(SEVEN, "count", "9"))
    found = replay(log, KNOWN, {})
    assert states(found) == ["overruled", "in_force"]
    assert "decision-1" in found.rulings[0].because
    assert effect(log) == {SEVEN.id: (9, 9)}


def test_corrections_of_different_fields_stand_side_by_side() -> None:
    log = logged(
        correct(SEVEN, "count", "8"), correct(SEVEN, "status", "civilian"), correct(SEVEN, "verification", "verified")
    )
    assert states(replay(log, KNOWN, {})) == ["in_force"] * 3
    claim = amend(replay(log, KNOWN, {}), KNOWN).claims["document-a"][SEVEN.id]
    assert claim is not None and isinstance(claim.claim, CountClaim)
    assert (claim.claim.victims.status, claim.claim.verification) == (Status.CIVILIAN, Verification.VERIFIED)


def test_a_claim_that_is_rejected_after_a_correction_is_rejected() -> None:
    log = logged(correct(SEVEN, "count", "8"), asked.reject(ASKING, SEVEN))
    assert states(replay(log, KNOWN, {})) == ["overruled", "in_force"]
    assert effect(log) == {SEVEN.id: "rejected"}
    assert effect([*log, *logged(undo(1), undo(1))[1:]]) == {SEVEN.id: (8, 8)}


def test_an_undo_can_be_undone() -> None:
    log = logged(asked.reject(ASKING, SEVEN), undo(0), undo(1))
    assert states(replay(log, KNOWN, {})) == ["in_force", "undone", "in_force"]
    assert effect(log) == {SEVEN.id: "rejected"}


def test_a_decision_follows_its_claim_to_the_name_that_a_better_reader_gives_it() -> None:
    assert isinstance(SEVEN.claim, CountClaim)
    moved = replace(SEVEN, claim=replace(SEVEN.claim, id="claim-moved"))
    found = replay(logged(asked.reject(ASKING, SEVEN)), {"claim-moved": moved}, {SEVEN.id: "claim-moved"})
    assert found.rulings[0].state is State.IN_FORCE
    assert found.rulings[0].claim_ids == ("claim-moved",)


def test_a_decision_whose_claim_now_says_otherwise_is_stale_and_has_no_effect() -> None:
    assert isinstance(SEVEN.claim, CountClaim)
    otherwise = replace(SEVEN, claim=replace(SEVEN.claim, count=replace(SEVEN.claim.count, min=12, max=12)))
    log = logged(correct(SEVEN, "count", "8"))
    found = replay(log, {SEVEN.id: otherwise}, {})
    assert states(found) == ["stale"]
    assert "killed 7 person" in found.rulings[0].because
    assert "killed 12 person" in found.rulings[0].because
    assert effect(log, {SEVEN.id: otherwise}) == {}


def test_a_decision_whose_claim_is_no_longer_read_is_stale() -> None:
    assert states(replay(logged(asked.reject(ASKING, SEVEN)), {}, {})) == ["stale"]


def test_a_decision_on_a_withdrawn_document_rests_until_it_is_restored() -> None:
    log = logged(asked.reject(ASKING, SEVEN))
    assert states(replay(log, KNOWN, {}, ["document-a"])) == ["stale"]
    assert states(replay(log, KNOWN, {}, [])) == ["in_force"]


TEXT = "A convoy was hit at dawn. Medics counted eleven dead. Nobody else spoke."
SENTENCES = ((0, 25), (26, 53), (54, 72))


def added(**more: object) -> Decision:
    said = {
        "quote": "Medics counted eleven dead",
        "number": "eleven",
        "outcome": "killed",
        "min": 11,
        "max": 11,
        **more,
    }
    return asked.add(ASKING, "document-a", TEXT, SENTENCES, said)


def test_a_claim_that_a_person_adds_carries_its_words() -> None:
    found = replay(logged(added(speaker="Medics", source="medics", speaker_kind="medical")), KNOWN, {})
    (claim,) = found.added.values()
    assert TEXT[claim.claim.span.start : claim.claim.span.end] == claim.claim.span.quote == "Medics counted eleven dead"
    assert claim.claim.sentence == 1
    assert claim.source_ids == ("medics",)


@pytest.mark.parametrize("quote", ["Medics counted twelve dead", "", "dead. Nobody", "d"])
def test_words_that_are_not_in_one_sentence_of_the_text_are_refused(quote: str) -> None:
    with pytest.raises(DecisionRefused):
        added(quote=quote, number=None)


def test_what_the_reader_later_finds_by_itself_is_not_counted_beside_what_a_person_added() -> None:
    decision = logged(added())[0]
    start = TEXT.index("eleven")
    own = make_claim(killed=11, document="document-a", start=start, quote="eleven dead")
    assert isinstance(own.claim, CountClaim)
    own = replace(own, claim=replace(own.claim, count_span=Span(start=start, end=start + 6, quote="eleven")))
    assert own.id != decision.claim_ids[0]
    assert effect([decision], {own.id: own}) == {own.id: "rejected", decision.claim_ids[0]: (11, 11)}


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("9", 9, 9), ("6-8", 6, 8), ("6–8", 6, 8), ("12+", 12, None), ("-20", None, 20), ("0", 0, 0)],
)
def test_counts_are_typed_as_they_are_meant(words: str, low: int | None, high: int | None) -> None:
    assert asked.read_count(words) == {"min": low, "max": high}


@pytest.mark.parametrize("words", ["", "nine", "8-6", "-", "+", "1e9", "10000000000", "--3", "6-8-9"])
def test_what_is_no_count_is_refused(words: str) -> None:
    with pytest.raises(DecisionRefused):
        asked.read_count(words)


@pytest.mark.parametrize("reviewer", ["", "  "])
def test_a_decision_needs_somebody_who_made_it(reviewer: str) -> None:
    with pytest.raises(DecisionRefused):
        asked.Asking(reviewer=reviewer, reason="because")


def test_a_decision_needs_a_reason() -> None:
    with pytest.raises(DecisionRefused):
        asked.Asking(reviewer="Rana", reason=" ")


CHOICES = st.sampled_from(
    [asked.reject(ASKING, SEVEN), asked.reject(ASKING, NINE), correct(SEVEN, "count", "8"), correct(SEVEN, "count", "9"),
     correct(NINE, "status", "civilian"), added()]
)  # fmt: skip


@given(st.lists(CHOICES, max_size=8), st.data())
def test_undoing_everything_in_any_order_leaves_the_machines_claims(made: list[Decision], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(made))))
    log = logged(*made, *(undo(number) for number in order))
    found = replay(log, KNOWN, {})
    assert amend(found, KNOWN).claims == {}
    assert all(ruling.state is State.UNDONE for ruling in found.rulings[: len(made)])


@given(st.lists(CHOICES, max_size=8), st.integers(0, 8))
def test_replaying_does_not_depend_on_when_builds_happened(made: list[Decision], cut: int) -> None:
    log = logged(*made)
    replay(log[:cut], KNOWN, {})  # a build in between leaves nothing behind
    assert replay(log, KNOWN, {}) == replay(tuple(log), dict(reversed(KNOWN.items())), {})
