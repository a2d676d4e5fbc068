"""Decides which mentions of single victims go on about one person: Drafts in order of the text -> chains of Drafts.

"A man was taken to hospital … The man died there": one man. By name or age, else a pronoun or "the" leads back to the last one whom it
can mean. What became of them is decided in fates.py; whether two descriptions can be one person, in text/persons.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.data import load_table
from sijill.model.claim import Outcome, Scope, Stance, Status
from sijill.read.drafts import Draft, are_same_person

# Sentences within which a pronoun still goes on about the one who was told of last.
PRONOUN_REACH = 2
_OF_PERSONS = (Outcome.KILLED, Outcome.INJURED, Outcome.BODIES_FOUND)
ANYONE = frozenset(load_table("people")["anyone"]["words"])
_UNREAL = (Stance.HYPOTHETICAL, Stance.DENIED)
Chain = list[Draft]


def follow_persons(drafts: Sequence[Draft]) -> list[Chain]:
    """Every single victim of the text with all that is told of them, each draft in one chain."""
    chains: list[Chain] = []
    for draft in drafts:
        if not draft.is_one or draft.claim.outcome not in _OF_PERSONS or draft.claim.stance in _UNREAL:
            continue
        home = _home(draft, [chain for chain in chains if _may_join(draft, chain)])
        if home is None:
            chains.append([draft])
        else:
            chains.remove(home)
            chains.append([*home, draft])  # last told of, first meant
    return chains


def _home(draft: Draft, chains: Sequence[Chain]) -> Chain | None:
    """The person whom a mention goes on about: whom name or age tells, else the last one whom a pronoun or "the" can mean."""
    known = [chain for chain in chains if any(are_same_person(draft, one) for one in chain)]
    if known:
        return known[-1]
    if draft.more or draft.tied or draft.person.is_other:
        return None
    if draft.implied_pronoun:
        near = [chain for chain in chains if draft.claim.sentence - chain[-1].claim.sentence <= PRONOUN_REACH]
        return near[-1] if near else None
    if draft.definite:
        apart = [chain for chain in chains if chain[-1].claim.sentence < draft.claim.sentence]
        meant = [
            chain for chain in apart if noun_of(draft) in ANYONE or any(noun_of(one) == noun_of(draft) for one in chain)
        ]
        return meant[-1] if meant else None
    return None


def noun_of(draft: Draft) -> str:
    """The last word of a count: "the injured officer" -> officer."""
    return draft.claim.count.wording.casefold().split()[-1]


def _may_join(draft: Draft, chain: Chain) -> bool:
    """Nothing that is told of the person tells the mention apart; the past and the story, victims and attackers stay apart."""
    first = chain[0].claim
    of_past = (draft.claim.scope is Scope.BACKGROUND) is (first.scope is Scope.BACKGROUND)
    attacks = [claim.victims.status is Status.ATTACKERS for claim in (draft.claim, first)]
    return of_past and attacks[0] is attacks[1] and all(are_same_person(draft, one) is not False for one in chain)
