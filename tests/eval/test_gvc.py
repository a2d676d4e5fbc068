"""Groups of documents are compared with the true ones; all documents here are made up."""

from __future__ import annotations

import pytest

from eval.gvc import compare, pairs_of

TRUTH = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2"}


def figures(given: dict[str, str]) -> dict[str, float]:
    return {score.figure: round(score.value, 3) for score in compare("made", TRUTH, given)}


def test_the_true_groups_score_all() -> None:
    assert set(figures({"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"}).values()) == {1.0}


def test_a_document_that_stands_nowhere_stands_alone() -> None:
    assert figures({}) == {
        "b3_precision": 1.0, "b3_recall": 0.4, "b3_f1": 0.571, "pairwise_precision": 0.0, "pairwise_recall": 0.0, "pairwise_f1": 0.0,
    }  # fmt: skip


def test_a_heap_of_all_has_every_pair_and_wrong_ones() -> None:
    found = figures(dict.fromkeys(TRUTH, "x"))
    assert (found["b3_recall"], found["pairwise_recall"]) == (1.0, 1.0)
    assert (found["b3_precision"], found["pairwise_precision"]) == (0.52, 0.4)


def test_torn_and_mixed_groups_are_listed() -> None:
    b3 = next(
        score for score in compare("made", TRUTH, {"a": "x", "b": "x", "c": "y", "d": "y"}) if score.figure == "b3_f1"
    )
    assert sorted((miss.text, miss.row) for miss in b3.misses) == [("mixed", "y"), ("torn", "1"), ("torn", "2")]


@pytest.mark.parametrize(("count", "pairs"), [(0, 0), (1, 0), (2, 1), (4, 6)])
def test_pairs_are_counted_once(count: int, pairs: int) -> None:
    assert pairs_of(count) == pairs
