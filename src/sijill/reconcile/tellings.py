"""Decides what one voice tells in one document: which of its counts restate, contain or add to one another.

Counted claims of one document, voice, outcome and unit -> Telling, a figure for each class of victims. Compares no documents
(standing.py) and no voices (tolls.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sijill.model.claim import Outcome, Scope, Status
from sijill.model.count import Unit
from sijill.model.toll import VictimClass
from sijill.reconcile.classes import MADE_OF
from sijill.reconcile.counted import Counted, Key
from sijill.reconcile.figures import Figure, add, cover, ids_of, subtract
from sijill.reconcile.roots import Group, Marks, choose_roots, group_of, may_restate

# Outcomes of which it makes sense to ask who was fighting; who fled or which houses burnt is asked of all.
HARMS = (
    Outcome.KILLED,
    Outcome.INJURED,
    Outcome.MISSING,
    Outcome.ABDUCTED,
    Outcome.DETAINED,
    Outcome.BODIES_FOUND,
    Outcome.CASUALTIES,
)
FIGHTERS = (Status.INSURGENTS, Status.OTHER_FIGHTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """A part that is larger than what holds it, in one telling."""

    whole: Figure
    part: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one voice tells in one document of one outcome and unit. separates: it tells fighters or civilians apart."""

    document_id: str
    voice: str
    key: Key
    figures: dict[VictimClass, Figure]
    fighters: Figure | None  # insurgents and other fighters, who have no class of their own
    separates: bool
    reasons: dict[str, str]
    overflows: tuple[Overflow, ...] = ()


def read_telling(
    voice: str,
    counts: Sequence[Counted],
    parents: dict[str, str],
    marks: Marks,
    reasons: dict[str, str],
) -> Telling:
    """Builds the groups of one telling and adds up what was told apart. parents: claim id -> id of the claim that contains it."""
    groups = {counted.id: group_of(counted, marks) for counted in counts}
    roots: list[Group] = []
    for counted in counts:
        parent = parents.get(counted.id)
        if parent in groups:
            groups[parent].parts.append(groups[counted.id])
        elif parent is None or counted.status is not Status.UNSPECIFIED or counted.id in marks.spelled_out:
            roots.append(groups[counted.id])
        else:
            reasons[counted.id] = f"part of {parent}, counted there"
    roots = choose_roots(roots, reasons)
    overflows = tuple(found for root in roots for found in overflows_in(root))
    fighters = [group for root in roots for group in outermost(root, *FIGHTERS)]
    first = counts[0]
    return Telling(
        document_id=first.document_id, voice=voice, key=first.key, figures=figures_of(roots, reasons),
        fighters=combine(fighters) if fighters else None,
        separates=any(group.status is not Status.UNSPECIFIED for root in roots for group in walk(root)),
        reasons=reasons, overflows=overflows,
    )  # fmt: skip


def overflows_in(group: Group) -> list[Overflow]:
    """Parts that are larger than their whole."""
    found = [
        Overflow(whole=group.figure, part=part.figure) for part in group.parts if group.figure.is_below(part.figure)
    ]
    for status in Status:
        apart = [part.figure for part in group.parts if part.status is status]
        if status is not Status.UNSPECIFIED and len(apart) > 1 and group.figure.is_below(together := add(apart)):
            found.append(Overflow(whole=group.figure, part=together))
    return found


def walk(group: Group) -> list[Group]:
    """A group and all within it, each once."""
    found, waiting = [], [group]
    while waiting:
        at = waiting.pop()
        found.append(at)
        waiting.extend(at.parts)
    return found


def figures_of(roots: list[Group], reasons: dict[str, str]) -> dict[VictimClass, Figure]:
    """A figure for each class that the telling speaks of, and for `all` in any case."""
    if not roots:
        return {}
    feared = [root for root in roots if root.figure.feared]
    roots = [root for root in roots if not root.figure.feared] or roots
    figures = {VictimClass.ALL: total_of(roots)}
    for victims in (VictimClass.CIVILIAN, VictimClass.SECURITY_FORCES, VictimClass.ATTACKERS):
        told = [group for root in roots for group in outermost(root, *MADE_OF[victims])]
        if told:
            figures[victims] = combine(told)
    harmed = roots[0].lead.outcome in HARMS and roots[0].lead.count.unit is Unit.PERSON
    if harmed and (noncombatant := noncombatants_of(roots)):
        figures[VictimClass.NONCOMBATANT] = noncombatant
    if roots != feared:
        figures = {victims: raise_to_feared(figure, victims, feared) for victims, figure in figures.items()}
    for root in (*roots, *feared):
        for part in walk(root)[1:]:
            reasons.setdefault(part.lead.id, f"part of {root.lead.id}, counted there")
    return figures


def raise_to_feared(figure: Figure, victims: VictimClass, feared: list[Group]) -> Figure:
    """Who is feared dead raises the high, and nothing else."""
    for group in feared:
        fear = group.figure
        if group.status not in MADE_OF[victims] or fear.reach is None or figure.high is None:
            continue
        if fear.reach > figure.high:
            note = f"up to {fear.reach} feared"
            figure = replace(figure, high=fear.reach, reach=fear.reach, notes=(*figure.notes, note))
        figure = replace(figure, claim_ids=ids_of((figure, fear)))
    return figure


def outermost(group: Group, *statuses: Status) -> list[Group]:
    """The largest groups within a group that are wholly of these statuses."""
    if group.status in statuses:
        return [group]
    return [found for part in group.parts for found in outermost(part, *statuses)]


def total_of(roots: list[Group]) -> Figure:
    """All victims told of. Groups of stated statuses alone count some of the dead: another voice's total holds them."""
    partial = all(not counts_everyone(root) or root.figure.partial for root in roots)
    whole = combine([raise_to_floor(root) for root in roots])
    notes = whole.notes + tuple(note for root in roots for note in remainder_notes(root))
    high = whole.high
    for root in roots:
        for part in root.parts:
            if high is not None and part.figure.low is not None and part.figure.low > high:
                high = part.figure.low
    reach = whole.reach if high is None else max(high, whole.reach or 0)
    return replace(whole, partial=partial, notes=notes, high=high, reach=reach)


def raise_to_floor(root: Group) -> Group:
    """A count that names no low is no lower than what is counted within it.  three civilians among "up to seven" -> 3..7"""
    if root.figure.low is not None or root.figure.feared:
        return root
    floors = [sum(part.figure.low or 0 for part in root.parts if part.status is status) for status in Status]
    low = max(floors, default=0)
    if not low or (root.figure.high is not None and low > root.figure.high):
        return root
    return Group(lead=root.lead, status=root.status, figure=replace(root.figure, low=low), parts=root.parts)


def counts_everyone(root: Group) -> bool:
    """The group is told as the victims, not as those of one status."""
    return root.status is Status.UNSPECIFIED or root.is_everyone


def combine(groups: list[Group]) -> Figure:
    """Adds groups that were told apart; running totals and background of one class are wordings of one count, never added."""
    figures = [group.figure for group in groups]
    if len(groups) == 1:
        return figures[0]
    told_once = all(group.lead.scope is Scope.INCIDENT for group in groups)
    if not told_once and any(may_restate(left, right) for left in groups for right in groups):
        return cover(figures)
    total = add(figures)
    words = " + ".join(group.lead.count.wording for group in groups)
    return replace(total, notes=(*total.notes, f"sum of {words}, told apart in one account"))


def noncombatants_of(roots: list[Group]) -> Figure | None:
    """Victims of whom no one says that they were fighting: the unspecified and the civilian, less the fighters among them."""
    groups = [
        Group(lead=root.lead, status=root.status, figure=figure)
        for root in roots
        if (figure := noncombatants_in(root)) is not None
    ]
    return combine(groups) if groups else None


def noncombatants_in(group: Group) -> Figure | None:
    """Of one group: all of it, less the fighters told among it; civilians told apart are those, and the rest is open."""
    if group.status is Status.CIVILIAN:
        return replace(group.figure, partial=not group.is_everyone)
    if group.status is not Status.UNSPECIFIED:
        return None
    fighters = [part for part in group.parts if part.status.is_combatant]
    civilians = [part for part in group.parts if part.status is Status.CIVILIAN]
    others = [part for part in group.parts if part.status is Status.UNSPECIFIED]
    left = subtract(group.figure, add(part.figure for part in fighters)) if fighters else group.figure
    if not civilians:
        return left
    civil = add(part.figure for part in (*civilians, *others))
    high = None if left.high is None else max(left.high, civil.reach or 0)
    reach = max(left.reach or 0, civil.reach or 0)
    return replace(civil, high=high, reach=reach, claim_ids=ids_of((left, civil)))


def remainder_notes(group: Group) -> tuple[str, ...]:
    """What a total leaves when its parts of stated status are taken away: said, and given to no class."""
    stated = [part for part in group.parts if part.status is not Status.UNSPECIFIED]
    if group.status is not Status.UNSPECIFIED or not stated:
        return ()
    rest = subtract(group.figure, add(part.figure for part in stated))
    if not rest.best or group.best is None:
        return ()
    more = " or more" if rest.high is None else ""
    parts = " and ".join(f"{part.lead.count.wording} {part.status.replace('_', ' ')}" for part in stated)
    return (f"remainder of {group.lead.count.wording} less {parts}: {rest.best}{more}, of no stated class",)
