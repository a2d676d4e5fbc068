"""What an accusation is, and which words of a sentence name somebody who may have done it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sijill.data import load_table
from sijill.model.claim import Speaker, Stance
from sijill.read.lexicon import collective_count, is_person_noun, status_of
from sijill.read.tree import Tree, Word

_DEMONYM = re.compile(r"[A-Z][a-z]+(?:ian|ean|ese|ish|ani|[bdgklmnqrstvz]i)")  # "Orani", "Valdrian"
# Blame for a policy or a crisis is no claim of violence.
AN_ACT = re.compile(
    r"\b(?:attack|kill|murder|massacre|bomb|blast|shoot|shot|raid|ambush|assault|strike|explosion|execut|abduct|kidnap|shell|atrocit|burn"
    r"|death|violence|bloodshed|carnage|slaughter)\w*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Accusation:
    """Who (head word), by which word of the tree, how it is meant where the grammar decides.

    first, last: the words of who did it where they are no phrase of their own ("the Orani-led coalition air strike").
    """

    who: int
    verb: int
    stance: Stance | None = None
    speaker: Speaker | None = None
    first: int | None = None
    last: int | None = None


def is_side(tree: Tree, word: Word) -> bool:
    """True for words that name a party to violence: "rebels", "the army", "the Ridge Front"."""
    table = load_table("perpetrators")
    if word.lower in table["nobody"]:
        return calls_itself(tree, word)
    return (
        word.lower in table["parties"]
        or status_of(word.lower).is_combatant
        or (word.entity in ("ORG", "NORP") and word.tag.startswith(("NNP", "JJ")))
    )


def calls_itself(tree: Tree, word: Word) -> bool:
    """ "a group calling itself the Ridge Front", "a movement known as the Brotherhood"."""
    named = ("calling", "called", "calls", "known", "styling", "styles")
    return any(kid.lower in named for kid in tree.kids(word.i, "acl", "relcl"))


def names_side(tree: Tree, word: Word) -> bool:
    """ "Orani-led", "coalition", "rebel", "the army's", "Valdria's": a side, not the place or the kind of the act."""
    if word.lower in ("led", "backed") and word.i and tree[word.i - 1].text == "-":
        return True
    if word.dep == "poss":
        return is_side(tree, word) or word.entity in ("GPE", "NORP", "ORG")
    demonym = (
        word.entity == "NORP" or (word.entity == "GPE" and word.tag == "JJ") or bool(_DEMONYM.fullmatch(word.text))
    )
    arms = load_table("perpetrators")["acts_of_arms"]
    return (is_side(tree, word) and word.lower not in arms) or demonym


def names_somebody(tree: Tree, who: Word) -> bool:
    """True for a name, a side or a description; not for "attackers", "it", "a bomb", "the violence"."""
    table = load_table("perpetrators")
    if any(names_somebody(tree, other) for other in tree.kids(who.i, "conj")):
        return True
    if any(kid.lower in ("no", "any", "each") for kid in tree.kids(who.i, "det")):
        return False
    if who.lower in table["nobody"]:
        if any(kid.tag.startswith("NNP") for kid in tree.kids(who.i, "appos")):
            return True  # "the militant group, the Ridge Front"
        if calls_itself(tree, who) or _wears(tree, who):
            return True
        of = [
            kid
            for prep in tree.kids(who.i, "prep")
            if prep.lower in ("of", "from")
            for kid in tree.kids(prep.i, "pobj")
        ]
        if who.lower not in ("victim", "victims", "people", "others") and any(is_side(tree, kid) for kid in of):
            return True  # "members of a militia", "a bomber of the Front"
        described = [
            kid
            for kid in tree.kids(who.i)
            if kid.dep in ("amod", "compound", "nmod") and kid.lower not in table["empty_adjectives"]
        ]
        return any(names_side(tree, kid) or is_person_noun(who.lower) for kid in described)
    if who.lower in table["machines"]:  # "warplanes" alone name nobody
        of = [kid for p in tree.kids(who.i, "prep") if p.lower in ("of", "from") for kid in tree.kids(p.i, "pobj")]
        beside = tree.kids(who.i, "amod", "compound", "nmod", "poss")
        return any(names_side(tree, kid) for kid in beside) or any(is_side(tree, kid) for kid in of)
    if collective_count(who.lower) and not who.entity:  # "a pair of bombings"
        return any(is_person_noun(kid.lower) for p in tree.kids(who.i, "prep") for kid in tree.kids(p.i, "pobj"))
    if who.tag == "CD":  # "three of its officers"
        some = [kid for of in tree.kids(who.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")]
        return any(names_somebody(tree, kid) for kid in some)
    if who.tag in ("PRP", "WP", "WDT", "DT", "EX"):
        return False
    if who.entity in ("ORG", "NORP", "PERSON"):
        return True
    if who.tag.startswith("NNP") and who.lower in load_table("people")["bodies"]["words"]:
        return True  # "the Orani Union"
    return is_person_noun(who.lower) or who.lower in table["parties"]


def _wears(tree: Tree, who: Word) -> bool:
    """ "men in army uniforms", "men wearing fatigues": dress describes a side."""
    below = [*tree.kids(who.i, "prep"), *tree.kids(who.i, "acl")]
    worn = [kid for word in below if word.lower in ("in", "wearing") for kid in tree.kids(word.i, "pobj", "dobj")]
    return any(kid.lower in load_table("perpetrators")["dress"] for kid in worn)
