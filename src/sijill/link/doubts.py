"""Decides of which accounts it stays unsure whether they speak of an incident, once the groups are formed.

Groups of Sides with all judgements -> Doubts, by the first account of each group. Moves no account: a toll is told with them and without
them (reconcile/unsure.py), so that an unsure link counts to no one's advantage.

A group is judged as a whole, as clusters.py joins it: by the mean of its pairs. What lies between "different" and "same" is unsure. Two
groups in one document are told apart by it, and what a person decided is not in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from sijill.link.clusters import UNJUDGED
from sijill.link.features import Side
from sijill.link.judging import SAME_AT, is_decision
from sijill.link.late import MADE_BY as LATE
from sijill.model.incident import Doubt, Judgement, Verdict

Group = tuple[Side, ...]
Pair = tuple[str, str]
Scores = Mapping[Pair, float]
NONE: Scores = {}
# An incident near which half the register lies is in doubt with all of it; the likeliest tell what the doubt can do.
MOST = 8


def find_doubts(
    groups: Sequence[Group], judgements: Sequence[Judgement], different_below: float, differing: Scores = NONE
) -> Mapping[str, tuple[Doubt, ...]]:
    """The doubts of every group of one kind (incidents or episodes), the likeliest first. differing: pairs of which no more is known."""
    home = {side.account.id: at for at, group in enumerate(groups) for side in group}
    own = [one for one in judgements if one.left in home and one.right in home]
    late = {one.left: one.score for one in own if one.made_by == LATE} | {
        one.right: one.score for one in own if one.made_by == LATE
    }
    whole = {(one.left, one.right): one.score for one in own if one.made_by != LATE}
    pairs = chain(whole, (pair for pair in differing if pair[0] in home and pair[1] in home))
    judged = {account for pair in pairs for account in pair}

    def score_of(pair: Pair) -> float:
        """A pair that nothing brought near counts as in clusters.py."""
        return whole.get(pair, differing.get(pair, UNJUDGED))

    core = [[side for side in group if side.account.id in judged and not _is_late(side, late)] for group in groups]
    found: dict[int, list[Doubt]] = defaultdict(list)
    for left, right in _find_near(own, home):
        score = _mean(core[left], core[right], score_of)
        if not _share_document(groups[left], groups[right]) and different_below <= score < SAME_AT:
            found[left].append(_write(groups[right], score, joined=False))
            found[right].append(_write(groups[left], score, joined=False))
    decided = {account for one in own if is_decision(one) for account in (one.left, one.right)}
    for at, group in enumerate(groups):
        for side in group:
            score = late[side.account.id] if _is_late(side, late) else _belonging(side, core[at], score_of)
            if score < SAME_AT and side.account.id not in decided:
                found[at].append(_write((side,), score, joined=True))
    return {
        groups[at][0].account.id: tuple(sorted(told, key=lambda one: (-one.score, one.claim_ids))[:MOST])
        for at, doubts in found.items()
        if (told := [one for one in doubts if one.claim_ids])
    }


def _find_near(own: Iterable[Judgement], home: Mapping[str, int]) -> list[tuple[int, int]]:
    """The pairs of groups of which a pair of accounts is unsure, and that no person told apart."""
    unsure, apart = set(), set()
    for one in own:
        pair = (min(home[one.left], home[one.right]), max(home[one.left], home[one.right]))
        if is_decision(one):
            apart.add(pair)
        elif one.verdict is Verdict.UNSURE and pair[0] != pair[1]:
            unsure.add(pair)
    return sorted(unsure - apart)


def _is_late(side: Side, late: Mapping[str, float]) -> bool:
    """The account of the past that was given to the group, not the account that it was compared with."""
    return side.account.id in late and side.account.is_background


def _mean(left: Sequence[Side], right: Sequence[Side], score_of: Callable[[Pair], float]) -> float:
    """The mean of all pairs between two groups."""
    pairs = [
        (min(one.account.id, two.account.id), max(one.account.id, two.account.id)) for one in left for two in right
    ]
    return sum(map(score_of, pairs)) / len(pairs) if pairs else 0.0


def _belonging(side: Side, core: Sequence[Side], score_of: Callable[[Pair], float]) -> float:
    """How well an account goes with the rest of its group; a copy, and what stands alone, belongs there."""
    rest = [other for other in core if other is not side]
    return _mean((side,), rest, score_of) if rest and len(rest) < len(core) else 1.0


def _share_document(left: Group, right: Group) -> bool:
    return bool({side.account.document_id for side in left} & {side.account.document_id for side in right})


def _write(group: Sequence[Side], score: float, *, joined: bool) -> Doubt:
    return Doubt(
        claim_ids=tuple(sorted({claim for side in group for claim in side.account.claim_ids})),
        document_ids=tuple(sorted({side.account.document_id for side in group})), score=round(score, 4), joined=joined,
    )  # fmt: skip
