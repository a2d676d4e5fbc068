"""Decides where a text tells those harmed one by one: "the dead included three children" -> Harms that are parts of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Outcome, Status
from sijill.read.harm import Harm
from sijill.read.lexicon import age_group_of, is_person_noun, sex_of, status_of
from sijill.read.tree import Tree, Word
from sijill.text.numbers import NumberExpression

_THOSE_HARMED = {
    "victims": Outcome.CASUALTIES, "casualties": Outcome.CASUALTIES,
    "dead": Outcome.KILLED, "killed": Outcome.KILLED, "fatalities": Outcome.KILLED, "slain": Outcome.KILLED, "deaths": Outcome.KILLED,
    "deceased": Outcome.KILLED, "wounded": Outcome.INJURED, "injured": Outcome.INJURED, "missing": Outcome.MISSING,
    "abducted": Outcome.ABDUCTED, "kidnapped": Outcome.ABDUCTED,
}  # fmt: skip


_ASIDE = re.compile(
    r"(?:\b(?:including|notably|namely|comprising|among them|among whom were)|\()\s*(?:the\s+|also\s+)?$", re.I
)
_IDENTIFIED = frozenset(
    "identified confirmed verified listed recorded described registered classified documented believed".split()
)
_OF_WHOM = re.compile(r"\bof\s+(?:whom|them|those)\s*,?\s*$", re.I)
_ALL_BUT = re.compile(r"\b(?:all\s+but|all\s+except|except(?:\s+for)?|apart\s+from)\s+$", re.I)
_BEHIND_OF_THEM = re.compile(
    r"\s+of\s+(?:them|whom)\s+(?!(?:was|were|is|are|had|have|has|died|may|might|could|later|in|at|by)\b)", re.I
)
_GRAVELY = re.compile(r"(?:critically|seriously|gravely|severely|badly|slightly|lightly)\b", re.I)
_BRACKETS = re.compile(r"\([^()]{5,160}\)")
_OF_A_PART = re.compile(r"\s+(?:in|from|on|at|among|inside|near)\s", re.I)
_OF_THE = re.compile(r"\s+of\s+(?:the|its|their|his|her|these|those)\b", re.I)
_WERE = re.compile(r"\s+(?:was|were|are|is|(?:may|might|could)\s+have\s+been)\b", re.I)
# A status that is said within this many characters behind a number counts those of it.
MAX_NOUN_REACH = 40


def statuses_aside(tree: Tree, harms: list[Harm]) -> Iterator[Harm]:
    """Fighters and civilians counted in passing: "including eight policemen", "15 died (13 civilians)" -> Harms that are parts.

    Children or women counted in passing stay details of the whole: they take nobody out of a class of victims.
    """
    wholes = [h for h in harms if h.outcome in (Outcome.KILLED, Outcome.INJURED) and not h.lists]
    for number in tree.numbers:
        if not _is_aside(tree, number):
            continue
        noun = _noun_behind(tree, number.end)
        whole = _told_before(tree, wholes, number.start)
        if whole and noun is not None and _takes_out(tree, noun, number.end):
            yield Harm(whole.outcome, noun.i, number=number, lists=True)
    yield from _of_them(tree, wholes)
    yield from _broken_down(tree, wholes)
    for noun in tree.words:
        first = _one_aside(tree, noun)
        whole = _told_before(tree, wholes, first.start) if first else None
        if whole and first and status_of(noun.lower, tree.words_text(first.i, noun.i)).is_combatant:
            yield Harm(whole.outcome, noun.i, (noun.i,), lists=True)


def _of_them(tree: Tree, wholes: list[Harm]) -> Iterator[Harm]:
    """ "nine dead, three of them officers", "23 were killed, 19 of them protesters": with no verb of their own."""
    for number in tree.numbers:
        if _ALL_BUT.search(tree.text[: number.start - tree.start]):
            continue  # "all but two of them civilians": the two are what the rest is not
        match = _BEHIND_OF_THEM.match(tree.text, number.end - tree.start)
        whole = _told_before(tree, wholes, number.start) if match else None
        if match is None or whole is None:
            continue
        noun = _noun_behind(tree, match.end() + tree.start)
        if noun is None:
            if _GRAVELY.match(tree.text, match.end()):
                yield Harm(whole.outcome, whole.verb, number=number, lists=True)
        elif not (age_group_of(noun.lower) or sex_of(noun.lower)):
            yield Harm(whole.outcome, noun.i, number=number, lists=True)


def _broken_down(tree: Tree, wholes: list[Harm]) -> Iterator[Harm]:
    """ "79 deaths (51 in Jurwell and 28 among the attackers)": bare numbers in brackets right behind those whom they break down."""
    for bracket in _BRACKETS.finditer(tree.text):
        start, end = bracket.start() + tree.start, bracket.end() + tree.start
        whole = _told_before(tree, wholes, start)
        if whole is None or start - max(_starts(tree, whole), tree[whole.verb].end) > MAX_NOUN_REACH:
            continue
        for number in tree.numbers:
            if start < number.start < end and _OF_A_PART.match(tree.text, number.end - tree.start):
                behind = next((w for w in tree.words if w.start > number.end and status_of(w.lower).is_combatant), None)
                near = behind is not None and behind.start - number.end < MAX_NOUN_REACH // 2
                yield Harm(whole.outcome, behind.i if behind and near else whole.verb, number=number, lists=True)


def among_those(tree: Tree, harms: list[Harm]) -> Iterator[Harm]:
    """ "Three civilians, including a child, among up to seven killed": those named before "among" are some of the number."""
    for harm in harms:
        number = harm.number
        if number is None or not re.search(r"\bamong\s+$", tree.text[: number.start - tree.start], re.I):
            continue
        at = next(w.i for w in reversed(tree.words) if w.start < number.start) - 1
        while at > 0 and tree[at].lower in (",", "was", "were", "is", "are"):
            at -= 1
        noun = tree[at]
        aside = next((w for w in tree.words[:at] if w.lower == "including" and w.i > 1), None)
        if aside is not None and tree[aside.i - 1].lower == ",":
            noun = tree[aside.i - 2]
        if is_person_noun(noun.lower) or noun.entity == "PERSON":
            yield Harm(harm.outcome, harm.verb, (noun.i,), lists=True)


def _is_aside(tree: Tree, number: NumberExpression) -> bool:
    """ "including eight", "and six" behind another aside, "of whom five were"."""
    before = tree.text[: number.start - tree.start]
    if _ASIDE.search(before):
        return True
    if _OF_WHOM.search(before):
        return bool(_WERE.match(tree.text, number.end - tree.start))
    if not (joined := re.search(r"(?:\s+and|,)\s+$", before)):
        return False
    other = next((n for n in tree.numbers if n.end < number.start and number.start - n.end <= MAX_NOUN_REACH), None)
    other = next((n for n in reversed(tree.numbers) if n.end < number.start), other)
    return (
        other is not None
        and bool(_ASIDE.search(tree.text[: other.start - tree.start]))
        and _noun_behind(tree, other.end) is not None
        and tree.start + joined.start() - other.end <= MAX_NOUN_REACH
    )


def _one_aside(tree: Tree, noun: Word) -> Word | None:
    """The article of "including a police inspector"."""
    article = next((kid for kid in tree.kids(noun.i, "det") if kid.lower in ("a", "an", "one")), None)
    if article is None or noun.tag not in ("NN", "NNP"):
        return None
    return article if _ASIDE.search(tree.text[: article.start - tree.start]) else None


def _told_before(tree: Tree, wholes: list[Harm], at: int) -> Harm | None:
    """The harm whose victims are named last before an offset."""
    before = [(start, i) for i, h in enumerate(wholes) if (start := _starts(tree, h)) < at]
    return wholes[max(before)[1]] if before else None


def _takes_out(tree: Tree, noun: Word, at: int) -> bool:
    """True for fighters and for "civilians": an occupation alone says nothing of the others."""
    status = status_of(noun.lower, tree.words_text(_first_behind(tree, at), noun.i))
    return status.is_combatant or (status is Status.CIVILIAN and "civilian" in noun.lower)


def _starts(tree: Tree, harm: Harm) -> int:
    """Where a harm names those who suffered it."""
    return (
        harm.number.start if harm.number is not None else min((tree[v].start for v in harm.victims), default=tree.end)
    )


def _first_behind(tree: Tree, at: int) -> int:
    return next((w.i for w in tree.words if w.start >= at), len(tree) - 1)


def _noun_behind(tree: Tree, at: int) -> Word | None:
    """The noun for people that a number counts: the last one before anything that ends its phrase."""
    found = None
    if of_them := _OF_THE.match(tree.text, at - tree.start):  # "including three of the assailants"
        at = tree.start + of_them.end()
    for word in tree.words[_first_behind(tree, at) :]:
        if (
            word.start > at + MAX_NOUN_REACH
            or word.tag in (",", ".", "CC", "IN", "-RRB-", ":")
            or word.tag.startswith("V")
        ):
            break
        if word.tag.startswith(("NN", "JJ")) and (is_person_noun(word.lower) or word.lower == "forces"):
            found = word
    return found


def listed_in(tree: Tree, found: list[Harm], context: Outcome | None) -> Iterator[Harm]:
    """Those harmed, told one by one: "the dead included three children", "among the wounded was a nurse", "two of them were soldiers".

    found: the harms told in the sentence itself; context: what the text spoke of before it
    """
    told = [h for h in found if h.outcome in (Outcome.KILLED, Outcome.INJURED)]
    before = context
    for word in tree.words:
        nearest = _told_before(tree, told, word.start)
        context = nearest.outcome if nearest else told[0].outcome if told else before
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
            *_IDENTIFIED,
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
            told = next((kid.lower for kid in tree.kids(harmed.i, "acl") if kid.lower in _THOSE_HARMED), None)
            if prep.lower == "among" and (
                told or harmed.lower in (*_THOSE_HARMED, "them", "whom")
            ):  # "among those killed"
                outcome = _THOSE_HARMED.get(told or harmed.lower, context)
                passing = harmed.lower == "whom" and all(
                    status_of(w.lower) is Status.UNSPECIFIED for w in subjects or attributes
                )
                if outcome and passing:
                    continue  # "among whom were two drummers" is said of the whole
                if outcome and bool(subjects) is not bool(attributes):
                    yield tuple(w.i for w in subjects or attributes), outcome
    attributes = attributes or identified_as(tree, verb)
    counted = _counted_as(tree, verb, subjects[0], attributes[0]) if subjects and attributes else None
    if context and counted is not None:
        yield (counted,), context


def identified_as(tree: Tree, verb: Word) -> list[Word]:
    """ "of whom 53 were identified as civilians" -> civilians"""
    return [
        kid
        for word in (verb, tree[verb.head])
        if word.lower in _IDENTIFIED
        for as_ in tree.kids(word.i, "prep")
        if as_.lower == "as"
        for kid in tree.kids(as_.i, "pobj")
    ]


def _counted_as(tree: Tree, verb: Word, subject: Word, attribute: Word) -> int | None:
    """ "three of them were children", "a number – 745 – were civilians": the number in the subject, what they were in the attribute."""
    if not is_person_noun(attribute.lower):
        return None
    of_them = any(
        kid.lower in ("them", "those", "these", "whom", "victims", "dead", "casualties", "fatalities", "killed")
        for of in tree.kids(subject.i, "prep")
        for kid in tree.kids(of.i, "pobj")
    )
    verbs = (verb, tree[verb.head]) if verb.dep == "conj" else (verb,)
    of_them = of_them or any(
        kid.lower in ("whom", "them", "these", "those", *_THOSE_HARMED)
        for over in (*verbs, *(s for v in verbs for s in tree.kids(v.i, "nsubj")))
        for of in tree.kids(over.i, "prep")
        if of.lower == "of"
        for kid in tree.kids(of.i, "pobj")
    )  # "of whom 433 were children", "of the 418 victims, 97 were children and 61 were women"
    aside = [kid for kid in tree.kids(subject.i, "appos") if kid.tag == "CD"]
    whole = any(prep.lower == "among" for prep in tree.kids(verb.i, "prep"))
    if subject.tag == "CD" and (of_them or whole):
        return subject.i
    return aside[0].i if aside and (of_them or whole or subject.lower == "number") else None
