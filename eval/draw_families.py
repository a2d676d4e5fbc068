"""Draws the pairs of news articles that are annotated for descent: copies, edits, excerpts, rewrites, or written independently.

public data (`gva`, pages that report nothing left out) -> pairs of one incident, by how many of the shorter text's word 3-grams stand
in the longer, from all to none, and look-alike pairs of two incidents. By a hash of the ids, a quota for each layer and half. Like every
draw it knows nothing of the families that linking finds.

python -m eval.draw_families            part, layer and the two ids, one pair a line
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from eval.gva import find_junk
from eval.shared import SharedAbsent, read_rows
from eval.splits import Part, part_of
from sijill.text.names import fold_name

SHINGLE_WORDS = 3
# Least share of the shorter text -> pairs for each half. Copies are few: nearly all are taken.
LAYERS = ((0.5, 60), (0.25, 25), (0.12, 22), (0.06, 22), (0.0, 30))
OF_TWO_INCIDENTS = 8
AT_MOST_OF_ONE_INCIDENT = 3  # in one layer: an incident with forty articles would fill it alone
LOOK_ALIKE = 0.12  # of two incidents: only what shares as many words as that can be mistaken

Shingles = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of one half; layer: the least share of words in common, or "two incidents"."""

    part: Part
    layer: str
    left: str
    right: str


def shingle(text: str) -> Shingles:
    words = fold_name(text).split()
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def share_of_shorter(left: Shingles, right: Shingles) -> float:
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def draw_families() -> list[Pair]:
    """All pairs, both halves; raises SharedAbsent where the data are not here."""
    rows = read_rows("gva_articles")
    junk = find_junk(rows)
    kept = [row for row in rows if row["doc_id"] not in junk]
    incident = {row["doc_id"]: str(row["incident_uri"]) for row in kept}
    shingles = {row["doc_id"]: shingle(row["content"]) for row in kept}
    by_incident = defaultdict(list)
    for name, uri in incident.items():
        by_incident[uri].append(name)
    layers: dict[tuple[Part, str], list[tuple[str, str]]] = defaultdict(list)
    for uri, names in by_incident.items():
        for left, right in combinations(sorted(names), 2):
            share = share_of_shorter(shingles[left], shingles[right])
            least = next(least for least, _ in LAYERS if share >= least)
            layers[part_of("gva", uri), f"{least}"].append((left, right))
    for left, right in _look_alikes(shingles, incident):
        layers[part_of("gva", incident[left]), "two incidents"].append((left, right))
    quotas = {**{f"{least}": quota for least, quota in LAYERS}, "two incidents": OF_TWO_INCIDENTS}
    return [
        Pair(part, layer, *pair)
        for part, layer in sorted(layers)
        for pair in _take(layers[part, layer], quotas[layer], incident)
    ]


def _look_alikes(shingles: dict[str, Shingles], incident: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of two incidents of one half that share many words: pages of one outlet, and the same words for a like act."""
    holders = defaultdict(list)
    for name in sorted(shingles):
        for one in shingles[name]:
            holders[one].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= 12:
            shared.update(combinations(names, 2))
    nearest = sorted(shared, key=lambda pair: (-shared[pair], pair))[:4_000]
    for left, right in nearest:
        same_half = part_of("gva", incident[left]) == part_of("gva", incident[right])
        if (
            same_half
            and incident[left] != incident[right]
            and share_of_shorter(shingles[left], shingles[right]) >= LOOK_ALIKE
        ):
            yield left, right


def _take(pairs: list[tuple[str, str]], quota: int, incident: dict[str, str]) -> Iterator[tuple[str, str]]:
    taken: Counter[str] = Counter()
    for left, right in sorted(pairs, key=lambda pair: sha256(f"families:{pair[0]}:{pair[1]}".encode()).digest()):
        if taken.total() == quota:
            return
        if taken[incident[left]] < AT_MOST_OF_ONE_INCIDENT:
            taken[incident[left]] += 1
            yield left, right


def main() -> None:
    try:
        drawn = draw_families()
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    for pair in drawn:
        print(pair.part, pair.layer, pair.left, pair.right, sep="\t")


if __name__ == "__main__":
    main()
