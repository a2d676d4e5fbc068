"""Measures the held-back parts, once an issue is done, and appends the figures to eval/final.csv; no text is shown.

python -m eval.final [NAME …]     the names of SCORERS, gva, sentences, reports; all where none is named
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval import (
    counting,
    dronestream,
    ecbplus,
    families,
    ged,
    gva,
    gva_incidents,
    headlines,
    intervals,
    linking,
    places,
    places_imported,
    reports,
    scenarios,
    sentences,
    small_registers,
    statements,
    variants,
    wad,
    whereabouts,
    wikiwars,
)
from eval.command import Scorer
from eval.reader import tell_by_reader
from eval.scores import Score, format_scores
from eval.shared import PROJECT, SharedAbsent, shared_folder
from eval.splits import Part

COLUMNS = ("commit", "date", "data", "part", "figure", "n", "value")
RECORD = PROJECT / "eval" / "final.csv"
SCORERS: dict[str, Scorer] = {
    "wad": wad.score,
    "gva": gva.score,
    "dronestream": dronestream.score,
    "ecbplus": ecbplus.score,
    "places": places.score,
    "places_imported": places_imported.score,
    "whereabouts": whereabouts.score,
    "wikiwars": wikiwars.score_part,
    "intervals": intervals.score,
    "gva_heap": linking.score_gva,
    "counting": counting.score,
    "ecbplus_heap": linking.score_ecbplus,
    "small_registers": small_registers.score,
}
OTHERS: dict[str, Callable[[Part], list[Score]]] = {
    "sentences": sentences.score,
    "ged": ged.score,
    "headlines": headlines.score,
    "gva_incidents": gva_incidents.score,
    "scenarios": scenarios.score,
    "statements": statements.score,
    "variants": variants.score,
    "families": families.score,
}


def name_commit() -> str:
    """The commit that is measured, with "+" where the working tree differs from it."""
    git = ["git", "-C", str(PROJECT)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    changed = subprocess.run([*git, "status", "--porcelain", "src"], capture_output=True, text=True, check=False).stdout
    return (commit.strip() or "unknown") + ("+" if changed.strip() else "")


def append_figures(scores: Sequence[Score], part: str, commit: str, path: Path = RECORD) -> None:
    """One row a figure, below those of earlier runs; the first run writes the header."""
    day = datetime.now(UTC).date().isoformat()
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as sheet:
        rows = csv.writer(sheet, lineterminator="\n")
        if is_new:
            rows.writerow(COLUMNS)
        for score in scores:
            rows.writerow((commit, day, score.dataset, part, score.figure, score.n, f"{score.value:.4f}"))


def measure(name: str) -> list[Score]:
    """The figures of one data set's held-back part; the sample reports have no parts."""
    if name == "reports":
        return reports.score(name)
    return OTHERS[name]("held_back") if name in OTHERS else SCORERS[name]("held_back", tell_by_reader, None)


def main() -> None:
    names = [*SCORERS, *OTHERS, "reports"]
    chosen = sys.argv[1:] or names
    if unknown := set(chosen) - set(names):
        sys.exit(f"no data set is called {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    try:
        shared_folder()
    except SharedAbsent as absent:
        print(f"skipped: {absent}")
        return
    commit = name_commit()
    for name in chosen:
        scores = measure(name)
        append_figures(scores, "all" if name == "reports" else "held_back", commit)
        print(format_scores(scores), flush=True)


if __name__ == "__main__":
    main()
