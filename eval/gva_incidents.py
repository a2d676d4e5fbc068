"""Measures killed and injured of whole incidents: all articles on one shooting in the US together, against what its record says.

Counted: incidents with two or more articles that report something (eval/gva.py tells which); which articles belong together is given
(eval/given.py). Parts are split by incident as in eval/gva.py. *_exact over incidents with a positive number; killed_above is the share of
all incidents whose minimum of dead lies above the truth.

    python -m eval.gva_incidents [--errors N] [--figure NAME] [--sample N] [--keep FILE] [--rule NAME]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eval.given import answer_in, case_of, read_events
from eval.gva import find_junk
from eval.scores import Score, print_scores
from eval.shared import SharedAbsent, read_rows
from eval.splits import Part, part_of
from eval.tallies import Text, says_exactly
from sijill.config import Reconcile
from sijill.model.claim import Outcome
from sijill.reconcile import reconcile

ARTICLES = 2
TEXT_SHOWN = 700  # characters of each article, among the misses
Row = dict[str, Any]


def choose_incidents(part: Part) -> list[tuple[Row, list[Row]]]:
    """The incidents of one part with their articles, junk left out."""
    articles = read_rows("gva_articles")
    junk = find_junk(articles)
    told: dict[str, list[Row]] = defaultdict(list)
    for article in articles:
        if article["doc_id"] not in junk:
            told[str(article["incident_uri"])].append(article)
    return [
        (incident, told[name])
        for incident in read_rows("gva_incidents")
        if len(told[name := str(incident["incident_uri"])]) >= ARTICLES and part_of("gva", name) == part
    ]


def texts_of(articles: Sequence[Row]) -> list[Text]:
    return [
        Text(row["doc_id"], row["content"], date.fromisoformat(row["dct"]) if row.get("dct") else None)
        for row in articles
    ]


def score(part: Part, keep: Path | None = None, rule: str = "sijill-default", sample: int | None = None) -> list[Score]:
    """Three figures over the incidents of one part."""
    killed, injured, above = (
        Score(dataset="gva_incidents", figure=figure, lower_is_better=figure == "killed_above")
        for figure in ("killed_exact", "injured_exact", "killed_above")
    )
    chosen = choose_incidents(part)[:sample]
    readings = read_events([texts_of(articles) for _, articles in chosen], keep)
    for (incident, articles), documents in zip(chosen, readings, strict=True):
        case = case_of(documents)
        tolls = reconcile(case, Reconcile(rule=rule))[0] if case else ()
        shown = "\n\n".join(f"[{one['doc_id']} {one.get('dct')}] {one['content'][:TEXT_SHOWN]}" for one in articles)
        for outcome, exact in ((Outcome.KILLED, killed), (Outcome.INJURED, injured)):
            truth, answer = incident[f"num_{outcome}"], answer_in(tolls, outcome)
            place = {"row": str(incident["incident_uri"]), "text": shown, "gold": truth, "given": answer}
            if truth:
                exact.count(says_exactly(answer, truth), **place)
            if outcome is Outcome.KILLED:
                above.count((answer.min or 0) > truth, **place)
    return [killed, injured, above]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only")
    parser.add_argument("--sample", type=int, metavar="N", help="the first N incidents only")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the readings here from one run to the next")
    parser.add_argument("--rule", default="sijill-default", help="the rule that decides the tolls")
    chosen = parser.parse_args()
    try:
        scores = score("development", chosen.keep, chosen.rule, chosen.sample)
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors, chosen.figure)


if __name__ == "__main__":
    main()
