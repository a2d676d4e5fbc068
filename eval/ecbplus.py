"""Measures invented violence: news on topics where nobody was hurt, or on sport, must give no toll.

python -m eval.ecbplus [--baseline] [--errors N] [--sample N]
"""

from __future__ import annotations

from typing import Any

from eval.command import run
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Teller, Text, answer_of, is_positive

TOPICS = {"no_deaths": (1, 2, 6, 10, 24, 27, 30, 34), "sport": (5, 7, 25, 29, 31)}


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """Share of texts given a positive toll, for each kind of topic."""
    rows = [row for row in read_rows("ecbplus") if part_of("ecbplus", row["doc"]) == part]
    return score_rows(rows[:sample], teller)


def score_rows(rows: list[dict[str, Any]], teller: Teller) -> list[Score]:
    """Share of these texts given a positive toll of dead or injured."""
    scores = []
    for kind, topics in TOPICS.items():
        invented = Score(dataset="ecbplus", figure=f"invented_{kind}", lower_is_better=True)
        texts = [Text(row["doc"], " ".join(row["sentences"])) for row in rows if row["topic"] in topics]
        for text, tally in zip(texts, teller(texts), strict=True):
            answers = [answer_of(tally, outcome, "all") for outcome in ("killed", "injured")]
            hit = any(is_positive(answer) for answer in answers)
            invented.count(hit, row=text.id, text=text.text[:1500], gold="none", given=answers)
        scores.append(invented)
    return scores


if __name__ == "__main__":
    run(score)
