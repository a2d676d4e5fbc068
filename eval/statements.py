"""Measures the statements that are read and checked, on texts of the project's own (eval/gold/statements.yaml).

    python -m eval.statements [--errors N] [--figure NAME]

found: of the statements in the gold, those that were read; verdict: of these, those with the right verdict; failing: of those that do not
hold, the ones that are said not to; false_alarm: of all that is said not to hold, what holds or cannot be known (lower is better).
"""

from __future__ import annotations

import argparse
from typing import Any

import yaml

from eval.scores import Score, print_scores
from eval.shared import PROJECT
from eval.splits import Part, part_of
from sijill.config import Settings
from sijill.model.statement import Checked, Verdict
from sijill.pipeline import check_text, document_of

GOLD = PROJECT / "eval" / "gold" / "statements.yaml"
VERDICTS = {"holds": Verdict.HOLDS, "fails": Verdict.FAILS, "unchecked": Verdict.UNCHECKED}
FIGURES = ("found", "verdict", "failing", "false_alarm")


def score(part: Part) -> list[Score]:
    """All figures over the texts of one part."""
    scores = {name: Score(dataset="statements", figure=name, lower_is_better=name == "false_alarm") for name in FIGURES}
    for row in yaml.safe_load(GOLD.read_text(encoding="utf-8")):
        if part_of("statements", row["id"]) == part:
            _count(scores, row, check_row(row))
    return list(scores.values())


def check_row(row: dict[str, Any]) -> tuple[Checked, ...]:
    document = document_of(row["text"], published=row.get("published", "2033-06-15"), source=None, name=row["id"])
    return check_text(document, Settings())


def _count(scores: dict[str, Score], row: dict[str, Any], found: tuple[Checked, ...]) -> None:
    place = {
        "row": row["id"],
        "text": row["text"],
        "given": [(one.kind.value, one.span.quote, one.verdict.value, one.working) for one in found],
    }
    wrong: list[Checked] = [one for one in found if one.verdict is Verdict.FAILS]
    for kind, words, verdict in row["gold"]:
        start = row["text"].index(words)
        hit = next((one for one in found if one.kind == kind and _overlap(one, start, start + len(words))), None)
        scores["found"].count(hit is not None, gold=(kind, words), **place)
        if hit is not None:
            scores["verdict"].count(hit.verdict is VERDICTS[verdict], gold=(kind, words, verdict), **place)
        if verdict == "fails":
            scores["failing"].count(hit is not None and hit.verdict is Verdict.FAILS, gold=(kind, words), **place)
            if hit in wrong:
                wrong.remove(hit)
                scores["false_alarm"].count(False, gold=(kind, words), **place)
    for _ in wrong:
        scores["false_alarm"].count(True, gold="nothing that does not hold", **place)


def _overlap(one: Checked, start: int, end: int) -> bool:
    return one.span.start < end and start < one.span.end


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only")
    chosen = parser.parse_args()
    print_scores(score("development"), chosen.errors, chosen.figure)


if __name__ == "__main__":
    main()
