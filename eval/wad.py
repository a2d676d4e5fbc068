"""Measures deaths and injured on short descriptions of single incidents (World Atrocities Dataset), victims `noncombatant`.

deaths_exact over all rows; injured_exact over rows with a positive number; deaths_inside (the coded number within min and max)
over rows that the coders marked as several numbers or ranges.

    python -m eval.wad [--baseline] [--errors N] [--figure NAME] [--sample N]
"""

from __future__ import annotations

from typing import Any

from eval.command import run
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Teller, Text, answer_of, holds, says_exactly

AMBIGUOUS = ("Multiple Numbers/Ranges Reported", "Range Reported")
VICTIMS = "noncombatant"


def read_injured(row: dict[str, Any]) -> int | None:
    """The coded number of injured, None where the coders gave words or nothing: "12" -> 12, "More than 30" -> None"""
    coded = str(row.get("Injured Number") or "").strip()
    return int(coded) if coded.isdigit() else None


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """The three figures over one part; sample takes the first rows only."""
    rows = [row for row in read_rows("wad") if part_of("wad", row["id"]) == part][:sample]
    return score_rows(rows, teller)


def score_rows(rows: list[dict[str, Any]], teller: Teller) -> list[Score]:
    """The three figures over these rows."""
    deaths, injured, inside = (Score(dataset="wad", figure=name) for name in FIGURES)
    tallies = teller([Text(row["id"], row["Description"]) for row in rows])
    for row, tally in zip(rows, tallies, strict=True):
        place = {"row": row["id"], "text": row["Description"]}
        number, killed = row["Deaths Number"], answer_of(tally, "killed", VICTIMS)
        deaths.count(says_exactly(killed, number), gold=number, given=killed, **place)
        if row["Deaths Ambiguity"] in AMBIGUOUS:
            inside.count(holds(killed, number), gold=number, given=killed, **place)
        if hurt := read_injured(row):
            answer = answer_of(tally, "injured", VICTIMS)
            injured.count(says_exactly(answer, hurt), gold=hurt, given=answer, **place)
    return [deaths, injured, inside]


FIGURES = ("deaths_exact", "injured_exact", "deaths_inside")

if __name__ == "__main__":
    run(score)
