"""Measures low, best and high of the dead against a coder's: dated headlines of one event, against UCDP's own estimates.

Each event is a register of its own and its headlines are the documents; that they tell of one event is given (eval/given.py), so an
event counts all its headlines' main incidents. Events are those that ged_filter.py, beside the data, chooses: headlines that speak of one
attack. anchored: some headline's number lies within UCDP's low and high; rivals: of these, those in which low is below high.

    python -m eval.ged [--errors N] [--figure NAME] [--keep FILE] [--rule NAME]

best_inside: UCDP's best lies in min..max. best_exact: best is UCDP's. overlap: the share of both ranges together in which they agree.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from eval.given import answer_in, case_of, read_events
from eval.scores import Score, print_scores
from eval.shared import SharedAbsent, read_rows, shared_folder
from eval.splits import Part, part_of
from eval.tallies import Answer, Text, holds, says_exactly
from sijill.config import Reconcile
from sijill.model.claim import Outcome
from sijill.reconcile import reconcile

SETS = ("filtered", "anchored", "rivals")
FIGURES = ("best_inside", "best_exact", "overlap")
Event = dict[str, Any]


def load_filter() -> ModuleType:
    """The filter that comes with the data, run from where it stands."""
    spec = spec_from_file_location("ged_filter", shared_folder() / "bench" / "ged_filter.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def choose_events(part: Part) -> list[tuple[Event, tuple[str, ...]]]:
    """The events of one part, each with the sets that it belongs to."""
    chosen = []
    by_filter = load_filter()
    for event, found in by_filter.choose(read_rows("ged_headlines")):
        if part_of("ged", str(event["id"])) != part:
            continue
        anchored = by_filter.anchored(event, found)
        rivals = anchored and event["low"] < event["high"]
        sets = ("filtered", *(("anchored",) if anchored else ()), *(("rivals",) if rivals else ()))
        chosen.append((event, sets))
    return chosen


def texts_of(event: Event) -> list[Text]:
    """An event's headlines as texts that are dated and have an outlet; one that stands twice in one outlet on one day is one."""
    rows = {(one["office"], one["date"], one["headline"]): one for one in event["sources"] if one["headline"]}
    return [
        Text(f"{event['id']}-{at}", one["headline"], read_day(one["date"]), one["office"])
        for at, one in enumerate(rows.values())
    ]


def read_day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


def overlap(answer: Answer, low: int, high: int) -> float:
    """Numbers that both ranges hold, of those that either holds; an open max counts as best.  10-12 and 12-13 -> 1 of 4"""
    top = next((figure for figure in (answer.max, answer.best, answer.min) if figure is not None), None)
    if top is None:
        return 0.0
    least = answer.min if answer.min is not None else top
    shared = min(top, high) - max(least, low) + 1
    return max(0, shared) / (max(top, high) - min(least, low) + 1)


def score(part: Part, keep: Path | None = None, rule: str = "sijill-default") -> list[Score]:
    """Three figures for each of the three sets of events."""
    events = choose_events(part)
    readings = read_events([texts_of(event) for event, _ in events], keep)
    scores = {(name, figure): Score(dataset=f"ged_{name}", figure=figure) for name in SETS for figure in FIGURES}
    for (event, sets), documents in zip(events, readings, strict=True):
        case = case_of(documents)
        tolls = reconcile(case, Reconcile(rule=rule))[0] if case else ()
        count(scores, event, sets, answer_in(tolls, Outcome.KILLED))
    return list(scores.values())


def count(scores: dict[tuple[str, str], Score], event: Event, sets: Iterable[str], answer: Answer) -> None:
    low, best, high = event["low"], event["best"], event["high"]
    place = {
        "row": str(event["id"]), "gold": f"{low}/{best}/{high}", "given": f"{answer.min}/{answer.best}/{answer.max}",
        "text": "\n        ".join(f"{one['date'][:10]} {one['office']}: {one['headline']}" for one in event["sources"]),
    }  # fmt: skip
    for name in sets:
        scores[name, "best_inside"].count(holds(answer, best), **place)
        scores[name, "best_exact"].count(says_exactly(answer, best), **place)
        shared = scores[name, "overlap"]
        shared.n += 1
        shared.hits += overlap(answer, low, high)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only, such as ged_anchored.best_exact")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the readings here from one run to the next")
    parser.add_argument("--rule", default="sijill-default", help="the rule that decides the tolls")
    chosen = parser.parse_args(arguments)
    try:
        scores = score("development", chosen.keep, chosen.rule)
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors, chosen.figure)


if __name__ == "__main__":
    main()
