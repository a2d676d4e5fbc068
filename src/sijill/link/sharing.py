"""Decides which documents are worth comparing: those that share so many keys (words, hashes of runs of words).

Keys, each with the number of the document that has it -> pairs of numbers. Of a key that many documents have, only the first of them are
paired with the others, or nobody: so hostile texts of one vocabulary make no quadratic work. Compares nothing itself.
"""

from __future__ import annotations

from typing import Any


def find_sharing(
    keys: Any, holders: Any, *, at_least: int, max_holders: int, leaders: int = 0
) -> list[tuple[int, int]]:
    """Pairs (smaller number first) that share `at_least` keys. leaders: how many of a common key's first holders stand for all.

    keys, holders: arrays of one length; a document has a key once, and documents come in order.
    """
    import numpy as np

    order = np.argsort(keys, kind="stable")
    holders = holders[order]
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    sizes = np.diff(starts, append=len(holders))
    found = [np.empty(0, dtype=np.int64)]
    for size in np.unique(sizes[(sizes > 1) & (sizes <= max_holders)]).tolist():
        some = holders[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        found.append((some[:, one] << 32 | some[:, other]).ravel())
    if leaders:
        for start, size in zip(starts[sizes > max_holders].tolist(), sizes[sizes > max_holders].tolist(), strict=True):
            some = holders[start : start + size]
            found += [some[i] << 32 | some[i + 1 :] for i in range(leaders)]
    pairs, times = np.unique(np.concatenate(found), return_counts=True)
    return [(pair >> 32, pair & 0xFFFFFFFF) for pair in pairs[times >= at_least].tolist()]
