"""Decides which documents are worth comparing: those that share so many keys (words, hashes of runs of words).

Keys of each document, in order of arrival -> pairs of their numbers. Of a key that many documents have, only the first of them are paired
with the others, or nobody: so hostile texts of one vocabulary make no quadratic work. Compares nothing itself.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations


def find_sharing(
    keys: Sequence[Iterable[Hashable]], *, at_least: int, max_holders: int, leaders: int = 0
) -> list[tuple[int, int]]:
    """Pairs (smaller number first) that share `at_least` keys. leaders: how many of a common key's first holders stand for all."""
    import numpy as np

    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, own in enumerate(keys):
        for key in own:
            holders[key].append(number)
    shared = array("q")
    for some in holders.values():
        if 1 < len(some) <= max_holders:
            shared.extend(left << 32 | right for left, right in combinations(some, 2))
        elif leaders and len(some) > max_holders:
            shared.extend(left << 32 | right for i, left in enumerate(some[:leaders]) for right in some[i + 1 :])
    if not shared:
        return []
    pairs, times = np.unique(np.frombuffer(shared, dtype=np.int64), return_counts=True)
    return [(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs[times >= at_least].tolist()]
