"""Decides which words of a sentence say that people left, were driven out, came back or found shelter: Tree -> Moves.

stock: how many are away or sheltered at one time ("5,000 displaced people", "remain displaced"); flow: how many left. Whoever drives
people out is none of those who leave. Counts nobody and names no place (movements.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sijill.model.claim import Flow, Outcome
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

HOUSEHOLDS = frozenset("families family households household".split())
_INHABITANTS = HOUSEHOLDS | frozenset("residents villagers inhabitants civilians townspeople".split())
_FLEE = frozenset("fled flee flees fleeing escaped escape escaping".split())
_LEAVE = frozenset("left leave leaves leaving".split())
_ABANDON = frozenset("abandoned abandon abandons abandoning vacated vacate vacating deserted".split())
_DISPLACE = frozenset(
    "displaced displace displaces displacing evacuated evacuate evacuates evacuating uprooted uproot uproots uprooting expelled expel"
    " expels expelling evicted evicting relocated relocating".split()
)
_FORCE = frozenset(
    "forced force forces forcing drove drive drives driven driving chased chasing pushed pushing sent send sends sending compelled"
    " compelling prompted prompting caused causing obliged obliging led".split()
)
_CROSS = frozenset("crossed crosses crossing".split())
_RETURN = frozenset("returned returning return".split())
_SHELTER = frozenset("sheltering sheltered shelter hosted housed".split())
_STAY = frozenset(
    "living live lives lived staying stay stayed remaining remain remained residing reside camping".split()
)
_REACH = frozenset(
    "reached reach reaches reaching stands stood stand is was were rose risen rises grew grown topped exceeded passed".split()
)
_REFUGE = re.compile(
    r"\b(?:seek|seeks|sought|seeking|take|took|taken|taking|find|found|finding)\s+(?:refuge|shelter|sanctuary)\b|\bleft\s+their\s+(?:homes|houses|villages)\b",
    re.I,
)
_HOME = frozenset(
    "home homes house houses village villages town towns city hamlet hamlets area areas district districts neighbourhood neighbourhoods"
    " neighborhood neighborhoods camp camps settlement settlements quarter land lands farms".split()
)
_OUT = frozenset("from out across off".split())
_SITES = re.compile(
    r"\b(?:displacement|refugee|idp|tented|reception|transit|makeshift)\s+(?:camps?|sites?|settlements?|cent(?:re|er)s?)\b"
    r"|\bcamps?\s+for\s+(?:the\s+)?displaced\b",
    re.I,
)
_STILL = re.compile(
    r"\b(?:still|currently|now|remain|remains|remained|already)\b|\bin\s+(?:\w+\s+)?(?:camps?|shelters?|sites?)\b", re.I
)


_WOUNDED = re.compile(r"\b(?:wound|injur|burn)\w*|\bhospital", re.I)


@dataclass(frozen=True, slots=True)
class Move:
    """One statement. people: heads of who moved; number: where their number stands apart ("the number of displaced reached 300").

    told_by: the verb whose form says that it happened: "were forced to flee", "had to leave".
    """

    verb: Word
    people: list[Word]
    outcome: Outcome
    flow: Flow = Flow.FLOW
    number: NumberExpression | None = None

    def told_by(self, tree: Tree) -> Word:
        head = tree[self.verb.head]
        return head if self.verb.dep in ("xcomp", "ccomp") and head.lower in _FORCE | {"had"} else self.verb


def moves_in(tree: Tree) -> Iterator[Move]:
    """Every statement of a sentence that people moved or are away, in order."""
    refuge = {
        w.i for m in _REFUGE.finditer(tree.text) for w in tree.words if m.start() <= w.start - tree.start < m.end()
    }
    for word in tree.words:
        if word.lower == "displaced" and (stock := _away(tree, word)):
            yield stock
        elif not word.tag.startswith("VB"):
            continue
        elif word.i in refuge:
            left = word.lower == "left"
            yield Move(word, movers(tree, word), Outcome.DISPLACED if left else Outcome.SHELTERED, _stay(tree, word))
        elif _leaves(tree, word):
            yield Move(word, movers(tree, word), Outcome.DISPLACED)
        elif word.lower in _DISPLACE or (word.lower in _FORCE and _is_driven_out(tree, word)):
            yield Move(word, _driven(tree, word), Outcome.DISPLACED)
        elif word.lower in _RETURN and re.search(
            r"\b(?:home|homes|villages?|to)\b", tree.text[word.end - tree.start : word.end - tree.start + 30]
        ):
            yield Move(word, movers(tree, word), Outcome.RETURNED)
        elif word.lower in _STAY and _SITES.search(tree.text[word.end - tree.start :]):
            yield Move(word, movers(tree, word), Outcome.DISPLACED, Flow.STOCK)
        elif word.lower in _SHELTER:
            yield Move(word, tree.kids(word.i, "nsubjpass", "nsubj"), Outcome.SHELTERED, _stay(tree, word))


def _leaves(tree: Tree, verb: Word) -> bool:
    return (
        verb.lower in _FLEE
        or (verb.lower in _LEAVE and _leaves_a_place(tree, verb))
        or (verb.lower in _ABANDON and any(kid.lower in _HOME for kid in tree.kids(verb.i, "dobj")))
        or _crosses_over(tree, verb)
    )


def _stay(tree: Tree, verb: Word) -> Flow:
    """Who is sheltering is counted where he is; who sought or found refuge has come."""
    return Flow.STOCK if verb.tag in ("VBN", "VBG") and not _REFUGE.search(tree.text) else Flow.FLOW


def _away(tree: Tree, word: Word) -> Move | None:
    """A stock: "5,000 displaced people", "remain displaced", "the number of displaced has reached 12,000"; None: people were displaced."""
    head = tree[word.head]
    if word.dep == "amod" or (word.dep in ("pobj", "compound") and not word.tag.startswith("VBD")):
        people = head if word.dep in ("amod", "compound") else word
        if number := _told_apart(tree, people):
            return Move(word, [people], Outcome.DISPLACED, Flow.STOCK, number)
        return Move(word, [people], Outcome.DISPLACED, Flow.STOCK) if people is not word else None
    if word.dep in ("acomp", "oprd") and head.lower in _STAY:
        return Move(word, tree.kids(head.i, "nsubj"), Outcome.DISPLACED, Flow.STOCK)
    if word.tag == "VBN" and tree.kids(word.i, "nsubjpass") and _STILL.search(tree.text) and not _since(tree, word):
        return Move(word, tree.kids(word.i, "nsubjpass"), Outcome.DISPLACED, Flow.STOCK)
    return None


def _since(tree: Tree, verb: Word) -> bool:
    """Told as what has happened: "have been displaced", "were displaced by", "displaced since"."""
    return any(kid.lower == "been" for kid in tree.kids(verb.i, "auxpass")) or any(
        kid.lower in ("since", "by") for kid in tree.kids(verb.i, "prep", "agent")
    )


def _told_apart(tree: Tree, people: Word) -> NumberExpression | None:
    """ "the number of displaced people in Kessel has reached 12,000": the number is the verb's."""
    noun = next((above for above in tree.ancestors(people.i) if above.lower in ("number", "total", "figure")), None)
    if noun is None or noun.dep not in ("nsubj", "nsubjpass"):
        return None
    verb = tree[noun.head]
    if verb.lower not in _REACH:
        return None
    return next((one for one in tree.numbers if one.start > verb.start), None)


def _leaves_a_place(tree: Tree, verb: Word) -> bool:
    """ "140 families have left Ostren", "the villagers left the area": people leave a named place, inhabitants any that is lived in."""
    left = tree.kids(verb.i, "dobj")
    who = movers(tree, verb)
    if any(word.lower in _HOME and tree.kids(word.i, "det", "poss") for word in left):
        return any(word.lower in _INHABITANTS for word in who)
    named = any(word.tag.startswith("NNP") or word.entity in ("GPE", "LOC") for word in left)
    return named and any(is_person_noun(word.lower) or word.lower in HOUSEHOLDS for word in who)


def _crosses_over(tree: Tree, verb: Word) -> bool:
    """ "1,200 families crossed the river into Ostmark": people who leave one side for the other."""
    over = any(kid.lower in ("into", "to") for kid in tree.kids(verb.i, "prep"))
    people = any(
        is_person_noun(w.lower) or w.lower in ("families", "households", "refugees") for w in movers(tree, verb)
    )
    return verb.lower in _CROSS and over and people


def _is_driven_out(tree: Tree, verb: Word) -> bool:
    """ "drove 64 families out of Baston", "were forced from their homes", "sent 300 people across the border"."""
    for prep in tree.kids(verb.i, "prep"):
        inner = [prep, *tree.kids(prep.i, "prep")]
        ends = [end for one in inner for end in tree.kids(one.i, "pobj")]
        if prep.lower in _OUT and any(_is_left(end) for end in ends):
            return True
    return False


def _is_left(word: Word) -> bool:
    return word.lower in _HOME or word.lower in ("border", "frontier") or word.tag.startswith("NNP")


def _driven(tree: Tree, verb: Word) -> list[Word]:
    """Who is displaced by somebody or something, or in a headline ("families uprooted"); nobody who is brought to be treated."""
    if verb.lower.startswith("evacuat") and _WOUNDED.search(tree.words_text(*tree.edges(verb.i))):
        return []
    people = (
        tree.kids(verb.i, "dobj") or tree.kids(verb.i, "nsubjpass") or ([tree[verb.head]] if verb.dep == "acl" else [])
    )
    return people or (tree.kids(verb.i, "nsubj") if verb.tag == "VBN" else [])


def movers(tree: Tree, verb: Word) -> list[Word]:
    """Who moves: the verb's subject, the noun that it describes, or whoever is forced to."""
    if subjects := tree.kids(verb.i, "nsubj", "nsubjpass"):
        clause = tree[verb.head]
        return [clause if s.tag.startswith("W") and verb.dep == "relcl" else s for s in subjects]
    if verb.dep in ("acl", "amod"):
        return [tree[verb.head]]
    if verb.dep in ("conj", "xcomp", "advcl", "ccomp"):
        head = tree[verb.head]
        if head.lower in _FORCE and (driven := tree.kids(head.i, "dobj", "nsubjpass")):
            return driven
        return tree.kids(head.i, "nsubj", "nsubjpass")
    return []
