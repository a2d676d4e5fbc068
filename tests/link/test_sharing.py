"""Which documents are worth comparing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sijill.link.sharing import find_sharing


def pair_up(texts: Sequence[str], *, at_least: int, max_holders: int, leaders: int = 0) -> list[tuple[int, int]]:
    """The pairs of texts whose letters are the keys."""
    keys = np.array([ord(letter) for text in texts for letter in text], dtype=np.int64)
    holders = np.array([number for number, text in enumerate(texts) for _ in text], dtype=np.int64)
    return find_sharing(keys, holders, at_least=at_least, max_holders=max_holders, leaders=leaders)


def test_documents_that_share_enough_keys_are_a_pair() -> None:
    assert pair_up(["abc", "abd", "xyz"], at_least=2, max_holders=5) == [(0, 1)]
    assert pair_up(["abc", "abd", "xyz"], at_least=3, max_holders=5) == []
    assert pair_up([], at_least=1, max_holders=5) == []


def test_a_key_that_many_have_pairs_nobody_or_only_the_first_with_the_others() -> None:
    assert pair_up(["a"] * 6, at_least=1, max_holders=5) == []
    assert pair_up(["a"] * 6, at_least=1, max_holders=5, leaders=1) == [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)]


def test_ten_thousand_documents_of_one_vocabulary_make_few_pairs() -> None:
    assert len(pair_up(["abcdefgh"] * 10_000, at_least=4, max_holders=16, leaders=3)) < 30_000
