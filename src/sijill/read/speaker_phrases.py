"""Decides whom a noun phrase names as a speaker, and what kind of source its words describe: (tree, head word) -> Speaker.

"a list kept by the Monitor" is the Monitor's. Who says what is decided in speakers.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sijill.data import load_table
from sijill.model.claim import Span, Speaker
from sijill.model.source import SourceKind
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree, Word

_LEFT_OUT = frozenset(
    {"relcl", "appos", "punct", "acl", "advcl", "cc", "conj", "advmod", "npadvmod", "parataxis", "dep"}
)


@cache
def _kinds() -> tuple[tuple[SourceKind, re.Pattern[str]], ...]:
    rows = load_table("speakers")["kind"]
    return tuple(
        (
            SourceKind(row["kind"]),
            re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, row["words"])) + r")(?![\w-])", re.I),
        )
        for row in rows
    )


@lru_cache(maxsize=4096)
def kind_of(words: str) -> SourceKind:
    """What kind of source a speaker's words describe.  kind_of("a Syrian security official") -> official"""
    if re.search(r"\b(?:UN|WHO|AP|SANA)\b", words):
        words = words.replace("WHO", "World Health Organization")
    elif re.fullmatch(r"(?i)who", words):
        return SourceKind.UNKNOWN
    return next((kind for kind, pattern in _kinds() if pattern.search(words)), SourceKind.UNKNOWN)


def head_of_phrase(tree: Tree, word: Word) -> Word:
    """The head of the noun phrase that begins at a word."""
    head = word
    while tree[head.head].i != head.i and head.dep in (
        "det",
        "amod",
        "compound",
        "poss",
        "nummod",
        "nmod",
        "case",
        "punct",
        "advmod",
        "quantmod",
    ):
        head = tree[head.head]
    return head


def phrase_edges(tree: Tree, head: Word) -> tuple[int, int]:
    first, last = tree.edges(head.i, without=_LEFT_OUT)
    deeds = [kid.i for kid in tree.kids(head.i, "prep") if tree.kids(kid.i, "pcomp")]
    if deeds and deeds[0] > head.i:  # "accused by survivors of burning the village"
        last = min(last, deeds[0] - 1)
    return first, last


_PAPERS = frozenset(
    "list report statement figures figure tally count data records record toll estimate estimates statistics document"
    " documents database".split()
)


def _who_made(tree: Tree, head: Word) -> Word:
    """ "a list kept by the Monitor", "a statement from the ministry": who made it speaks."""
    if head.lower not in _PAPERS:
        return head
    made = [w for w in tree.subtree(head.i) if w.dep == "pobj" and tree[w.head].lower in ("by", "from", "of")]
    return next(
        (w for w in sorted(made, key=lambda w: w.i) if w.entity == "ORG" or kind_of(w.text) is not SourceKind.UNKNOWN),
        head,
    )


def speaker_from(tree: Tree, head: Word) -> Speaker | None:
    """Reads a noun phrase as a speaker: its words without article, clauses and appositions."""
    head = _who_made(tree, head)
    first, last = phrase_edges(tree, head)
    if last - first > 14:
        first, last = tree.edges(head.i, without=_LEFT_OUT | {"prep"})
    while first < head.i and tree[first].tag in ("DT", "PRP$", ",", "``", "''", ":"):
        first += 1
    if entity := next((e for e in tree.entities if e[0] <= head.start < e[1] and e[2] in ("ORG", "PERSON")), None):
        inside = [w.i for w in tree.words if entity[0] <= w.start and w.end <= entity[1] and w.tag != "DT"]
        if inside and tree[last].start < entity[1]:
            first, last = (min(first, inside[0]) if entity[2] == "PERSON" else inside[0]), max(inside[-1], head.i)
    if (name := _name_behind(tree, head)) is not None and last < name:
        last = name
    if tree[last].tag == "POS" and last > first:  # "the union's earlier tally"
        last -= 1
    words = tree.words_text(first, last)
    if not words or head.tag in ("DT", "WP", "WDT", "CD"):
        return None
    span = Span(start=tree[first].start, end=tree[last].end, quote=words)
    apposition = " ".join(tree.words_text(*tree.edges(kid.i, without=_LEFT_OUT)) for kid in tree.kids(head.i, "appos"))
    where = _where_they_are(tree, head)
    named = any(
        w.tag.startswith("NNP") and w.entity in ("ORG", "PERSON", "") and w.i not in where
        for w in tree.words[first : last + 1]
    )
    kind = kind_of(words)
    return Speaker(
        name=words, kind=kind if kind is not SourceKind.UNKNOWN else kind_of(apposition), span=span, named=named
    )


_WHERE = frozenset("in near around outside inside across along".split())


def _where_they_are(tree: Tree, head: Word) -> set[int]:
    """The words that say where people are who have no name: "medics in Varrow" name nobody, nor does their first capital."""
    opens_sentence = (
        head.tag == "NNP" and head.i == 0 and not head.entity and kind_of(head.text) is not SourceKind.UNKNOWN
    )
    if head.tag not in ("NN", "NNS") and not opens_sentence:
        return set()
    where = {w.i for kid in tree.kids(head.i, "prep") if kid.lower in _WHERE for w in tree.subtree(kid.i)}
    return where | {head.i} if where else where


def _name_behind(tree: Tree, head: Word) -> int | None:
    """The last word of a name right behind the noun that says what it is: "the rights group Clear Record"."""
    if head.tag not in ("NN", "NNS"):
        return None
    for kid in tree.kids(head.i, "appos"):
        first, last = tree.edges(kid.i, without=_LEFT_OUT)
        if first == head.i + 1 and kid.tag.startswith("NNP"):
            return last
    return None


_ORGANISATIONS = frozenset("monitor international agency outlet ngo armed_group".split())


def fits(pronoun: str, speaker: Speaker) -> bool:
    """ "it" is an organisation, "he" and "she" are one person, "they" may be either."""
    head = re.split(r"\s(?:of|in|at|for|from|with)\s", speaker.name.lower())[0].split()[-1]
    is_body = head in COLLECTIVES or (speaker.kind.value in _ORGANISATIONS and not is_person_noun(head))
    if pronoun == "it":
        is_person = is_person_noun(head) and head not in COLLECTIVES
        return not is_person and (is_body or speaker.kind not in (SourceKind.WITNESS, SourceKind.RELATIVE))
    if pronoun in ("he", "she", "him", "her"):
        other_sex = _WOMEN if pronoun in ("he", "him") else _MEN
        several = is_person_noun(head) and head.endswith("s") and not speaker.named
        return not is_body and not several and not other_sex.search(speaker.name)
    return True


_MEN = re.compile(
    r"(?i)(?:\b|spokes|police|business|councill?or)(?:man|father|husband|brother|son|uncle|mr|king|imam|priest)\b"
)
_WOMEN = re.compile(r"(?i)(?:\b|spokes|police|business)(?:woman|mother|wife|sister|daughter|aunt|widow|mrs|ms|queen)\b")
COLLECTIVES = frozenset(
    "ministry army military police government authorities office hospital department agency service services committee commission"
    " council group organisation organization party movement front coalition union forces force state administration observatory"
    " network court tracker mission".split()
)
