"""A register is compared with what it should show; the builds here are made by hand."""

from __future__ import annotations

from typing import Any

from eval.register import compare


def toll(outcome: str, low: int | None, best: int | None, high: int | None, **kind: str) -> dict[str, Any]:
    return {
        "outcome": outcome, "victims": kind.get("victims", "all"), "unit": kind.get("unit", "person"),
        "min": low, "best": best, "max": high,
    }  # fmt: skip


def subject(
    id: str, documents: list[str], *tolls: dict[str, Any], part_of: str | None = None, day: str = "2024-05-14"
) -> Any:
    return {
        "id": id, "title": id, "document_ids": documents, "part_of": part_of, "tolls": list(tolls),
        "period": {"start": day, "end": day}, "claim_ids": [],
    }  # fmt: skip


EXPECTED = {
    "incident": [
        {
            "name": "market", "documents": ["a", "b"], "date": "2024-05-14",
            "tolls": [{"outcome": "killed", "victims": "all", "unit": "person", "min": 9, "max": 21}],
        }
    ],
    "episode": [
        {
            "name": "province", "documents": ["c"], "contains": ["market"],
            "tolls": [{"outcome": "killed", "victims": "all", "unit": "person", "min": 46}],
        }
    ],
    "apart": [{"document": "c", "outcome": "killed", "figure": 31, "why": "background"}],
    "forbidden": {"killed": [67]},
}  # fmt: skip


def figures(incidents: list[Any], episodes: list[Any]) -> dict[str, tuple[int, int]]:
    build = {
        "incidents": incidents, "episodes": episodes,
        "documents": [{"id": "c", "main_incident": episodes[0]["id"] if episodes else None}],
    }  # fmt: skip
    return {score.figure: (score.hits, score.n) for score in compare("made", build, EXPECTED)}


def test_a_register_that_shows_all_scores_all() -> None:
    market = subject("i1", ["a", "b"], toll("killed", 9, 21, 21), part_of="e1")
    province = subject("e1", ["c"], toll("killed", 46, 46, None))
    assert figures([market], [province]) == {
        "documents_together": (3, 3), "tolls_shown": (2, 2), "parts_in_episode": (1, 1), "kept_apart": (1, 1),
        "forbidden_sums": (0, 2),
    }  # fmt: skip


def test_a_split_incident_a_sum_and_a_background_figure_are_seen() -> None:
    split = [subject("i1", ["a"], toll("killed", 9, 9, 9)), subject("i2", ["b"], toll("killed", 21, 21, 21))]
    province = subject("e1", ["c"], toll("killed", 46, 67, None), toll("killed", 31, 31, 31, victims="civilian"))
    assert figures(split, [province]) == {
        "documents_together": (2, 3), "tolls_shown": (1, 2), "parts_in_episode": (0, 1), "kept_apart": (0, 1),
        "forbidden_sums": (1, 3),
    }  # fmt: skip


def test_an_incident_on_another_day_does_not_stand_in_for_the_right_one() -> None:
    later = subject("i1", ["a", "b"], toll("killed", 9, 21, 21), day="2024-06-01")
    assert figures([later], [])["tolls_shown"] == (0, 2)


def test_an_empty_register_is_no_error() -> None:
    assert figures([], [])["documents_together"] == (0, 3)
