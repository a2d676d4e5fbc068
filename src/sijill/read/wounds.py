"""Decides what tells of a wound where no verb of harm does: Tree, word -> True, or the noun that bears a wound.

"was hit by a stray bullet", "sent four guests to the hospital", "is in critical condition", "with gunshot wounds". All of it leaves
open whether they lived; fates.py asks the rest of the text.
"""

from __future__ import annotations

import re
from functools import cache

from sijill.data import load_pattern, load_table
from sijill.read.tree import Tree, Word


def is_struck(tree: Tree, word: Word) -> bool:
    """A blow that a weapon gave, also "was also hit" where shots were fired; "hit by the crisis" and "hit a car" are none.

    "was hit by gunfire", "struck in the leg"
    """
    if word.lower not in _forms("struck") or not word.tag.startswith("VB"):
        return False
    below = "".join(w.text + " " for w in sorted(tree.subtree(word.i), key=lambda w: w.i) if w.i > word.i)
    if _says("missiles", below) and re.match(r"(?:\w+ ){0,4}?(?:by|with)\b", below):
        return True
    if any(_says("missiles", kid.lower) for kid in tree.kids(word.i, "nsubj")):
        return True
    if _says("body_parts", below):
        return _says("fire", tree.text)
    beside = any(kid.lower == "also" for kid in tree.kids(word.i, "advmod"))
    return beside and bool(tree.kids(word.i, "auxpass")) and not tree.kids(word.i, "agent") and _says("fire", tree.text)


def is_grazed(word: Word) -> bool:
    return word.lower in _forms("grazed") and word.tag.startswith("VB")


def is_carried(tree: Tree, word: Word) -> bool:
    """ "were taken to a hospital", "sent six to the hospital": who is brought to be treated was hurt."""
    if word.lower not in _forms("carried") or not word.tag.startswith("VB"):
        return False
    if word.lower in ("hospitalized", "hospitalised"):
        return True
    if word.lower == "treated" and _is_treated(tree, word):
        return True
    for prep in tree.kids(word.i, "prep"):
        if prep.lower in ("to", "at", "in", "into", "from") and any(
            _says("care", tree.words_text(*tree.edges(kid.i))) for kid in tree.kids(prep.i, "pobj")
        ):
            return True
    return False


def _is_treated(tree: Tree, word: Word) -> bool:
    """ "were treated for smoke inhalation", "had to be treated", "treated and released"; not "treated for drug abuse", "treated as"."""
    if any(kid.lower in ("released", "discharged") for kid in tree.kids(word.i, "conj")):
        return True
    after = tree.text[word.end - tree.start :]
    alone = bool(tree.kids(word.i, "auxpass")) and bool(_PATTERNS["treated_only"].match(after))
    return alone or bool(_PATTERNS["treated_for"].match(after))


def tells_of_care(word: Word) -> bool:
    """A word by which harm is told as the state of those hurt: brought to a hospital, in a condition, expected to live."""
    forms = _forms("carried") | _forms("fighting") | _forms("expected") | _forms("state")
    return word.lower in forms or word.lower in ("condition", "care", "hospital")


def bears_wounds(tree: Tree, word: Word) -> bool:
    """ "suffered a gunshot wound", "is suffering from burns", "is fighting for her life", "is expected to survive"."""
    if not word.tag.startswith("VB"):
        return False
    after = tree.text[word.end - tree.start :]
    if word.lower in _forms("suffered"):
        return bool(_PATTERNS["of_wounds"].match(after))
    if word.lower in _forms("fighting"):
        return bool(_PATTERNS["for_life"].match(after))
    return word.lower in _forms("expected") and bool(_PATTERNS["to_live"].match(after))


def ends_own_life(tree: Tree, word: Word) -> bool:
    """ "took his own life", "committed suicide"."""
    return word.tag.startswith("VB") and bool(_PATTERNS["own_life"].match(tree.text[word.start - tree.start :]))


def turns_gun_on_self(tree: Tree, word: Word) -> bool:
    """ "turned the gun on himself": death, unless the text says that he lived (fates.py)."""
    return word.tag.startswith("VB") and bool(_PATTERNS["on_self"].match(tree.text[word.start - tree.start :]))


def borne_by(tree: Tree, word: Word) -> Word | None:
    """The noun, or the verb whose subject it is, that is said to be "in critical condition" or "with gunshot wounds"."""
    prep = tree[word.head]
    if word.dep != "pobj" or prep.lower not in ("in", "with"):
        return None
    first, last = tree.edges(word.i)
    phrase = tree.words_text(first, last)
    if prep.lower == "with" and not _WOUND_NOUN.fullmatch(word.lower):
        return None  # "charged with assault inflicting serious injuries"
    wanted = "condition" if prep.lower == "in" else "wounds"
    plain = word.lower in ("injuries", "injury", "wounds") and tree[prep.head].lower in _forms("lives_on")
    return tree[prep.head] if plain or _PATTERNS[wanted].search(phrase) else None


def _says(table: str, words: str) -> bool:
    return bool(load_pattern("wounds", table).search(words))


@cache
def _forms(verb: str) -> frozenset[str]:
    return frozenset(load_table("wounds")[f"{verb}_forms"])


_WOUND_NOUN = re.compile(r"wounds?|injur(?:y|ies)|cuts|bruises|burns|lacerations|fractures|concussion")
_PATTERNS = {
    "own_life": re.compile(
        r"(?:t(?:ake|akes|ook|aking|aken)\s+(?:his|her|their)\s+own\s+li(?:fe|ves)|commit(?:s|ted|ting)?\s+suicide"
        r"|hang(?:s|ed|ing)?\s+(?:him|her|them)sel(?:f|ves)|bl(?:ew|ow|ows|owing)\s+(?:him|her|them)sel(?:f|ves)\s+up)\b",
        re.I,
    ),
    "on_self": re.compile(
        r"(?:turn(?:s|ed|ing)?|us(?:e|ed|ing))\s+(?:(?:the|a|his|her|their|that)\s+(?:\w+\s+)?(?:gun|handgun|weapon|rifle|pistol|shotgun|knife)|it)\s+"
        r"on\s+(?:him|her|them)sel(?:f|ves)\b",
        re.I,
    ),
    "of_wounds": re.compile(
        r"\s+(?:from\s+)?(?:\w+[\s-]+(?:to\s+)?){0,5}?(?:gunshots?\s+)?(?:wounds?|injuries|burns|lacerations)\b", re.I
    ),
    "for_life": re.compile(r"\s+(?:for|to)\s+(?:(?:his|her|their)\s+)?(?:life|lives|survival)\b", re.I),
    "to_live": re.compile(r"\s+to\s+(?:survive|recover|live|be\s+(?:okay|ok|fine|released)|make\s+a\s+full)\b", re.I),
    "treated_only": re.compile(
        r"\s*(?:[.,;]|$|(?:and|while|after|on|there|by\s+(?:medics|doctors|paramedics))\b)", re.I
    ),
    "treated_for": re.compile(
        r"\s+for\s+(?:[\w-]+\s+){0,4}?(?:wounds?|injur(?:y|ies)|burns?|smoke|inhalation|shock|cuts|bruises|trauma|shrapnel|fractures|concussions?"
        r"|tear\s+gas|lacerations|blood\s+loss)\b",
        re.I,
    ),
    "condition": re.compile(
        r"\b(?:critical|serious|stable|grave|guarded|poor|life-threatening)\b[\w\s,-]{0,24}\bcondition\b|\bintensive care\b",
        re.I,
    ),
    "wounds": re.compile(
        r"\b(?:gunshot|bullet|shrapnel|stab|knife|shotgun|life-?\s?threatening|minor|serious|severe|slight|light|grave|critical|head|leg)\s+"
        r"(?:wounds?|injur(?:y|ies))\b|\b(?:cuts|bruises|burns|lacerations|fractures|concussion)\b",
        re.I,
    ),
}
