"""What holds of every reading: receipts, no invented numbers, and calm with bad input."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.config import Limits, Read
from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    IndicatorClaim,
    MovementClaim,
    Reading,
    StatementClaim,
)
from sijill.read import READER, read
from tests.factories import make_document

TEXT = (
    "- Attack kills 12 in Ostren, including children\n"
    "Gunmen in uniform killed 12 people in Ostren on Sunday, the Valdrian Observatory said. Its count could not be verified.\n"
    "It added that 30 families had fled Ostren for Maravel.The Harrow Front claimed responsibility for the attack.\n"
    "Attacks in the province have risen by 40% since March, the UN says."
)


def reading_of(text: str) -> Reading:
    return read(make_document(text), Read(), Limits())[0]


def kinds(text: str) -> list[type[Claim]]:
    return [type(claim) for claim in reading_of(text).claims]


def test_every_quote_stands_at_its_place() -> None:
    for claim in reading_of(TEXT).claims:
        assert TEXT[claim.span.start : claim.span.end] == claim.span.quote
        start, end = reading_of(TEXT).sentences[claim.sentence]
        assert start <= claim.span.start and claim.span.end <= end


def test_each_kind_of_claim_is_found() -> None:
    assert {CountClaim, AttributionClaim, IndicatorClaim, MovementClaim, StatementClaim} == set(kinds(TEXT))


def test_a_count_never_inherits_a_perpetrator() -> None:
    accused = [claim for claim in reading_of(TEXT).claims if isinstance(claim, AttributionClaim)]
    assert {claim.perpetrator for claim in accused} >= {"Harrow Front"}
    assert all(claim.stance.value == "claimed" for claim in accused if claim.perpetrator == "Harrow Front")


def test_a_reading_names_its_reader_and_is_the_same_again() -> None:
    assert reading_of(TEXT).reader == READER
    assert reading_of(TEXT) == reading_of(TEXT)


def test_a_percentage_is_an_indicator_and_a_statement_and_no_count() -> None:
    text = "Attacks in the province have risen by 40% since March."
    assert kinds(text) == [IndicatorClaim, StatementClaim]


def test_a_number_in_another_direction_of_writing_is_read_whole() -> None:
    claim = reading_of("Gunmen killed \u200f1\u200e2 people in Ostren.").claims[0]
    assert isinstance(claim, CountClaim)
    assert (claim.count.min, claim.count.max) == (12, 12)


def test_a_number_of_four_hundred_digits_counts_nobody() -> None:
    counts = [c for c in reading_of(f"Gunmen killed {'9' * 400} people in Ostren.").claims if isinstance(c, CountClaim)]
    assert counts == []


def test_a_sentence_of_ten_thousand_numbers_is_left_with_a_problem() -> None:
    text = "Killed: " + " ".join(str(number) for number in range(10_000)) + "."
    reading, problems = read(make_document(text), Read(), Limits())
    assert reading.claims == ()
    assert [problem.kind for problem in problems] == ["too_many_numbers"]


def test_another_language_is_named_and_not_read() -> None:
    text = (
        "Des hommes armés ont tué douze personnes dimanche dans le village, selon les autorités locales et plusieurs témoins. "
        * 3
    )
    reading, problems = read(make_document(text), Read(), Limits())
    assert reading.lang == "fr" and reading.claims == ()
    assert [problem.kind for problem in problems] == ["language_not_read"]


def test_text_without_harm_makes_no_claim() -> None:
    assert kinds("The council met on Monday and approved a budget of 40 million crowns for the new bridge.") == []


def test_upper_case_and_lost_punctuation_make_no_invented_number() -> None:
    for text in (
        "GUNMEN KILL 12 IN OSTREN",
        "gunmen killed 12 people in ostren",
        TEXT.replace(".", "").replace("\n", " "),
    ):
        for claim in reading_of(text).claims:
            if isinstance(claim, CountClaim):
                assert any(character.isdigit() for character in claim.count.wording) or claim.count.min in (None, 1, 2)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for claim in reading_of("Killed 3. " + text).claims:
        assert claim.span.quote


@pytest.mark.parametrize("who", ["Medics in Aleppo", "medics near Gao"])
def test_people_who_are_only_said_to_be_somewhere_have_no_name(who: str) -> None:
    text = (
        f"Nine people died, {who} said." if who[0].islower() else f"{who} said nine people were killed and 20 wounded."
    )
    claims = [claim for claim in reading_of(text).claims if isinstance(claim, CountClaim)]
    assert claims and all(not one.named for claim in claims for one in claim.attributed_to)
