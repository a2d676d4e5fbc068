"""Decides what a person should look at next, and why: what moves a toll most comes first.

Register -> Items. Asks and answers nothing itself (commands); a thing that was decided on since the last build is not asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sijill.model.claim import CountClaim, MentionKind, Outcome, ResolvedClaim
from sijill.model.decision import Decision, State
from sijill.model.incident import Account, Incident, Origin, Verdict, Voice
from sijill.model.question import Asks, Item
from sijill.model.register import Register
from sijill.model.source import Source, SourceKind
from sijill.model.toll import Toll, VictimClass

LOW_CONFIDENCE = 0.7
# The keys that answer each kind of question, and what they mean.
ANSWERS: Mapping[Asks, Mapping[str, str]] = {
    Asks.STALE: {"a": "decide the same again", "u": "take it back"},
    Asks.PAIR: {"s": "the same incident", "d": "different incidents"},
    Asks.CONTRADICTION: {"c": "explained: close it", "r": "reject one of the claims"},
    Asks.CLAIM: {"y": "read rightly", "n": "not what it says: reject", "c": "another count"},
    Asks.ORIGIN: {"s": "name the speaker", "n": "not what it says: reject"},
    Asks.UNPLACED: {"p": "name the place"},
    Asks.UNDATED: {"d": "give the day"},
    Asks.NAME: {"p": "may be published", "h": "hide it"},
}
# How much one person more or less of an outcome weighs when questions are put in order.
GRAVITY = {Outcome.KILLED: 1.0, Outcome.INJURED: 0.4, Outcome.MISSING: 0.6, Outcome.ABDUCTED: 0.4}
LEAST_GRAVE = 0.05
STALE_FIRST = 1_000_000.0  # somebody decided once, and it has no effect now


@dataclass(frozen=True, slots=True)
class _Sight:
    """A register and the ways into it that the questions need."""

    register: Register
    claims: Mapping[str, ResolvedClaim]
    subjects: Mapping[str, Incident]
    homes: Mapping[str, str]
    tolls: Mapping[str, tuple[Toll, ...]]
    voices: Mapping[str, Voice]
    sources: Mapping[str, Source]


def find_items(register: Register, since: Sequence[Decision] = ()) -> tuple[Item, ...]:
    """Everything worth a look, most consequential first. since: decisions that no build has brought into force yet."""
    sight = _look(register)
    found = [item for ask in _QUESTIONS for item in ask(sight)]
    asked = {claim_id for decision in since for claim_id in decision.claim_ids}
    asked |= {decision.undoes for decision in since if decision.undoes}
    fresh = [
        item for item in found if not (item.claim_ids and set(item.claim_ids) <= asked) and item.about not in asked
    ]
    return tuple(sorted(fresh, key=lambda item: (-item.weight, item.asks, item.id)))


def _look(register: Register) -> _Sight:
    subjects = {one.id: one for one in (*register.links.incidents, *register.links.episodes)}
    tolls: defaultdict[str, list[Toll]] = defaultdict(list)
    for toll in register.tolls:
        tolls[toll.subject].append(toll)
    return _Sight(
        register=register,
        claims={claim.id: claim for read in register.documents for claim in read.claims},
        subjects=subjects,
        homes={claim_id: one.id for one in subjects.values() for claim_id in one.claim_ids},
        tolls={subject: tuple(own) for subject, own in tolls.items()},
        voices={claim_id: voice for voice in register.links.voices for claim_id in voice.claim_ids},
        sources={source.id: source for source in register.sources},
    )


def _name(asks: Asks, *parts: str) -> str:
    return f"item-{sha256(chr(31).join((asks, *sorted(parts))).encode()).hexdigest()[:10]}"


def _gravity(toll: Toll) -> float:
    """How much a toll weighs: the people that it speaks of, at the most that is known, the dead in full."""
    people = max((one for one in (toll.min, toll.best, toll.max) if one is not None), default=0)
    return people * GRAVITY.get(toll.outcome, LEAST_GRAVE)


def _weight_of(sight: _Sight, subject: str) -> float:
    """The people in an incident's tolls of all victims, the dead before all others; one where no figure is known."""
    own = [toll for toll in sight.tolls.get(subject, ()) if toll.victims is VictimClass.ALL]
    return max((_gravity(toll) for toll in own), default=0.0) or 1.0


def _stale(sight: _Sight) -> Iterator[Item]:
    for ruling in sight.register.rulings:
        if ruling.state is State.STALE:
            made = ruling.decision
            yield Item(
                id=_name(Asks.STALE, made.id), asks=Asks.STALE, weight=STALE_FIRST, about=made.id,
                claim_ids=tuple(claim_id for claim_id in ruling.claim_ids if claim_id in sight.claims),
                why=f"{made.reviewer} decided ({made.kind.replace('_', ' ')}): {made.reason}. It has no effect now: {ruling.because}",
            )  # fmt: skip


def _pairs(sight: _Sight) -> Iterator[Item]:
    """Accounts that linking could not decide on: as one incident the smaller figure may be counted in the larger."""
    accounts: dict[str, Account] = {
        account.id: account for profile in sight.register.links.profiles for account in profile.accounts
    }
    asked: set[tuple[str, ...]] = set()
    for judgement in sight.register.links.judgements:
        left, right = accounts.get(judgement.left), accounts.get(judgement.right)
        if judgement.verdict is not Verdict.UNSURE or left is None or right is None:
            continue
        homes = tuple(sorted({sight.homes.get(one.claim_ids[0], "") for one in (left, right)} - {""}))
        if len(homes) < 2 or homes in asked:
            continue
        asked.add(homes)
        because = "; ".join(one.because for one in judgement.evidence[:3])
        yield Item(
            id=_name(Asks.PAIR, *homes), asks=Asks.PAIR, weight=min(_weight_of(sight, one) for one in homes),
            why=f"linking is unsure whether these are one incident ({judgement.score:.2f}): {because}", subjects=homes,
            claim_ids=(left.claim_ids[0], right.claim_ids[0]), sides=(left.claim_ids, right.claim_ids),
        )  # fmt: skip


def _contradictions(sight: _Sight) -> Iterator[Item]:
    for found in sight.register.contradictions:
        if found.closed:
            continue
        perhaps = f"; perhaps: {found.explained_by[0]}" if found.explained_by else ""
        weight = found.size or _weight_of(sight, found.subject) / 10
        yield Item(
            id=_name(Asks.CONTRADICTION, found.facet.value, *found.claim_ids), asks=Asks.CONTRADICTION, weight=weight,
            why=f"{found.facet.value}: {' / '.join(found.between) or 'claims'} cannot all be right{perhaps}",
            subjects=(found.subject,), claim_ids=found.claim_ids, about=found.facet.value,
        )  # fmt: skip


def _claims(sight: _Sight) -> Iterator[Item]:
    """Claims that the reader is unsure of and that a toll rests on."""
    for toll in sight.register.tolls:
        if toll.victims is not VictimClass.ALL:
            continue
        for claim_id in toll.support:
            claim = sight.claims.get(claim_id)
            if claim and claim.claim.confidence < LOW_CONFIDENCE and sight.homes.get(claim_id) == toll.subject:
                yield Item(
                    id=_name(Asks.CLAIM, claim_id, toll.outcome), asks=Asks.CLAIM, weight=_gravity(toll),
                    why=f"a toll of {toll.outcome.value} rests on words that were read with confidence {claim.claim.confidence:.2f}",
                    subjects=(toll.subject,), claim_ids=(claim_id,),
                )  # fmt: skip


def _origins(sight: _Sight) -> Iterator[Item]:
    """Tolls that no named voice carries: who said it first would make them stand."""
    for toll in sight.register.tolls:
        if toll.victims is not VictimClass.ALL or toll.voices or not toll.best:
            continue
        own = [claim_id for claim_id in toll.support if sight.homes.get(claim_id) == toll.subject]
        voices = [sight.voices.get(claim_id) for claim_id in own]
        if own and all(voice is None or voice.origin is not Origin.NAMED for voice in voices):
            yield Item(
                id=_name(Asks.ORIGIN, toll.subject, toll.outcome), asks=Asks.ORIGIN, weight=_gravity(toll) / 2,
                why=f"no report says where the figure of {toll.outcome.value} comes from; name its speaker where you know it",
                subjects=(toll.subject,), claim_ids=tuple(own[:1]),
            )  # fmt: skip


def _whereabouts(sight: _Sight) -> Iterator[Item]:
    """Incidents without a place or a day: they can join nothing and are found by no question about either."""
    for incident in sight.register.links.incidents:
        counted = [
            one for one in incident.claim_ids if isinstance(getattr(sight.claims.get(one), "claim", None), CountClaim)
        ]
        if not incident.in_scope or not counted:
            continue
        weight = _weight_of(sight, incident.id) / 3
        if incident.location is None or incident.location.latitude is None:
            named = f" ({incident.location.name})" if incident.location else ""
            yield Item(
                id=_name(Asks.UNPLACED, incident.id), asks=Asks.UNPLACED, weight=weight, subjects=(incident.id,),
                claim_ids=tuple(counted[:1]), why=f"its place is not known{named}",
            )  # fmt: skip
        if incident.period is None or incident.period.start is None:
            yield Item(
                id=_name(Asks.UNDATED, incident.id), asks=Asks.UNDATED, weight=weight, subjects=(incident.id,),
                claim_ids=tuple(counted[:1]), why="its first day is not known",
            )  # fmt: skip


def _names(sight: _Sight) -> Iterator[Item]:
    """People who would be named in what is shared because they speak for a body: is that right?"""
    decided = {one.decision.value for one in sight.register.rulings if one.state is State.IN_FORCE}
    persons = {
        mention.span.quote for read in sight.register.documents for mention in read.reading.mentions
        if mention.kind is MentionKind.PERSON
    }  # fmt: skip
    private = (SourceKind.WITNESS, SourceKind.RELATIVE)
    for source in sorted(sight.sources.values(), key=lambda one: one.id):
        is_person = source.named and source.name in persons and not source.private and source.kind not in private
        if is_person and not any(value and source.name in value for value in decided):
            yield Item(
                id=_name(Asks.NAME, source.name), asks=Asks.NAME, weight=0.5, about=source.name,
                why=f"a report would be shared with this name ({source.kind.value})",
            )  # fmt: skip


_QUESTIONS: tuple[Callable[[_Sight], Iterator[Item]], ...] = (
    _stale, _pairs, _contradictions, _claims, _origins, _whereabouts, _names,
)  # fmt: skip
