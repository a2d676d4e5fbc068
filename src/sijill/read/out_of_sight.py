"""Decides who is missing or was taken where no verb of harm says it: Tree, word -> Harms.

"seven people thought to be buried under the slabs", "four men who have not been seen since", "dragged two brothers from their home".
"""

from __future__ import annotations

from collections.abc import Iterator

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree, Word

_STAY = frozenset("remain remains remained trapped stuck buried lie lay lying missing are were is was be being".split())
_UNDER = frozenset("under beneath below".split())
_RUINS = frozenset("rubble debris ruins wreckage slabs concrete wall walls roof ceiling building stones mud".split())
_LED = frozenset("took taken taking led dragged marched herded bundled".split())
_CAPTIVE = frozenset("away hostage captive prisoner off".split())
_HOMES = frozenset("home homes house houses beds village villages vehicle vehicles car bus boat".split())
_WHOM_THEY_TREAT = frozenset("wounded injured dead body bodies remains".split())


def out_of_sight(tree: Tree, word: Word) -> Iterator[Harm]:
    """The harm that a word tells of people who are under ruins, were not seen again, or were led off."""
    if word.lower in _STAY and (
        _lies(tree, word, _UNDER, _RUINS) or _lies(tree, word, frozenset({"in"}), frozenset(["rubble", "ruins"]))
    ):
        yield from _harm_of(Outcome.MISSING, word, _subjects(tree, word))
    elif (
        word.lower in ("seen", "heard")
        and _says_since(tree, word)
        and any(kid.dep == "neg" for kid in tree.kids(word.i))
    ):
        yield from _harm_of(Outcome.MISSING, word, _unseen(tree, word))
    elif word.lower in _LED and word.tag.startswith("VB") and _is_led_off(tree, word):
        yield from _harm_of(Outcome.ABDUCTED, word, tree.kids(word.i, "dobj") or tree.kids(word.i, "nsubjpass"))


def _harm_of(outcome: Outcome, verb: Word, people: list[Word]) -> Iterator[Harm]:
    if kept := tuple(p.i for p in people if is_person_noun(p.lower) or p.tag == "CD" or p.entity == "PERSON"):
        yield Harm(outcome, verb.i, kept)


def _lies(tree: Tree, verb: Word, prepositions: frozenset[str], nouns: frozenset[str]) -> bool:
    return any(
        noun.lower in nouns
        for prep in tree.kids(verb.i, "prep")
        if prep.lower in prepositions
        for noun in tree.kids(prep.i, "pobj")
    )


def _subjects(tree: Tree, verb: Word) -> list[Word]:
    """The subject, also where it was raised ("seven people thought to be buried") or hangs on "are" of "are still trapped"."""
    below = [kid for aux in tree.kids(verb.i, "aux", "auxpass") for kid in tree.kids(aux.i, "nsubj")]
    if own := tree.kids(verb.i, "nsubj", "nsubjpass") or below:
        return own
    if verb.dep in ("acl", "relcl"):
        return [tree[verb.head]]
    raised = verb.dep in ("xcomp", "oprd", "acomp", "ccomp") and verb.head != verb.i
    return _subjects(tree, tree[verb.head]) if raised else []


def _unseen(tree: Tree, verb: Word) -> list[Word]:
    """ "who have not been seen since", "whom relatives have not seen since": those before the clause, else the passive subject."""
    if verb.dep == "relcl":
        return [tree[verb.head]]
    return tree.kids(verb.i, "nsubjpass")


def _says_since(tree: Tree, verb: Word) -> bool:
    return any(kid.lower == "since" for kid in tree.subtree(verb.i))


def _is_led_off(tree: Tree, verb: Word) -> bool:
    """ "took nine students away", "took ten men hostage", "dragged two from their home"; not "took the wounded away"."""
    objects = [*tree.kids(verb.i, "dobj"), *tree.kids(verb.i, "nsubjpass")]
    if any(w.lower in _WHOM_THEY_TREAT or tree.kids(w.i, "nmod") for w in objects):
        return False
    below = {kid.lower for kid in tree.kids(verb.i)} | {w.lower for o in objects for w in tree.kids(o.i)}
    return bool(below & _CAPTIVE) or _lies(tree, verb, frozenset({"from"}), _HOMES)
