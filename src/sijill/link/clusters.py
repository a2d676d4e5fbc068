"""Decides which accounts form one group, given what was judged of pairs.

Ids, scores of pairs, what must and what must not stand together -> groups. The same pairs give the same groups, in whatever order they
come. Judges no pair and knows no incident.

Average linkage: the two groups whose pairs agree best are joined, again and again, while their mean reaches `join_at`. One high pair does
not chain groups that the other pairs keep apart; a pair that nobody judged, since nothing brought it near, counts as `unjudged`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]
# What a pair counts that was not worth comparing: little, but not nothing, for two short reports of one incident may share no word.
UNJUDGED = 0.1

Sums = dict[str, dict[str, tuple[float, int]]]  # group -> group -> (sum of scores, how many pairs were judged)


def cluster(
    labels: Mapping[str, frozenset[str]],
    scores: Mapping[Pair, float],
    *,
    join_at: float,
    unjudged: float = UNJUDGED,
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """Groups ids. labels: id -> documents; two ids of one document never join unless `must` says so; `must` goes before `cannot`.

    join_at lies above unjudged: groups whose mean reaches it have a pair that does. So what no chain of such pairs leads to is left alone.
    """
    group = _join_forced(sorted(labels), must)
    members: dict[str, list[str]] = defaultdict(list)
    for one in sorted(labels):
        members[group[one]].append(one)
    held = {root: frozenset[str]().union(*(labels[one] for one in ids)) for root, ids in members.items()}
    barred: dict[str, set[str]] = defaultdict(set)
    for left, right in cannot:
        if left in group and right in group and group[left] != group[right]:
            barred[group[left]].add(group[right])
            barred[group[right]].add(group[left])
    sums = _sum_within_reach(group, scores, join_at)
    _agglomerate(members, held, barred, sums, join_at, unjudged)
    return tuple(sorted(tuple(sorted(ids)) for ids in members.values()))


def _join_forced(ids: Sequence[str], must: Iterable[Pair]) -> dict[str, str]:
    """id -> the smallest id that it must stand with."""
    parent = {one: one for one in ids}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    for left, right in must:
        if left in parent and right in parent:
            small, large = sorted((root(left), root(right)))
            parent[large] = small
    return {one: root(one) for one in ids}


def _sum_within_reach(group: Mapping[str, str], scores: Mapping[Pair, float], join_at: float) -> Sums:
    """The sums of pairs between groups that a chain of pairs of `join_at` and more connects: no others can come together."""
    high = (pair for pair, score in scores.items() if score >= join_at)
    reach = _join_forced(sorted(group), [*group.items(), *high])
    near = [(pair, score) for pair, score in scores.items() if reach.get(pair[0], 0) == reach.get(pair[1], 1)]
    sums: Sums = defaultdict(dict)
    for (one, other), score in sorted(near):
        if group[one] != group[other]:
            _add(sums, group[one], group[other], score, 1)
    return sums


def _add(sums: Sums, left: str, right: str, score: float, count: int) -> None:
    total, judged = sums[left].get(right, (0.0, 0))
    sums[left][right] = sums[right][left] = (total + score, judged + count)


def _agglomerate(
    members: dict[str, list[str]],
    held: dict[str, frozenset[str]],
    barred: dict[str, set[str]],
    sums: Sums,
    join_at: float,
    unjudged: float,
) -> None:
    """Joins the best pair of groups until none reaches `join_at`. Group names are their smallest ids, which also break ties."""

    def rank(left: str, right: str) -> float:
        total, judged = sums[left][right]
        pairs = len(members[left]) * len(members[right])
        # Rounded, so that the order in which sums were added up cannot tip a tie.
        return -round((total + unjudged * (pairs - judged)) / pairs, 9)

    heap = [
        (found, left, right)
        for left in sums
        for right in sums[left]
        if left < right and -(found := rank(left, right)) >= join_at
    ]
    heapify(heap)
    while heap:
        found, left, right = heappop(heap)
        if right not in sums.get(left, {}) or rank(left, right) != found:
            continue  # the groups have changed since
        if held[left] & held[right] or right in barred[left]:
            continue
        _merge(members, held, barred, left, right)
        _move_sums(sums, left, right)
        for other in sums[left]:
            first, second = min(left, other), max(left, other)
            if -(found := rank(first, second)) >= join_at:
                heappush(heap, (found, first, second))


def _merge(
    members: dict[str, list[str]], held: dict[str, frozenset[str]], barred: dict[str, set[str]], left: str, right: str
) -> None:
    """Takes the group `right` into `left`, with its documents and its bars."""
    members[left] += members.pop(right)
    held[left] |= held.pop(right)
    for other in barred.pop(right, set()):
        barred[other].discard(right)
        barred[other].add(left)
        barred[left].add(other)


def _move_sums(sums: Sums, left: str, right: str) -> None:
    for other, (total, judged) in sums.pop(right).items():
        del sums[other][right]
        if other != left:
            _add(sums, left, other, total, judged)
