"""Decides what a noun phrase says of one person: name, age and sex.

Tree and a noun phrase that counts one -> names and Details. What is said of several is left to groups.py and shares.py; whether two
mentions are one person is decided in text/persons.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Detail
from sijill.read.lexicon import sex_of
from sijill.read.tree import Tree, Word
from sijill.text.numbers import find_numbers

# "17-year-old", "a 9-month-old": the unit is part of the age
_AGE_BEFORE = re.compile(r"\b(?P<age>[a-z]{3,9}|\d{1,3})[\s-](?P<unit>year|month|week|day)s?[\s-]olds?\b", re.I)
_AGE_BEHIND = re.compile(
    r"[’']?s?(?:\s?,\s?(?:aged?\s+|who was\s+)?|\s+\(|\s+aged?\s+)(?P<age>\d{1,2})(?=\s*(?:[,.;:)’'\"”]|and\b|was\b|of\b|from\b|years\b|$))"
)
_MALE = frozenset({"he", "him", "himself", "mr", "mr."})
_FEMALE = frozenset({"she", "herself", "mrs", "mrs.", "ms", "ms."})


def names_of(tree: Tree, head: Word, names: tuple[str, ...]) -> tuple[str, ...]:
    """The name of one person, in the phrase or right behind it: "his wife, Mira Osten", "7-year-old daughter Kira"."""
    if names:
        return names
    run = _name_beside(tree, head)
    return (tree.words_text(run[0].i, run[-1].i),) if run else ()


def said_of_one(tree: Tree, head: Word, first: int) -> Iterator[Detail]:
    """Age and sex of one person, as the phrase says them."""
    phrase = tree.words[min(first, head.i) : head.i + 1]
    if age := _age_of(tree, head, phrase[0]):
        yield age
    for word in reversed(phrase):
        sex = "male" if word.lower in _MALE else "female" if word.lower in _FEMALE else sex_of(word.lower)
        if sex:
            yield Detail(axis="sex", value=sex, share="all", count=None, quote=word.text)
            break


def _name_beside(tree: Tree, head: Word) -> list[Word]:
    """The words of the name in apposition, or right behind the noun."""
    within = [
        k for of in tree.kids(head.i, "prep") if head.lower == "one" for k in tree.kids(of.i, "pobj")
    ]  # "one of the victims, X"
    beside = [
        kid
        for w in (head, *within)
        for kid in tree.kids(w.i, "appos", "compound", "nmod")
        if kid.entity == "PERSON" and kid.i > w.i  # before the noun it is a place's: "an Ostren boy"
    ]
    behind = tree.words[head.i + 1 : head.i + 3]
    beside += [w for w in behind if w.entity == "PERSON" and (w.i == head.i + 1 or behind[0].lower == ",")]
    return _run_of(tree, beside[0]) if beside and head.entity != "PERSON" else []


def _run_of(tree: Tree, word: Word) -> list[Word]:
    first = last = word.i
    while first > 0 and tree[first - 1].entity == "PERSON":
        first -= 1
    while last + 1 < len(tree) and tree[last + 1].entity == "PERSON":
        last += 1
    return [w for w in tree.words[first : last + 1] if w.tag.startswith("NNP")] or [word]


def _age_of(tree: Tree, head: Word, first: Word) -> Detail | None:
    start = tree[tree.age_start(first.i)].start if tree.is_age(head) else first.start
    within = tree.text[start - tree.start : head.end - tree.start]
    if match := _AGE_BEFORE.search(within):
        return _age(match, within)
    ends = [head.end, *(w.end for w in (_run_of(tree, head) if head.entity == "PERSON" else _name_beside(tree, head)))]
    for end in sorted({head.end, max(ends)}):
        behind = tree.text[end - tree.start :]
        if match := _AGE_BEHIND.match(behind):
            return _age(match, behind)
    return None


def _age(match: re.Match[str], words: str) -> Detail | None:
    """ "17-year-old" -> 17 year; "9-month-old" -> 9 month"""
    found = find_numbers(match["age"])
    unit = (match.groupdict().get("unit") or "year").lower()
    if not found or found[0].min is None:
        return None
    quote = words[match.start("age") : match.end("age")]
    return Detail(axis="age", value=f"{found[0].min} {unit}", share="all", count=None, quote=quote)
