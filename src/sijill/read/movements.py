"""Decides who left where for where: Tree, counts -> MovementClaims, with their displacement or shelter counts.

"73 families fleeing Baniyas" is a displaced count and a movement from there. Households stay households.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sijill.model.claim import Flow, Mention, MovementClaim, Outcome, Span, claim_id
from sijill.read.counts import Setting, draft_of
from sijill.read.drafts import Draft
from sijill.read.group import Group
from sijill.read.groups import groups_of
from sijill.read.harm import Harm
from sijill.read.lexicon import is_person_noun
from sijill.read.mentions import with_coordinated
from sijill.read.tree import Tree, Word

_FLEE = frozenset("fled flee flees fleeing escaped escape escaping".split())
_LEAVE = frozenset("left leave leaves leaving".split())
_DISPLACE = frozenset(
    "displaced displace displaces displacing evacuated evacuate evacuating uprooted expelled expelling relocated".split()
)
_CROSS = frozenset("crossed crosses crossing".split())
_RETURN = frozenset("returned returning return".split())
_SHELTER = frozenset("sheltering sheltered shelter hosted housed".split())
_REFUGE = re.compile(
    r"\b(?:seek|seeks|sought|seeking|take|took|taken|taking|find|found|finding)\s+(?:refuge|shelter|sanctuary)\b|\bleft\s+their\s+(?:homes|houses|villages)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Move:
    verb: Word
    people: list[Word]
    outcome: Outcome


def movements_in(tree: Tree, setting: Setting) -> tuple[list[Draft], list[MovementClaim]]:
    """The displacement counts of a sentence, and the movements where a place left or reached is named."""
    drafts: list[Draft] = []
    movements: list[MovementClaim] = []
    for move in _moves(tree):
        for person in move.people:
            for group in groups_of(tree, person.i):
                one = group.implied and group.count.max == 1  # "the boy fled to a neighbour's house" displaces nobody
                if (
                    not group.certain
                    or one
                    or any(
                        d.claim.count_span.start < group.end and group.start < d.claim.count_span.end for d in drafts
                    )
                ):
                    continue
                draft = draft_of(tree, Harm(move.outcome, move.verb.i, (person.i,)), group, setting)
                origin, destination = _ends(tree, move, setting.places)
                if end := origin if move.outcome is Outcome.DISPLACED else destination:
                    draft = replace(
                        draft, claim=replace(draft.claim, place=with_coordinated(tree, end, setting.places))
                    )
                drafts.append(draft)
                if origin or destination:
                    movements.append(_movement(draft, move, group, origin, destination, tree))
    return drafts, movements


def _moves(tree: Tree) -> Iterator[_Move]:
    refuge = {
        w.i for m in _REFUGE.finditer(tree.text) for w in tree.words if m.start() <= w.start - tree.start < m.end()
    }
    for word in tree.words:
        if not word.tag.startswith("VB"):
            continue
        if word.i in refuge:
            left = word.lower == "left"
            yield _Move(word, _movers(tree, word), Outcome.DISPLACED if left else Outcome.SHELTERED)
        elif (word.lower in _LEAVE and _leaves_a_place(tree, word)) or word.lower in _FLEE or _crosses_over(tree, word):
            yield _Move(word, _movers(tree, word), Outcome.DISPLACED)
        elif word.lower in _DISPLACE:
            people = (
                tree.kids(word.i, "dobj")
                or tree.kids(word.i, "nsubjpass")
                or ([tree[word.head]] if word.dep == "acl" else [])
            )
            yield _Move(word, people, Outcome.DISPLACED)
        elif word.lower in _RETURN and re.search(
            r"\b(?:home|homes|villages?|to)\b", tree.text[word.end - tree.start : word.end - tree.start + 30]
        ):
            yield _Move(word, _movers(tree, word), Outcome.RETURNED)
        elif word.lower in _SHELTER:
            yield _Move(word, tree.kids(word.i, "nsubjpass", "nsubj"), Outcome.SHELTERED)


def _crosses_over(tree: Tree, verb: Word) -> bool:
    """ "1,200 families crossed the river into Ostmark": people who leave one side for the other."""
    over = any(kid.lower in ("into", "to") for kid in tree.kids(verb.i, "prep"))
    people = any(is_person_noun(w.lower) or w.lower in ("households", "refugees") for w in _movers(tree, verb))
    return verb.lower in _CROSS and over and people


def _leaves_a_place(tree: Tree, verb: Word) -> bool:
    """ "140 families have left Ostren": what they left is a named place."""
    left = [*tree.kids(verb.i, "dobj")]
    named = any(word.tag.startswith("NNP") or word.entity in ("GPE", "LOC") for word in left)
    return named and any(is_person_noun(word.lower) for word in _movers(tree, verb))


def _movers(tree: Tree, verb: Word) -> list[Word]:
    if subjects := tree.kids(verb.i, "nsubj", "nsubjpass"):
        clause = tree[verb.head]
        return [clause if s.tag.startswith("W") and verb.dep == "relcl" else s for s in subjects]
    if verb.dep in ("acl", "amod"):
        return [tree[verb.head]]
    if verb.dep in ("conj", "xcomp", "advcl", "ccomp"):
        return tree.kids(verb.head, "nsubj", "nsubjpass")
    return []


_REACHED = re.compile(r"\b(?:to|toward|towards|into)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$")
_STAYING_AT = re.compile(r"\b(?:in|at|to|into|near)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}$")


def _ends(tree: Tree, move: _Move, places: list[Mention]) -> tuple[Mention | None, Mention | None]:
    """Where they left and where they went, by the words before each place; "Norland's base" is not Norland."""
    origin: Mention | None = None
    destination: Mention | None = None
    for place in places:
        if place.span.start <= move.verb.start or tree.text[place.span.end - tree.start :].startswith(("'s", "’s")):
            continue
        before = tree.text[move.verb.start - tree.start : place.span.start - tree.start]
        reaching = _STAYING_AT if move.outcome is Outcome.SHELTERED else _REACHED
        if reaching.search(before):
            destination = destination or place
        elif move.outcome is not Outcome.SHELTERED and (
            re.search(r"\b(?:from|of|in|across|like)\s+", before) or len(before.split()) <= 3
        ):
            origin = origin or place
    return origin, destination


def _movement(
    draft: Draft, move: _Move, group: Group, origin: Mention | None, destination: Mention | None, tree: Tree
) -> MovementClaim:
    claim = draft.claim
    ends = [m.span for m in (origin, destination) if m]
    start = min(claim.span.start, *(s.start for s in ends))
    end = max(claim.span.end, *(s.end for s in ends))
    staying = move.outcome is Outcome.SHELTERED and move.verb.tag in ("VBN", "VBG") and not _REFUGE.search(tree.text)
    return MovementClaim(
        id=claim_id(claim.document_id, "movement", group.start, group.end, move.outcome.value), document_id=claim.document_id,
        span=Span(start=start, end=end, quote=tree.text[start - tree.start : end - tree.start]), sentence=claim.sentence, scope=claim.scope,
        stance=claim.stance, verification=claim.verification, place=claim.place, time=claim.time, attributed_to=claim.attributed_to,
        reader=claim.reader, confidence=claim.confidence, count=claim.count, count_span=claim.count_span,
        measure=Flow.STOCK if staying else Flow.FLOW, origin=origin, destination=destination,
    )  # fmt: skip
