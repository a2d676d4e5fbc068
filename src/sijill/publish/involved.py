"""Decides whether a text tells of somebody of a name as involved in what happened, or only quotes, credits or mentions one.

A name, a document with its claims -> CERTAIN, POSSIBLE or OUTSIDE. Whoever a claim names as a victim or as who did it is involved; so is
whoever the text names otherwise than as a speaker, in office, as its author, or within the name of a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sijill.data import load_table
from sijill.model.asked import Fit
from sijill.model.claim import AttributionClaim, CountClaim
from sijill.model.register import ReadDocument
from sijill.text.names import fold_name, sound_name

# Who is in office, writes, or treats the wounded: kinds of speakers (data/speakers.toml) whose words stand before or behind such a name.
BYSTANDERS = ("official", "outlet", "agency", "ngo", "medical")
MOST_BETWEEN = 2  # words between a first and a last name: "Ana Maria J. Ruiz"
REACH = 5  # words behind a name within which its office follows: "Ana Ruiz, a police spokeswoman"
_WORD = re.compile(r"[^\W\d_](?:[\w'’]|\.(?=\w))*")
_AGE_BEFORE = re.compile(r"\b\d{1,3}[- ](?:year|month)s?[- ]olds? $")
_AGE_BEHIND = re.compile(r",? ?\(?\d{1,3}\b")
_QUOTED = re.compile(r"[,”\"] ?$")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    start: int
    end: int


def involve(name: str, read: ReadDocument) -> Fit:
    """How far a text speaks of somebody of this name, whole or in part, as involved."""
    wanted = fold_name(name).split()
    if not wanted:
        return Fit.CERTAIN
    if any(_bears(wanted, fold_name(one).split()) for one in _told_of(read)):
        return Fit.CERTAIN
    text = read.document.text
    words = _words(text)
    told = [_is_bystander(words, first, last, text) for first, last in _find(wanted, words)]
    return Fit.OUTSIDE if not told else Fit.POSSIBLE if all(told) else Fit.CERTAIN


def _told_of(read: ReadDocument) -> Iterator[str]:
    """Whom the claims name as victims or as who did it."""
    for one in read.claims:
        if isinstance(one.claim, CountClaim):
            yield from one.claim.victims.names
        elif isinstance(one.claim, AttributionClaim):
            yield one.claim.perpetrator


def _bears(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return next(_spans(wanted, words), None) is not None


def _find(wanted: Sequence[str], words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Where a name stands, each word of it with a capital."""
    for first, last in _spans(wanted, [word.folded for word in words]):
        if words[first].text[0].isupper() and words[last].text[0].isupper():
            yield first, last


def _spans(wanted: Sequence[str], words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A single name letter by letter; of a longer one the first and the last word as they sound, with other names between.

    "Deshawn Ray Osten" stands in "DeShawn Osten" and in "Deshawn R. Osten".
    """
    if len(wanted) == 1:
        yield from ((i, i) for i, word in enumerate(words) if word == wanted[0])
        return
    first, last = sound_name(wanted[0]), sound_name(wanted[-1])
    for i, word in enumerate(words):
        if word[:1] == wanted[0][:1] and _sound(word) == first:
            for j in range(i + 1, min(i + 2 + MOST_BETWEEN, len(words))):
                if words[j][:1] == wanted[-1][:1] and _sound(words[j]) == last:
                    yield i, j


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    return sound_name(word)


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(
        _Word(found[0], fold_name(found[0]).replace(" ", ""), found.start(), found.end())
        for found in _WORD.finditer(text)
    )


def _is_bystander(words: Sequence[_Word], first: int, last: int, text: str) -> bool:
    """True for a name in office, of a speaker, in a credit, or within the name of a place; never for one told with an age."""
    start, end = first, last
    while end + 1 < len(words) and _continues(words, end, text):
        end += 1
    while start > 0 and words[start - 1].folded != "by" and _continues(words, start - 1, text):
        start -= 1
    if _AGE_BEFORE.search(text[max(0, words[start].start - 20) : words[start].start]) or _AGE_BEHIND.match(
        text, words[end].end
    ):
        return False
    if {word.folded for word in words[start : end + 1]} & _places():
        return True
    before = {word.folded for word in words[max(0, start - 1) : first]}
    if before & (_offices() | _credits()) or _is_said_by(words, start, text):
        return True
    behind = {word.folded for word in words[end + 1 : end + 2]}
    return bool(behind & _sayings() or _ahead(words, end, text) & _offices())


def _continues(words: Sequence[_Word], i: int, text: str) -> bool:
    """True where a word and the next one are of one name."""
    gap = text[words[i].end : words[i + 1].start]
    return gap in (" ", ". ", "-") and words[i].text[0].isupper() and words[i + 1].text[0].isupper()


def _is_said_by(words: Sequence[_Word], start: int, text: str) -> bool:
    """'…," said Ana Ruiz', 'according to Ana Ruiz', 'By Ana Ruiz' at the head of a line"""
    if start == 0:
        return False
    word = words[start - 1]
    if word.folded == "by":
        return word.start == 0 or text[word.start - 1] == "\n"
    if word.folded == "to":
        return start > 1 and words[start - 2].folded == "according"
    return word.folded in _sayings() and bool(_QUOTED.search(text[max(0, word.start - 2) : word.start]))


def _ahead(words: Sequence[_Word], end: int, text: str) -> set[str]:
    """The words of an apposition: ", a spokeswoman for the police"."""
    if not text[words[end].end :].lstrip(" ").startswith((",", "/", "(", "|")):
        return set()
    reach = []
    for word in words[end + 1 : end + 1 + REACH]:
        if re.search(r"[.!?\n]", text[words[end].end : word.start]):
            break
        reach.append(word.folded)
    return set(reach)


@cache
def _offices() -> frozenset[str]:
    kinds = load_table("speakers")["kind"]
    words = {word for kind in kinds if kind["kind"] in BYSTANDERS for word in kind["words"]}
    return frozenset(words) | frozenset(load_table("bystanders")["offices"])


@cache
def _sayings() -> frozenset[str]:
    return frozenset(load_table("bystanders")["sayings"])


@cache
def _credits() -> frozenset[str]:
    return frozenset(load_table("bystanders")["credits"])


@cache
def _places() -> frozenset[str]:
    names = load_table("linking")["names"]
    return frozenset(names["institution"]) | frozenset(names["address"]) | frozenset(load_table("bystanders")["places"])
