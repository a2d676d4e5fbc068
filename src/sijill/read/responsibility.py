"""Decides who is said to have done it where no verb of violence says so: Tree -> Accusations.

"held the Front responsible for the massacre", "is believed to be behind the attack", "at the hands of", "laid the blame on", "pointed
the finger at", "denied any role in", "took responsibility", "believed to be Orani herders". What those words stand for, and how they
are meant in the end, is decided in perpetrators.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sijill.data import load_words
from sijill.model.claim import Stance
from sijill.read.accusation import AN_ACT, Accusation, is_side
from sijill.read.lexicon import status_of
from sijill.read.speaker_phrases import speaker_from
from sijill.read.tree import Tree, Word

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re"})
_THOUGHT = frozenset("believed thought suspected understood said reported alleged presumed known considered".split())
_LAID = frozenset("laid lay lays laying put puts putting placed places placing cast casts pinned pins pinning".split())
_TOOK = frozenset("took take takes taking taken accepted accepts admitted admits assumed".split())
_DENIED = frozenset("denied denies deny denying rejected rejects disputed disclaimed disclaims".split())
_SHARE = frozenset("involvement responsibility role part complicity participation".split())
_CHARGE = frozenset("accusation accusations allegation allegations charge charges claim claims".split())
_BORE = frozenset("bore bears bear bearing carries carried has had".split())
_PLAIN_FOLK = frozenset(
    "men man person persons people group groups individuals others members someone victim victims who that".split()
)
_DYING = re.compile(r"\b(?:died|dead|suffer\w*|perish\w*)\b", re.I)


def laid_responsibility(tree: Tree) -> Iterator[Accusation]:
    """Every accusation that is made by such words."""
    for word in tree.words:
        if rule := _RULES.get(word.lower):
            yield from rule(tree, word)
        elif word.lower in _DENIED:
            yield from _denied(tree, word)
        elif word.lower in _THOUGHT:
            yield from _thought_to_be(tree, word)


def _objects(tree: Tree, word: Word, *prepositions: str) -> list[Word]:
    return [
        kid for prep in tree.kids(word.i, "prep") if prep.lower in prepositions for kid in tree.kids(prep.i, "pobj")
    ]


def subjects_of(tree: Tree, verb: Word) -> list[Word]:
    """The subject of a verb, also where it was raised: "X is believed to be behind it" -> X"""
    if own := tree.kids(verb.i, "nsubj", "nsubjpass"):
        return own
    if verb.dep in ("xcomp", "conj", "ccomp", "oprd", "acomp") and tree[verb.head].i != verb.i:
        return subjects_of(tree, tree[verb.head])
    return [tree[verb.head]] if verb.dep in ("acl", "relcl") else []


def _tells_of_an_act(tree: Tree, word: Word) -> bool:
    return bool(AN_ACT.search(tree.words_text(*tree.edges(word.i))))


def _alleged(who: Sequence[Word], verb: Word, tree: Tree, by: Sequence[Word] = ()) -> Iterator[Accusation]:
    speaker = next((s for word in by if (s := speaker_from(tree, word))), None)
    yield from (Accusation(kid.i, verb.i, Stance.ALLEGED, speaker) for kid in who)


def _hands(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "died at the hands of the Brigade"."""
    if tree[word.head].lower == "at" and (AN_ACT.search(tree.text) or _DYING.search(tree.text)):
        yield from (Accusation(kid.i, tree[word.head].head) for kid in _objects(tree, word, "of"))


def _responsible(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "held X responsible for the deaths", "X was responsible for the massacre", "X is believed to be responsible"."""
    grounds = [prep for prep in tree.kids(word.i, "prep") if prep.lower == "for"]
    if not any(_tells_of_an_act(tree, prep) for prep in grounds) and (grounds or not AN_ACT.search(tree.text)):
        return
    above = tree[word.head]
    if small := tree.kids(word.i, "nsubj"):  # "hold government troops responsible"
        yield from _alleged(small, word, tree, tree.kids(above.i, "nsubj"))
    elif (
        word.dep == "amod" and above.dep in ("dobj", "nsubjpass") and word.i > above.i
    ):  # "found the brigade responsible"
        yield from _alleged([above], tree[above.head], tree, tree.kids(above.head, "nsubj"))
    elif above.tag.startswith("VB") and above.lower not in _BE:
        held = tree.kids(above.i, "dobj") or tree.kids(above.i, "nsubjpass")
        yield from _alleged(held, above, tree, tree.kids(above.i, "nsubj"))
    elif above.lower in _BE:
        yield from _alleged(subjects_of(tree, above), above, tree)


def _behind(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "X was behind the killing", "X is believed to be behind the attack"; not "the group behind the attack"."""
    verb = tree[word.head]
    if (
        word.dep == "prep"
        and verb.lower in _BE
        and any(_tells_of_an_act(tree, kid) for kid in tree.kids(word.i, "pobj"))
    ):
        yield from _alleged(subjects_of(tree, verb), verb, tree)


def _responsibility(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "took responsibility for the bombing", "bears responsibility for the killings"."""
    verb = tree[word.head]
    if verb.lower in _TOOK and word.dep == "dobj" and not any(kid.lower == "no" for kid in tree.kids(word.i, "det")):
        grounds = [prep for prep in (*tree.kids(word.i, "prep"), *tree.kids(verb.i, "prep")) if prep.lower == "for"]
        deed = any(_tells_of_an_act(tree, prep) for prep in grounds)
        for subject in subjects_of(tree, verb):
            named = not any(kid.lower == "no" for kid in tree.kids(subject.i, "det"))
            if named and (deed or (not grounds and is_side(tree, subject))):
                yield Accusation(subject.i, verb.i, Stance.CLAIMED, speaker_from(tree, subject))
    elif verb.lower in _BORE and word.dep == "dobj" and AN_ACT.search(tree.text):
        yield from _alleged(subjects_of(tree, verb), verb, tree)


def _blame(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "laid the blame on X", "the blame was put on X by Y", "blame fell on X"; not blame for anything else."""
    verb = tree[word.head]
    if word.dep not in ("dobj", "nsubj", "nsubjpass") or not verb.tag.startswith("VB") or not AN_ACT.search(tree.text):
        return
    on = _objects(tree, word, "on", "upon") or _objects(tree, verb, "on", "upon", "with")
    if verb.lower in _LAID and word.dep != "nsubj":
        by = tree.kids(verb.i, "nsubj") or [kid for a in tree.kids(verb.i, "agent") for kid in tree.kids(a.i, "pobj")]
        yield from _alleged(on, verb, tree, by)
    elif verb.lower in ("fell", "falls", "fall", "falling"):
        yield from _alleged(on, verb, tree)


def _finger(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "pointed the finger at the army"."""
    verb = tree[word.head]
    if verb.lower.startswith("point"):
        at = _objects(tree, verb, "at", "to", "towards") or _objects(tree, word, "at", "to", "towards")
        yield from _alleged(at, verb, tree, tree.kids(verb.i, "nsubj") if word.dep == "dobj" else ())


def _suspicion(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "suspicion fell on the Front"."""
    verb = tree[word.head]
    if word.dep == "nsubj" and verb.lower in ("fell", "falls", "fallen", "centred", "centered", "focused"):
        yield from _alleged(_objects(tree, verb, "on", "upon"), verb, tree)


def _hallmarks(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "the raid bore the hallmarks of the Front": of a side, not of anything else."""
    verb = tree[word.head]
    if verb.lower in _BORE:
        yield from _alleged([kid for kid in _objects(tree, word, "of") if is_side(tree, kid)], verb, tree)


def _points(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "the Front rejects the claim and points to the police": towards a side and nothing else."""
    if word.tag.startswith("VB") and not tree.kids(word.i, "dobj"):
        by = [
            s
            for s in subjects_of(tree, word)
            if s.lower not in ("evidence", "everything", "signs", "finger", "fingers")
        ]
        yield from _alleged([kid for kid in _objects(tree, word, "to", "at") if is_side(tree, kid)], word, tree, by)


def _did(tree: Tree, word: Word) -> Iterator[Accusation]:
    """ "The army did this," said by somebody of what was done to people."""
    done = tree.kids(word.i, "dobj", "nsubjpass")
    if word.tag.startswith("VB") and any(kid.lower in ("this", "it", "that") for kid in done):
        sides = [kid for kid in tree.kids(word.i, "nsubj") if is_side(tree, kid)]
        by = [kid for a in tree.kids(word.i, "agent") for kid in tree.kids(a.i, "pobj") if is_side(tree, kid)]
        yield from (Accusation(kid.i, word.i) for kid in (*sides, *by))


def _denied(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "the army denied any role in the killings", "denied responsibility": of itself, unless it speaks of somebody else's."""
    if not verb.tag.startswith("VB"):
        return
    for what in tree.kids(verb.i, "dobj"):
        of_others = [
            kid for kid in (*_objects(tree, what, "of", "by"), *tree.kids(what.i, "poss")) if is_side(tree, kid)
        ]
        if what.lower in _SHARE or (what.lower in _CHARGE and AN_ACT.search(tree.text)):
            who = of_others or subjects_of(tree, verb)
            speaker = next((s for word in tree.kids(verb.i, "nsubj") if (s := speaker_from(tree, word))), None)
            yield from (Accusation(kid.i, verb.i, Stance.DENIED, speaker) for kid in who)


def _thought_to_be(tree: Tree, verb: Word) -> Iterator[Accusation]:
    """ "attackers believed to be Orani herders", "the gunmen are thought to be rebels": what those who did it are."""
    if verb.dep in ("acl", "relcl"):
        doers = [tree[verb.head]]
    else:
        doers = tree.kids(verb.i, "nsubjpass", "nsubj")
    if not any(may_be_told_of(word) for word in doers):
        return
    for be in tree.kids(verb.i, "xcomp"):
        if be.lower == "be":
            yield from _alleged(tree.kids(be.i, "attr"), verb, tree)


def may_be_told_of(word: Word) -> bool:
    """True for words that mean only whoever did it, and for men at arms: of these a text may go on to say who they were."""
    nobody = word.lower in load_words("perpetrators", "nobody") and word.lower not in _PLAIN_FOLK
    return nobody or (status_of(word.lower).value == "attackers") or word.lower in ("snipers", "raiders", "fighters")


_RULES: dict[str, Callable[[Tree, Word], Iterator[Accusation]]] = {
    "hands": _hands, "responsible": _responsible, "behind": _behind, "responsibility": _responsibility, "blame": _blame,
    "finger": _finger, "fingers": _finger, "suspicion": _suspicion, "suspicions": _suspicion, "hallmarks": _hallmarks,
    "hallmark": _hallmarks, "points": _points, "pointed": _points, "did": _did, "done": _did,
}  # fmt: skip
