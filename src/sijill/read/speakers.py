"""Decides who says what in a sentence: Tree and the speaker before -> Speech acts, and for each word the chain of speakers.

"according to X", "X said that …", "… , said X", "It added". Does not decide what kind of origin a claim has (link).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sijill.data import load_table
from sijill.model.claim import Span, Speaker
from sijill.model.source import SourceKind
from sijill.read.lexicon import is_person_noun
from sijill.read.tree import Tree, Word

_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+per|citing|quoting|cited\s+by|quoted\s+by|as\s+reported\s+by|reported\s+by|confirmed\s+by)\s+",
    re.I,
)
_PRONOUNS = frozenset({"he", "she", "it", "they", "who"})
_AGAINST = frozenset({"although", "though", "while", "whereas"})
_LEFT_OUT = frozenset(
    {"relcl", "appos", "punct", "acl", "advcl", "cc", "conj", "advmod", "npadvmod", "parataxis", "dep"}
)


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: its verb (None for "according to"), the speaker (None where it is nobody), the words that it governs."""

    verb: int | None
    speaker: Speaker | None
    governs: frozenset[int]
    denies: bool = False
    accuses: bool = False


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load_table("speakers")["verbs"]["words"])


@cache
def _nobody() -> frozenset[str]:
    return frozenset(load_table("speakers")["nobody"]["words"])


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


def find_speech(tree: Tree, before: Speaker | None) -> list[Speech]:
    """All acts of saying in a sentence; pronouns stand for the speaker before."""
    found = [*_according(tree)]
    for word in tree.words:
        if word.lower in _verbs() and word.tag.startswith("VB") and (speech := _by_verb(tree, word, before)):
            found.append(speech)
    return found or _lost_space(tree)


def speakers_of(tree: Tree, i: int, speeches: list[Speech]) -> tuple[tuple[Speaker, ...], Speech | None]:
    """The chain of speakers for word i, nearest first, and the nearest act of saying."""
    over = sorted((s for s in speeches if i in s.governs), key=lambda s: len(s.governs))
    chain: list[Speaker] = []
    for speech in over:
        if speech.speaker and all(speech.speaker.span != known.span for known in chain):
            chain.append(speech.speaker)
    return tuple(chain), (over[0] if over else None)


def _according(tree: Tree) -> list[Speech]:
    found: list[Speech] = []
    ends = {match.end() + tree.start for match in _ACCORDING.finditer(tree.text)}
    for word in tree.words if ends else ():
        if word.i and word.start in ends:
            head = _head_of_phrase(tree, word)
            speaker = speaker_from(tree, head)
            if speaker and not any(s.speaker and s.speaker.span == speaker.span for s in found):
                inside = {w.i for w in tree.subtree(head.i)}
                rest = frozenset(w.i for w in tree.words if w.i not in inside)
                found.append(Speech(None, speaker, _clause_of(tree, word.i - 1, rest)))
    return found


def _clause_of(tree: Tree, i: int, rest: frozenset[int]) -> frozenset[int]:
    """What "according to X" governs: the coordinated clause that it stands in, else the whole sentence."""
    for above in tree.ancestors(i):
        if above.dep == "conj" and above.tag.startswith("VB") and tree.kids(above.i, "nsubj", "nsubjpass"):
            return frozenset(w.i for w in tree.subtree(above.i)) & rest
    return rest


def _head_of_phrase(tree: Tree, word: Word) -> Word:
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


def _by_verb(tree: Tree, verb: Word, before: Speaker | None) -> Speech | None:
    subject = next(iter(tree.kids(verb.i, "nsubj")), None)
    if subject is None and verb.dep in ("advcl", "conj", "xcomp", "acl", "pcomp"):
        subject = next(iter(tree.kids(tree[verb.head].i, "nsubj")), None) if verb.dep != "acl" else tree[verb.head]
        if verb.tag != "VBG" and verb.dep != "conj":
            subject = None
    if (
        subject is not None
        and subject.lower in ("reports", "report", "accounts", "rumours", "rumors")
        and tree.kids(verb.i, "ccomp")
    ):
        return Speech(verb.i, None, _governed(tree, verb, subject))
    if (
        subject is None
        or subject.lower in _nobody() - {"it"}
        or subject.tag == "CD"
        or (tree.kids(subject.i, "nummod") and subject.lower in ("people", "persons", "deaths", "civilians", "others"))
    ):
        return None
    if subject.lower in _PRONOUNS:
        speaker = before if subject.lower != "who" else speaker_from(tree, tree[tree[verb.i].head])
        if subject.lower == "it" and (speaker is None or speaker.kind in (SourceKind.WITNESS, SourceKind.RELATIVE)):
            return None
    else:
        speaker = speaker_from(tree, subject)
    if speaker is None or not _is_speaker(tree, subject, verb):
        return None
    governs = _governed(tree, verb, subject)
    return Speech(
        verb.i,
        speaker,
        governs,
        denies=verb.lower.startswith("den"),
        accuses=verb.lower in ("accused", "blamed", "alleged", "alleges"),
    )


def _is_speaker(tree: Tree, subject: Word, verb: Word) -> bool:
    """Refuses things as speakers: "attacks claim ten lives" says nothing of who says so."""
    if verb.lower in (
        "claim",
        "claims",
        "claimed",
        "claiming",
        "put",
        "raised",
        "posted",
        "registered",
        "recorded",
        "revised",
        "described",
    ):
        takes = " ".join(kid.lower for kid in tree.kids(verb.i, "dobj"))
        if takes in ("lives", "life", "people") or (
            verb.lower in ("put", "raised", "placed", "placing", "putting")
            and not re.search(r"toll|number|figure|count|death", tree.text, re.I)
        ):
            return False
    return (
        kind_of(tree.words_text(*_phrase_edges(tree, subject))) is not SourceKind.UNKNOWN
        or subject.tag.startswith(("NNP", "PRP"))
        or is_person_noun(subject.lower)
        or subject.entity in ("PERSON", "ORG", "NORP")
    )


def _governed(tree: Tree, verb: Word, subject: Word) -> frozenset[int]:
    own = {w.i for w in tree.subtree(subject.i)} | {verb.i}
    for kid in [
        w for w in tree.subtree(verb.i) if w.dep == "advcl" and w.i != verb.i
    ]:  # "although police put the toll at three, a witness said …"
        if any(mark.lower in _AGAINST for mark in tree.kids(kid.i, "mark")):
            own |= {w.i for w in tree.subtree(kid.i)}
    below = {w.i for w in tree.subtree(verb.i)} - own
    if verb.dep in ("parataxis", "advcl", "ccomp") and not any(
        kid.dep in ("ccomp", "dobj", "xcomp") for kid in tree.kids(verb.i)
    ):
        # ", police said" hung below the clause that it reports
        below |= {w.i for w in tree.subtree(verb.head)} - own
    return frozenset(below)


def _lost_space(tree: Tree) -> list[Speech]:
    """ "first,said Kamal": the parser saw one word; the speaker stands behind it."""
    match = re.search(
        r"[,”\"'](?:said|says|notes|added|adds|explained)\s+([A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)", tree.text
    )
    if match is None:
        return []
    span = Span(start=tree.start + match.start(1), end=tree.start + match.end(1), quote=match[1])
    speaker = Speaker(name=match[1], kind=kind_of(tree.text[match.start(1) :]), span=span, named=True)
    return [Speech(None, speaker, frozenset(w.i for w in tree.words if w.end <= span.start))]


def _phrase_edges(tree: Tree, head: Word) -> tuple[int, int]:
    first, last = tree.edges(head.i, without=_LEFT_OUT)
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
    first, last = _phrase_edges(tree, head)
    if last - first > 14:
        first, last = tree.edges(head.i, without=_LEFT_OUT | {"prep"})
    while first < head.i and tree[first].tag in ("DT", "PRP$", ",", "``", "''", ":"):
        first += 1
    if entity := next((e for e in tree.entities if e[0] <= head.start < e[1] and e[2] in ("ORG", "PERSON")), None):
        inside = [w.i for w in tree.words if entity[0] <= w.start and w.end <= entity[1] and w.tag != "DT"]
        if inside and tree[last].start < entity[1]:
            first, last = (min(first, inside[0]) if entity[2] == "PERSON" else inside[0]), max(inside[-1], head.i)
    words = tree.words_text(first, last)
    if not words or head.tag in ("DT", "WP", "WDT", "CD"):
        return None
    span = Span(start=tree[first].start, end=tree[last].end, quote=words)
    apposition = " ".join(tree.words_text(*tree.edges(kid.i)) for kid in tree.kids(head.i, "appos"))
    named = any(w.tag.startswith("NNP") and w.entity in ("ORG", "PERSON", "") for w in tree.words[first : last + 1])
    kind = kind_of(words)
    return Speaker(
        name=words, kind=kind if kind is not SourceKind.UNKNOWN else kind_of(apposition), span=span, named=named
    )
