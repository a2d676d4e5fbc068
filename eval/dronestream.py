"""Measures ranges on one-line strike reports: min and max of the dead both exact.

The coded ends come from many reports, the line names one or none of them in a third of the rows: only lines that name both ends
are counted, the summary before the narrative.

    python -m eval.dronestream [--baseline] [--errors N] [--sample N]
"""

from __future__ import annotations

import re
from typing import Any

from eval.command import run
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Answer, Teller, Text, answer_of

WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
NUMBER_OF = {word: value for value, word in enumerate(WORDS)} | {"no": 0, "none": 0}


def numbers_in(line: str) -> set[int]:
    """All numbers that a line names: "6-8 people, two of them children" -> {6, 8, 2}"""
    found = {int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]{0,8}", line)}
    return found | {NUMBER_OF[word] for word in re.findall(r"[a-z]+", line.lower()) if word in NUMBER_OF}


def choose_line(row: dict[str, Any]) -> str | None:
    """The line of a row that names both coded ends, None where neither does or the ends are not coded."""
    if not (row["deaths_min"].isdigit() and row["deaths_max"].isdigit()):
        return None
    ends = {int(row["deaths_min"]), int(row["deaths_max"])}
    lines = [row.get(field) or "" for field in ("bij_summary_short", "narrative")]
    return next((line for line in lines if ends <= numbers_in(line)), None)


def gives_range(answer: Answer, low: int, high: int) -> bool:
    """True where both ends are right; an open max counts as best, a silent tally as 0 to 0."""
    if answer.silent:
        return low == high == 0
    top = answer.max if answer.max is not None else answer.best
    return (answer.min, top) == (low, high)


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """The figure over one part."""
    rows = [row for row in read_rows("dronestream") if part_of("dronestream", row["_id"]) == part]
    return score_rows(rows[:sample], teller)


def score_rows(rows: list[dict[str, Any]], teller: Teller) -> list[Score]:
    """The figure over these rows."""
    both = Score(dataset="dronestream", figure="min_and_max_exact")
    told = [(row, line) for row in rows if (line := choose_line(row))]
    texts = [Text(row["_id"], line) for row, line in told]
    for (row, line), tally in zip(told, teller(texts), strict=True):
        low, high = int(row["deaths_min"]), int(row["deaths_max"])
        answer = answer_of(tally, "killed", "all")
        both.count(gives_range(answer, low, high), row=row["_id"], text=line, gold=(low, high), given=answer)
    return [both]


if __name__ == "__main__":
    run(score)
