"""Decides what people's decisions mean for linking: which accounts must stand together, which must not.

Decisions in force (they name claims), in the order in which they were made, and accounts -> accounts, split where a decision tells their
claims apart, with what must and what must not be joined. Where two decisions cannot both hold, the later one does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations, product

from sijill.link.episodes import Membership
from sijill.link.judging import DECIDED_BY
from sijill.model.decision import Decision, Kind, sides_of
from sijill.model.incident import Account, Evidence, Judgement, Verdict
from sijill.model.problem import Problem

Pair = tuple[str, str]
DECIDED = 5  # stronger than any reason of a text


@dataclass(frozen=True, slots=True)
class Decided:
    accounts: tuple[Account, ...]
    must: tuple[Pair, ...]
    cannot: tuple[Pair, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]


def apply_decisions(accounts: Sequence[Account], decisions: Sequence[Decision]) -> Decided:
    """Turns what people decided about claims into what holds for accounts."""
    known = {claim_id for account in accounts for claim_id in account.claim_ids}
    asked = [one for one in decisions if one.kind in (Kind.SAME_INCIDENT, Kind.DIFFERENT_INCIDENTS)]
    bonds = _Bonds()
    problems = []
    for decision in reversed(asked):
        sides = [[claim_id for claim_id in side if claim_id in known] for side in sides_of(decision)]
        if not bonds.take(decision, [side for side in sides if side]):
            says = f"decision {decision.id} cannot hold beside a later one and has no effect; sijill log shows both"
            problems.append(Problem(kind="decision_not_applied", says=says))
    accounts = _split(accounts, list(bonds.apart))
    of_claim = {claim_id: account.id for account in accounts for claim_id in account.claim_ids}
    must, cannot = (_between(pairs, of_claim) for pairs in (bonds.together, bonds.apart))
    return Decided(
        accounts=tuple(accounts),
        must=tuple(sorted(must)),
        cannot=tuple(sorted(cannot)),
        judgements=tuple(_write_judgement(pair, one) for pair, one in sorted({**must, **cannot}.items())),
        problems=tuple(reversed(problems)),
    )


class _Bonds:
    """Claims that must and that cannot be of one incident, taken in one decision at a time; the first to be taken prevails."""

    def __init__(self) -> None:
        self.together: dict[Pair, Decision] = {}
        self.apart: dict[Pair, Decision] = {}
        self._group: dict[str, str] = {}  # claim -> one on the way to what stands for its group
        self._foes: dict[str, set[str]] = {}  # by what stands for a group

    def take(self, decision: Decision, sides: Sequence[Sequence[str]]) -> bool:
        """Takes a decision in; False, and nothing is changed, where what was taken in before forbids it."""
        if decision.kind == Kind.SAME_INCIDENT:
            claims = [claim_id for side in sides for claim_id in side]
            heads = {self._head(claim_id) for claim_id in claims}
            if any(self._foes.get(head, set()) & heads for head in heads):
                return False
            for claim_id in claims[1:]:
                self._join(claims[0], claim_id)
                self.together[_pair(claims[0], claim_id)] = decision
            return True
        rivals = [{self._head(claim_id) for claim_id in side} for side in sides]
        if any(left & right for left, right in combinations(rivals, 2)):
            return False
        for left, right in combinations(range(len(sides)), 2):
            for one, other in product(rivals[left], rivals[right]):
                self._foes.setdefault(one, set()).add(other)
                self._foes.setdefault(other, set()).add(one)
            self.apart.update((_pair(one, other), decision) for one, other in product(sides[left], sides[right]))
        return True

    def _head(self, claim_id: str) -> str:
        while (above := self._group.get(claim_id, claim_id)) != claim_id:
            self._group[claim_id] = self._group.get(above, above)
            claim_id = above
        return claim_id

    def _join(self, left: str, right: str) -> None:
        head, other = self._head(left), self._head(right)
        if head == other:
            return
        self._group[other] = head
        foes = self._foes.pop(other, set())
        for foe in foes:
            self._foes[foe].discard(other)
            self._foes[foe].add(head)
        if foes:
            self._foes.setdefault(head, set()).update(foes)


def _pair(left: str, right: str) -> Pair:
    return (left, right) if left < right else (right, left)


def _between(pairs: Mapping[Pair, Decision], of_claim: Mapping[str, str]) -> dict[Pair, Decision]:
    """The same between accounts; within one account there is nothing to join."""
    found: dict[Pair, Decision] = {}
    for (left, right), decision in sorted(pairs.items()):
        if of_claim[left] != of_claim[right]:
            found.setdefault(_pair(of_claim[left], of_claim[right]), decision)
    return found


def obey_memberships(
    homes: Mapping[int, Membership],
    parts: Sequence[Sequence[str]],
    episodes: Sequence[Sequence[str]],
    decisions: Sequence[Decision],
) -> dict[int, Membership]:
    """The episode that holds each part, as people decided: put into one, or taken out of one.

    homes: by position of the part; parts, episodes: the claims of each. The group that holds most of a decision's claims is meant.
    """
    placed = dict(homes)
    for decision in decisions:
        if decision.kind not in (Kind.INTO_EPISODE, Kind.OUT_OF_EPISODE):
            continue
        inner, outer = sides_of(decision)
        part, whole = _holding_most(inner, parts), _holding_most(outer, episodes)
        if part is None or whole is None or (parts is episodes and part == whole):
            continue
        if decision.kind == Kind.INTO_EPISODE:
            placed[part] = Membership(whole, f"{decision.reviewer} decided: {decision.reason}", DECIDED)
        elif part in placed and placed[part].whole == whole:
            del placed[part]
    return placed


def _holding_most(claims: Sequence[str], groups: Sequence[Sequence[str]]) -> int | None:
    """The position of the group that holds most of these claims; the first of several."""
    wanted = set(claims)
    shared = [len(wanted.intersection(group)) for group in groups]
    most = max(shared, default=0)
    return shared.index(most) if most else None


def _split(accounts: Sequence[Account], apart: Sequence[Pair]) -> list[Account]:
    """Takes the later claim of a pair that a person told apart out of their common account."""
    split: list[Account] = []
    for account in accounts:
        within = [pair for pair in sorted(apart) if pair[0] in account.claim_ids and pair[1] in account.claim_ids]
        if not within:
            split.append(account)
            continue
        leaving: dict[str, int] = {}
        for left, right in within:
            if leaving.get(left, 0) == leaving.get(right, 0):
                leaving[right] = leaving.get(left, 0) + 1
        for turn in sorted({0, *leaving.values()}):
            kept = tuple(trait for trait in account.traits if leaving.get(trait.claim_id, 0) == turn)
            if kept:
                ids = tuple(sorted(trait.claim_id for trait in kept))
                name = f"account-{sha256(' '.join(ids).encode()).hexdigest()[:12]}"
                split.append(replace(account, id=name, claim_ids=ids, traits=kept))
    return split


def _write_judgement(pair: Pair, decision: Decision) -> Judgement:
    same = decision.kind == Kind.SAME_INCIDENT
    because = f"{decision.reviewer} decided: {decision.reason}"
    return Judgement(
        left=pair[0], right=pair[1], verdict=Verdict.SAME if same else Verdict.DIFFERENT, score=1.0 if same else 0.0,
        evidence=(Evidence(feature="decision", score=1.0 if same else -1.0, weight=1.0, because=because),),
        made_by=f"{DECIDED_BY}{decision.id}",
    )  # fmt: skip
