"""Decides how a statement is meant: asserted, reported, alleged, feared, denied or hypothetical; and how far it is verified.

Looks at the words around the harm in its own clause. Does not look at who speaks (speakers.py hands that in).
"""

from __future__ import annotations

import re

from sijill.data import load_lower_pattern, load_table
from sijill.model.claim import Stance, Verification
from sijill.read.speakers import Speech
from sijill.read.tree import Tree, Word

_UNREAL_MODALS = frozenset({"could", "might", "would", "may", "will", "shall", "can", "should", "must", "'ll", "'d"})
_HEDGES = {
    "allegedly": Stance.ALLEGED, "alleged": Stance.ALLEGED, "purportedly": Stance.ALLEGED,
    "reportedly": Stance.REPORTED, "reported": Stance.REPORTED, "apparently": Stance.REPORTED,
    "feared": Stance.FEARED, "fear": Stance.FEARED, "fears": Stance.FEARED, "presumed": Stance.FEARED,
    "possibly": Stance.FEARED, "likely": Stance.FEARED,
}  # fmt: skip
_TOLD_OF = {
    "reports": Stance.REPORTED, "report": Stance.REPORTED, "rumours": Stance.REPORTED, "rumors": Stance.REPORTED,
    "allegations": Stance.ALLEGED, "accusations": Stance.ALLEGED, "claims": Stance.ALLEGED,
}  # fmt: skip
_OF_A_FIGURE = re.compile(
    r"\b(?:toll|figure|figures|number|numbers|count|report|reports|claim|claims|deaths|casualties|this|these|it)\b",
    re.I,
)
_VERIFIED = re.compile(r"\b(?:independently |has |have |been )?verified\b(?! by no)", re.I)


def is_negated(tree: Tree, word: Word) -> bool:
    """True where the clause says that it did not happen: "was not injured", "nobody claimed"."""
    if word.lower in ("survive", "survived", "seen", "heard"):
        return False  # who did not survive died, who was not seen since is missing
    if any(kid.lower in ("attempted", "failed", "foiled", "thwarted", "averted") for kid in tree.kids(word.i, "amod")):
        return True
    chain = [word, *([tree[word.head]] if word.dep in ("acomp", "oprd", "xcomp", "attr", "dobj", "conj") else [])]
    return any(
        kid.dep == "neg" or kid.lower in ("not", "n't", "never", "without") for w in chain for kid in tree.kids(w.i)
    ) or (word.dep == "pcomp" and tree[word.head].lower == "without")


def stance_of(tree: Tree, word: Word, speech: Speech | None) -> Stance:
    """How a harm is meant, from its clause and the act of saying above it."""
    if _may_have(tree, word):
        return Stance.FEARED
    if _is_unreal(tree, word):
        return Stance.HYPOTHETICAL
    if speech and speech.denies:
        return Stance.DENIED
    if hedge := _hedge(tree, word):
        return hedge
    if (
        word.dep in ("acl", "ccomp") and tree[word.head].lower in _TOLD_OF
    ):  # "asked about reports that 100 had been killed"
        return _TOLD_OF[tree[word.head].lower]
    if speech is None:
        return Stance.ASSERTED
    return Stance.ALLEGED if speech.accuses else Stance.REPORTED


def _may_have(tree: Tree, word: Word) -> bool:
    """ "as many as 70 people may have been killed": it is feared to have happened, not imagined."""
    aux = [kid.lower for kid in tree.kids(word.i, "aux", "auxpass")]
    if "could" in aux and not tree.kids(word.i, "auxpass"):
        return False  # "it could have killed her": it did not
    return bool({"may", "might", "could"} & set(aux)) and "have" in aux and not tree.text.rstrip("\"'”’)").endswith("?")


def _is_unreal(tree: Tree, word: Word) -> bool:
    if tree.text.rstrip("\"'”’)").endswith("?"):
        return True
    if any(
        kid.lower in ("attempted", "planned", "failed", "foiled", "potential", "possible", "would-be")
        for kid in tree.kids(word.i, "amod")
    ):
        return True
    for verb in (word, *tree.ancestors(word.i)):
        if _is_presupposed(tree, verb):
            return False
        kids = tree.kids(verb.i)
        modal = next((kid for kid in kids if kid.dep == "aux" and kid.lower in _UNREAL_MODALS), None)
        if modal and not (
            modal.lower in ("would", "'d", "could", "can", "may", "will", "'ll")
            and verb.i != word.i
            and not _same_clause(tree, word, verb)
        ):
            return True
        if any(kid.dep == "mark" and kid.lower in ("if", "unless", "whether", "lest") for kid in kids):
            return True
        if verb.dep in ("xcomp", "advcl", "acl", "ccomp") and any(
            kid.lower == "to" and kid.tag == "TO" for kid in kids
        ):
            governor = tree[verb.head]
            if any(kid.lower == "have" for kid in kids):
                continue  # "claimed to have killed": told of as done
            if governor.lower not in (
                "confirmed",
                "known",
                "reported",
                "believed",
                "said",
                "found",
                "thought",
                "understood",
                "used",
                "continued",
                "continues",
                "continue",
                "helped",
                "managed",
                "began",
                "proceeded",
                "able",
                "going",
                "had",  # "four had to be treated"
            ):
                return True
        if tree[verb.head].lower == "let" and tree.kids(verb.head, "neg"):
            return True  # "do not let her die"
        if tree[verb.head].lower in load_table("scope")["unreal_verbs"] and verb.dep in (
            "xcomp",
            "ccomp",
            "dobj",
            "pcomp",
        ):
            return True
        if verb.dep in ("ccomp", "advcl", "relcl", "acl", "parataxis", "ROOT"):
            return False
    return False


# Prepositions behind which an act is taken as done, whatever the clause above wants or foresees, and the words that yet foresee it.
_DONE_BEHIND = frozenset("after following since over for in from".split())
_FORESEEING = frozenset(
    "call calls called calling plan plans planned plot plots plotted prepare prepares prepared preparing result results resulted"
    " resulting end ends ended ending succeed succeeds succeeded hope hopes hoped brace braced bracing responsible".split()
)
_ACCUSING = frozenset("accused convicted suspected guilty acquitted accuse accuses accusing suspect".split())


def _is_presupposed(tree: Tree, act: Word) -> bool:
    """ "will be tried for the killing of two", "is expected after the death of a boy": the act is done, its sequel is not."""
    if act.dep not in ("pobj", "pcomp"):
        return False
    prep = tree[act.head]
    above = tree[prep.head].lower
    return (prep.lower in _DONE_BEHIND and above not in _FORESEEING) or (prep.lower == "of" and above in _ACCUSING)


def _same_clause(tree: Tree, word: Word, verb: Word) -> bool:
    return all(
        a.dep not in ("ccomp", "advcl", "relcl", "acl", "parataxis")
        for a in [word, *tree.ancestors(word.i)][: max(1, abs(word.i - verb.i))]
    )


def _hedge(tree: Tree, word: Word) -> Stance | None:
    nearby = [*tree.kids(word.i), *tree.kids(tree[word.head].i), tree[word.head]]
    near = [w for w in nearby if w.lower in _HEDGES and abs(w.i - word.i) < 14 and not _is_of_a_noun(tree, w, word)]
    near = [
        w
        for w in near
        if w.lower not in ("reported", "fears", "fear", "likely", "alleged")
        or w.i == tree[word.head].i
        or w.dep in ("amod", "advmod")
    ]
    return _HEDGES[near[0].lower] if near else None


def _is_of_a_noun(tree: Tree, hedge: Word, verb: Word) -> bool:
    """ "5 men, two possibly civilians, were killed": in doubt is who they were, not that they were killed."""
    if hedge.tag != "RB" or hedge.i + 1 >= len(tree) or abs(hedge.i - verb.i) == 1:
        return False
    following = tree[hedge.i + 1]
    apart = any(w.lower in (",", "-", "–", "—", ")") for w in tree.words[hedge.i : verb.i])
    return following.tag.startswith("NN") or (following.tag in ("CD", "DT", "JJ") and (apart or hedge.i > verb.i + 1))


def verification_of(sentence: str, following: str) -> Verification:
    """How far a figure is checked, from its sentence and the one after it."""
    if load_lower_pattern("scope", "retracted").search(sentence.lower()):
        return Verification.RETRACTED
    for words in (sentence, following):
        if load_lower_pattern("scope", "unverified").search(words.lower()) and _OF_A_FIGURE.search(words):
            return Verification.UNDER_INVESTIGATION
    return Verification.VERIFIED if _VERIFIED.search(sentence) and "not" not in sentence else Verification.NONE
