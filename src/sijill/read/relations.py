"""Decides how the counts of one text hang together: which restates, revises or is part of another.

Drafts in order of the text -> the same with part_of, restates, revises. What stays unrelated is told separately and may be added
up (reconcile decides). Compares no two documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sijill.model.claim import CountClaim, Outcome, Scope, Stance, Status
from sijill.read.drafts import Draft
from sijill.read.restated import names_clash, restated
from sijill.read.tolls_told import held_by_tolls
from sijill.read.wholes import (
    holds_outcome,
    is_left_behind,
    is_told_as_part,
    is_within_total,
    same_speaker,
    says,
    told_apart,
    whole_of,
)
from sijill.text.numbers import lists_persons

# "four more died, bringing the toll to 21": what stands before it is part of the new toll
_BRINGING = re.compile(
    r"\b(?:bring|brings|bringing|brought|taking|takes|raising|raised|raises|pushing|lifting)\b.{0,40}?\b(?:to\s|toll|number|total|count)",
    re.I,
)
# "revised the number to 45 after a man died": what stands behind it is; what stands before it is the figure that it leaves behind
_REVISING = re.compile(
    r"\b(?:revis|correct|updat|amend|lower|chang)(?:es?|ed|s|ing)\b.{0,40}?\b(?:to\s|toll|number|total|count)", re.I
)
# Words by which a toll moves, right before the figure that it moves to: "the toll rose to", "raised its count to", "brings to 46 the dead"
_MOVED_TO = re.compile(
    r"\b(?:ris\w*|rose|rais\w*|climb\w*|revis\w*|jump\w*|updat\w*|increas\w*|surg\w*|lower\w*|correct\w*|chang\w*|amend\w*|br(?:ing|ought)\w*|tak(?:es|ing)|pushing|grew|grown|up)\b"
    r"[^.;]{0,140}?\b(?:to|at)\s+(?:at\s+least\s+|more\s+than\s+|around\s+|about\s+|over\s+)?$",
    re.I,
)
_THE_KILLINGS = re.compile(
    r"\W*(?:(?:That|This|It)\s+(?:br(?:ings|ought)|takes|took|raises|raised)\b"
    r"|(?:The|These|Those|This|That|His|Her|Their)\s+(?:\w+\s+)?(?:killings?|deaths?|attacks?|murders?)\b)",
    re.I,
)
_LOWERED = re.compile(r"\b(?:lower|revis|cut|reduc|correct|down)\w*", re.I)
_TOLL = re.compile(r"\b(?:toll|count|numbers?|tally|figures?|total|estimates?|claims?|reports?|deaths?|dead)\b", re.I)
_FIRST_GIVEN = re.compile(r"\b(?:initial(?:ly)?|earlier|first|previous(?:ly)?|original(?:ly)?)\b", re.I)


_OWN_KIN = re.compile(r"(?:my|our|his|her|their)\b", re.I)
REACH_OF_A_WITNESS = 2  # sentences between the kin whom a witness lost and the number of all whom he saw dead


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
        wholes = [one for one in wholes if same_speaker(draft, one)] or wholes
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
        again = restated(draft, [p for p in peers if p.claim.id != old.claim.id and p.claim.count.best is not None])
        told = again.claim.id if again else None
        return replace(draft, claim=replace(claim, revises=old.claim.id, restates=told, scope=old.claim.scope))
    if same := restated(draft, peers):
        # a class within a total that is said again is still part of that total
        return replace(draft, claim=replace(claim, restates=same.claim.id, part_of=same.claim.part_of))
    holders = [
        e for e in earlier if (_may_relate(e, draft) or _past_within(e, draft)) and holds_outcome(e.claim, claim)
    ]
    if whole := whole_of(draft, holders, earlier):
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
    settled = _led_by_parts(_since_the_last_toll(_brought(list(drafts))))
    for i, whole in enumerate(settled):
        total = whole.claim.count.best
        if total is None or total < 2 or whole.claim.restates or lists_persons(whole.claim.count.wording):
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
    """One who was named before is named again among more, or a witness counts all the dead after his own."""
    if _OWN_KIN.match(part.claim.count_span.quote) and not part.claim.restates:
        near = 0 < later.claim.sentence - part.claim.sentence <= REACH_OF_A_WITNESS and same_speaker(part, later)
        return near and _is_peer(later, part) and (later.claim.count.best or 0) > _reach(part) and not later.more
    if not (part.names and later.names) or part.claim.part_of or part.claim.restates or part.claim.count.best != 1:
        return False
    return _is_peer(later, part) and _reach(later) > 1 and not later.more and not names_clash(part, later)


def _reach(draft: Draft) -> int:
    return draft.claim.count.max or draft.claim.count.min or 0


def _brought(drafts: list[Draft]) -> list[Draft]:
    """ "Four wounded people have died, bringing the dead to 21": the four are part of the 21."""
    for whole in drafts:
        revising = bool(_REVISING.search(whole.before))
        if not (revising or _BRINGING.search(whole.sentence_text)) or whole.claim.count.min is None:
            continue
        for i, part in enumerate(drafts):
            follows = part.claim.sentence == whole.claim.sentence - 1 and _THE_KILLINGS.match(whole.sentence_text)
            same = (
                (part.claim.sentence == whole.claim.sentence or follows)
                and part.claim.id != whole.claim.id
                and _is_peer(part, whole)
            )
            at_hand = part.claim.sentence == whole.claim.sentence
            if (
                same
                and (part.claim.count.min or 0) < whole.claim.count.min
                and (at_hand or not part.claim.part_of)
                and whole.claim.revises != part.claim.id
                and not (is_left_behind(part) or part.is_toll or part.claim.restates)
                and part.claim.revises != whole.claim.id
                and (not revising or part.claim.count_span.start > whole.claim.count_span.start)
            ):
                drafts[i] = replace(part, claim=replace(part.claim, part_of=whole.claim.id))
    return drafts


def _since_the_last_toll(drafts: list[Draft]) -> list[Draft]:
    """ "raised its toll from 20 to 23. Its lawyer says three students died tonight": the three are what was added."""
    totals = {draft.claim.id: draft.claim.count.best for draft in drafts}
    for whole in drafts:
        old, new = totals.get(whole.claim.revises or ""), whole.claim.count.best
        for i, part in enumerate(drafts):
            near = 0 < abs(part.claim.sentence - whole.claim.sentence) <= 1
            free = not (part.claim.restates or part.claim.revises or is_left_behind(part))
            if old and new and near and free and part.claim.count.best == new - old and _is_peer(part, whole):
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
        and a.in_scope is b.in_scope
        and a.stance not in (Stance.HYPOTHETICAL, Stance.DENIED)
    )


def _past_within(total: Draft, draft: Draft) -> bool:
    """ "1,136 have died since January. In February, raiders killed 23": told as past, and of the total before it."""
    near = 0 <= draft.claim.sentence - total.claim.sentence <= 1
    alike = draft.claim.count.unit is total.claim.count.unit
    return near and alike and draft.claim.scope is Scope.BACKGROUND and is_within_total(draft, total)


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
    told_first = bool(_REVISING.search(draft.before))
    here = [
        p for p in same if is_left_behind(p) or _FIRST_GIVEN.search(p.before) or (told_first and same_speaker(p, draft))
    ]
    own = [p for p in older if p.claim.sentence < draft.claim.sentence and same_speaker(p, draft)]
    told = [p for p in older if p.claim.sentence < draft.claim.sentence]
    nearest = here or own or ([max(told, key=lambda p: p.claim.count.best or p.claim.count.min or 0)] if told else [])
    return nearest[-1] if nearest else None


def _is_all_the_dead(status: Status, old: Draft) -> bool:
    """The toll of the dead may follow one of a class, where only that class had died before; never one of attackers."""
    return status is Status.UNSPECIFIED and old.claim.victims.status is not Status.ATTACKERS
