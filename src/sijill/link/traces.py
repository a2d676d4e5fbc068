"""Decides which words of a text tell it from other texts of its kind, and how rare each is in ordinary English.

Text -> traces: for each sentence the telling words in their order, in normal form, each with its rarity and whether it is a name or
quoted. Compares nothing. How rare a word is in the register is known later, and weighed in by rewrites.py.

A trace is written "6wsandal": rarity in a hexadecimal digit, kind (w word, n name, # figure; W and N where it is quoted), word. Rarity r
says that about one text in 2 ** r has the word. It comes from the word's rank by frequency (data/word_ranks.txt.gz); what the lexicons know
(data/*.toml) is what reports of violence are made of, and tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from math import exp, log2
from typing import Any, NamedTuple
from zlib import crc32

from sijill.data import load_table, load_word_ranks
from sijill.link.packed import pack
from sijill.text.names import fold_name
from sijill.text.sentences import split_sentences

MAX_TRACES = 400  # of one text
RARITY_BITS = 4
COMMON = 5  # a word that one text in 16 has, or more, is no trace
UNLISTED = 10
# By Zipf's law a word of rank r is one in some 10 r; in a report of 300 words it stands with a probability of 1 - exp(-30 / r).
EXPECTED = 30.0
LEXICONS = ("outcomes", "wounds", "perpetrators", "speakers", "people", "scope", "linking")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*\d|\d")
# Addresses, handles and telephone numbers tell of the page and the office, not of the event.
_CONTACTS = (
    (re.compile(r"://|www\.|@"), re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*")),
    (
        re.compile(r"#|\d[ .-]\d{4}"),
        re.compile(r"#\w+|(?:\+?\d{1,3}[ -])?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}\b|\b\d{3}[.-]\d{4}\b"),
    ),
)  # each behind what a text must have for it to be worth looking for
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTED = re.compile(r"[“«\"][^“”«»\"]{1,1500}[”»\"]")
_ENDINGS = ("ies", "ing", "ed", "es", "s")
LEAST_LETTERS = 3


class Trace(NamedTuple):
    """A telling word of a sentence. kind: "w" a word, "n" a name, "#" a figure."""

    rarity: int
    kind: str
    word: str
    is_quoted: bool


def trace_sentences(text: str) -> tuple[str, ...]:
    """The traces of each sentence, in order.

    "They felled a kapok at the Sirre bridge." -> "8wfell awkapok ansirr"
    """
    found: list[str] = []
    left = MAX_TRACES
    quoted = bytearray(len(text))
    for match in _QUOTED.finditer(text):
        quoted[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    for sign, pattern in _CONTACTS:
        if sign.search(text):
            text = pattern.sub(lambda match: " " * len(match[0]), text)
    for start, end in split_sentences(text):
        traces = list(_trace_words(text[start:end], quoted[start:end]))[:left]
        left -= len(traces)
        if traces:
            found.append(" ".join(traces))
        if not left:
            break
    return tuple(found)


def read_traces(sentences: tuple[str, ...]) -> tuple[tuple[Trace, ...], ...]:
    """ "awkapok aNsirr" -> (10, "w", "kapok", False), (10, "n", "sirr", True)"""
    return tuple(
        tuple(Trace(int(one[0], 16), one[1].lower(), one[2:], one[1].isupper()) for one in said.split(" "))
        for said in sentences
    )


def mark_words(sentences: tuple[str, ...]) -> bytes:
    """Of each word of some traces its hash with, in the last bits, how rare it is: what many texts are searched by at once."""
    words: dict[str, int] = {}
    for said in sentences:
        for one in said.split(" "):
            words[one[2:]] = max(int(one[0], 16), words.get(one[2:], 0))
    return pack(sorted(hash_word(word) << RARITY_BITS | rarity for word, rarity in words.items()))


def hash_word(word: str) -> int:
    return crc32(word.encode())


def _trace_words(sentence: str, quoted: bytearray) -> Iterator[str]:
    is_first = True
    for match in _WORD.finditer(sentence):
        written = match[0]
        if written[0].isdigit():
            yield from _trace_figure(written)
            continue
        kind = "n" if written[0].isupper() and not is_first else "w"
        kind = kind.upper() if quoted[match.start()] else kind
        is_first = False
        for rarity, word in _tell_words(written):
            yield f"{rarity}{kind}{word}"


@lru_cache(maxsize=65_536)
def _tell_words(written: str) -> tuple[tuple[str, str], ...]:
    """The telling words in what is written as one, cut, each with how rare it is.  "El-Sirre's" -> ("a", "sirr")"""
    words = fold_name(written.removesuffix("'s").removesuffix("’s")).split()
    rarities = [(word, tell_rarity(word)) for word in words if len(word) >= LEAST_LETTERS]
    return tuple((f"{rarity:x}", cut_ending(word)) for word, rarity in rarities if rarity >= COMMON)


def _trace_figure(written: str) -> Iterator[str]:
    """Numbers of three digits and more; a year is in every text of it."""
    figure = written.replace(",", "").strip(".")
    if len(figure) >= LEAST_LETTERS and not _YEAR.fullmatch(figure):
        yield f"{COMMON + (len(figure) > LEAST_LETTERS):x}##{figure}"


def cut_ending(word: str) -> str:
    """ "sandals" -> "sandal", "carries" -> "carr": crude, and the same for both texts."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_LETTERS:
            return word[: -len(ending)]
    return word


@cache
def tell_rarity(word: str) -> int:
    """How rare a word is: about one text in 2 ** rarity has it; 0 for what every report of violence may say."""
    if word in _lexicon() or (cut := cut_ending(word)) in _lexicon():
        return 0
    rank = _rank_of(word, cut)
    return UNLISTED if rank is None else min(UNLISTED, round(-log2(1 - exp(-EXPECTED / (rank + 1)))))


def _rank_of(word: str, cut: str) -> int | None:
    """The better rank of a word and of its stem."""
    ranks = [rank for rank in (load_word_ranks().get(word), _stem_ranks().get(cut)) if rank is not None]
    return min(ranks, default=None)


@cache
def _stem_ranks() -> Mapping[str, int]:
    ranks: dict[str, int] = {}
    for word, rank in load_word_ranks().items():
        ranks.setdefault(cut_ending(word), rank)
    return ranks


@cache
def _lexicon() -> frozenset[str]:
    words = {word for name in LEXICONS for word in _words_in(load_table(name))}
    return frozenset(words | {cut_ending(word) for word in words})


def _words_in(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield from re.findall(r"[a-z]{2,}", table.lower())
    elif isinstance(table, dict):
        for key, below in table.items():
            yield from _words_in(key)
            yield from _words_in(below)
    elif isinstance(table, list):
        for below in table:
            yield from _words_in(below)
