"""Whole texts through the flow: what the main incident of each comes to. Cases are data: tests/cases/tally.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import sijill

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "tally.yaml").read_text(encoding="utf-8"))


def best_of(tally: dict[str, Any], outcome: str) -> int | None:
    """The best figure of all victims of an outcome; None where the tally is silent."""
    found = [toll for toll in tally["tolls"] if (toll["outcome"], toll["victims"]) == (outcome, "all")]
    return found[0]["best"] if found else None


@pytest.mark.parametrize("case", CASES, ids=[case["mechanism"] for case in CASES])
def test_a_text_comes_to_what_it_tells(case: dict[str, Any]) -> None:
    published = str(case["published"]) if "published" in case else None
    tally = sijill.tally(case["text"], published=published)
    assert (best_of(tally, "killed"), best_of(tally, "injured")) == (case.get("killed"), case.get("injured"))
