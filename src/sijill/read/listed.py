"""Decides where a text tells those harmed one by one: "the dead included three children" -> Harms that are parts of another."""

from __future__ import annotations

from collections.abc import Iterator

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree, Word

_THOSE_HARMED = {
    "victims": Outcome.CASUALTIES, "casualties": Outcome.CASUALTIES,
    "dead": Outcome.KILLED, "killed": Outcome.KILLED, "fatalities": Outcome.KILLED, "slain": Outcome.KILLED, "deaths": Outcome.KILLED,
    "deceased": Outcome.KILLED, "wounded": Outcome.INJURED, "injured": Outcome.INJURED, "missing": Outcome.MISSING,
    "abducted": Outcome.ABDUCTED, "kidnapped": Outcome.ABDUCTED,
}  # fmt: skip


def listed_in(tree: Tree, context: Outcome | None) -> Iterator[Harm]:
    """Those harmed, told one by one: "the dead included three children", "among the wounded was a nurse", "two of them were soldiers"."""
    for word in tree.words:
        if word.lower in (
            "include",
            "includes",
            "included",
            "including",
            "comprised",
            "comprise",
            "were",
            "was",
            "are",
            "is",
            "numbered",
        ):
            for listed, outcome in _listed_by(tree, word, context):
                settled = context if outcome is Outcome.CASUALTIES and context else outcome
                yield Harm(settled, word.i, listed, lists=True)


def _listed_by(tree: Tree, verb: Word, context: Outcome | None) -> Iterator[tuple[tuple[int, ...], Outcome]]:
    subjects = tree.kids(verb.i, "nsubj", "nsubjpass")
    attributes = tree.kids(verb.i, "dobj", "attr")
    for subject in subjects:
        if subject.lower in _THOSE_HARMED and verb.lower.startswith(("includ", "compris", "were")) and attributes:
            yield tuple(a.i for a in attributes), _THOSE_HARMED[subject.lower]
    for prep in tree.kids(verb.i, "prep"):
        for harmed in tree.kids(prep.i, "pobj"):
            if prep.lower == "among" and harmed.lower in (*_THOSE_HARMED, "them"):
                outcome = _THOSE_HARMED.get(harmed.lower, context)
                if outcome and subjects and not attributes:
                    yield tuple(s.i for s in subjects), outcome
    if context and subjects and attributes and (counted := _counted_as(tree, subjects[0], attributes[0])):
        yield (counted,), context


def _counted_as(tree: Tree, subject: Word, attribute: Word) -> int | None:
    """ "three of them were children", "a number – 745 – were civilians": the number in the subject, what they were in the attribute."""
    if not is_person_noun(attribute.lower):
        return None
    of_them = any(
        kid.lower in ("them", "those", "these", "whom", "victims", "dead", "casualties", "fatalities", "killed")
        for of in tree.kids(subject.i, "prep")
        for kid in tree.kids(of.i, "pobj")
    )
    aside = [kid for kid in tree.kids(subject.i, "appos") if kid.tag == "CD"]
    whole = any(prep.lower == "among" for prep in tree.kids(attribute.head, "prep"))
    if subject.tag == "CD" and (of_them or whole):
        return subject.i
    return aside[0].i if aside and (of_them or whole or subject.lower == "number") else None
