"""Measures which documents are put into one incident: news on shootings in the US, told apart by text and date of publication only.

A register is built from all documents of one part with the commands themselves; each document stands where its main incident is, one in
which nothing is read by itself. Compared with the incidents that people gave (Gun Violence Corpus, its own parts dev and train).
b3_*: each document's share of right companions, averaged; pairwise_*: right pairs of documents. Misses name documents, never their text.

    python -m eval.gvc [--train] [--errors N]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from eval.register import run_sijill
from eval.scores import Miss, Score, print_scores
from eval.shared import SharedAbsent, read_rows

Split = Literal["dev", "train"]
Row = Mapping[str, Any]


def build_mains(rows: Sequence[Row]) -> dict[str, str]:
    """document -> its main incident or episode, in a register of these documents; absent where nothing is read."""
    with tempfile.TemporaryDirectory() as made:
        register, listed = f"{made}/register", Path(made) / "documents.jsonl"
        lines = [json.dumps({"id": row["doc_id"], "text": row["text"], "published": row["dct"]}) for row in rows]
        listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        run_sijill("init", register)
        run_sijill("add", "--register", register, str(listed))
        build = json.loads(run_sijill("build", "--register", register, "--json"))
    return {row["id"]: row["main_incident"] for row in build["documents"] if row["main_incident"]}


def compare(dataset: str, truth: Mapping[str, str], given: Mapping[str, str]) -> list[Score]:
    """B3 and pairwise figures; truth, given: document -> incident. A document that is given none stands alone."""
    placed = {document: given.get(document, f"alone: {document}") for document in truth}
    together = Counter((truth[document], placed[document]) for document in truth)
    of_truth, of_given = Counter(truth.values()), Counter(placed.values())
    shares = [(together[truth[one], placed[one]], of_given[placed[one]], of_truth[truth[one]]) for one in truth]
    right = sum(pairs_of(count) for count in together.values())
    said, true = (sum(pairs_of(count) for count in sizes.values()) for sizes in (of_given, of_truth))
    precision, recall = (sum(share[0] / share[side] for share in shares) for side in (1, 2))
    n = len(truth)
    scores = [
        Score(dataset=dataset, figure="b3_precision", hits=precision, n=n),
        Score(dataset=dataset, figure="b3_recall", hits=recall, n=n),
        Score(dataset=dataset, figure="b3_f1", hits=2 * precision * recall / (precision + recall) if n else 0, n=n),
        Score(dataset=dataset, figure="pairwise_precision", hits=right, n=said),
        Score(dataset=dataset, figure="pairwise_recall", hits=right, n=true),
        Score(dataset=dataset, figure="pairwise_f1", hits=2 * right, n=said + true),
    ]
    list_torn(scores[2], truth, placed)
    return scores


def pairs_of(count: int) -> int:
    """4 documents make 6 pairs."""
    return count * (count - 1) // 2


def list_torn(score: Score, truth: Mapping[str, str], placed: Mapping[str, str]) -> None:
    """Keeps as misses the incidents whose documents were torn apart, and the groups that mix incidents."""
    for kind, outer, inner in (("torn", truth, placed), ("mixed", placed, truth)):
        held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for document in truth:
            held[outer[document]][inner[document]].append(document)
        for name, parts in sorted(held.items()):
            if len(parts) > 1:
                score.misses.append(Miss(row=name, text=kind, gold=str(len(parts)), given=str(dict(parts))))


def score(split: Split) -> list[Score]:
    """All figures of one part."""
    rows = [row for row in read_rows("gvc") if row["split"] == split]
    return compare(f"gvc_{split}", {row["doc_id"]: row["event_id"] for row in rows}, build_mains(rows))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--train", action="store_true", help="the train part instead of the dev part")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N incidents that were torn or mixed")
    chosen = parser.parse_args()
    try:
        scores = score("train" if chosen.train else "dev")
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors)


if __name__ == "__main__":
    main()
