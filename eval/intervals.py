"""Measures the intervals of time expressions as conflict news writes them: 185 sentences fixed before the normaliser was written.

tests/cases/dates/{development,held_back}.yaml -> right: start, end, openness and precision as written down; with_basis: the basis too.
Needs no public data.

    python -m eval.intervals [--errors N]
"""

from __future__ import annotations

from typing import Any

import yaml

from eval.command import run
from eval.scores import Score
from eval.shared import PROJECT
from eval.splits import Part
from eval.tallies import Teller
from sijill.model.period import DatedExpression
from sijill.text.time_expressions import date_phrases

CASES = PROJECT / "tests" / "cases" / "dates"
FACETS = ("start", "end", "open", "precision")


def score(part: Part, _teller: Teller | None = None, sample: int | None = None) -> list[Score]:
    """Both figures over one half."""
    right = Score(dataset="intervals", figure="right")
    with_basis = Score(dataset="intervals", figure="with_basis")
    cases = yaml.safe_load((CASES / f"{part}.yaml").read_text(encoding="utf-8"))[:sample]
    for number, case in enumerate(cases):
        found = read_marked(case)
        given = " | ".join(str(one.period) for one in found) or "nothing"
        shown = {
            "row": str(number),
            "text": case["text"],
            "gold": {name: case[name] for name in FACETS},
            "given": given,
        }
        right.count(is_right(case, found, FACETS), **shown)
        with_basis.count(is_right(case, found, (*FACETS, "basis")), **shown)
    return [right, with_basis]


def read_marked(case: dict[str, Any]) -> list[DatedExpression]:
    """What is read at the [[marked]] words of a case."""
    start = case["text"].index("[[")
    end = case["text"].index("]]") - 2
    text = case["text"].replace("[[", "").replace("]]", "")
    return [one for one in date_phrases(text, case["published"]) if one.start < end and start < one.end]


def is_right(case: dict[str, Any], found: list[DatedExpression], facets: tuple[str, ...]) -> bool:
    """One expression with the facets of the case; where the text supports no interval, only expressions without one."""
    if case["open"] is None:
        return bool(found) and all(one.period is None for one in found)
    if len(found) != 1 or found[0].period is None:
        return False
    return all(getattr(found[0].period, facet) == case[facet] for facet in facets)


if __name__ == "__main__":
    run(score)
