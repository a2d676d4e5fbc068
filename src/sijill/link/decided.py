"""Decides what people's decisions mean for linking: which accounts must stand together, which must not.

Decisions (they name claims) and accounts -> accounts, split where a decision tells their claims apart, with what must and what must not
be joined.
The later decision wins over the earlier one; one that is undone has no effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import combinations

from sijill.model.decision import Decision
from sijill.model.incident import Account, Evidence, Judgement, Verdict
from sijill.model.problem import Problem

SAME_INCIDENT = "same_incident"
DIFFERENT_INCIDENTS = "different_incidents"

Pair = tuple[str, str]


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
    verdicts, problems = _standing(decisions, known)
    accounts = _split(accounts, [pair for pair, decision in verdicts.items() if decision.kind == DIFFERENT_INCIDENTS])
    of_claim = {claim_id: account.id for account in accounts for claim_id in account.claim_ids}
    pairs: dict[Pair, Decision] = {}
    for (left, right), decision in verdicts.items():
        first, second = sorted((of_claim[left], of_claim[right]))
        if first != second:
            pairs[first, second] = decision
    return Decided(
        accounts=tuple(accounts),
        must=tuple(sorted(pair for pair, decision in pairs.items() if decision.kind == SAME_INCIDENT)),
        cannot=tuple(sorted(pair for pair, decision in pairs.items() if decision.kind == DIFFERENT_INCIDENTS)),
        judgements=tuple(_write_judgement(pair, pairs[pair]) for pair in sorted(pairs)),
        problems=tuple(problems),
    )


def _standing(decisions: Sequence[Decision], known: set[str]) -> tuple[dict[Pair, Decision], list[Problem]]:
    """Pairs of claims with the last decision on them that nobody took back."""
    undone = {decision.undoes for decision in decisions}
    verdicts: dict[Pair, Decision] = {}
    problems = []
    for decision in sorted(decisions, key=lambda one: (one.made_at, one.id)):
        if decision.id in undone or decision.kind not in (SAME_INCIDENT, DIFFERENT_INCIDENTS):
            continue
        missing = [claim_id for claim_id in decision.claim_ids if claim_id not in known]
        if missing:
            says = f"decision {decision.id} names {', '.join(missing)}, which is no longer read or linked; decide again"
            problems.append(Problem(kind="stale_decision", says=says))
        for left, right in combinations(sorted(set(decision.claim_ids) & known), 2):
            verdicts[left, right] = decision
    return verdicts, problems


def _split(accounts: Sequence[Account], apart: Sequence[Pair]) -> list[Account]:
    """Takes the later claim of a pair that a person told apart out of their common account."""
    split: list[Account] = []
    for account in accounts:
        within = [pair for pair in sorted(apart) if pair[0] in account.claim_ids and pair[1] in account.claim_ids]
        leaving: dict[str, int] = {}
        for left, right in within:
            if leaving.get(left, 0) == leaving.get(right, 0):
                leaving[right] = leaving.get(left, 0) + 1
        for turn in sorted({0, *leaving.values()}):
            kept = tuple(trait for trait in account.traits if leaving.get(trait.claim_id, 0) == turn)
            if kept:
                ids = tuple(sorted(trait.claim_id for trait in kept))
                name = f"account-{sha256(' '.join(ids).encode()).hexdigest()[:12]}"
                split.append(account if not within else replace(account, id=name, claim_ids=ids, traits=kept))
    return split


def _write_judgement(pair: Pair, decision: Decision) -> Judgement:
    same = decision.kind == SAME_INCIDENT
    because = f"{decision.reviewer} decided: {decision.reason}"
    return Judgement(
        left=pair[0], right=pair[1], verdict=Verdict.SAME if same else Verdict.DIFFERENT, score=1.0 if same else 0.0,
        evidence=(Evidence(feature="decision", score=1.0 if same else -1.0, weight=1.0, because=because),),
        made_by=f"decision {decision.id}",
    )  # fmt: skip
