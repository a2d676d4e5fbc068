"""What the parser sees in one sentence, as plain words with heads: the only shape of a parse that the reader knows.

Independent of the parser (parse.py), so that another one can take its place and tests can build trees by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sijill.text.numbers import NumberExpression, find_numbers

_AGE_BEHIND = re.compile(r",?\s*\(?(?:aged\s+)?\d{1,3}\)?\s*(?:,|\.|$|years)")
_AGE = re.compile(r"\b[\w]+-?\s?(?:(?:year|month|week|day)s?-?\s?olds?|-?yo)$", re.I)


@dataclass(slots=True, eq=False)
class Word:
    """One token. start..end are code points of the document; dep as in ClearNLP labels, tag as in the Penn Treebank."""

    i: int
    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    entity: str = ""  # label of the named entity that covers the word
    children: list[int] = field(default_factory=list)
    lower: str = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower().replace("’", "'")


@dataclass(slots=True, eq=False)
class Tree:
    """One parsed sentence with its number expressions."""

    sentence: int
    start: int
    end: int
    text: str  # of the sentence
    words: list[Word]
    entities: tuple[tuple[int, int, str], ...] = ()  # (start, end, label) in code points of the document
    numbers: tuple[NumberExpression, ...] = ()  # in code points of the document

    def __getitem__(self, i: int) -> Word:
        return self.words[i]

    def __len__(self) -> int:
        return len(self.words)

    def kids(self, i: int, *deps: str) -> list[Word]:
        """The children of word i, left to right, with one of these labels (all of them if none is given)."""
        children = [self.words[kid] for kid in self.words[i].children]
        return [word for word in children if word.dep in deps] if deps and children else children

    def subtree(self, i: int, *, without: frozenset[str] = frozenset()) -> Iterator[Word]:
        """Word i and all below it, cut at children whose label is in `without`; in no order."""
        waiting = [i]
        while waiting:
            word = self.words[waiting.pop()]
            yield word
            if without:
                waiting.extend(kid for kid in word.children if self.words[kid].dep not in without)
            else:
                waiting.extend(word.children)

    def edges(self, i: int, *, without: frozenset[str] = frozenset()) -> tuple[int, int]:
        """First and last word of the subtree."""
        positions = [word.i for word in self.subtree(i, without=without)]
        return min(positions), max(positions)

    def ancestors(self, i: int) -> Iterator[Word]:
        while self.words[i].head != i:
            i = self.words[i].head
            yield self.words[i]

    def is_age(self, word: Word) -> bool:
        """True for the last word of "15-year-old", "two-month-olds", "6-yo": one who is named by an age."""
        if not word.lower.endswith(("old", "olds", "yo")):
            return False
        return bool(_AGE.search(self.text[: word.end - self.start]))

    def has_age_behind(self, word: Word) -> bool:
        """ "Benjamin Okulto, 47, a candidate": an age behind a name makes it a person's."""
        return bool(_AGE_BEHIND.match(self.text[word.end - self.start :]))

    def age_start(self, first: int) -> int:
        """Where "a 15-year-old" begins: the parser may hang its number elsewhere."""
        while (
            first > 0
            and self[first - 1].end >= self[first].start - 1
            and self[first - 1].tag in ("CD", "HYPH", "DT", "NN")
        ):
            first -= 1
        return first

    def words_text(self, first: int, last: int) -> str:
        return self.text[self.words[first].start - self.start : self.words[last].end - self.start]


def make_tree(
    sentence: int, start: int, text: str, words: list[Word], entities: tuple[tuple[int, int, str], ...] = ()
) -> Tree:
    """Links children to heads, marks entities on words and finds the numbers."""
    for word in words:
        if word.head != word.i:
            words[word.head].children.append(word.i)
    for first, last, label in entities:
        for word in words:
            if first <= word.start < last:
                word.entity = label
    numbers = tuple(
        NumberExpression(n.start + start, n.end + start, n.wording, n.min, n.max, n.quantifier)
        for n in find_numbers(text)
        if not (text[n.start - 1 : n.start] == "[" and text[n.end : n.end + 1] == "]")  # a footnote's mark
    )
    return Tree(sentence, start, start + len(text), text, words, entities, numbers)
