"""Decides whether the quality figures may stand: none on the development data below its pinned floor.

    python -m eval.gate           fails (exit 1) below a floor; without the public data it measures the shipped examples alone
    python -m eval.gate --pin     raises the floors that the figures now clear; it never lowers one

eval/floors.json: {"figure": {"floor": 0.9, "n": 1229, "because": "…"}}, "ceiling" in place of floor where lower is better.
Lowering one is done by hand, with the reason in `because`, in the commit that needs it.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval import (
    families,
    gvc,
    headlines,
    intervals,
    register,
    reports,
    scenarios,
    sentences,
    statements,
    variants,
    wad,
    wikiwars,
)
from eval.baseline import tell_by_patterns
from eval.reader import tell_by_reader
from eval.scores import Score, format_scores
from eval.shared import PROJECT, SharedAbsent, shared_folder

FLOORS = PROJECT / "eval" / "floors.json"
STEPS = 200  # floors are pinned in steps of half a hundredth, so that one row more or less does not move them

VARIANTS = 250  # rows of the spellings, so that the gate stays quick

SHIPPED = ("examples.", "accounts.", "register_examples.", "scenarios.", "intervals.", "statements.", "headlines.")

Floors = dict[str, dict[str, Any]]


def measure_shipped() -> list[Score]:
    """The figures over the example reports, their register, the long accounts and made scenarios, which need no public data."""
    return [
        *reports.score("examples"),
        *reports.score("accounts"),
        *register.score("examples"),
        *scenarios.score("development"),
        *intervals.score("development"),
        *statements.score("development"),
        *headlines.score("development"),
    ]


def measure_shared() -> list[Score]:
    """The figures over the public data's development parts, annotated sentences, the sample reports and their register."""
    linked = [score for score in gvc.score("dev") if score.figure in ("b3_f1", "pairwise_f1")]
    return [
        *wad.score("development", tell_by_reader),
        *sentences.score("development"),
        *reports.score("reports"),
        *register.score("reports"),
        *linked,
        *(score for score in families.score("development") if not score.figure.startswith("found_")),
        *variants.score("development", None, VARIANTS),
        *wikiwars.score_part("development", tell_by_reader),
    ]


def find_breaches(scores: Sequence[Score], floors: Floors) -> list[str]:
    """One line for each figure that is worse than pinned, or that is pinned and was not measured."""
    measured = {score.key: score for score in scores}
    breaches = []
    for key, pinned in floors.items():
        score = measured.get(key)
        if score is None:
            breaches.append(f"{key} is pinned and was not measured; measure it or take it out with a reason")
        elif score.lower_is_better and score.value > pinned["ceiling"]:
            breaches.append(
                f"{key} is {score.value:.3f}, above its ceiling {pinned['ceiling']} ({score.hits:.6g} of {score.n})"
            )
        elif not score.lower_is_better and score.value < pinned["floor"]:
            breaches.append(
                f"{key} is {score.value:.3f}, below its floor {pinned['floor']} ({score.hits:.6g} of {score.n})"
            )
    return breaches


def raise_floors(scores: Sequence[Score], floors: Floors) -> Floors:
    """The floors after pinning: each at the step below its figure, never worse than before."""
    raised = dict(floors)
    for score in scores:
        before = floors.get(score.key, {})
        if score.lower_is_better:
            step = min(math.ceil(score.value * STEPS) / STEPS, before.get("ceiling", 1.0))
            raised[score.key] = {**before, "ceiling": step, "n": score.n}
        else:
            step = max(math.floor(score.value * STEPS) / STEPS, before.get("floor", 0.0))
            raised[score.key] = {**before, "floor": step, "n": score.n}
    return raised


def read_floors(path: Path = FLOORS) -> Floors:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def main() -> None:
    floors = read_floors()
    scores = measure_shipped()
    try:
        shared_folder()
        scores += measure_shared()
        print("by patterns", format_scores(wad.score("development", tell_by_patterns)), sep="\n")
    except SharedAbsent as absent:
        print(f"gate: the example reports only; {absent}")
        floors = {key: pinned for key, pinned in floors.items() if key.startswith(SHIPPED)}
    print("by the reader", format_scores(scores), sep="\n")
    if "--pin" in sys.argv:
        FLOORS.write_text(
            json.dumps({**read_floors(), **raise_floors(scores, floors)}, indent=2) + "\n", encoding="utf-8"
        )
        return
    if breaches := find_breaches(scores, floors):
        sys.exit("gate failed:\n" + "\n".join(breaches))
    print(f"gate passed: {len(floors)} figures at or above their floors")


if __name__ == "__main__":
    main()
