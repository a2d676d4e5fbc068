"""Decides what harm a phrase with a number tells of where the parse helps little.

"the death toll rose to 15", "12 suffered gunshot wounds": Tree -> Harms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.tree import Tree
from sijill.text.numbers import NumberExpression

_TOLL = re.compile(
    r"\b(?:death\s+toll|toll|body\s+count"
    r"|number\s+of\s+(?:people\s+)?(?P<kind>dead|killed|deaths|fatalities|casualties|injured|wounded|victims|those\s+killed))\b",
    re.I,
)
_REACHES = re.compile(
    r"\b(?:to|at|of|is|was|as|hits?|stands?|stood|above|over|beyond|climbed|exceed(?:s|ed|ing)?|reach(?:es|ed|ing)?"
    r"|surpass(?:es|ed|ing)?|pass(?:es|ed|ing)?|top(?:s|ped|ping)?|:)\s*(?:now\s+|already\s+|currently\s+)?$",
    re.I,
)
_SUFFERED = re.compile(
    r"\s+(?:of\s+them\s+|other\s+|others\s+|more\s+|people\s+|\w+\s+){0,3}?(?:have\s+|had\s+|were\s+|was\s+|are\s+|is\s+)?"
    r"(?:in\s+(?:a\s+)?(?:critical|serious)\s+condition\b"
    r"|(?:suffered|sustained|sustaining|suffering|received|receiving|treated\s+for|hospitali[sz]ed\s+with)\b"
    r"[^.,;]{0,40}?\b(?:wounds?|injur(?:y|ies)|burns)\b)",
    re.I,
)


def tolls_in(tree: Tree) -> Iterator[Harm]:
    """Harm said of a toll: "the death toll rose from 12 to 15", "a death toll exceeding 1,000 people"."""
    for match in _TOLL.finditer(tree.text):
        start = match.end() + tree.start
        kind = (match["kind"] or "dead").lower()
        outcome = Outcome.KILLED
        if kind in ("injured", "wounded"):
            outcome = Outcome.INJURED
        elif kind in ("casualties", "victims"):
            outcome = Outcome.CASUALTIES
        reached = [n for n in tree.numbers if start <= n.start < start + 90 and _is_reached(tree, start, n)]
        if reached:
            verb = next(w.i for w in tree.words if w.end >= start)
            yield Harm(
                outcome,
                verb,
                number=reached[-1] if re.search(r"\bfrom\b", tree.text[start - tree.start :]) else reached[0],
            )


def _is_reached(tree: Tree, toll_end: int, number: NumberExpression) -> bool:
    """True where the toll stands at the number: "toll rose to 15", "toll of 15", "toll exceeding 15"."""
    between = tree.text[toll_end - tree.start : number.start - tree.start]
    return not between.strip() or bool(_REACHES.search(between))


def sufferers_in(tree: Tree) -> Iterator[Harm]:
    """Those who "suffered gunshot wounds", counted right before the verb; the parser often misses the verb there."""
    for number in tree.numbers:
        if match := _SUFFERED.match(tree.text, number.end - tree.start):
            verb = next(w.i for w in tree.words if w.end >= match.end() + tree.start)
            yield Harm(Outcome.INJURED, verb, number=number)
