"""Sentences: lines first, then full stops; abbreviations and lost spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("First one. Second one.", ["First one.", "Second one."]),
        ("- A bullet\n- Another bullet", ["A bullet", "Another bullet"]),
        ("They left.The soldiers came.", ["They left.", "The soldiers came."]),
        ("Mr. Ostin met Gen. Marl at 5 p.m. in Ostren.", ["Mr. Ostin met Gen. Marl at 5 p.m. in Ostren."]),
        ("“They left.” He stayed.", ["“They left.”", "He stayed."]),
        ("1. Collapse of the economy", ["1. Collapse of the economy"]),
        ("Who did it? Nobody knows!", ["Who did it?", "Nobody knows!"]),
        ("A line\r\nAnother line", ["A line", "Another line"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(max_size=400))
def test_sentences_are_in_order_and_never_overlap(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
