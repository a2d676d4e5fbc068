"""Decides what decisions make of tolls and contradictions, after the machine has computed them.

Decisions on tolls and contradictions, the linked register, computed tolls -> the same with what people set and closed, and how each
decision stands. A toll that a person set keeps the machine's figures in its notes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.decision import Decision, Kind, Ruling, State
from sijill.model.incident import Incident
from sijill.model.toll import Contradiction, Toll, VictimClass
from sijill.review.replay import LATER, value_of

SHARE = 0.5  # of a decision's claims: a subject that holds fewer is no longer what was decided on


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Decisions on tolls and contradictions by the incident or episode that they speak of now; those that found none are stale."""

    by_subject: Mapping[str, tuple[Ruling, ...]]
    stale: tuple[Ruling, ...]


def place(rulings: Sequence[Ruling], subjects: Sequence[Incident]) -> Placed:
    """Finds what each decision speaks of by its claims: the incident or episode that holds most of them."""
    home = {claim_id: subject.id for subject in subjects for claim_id in subject.claim_ids}
    placed: defaultdict[str, list[Ruling]] = defaultdict(list)
    stale = []
    for ruling in rulings:
        if ruling.decision.kind not in LATER or ruling.state is State.UNDONE:
            continue
        held = Counter(home[claim_id] for claim_id in ruling.claim_ids if claim_id in home)
        best = min(held, key=lambda subject: (-held[subject], subject)) if held else None
        if best is None or held[best] < SHARE * len(ruling.claim_ids):
            stale.append(replace(ruling, state=State.STALE, because="the incident that it speaks of has come apart"))
        else:
            placed[best].append(ruling)
    return Placed(by_subject={subject: tuple(own) for subject, own in placed.items()}, stale=tuple(stale))


def settle(
    subject: str, rulings: Sequence[Ruling], tolls: Sequence[Toll], contradictions: Sequence[Contradiction]
) -> tuple[tuple[Toll, ...], tuple[Contradiction, ...], tuple[Ruling, ...]]:
    """Applies one subject's decisions in the order of the log; of two on one thing the later one stands."""
    settled, standing = list(tolls), dict[object, Ruling]()
    disputes = list(contradictions)
    done: dict[str, Ruling] = {}
    for ruling in rulings:
        thing = _thing(ruling)
        if earlier := standing.get(thing):
            by = ruling.decision
            because = f"{by.id} says otherwise ({by.reviewer}: {by.reason})"
            done[earlier.decision.id] = replace(earlier, state=State.OVERRULED, because=because)
        standing[thing] = done[ruling.decision.id] = ruling
    for ruling in standing.values():
        if ruling.decision.kind == Kind.SET_TOLL:
            settled = _set_toll(settled, subject, ruling.decision)
        else:
            disputes, found = _close(disputes, ruling)
            if not found:
                because = "its contradiction has gone: its voices no longer disagree, or other claims do"
                done[ruling.decision.id] = replace(ruling, state=State.STALE, because=because)
    return tuple(settled), tuple(disputes), tuple(done[one.decision.id] for one in rulings)


def _thing(ruling: Ruling) -> object:
    value = value_of(ruling.decision)
    if ruling.decision.kind == Kind.SET_TOLL:
        return ("toll", value["outcome"], value["victims"], value["unit"])
    return ("contradiction", value["facet"], frozenset(ruling.claim_ids))


def _set_toll(tolls: Sequence[Toll], subject: str, decision: Decision) -> list[Toll]:
    """Puts the figures that a person set in the place of the rule's, which stay in the notes; a toll that no rule gave is written anew."""
    value = value_of(decision)
    about = (value["outcome"], value["victims"], value["unit"])
    figures = {side: value[side] for side in ("min", "best", "max")}
    said = f"set by {decision.id} on {decision.made_at.date().isoformat()}: {decision.reason}"
    changed = list(tolls)
    for position, toll in enumerate(tolls):
        if (toll.outcome.value, toll.victims.value, toll.unit.value) == about:
            alone = f"the rule alone gives min {toll.min}, best {toll.best}, max {toll.max}".replace(
                "None", "not known"
            )
            rule = f"{toll.rule}, set by {decision.id}"
            changed[position] = replace(toll, **figures, rule=rule, notes=(*toll.notes, f"{said}; {alone}"))
            return changed
    fresh = Toll(
        subject=subject, outcome=Outcome(about[0]), victims=VictimClass(about[1]), unit=Unit(about[2]), **figures,
        as_of=None, voices=0, support=(), set_aside=(), rule=f"set by {decision.id}", notes=(f"{said}; no claim gives one",),
    )  # fmt: skip
    return [*changed, fresh]


def _close(disputes: Sequence[Contradiction], ruling: Ruling) -> tuple[list[Contradiction], bool]:
    """Closes the contradiction of this facet between exactly these claims; a reopened one stands open."""
    facet, about = value_of(ruling.decision)["facet"], frozenset(ruling.claim_ids)
    closes = ruling.decision.kind == Kind.CLOSE
    words = f"closed by {ruling.decision.id}: {ruling.decision.reason}" if closes else None
    changed = [
        replace(one, closed=words) if one.facet.value == facet and frozenset(one.claim_ids) == about else one
        for one in disputes
    ]
    return changed, any(one.facet.value == facet and frozenset(one.claim_ids) == about for one in disputes)
