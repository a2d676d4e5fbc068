"""The command line that every scorer shares: development part only, with the errors one by one where asked for.

The held-back part has one door, `python -m eval.final`, and it prints figures only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from eval.baseline import tell_by_patterns
from eval.reader import tell_by_reader
from eval.scores import Score, print_scores
from eval.shared import SharedAbsent
from eval.splits import Part
from eval.tallies import Teller

Scorer = Callable[[Part, Teller, int | None], list[Score]]


def run(scorer: Scorer) -> None:
    """Scores the development part and prints the figures; with --errors N the first N misses of each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--baseline", action="store_true", help="measure the patterns instead of the reader")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only")
    parser.add_argument("--sample", type=int, metavar="N", help="the first N rows only")
    chosen = parser.parse_args()
    try:
        scores = scorer("development", tell_by_patterns if chosen.baseline else tell_by_reader, chosen.sample)
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors, chosen.figure)
