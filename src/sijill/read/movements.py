"""Decides how many moved from where to where: Tree, moves (moves.py) -> displacement and shelter counts, and MovementClaims.

"73 families fleeing Baniyas" is a displaced count and a movement from there. Households stay households; where a text counts both
("410 households, some 2,300 people"), both are kept. A stock is a movement also where no place is named, since it is never a flow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sijill.model.claim import Flow, Mention, MentionKind, MovementClaim, Outcome, Span, claim_id
from sijill.model.count import Unit
from sijill.read.counts import Setting, asserted_zero, draft_of
from sijill.read.drafts import Draft
from sijill.read.group import Group
from sijill.read.groups import groups_of
from sijill.read.harm import Harm
from sijill.read.mentions import with_coordinated
from sijill.read.moves import HOUSEHOLDS, Move, moves_in
from sijill.read.stance import is_negated
from sijill.read.tree import Tree


def movements_in(tree: Tree, setting: Setting) -> tuple[list[Draft], list[MovementClaim]]:
    """The displacement counts of a sentence, and the movements where a place left or reached is named."""
    drafts: list[Draft] = []
    movements: list[MovementClaim] = []
    for move in moves_in(tree):
        harm = Harm(move.outcome, move.told_by(tree).i, tuple(person.i for person in move.people))
        if zero := asserted_zero(tree, harm):
            drafts.append(draft_of(tree, harm, zero, setting))
            continue
        if is_negated(tree, move.verb) or is_negated(tree, move.told_by(tree)):
            continue
        for group in _groups(tree, move):
            if any(d.claim.count_span.start < group.end and group.start < d.claim.count_span.end for d in drafts):
                continue
            draft = draft_of(tree, replace(harm, victims=(group.head,)), group, setting)
            origin, destination = _ends(tree, move, setting.places)
            if end := origin if move.outcome is Outcome.DISPLACED else destination:
                draft = replace(draft, claim=replace(draft.claim, place=with_coordinated(tree, end, setting.places)))
            drafts.append(draft)
            if origin or destination or move.flow is Flow.STOCK:
                movements.append(_movement(draft, move, group, origin, destination, tree))
    return drafts, movements


def _groups(tree: Tree, move: Move) -> Iterator[Group]:
    """Those who moved, as counted; the same people in another unit beside them are another count."""
    if move.number is not None:
        people = move.people[0]
        unit = Unit.HOUSEHOLD if people.lower in HOUSEHOLDS else Unit.PERSON
        yield Group(
            head=people.i, first=people.i, last=people.i, count=move.number.count(unit), start=move.number.start,
            end=move.number.end,
        )  # fmt: skip
        return
    for person in move.people:
        found = [group for group in groups_of(tree, person.i) if _counts_movers(group)]
        yield from found
        units = {group.count.unit for group in found}
        for beside in tree.kids(person.i, "appos"):
            yield from (
                group for group in groups_of(tree, beside.i) if _counts_movers(group) and group.count.unit not in units
            )


def _counts_movers(group: Group) -> bool:
    """False for a pronoun, and for one who runs: "the boy fled to a neighbour's house" displaces nobody."""
    return group.certain and not (group.implied and group.count.max == 1)


_REACHED = re.compile(r"\b(?:to|toward|towards|into|for|reached|reaching)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$")
_STAYING_AT = re.compile(r"\b(?:in|at|to|into|near|around|across)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$")
_LEFT = re.compile(r"\b(?:from|of|in|across|like)\s+")
_NAMED = r"[A-Z][\w’'-]+(?:[\s-][A-Z][\w’'-]+)*"
# The parser takes "Baston to Kessel" for one name, or misses one of the two.
_FROM_TO = re.compile(
    rf"\bfrom\s+(?:the\s+)?(?P<origin>{_NAMED})\s+(?:in)?to(?:wards?)?\s+(?:the\s+)?(?P<destination>{_NAMED})"
)


def _ends(tree: Tree, move: Move, places: list[Mention]) -> tuple[Mention | None, Mention | None]:
    """Where they left and where they went, by the words before each place; "Norland's base" is not Norland."""
    if pair := _FROM_TO.search(tree.text, move.verb.start - tree.start):
        return _named(tree, *pair.span("origin")), _named(tree, *pair.span("destination"))
    origin: Mention | None = None
    destination: Mention | None = None
    stays = move.outcome is Outcome.SHELTERED or move.flow is Flow.STOCK
    for place in places:
        if place.span.start <= move.verb.start or tree.text[place.span.end - tree.start :].startswith(("'s", "’s")):
            continue
        before = tree.text[move.verb.start - tree.start : place.span.start - tree.start]
        if (_STAYING_AT if stays else _REACHED).search(before) and not re.search(r"\bfrom\s+(?:the\s+)?$", before):
            destination = destination or place
        elif move.outcome is not Outcome.SHELTERED and (_LEFT.search(before) or len(before.split()) <= 3):
            origin = origin or place
    return origin, destination


def _named(tree: Tree, start: int, end: int) -> Mention:
    span = Span(start=tree.start + start, end=tree.start + end, quote=tree.text[start:end])
    return Mention(kind=MentionKind.PLACE, span=span, sentence=tree.sentence)


def _movement(
    draft: Draft, move: Move, group: Group, origin: Mention | None, destination: Mention | None, tree: Tree
) -> MovementClaim:
    claim = draft.claim
    ends = [m.span for m in (origin, destination) if m]
    start = min([claim.span.start, *(s.start for s in ends)])
    end = max([claim.span.end, *(s.end for s in ends)])
    return MovementClaim(
        id=claim_id(claim.document_id, "movement", group.start, group.end, move.outcome.value), document_id=claim.document_id,
        span=Span(start=start, end=end, quote=tree.text[start - tree.start : end - tree.start]), sentence=claim.sentence, scope=claim.scope,
        stance=claim.stance, verification=claim.verification, place=claim.place, time=claim.time, attributed_to=claim.attributed_to,
        reader=claim.reader, confidence=claim.confidence, count=claim.count, count_span=claim.count_span,
        measure=move.flow, origin=origin, destination=destination,
    )  # fmt: skip
