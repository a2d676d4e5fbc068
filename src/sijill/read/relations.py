"""Decides how the counts of one text hang together: which restates, revises or is part of another.

Drafts in order of the text -> the same with part_of, restates, revises. What stays unrelated is told separately and may be added
up (reconcile decides). Compares no two documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sijill.data import load_pattern
from sijill.model.claim import CountClaim, Outcome, Scope, Stance, Status
from sijill.model.count import Quantifier
from sijill.read.drafts import Draft

_REVISES = re.compile(
    r"\b(?:ris\w*|rose|rais\w*|climb\w*|revis\w*|jump\w*|updat\w*|increas\w*|surg\w*|lower\w*)\b.*\b(?:toll|count|number|tally|figure)\b"
    r"|\b(?:toll|count|number|tally|figure)\b.*\b(?:ris\w*|rose|rais\w*|climb\w*|revis\w*|jump\w*|updat\w*|increas\w*|surg\w*|lower\w*)\b",
    re.I,
)
# "four more died, bringing the toll to 21": what stands before is part of the new toll
_BRINGING = re.compile(
    r"\b(?:bring|brings|bringing|brought|taking|takes|raising)\b.{0,20}\b(?:to\s|toll|number|total|count)", re.I
)
_PART_FOLLOWS = re.compile(
    r"^\W*(?:the |(?:one|two|three|some|most|many) of the |among (?:the|them)|of (?:the|those|them)\b|victims?\b|casualties\b"
    r"|those (?:killed|who died|dead)|one (?:of|victim|person)\b)",
    re.I,
)


def _says(table: str, words: str) -> bool:
    return bool(load_pattern("scope", table).search(words))


def relate(drafts: Sequence[Draft]) -> tuple[CountClaim, ...]:
    """Relates each count to the earlier ones of the same outcome, unit and scope group."""
    settled: list[Draft] = []
    for draft in drafts:
        settled.append(_related(draft, settled))
    return tuple(draft.claim for draft in _summed(settled))


def _related(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    claim = draft.claim
    if claim.part_of or claim.stance in (Stance.HYPOTHETICAL, Stance.DENIED):
        return draft
    peers = [e for e in earlier if _is_peer(e, draft)]
    if not peers:
        return draft
    if whole := _revised(draft, peers):
        return replace(draft, claim=replace(claim, revises=whole.claim.id))
    if same := _restated(draft, peers):
        # a class within a total that is said again is still part of that total
        return replace(draft, claim=replace(claim, restates=same.claim.id, part_of=same.claim.part_of))
    if whole := _whole_of(draft, peers):
        return replace(draft, claim=replace(claim, part_of=_said_last(whole, earlier).claim.id))
    return draft


def _said_last(whole: Draft, earlier: Sequence[Draft]) -> Draft:
    """The last telling of a figure: the body rather than the headline."""
    again = [d for d in earlier if d.claim.restates == whole.claim.id]
    return again[-1] if again else whole


def _summed(drafts: Sequence[Draft]) -> list[Draft]:
    """Neighbouring counts that add up to another of the text are its parts: 9 = 4 soldiers + 5 civilians."""
    settled = _brought(list(drafts))
    for i, whole in enumerate(settled):
        total = whole.claim.count.best
        if total is None or total < 2 or whole.claim.restates:
            continue
        others = [j for j, d in enumerate(settled) if j != i and _may_be_part(d, whole)]
        for run in _runs(others):
            numbers = [settled[j].claim.count.best for j in run]
            if all(numbers) and sum(n or 0 for n in numbers) == total and _near(settled, run, i):
                for j in run:
                    settled[j] = replace(settled[j], claim=replace(settled[j].claim, part_of=whole.claim.id))
    return settled


def _brought(drafts: list[Draft]) -> list[Draft]:
    """ "Four wounded people have died, bringing the dead to 21": the four are part of the 21."""
    for whole in drafts:
        if not _BRINGING.search(whole.sentence_text) or whole.claim.count.min is None:
            continue
        for i, part in enumerate(drafts):
            same = (
                part.claim.sentence == whole.claim.sentence
                and part.claim.id != whole.claim.id
                and _is_peer(part, whole)
            )
            if (
                same
                and (part.claim.count.min or 0) < whole.claim.count.min
                and not part.claim.part_of
                and whole.claim.revises != part.claim.id
            ):
                drafts[i] = replace(part, claim=replace(part.claim, part_of=whole.claim.id))
    return drafts


def _may_be_part(part: Draft, whole: Draft) -> bool:
    same_list = part.is_listed_part and whole.is_listed_part and part.claim.sentence == whole.claim.sentence
    return _is_peer(part, whole) and not part.claim.restates and part.claim.id != whole.claim.part_of and not same_list


def _runs(positions: Sequence[int]) -> list[Sequence[int]]:
    """Every run of two to six neighbours."""
    return [positions[a:b] for a in range(len(positions)) for b in range(a + 2, min(len(positions), a + 6) + 1)]


def _near(drafts: Sequence[Draft], run: Sequence[int], whole: int) -> bool:
    """Parts stand within three sentences of one another and of their whole, and none of them holds the whole."""
    sentences = [drafts[j].claim.sentence for j in (*run, whole)]
    return max(sentences) - min(sentences) <= 3 and drafts[whole].claim.part_of not in {drafts[j].claim.id for j in run}


def _is_peer(left: Draft, right: Draft) -> bool:
    a, b = left.claim, right.claim
    deadly = {Outcome.KILLED, Outcome.BODIES_FOUND, Outcome.CASUALTIES}
    same_outcome = a.outcome is b.outcome or {a.outcome, b.outcome} <= deadly
    background = (a.scope is Scope.BACKGROUND) == (b.scope is Scope.BACKGROUND)
    return (
        same_outcome
        and background
        and a.count.unit is b.count.unit
        and a.stance not in (Stance.HYPOTHETICAL, Stance.DENIED)
    )


def _revised(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
    """ "raising the toll from 12 to 15": the new count revises the old one."""
    if not _REVISES.search(draft.sentence_text):
        return None
    low = draft.claim.count.min or 0
    older = [
        p
        for p in peers
        if p.claim.count.min is not None and p.claim.count.min != low and p.claim.scope is draft.claim.scope
    ]
    return (
        older[-1]
        if older and older[-1].claim.sentence <= draft.claim.sentence and _same_voice(older[-1], draft)
        else None
    )


def _same_voice(left: Draft, right: Draft) -> bool:
    a, b = left.claim.attributed_to, right.claim.attributed_to
    return not a or not b or a[-1].name.lower() == b[-1].name.lower()


def _restated(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
    """The same figure again: equal bounds, no word that tells them apart, statuses that fit."""
    if draft.more or draft.tied:
        return None
    for peer in reversed(peers):
        if (
            peer.claim.restates
            or not _same_figure(peer, draft)
            or _is_rival(peer, draft, peers)
            or not _statuses_fit(peer, draft)
            or _names_clash(peer, draft)
        ):
            continue
        if peer.claim.sentence == draft.claim.sentence:
            if draft.definite or draft.implied_pronoun:
                return peer
            continue
        identified = bool(draft.names and not peer.names) and (draft.claim.count.best or 0) == 1
        large = (draft.claim.count.min or 0) >= 3
        if (identified or large) and not _says("separate", draft.before):
            return peer
        if not _told_apart(draft, peer):
            return peer
    return None


def _is_rival(peer: Draft, draft: Draft, peers: Sequence[Draft]) -> bool:
    """A vague word that another number already fills: "many died; police say three, a witness says 15" keeps both numbers."""
    if peer.claim.count.quantifier is not Quantifier.VAGUE or draft.claim.count.best is None:
        return False
    filled = [p.claim.count.best for p in peers if p.claim.restates == peer.claim.id and p.claim.count.best is not None]
    return bool(filled) and draft.claim.count.best not in filled


def _same_figure(left: Draft, right: Draft) -> bool:
    a, b = left.claim.count, right.claim.count
    if Quantifier.VAGUE in (a.quantifier, b.quantifier):
        return (
            a.min is not None
            and b.min is not None
            and (b.max is None or a.min <= b.max)
            and (a.max is None or b.min <= a.max)
        )
    if a.min is not None and a.min == b.min:
        return True
    return a.max is not None and a.max == b.max


def _statuses_fit(left: Draft, right: Draft) -> bool:
    a, b = left.claim.victims.status, right.claim.victims.status
    return a is b or Status.UNSPECIFIED in (a, b)


def _names_clash(left: Draft, right: Draft) -> bool:
    """Two different names are two different people; one known surname in common is the same person."""
    if not left.names or not right.names:
        return False
    known = {part.lower() for name in left.names for part in name.split()}
    return not any(part.lower() in known for name in right.names for part in name.split())


def _told_apart(draft: Draft, peer: Draft) -> bool:
    """Words or another place that make the later figure one of its own."""
    if draft.definite or draft.implied_pronoun:
        return False
    if _says("separate", draft.before):
        return True
    mine, theirs = draft.claim.place, peer.claim.place
    return bool(
        mine
        and theirs
        and mine.span.quote != theirs.span.quote
        and mine.span.quote not in peer.clause
        and theirs.span.quote not in draft.clause
        and draft.own_place
        and peer.own_place
    )


def _whole_of(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
    """The earlier count that contains this one: the text says so, or a class or a person within it without a word that tells them apart."""
    count = draft.claim.count
    low = count.max if count.min is None and draft.is_listed_part else count.min
    if low is None or draft.more or (draft.tied and not draft.is_listed_part):
        return None
    wholes = [
        p
        for p in peers
        if not p.claim.restates and (p.claim.count.best or p.claim.count.max or p.claim.count.min or 0) > low
    ]
    wholes = [
        p
        for p in wholes
        if p.claim.count.quantifier is not Quantifier.UP_TO and p.claim.sentence <= draft.claim.sentence
    ]
    wholes = [
        p
        for p in wholes
        if p.claim.victims.status is draft.claim.victims.status or p.claim.victims.status is Status.UNSPECIFIED
    ]
    if draft.claim.victims.status is Status.ATTACKERS and not draft.is_listed_part:
        wholes = [p for p in wholes if p.claim.victims.status is Status.ATTACKERS]
    if not wholes:
        return None
    same_sentence = [p for p in wholes if p.claim.sentence == draft.claim.sentence and not p.is_listed_part]
    if same_sentence and draft.is_listed_part:
        return same_sentence[-1]
    later = [
        p for p in wholes if p.claim.sentence < draft.claim.sentence and not (p.is_listed_part and draft.is_listed_part)
    ]
    if not later:
        return None
    whole = min(later, key=lambda p: p.claim.count.best or p.claim.count.min or 0)
    if (
        draft.is_listed_part
        or bool(_PART_FOLLOWS.search(draft.sentence_text))
        or draft.definite
        or draft.implied_pronoun
    ):
        return whole
    apart = _told_apart(draft, whole) or _says("separate", draft.sentence_text)
    if (
        whole.claim.scope is Scope.RUNNING_TOTAL
        and draft.claim.scope is Scope.INCIDENT
        and not _says("separate", draft.sentence_text)
    ):
        return whole
    rival = draft.claim.attributed_to and whole.claim.attributed_to and not _same_voice(draft, whole)
    if rival:
        return None
    return None if apart else whole
