"""Which words of a text tell it from others, and how rare they are."""

from __future__ import annotations

import time

import pytest

from sijill.link.traces import MAX_TRACES, read_traces, tell_rarity, trace_sentences


def words_of(text: str) -> set[str]:
    return {trace.word for sentence in read_traces(trace_sentences(text)) for trace in sentence}


@pytest.mark.parametrize(
    ("rarer", "commoner"), [("kapok", "tree"), ("sandals", "shoes"), ("tuba", "music"), ("zerrit", "kapok")]
)
def test_a_word_that_few_texts_have_is_rarer(rarer: str, commoner: str) -> None:
    assert tell_rarity(rarer) >= tell_rarity(commoner)


@pytest.mark.parametrize("word", ["killed", "police", "hospital", "attack", "gunmen", "the", "people"])
def test_what_every_report_of_violence_may_say_is_not_rare(word: str) -> None:
    assert tell_rarity(word) == 0
    assert word not in words_of(f"On Monday some {word} were there.")


def test_a_word_is_one_in_singular_and_plural() -> None:
    assert words_of("They wore sandals.") & words_of("He lost a sandal.")


def test_a_name_and_a_quoted_word_are_marked() -> None:
    (sentence,) = read_traces(trace_sentences('The miller Hamdan called it "a lie of the weaver".'))
    marked = {trace.word: (trace.kind, trace.is_quoted) for trace in sentence}
    assert marked["hamdan"] == ("n", False)
    assert marked["weaver"] == ("w", True)


@pytest.mark.parametrize(
    "text",
    [
        "Call 555-0147 or (270) 365-4657.",
        "Write to desk@sarn.example or @sarndesk.",
        "See https://sarn.example/kapok",
        "",
        "1987",
        "17",
    ],
)
def test_contacts_years_and_small_figures_tell_nothing(text: str) -> None:
    assert not {word for word in words_of(text) if word not in ("call", "write", "desk")}


def test_a_long_text_keeps_its_first_traces_in_time() -> None:
    began = time.process_time()
    sentences = trace_sentences("kapok " * 20_000 + "www." * 5_000)
    assert sum(len(one) for one in read_traces(sentences)) <= MAX_TRACES
    assert time.process_time() - began < 5
