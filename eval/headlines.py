"""Measures what is read of a headline alone, on headlines of the project's own (eval/gold/headlines.yaml).

    python -m eval.headlines [--errors N]

right: every toll that the gold names has its minimum and maximum. Headlines are a genre of their own: no articles, no "was", commas for
"and", the present for the past.
"""

from __future__ import annotations

import argparse

import yaml

from eval.reader import tell_by_reader
from eval.scores import Score, print_scores
from eval.shared import PROJECT
from eval.splits import Part
from eval.tallies import Tally, Text, answer_of

GOLD = PROJECT / "eval" / "gold" / "headlines.yaml"
Bounds = tuple[int | None, int | None]


def score(part: Part) -> list[Score]:
    """The share of one part's headlines that are read right."""
    right = Score(dataset="headlines", figure="right")
    rows = [row for row in yaml.safe_load(GOLD.read_text(encoding="utf-8")) if row["part"] == part]
    for row, tally in zip(rows, tell_by_reader([Text(row["id"], row["text"]) for row in rows]), strict=True):
        given = {toll: bounds_in(tally, toll) for toll in row["told"]}
        holds = all(given[toll] == bounds_of(words) for toll, words in row["told"].items())
        right.count(holds, row=row["id"], text=row["text"], gold=row["told"], given=given)
    return [right]


def bounds_in(tally: Tally, toll: str) -> Bounds | None:
    """The tally's bounds of "killed" or "killed civilian"; None where it has no such toll."""
    outcome, _, victims = toll.partition(" ")
    answer = answer_of(tally, outcome, victims or "all")
    return None if answer.silent else (answer.min, answer.max)


def bounds_of(words: int | str) -> Bounds | None:
    """12 -> 12 to 12, "12+" -> 12 to open, "-12" -> open to 12, "6-8" -> 6 to 8, "none" -> no toll"""
    if isinstance(words, int):
        return words, words
    if words == "none":
        return None
    if words.endswith("+"):
        return int(words[:-1]), None
    low, _, high = words.partition("-")
    return int(low) if low else None, int(high)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses")
    print_scores(score("development"), parser.parse_args().errors)


if __name__ == "__main__":
    main()
