"""Clustering against a brute-force twin, and the rules that it obeys."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sijill.link.clusters import UNJUDGED, cluster

IDS = [f"account-{letter}" for letter in "abcdefgh"]
PAIRS = list(combinations(IDS, 2))
pairs = st.lists(st.sampled_from(PAIRS), unique=True)
judged = st.dictionaries(st.sampled_from(PAIRS), st.sampled_from([0.1, 0.4, 0.7, 0.75, 0.8, 0.9, 1.0]))
documents = st.lists(st.sampled_from("123456"), min_size=len(IDS), max_size=len(IDS))


def labels_of(written: list[str]) -> dict[str, frozenset[str]]:
    return {one: frozenset({document}) for one, document in zip(IDS, written, strict=True)}


def cluster_by_brute_force(
    labels: dict[str, frozenset[str]],
    scores: dict[tuple[str, str], float],
    join_at: float,
    cannot: list[tuple[str, str]],
) -> tuple[tuple[str, ...], ...]:
    """Looks at every pair of groups again after every joining."""
    groups = [[one] for one in sorted(labels)]
    while True:
        best = None
        for left, right in combinations(sorted(groups), 2):
            pairs = [(min(one, other), max(one, other)) for one in left for other in right]
            across = [scores.get(pair, UNJUDGED) for pair in pairs]
            barred = any((one, other) in cannot or (other, one) in cannot for one in left for other in right)
            one_document = any(labels[one] & labels[other] for one in left for other in right)
            if not any(pair in scores for pair in pairs) or barred or one_document:
                continue
            rank = (-round(sum(across) / len(across), 9), min(left), min(right))
            if -rank[0] >= join_at and (best is None or rank < best[0]):
                best = (rank, left, right)
        if best is None:
            return tuple(sorted(tuple(sorted(group)) for group in groups))
        groups = [group for group in groups if group not in (best[1], best[2])] + [sorted(best[1] + best[2])]


@given(documents, judged, pairs)
def test_groups_are_those_of_the_brute_force_twin(
    written: list[str], scores: dict[tuple[str, str], float], cannot: list[tuple[str, str]]
) -> None:
    labels = labels_of(written)
    assert cluster(labels, scores, join_at=0.72, cannot=cannot) == cluster_by_brute_force(labels, scores, 0.72, cannot)


@given(documents, judged, pairs, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(
    written: list[str], scores: dict[tuple[str, str], float], must: list[tuple[str, str]], random: object
) -> None:
    labels = labels_of(written)
    shuffled = list(scores.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    expected = cluster(labels, scores, join_at=0.72, must=must)
    backwards = dict(reversed(labels.items()))
    assert cluster(backwards, dict(shuffled), join_at=0.72, must=must[::-1]) == expected


@given(documents, judged, pairs)
def test_what_a_person_joined_stands_together_and_each_id_once(
    written: list[str], scores: dict[tuple[str, str], float], must: list[tuple[str, str]]
) -> None:
    groups = cluster(labels_of(written), scores, join_at=0.72, must=must)
    assert sorted(one for group in groups for one in group) == IDS
    assert all(any(left in group and right in group for group in groups) for left, right in must)


def test_two_accounts_of_one_text_never_join() -> None:
    labels = {"account-a": frozenset("1"), "account-b": frozenset("2"), "account-c": frozenset("1")}
    scores = {("account-a", "account-b"): 0.9, ("account-b", "account-c"): 0.8}
    assert cluster(labels, scores, join_at=0.7) == (("account-a", "account-b"), ("account-c",))


def test_one_high_pair_does_not_chain_what_other_pairs_keep_apart() -> None:
    scores = {("a", "b"): 0.95, ("c", "d"): 0.95, ("b", "c"): 0.9, ("a", "c"): 0.1, ("a", "d"): 0.1, ("b", "d"): 0.1}
    labels = {one: frozenset({one}) for one in "abcd"}
    assert cluster(labels, scores, join_at=0.7) == (("a", "b"), ("c", "d"))
