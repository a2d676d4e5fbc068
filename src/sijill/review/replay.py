"""Decides how every decision stands now: in force, overruled by a later one, stale, or undone.

Decisions in the order of the log, the machine's claims and what claims were called before -> Rulings, and what is in force for each thing
decided. Changes no claim (amend.py) and no toll (outcome.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sijill.model.claim import AttributionClaim, Claim, CountClaim, IndicatorClaim, MovementClaim, ResolvedClaim
from sijill.model.decision import Decision, Kind, Ruling, State, sides_of
from sijill.review.added import added_claim

Thing = tuple[str, ...]  # what is decided about: ("claim", id, "count"), ("document", id)
# These speak of what only the linked register holds: outcome.py says how they stand.
LATER = frozenset({Kind.SET_TOLL, Kind.CLOSE, Kind.REOPEN})
_ON_INCIDENTS = frozenset({Kind.SAME_INCIDENT, Kind.DIFFERENT_INCIDENTS, Kind.INTO_EPISODE, Kind.OUT_OF_EPISODE})
_STANDS = "stands"  # of a claim: whether it is one at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is in force for one thing."""

    value: str
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """rulings in the order of the log; held: by thing, what stands; added: claims that people added, by id."""

    rulings: tuple[Ruling, ...]
    held: Mapping[Thing, Held]
    added: Mapping[str, ResolvedClaim]


def replay(
    decisions: Sequence[Decision],
    known: Mapping[str, ResolvedClaim],
    aliases: Mapping[str, str],
    withdrawn: Iterable[str] = (),
) -> Replay:
    """Replays a log over the machine's claims; the same log and claims give the same rulings, whenever builds happened.

    withdrawn: documents without effect, so that what was decided on their claims rests.
    """
    takes_back = undone_by(decisions)
    gone = frozenset(withdrawn)
    claims, added = dict(known), dict[str, ResolvedClaim]()
    rulings: dict[str, Ruling] = {}
    held: dict[Thing, Held] = {}
    said: dict[str, list[tuple[Thing, str]]] = {}
    for decision in decisions:
        if by := takes_back.get(decision.id):
            rulings[decision.id] = _rule(decision, State.UNDONE, f"taken back by {by}", decision.claim_ids)
            continue
        if decision.kind == Kind.ADD:
            claim = added_claim(decision)
            claims[claim.id] = added[claim.id] = claim
        named = tuple(follow(claim_id, claims, aliases) for claim_id in decision.claim_ids)
        fault = _changed_ground(decision, named, claims, gone)
        rulings[decision.id] = _rule(decision, State.STALE if fault else State.IN_FORCE, fault or "", named)
        if not fault:
            said[decision.id] = _says(decision, named)
            held.update((thing, Held(value=value, decision=decision)) for thing, value in said[decision.id])
    standing = (
        _weigh_up(rulings[one.id], said[one.id], held) if one.id in said else rulings[one.id] for one in decisions
    )
    return Replay(rulings=tuple(standing), held=held, added=added)


def undone_by(decisions: Sequence[Decision]) -> dict[str, str]:
    """Decision -> the decision in force that takes it back; an undo that was itself undone takes nothing back."""
    takes_back: dict[str, str] = {}
    for decision in reversed(decisions):
        if decision.undoes and decision.id not in takes_back:
            takes_back.setdefault(decision.undoes, decision.id)
    return takes_back


def withdrawals(decisions: Sequence[Decision]) -> dict[str, str]:
    """Documents that are withdrawn, each with the reason."""
    takes_back = undone_by(decisions)
    return {
        value_of(decision)["document"]: decision.reason
        for decision in decisions
        if decision.kind == Kind.WITHDRAW and decision.id not in takes_back
    }


def follow(claim_id: str, claims: Mapping[str, object], aliases: Mapping[str, str]) -> str:
    """What a claim is called now: itself, or what later readings made of it."""
    seen: set[str] = set()
    name = claim_id
    while name not in claims and name in aliases and name not in seen:
        seen.add(name)
        name = aliases[name]
    return name if name in claims else claim_id


def ground_of(claim: Claim) -> str:
    """What a decision on a claim rests on, in words: it changes when the claim means something else, not when its span grows."""
    match claim:
        case CountClaim():
            return f"{claim.outcome.value} {_figure(claim.count.min, claim.count.max)} {claim.count.unit.value}"
        case MovementClaim():
            return f"{claim.measure.value} {_figure(claim.count.min, claim.count.max)} {claim.count.unit.value}"
        case AttributionClaim():
            return f"by {claim.perpetrator}"
        case IndicatorClaim():
            return f"{claim.measure.value} {claim.value} {claim.unit}"
        case _:
            return claim.span.quote


def value_of(decision: Decision) -> dict[str, Any]:
    return json.loads(decision.value) if decision.value else {}


def _figure(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{'?' if low is None else low}..{'?' if high is None else high}"


def _changed_ground(
    decision: Decision, named: Sequence[str], claims: Mapping[str, ResolvedClaim], gone: frozenset[str]
) -> str | None:
    """Why a decision no longer stands on its ground; None where it does. Of many claims, one that is left will do."""
    if not decision.claim_ids or decision.kind in LATER:
        return None
    faults = []
    for position, claim_id in enumerate(named):
        claim = claims.get(claim_id)
        if claim is None:
            faults.append(f"{claim_id} is no longer read")
        elif claim.claim.document_id in gone:
            faults.append(f"the document of {claim_id} is withdrawn")
        elif position < len(decision.grounds) and (now := ground_of(claim.claim)) != decision.grounds[position]:
            faults.append(f"{claim_id} said {decision.grounds[position]} and says {now} now")
    whole = decision.kind in (Kind.REJECT, Kind.CORRECT)
    if whole or len(faults) == len(named):
        return faults[0] if faults else None
    sides = sides_of(replace(decision, claim_ids=tuple(named))) if decision.kind in _ON_INCIDENTS else ()
    lost = {claim_id for claim_id in named if claim_id not in claims or claims[claim_id].claim.document_id in gone}
    return faults[0] if any(set(side) <= lost for side in sides) else None


def _says(decision: Decision, named: Sequence[str]) -> list[tuple[Thing, str]]:
    """What a decision says of which thing; two that say otherwise of one thing are in conflict."""
    value = value_of(decision)
    match decision.kind:
        case Kind.REJECT:
            return [(("claim", claim_id, _STANDS), "no") for claim_id in named]
        case Kind.ADD:
            return [(("claim", named[0], _STANDS), "yes")]
        case Kind.CORRECT:
            field = (("claim", named[0], value["field"]), json.dumps(value["value"], sort_keys=True))
            return [field, (("claim", named[0], _STANDS), "yes")]
        case Kind.SAME_INCIDENT | Kind.DIFFERENT_INCIDENTS:
            heads = sorted(side[0] for side in sides_of(replace(decision, claim_ids=tuple(named))))
            return [(("pair", left, right), decision.kind) for left, right in pairwise(heads)]
        case Kind.INTO_EPISODE:
            inner, outer = sides_of(replace(decision, claim_ids=tuple(named)))
            return [(("episode", inner[0], outer[0]), "in")]
        case Kind.OUT_OF_EPISODE:
            inner, outer = sides_of(replace(decision, claim_ids=tuple(named)))
            return [(("episode", inner[0], outer[0]), "out")]
        case Kind.NAME:
            return [(("name", value["name"]), "public" if value["public"] else "private")]
        case Kind.SOURCE:
            own = [(("source", value["source"], field), json.dumps(one)) for field, one in value["fields"].items()]
            return sorted(own)
        case Kind.WITHDRAW:
            return [(("document", value["document"]), "withdrawn")]
        case _:
            return []


def _rule(decision: Decision, state: State, because: str, named: Sequence[str]) -> Ruling:
    return Ruling(decision=decision, state=state, because=because, claim_ids=tuple(named))


def _weigh_up(ruling: Ruling, said: Sequence[tuple[Thing, str]], held: Mapping[Thing, Held]) -> Ruling:
    """A decision that a later one contradicts in all that it says is overruled; in some of it, in force for the rest."""
    lost = [held[thing].decision for thing, value in said if held[thing].value != value]
    if not lost:
        return ruling
    fallen = any(thing[-1] == _STANDS and held[thing].value != value for thing, value in said)
    left = [thing for thing, value in said if thing[-1] != _STANDS and held[thing].value == value]
    by = max(lost, key=lambda one: one.made_at)
    because = f"{by.id} says otherwise ({by.reviewer}: {by.reason})"
    if left and not fallen:
        return replace(ruling, because=f"in part: {because}")
    return replace(ruling, state=State.OVERRULED, because=because)
