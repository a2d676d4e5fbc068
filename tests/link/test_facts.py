"""Which words of a text are facts."""

from __future__ import annotations

import pytest

from sijill.link.facts import find_facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They spoke to Lida Morn, 34, at noon.", "p:ld mrn"),
        ("They spoke to Lida Morn at noon.", "n:ld mrn"),
        ("It happened on Harrow Street at noon.", "a:hr strt"),
        ("They asked the Orrin Police Department for help.", "o:arn blk dbrtmnt"),
        ('"We did not dare to speak," she said.', "q:we did not dare to"),
        ("They counted 1,117 houses.", "#1117"),
    ],
)
def test_a_fact_has_its_kind(text: str, expected: str) -> None:
    kinds = [fact[:2] for fact in find_facts(text)]
    if expected[0] in "pnao":
        assert expected[:2] in kinds, find_facts(text)
    else:
        assert expected in find_facts(text)


@pytest.mark.parametrize(
    "text",
    ["", "Nobody", "On Monday they left.", "In 2019 nobody came.", "He had 5 goats.", "12 of them, 117x, 1.2.3.4"],
)
def test_what_tells_nothing_is_no_name(text: str) -> None:
    assert [fact for fact in find_facts(text) if fact[0] in "pnaoq"] == []


def test_a_headlines_capitals_name_nobody() -> None:
    assert find_facts("Armed Men Attack Northern Villages Before Dawn") == ()


def test_a_name_is_one_with_its_possessive() -> None:
    assert "n:ld mrn" in find_facts("They saw Lida Morn’s children.")
