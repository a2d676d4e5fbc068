"""Decides how a figure is counted and shown: right ones of n, with the misses that a developer may look at.

What scorers return -> lines on a screen. It knows nothing of any data set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One wrong answer, for the development part only."""

    row: str
    text: str
    gold: str
    given: str


@dataclass(slots=True, kw_only=True)
class Score:
    """hits of n under a name; lower_is_better where a hit is a fault (a toll invented where there is none)."""

    dataset: str
    figure: str
    hits: float = 0  # whole answers, or a sum of shares
    n: int = 0
    lower_is_better: bool = False
    misses: list[Miss] = field(default_factory=list)

    @property
    def value(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def key(self) -> str:
        return f"{self.dataset}.{self.figure}"

    def count(self, hit: bool, *, row: str, text: str, gold: object, given: object) -> None:
        """Adds one answer; keeps it as a miss where it is wrong (or, where lower is better, where it is a hit)."""
        self.n += 1
        self.hits += hit
        if hit == self.lower_is_better:
            self.misses.append(Miss(row=row, text=text, gold=str(gold), given=str(given)))


def format_scores(scores: Iterable[Score]) -> str:
    """One line a figure: "wad.deaths_exact   0.912  (1121 of 1229)"."""
    return "\n".join(
        f"{score.key:<40} {score.value:.3f}  ({score.hits:.6g} of {score.n})"
        + ("  lower is better" if score.lower_is_better else "")
        for score in scores
    )


def format_misses(score: Score, limit: int) -> str:
    """The first misses of one figure, one by one, with text, gold and given."""
    return "\n\n".join(
        f"{score.key} {miss.row}\n  gold  {miss.gold}\n  given {miss.given}\n  text  {miss.text}"
        for miss in score.misses[:limit]
    )


def print_scores(scores: Sequence[Score], errors: int = 0, figure: str | None = None) -> None:
    """Prints the figures, after the first `errors` misses of each, or of the one that is named."""
    for score in scores:
        if errors and score.misses and figure in (None, score.figure, score.key):
            print(format_misses(score, errors), end="\n\n")
    print(format_scores(scores))
