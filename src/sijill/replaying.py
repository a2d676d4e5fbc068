"""What people decided, within a build: the log is replayed over what the machine found, before linking and again after reconciling.

The register's log -> what is kept beside the machine's claims, the decisions that linking obeys, tolls and contradictions as people set
and closed them. Calls review (as pipeline.py calls the other stages) and the store; makes no decision of its own.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sijill.model.claim import ResolvedClaim
from sijill.model.decision import Decision, Kind, Ruling, State
from sijill.model.incident import Links
from sijill.model.toll import Contradiction, Toll
from sijill.review.added import added_claim
from sijill.review.amend import amend
from sijill.review.outcome import place, settle
from sijill.review.replay import LATER, replay, value_of, withdrawals
from sijill.store.decisions import DECIDED, Overlay, machine_of
from sijill.store.register import Store
from sijill.store.resolutions import digest_of

LINKING = frozenset({Kind.SAME_INCIDENT, Kind.DIFFERENT_INCIDENTS, Kind.INTO_EPISODE, Kind.OUT_OF_EPISODE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """resolver: the key of the machine's resolutions with what was decided over them; before: rulings of the last build."""

    resolver: str
    rulings: tuple[Ruling, ...]
    before: Mapping[str, Ruling]

    @property
    def linking(self) -> tuple[Decision, ...]:
        """The decisions in force that linking obeys, under the names that claims have now."""
        return tuple(
            replace(one.decision, claim_ids=one.claim_ids)
            for one in self.rulings
            if one.decision.kind in LINKING and one.state is State.IN_FORCE
        )

    def key_linking(self, linker: str) -> str:
        """The linker's key, with the decisions that it obeys."""
        obeyed = [f"{one.id} {' '.join(one.claim_ids)}" for one in self.linking]
        return f"{linker}{DECIDED}{digest_of(*obeyed)}" if obeyed else linker


def withdraw(store: Store) -> None:
    """Marks the documents that people withdrew, and takes the mark from those that they restored; a log without news changes none."""
    head, stamp = store.log_head(), store.last_build()
    if head is None or (stamp is not None and stamp.resolver.endswith(_mark_of(head))):
        return
    store.set_withdrawn(withdrawals([row.decision for row in store.log()]))


def _mark_of(head: str) -> str:
    """What the key of a build's resolutions says of the log that was replayed over them."""
    return f"{DECIDED}{head[:16]}"


def replay_log(store: Store, reader: str, machine: str) -> Replayed:
    """Replays the log over what this resolver found, and keeps what it makes of claims and sources; done before, it is taken as it is."""
    head, stamp = store.log_head(), store.last_build()
    before = {one.decision.id: one for one in store.rulings()}
    if head is None:
        return Replayed(resolver=machine, rulings=(), before=before)
    key = f"{machine}{_mark_of(head)}"
    if stamp is not None and stamp.resolver == key:
        return Replayed(resolver=key, rulings=tuple(before.values()), before=before)
    with collector_at_rest():
        return _replay_anew(store, reader, machine, key, before)


def _replay_anew(store: Store, reader: str, machine: str, key: str, before: Mapping[str, Ruling]) -> Replayed:
    decisions = [row.decision for row in store.log()]
    aliases = store.aliases()
    known = store.machine_claims(reader, machine, tuple(_names_of(decisions, aliases)))
    if added_to := {value_of(one)["document"] for one in decisions if one.kind == Kind.ADD}:
        known |= store.resolved_claims(reader, machine, tuple(added_to))
    replayed = replay(decisions, known, aliases, withdrawals(decisions))
    amended = amend(replayed, known)
    store.save_overlay(key, Overlay(claims=amended.claims, speakers=amended.speakers, settings=amended.settings))
    return Replayed(resolver=key, rulings=replayed.rulings, before=before)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Frozen model objects hold no circles; looking for some among a hundred thousand of them took two fifths of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _names_of(decisions: Sequence[Decision], aliases: Mapping[str, str]) -> set[str]:
    """Every name that a claim of these decisions had when it was decided on, or has had since."""
    names: set[str] = set()
    for decision in decisions:
        for claim_id in decision.claim_ids:
            name: str | None = claim_id
            while name is not None and name not in names:
                names.add(name)
                name = aliases.get(name)
    return names


@dataclass(frozen=True, slots=True)
class Settling:
    """What people decided on the tolls and contradictions of one build's incidents and episodes."""

    replayed: Replayed
    by_subject: Mapping[str, tuple[Ruling, ...]]
    lost: tuple[Ruling, ...]  # those whose incident came apart

    def fingerprints(self, machine: Mapping[str, str]) -> dict[str, str]:
        """What a subject's tolls depend on, people's decisions included."""
        decided = {
            subject: digest_of(machine[subject], *(one.decision.id for one in own))
            for subject, own in self.by_subject.items()
        }
        return {**machine, **decided}

    def settle(
        self, subject: str, tolls: Sequence[Toll], contradictions: Sequence[Contradiction]
    ) -> tuple[tuple[Toll, ...], tuple[Contradiction, ...], tuple[Ruling, ...]]:
        """Tolls and contradictions of one subject as people set and closed them."""
        return settle(subject, self.by_subject.get(subject, ()), tolls, contradictions)

    def rulings(self, settled: Sequence[Ruling]) -> tuple[Ruling, ...]:
        """How every decision stands in the end: as settled now, else as it was for what did not change."""
        now = {one.decision.id: one for one in (*self.lost, *settled)}
        return tuple(
            now.get(one.decision.id)
            or (self.replayed.before.get(one.decision.id, one) if _waits_for_tolls(one) else one)
            for one in self.replayed.rulings
        )


def settling(replayed: Replayed, links: Links) -> Settling:
    placed = place(replayed.rulings, (*links.incidents, *links.episodes))
    return Settling(replayed, placed.by_subject, placed.stale)


def _waits_for_tolls(ruling: Ruling) -> bool:
    return ruling.decision.kind in LATER and ruling.state is not State.UNDONE


def claim_as_read(store: Store, claim: ResolvedClaim) -> ResolvedClaim:
    """A claim as the machine read it, or as a person added it: what a decision on it rests on, whatever was corrected since."""
    stamp = store.last_build()
    assert stamp is not None
    machine = store.resolved_claims(stamp.reader, machine_of(stamp.resolver), [claim.claim.document_id])
    if claim.id in machine:
        return machine[claim.id]
    log = [row.decision for row in store.log()]
    return next(added_claim(one) for one in reversed(log) if one.kind == Kind.ADD and one.claim_ids[0] == claim.id)
