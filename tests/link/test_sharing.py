"""Which documents are worth comparing."""

from __future__ import annotations

from sijill.link.sharing import find_sharing


def test_documents_that_share_enough_keys_are_a_pair() -> None:
    assert find_sharing(["abc", "abd", "xyz"], at_least=2, max_holders=5) == [(0, 1)]
    assert find_sharing(["abc", "abd", "xyz"], at_least=3, max_holders=5) == []
    assert find_sharing([], at_least=1, max_holders=5) == []


def test_a_key_that_many_have_pairs_nobody_or_only_the_first_with_the_others() -> None:
    assert find_sharing(["a"] * 6, at_least=1, max_holders=5) == []
    assert find_sharing(["a"] * 6, at_least=1, max_holders=5, leaders=1) == [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)]


def test_ten_thousand_documents_of_one_vocabulary_make_few_pairs() -> None:
    assert len(find_sharing(["abcdefgh"] * 10_000, at_least=4, max_holders=16, leaders=3)) < 30_000
