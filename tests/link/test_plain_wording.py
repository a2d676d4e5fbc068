"""How alike two documents are worded in a small register, and at which part of the day something was."""

from __future__ import annotations

import pytest

from sijill.link.hours import parts_of_day
from sijill.link.plain_wording import compare_words


def test_the_place_that_both_tell_makes_no_wording_alike() -> None:
    left, right = {"varrow": 3.0, "kapok": 5.0}, {"varrow": 3.0, "sandal": 5.0}
    assert compare_words(left, right)[0] > 0
    assert compare_words(left, right, {"varrow"})[0] == 0


def test_a_headline_gives_little_to_compare() -> None:
    long = {f"word{i}": 5.0 for i in range(20)}
    assert compare_words(long, long) == (1.0, 1.0)
    assert compare_words(long, {"word1": 5.0})[1] < 0.5


def test_texts_without_a_telling_word_are_not_compared() -> None:
    assert compare_words({}, {"kapok": 5.0}) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday evening", {"night"}),
        ("at 9:30 p.m. on Monday", {"night"}),
        ("shortly after 11 am", {"morning"}),
        ("around noon", {"afternoon"}),
        ("from dusk until dawn", {"night", "morning"}),
        ("at 12 p.m.", {"afternoon"}),
        ("at 12:15 a.m.", {"night"}),
        ("on Monday", set()),
    ],
)
def test_the_part_of_the_day_is_told_by_words_or_the_clock(words: str, expected: set[str]) -> None:
    assert parts_of_day(words) == expected
