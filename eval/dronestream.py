"""Measures ranges on one-line strike narratives: min and max of the dead both exact.

python -m eval.dronestream [--baseline] [--errors N] [--sample N]
"""

from __future__ import annotations

from typing import Any

from eval.command import run
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Answer, Teller, Text, answer_of


def gives_range(answer: Answer, low: int, high: int) -> bool:
    """True where both ends are right; an open max counts as best, a silent tally as 0 to 0."""
    if answer.silent:
        return low == high == 0
    top = answer.max if answer.max is not None else answer.best
    return (answer.min, top) == (low, high)


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """The figure over one part; rows without coded numbers are left out."""
    rows = [row for row in read_rows("dronestream") if part_of("dronestream", row["_id"]) == part]
    return score_rows(rows[:sample], teller)


def score_rows(rows: list[dict[str, Any]], teller: Teller) -> list[Score]:
    """The figure over these rows."""
    both = Score(dataset="dronestream", figure="min_and_max_exact")
    coded = [row for row in rows if row["deaths_min"].isdigit() and row["deaths_max"].isdigit()]
    texts = [Text(row["_id"], row["narrative"]) for row in coded]
    for row, tally in zip(coded, teller(texts), strict=True):
        low, high = int(row["deaths_min"]), int(row["deaths_max"])
        answer = answer_of(tally, "killed", "all")
        both.count(
            gives_range(answer, low, high), row=row["_id"], text=row["narrative"], gold=(low, high), given=answer
        )
    return [both]


if __name__ == "__main__":
    run(score)
