"""Learns how much each kind of evidence weighs where the wording of both documents is known: writes data/same_incident.toml.

Labelled pairs of reports (development parts: shootings in the US, look-alike news stories, headlines on wars) -> log-odds, by logistic
regression. No weight is below 0: evidence that two reports are one never speaks against it. Pairs whose days of publication are known are
learned a second time without them, since many reports have none. A fixed order, no chance: the same readings give the same file.

    python -m eval.learn_linking [--keep FOLDER] [--dry]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

from eval.ged import choose_events, texts_of
from eval.linking import SETTINGS, Heap, ecbplus_heap, gva_heap, gvc_heap, read_heap
from eval.shared import SharedAbsent
from sijill.link.grouping import list_pairs
from sijill.link.profiles import profile_document
from sijill.link.same_incident import FEATURES
from sijill.model.register import ReadDocument

PENALTY = 1.0
UNDATED_SHARE = 0.3  # of a pair's weight when it is learned again without its days of publication
WAR_SHARE = 2.0  # of a pair of headlines on wars, of which there are few
# Pairs are one incident from here on: below even odds, since on the development parts linking tears more often than it mixes.
SAME_FROM = 0.35
TABLE = Path(__file__).parents[1] / "src" / "sijill" / "data" / "same_incident.toml"

Row = tuple[dict[str, float], bool, float]  # scores, one incident or not, weight


def war_heap() -> Heap:
    """Headlines on wars: those of one event tell of one incident."""
    events = choose_events("development")
    truth = {text.id: str(event["id"]) for event, _ in events for text in texts_of(event)}
    return Heap("ged", [text for event, _ in events for text in texts_of(event)], truth, {})


def label_pairs(heap: Heap, documents: Mapping[str, ReadDocument], weight: float) -> Iterator[Row]:
    """The pairs of main accounts that linking would weigh by wording, with the scores of their evidence."""
    names = {one.document.id: name for name, one in documents.items()}
    profiles = sorted((profile_document(one) for one in documents.values()), key=lambda one: one.document_id)
    unique = list({one.document_id: one for one in profiles}.values())
    for left, right in list_pairs(unique, SETTINGS.link):
        if right.account.id not in left.near:
            continue
        found = {name: feature(left, right) for name, feature in FEATURES.items()}
        scores = {name: piece[0] for name, piece in found.items() if piece is not None}
        same = heap.truth[names[left.account.document_id]] == heap.truth[names[right.account.document_id]]
        yield scores, same, weight
        yield {name: score for name, score in scores.items() if name != "told"}, same, weight * UNDATED_SHARE


def fit(rows: Sequence[Row]) -> tuple[float, dict[str, float]]:
    """The start and the weights of the most likely logistic model, with a penalty on large weights."""
    import numpy as np
    from scipy.optimize import minimize

    names = list(FEATURES)
    scores = np.array([[row[0].get(name, 0.0) for name in names] + [1.0] for row in rows])
    same, shares = np.array([float(row[1]) for row in rows]), np.array([row[2] for row in rows])
    penalised = np.array([PENALTY] * len(names) + [0.0])

    def loss(weights: Any) -> tuple[float, Any]:
        total = scores @ weights
        wrong = 1 / (1 + np.exp(-total)) - same
        cost = (shares * (np.logaddexp(0, total) - same * total)).sum() + (penalised * weights**2).sum() / 2
        return cost, scores.T @ (shares * wrong) + penalised * weights

    bounds = [(0, None)] * len(names) + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[-1]), dict(zip(names, map(float, found), strict=False))


def write_table(start: float, weights: Mapping[str, float], pairs: int) -> str:
    shifted = start + log(1 / SAME_FROM - 1)  # so that even odds make "same"
    lines = [f"{name} = {weight:.2f}" for name, weight in weights.items()]
    return "\n".join([
        "# How much each kind of evidence weighs where the wording of both documents is known, as log-odds; the evidence itself lies",
        "# between -1 and 1 (src/sijill/link/features.py). Written by python -m eval.learn_linking, not by hand; docs/models.md says",
        f"# from what. Learned from {pairs} pairs of reports.",
        'version = "same-incident-by-wording@1"', f"start = {shifted:.2f}", "", "[weights]", *lines, "",
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the readings here from one run to the next")
    parser.add_argument("--dry", action="store_true", help="print the table instead of writing it")
    chosen = parser.parse_args()
    try:
        heaps = [
            (gva_heap("development"), 1.0), (gvc_heap("train"), 1.0), (ecbplus_heap("development"), 1.0),
            (war_heap(), WAR_SHARE),
        ]  # fmt: skip
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    rows = [row for heap, weight in heaps for row in label_pairs(heap, read_heap(heap, chosen.keep), weight)]
    table = write_table(*fit(rows), pairs=len(rows) // 2)
    print(table)
    if not chosen.dry:
        TABLE.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
