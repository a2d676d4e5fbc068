"""Measures tolls and contradictions on made scenarios whose truth is known (eval/made.py).

    python -m eval.scenarios [--number N] [--errors N] [--figure NAME] [--rule NAME]

honest_min: min is no more than the truth where every source is honest; any_min: the same, also where some lie or err.
reached_inside: min <= truth <= max (open above counts) where some source gives all of it. width: the median width of closed ranges, as
a share of the truth; wide: the share of these above a quarter. left_open: ranges without a max. planted_found: contradictions that were
planted and are shown; false_found: of those shown, the share that was not planted.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from statistics import median
from typing import Any

from eval.made import HELD_BACK_FROM, Made, make_scenario
from eval.scores import Score, print_scores
from eval.splits import Part
from sijill.config import Reconcile
from sijill.model.toll import Contradiction, Toll
from sijill.reconcile import reconcile
from tests.reconcile.scenarios import build_case, shorten

NUMBER = 400  # twenty of each kind
WIDE = 0.25
FIGURES = ("honest_min", "any_min", "reached_inside", "width", "wide", "left_open", "planted_found", "false_found")
LOWER_IS_BETTER = ("width", "wide", "left_open", "false_found")


def score(part: Part, number: int = NUMBER, rule: str = "sijill-default") -> list[Score]:
    """All figures over the scenarios of one part."""
    scores = {
        figure: Score(dataset="scenarios", figure=figure, lower_is_better=figure in LOWER_IS_BETTER)
        for figure in FIGURES
    }
    widths: list[float] = []
    first = HELD_BACK_FROM if part == "held_back" else 0
    for seed in range(first, first + number):
        made = make_scenario(seed)
        scene = build_case(made.words)
        tolls, contradictions = reconcile(scene.case, Reconcile(rule=rule))
        widths += count_tolls(scores, made, tolls)
        count_contradictions(scores, made, contradictions, scene.names)
    scores["width"].n = len(widths)
    scores["width"].hits = median(widths) * len(widths) if widths else 0
    return list(scores.values())


def count_tolls(scores: dict[str, Score], made: Made, tolls: Iterable[Toll]) -> list[float]:
    """Counts every toll whose truth is known; gives the widths of the closed ones."""
    widths = []
    for toll in tolls:
        truth = made.truth.get(name := shorten(toll))
        if truth is None:
            continue
        place: dict[str, Any] = {
            "row": f"{made.kind} {made.seed} {name}", "text": describe(made), "gold": truth,
            "given": f"{toll.min}/{toll.best}/{toll.max} {'; '.join(toll.notes)}",
        }  # fmt: skip
        scores["any_min"].count((toll.min or 0) <= truth, **place)
        if made.honest:
            scores["honest_min"].count((toll.min or 0) <= truth, **place)
        if name in made.reached:
            inside = (toll.min or 0) <= truth and (toll.max is None or truth <= toll.max)
            scores["reached_inside"].count(inside, **place)
        scores["left_open"].count(toll.max is None, **place)
        if toll.max is not None and truth:
            widths.append((toll.max - (toll.min or 0)) / truth)
            scores["wide"].count(widths[-1] > WIDE, **place)
    missing = made.reached - {shorten(toll) for toll in tolls}
    for name in sorted(missing):
        row = f"{made.kind} {made.seed} {name}"
        scores["reached_inside"].count(False, row=row, text=describe(made), gold=made.truth[name], given="no toll")
    return widths


def count_contradictions(
    scores: dict[str, Score], made: Made, found: Iterable[Contradiction], names: dict[str, str]
) -> None:
    """A planted contradiction is found where one of its facet names a claim of either side; one that matches none is false."""
    shown = [(one, {names.get(claim, "parts") for claim in one.claim_ids}) for one in found]
    for planted in made.planted:
        hit = any(
            one.facet.value == planted.facet and planted.left & claims and planted.right & claims
            for one, claims in shown
        )
        scores["planted_found"].count(
            hit, row=f"{made.kind} {made.seed}", text=describe(made), gold=planted, given=[one for one, _ in shown]
        )
    for one, claims in shown:
        planted_so = any(
            one.facet.value == planted.facet and planted.left & claims and planted.right & claims
            for planted in made.planted
        )
        scores["false_found"].count(
            not planted_so, row=f"{made.kind} {made.seed}", text=describe(made), gold=made.planted,
            given=f"{one.facet.value} {sorted(claims)} {one.between}",
        )  # fmt: skip


def describe(made: Made) -> str:
    """A scenario's claims, one a line."""
    claims = [f"{name}: {words}" for name, words in made.words["claims"].items()]
    return "\n        ".join([*claims, *(str(part) for part in made.words.get("parts", ()))])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=NUMBER, metavar="N", help="so many scenarios")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only")
    parser.add_argument("--rule", default="sijill-default", help="the rule that decides the tolls")
    chosen = parser.parse_args()
    scores = score("development", chosen.number, chosen.rule)
    print_scores(scores, chosen.errors, chosen.figure)


if __name__ == "__main__":
    main()
