"""Decides how the counts of one text hang together: which restates, revises or is part of another.

Drafts in order of the text -> the same with part_of, restates, revises. What stays unrelated is told separately and may be added
up (reconcile decides). Compares no two documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sijill.model.claim import CountClaim, Outcome, Scope, Stance, Status
from sijill.model.count import Quantifier
from sijill.read.drafts import Draft, are_same_person
from sijill.read.tolls_told import held_by_tolls
from sijill.read.wholes import holds_outcome, is_left_behind, is_told_as_part, same_speaker, says, told_apart, whole_of
from sijill.text.persons import are_one_name, name_parts

# "four more died, bringing the toll to 21": what stands before is part of the new toll
_BRINGING = re.compile(
    r"\b(?:bring|brings|bringing|brought|taking|takes|raising)\b.{0,20}\b(?:to\s|toll|number|total|count)", re.I
)
# Words by which a toll moves, right before the figure that it moves to: "the toll rose to", "raised its count to", "brings to 46 the dead"
_MOVED_TO = re.compile(
    r"\b(?:ris\w*|rose|rais\w*|climb\w*|revis\w*|jump\w*|updat\w*|increas\w*|surg\w*|lower\w*|br(?:ing|ought)\w*|tak(?:es|ing)|pushing|grew|grown|up)\b"
    r"[^.;]{0,140}?\b(?:to|at)\s+(?:at\s+least\s+|more\s+than\s+|around\s+|about\s+|over\s+)?$",
    re.I,
)
_THE_KILLINGS = re.compile(
    r"\W*(?:The|These|Those|This|That|His|Her|Their)\s+(?:\w+\s+)?(?:killings?|deaths?|attacks?|murders?)\b", re.I
)
_MALE = re.compile(r"\b(?:man|men|boys?|father|husband|brothers?|sons?|policem[ae]n)\b", re.I)
_FEMALE = re.compile(r"\b(?:wom[ae]n|girls?|mother|wife|sisters?|daughters?)\b", re.I)
_LOWERED = re.compile(r"\b(?:lower|revis|cut|reduc|correct|down)\w*", re.I)
_TOLL = re.compile(r"\b(?:toll|count|numbers?|tally|figures?|total|estimates?|claims?|reports?)\b", re.I)
_FIRST_GIVEN = re.compile(r"\b(?:initial(?:ly)?|earlier|first|previous(?:ly)?|original(?:ly)?)\b", re.I)


def relate(drafts: Sequence[Draft]) -> tuple[CountClaim, ...]:
    """Relates each count to the earlier ones of the same outcome, unit and scope group."""
    settled: list[Draft] = []
    for draft in drafts:
        newer = _newer_than(draft, settled)
        if newer is None:
            settled.append(_related(draft, settled))
        else:  # "31 dead, up from 21": the old figure is told last
            settled[newer] = replace(settled[newer], claim=replace(settled[newer].claim, revises=draft.claim.id))
            settled.append(draft)
    return tuple(draft.claim for draft in _in_care_of_all(held_by_tolls(_summed(settled))))


def _in_care_of_all(drafts: list[Draft]) -> list[Draft]:
    """Those in a hospital or a condition are some of the hurt whom anybody counts: "three are critical", of 19 wounded."""
    settled: list[Draft] = []
    for draft in drafts:
        wholes = [one for one in drafts if draft.in_care and _may_be_in_care(draft, one)]
        # "three others are stable" goes on about the same wounded only behind others of them
        if wholes and draft.more and not (settled and settled[-1].in_care and settled[-1].claim.part_of):
            wholes = []
        settled.append(replace(draft, claim=replace(draft.claim, part_of=wholes[-1].claim.id)) if wholes else draft)
    return settled


def _may_be_in_care(draft: Draft, whole: Draft) -> bool:
    claim = draft.claim
    related = claim.part_of or claim.restates or claim.revises
    larger = (claim.count.max or claim.count.min or 0) < (whole.claim.count.best or 0)
    told = (
        whole.claim.outcome is Outcome.INJURED
        and not whole.in_care
        and not whole.claim.part_of
        and not whole.claim.restates
    )
    apart = told_apart(draft, whole) or told_apart(whole, draft) or says("separate", draft.before)
    return bool(
        not related and larger and told and not apart and claim.scope is whole.claim.scope and _may_relate(whole, draft)
    )


def _related(draft: Draft, earlier: Sequence[Draft]) -> Draft:
    claim = draft.claim
    if claim.part_of or claim.stance in (Stance.HYPOTHETICAL, Stance.DENIED):
        return draft
    peers = [e for e in earlier if _is_peer(e, draft)]
    if old := _revised(draft, peers):
        again = _restated(draft, [p for p in peers if p.claim.id != old.claim.id])
        told = again.claim.id if again else None
        return replace(draft, claim=replace(claim, revises=old.claim.id, restates=told, scope=old.claim.scope))
    if same := _restated(draft, peers):
        # a class within a total that is said again is still part of that total
        return replace(draft, claim=replace(claim, restates=same.claim.id, part_of=same.claim.part_of))
    holders = [e for e in earlier if _may_relate(e, draft) and holds_outcome(e.claim, claim)]
    if whole := whole_of(draft, holders):
        return replace(draft, claim=replace(claim, part_of=_said_last(whole, earlier).claim.id))
    return draft


def _newer_than(old: Draft, earlier: Sequence[Draft]) -> int | None:
    """Where the figure stands that took the place of one which was left behind, if it was told before that one."""
    if not is_left_behind(old):
        return None
    for i, new in reversed(list(enumerate(earlier))):
        between = old.claim.sentence - new.claim.sentence
        voice = same_speaker(new, old) or not old.claim.attributed_to
        near = between == 0 or (between <= 2 and voice)
        free = not (new.claim.revises or new.claim.part_of or is_left_behind(new))
        if near and free and new.claim.count.min != old.claim.count.min and _is_peer(new, old):
            return i
    return None


def _said_last(whole: Draft, earlier: Sequence[Draft]) -> Draft:
    """The last telling of a figure: the body rather than the headline."""
    again = [d for d in earlier if d.claim.restates == whole.claim.id]
    return again[-1] if again else whole


def _summed(drafts: Sequence[Draft]) -> list[Draft]:
    """Neighbouring counts that add up to another of the text are its parts: 9 = 4 soldiers + 5 civilians."""
    settled = _led_by_parts(_brought(list(drafts)))
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


def _led_by_parts(drafts: list[Draft]) -> list[Draft]:
    """The part is told before its whole: "Three civilians among up to seven killed"; "the mayor, X, died … X and his son were killed"."""
    for i, part in enumerate(drafts):
        if whole := next((d for d in drafts[i + 1 :] if _names_again(part, d)), None):
            drafts[i] = replace(part, claim=replace(part.claim, part_of=whole.claim.id))
            continue
        if not part.is_listed_part or part.claim.part_of or part.claim.restates:
            continue
        low = part.claim.count.min or 0
        later = (d for d in drafts[i + 1 :] if d.claim.sentence == part.claim.sentence and _is_peer(d, part))
        whole = next((d for d in later if not d.is_listed_part and _reach(d) > low), None)
        if whole is not None:
            drafts[i] = replace(part, claim=replace(part.claim, part_of=whole.claim.id))
    return drafts


def _names_again(part: Draft, later: Draft) -> bool:
    """One who was named before is named again among more."""
    if not (part.names and later.names) or part.claim.part_of or part.claim.restates or part.claim.count.best != 1:
        return False
    return _is_peer(later, part) and _reach(later) > 1 and not later.more and not _names_clash(part, later)


def _reach(draft: Draft) -> int:
    return draft.claim.count.max or draft.claim.count.min or 0


def _brought(drafts: list[Draft]) -> list[Draft]:
    """ "Four wounded people have died, bringing the dead to 21": the four are part of the 21."""
    for whole in drafts:
        if not _BRINGING.search(whole.sentence_text) or whole.claim.count.min is None:
            continue
        for i, part in enumerate(drafts):
            follows = part.claim.sentence == whole.claim.sentence - 1 and _THE_KILLINGS.match(whole.sentence_text)
            same = (
                (part.claim.sentence == whole.claim.sentence or follows)
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
    voices = bool(part.claim.attributed_to and whole.claim.attributed_to) and not same_speaker(part, whole)
    kept = not part.claim.restates and part.claim.id != whole.claim.part_of
    apart = voices or told_apart(whole, part) or told_apart(part, whole)
    mine, theirs = part.claim.victims.status, whole.claim.victims.status
    if theirs is not Status.UNSPECIFIED and mine not in (theirs, Status.UNSPECIFIED):
        return False  # "a guard and a farmer died. Two assailants were shot dead": neither is one of the two
    return (
        _is_peer(part, whole) and kept and not same_list and not (apart and part.claim.sentence != whole.claim.sentence)
    )


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
    return same_outcome and _may_relate(left, right)


def _may_relate(left: Draft, right: Draft) -> bool:
    """Counts of one unit, both of the story or both of its background, the earlier one meant as told."""
    a, b = left.claim, right.claim
    return (
        (a.scope is Scope.BACKGROUND) == (b.scope is Scope.BACKGROUND)
        and a.count.unit is b.count.unit
        and a.stance not in (Stance.HYPOTHETICAL, Stance.DENIED)
    )


def _revised(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
    """ "raising the toll from 12 to 15": the new count revises the old one, which its speaker gave last, or else the text."""
    at = draft.before.rfind(draft.claim.count_span.quote)
    moved = at >= 0 and _MOVED_TO.search(draft.before[:at]) and _TOLL.search(draft.sentence_text)
    if not moved:  # "police had earlier said nine; they put the toll at 12"
        peers = [p for p in peers if draft.is_toll and is_left_behind(p) and same_speaker(p, draft)]
    low, status = draft.claim.count.min, draft.claim.victims.status
    older = [
        p
        for p in peers
        if p.claim.count.min not in (None, low)
        and not p.claim.part_of
        and not (p.more or is_told_as_part(p))
        and not (draft.claim.scope is Scope.RUNNING_TOTAL and p.claim.scope is Scope.INCIDENT)
        and (p.claim.victims.status in (status, Status.UNSPECIFIED) or _is_all_the_dead(status, p))
    ]
    if moved and not _LOWERED.search(draft.sentence_text):
        older = [p for p in older if (p.claim.count.min or 0) < (low or 0)]
    same = [p for p in older if p.claim.sentence == draft.claim.sentence]
    here = [p for p in same if is_left_behind(p) or _FIRST_GIVEN.search(p.before)]
    own = [p for p in older if p.claim.sentence < draft.claim.sentence and same_speaker(p, draft)]
    told = [p for p in older if p.claim.sentence < draft.claim.sentence]
    nearest = here or own or ([max(told, key=lambda p: p.claim.count.best or p.claim.count.min or 0)] if told else [])
    return nearest[-1] if nearest else None


def _is_all_the_dead(status: Status, old: Draft) -> bool:
    """The toll of the dead may follow one of a class, where only that class had died before; never one of attackers."""
    return status is Status.UNSPECIFIED and old.claim.victims.status is not Status.ATTACKERS


def _restated(draft: Draft, peers: Sequence[Draft]) -> Draft | None:
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
            or not _same_figure(peer, draft)
            or _is_rival(peer, draft, peers)
            or not _statuses_fit(peer, draft)
            or _names_clash(peer, draft)
            or _classes_clash(peer, draft)
            or (peer.tied and not draft.definite)
            or _is_part_alone(peer, draft)
            or (is_told_as_part(draft) and peer.claim.count.min != draft.claim.count.min)
        ):
            continue
        if peer.claim.sentence == draft.claim.sentence:
            if draft.definite or draft.implied_pronoun:
                return peer
            continue
        identified = bool(draft.names and not peer.names) and (draft.claim.count.best or 0) == 1
        large = (draft.claim.count.min or 0) >= 3
        if (identified or large) and not says("separate", draft.before):
            return peer
        if not told_apart(draft, peer):
            return peer
    return None


def _is_part_alone(peer: Draft, draft: Draft) -> bool:
    """ "nine dead, three of them officers … two students and a vendor died": the three of a part are told again only as such."""
    told_again = draft.definite or is_told_as_part(draft) or (same_speaker(peer, draft) and _same_status(peer, draft))
    return is_told_as_part(peer) and not told_again and not draft.names


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


def _classes_clash(left: Draft, right: Draft) -> bool:
    """Four children and four soldiers are not the same four: one is told as a class that the other cannot be."""
    a, b = left.claim.victims, right.claim.victims
    ages = [{d.value for d in v.details if d.axis == "age_group" and d.share == "all"} for v in (a, b)]
    fighting = [v.status.is_combatant for v in (a, b)]
    sexes = [{d.value for d in v.details if d.axis == "sex" and d.share == "all"} for v in (a, b)]
    words = [d.claim.count_span.quote for d in (left, right)]
    man_and_woman = any(_MALE.search(x) and _FEMALE.search(y) for x, y in (words, words[::-1]))
    other_sex = man_and_woman or (bool(sexes[0] and sexes[1]) and not sexes[0] & sexes[1])
    return other_sex or (bool(ages[0]) and fighting[1]) or (bool(ages[1]) and fighting[0])


def _is_person_of(lead: Draft, draft: Draft, peers: Sequence[Draft]) -> bool | None:
    """Whether a count of one is of the person whom a lead and its restatements tell of: True, False, or None where nothing tells."""
    told = [lead, *(peer for peer in peers if peer.claim.restates == lead.claim.id)]
    found = {are_same_person(one, draft) for one in told}
    return True if True in found else False if False in found else None


def _names_clash(left: Draft, right: Draft) -> bool:
    """Two different names are two different people; one known surname in common is the same person."""
    ours, theirs = name_parts(left.names), name_parts(right.names)
    return bool(ours and theirs) and not are_one_name(ours, theirs)
