"""Drawn sentences are compared as docs/annotation.md says; the text here is invented."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.draw_related import draw_related
from eval.draw_sentences import QUOTAS, cut_sentences, draw, draw_all, is_about_people, list_candidates, read_texts
from eval.gold import read_gold
from eval.scores import Score
from eval.sentences import GOLD, RELATED, score_sentences
from eval.shared import SharedAbsent
from eval.splits import part_of

BEFORE = "Gunmen in uniform raided Upper Tessen, killing 12 people."
DRAWN = "A teacher and three of her pupils were among the dead, police said, and many were hurt."
AFTER = "The three pupils were buried on Monday."
TEXT = f"{BEFORE} {DRAWN} {AFTER}"


def span(words: str, nth: int = 1) -> tuple[int, int]:
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def gold_count(id: str, words: tuple[int, int], bound: int | None, **fields: Any) -> dict[str, Any]:
    return {
        "id": id, "kind": "count", "start": words[0], "end": words[1], "count_start": words[0], "count_end": words[1],
        "outcome": ["killed", "casualties"], "min": bound, "max": bound, "quantifier": "exact", "unit": "person",
        "status": ["civilian", "unspecified"], "details": [], "scope": "incident", "stance": "reported",
        "verification": ["none", "verified"], "attributed_to": [span("police")], "place": [], "time": [],
        "inherited": ["place", "time"], "part_of": None, "restates": None, "revises": None, **fields,
    }  # fmt: skip


def given_count(id: str, words: tuple[int, int], bound: int | None, **fields: Any) -> dict[str, Any]:
    quote = TEXT[words[0] : words[1]]
    return {
        "document": "t", "id": id, "kind": "count", "start": words[0], "end": words[1], "quote": quote,
        "outcome": "killed", "scope": "incident", "stance": "reported", "verification": "none",
        "count": {"wording": quote, "min": bound, "max": bound, "quantifier": "exact", "unit": "person"},
        "victims": {"status": "unspecified", "details": []}, "place": None, "period": None,
        "attributed_to": ["police"], "part_of": None, "restates": None, "revises": None, **fields,
    }  # fmt: skip


WHOLE, TEACHER, PUPILS = span("A teacher and three"), span("A teacher"), span("three")
SENTENCE = {
    "document": "t", "dataset": "made", "start": span(DRAWN)[0], "end": span(DRAWN)[1], "before": list(span(BEFORE)),
    "after": list(span(AFTER)),
    "claims": [
        gold_count("n1", span("12"), 12, context=True),
        gold_count("c1", WHOLE, 4, part_of="n1"),
        gold_count("c2", TEACHER, 1, part_of="c1", member_of="c1"),
        gold_count("c3", PUPILS, 3, part_of="c1", member_of="c1"),
        gold_count("c4", span("many"), None, outcome="injured", quantifier="vague", optional=True),
        gold_count("n2", span("three", 2), 3, restates="c3", context=True),
    ],
}  # fmt: skip
TWELVE = given_count("g12", span("12"), 12)


def measure(*given: dict[str, Any]) -> dict[str, Score]:
    return {score.figure: score for score in score_sentences([SENTENCE], [given], {"t": TEXT})}


def test_a_sum_is_right_as_a_whole_or_by_all_its_members() -> None:
    whole = measure(TWELVE, given_count("g1", WHOLE, 4))["claims_f1"]
    members = measure(TWELVE, given_count("g2", TEACHER, 1), given_count("g3", PUPILS, 3))["claims_f1"]
    assert (whole.hits, whole.n) == (2, 2)
    assert (members.hits, members.n) == (4, 4)


def test_a_sum_of_which_a_member_lacks_is_missed_once() -> None:
    score = measure(TWELVE, given_count("g2", TEACHER, 1))["claims_f1"]
    assert (score.hits, score.n, len(score.misses)) == (0, 1, 1)


def test_an_extra_claim_counts_in_the_drawn_sentence_only() -> None:
    right = given_count("g1", WHOLE, 4)
    beside = measure(TWELVE, right, given_count("g9", span("buried"), 7))["claims_f1"]
    inside = measure(TWELVE, right, given_count("g9", span("among"), 7))["claims_f1"]
    assert (beside.hits, beside.n) == (2, 2)
    assert (inside.hits, inside.n) == (2, 3)


def test_many_is_no_extra_claim_whatever_its_bounds() -> None:
    many = given_count("g9", span("many"), 3, outcome="injured")
    assert measure(TWELVE, given_count("g1", WHOLE, 4), many)["claims_f1"].value == 1


def test_any_label_of_a_list_is_right() -> None:
    figures = measure(given_count("g1", WHOLE, 4, outcome="casualties", verification="verified"))
    assert figures["claims_f1"].value == figures["status"].value == figures["verification"].value == 1


def test_a_part_of_a_neighbours_whole_is_right_and_a_whole_that_is_none_is_wrong() -> None:
    right = measure(TWELVE, given_count("g1", WHOLE, 4, part_of="g12"))["part_of_f1"]
    silent = measure(TWELVE, given_count("g1", WHOLE, 4))["part_of_f1"]
    turned = measure({**TWELVE, "part_of": "g1"}, given_count("g1", WHOLE, 4))["part_of_f1"]
    assert (right.hits, right.n) == (2, 2)
    assert (silent.hits, silent.n) == (0, 1)
    assert (turned.hits, turned.n) == (0, 2)


def test_two_claims_that_restate_the_same_headline_restate_each_other() -> None:
    pupils, again = given_count("g3", PUPILS, 3), given_count("g4", span("three", 2), 3, outcome="killed")
    straight = measure(pupils, {**again, "restates": "g3"})["restates_f1"]
    headline = measure({**pupils, "restates": "far"}, {**again, "restates": "far"})["restates_f1"]
    neither = measure(pupils, again)["restates_f1"]
    assert straight.value == headline.value == 1
    assert (neither.hits, neither.n) == (0, 1)


def test_a_relation_that_leads_out_of_the_three_sentences_is_left_aside() -> None:
    score = measure(given_count("g1", WHOLE, 4, part_of="far"))["relations_f1"]
    assert (score.hits, score.n) == (0, 0)


def test_a_speaker_whose_name_stands_elsewhere_may_be_given_or_not() -> None:
    gold = {**SENTENCE, "claims": [gold_count("c1", WHOLE, 4, attributed_to=[], inherited=["attributed_to"])]}
    for speakers in ([], ["the mayor"]):
        given = given_count("g1", WHOLE, 4, attributed_to=speakers, place=None)
        scores = {s.figure: s for s in score_sentences([gold], [[given]], {"t": TEXT})}
        assert scores["attributed_to"].value == 1


def test_sentences_are_cut_at_marks_and_breaks_and_not_within_names() -> None:
    text = "Lt. A. Brem fled. Two died!\n\nMORE NEWS\nHe said so at 5 p.m. Friday."
    parts = [text[start:end] for start, end in cut_sentences(text)]
    assert parts == ["Lt. A. Brem fled.", "Two died!", "MORE NEWS", "He said so at 5 p.m. Friday."]


@pytest.mark.parametrize(
    ("words", "is_it"), [("Two villagers came home.", True), ("A shell fell.", False), ("She was shot.", True)]
)
def test_a_sentence_is_about_people_by_a_harm_word_or_a_number_of_people(words: str, is_it: bool) -> None:
    assert is_about_people(words) is is_it


def test_a_draw_depends_on_no_order_and_takes_one_sentence_a_document() -> None:
    texts = {f"made-{i}": ("Three men were shot in Tarn. It rained on all of us there.", part) for i in range(60)
             for part in [part_of("sentences", f"made-{i}")]}  # fmt: skip
    candidates = list(list_candidates(texts, "made"))
    chosen = draw(candidates, (4, 3))
    assert chosen == draw(reversed(candidates), (4, 3))
    assert len({one.document for one in chosen}) == len(chosen) == 14


def test_a_document_is_drawn_from_only_where_both_hashes_name_the_same_half() -> None:
    texts = {f"made-{i}": ("Three men were shot in Tarn.", "development") for i in range(40)}
    assert {one.part for _, one in list_candidates(texts, "made")} == {"development"}  # type: ignore[arg-type]


@pytest.mark.parametrize("path", [GOLD, RELATED])
def test_the_gold_holds_no_words_and_its_relations_stay_within_the_line(path: Path) -> None:
    for line in read_gold(path):
        ids = {claim["id"] for claim in line["claims"]}
        cuts = [cut for cut in (line["before"], [line["start"], line["end"]], line["after"]) if cut]
        for claim in line["claims"]:
            assert {claim[name] for name in ("part_of", "restates", "revises")} - {None} <= ids
            assert any(low <= claim["start"] < claim["end"] <= high for low, high in cuts)
            if claim["kind"] == "count":
                assert claim["start"] <= claim["count_start"] < claim["count_end"] <= claim["end"]


@pytest.mark.shared
def test_the_gold_is_the_draw() -> None:
    try:
        drawn = draw_all()
    except SharedAbsent as absent:
        pytest.skip(str(absent))
    annotated = {(line["document"], line["start"], line["end"]) for line in read_gold(GOLD)}
    assert {(one.document, one.start, one.end) for one in drawn} == annotated
    assert Counter((one.dataset, one.part) for one in drawn) == {
        (name, part): sum(quota) for name, quota in QUOTAS.items() for part in ("development", "held_back")
    }
    assert {one.document for one in drawn} <= read_texts().keys()


@pytest.mark.shared
def test_the_second_gold_is_the_second_draw() -> None:
    try:
        drawn = {(one.document, one.start, one.end) for _, one in draw_related()}
    except SharedAbsent as absent:
        pytest.skip(str(absent))
    assert {(line["document"], line["start"], line["end"]) for line in read_gold(RELATED)} == drawn
    assert not {line["document"] for line in read_gold(GOLD)} & {document for document, _, _ in drawn}
