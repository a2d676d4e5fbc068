"""Decides where a text tells a figure place by place: Tree, harms found -> Harms, parts of another or beside it.

"15 deaths: nine in the town of Asra, four in Bel Tamin and two in outlying farms" -> nine, four and two of the fifteen.
"Seven were killed in Kesh and one in Wuro Bana" -> one more, no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree
from sijill.text.numbers import NumberExpression

# What may stand between the number and its place: "nine people in", "four of them near", "25 civilians killed at"
_PLACED = re.compile(
    r"\s+(?P<who>(?:(?!and\b|or\b|on\b)[\w-]+\s+){0,3}?)(?:in|at|near|around|outside|inside)\s+(?!(?:an?\s+)?(?:\w+\s+)?(?:condition|care)\b)"
    r"(?P<place>(?:the\s+)?[\w’'-]+(?:\s+of\s+[A-Z][\w’'-]+|\s+[A-Z][\w’'-]+)*)"
)
_OPENS = re.compile(r"(?:[:,(–—-]|\bwith|\bincluding)\s*$")
_GOES_ON = re.compile(r"(?:,|;|\band)\s*$")
# "… were killed in Kesh and": the first figure has a place of its own, so that the next is beside it
_OWN_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around)\s+(?:the\s+\w+\s+of\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*,?(?:\s+and)?\s*$"
)
REACH = 25  # characters between a figure and its colon, a number and its noun
_AGAIN = frozenset("of them whom others other more another further dead killed civilian".split())
_NO_COUNT = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "ORDINAL"})
_COUNTED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.BODIES_FOUND, Outcome.ABDUCTED})


def told_by_place(tree: Tree, found: Sequence[Harm]) -> Iterator[Harm]:
    """The numbers with places behind a figure: its parts where they are two or more and no more than it, else people beside those."""
    for whole in found:
        number = _number_of(tree, whole)
        if whole.outcome not in _COUNTED or number is None or number.min is None:
            continue
        others = _placed_behind(tree, number)
        if not others:
            continue
        beside = _OWN_PLACE.search(tree.text[number.end - tree.start : others[0][0].start - tree.start])
        if beside and any(tree[word].lower == tree[word].text for _, word in others):
            continue  # "killed in Kesh, three in custody": no other place
        if beside or (len(others) > 1 and sum(part.min or 0 for part, _ in others) <= number.min):
            for part, word in others:
                yield Harm(whole.outcome, word, number=part, lists=not beside)


def kinds_of_parts(tree: Tree, found: Sequence[Harm]) -> Iterator[Harm]:
    """ "46 dead: 29 inmates, eleven strikers and two guards": kinds of people that follow a figure, no more than the whole."""
    for whole in found:
        number = _number_of(tree, whole)
        if whole.outcome not in _COUNTED or number is None or number.min is None or whole.lists:
            continue
        colon = tree.text.find(":", number.end - tree.start, number.end - tree.start + REACH)
        if colon < 0:
            continue
        parts: list[tuple[NumberExpression, int]] = []
        for part in (n for n in tree.numbers if n.start - tree.start > colon and n.max is not None):
            between = tree.text[colon + 1 if not parts else parts[-1][0].end - tree.start : part.start - tree.start]
            noun = next(
                (w for w in tree.words if part.end <= w.start <= part.end + REACH and is_person_noun(w.lower)), None
            )
            if noun is None or (not parts and between.strip()) or ";" in between:
                break
            parts.append((part, noun.i))
        if len(parts) > 1 and sum(part.min or 0 for part, _ in parts) <= number.min:
            for part, word in parts:
                yield Harm(whole.outcome, word, number=part, lists=True)


def _number_of(tree: Tree, harm: Harm) -> NumberExpression | None:
    """The number of a harm: its own, or the one right before those who suffered it."""
    if harm.number is not None or harm.lists:
        return None if harm.lists else harm.number
    heads = [tree[v] for v in harm.victims]
    return next((n for n in tree.numbers for head in heads if n.end <= head.end and head.start - n.end <= 25), None)


def _placed_behind(tree: Tree, whole: NumberExpression) -> list[tuple[NumberExpression, int]]:
    """The numbers with a place that follow one another behind the whole, with the last word of each place."""
    parts: list[tuple[NumberExpression, int]] = []
    for number in (n for n in tree.numbers if n.start >= whole.end and n.max is not None):
        before = tree.text[: number.start - tree.start]
        placed = _PLACED.match(tree.text, number.end - tree.start)
        follows = (_GOES_ON if parts else _OPENS).search(before) or _OWN_PLACE.search(before)
        if placed is None or not follows or not _counts_people(tree, number, placed["who"]):
            if parts:
                break
            continue
        end = tree.start + placed.end("place")
        parts.append((number, next(w.i for w in tree.words if w.end >= end)))
    return parts


def _counts_people(tree: Tree, number: NumberExpression, who: str) -> bool:
    """True where what the number counts is left unsaid or is people: "one in", "15 fighters in"; not "20 kilometres from Aleppo in"."""
    measured = any(
        start <= number.start < end and label in _NO_COUNT and not who.strip() for start, end, label in tree.entities
    )
    return not measured and all(word in _AGAIN or is_person_noun(word) for word in who.lower().split())
