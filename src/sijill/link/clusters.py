"""Decides which accounts form one group, given what was judged of pairs.

Ids, scores of pairs, what must and what must not stand together -> groups. The same pairs give the same groups, in whatever order they
come. Judges no pair and knows no incident.

Average linkage: the two groups whose judged pairs agree best are joined, again and again, while their mean reaches `join_at`. One high pair
does not chain groups that the other pairs keep apart. What is late (an account of the past) is placed afterwards, by its best pair: years
later a text repeats one figure of many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]
Sums = dict[str, dict[str, tuple[float, int]]]  # group -> group -> (sum of scores, how many pairs were judged)

# Of the past a text says little: a name, a month, a figure. Even odds suffice where nothing else in the register comes near.
LATE_AT = 0.5
LATE_LEAD = 0.15


def cluster(
    labels: Mapping[str, frozenset[str]],
    scores: Mapping[Pair, float],
    *,
    join_at: float,
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
    late: Collection[str] = (),
    late_at: float = LATE_AT,
) -> tuple[tuple[str, ...], ...]:
    """Groups ids. labels: id -> documents; two ids of one document never join unless `must` says so; `must` goes before `cannot`.

    late: ids that found no group where others stand: each goes to the group of its best pair, if that reaches `late_at` and no other
    group comes near it; those that are left form their own.
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
    sums: Sums = defaultdict(dict)
    for (left, right), score in sorted(scores.items()):
        if left in group and right in group and group[left] != group[right]:
            _add(sums, group[left], group[right], score, 1)
    waiting = {root for root, ids in members.items() if all(one in late for one in ids)}
    own = {
        left: {right: sum_ for right, sum_ in row.items() if right not in waiting}
        for left, row in sums.items()
        if left not in waiting
    }
    _agglomerate(members, held, barred, defaultdict(dict, own), join_at)
    if waiting:
        _place_late(members, held, barred, scores, waiting, late_at)
        among = _sums_among(members, scores, waiting)
        _agglomerate(members, held, barred, among, join_at)
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


def _add(sums: Sums, left: str, right: str, score: float, count: int) -> None:
    total, judged = sums[left].get(right, (0.0, 0))
    sums[left][right] = sums[right][left] = (total + score, judged + count)


def _agglomerate(
    members: dict[str, list[str]],
    held: dict[str, frozenset[str]],
    barred: dict[str, set[str]],
    sums: Sums,
    join_at: float,
) -> None:
    """Joins the best pair of groups until none reaches `join_at`. Group names are their smallest ids, which also break ties."""
    heap = [
        (_rank(total, judged), left, right)
        for left in sums
        for right, (total, judged) in sums[left].items()
        if left < right
    ]
    heapify(heap)
    while heap:
        rank, left, right = heappop(heap)
        if -rank < join_at:
            return
        current = sums.get(left, {}).get(right)
        if current is None or _rank(*current) != rank:
            continue  # the groups have changed since
        if held[left] & held[right] or right in barred[left]:
            continue
        _merge(members, held, barred, left, right)
        _move_sums(sums, left, right)
        for other, (total, judged) in sums[left].items():
            heappush(heap, (_rank(total, judged), min(left, other), max(left, other)))


def _place_late(
    members: dict[str, list[str]],
    held: dict[str, frozenset[str]],
    barred: dict[str, set[str]],
    scores: Mapping[Pair, float],
    waiting: set[str],
    late_at: float,
) -> None:
    """Gives each late group, best pair first, to the group of that pair; one that fits two groups about as well waits."""
    home = {one: root for root, ids in members.items() for one in ids}
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for pair, score in scores.items():
        for one, other in (pair, pair[::-1]):
            if home.get(one) in waiting and other in home and home[other] not in waiting:
                row = best[home[one]]
                row[home[other]] = max(score, row.get(home[other], 0.0))
    chosen = []
    for root, row in best.items():
        ranked = sorted((-score, target) for target, score in row.items())
        if -ranked[0][0] >= late_at and (len(ranked) == 1 or ranked[1][0] - ranked[0][0] >= LATE_LEAD):
            chosen.append((ranked[0][0], root, ranked[0][1]))
    for _, root, target in sorted(chosen):
        if not held[root] & held[target] and root not in barred[target]:
            waiting.discard(root)
            _merge(members, held, barred, target, root)


def _sums_among(members: Mapping[str, Sequence[str]], scores: Mapping[Pair, float], roots: set[str]) -> Sums:
    home = {one: root for root in roots for one in members[root]}
    among: Sums = defaultdict(dict)
    for (left, right), score in sorted(scores.items()):
        if left in home and right in home and home[left] != home[right]:
            _add(among, home[left], home[right], score, 1)
    return among


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


def _rank(total: float, judged: int) -> float:
    # Rounded, so that the order in which sums were added up cannot tip a tie.
    return -round(total / judged, 9)


def _move_sums(sums: Sums, left: str, right: str) -> None:
    for other, (total, judged) in sums.pop(right).items():
        del sums[other][right]
        if other != left:
            _add(sums, left, other, total, judged)
