"""Decides what harm a noun tells of, and which noun phrases may stand for those harmed: Tree, word -> Harms.

"the killing of two men", "four fatalities", "claimed ten lives". Verbs are read in harms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.lexicon import is_not_people, is_person_noun
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

# Labels of names that are no person's.
_TAKES_LIVES = re.compile(r"^(?:claim|take|took|taking|taken|cost|lose|lost|losing|loss|end|ended|snuff|save)")


def shared_subject(tree: Tree, verb: Word) -> list[Word]:
    """The subject that a verb takes over from the verb above it."""
    for above in tree.ancestors(verb.i):
        takes_over = above.dep == "relcl" or verb.dep in ("conj", "xcomp", "advcl")
        if takes_over and (subject := tree.kids(above.i, "nsubj", "nsubjpass")):
            return [antecedent(tree, above, subject[0])]
        if verb.dep == "acl":
            return [above]
        if not above.tag.startswith("VB"):
            return []
    return []


def antecedent(tree: Tree, verb: Word, word: Word) -> Word:
    """The noun that a relative pronoun stands for: "ten people who were killed" -> people."""
    if word.lower in ("who", "that", "which", "whom") and word.tag.startswith("W"):
        clause = verb if verb.dep == "relcl" else next((a for a in tree.ancestors(verb.i) if a.dep == "relcl"), None)
        return tree[clause.head] if clause else word
    return word


def whom_they_mean(tree: Tree, word: Word, verb: Word) -> Word:
    """Those of the clause above whom "they" stands for.

    "two guards were taken to a hospital, where they died" -> guards; "fired at three men, killing them" -> men
    """
    if word.lower not in ("they", "them"):
        return word
    for above in tree.ancestors(verb.i):
        subjects = tree.kids(above.i, "nsubjpass", "nsubj")
        objects = [
            *tree.kids(above.i, "dobj"),
            *(
                kid
                for prep in tree.kids(above.i, "prep")
                if prep.lower in ("at", "on")
                for kid in tree.kids(prep.i, "pobj")
            ),
        ]
        for noun in subjects if word.lower == "they" else (*objects, *subjects):
            several = noun.tag in ("NNS", "CD") or bool(tree.kids(noun.i, "conj"))
            person = is_person_noun(noun.lower) or noun.entity == "PERSON"
            if several and noun.i < word.i and person and above.i != verb.i:
                return noun
    return word


def event_harm(tree: Tree, word: Word, outcome: Outcome) -> Iterator[Harm]:
    """Harm by a noun for the act: "the killing of two men", "his brother's murder"."""
    if word.dep == "compound":
        return
    by = next(
        (kid for prep in tree.kids(word.i, "prep", "agent") if prep.lower == "by" for kid in tree.kids(prep.i, "pobj")),
        None,
    )
    sufferers = _named_by_of(tree, word) or [
        kid for kid in tree.kids(word.i, "poss") if word.lower not in ("killings", "murders", "executions")
    ]
    kept = tuple(s.i for s in sufferers if may_be_victim(tree, s, weak=True, outcome=outcome))
    if kept:
        yield Harm(outcome, word.i, kept, by=by.i if by else None)


def _named_by_of(tree: Tree, act: Word) -> list[Word]:
    """Those whom "of" names: "the killing of two men", "the death on Friday of a mayor", "the hacking to death of a teacher".

    Of two acts both are done to them: "the kidnapping and murder of two men".
    """
    below = [
        act,
        *tree.kids(act.i, "npadvmod"),
        *(w for to in tree.kids(act.i, "prep") for w in tree.kids(to.i, "pobj")),
    ]
    holders = [
        w
        for w in below
        if w is act or w.entity in ("DATE", "TIME") or w.lower in ("death", "torture", "custody", "detention")
    ]
    holders += [tree[act.head]] if act.dep == "conj" else tree.kids(act.i, "conj")
    return [
        kid
        for holder in holders
        for prep in tree.kids(holder.i, "prep")
        if prep.lower == "of" and prep.i > act.i
        for kid in tree.kids(prep.i, "pobj")
    ][:1]


def victim_noun(tree: Tree, word: Word, outcome: Outcome) -> Iterator[Harm]:
    """Harm counted on its own noun: "four fatalities", "ten civilian lives", "at least 23 dead", "the wounded"."""
    if word.dep == "compound" or not word.tag.startswith(("NN", "JJ", "CD", "VBN")):
        return
    if (
        word.lower in ("lives", "life")
        and tree[word.head].lower in ("lost", "lose", "losing")
        and tree.kids(word.i, "poss")
    ):
        losers = tree.kids(word.head, "nsubj") or shared_subject(tree, tree[word.head])
        yield Harm(outcome, word.i, tuple(antecedent(tree, tree[word.head], w).i for w in losers))
        return
    if taken := lives_taken(tree, word):
        yield Harm(outcome, word.i, taken)
        return
    if word.lower in ("lives",) and not _TAKES_LIVES.match(tree[word.head].lower) and tree[word.head].lower != "of":
        return
    if (
        word.lower in ("lives",)
        and tree[word.head].lower == "of"
        and not _TAKES_LIVES.match(tree[tree[word.head].head].lower)
    ):
        return
    predicate = (
        word.tag in ("JJ", "VBN") and word.dep in ("acomp", "oprd") and word.lower in ("dead", "wounded", "injured")
    )
    if predicate and not any(0 <= word.start - n.end <= 1 for n in tree.numbers):
        return
    number = number_right_before(tree, word)
    if number is not None:
        yield Harm(outcome, word.i, number=number)


def lives_taken(tree: Tree, word: Word) -> tuple[int, ...]:
    """ "claimed the lives of ten people" -> people"""
    if word.lower not in ("lives", "life") or not _TAKES_LIVES.match(tree[word.head].lower):
        return ()
    return tuple(kid.i for of in tree.kids(word.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj"))


def number_right_before(tree: Tree, word: Word) -> NumberExpression | None:
    """The number that counts the noun, with at most a few adjectives between: "740 civilian deaths", "dozens of casualties"."""
    for number in reversed(tree.numbers):
        if number.end > word.start:
            continue
        between = [w for w in tree.words if number.end <= w.start and w.i < word.i]
        if len(between) > 4 or any(
            (w.tag.startswith("VB") and w.tag != "VBN") or w.lower in (",", ";", "to", "in", "from", "on")
            for w in between
        ):
            return None
        if any(
            w.tag.startswith("NN") and w.dep not in ("compound", "nmod", "amod", "poss") and w.lower not in ("people",)
            for w in between
        ):
            return None
        if any(
            start <= number.start < end and label in ("DATE", "TIME", "ORDINAL", "PERCENT")
            for start, end, label in tree.entities
        ):
            return None
        return number
    return None


def may_be_victim(tree: Tree, word: Word, *, weak: bool, outcome: Outcome) -> bool:
    """True where a noun phrase may stand for people (or dwellings, for destruction)."""
    if outcome is Outcome.DESTROYED:
        return word.lower in (
            "houses",
            "homes",
            "house",
            "home",
            "dwellings",
            "huts",
            "buildings",
            "shelters",
            "tents",
            "apartments",
        )
    if is_not_people(word.lower) or word.lower in (
        "it",
        "which",
        "what",
        "this",
        "that",
        "everything",
        "nothing",
        "something",
        "itself",
    ):
        return False
    people = is_person_noun(word.lower) or tree.is_age(word) or word.tag in ("CD", "PRP")
    people = people or any(n.start <= word.start < n.end for n in tree.numbers)  # "at least a dozen were missing"
    people = people or word.entity in ("PERSON", "NORP") or _is_no_one(tree, word)
    people = people or (word.lower in ("more", "others", "another") and any(n.end <= word.start for n in tree.numbers))
    counted = any(kid.tag == "CD" for kid in tree.kids(word.i, "nummod"))
    described = tree.has_age_behind(word) or any(
        kid.tag == "NN" and is_person_noun(kid.lower) for kid in tree.kids(word.i, "appos")
    )
    if (
        not (counted or described)
        and word.tag == "NNP"
        and word.entity in ("GPE", "LOC", "DATE", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT")
    ):
        return False
    inner = [kid for of in tree.kids(word.i, "prep") if of.lower == "of" for kid in tree.kids(of.i, "pobj")]
    people = people or any(is_person_noun(k.lower) or k.entity in ("PERSON", "NORP") or k.tag == "CD" for k in inner)
    people = people or counted or described
    return people or not weak


def _is_no_one(tree: Tree, word: Word) -> bool:
    return word.lower == "one" and any(kid.lower == "no" for kid in tree.kids(word.i))
