"""What a group of people is, and what the words of its own phrase say of all of them: status, age group, sex, community."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sijill.model.claim import Detail, Status
from sijill.model.count import Count
from sijill.read.lexicon import age_group_of, sex_of, status_of
from sijill.read.tree import Tree, Word

# A noun phrase is read without what is said after it in a clause of its own.
CLAUSES = frozenset({"relcl", "acl", "appos", "conj", "cc", "prep", "punct", "advcl", "ccomp", "parataxis"})
# What follows is said of some of the group and not of all.
_SOME_OF_THEM = re.compile(r"\b(?:including|among|such as)\b", re.I)


@dataclass(frozen=True, slots=True)
class Group:
    """People named by one noun phrase. first..last are words of the tree; certain False: a pronoun or a guess."""

    head: int
    first: int
    last: int
    count: Count
    start: int  # of the count's words, code points of the document
    end: int
    status: Status = Status.UNSPECIFIED
    details: tuple[Detail, ...] = ()
    names: tuple[str, ...] = ()
    certain: bool = True
    tied: bool = False  # "his driver": somebody beside the one who is named before
    implied: bool = False  # the number is not written but follows from the words
    more: bool = False  # "two others", "a further six": beside those told of before
    definite: bool = False  # "the five", "the mayor": told of before


def status_in(tree: Tree, head: Word, first: int) -> Status:
    """Status from the head with what stands before it, else from what it is said to be: "members of the security forces"."""
    phrase = tree.words_text(first, head.i)
    if re.search(r"\b(?:former|ex|retired|fired|off-duty)\b", phrase, re.I):
        return Status.UNSPECIFIED
    status = status_of(head.lower, phrase)
    if status is Status.UNSPECIFIED and head.lower in (
        "members",
        "member",
        "personnel",
        "others",
        "people",
        "leader",
        "commander",
        "commanders",
    ):
        _, last = tree.edges(head.i, without=CLAUSES - {"prep"})
        status = status_of(head.lower, _SOME_OF_THEM.split(tree.words_text(first, last))[0])
    if status is Status.UNSPECIFIED and head.lower in (
        "members",
        "member",
        "men",
        "man",
        "leader",
        "leaders",
        "commander",
        "commanders",
    ):
        modifiers = [word.lower for word in tree.words[first : head.i] if word.lower != "local"]
        status = next((s for m in modifiers if (s := status_of(m)) is not Status.UNSPECIFIED), Status.UNSPECIFIED)
    return status


def details_in(tree: Tree, head: Word, first: int) -> tuple[Detail, ...]:
    """What the phrase itself says of all of them: age group, sex, community."""
    found = []
    if group := age_group_of(head.lower):
        found.append(Detail(axis="age_group", value=group, share="all", count=None, quote=head.text))
    if (sex := sex_of(head.lower)) and head.lower not in ("man", "men", "boy", "boys"):
        found.append(Detail(axis="sex", value=sex, share="all", count=None, quote=head.text))
    for word in tree.words[first : head.i + 1]:
        if word.entity == "NORP" and (word.i == head.i or word.dep in ("amod", "compound", "nmod")):
            beside = [kid for kid in tree.kids(head.i, "conj") if kid.entity == "NORP"] if word.i == head.i else []
            for community in (word, *beside):
                value, share = community.text.removesuffix("s"), "some" if beside else "all"
                found.append(Detail(axis="community", value=value, share=share, count=None, quote=community.text))
    return tuple(found)
