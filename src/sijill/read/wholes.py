"""Decides which earlier count contains a count: the text says so ("three of the dead"), or it tells of a class or a person among them.

A draft and the earlier ones -> its whole, or None. Rival figures of different speakers for all the dead contain one another never.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sijill.data import load_pattern
from sijill.model.claim import CountClaim, Outcome, Scope, Status
from sijill.model.count import Quantifier
from sijill.model.source import SourceKind
from sijill.read.drafts import Draft

_HARMED = "dead|victims?|killed|deceased|casualties|fatalities|slain|wounded|injured|missing|abducted|kidnapped|hostages|bodies|deaths"
# behind a number: "eight of the dead", "one of them", "two were among those killed"
_OF_THE_HARMED = re.compile(
    rf"^[\s,–—-]*(?:\w+\s+){{0,2}}?(?:of\s+(?:them|whom|those|these|which|the\s+(?:\w+\s+)?(?P<kind>{_HARMED}))\b"
    rf"|(?:were|was|are|is)\s+(?:also\s+)?among\s+(?:them|those|the\s+(?:{_HARMED}))\b)",
    re.I,
)
# Institutions with one line: a spokesman of one speaks for it, whatever else the words hold.
_ONE_LINE = frozenset(
    "prosecutor prosecutors prosecution police army observatory tracker coalition militia monitor directorate".split()
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}
_NOT_DEAD = frozenset({"wounded", "injured", "missing", "abducted", "kidnapped", "hostages"})
# before a number: ", with eight civilians killed", "among them"
_LEADS_TO_PART = re.compile(
    r"(?:,\s+with|\bamong\s+(?:them|whom|the\s+dead)(?:\s+(?:is|are|was|were))?|\bincluding)\s+(?:the\s+)?$", re.I
)
# a sentence that goes on about those told of before
_PART_FOLLOWS = re.compile(
    r"^\W*(?:(?:one|two|three|some|most|many|all) of the |among (?:the|them|those)\b|of (?:the|those|these|them)\b|victims?\b|casualties\b"
    r"|those (?:killed|who died|dead)|one (?:of|victim|person)\b)",
    re.I,
)
_OF_THOSE = re.compile(r"^\W*(?:of|among) (?:those|these|them|the (?:dead|victims|killed|slain))\b", re.I)
# a figure that was given before and no longer stands is no part of the one that followed it
_FORMER_FIGURE = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previous(?:ly)?|at first|originally)\b.{0,60}"
    r"\b(?:put|said|spoke\w*|reported|gave|given|toll|figure|count|counted|announced)\b",
    re.I,
)


def whole_of(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
    """The earlier count that contains this one, the nearest that may."""
    low = _lowest(draft)
    if low is None or _FORMER_FIGURE.search(draft.sentence_text):
        return None
    cued = is_told_as_part(draft)
    if not cued and (draft.more or draft.tied or _is_beyond(draft, peers)):
        return None
    wholes = [p for p in peers if _may_hold(p, draft, low)]
    here = [p for p in wholes if p.claim.sentence == draft.claim.sentence and not p.is_listed_part]
    if here and cued and not _OF_THOSE.search(draft.sentence_text):
        return here[-1]
    before = [p for p in wholes if p.claim.sentence < draft.claim.sentence and not (p.is_listed_part and cued)]
    if not before:
        return None
    if cued or _PART_FOLLOWS.search(draft.sentence_text):
        return _nearest(draft, before)
    if draft.definite or draft.implied_pronoun:
        voiced = [p for p in before if not is_rival_voice(draft, p)]
        return _nearest(draft, voiced) if voiced else None
    return _unsaid_whole(draft, [p for p in before if not is_rival_voice(draft, p)])


def _is_beyond(draft: Draft, peers: Sequence[Draft]) -> bool:
    """ "Three men were killed. A fourth person died in hospital": beyond those counted before, not one of them."""
    ordinal = next((n for word, n in _ORDINALS.items() if word in draft.claim.count.wording.casefold()), None)
    return ordinal is not None and draft.is_one and ordinal > max((p.claim.count.best or 0 for p in peers), default=0)


def is_told_as_part(draft: Draft) -> bool:
    """True where the words around the number make it one of others: "including", "of them", "were among the dead"."""
    at = draft.before.rfind(draft.claim.count_span.quote)
    head, tail = draft.before[: max(at, 0)], draft.sentence_text[max(at, 0) + len(draft.claim.count_span.quote) :]
    behind = _OF_THE_HARMED.search(tail)
    if behind and draft.claim.outcome is Outcome.KILLED and (behind["kind"] or "").lower() in _NOT_DEAD:
        return False  # "two of the wounded died" are no part of the dead told of before
    return bool(draft.is_listed_part or behind or _LEADS_TO_PART.search(head) or _OF_THOSE.search(draft.sentence_text))


_OLD = r"(?:(?:earlier|previous|initial|preliminary|provisional|prior|original|former)\s+)"
_FIGURE = r"(?:(?:death\s+)?toll|figure|count|tally|estimate|number|total|report)"
_SMALL = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)"
_LEFT_BEHIND = re.compile(
    rf"(?:\bfrom\s+(?:the\s+|an?\s+|its\s+|their\s+)?{_OLD}?(?:{_FIGURE}\s+of\s+)?(?:at\s+least\s+|about\s+|around\s+)?"
    rf"|\b{_OLD}{_FIGURE}s?\s+of\s+(?:at\s+least\s+|about\s+|around\s+)?)"
    rf"(?:{_SMALL}\s+(?:\w+\s+)?and\s+)?$",  # "an earlier count of eight dead and 20 wounded"
    re.I,
)
# "the ministry had earlier reported 21 deaths", "initial reports spoke of 21"
_SAID_EARLIER = re.compile(
    r"\bhad\s+(?:earlier|initially|previously|at\s+first)\b|\b(?:earlier|initially|previously)\s+(?:put|gave|reported|said|spoke)\b"
    r"|\b(?:initial|early|earlier|first)\s+(?:reports?|accounts?|estimates?|figures?)\b",
    re.I,
)


def is_left_behind(draft: Draft) -> bool:
    """ "from 12", "an earlier count of 48", "had earlier reported 21": the figure that a toll left behind."""
    at = draft.before.rfind(draft.claim.count_span.quote)
    head = draft.before[: max(at, 0)]
    return bool(_LEFT_BEHIND.search(head) or _SAID_EARLIER.search(head))


def is_rival_voice(draft: Draft, peer: Draft) -> bool:
    """True where somebody else gives his own figure for the same people; a class or a person among them rivals nobody.

    "29 died, the health office said. A witness had counted 22 dead": the 22 are no part of the 29.
    """
    mine, theirs = draft.claim.attributed_to, peer.claim.attributed_to
    if same_speaker(draft, peer) or not (mine or theirs):
        return False
    here = draft.claim.place.span.quote if draft.claim.place and draft.own_place else ""
    if mine and here and here not in peer.sentence_text and peer.claim.scope is Scope.INCIDENT:
        return True  # somebody tells of another place
    if mine and theirs:
        return not (_is_one(draft) and draft.names)
    return not (_is_class(draft) or _is_one(draft))


def same_speaker(left: Draft, right: Draft) -> bool:
    """Both name a speaker: one name holds the other, or one is the kind of source that the other names ("a war monitor")."""
    for a in left.claim.attributed_to:
        for b in right.claim.attributed_to:
            x, y = (s.name.lower().removeprefix("the ") for s in (a, b))
            one_named = a.named != b.named and a.kind is b.kind and a.kind is SourceKind.MONITOR
            shared = _ONE_LINE & set(re.findall(r"\w+", x)) & set(re.findall(r"\w+", y))
            if x in y or y in x or one_named or shared:
                return True
    return False


def told_apart(draft: Draft, peer: Draft) -> bool:
    """Words or another place that make the later figure one of its own."""
    if draft.definite or draft.implied_pronoun:
        return False
    if says("separate", draft.before):
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


def says(table: str, words: str) -> bool:
    return bool(load_pattern("scope", table).search(words))


def holds_outcome(whole: CountClaim, part: CountClaim) -> bool:
    """The dead and the hurt are parts of the casualties; else the outcomes agree."""
    if whole.outcome is Outcome.CASUALTIES:
        return part.outcome in (Outcome.CASUALTIES, Outcome.KILLED, Outcome.INJURED, Outcome.BODIES_FOUND)
    return whole.outcome is part.outcome or {whole.outcome, part.outcome} == {Outcome.KILLED, Outcome.BODIES_FOUND}


def _lowest(draft: Draft) -> int | None:
    count = draft.claim.count
    return count.max if count.min is None and draft.is_listed_part else count.min


def _may_hold(peer: Draft, draft: Draft, low: int) -> bool:
    count, status = peer.claim.count, peer.claim.victims.status
    if (
        (count.best or count.max or count.min or 0) <= low
        or (count.quantifier is Quantifier.UP_TO and not is_told_as_part(draft))
        or is_left_behind(peer)
    ):
        return False
    if peer.claim.sentence > draft.claim.sentence or not holds_outcome(peer.claim, draft.claim):
        return False
    if draft.claim.victims.status is Status.ATTACKERS and not draft.is_listed_part:
        return status is Status.ATTACKERS
    unsaid = is_told_as_part(draft) and draft.claim.victims.status is Status.UNSPECIFIED
    return status in (draft.claim.victims.status, Status.UNSPECIFIED) or unsaid


def _nearest(draft: Draft, wholes: Sequence[Draft]) -> Draft:
    """The same speaker's last figure, else the smallest of the last sentence that gives one."""
    own = [p for p in wholes if same_speaker(draft, p)]
    chosen = own or wholes
    last = max(p.claim.sentence for p in chosen)
    return min(
        (p for p in chosen if p.claim.sentence == last), key=lambda p: p.claim.count.best or p.claim.count.min or 0
    )


def _unsaid_whole(draft: Draft, wholes: Sequence[Draft]) -> Draft | None:
    """The whole of a count that no word calls a part: an incident within a total, or a class within what the same voice told."""
    if not wholes:
        return None
    own = [
        p
        for p in wholes
        if same_speaker(draft, p) and p.claim.victims.status in (Status.UNSPECIFIED, draft.claim.victims.status)
    ]
    if own and draft.claim.victims.status is not Status.UNSPECIFIED and draft.claim.scope is own[-1].claim.scope:
        return own[-1]  # "… 300 had been killed. It added that 61 soldiers had also died"
    whole = min(wholes, key=lambda p: p.claim.count.best or p.claim.count.min or 0)
    if whole.claim.scope is Scope.RUNNING_TOTAL and draft.claim.scope is Scope.INCIDENT:
        return None if says("separate", draft.sentence_text) else whole
    return None if told_apart(draft, whole) or says("separate", draft.sentence_text) else whole


def _is_one(draft: Draft) -> bool:
    return draft.claim.count.best == 1


def _is_class(draft: Draft) -> bool:
    victims = draft.claim.victims
    return bool(victims.details) or victims.status is not Status.UNSPECIFIED
