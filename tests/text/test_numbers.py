"""Number expressions: words become bounds as data/quantifiers.toml says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.text.numbers import count_from, find_numbers, number_from


@pytest.mark.parametrize(
    ("wording", "low", "high", "quantifier"),
    [
        ("12", 12, 12, "exact"),
        ("1,200", 1200, 1200, "exact"),
        ("two hundred and five", 205, 205, "exact"),
        ("a dozen", 12, 12, "exact"),
        ("half a dozen", 6, 6, "exact"),
        ("twenty-three", 23, 23, "exact"),
        ("3.5 million", 3_500_000, 3_500_000, "exact"),
        ("at least 41", 41, None, "at_least"),
        ("no fewer than eleven", 11, None, "at_least"),
        ("12 or more", 12, None, "at_least"),
        ("more than a dozen", 12, None, "more_than"),
        ("exceeding 1,000", 1000, None, "more_than"),
        ("up to 20", None, 20, "up_to"),
        ("as many as thirty", None, 30, "up_to"),
        ("fewer than 10", None, 9, "less_than"),
        ("about 7,500", 7500, 7500, "about"),
        ("6-8", 6, 8, "range"),
        ("between six and eight", 6, 8, "range"),
        ("six or seven", 6, 7, "range"),
        ("dozens", 24, None, "vague"),
        ("several dozen", 36, 99, "vague"),
        ("hundreds", 200, None, "vague"),
        ("thousands", 2000, None, "vague"),
    ],
)
def test_words_become_bounds(wording: str, low: int | None, high: int | None, quantifier: str) -> None:
    count = count_from(wording)
    assert count is not None
    assert (count.min, count.max, count.quantifier.value) == (low, high, quantifier)


@pytest.mark.parametrize(
    "wording", ["AK-47", "12%", "5th", "nine-year-old", "9:30", "$500", "two-thirds", "9" * 400, "the 1st of never"]
)
def test_other_numbers_count_nobody(wording: str) -> None:
    assert find_numbers(wording) == ()


def test_numbers_side_by_side_stay_apart() -> None:
    assert [n.min for n in find_numbers("from 12 to 15, three and four")] == [12, 15, 3, 4]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_are_read_back(number: int) -> None:
    assert number_from(str(number)) == number
    assert number_from(f"{number:,}") == number


@given(st.text(max_size=200))
def test_any_text_gives_spans_that_hold_their_words(text: str) -> None:
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.wording
