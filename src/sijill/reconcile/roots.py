"""Decides which of the counts that one voice tells in one document stand beside one another, to be added up.

Groups of victims as told -> those that are neither restated, superseded, part of another, nor possibly the same people. Adds
nothing up (tellings.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sijill.model.claim import CountClaim, Flow, Outcome, Scope, Status, Victims
from sijill.model.count import Quantifier, Unit
from sijill.reconcile.classes import is_apart, may_hold
from sijill.reconcile.counted import Counted, Key
from sijill.reconcile.figures import Figure, figure_of
from sijill.text.numbers import find_numbers, lists_persons
from sijill.text.persons import are_one_person, person_of

# Counts told in one sentence or in neighbouring ones are told as different people; farther apart they may be the same. On short
# descriptions of one incident this costs nothing against adding all, and on long news articles it halves the invented dead.
ONE_BREATH = 1
# A total that is told roughly ("over 20") still is the total of parts that come to up to this much more.
ROUGH_TOTAL = 1.25
A_STOCK = "a stock: how many were away at one time, whenever they left"
INDEFINITE = re.compile(r"(?:an?|another|some|one)\b", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:others?|another|more|further|additional|also)\b", re.IGNORECASE)
ONE = re.compile(r"\b(?:1|one|single|lone|sole|only)\b", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """One group of victims as told, with the groups that it contains. Mutable only while a telling is read."""

    lead: Counted
    status: Status
    figure: Figure
    is_everyone: bool = False  # of one status, and told to be all the victims
    parts: list[Group] = field(default_factory=list)

    @property
    def best(self) -> int | None:
        return self.figure.best


def choose_roots(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """The groups that stand for different people; why each of the others does not goes into reasons."""
    for choose in (keep_latest, drop_restated, find_parts, choose_scope, drop_described, keep_one_breath):
        roots = choose(roots, reasons)
    return roots


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Claim ids that other claims of their documents throw a light on.

    individuals: one of a larger number; everyone: all of them; spelled_out: with others of its voice all of them.
    """

    individuals: frozenset[str]
    everyone: frozenset[str]
    spelled_out: frozenset[str]


def group_of(counted: Counted, marks: Marks) -> Group:
    """A count as a group of victims."""
    figure = figure_of(counted.count, counted.stance, (counted.id,), counted.as_of)
    figure = replace(figure, partial=counted.id in marks.individuals - marks.spelled_out)
    if counted.flow is Flow.STOCK and counted.outcome is Outcome.DISPLACED:
        figure = replace(figure, notes=(A_STOCK,))
    return Group(lead=counted, status=counted.status, figure=figure, is_everyone=counted.id in marks.everyone)


def find_individuals(counts: Sequence[Counted]) -> frozenset[str]:
    """Persons described in documents that also give a larger number: some of those victims, never a count of them."""
    numbers: dict[tuple[str, Key], int] = {}
    for counted in counts:
        if not is_described(counted):
            told = (counted.document_id, counted.key)
            numbers[told] = max(numbers.get(told, 0), counted.count.best or 0)
    return frozenset(
        counted.id
        for counted in counts
        if is_described(counted) and (counted.count.min or 0) < numbers.get((counted.document_id, counted.key), 0)
    )


def is_described(counted: Counted) -> bool:
    """Persons described and not counted.  "his wife", "a 19-year-old man", "her sister and a cousin"; not "one man", "two men" """
    count = counted.count
    if count.quantifier is not Quantifier.EXACT or count.min != count.max or not count.min:
        return False
    if count.min == 1:
        return not ONE.search(count.wording)
    return not find_numbers(count.wording)


def keep_latest(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """Where the text itself dates two counts of one class ("three at first, five by Monday"), the latest stands."""
    kept: list[Group] = []
    for group in roots:
        later = [
            other
            for other in roots
            if may_restate(group, other) and is_earlier(group.lead.told_as_of, other.lead.told_as_of)
        ]
        if later:
            reasons[group.lead.id] = f"superseded in the same document by {later[0].lead.id}"
        else:
            kept.append(group)
    return kept


def is_earlier(left: date | None, right: date | None) -> bool:
    return left is not None and right is not None and left < right


def may_restate(left: Group, right: Group) -> bool:
    return left is not right and not is_apart(left.status, right.status)


def drop_restated(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """The same number of the same people told twice is told once, and so is a vague word beside a number that it fits."""
    kept: list[Group] = []
    for group in sorted(roots, key=lambda group: group.lead.exactness):
        same = next((other for other in kept if is_restated(group, other)), None)
        if same is None:
            kept.append(group)
            continue
        reasons[group.lead.id] = f"restates {same.lead.id}"
        same.parts.extend(group.parts)
        same.is_everyone |= Status.UNSPECIFIED in (same.status, group.status)
        if same.status is Status.UNSPECIFIED:
            same.status = group.status
    return kept


def is_restated(group: Group, kept: Group) -> bool:
    """A less exact wording that says nothing else of the same people.  "dozens", "at least 42"; "ten", "ten civilians" """
    if is_apart(group.status, kept.status) or is_told_beside(group, kept) or are_two_people(group, kept):
        return False
    if group.best is not None:
        return group.best == kept.best
    if group.figure.vague and kept.best is not None:
        # "several guards" beside "12 inmates": a number fills a vague word of its own class, or one of everyone
        return group.status in (kept.status, Status.UNSPECIFIED) and group.figure.holds(kept.best)
    return (group.figure.low, group.figure.high) == (kept.figure.low, kept.figure.high)


def is_told_beside(left: Group, right: Group) -> bool:
    """Words of one sentence set one number beside the other.  "two were shot and two others stabbed" """
    if left.lead.document_id != right.lead.document_id or sentence_of(left) != sentence_of(right):
        return False
    return any(BESIDE.search(group.lead.resolved.claim.span.quote) for group in (left, right))


def are_two_people(left: Group, right: Group) -> bool:
    """Two counts of one person each, of whom the text says what cannot be true of one: two names, two sexes, "another man"."""
    counts = (left.lead.count, right.lead.count)
    if any((count.min, count.max) != (1, 1) for count in counts) or left.lead.count.unit is not Unit.PERSON:
        return False
    ours, theirs = (person_of(victims_of(group), group.lead.count.wording) for group in (left, right))
    later = ours if sentence_of(left) > sentence_of(right) else theirs
    if (same := are_one_person(ours, theirs)) is not None:
        return not same
    return later.is_other or has_own_attacker(left, right) or has_own_attacker(right, left)


def has_own_attacker(attacker: Group, victim: Group) -> bool:
    """Who died by his own act is not the one whom he killed; "the man" may yet be he."""
    return (
        attacker.status is Status.ATTACKERS
        and victim.status is not Status.ATTACKERS
        and not victim.lead.count.wording.casefold().startswith(("the ", "he", "she"))
    )


def victims_of(group: Group) -> Victims:
    claim = group.lead.resolved.claim
    return claim.victims if isinstance(claim, CountClaim) else Victims()


def find_parts(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """A number that the others add up to is their total, whether or not the text says so.  10, 4, 6; over 20, 2, 19-22"""
    if len(roots) < 3:
        return roots
    total = max(
        (group for group in roots if group.best is not None),
        key=lambda group: (group.best, group.lead.id),
        default=None,
    )
    others = [group for group in roots if group is not total]
    if total is None or any(not may_hold(total.status, other.status) for other in others):
        return roots
    if not add_up(total, others):
        return roots
    for other in others:
        reasons.setdefault(other.lead.id, f"part of {total.lead.id}, counted there")
    total.parts.extend(others)
    return [total]


def add_up(total: Group, others: list[Group]) -> bool:
    """The others come to the total: exactly, or within what an open total and their own ranges leave."""
    low = sum(other.figure.low or 0 for other in others)
    high = sum(other.figure.reach or 0 for other in others)
    if any(other.figure.vague for other in others) or total.best is None or lists_persons(total.lead.count.wording):
        return False
    if total.figure.high is not None:
        return low <= total.best <= high
    return low <= total.best * ROUGH_TOTAL and total.best <= high


def choose_scope(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """A running total stands for what it covers: single incidents and background told beside it are not added to it."""
    for scope in (Scope.RUNNING_TOTAL, Scope.INCIDENT):
        chosen = [group for group in roots if group.lead.scope is scope]
        if not chosen or len(chosen) == len(roots):
            continue
        for group in roots:
            if group.lead.scope is scope:
                continue
            if any(not is_apart(group.status, other.status) for other in chosen):
                reasons.setdefault(group.lead.id, f"told beside the {scope.replace('_', ' ')}, not added to it")
            else:
                chosen.append(group)
        return chosen
    return roots


def drop_described(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """Who is spoken of as known ("his girlfriend", a name) after or before a larger number is one of those counted, not one more."""
    kept: list[Group] = []
    for group in roots:
        whole = next((other for other in roots if is_known_among(group, other)), None)
        if whole is None:
            kept.append(group)
        else:
            reasons.setdefault(group.lead.id, f"one of those counted by {whole.lead.id}")
    return kept


def is_known_among(group: Group, whole: Group) -> bool:
    """A described person, told in another sentence than a number that is larger and may hold such a person."""
    return (
        group.figure.partial
        and not whole.figure.partial
        and sentence_of(group) != sentence_of(whole)
        and (group.best or 0) < (whole.best or 0)
        and may_hold(whole.status, group.status)
        and not group.status.is_combatant
        and not INDEFINITE.match(group.lead.count.wording)
    )


def keep_one_breath(roots: list[Group], reasons: dict[str, str]) -> list[Group]:
    """Of counts of one class that are told far apart, the largest run stands; the others may be among it.

    A list of persons goes on past one line that names nobody.
    """
    runs: list[list[Group]] = []
    for group in sorted(roots, key=lambda group: (sentence_of(group), group.lead.id)):
        apart = sentence_of(group) - sentence_of(runs[-1][-1]) if runs else 0
        if runs and (apart <= ONE_BREATH or (apart == ONE_BREATH + 1 and are_two_people(group, runs[-1][-1]))):
            runs[-1].append(group)
        else:
            runs.append([group])
    if len(runs) < 2:
        return roots
    largest = max(runs, key=lambda run: (sum(group.figure.reach or 0 for group in run), -sentence_of(run[0])))
    kept = list(largest)
    for group in (group for run in runs if run is not largest for group in run):
        if all(is_apart(group.status, other.status) for other in kept):
            kept.append(group)
        else:
            reasons.setdefault(group.lead.id, f"told apart from {largest[0].lead.id}, and may be among them")
    return kept


def sentence_of(group: Group) -> int:
    return group.lead.resolved.claim.sentence
