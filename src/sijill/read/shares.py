"""Decides what is said of some of those harmed: words after a count -> Details.

"mostly Alawites" -> community, most; "including three children" -> age group, 3; "many of them women" -> sex, some.
What is said of some is never spread over all.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.model.claim import Detail, Status
from sijill.model.count import Count, Quantifier
from sijill.read.lexicon import age_group_of, sex_of, status_of
from sijill.read.tree import Tree, Word

_MOST = ("mostly", "mainly", "primarily", "largely", "predominantly", "chiefly", "most", "majority", "overwhelmingly")
_ALL = ("all", "both")
_SHARE = re.compile(
    r"(?:\b|\()(?P<share>mostly|mainly|primarily|largely|predominantly|chiefly|overwhelmingly"
    r"|(?:most|many|some|several|half|all|both|the majority|a majority) of (?:them|whom|the \w+)(?: (?:are|were|being|is))?"
    r"|including|notably|among them|among whom(?: were)?|all|both)\s+",
    re.I,
)
_SO_MANY_OF = re.compile(r"\bof\s+(?:them|whom)\s+(?:(?:were|are)\s+)?", re.I)
MOST_BETWEEN = 20  # characters of "young", "unarmed" between "of them" and whom it names
_ONE = Count(wording="one", min=1, max=1, quantifier=Quantifier.EXACT)


def shares_after(tree: Tree, start: int, end: int) -> tuple[Detail, ...]:
    """Details in the sentence's words start..end (code points of the document) that follow a count."""
    found: list[Detail] = []
    text = tree.text[start - tree.start : end - tree.start]
    for match in _SHARE.finditer(text):
        low = start + match.end()
        stop = re.search(
            r"[;.–—]|\b(?:by|were killed|was killed|have been|had been|in|on|when|after|according|who|that|as|during)\b",
            text[match.end() :],
        )
        high = low + (stop.start() if stop else len(text) - match.end())
        share = _share_of(match["share"].lower())
        found.extend(_details_in(tree, low, high, share))
    for match in _SO_MANY_OF.finditer(text):
        found.extend(_details_of_so_many(tree, start + match.start(), start + match.end()))
    return tuple(found)


def _details_of_so_many(tree: Tree, at: int, low: int) -> list[Detail]:
    """ "20 people, 12 of them women": the number before "of them" counts whom the next words name."""
    number = next((number for number in tree.numbers if number.end <= at <= number.end + 1), None)
    word = next((word for word in tree.words if word.start >= low and word.tag.startswith("NN")), None)
    if number is None or word is None or word.start - low > MOST_BETWEEN:
        return []
    quote = tree.text[number.start - tree.start : word.end - tree.start]
    return [
        Detail(axis=axis, value=value, share=None, count=number.count(), quote=quote)
        for axis, value in _values(tree, word)
    ]


def _share_of(words: str) -> str:
    if words.startswith(_ALL):
        return "all"
    return "most" if words.startswith((*_MOST, "the majority", "a majority")) else "some"


def _details_in(tree: Tree, low: int, high: int, share: str) -> list[Detail]:
    found = []
    for word in tree.words:
        if not low <= word.start < high:
            continue
        for axis, value in _values(tree, word):
            number = _own_number(tree, word, low) if share == "some" else None
            start = number[0] if number else word.start
            quote = tree.text[start - tree.start : word.end - tree.start]
            found.append(
                Detail(
                    axis=axis,
                    value=value,
                    share=None if number else share,
                    count=number[1] if number else None,
                    quote=quote,
                )
            )
    return found


def _values(tree: Tree, word: Word) -> list[tuple[str, str]]:
    values = []
    if group := age_group_of(word.lower):
        values.append(("age_group", group))
    elif sex := sex_of(word.lower):
        values.append(("sex", sex))
    if word.entity == "NORP":
        values.append(("community", re.sub(r"s$", "", word.text)))
    if (
        word.tag.startswith("NN")
        and (status := status_of(word.lower)) is not Status.UNSPECIFIED
        and word.dep != "compound"
    ):
        values.append(("status", status.value))
    return values


def _own_number(tree: Tree, word: Word, low: int) -> tuple[int, Count] | None:
    """The number or article right before the noun: "three children" -> 3, "a child" -> 1."""
    for number in reversed(tree.numbers):
        if low <= number.start and number.end <= word.start and word.start - number.end < 30:
            between = tree.text[number.end - tree.start : word.start - tree.start]
            if not re.search(r",|\band\b", between):
                return number.start, number.count()
            break
    article = next(
        (kid for kid in tree.kids(word.i, "det", "poss") if kid.lower in ("a", "an", "one", "his", "her", "their")),
        None,
    )
    if article and word.tag == "NN":
        wording = tree.text[article.start - tree.start : word.end - tree.start]
        return article.start, replace(_ONE, wording=wording)
    if (
        word.tag == "NN"
        and word.dep == "conj"
        and word.lower != "elderly"
        and any(k.lower in ("a", "an") for k in tree.kids(word.head, "det"))
    ):
        return word.start, replace(_ONE, wording=word.text)
    return None
