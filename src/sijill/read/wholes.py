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
from sijill.read.antecedents import antecedent_of, stands_by_pronoun
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


def whole_of(draft: Draft, peers: Sequence[Draft], earlier: Sequence[Draft]) -> Draft | None:
    """The earlier count that contains this one, the nearest that may; peers are those of its outcome, earlier is all that was counted."""
    low = _lowest(draft)
    if low is None or _FORMER_FIGURE.search(draft.sentence_text) or is_left_behind(draft):
        return None
    cued = is_told_as_part(draft)
    if not cued and (draft.more or _is_beyond(draft, peers)):
        return None
    if cued and stands_by_pronoun(draft):
        stood_for = antecedent_of(draft, earlier, low)
        if stood_for is None:  # nobody near: whoever speaks goes on about his own figure
            spoken = draft.claim.attributed_to
            peers = [p for p in peers if not (spoken and p.claim.attributed_to) or same_speaker(draft, p)]
        else:
            fitting = [
                p for p in stood_for if holds_outcome(p.claim, draft.claim) and _may_hold(p, draft, low, cued=True)
            ]
            return fitting[-1] if fitting else None
    wholes = [p for p in peers if _may_hold(p, draft, low, cued=cued)]
    if draft.tied and not cued:
        wholes = [p for p in wholes if is_large_beside(p, low)]
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


# So many dead that whoever is told of by himself is taken for one of them.
MANY = 10


def is_large_beside(whole: Draft, part: int) -> bool:
    """ "60 people were killed … her husband and two of her sons were hacked to death": somebody's kin are among the many."""
    return (whole.claim.count.min or 0) >= max(MANY, 3 * part)


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
    here = _locality(draft)
    elsewhere = bool(here) and here not in peer.sentence_text
    if is_within_total(draft, peer) and (elsewhere or (not mine and draft.claim.time)):
        return (
            False  # "300 have died on the coast since Sunday, a monitor said. In Port Selm, a doctor counted 40 bodies"
        )
    if elsewhere and mine and peer.claim.scope is Scope.INCIDENT:
        return True  # somebody tells of another place
    if mine and theirs:
        return not (_is_one(draft) and draft.names)
    return not (_is_class(draft) or _is_one(draft))


# What makes a figure one of an area or a time that holds several acts.
_WIDE = ("span_of_time", "several_acts", "wide_area")
_IN_CARE = re.compile(r"\W*(?:\w+\s+)?(?:hospital|clinic|morgue|mortuary)\b", re.I)


def is_within_total(draft: Draft, peer: Draft) -> bool:
    """True for an act told behind a total over an area or a time; not for a side's own dead, whom another's total may leave out."""
    wide = peer.claim.scope is Scope.RUNNING_TOTAL and any(says(table, peer.clause) for table in _WIDE)
    return wide and draft.claim.scope is Scope.INCIDENT and not draft.claim.victims.status.is_combatant


def _locality(draft: Draft) -> str:
    """The town that a figure is told of: its own place, else where its witness sits; a hospital's name is none."""
    if not draft.own_place:
        return draft.seat
    at = draft.sentence_text.find(_place(draft))
    return "" if _IN_CARE.match(draft.sentence_text[at + len(_place(draft)) :]) else _place(draft)


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
    """Words, another place or another item of a list that make the later figure one of its own."""
    if draft.item is not None and peer.item is not None and draft.item != peer.item:
        return True
    if draft.definite or draft.implied_pronoun:
        return False
    if says("separate", draft.before):
        return True
    if _in_other_months(draft, peer):
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


_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def _in_other_months(draft: Draft, peer: Draft) -> bool:
    mine, theirs = (set(_MONTH.findall(d.claim.time.span.quote)) if d.claim.time else set() for d in (draft, peer))
    return bool(mine and theirs) and not mine & theirs


def says(table: str, words: str) -> bool:
    return bool(load_pattern("scope", table).search(words))


def holds_outcome(whole: CountClaim, part: CountClaim) -> bool:
    """The dead and the hurt are parts of the casualties; else the outcomes agree."""
    if whole.outcome is Outcome.CASUALTIES:
        return part.outcome in (Outcome.CASUALTIES, Outcome.KILLED, Outcome.INJURED, Outcome.BODIES_FOUND)
    return whole.outcome is part.outcome or {whole.outcome, part.outcome} == {Outcome.KILLED, Outcome.BODIES_FOUND}


def _lowest(draft: Draft) -> int | None:
    count = draft.claim.count
    return count.max if count.min is None and is_told_as_part(draft) else count.min


def _may_hold(peer: Draft, draft: Draft, low: int, *, cued: bool) -> bool:
    """True for a larger figure that may be of all among whom the draft counts: no part, no former figure, no other class."""
    count, status = peer.claim.count, peer.claim.victims.status
    inside = count.quantifier is Quantifier.RANGE and (count.min or 0) <= low  # a rival figure within the range
    several = count.quantifier is Quantifier.VAGUE and count.max is not None  # "several died" is nobody's total
    if (
        (count.best or count.max or count.min or 0) <= low
        or (
            (count.quantifier is Quantifier.UP_TO or several or inside or peer.in_care or is_told_as_part(peer))
            and not cued
        )
        or is_left_behind(peer)
    ):
        return False
    if peer.claim.sentence > draft.claim.sentence or not holds_outcome(peer.claim, draft.claim):
        return False
    if not cued and classes_clash(peer, draft):
        return False  # "five children … a man died": he is none of them
    if draft.claim.victims.status is Status.ATTACKERS and not draft.is_listed_part:
        return status is Status.ATTACKERS
    unsaid = cued and draft.claim.victims.status is Status.UNSPECIFIED
    return status in (draft.claim.victims.status, Status.UNSPECIFIED) or unsaid


_MALE = re.compile(r"\b(?:man|men|boys?|father|husband|brothers?|sons?|policem[ae]n)\b", re.I)
_FEMALE = re.compile(r"\b(?:wom[ae]n|girls?|mother|wife|sisters?|daughters?)\b", re.I)
_GROWN = re.compile(r"\b(?:wom[ae]n|m[ae]n|father|mother|husband|wife|policem[ae]n)\b", re.I)


def classes_clash(left: Draft, right: Draft) -> bool:
    """Four children and four soldiers are not the same four: one is told as a class that the other cannot be."""
    pair = (left, right)
    ages, sexes = ([_said_of_all(d, axis) for d in pair] for axis in ("age_group", "sex"))
    words = [d.claim.count_span.quote for d in pair]
    grown = [d.claim.victims.status.is_combatant or bool(_GROWN.search(w)) for d, w in zip(pair, words, strict=True)]
    man_and_woman = any(_MALE.search(x) and _FEMALE.search(y) for x, y in (words, words[::-1]))
    other_sex = man_and_woman or (bool(sexes[0] and sexes[1]) and not sexes[0] & sexes[1])
    return other_sex or ("child" in ages[0] and grown[1]) or ("child" in ages[1] and grown[0])


def _said_of_all(draft: Draft, axis: str) -> set[str]:
    return {d.value for d in draft.claim.victims.details if d.axis == axis and d.share == "all"}


def _nearest(draft: Draft, wholes: Sequence[Draft]) -> Draft:
    """The same speaker's last figure, else the smallest of the last sentence with one; one of everybody before one of a class."""
    own = [p for p in wholes if same_speaker(draft, p)]
    status = draft.claim.victims.status
    of_all = [
        p
        for p in wholes
        if p.claim.victims.status in (status, Status.UNSPECIFIED)
        and p.claim.count.quantifier is not Quantifier.UP_TO
        and not (_said_of_all(p, "age_group") - _said_of_all(draft, "age_group"))
    ]
    there = [p for p in of_all if draft.own_place and p.own_place and _place(p) == _place(draft)]
    chosen = own or there or of_all or wholes
    rivals = [p for p in chosen if p.claim.attributed_to and not same_speaker(p, chosen[0])]
    if not own and rivals:
        return chosen[0]  # "among the dead", behind several voices: those whom the text told of first
    last = max(p.claim.sentence for p in chosen)
    return min(
        (p for p in chosen if p.claim.sentence == last), key=lambda p: p.claim.count.best or p.claim.count.min or 0
    )


def _place(draft: Draft) -> str:
    return draft.claim.place.span.quote if draft.claim.place else ""


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
    if says("separate", draft.sentence_text):
        return None
    within = [p for p in wholes if is_within_total(draft, p)]
    beside = [p for p in wholes if p not in within and not told_apart(draft, p)]
    there = [p for p in beside if _locality(draft) and _locality(draft) == _locality(p)]
    return min(there or [*beside, *within], key=lambda p: p.claim.count.best or p.claim.count.min or 0, default=None)


def _is_one(draft: Draft) -> bool:
    return draft.claim.count.best == 1


def _is_class(draft: Draft) -> bool:
    victims = draft.claim.victims
    return bool(victims.details) or victims.status is not Status.UNSPECIFIED
