"""Decides which earlier count a count says again: a draft and its peers -> the one that it restates, or None.

The same bounds, or a headline's round figure; statuses, classes, names and places that fit. Peers are of the same outcome, unit and story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sijill.model.claim import Status
from sijill.model.count import Quantifier
from sijill.read.drafts import Draft, are_same_person
from sijill.read.lexicon import age_group_of, sex_of
from sijill.read.wholes import classes_clash, is_told_as_part, same_speaker, says, told_apart
from sijill.text.persons import are_one_name, name_parts

_TRADE = re.compile(r"(?:an?|one)\s+(?:[\w-]+\s+)*?([\w-]+)$", re.I)
_ANYBODY = frozenset("person victim resident civilian villager body suspect bystander passer-by dead one other".split())
_DIED_LATER = re.compile(r"\s*of\s+(?:the|those|its|his|her|their)\s+(?:\w+\s+)?(?:wounded|injured)\b", re.I)
MAX_FROM_HEADLINE = 4  # sentences
MIN_ROUND = 20  # "more than ten" is no round figure
# A headline's round figure is the body's, where that is no larger by more than this share: "more than 400", "at least 418".
ROUNDED_BY = 0.25


def restated(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
    """The same figure again: equal bounds, no word that tells them apart, statuses that fit."""
    leads = [peer for peer in reversed(peers) if not peer.claim.restates]
    known = {peer.claim.id: _is_person_of(peer, draft, peers) for peer in leads}
    if same := next((peer for peer in leads if known[peer.claim.id] and _statuses_fit(peer, draft)), None):
        return same
    if draft.more or draft.tied:
        return None
    for peer in leads:
        if (
            known[peer.claim.id] is False
            or not (_same_figure(peer, draft) or _rounds(peer, draft, peers))
            or _DIED_LATER.match(peer.sentence_text[len(peer.before) :])
            or _is_rival(peer, draft, peers)
            or not _statuses_fit(peer, draft)
            or names_clash(peer, draft)
            or classes_clash(peer, draft)
            or (peer.tied and not draft.definite)
            or _is_part_alone(peer, draft)
            or _are_two_trades(peer, draft)
            or (is_told_as_part(draft) and peer.claim.count.min != draft.claim.count.min)
        ):
            continue
        if peer.claim.sentence == draft.claim.sentence:
            if draft.definite or draft.implied_pronoun:
                return peer
            continue
        identified = bool(draft.names and not peer.names) and (draft.claim.count.best or 0) == 1
        large = (draft.claim.count.min or 0) >= 3
        if (identified or large or not told_apart(draft, peer)) and not says("separate", draft.before):
            return peer
    return None


def _rounds(headline: Draft, draft: Draft, peers: Sequence[Draft]) -> bool:
    """ "Nearly 50 dead in bombing", "A bomb killed 48 people": the first exact figure that a headline's round one stands for."""
    a, b = headline.claim.count, draft.claim.count.min
    if headline.sentence_text.rstrip().endswith((".", "!", "?", "”", '"')) or headline.claim.sentence > 1 or b is None:
        return False
    taken = any(p.claim.restates == headline.claim.id for p in peers) or is_told_as_part(draft)
    low = a.min or 0
    if taken or low < MIN_ROUND or low % 10 or draft.claim.sentence - headline.claim.sentence > MAX_FROM_HEADLINE:
        return False
    if a.quantifier is Quantifier.ABOUT:
        return abs(b - low) <= low * ROUNDED_BY / 2
    return a.quantifier in (Quantifier.MORE_THAN, Quantifier.AT_LEAST) and low <= b <= low * (1 + ROUNDED_BY)


def _are_two_trades(peer: Draft, draft: Draft) -> bool:
    """ "a tram driver", "a guard": two trades of which two voices tell are two people; "a man" and "a guard" may be one."""
    voices = peer.claim.attributed_to and draft.claim.attributed_to and not same_speaker(peer, draft)
    nouns = [_TRADE.match(d.claim.count_span.quote) for d in (peer, draft)]
    if not (voices and all(nouns) and peer.is_one and draft.is_one):
        return False
    trades = [noun[1].lower() for noun in nouns if noun]
    return trades[0] != trades[1] and not any(t in _ANYBODY or age_group_of(t) or sex_of(t) for t in trades)


def _is_part_alone(peer: Draft, draft: Draft) -> bool:
    """ "nine dead, three of them officers … two students and a vendor died": the three of a part are told again only as such."""
    alike = _same_status(peer, draft) and (same_speaker(peer, draft) or _classes(peer) == _classes(draft))
    told_again = draft.definite or (alike and (is_told_as_part(draft) or same_speaker(peer, draft)))
    return is_told_as_part(peer) and not told_again and not draft.names


def _classes(draft: Draft) -> set[tuple[str, str]]:
    return {(d.axis, d.value) for d in draft.claim.victims.details}


def _same_status(left: Draft, right: Draft) -> bool:
    return left.claim.victims.status is right.claim.victims.status


def _is_rival(peer: Draft, draft: Draft, peers: Sequence[Draft]) -> bool:
    """A vague word that another number already fills: "many died; police say three, a witness says 15" keeps both numbers."""
    if peer.claim.count.quantifier is not Quantifier.VAGUE or draft.claim.count.best is None:
        return False
    filled = [p.claim.count.best for p in peers if p.claim.restates == peer.claim.id and p.claim.count.best is not None]
    return bool(filled) and draft.claim.count.best not in filled


def _same_figure(left: Draft, right: Draft) -> bool:
    a, b = left.claim.count, right.claim.count
    if Quantifier.RANGE in (a.quantifier, b.quantifier) and (a.min, a.max) != (b.min, b.max):
        return False  # "two to four" says more than the "two" who are told of by themselves
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
    if Status.ATTACKERS in (a, b) and a is not b:
        return False  # who killed himself is none of those whom he killed
    return a is b or Status.UNSPECIFIED in (a, b)


def _is_person_of(lead: Draft, draft: Draft, peers: Sequence[Draft]) -> bool | None:
    """Whether a count of one is of the person whom a lead and its restatements tell of: True, False, or None where nothing tells."""
    told = [lead, *(peer for peer in peers if peer.claim.restates == lead.claim.id)]
    found = {are_same_person(one, draft) for one in told}
    return True if True in found else False if False in found else None


def names_clash(left: Draft, right: Draft) -> bool:
    """Two different names are two different people; one known surname in common is the same person."""
    ours, theirs = name_parts(left.names), name_parts(right.names)
    return bool(ours and theirs) and not are_one_name(ours, theirs)
