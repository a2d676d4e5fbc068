"""Decides which words of a text are facts that tell one event from another: names, figures, quoted phrases.

Text -> facts in normal form, by kind: "p:" a person told with an age, "a:" an address, "q:" a quotation, "n:" another name of several
words, "o:" an institution, "s:" a single name, "#" a figure. Compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sijill.data import load_table
from sijill.text.names import fold_name, spelling_key

# Words in capitals that name nobody: days, months, titles of respect, and the pronoun.
_EMPTY_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december mr mrs ms dr i god sir the a an on in at by for but and as while when after during from with since if it he"
    " she they we this that these those his her their our there here not no".split()
)
# A line in which more words than this share begin with a capital is a headline: its capitals name nobody in particular.
HEADLINE_SHARE = 0.6
_UPPER = r"[^\W\d_a-zß-öø-ÿ][\w'’]*(?:-\w+)*"
_NAME = re.compile(
    rf"{_UPPER}(?:[ \u00a0](?:(?:of|for|al|el|bin|ibn|de|da|do|dos|von|van|der|del|la|le|and the) )?{_UPPER})*"
)
# What a pattern begins with is what it is quickly looked for by: the digit, then what must not stand before it.
_NUMBER = re.compile(r"\d(?<![\w.,]\d)(?:\d{0,2}(?:,\d{3})+(?![\w,])|\d*(?:\.\d+)?(?!\w))")
_QUOTE = re.compile(r"[“\"«]([^“”\"«»\n]{12,400})[”\"»]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…\n\r•*\-–—]\s*|[“\"«‘(]\s*)$")
MAX_FACTS = 400  # of one text; what a newspaper page holds several times over
QUOTE_WORDS = 5  # a quotation is told by its first words: edits shorten its end


def find_facts(text: str) -> tuple[str, ...]:
    """Lists the facts of a text, each once, in order of first mention.

    'Ana Ruiz said "we ran to the river" after 14 were hurt' -> n:an rs, q:we ran to the river, #14
    """
    found: dict[str, None] = {}
    for fact in (*_names(text), *_quotes(text), *_figures(text)):
        found.setdefault(fact)
        if len(found) >= MAX_FACTS:
            break
    return tuple(found)


def _names(text: str) -> Iterable[str]:
    """Capitalised runs outside headlines; a single capitalised word only where no sentence begins with it."""
    for line in text.splitlines():
        if not _is_headline(line):
            yield from _names_of_line(line)


def _is_headline(line: str) -> bool:
    words = [word for word in line.split() if word[0].isalpha()]
    return len(words) > 4 and sum(word[0].isupper() for word in words) > HEADLINE_SHARE * len(words)


def _names_of_line(text: str) -> Iterable[str]:
    for match in _NAME.finditer(text):
        words = [word for word in fold_name(match[0].removesuffix("'s").removesuffix("’s")).split() if word != "al"]
        while words and words[0] in _EMPTY_NAMES:
            words.pop(0)
        if not words:
            continue
        if len(words) > 1:
            yield _kind_of_name(words, text[match.end() : match.end() + 12]) + " ".join(
                spelling_key(word) or word for word in words
            )
        elif len(words[0]) > 2 and not _starts_sentence(text, match.start()):
            yield "s:" + (spelling_key(words[0]) or words[0])


_AGE = re.compile(r"(?:’s|'s)?(?:, (?:aged? )?| \(|, an? )\d{1,3}(?:\)|[,.;]|-year-old| of\b| and\b|$)")


@cache
def venue_words() -> tuple[frozenset[str], frozenset[str]]:
    table = load_table("linking")["names"]
    return frozenset(table["institution"]), frozenset(table["address"])


def _kind_of_name(words: list[str], behind: str) -> str:
    """Tells a person with an age, an address and an institution from other names.  "Ana Ruiz, 31," -> p:"""
    institution, address = venue_words()
    if not institution.isdisjoint(words):
        return "o:"
    if words[-1] in address:
        return "a:"
    return "p:" if _AGE.match(behind) else "n:"


def _starts_sentence(text: str, start: int) -> bool:
    return bool(_SENTENCE_START.search(text[max(0, start - 4) : start]))


def _quotes(text: str) -> Iterable[str]:
    for match in _QUOTE.finditer(text):
        words = fold_name(match[1]).split()
        if len(words) >= QUOTE_WORDS:
            yield "q:" + " ".join(words[:QUOTE_WORDS])


def _figures(text: str) -> Iterable[str]:
    """Numbers of two digits and more; years are left out, since every text of a year has them."""
    for match in _NUMBER.finditer(text):
        figure = match[0].replace(",", "")
        if len(figure) > 1 and not re.fullmatch(r"(?:19|20)\d\d", figure) and len(figure) < 16:
            yield "#" + figure


# How much it tells that two texts share a fact of a kind. Quotations and persons with their age are seldom shared by chance;
# institutions and single names are shared by all reports from one town.
_WEIGHTS = {"q:": 2.0, "p:": 1.5, "a:": 1.0, "n:": 1.0, "o:": 0.3, "s:": 0.3}


def weigh_fact(fact: str) -> float:
    """How much it tells that two texts share a fact: a quotation most, a single name or a small figure least."""
    if fact.startswith("#"):
        return 0.7 if len(fact) > 3 else 0.4
    return _WEIGHTS[fact[:2]]


def weigh_by_name(facts: Iterable[str]) -> dict[str, float]:
    """fact -> how much it tells to share it; a person is one with and without an age."""
    weights: dict[str, float] = {}
    for fact in facts:
        name = "n:" + fact[2:] if fact.startswith("p:") else fact
        weights[name] = max(weigh_fact(fact), weights.get(name, 0.0))
    return weights
