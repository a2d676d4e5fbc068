"""Decides whom a list of names adds to those harmed: "Samir Qadour, 34, Lina Qadour, 8, and Adel Mourani were killed" -> three persons.

Tree and its Harms -> Harms with every name of the run; "the dead were named as …" -> Harms that are parts of those told of before; lines
of names under a heading that tells what happened to them. Who is a person is the parser's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sijill.model.claim import Outcome
from sijill.read.harm import Harm
from sijill.read.tree import Tree

# What may stand between two names of a list: an age, a role, and the mark that parts them.
_AGE = r"(?:,?\s*\(?(?:aged?\s+)?\d{1,3}\)?(?:-year-old|\s+years\s+old)?)?"
_ROLE = r"(?:,\s+(?:an?|the)\s+[a-z][\w -]{1,40})?"
_BETWEEN = re.compile(_AGE + _ROLE + r"(?:\s*[,;]\s*(?:and\s+|&\s+)?|\s+and\s+|\s+&\s+)$")
_STATES = {
    Outcome.KILLED: r"dead|deceased|killed|slain|murdered|died|fatalities|martyrs|lost\s+their\s+lives|victims|buried|funerals?",
    Outcome.INJURED: r"wounded|injured|hurt",
    Outcome.MISSING: r"missing|disappeared",
    Outcome.ABDUCTED: r"abducted|kidnapped|hostages",
    Outcome.DETAINED: r"detained|arrested|detainees",
}
_OF_STATE = {outcome: re.compile(rf"\b(?:{words})\b", re.I) for outcome, words in _STATES.items()}
_NAMED_AS = re.compile(
    r"\b(?:named|identified|listed)\s+(?P<who>(?:[\w’'-]+\s+){0,6}?)as(?:\s+follows)?\s*:?\s*$|\b(?P<them>[\w’'-]+)\s+(?:were|are|was|have\s+been)\s+"
    r"(?:named|identified|listed)\s+(?:[\w’'-]+\s+){0,5}?as\s*:?\s*$|\b(?P<key>[\w’'-]+)(?:\s+(?:are|were))?\s*:\s*$",
    re.I,
)
_CAPITALISED = r"[^\W\d_a-z][\w'’.-]+"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Fr|Sr|Sgt|Lt|Capt|Cpl|Maj)\.?\s"
_PARTICLE = r"(?:al-|el-|bin\s|ibn\s|abu\s|de\s|van\s)"
_NAME = rf"(?:{_TITLE})?{_CAPITALISED}(?:\s{_PARTICLE}?{_CAPITALISED}){{1,4}}"
_NAMELESS = r"[Uu]n(?:identified|known|named)\s+(?:man|woman|boy|girl|child|person|male|female|infant|baby)"
_LINE = re.compile(rf"(?P<name>{_NAME}|{_NAMELESS})(?:\s*[,(–—-].{{0,80}})?\s*$")
_NAMES_FOLLOW = re.compile(r"\b(?:names|named|identified|list)\b|:\s*$", re.I)
_SHORT = 3  # words of a heading such as "The dead"; a headline is longer, and a byline follows it
LEAST_LINES = 2
REACH = 3  # sentences above a list in which its heading may tell what happened


def with_all_names(tree: Tree, harms: Sequence[Harm]) -> list[Harm]:
    """Gives a harm that takes one name of a run the others; the parser takes the second of "A, 34, B, 8, and C" for another name of A."""
    runs = [run for run in _runs_of(tree) if len(run) > 1]
    return [replace(harm, victims=_widened(harm, runs)) if harm.victims and runs else harm for harm in harms]


def _widened(harm: Harm, runs: Sequence[Sequence[tuple[int, int]]]) -> tuple[int, ...]:
    for run in runs:
        if any(first <= victim <= last for victim in harm.victims for first, last in run):
            named = [last for first, last in run if not any(first <= victim <= last for victim in harm.victims)]
            return (*harm.victims, *named)
    return harm.victims


def named_as(tree: Tree, context: Outcome | None) -> Iterator[Harm]:
    """ "Police named the dead as A, B and C", "They were identified as A and B", "Killed: A, B": one part of the whole each."""
    for run in _runs_of(tree):
        before = tree.text[: tree[run[0][0]].start - tree.start]
        said = _NAMED_AS.search(before)
        if said is None:
            continue
        outcome = state_in(said["who"] or said["them"] or said["key"] or "")
        if (
            outcome is None
            and said["them"] is not None
            and said["them"].lower() in ("they", "two", "three", "four", "both")
        ):
            outcome = context
        if outcome is not None:
            yield Harm(outcome, run[0][1], tuple(last for _, last in run), lists=True)


def state_in(words: str) -> Outcome | None:
    """What the words say happened to those who are named."""
    return next((outcome for outcome, said in _OF_STATE.items() if said.search(words)), None)


def _runs_of(tree: Tree) -> list[list[tuple[int, int]]]:
    """The persons' names that stand side by side in a sentence: (first, last word) of each."""
    runs: list[list[tuple[int, int]]] = []
    behind: int | None = None
    for start, end, label in tree.entities:
        words = [word.i for word in tree.words if start <= word.start and word.end <= end]
        if label != "PERSON" or not words:
            continue
        goes_on = behind is not None and _BETWEEN.fullmatch(tree.text, behind - tree.start, start - tree.start)
        if goes_on:
            runs[-1].append((words[0], words[-1]))
        else:
            runs.append([(words[0], words[-1])])
        behind = end
    return runs


def name_lines(text: str, sentences: Sequence[tuple[int, int]]) -> Mapping[int, Outcome]:
    """The lines of a text that each name one person under a heading which tells what happened to them."""
    found: dict[int, Outcome] = {}
    block: list[int] = []
    for number in range(len(sentences) + 1):
        if number < len(sentences) and _is_name_line(text, *sentences[number]):
            block.append(number)
            continue
        if len(block) >= LEAST_LINES and (outcome := _headed(text, sentences, block[0])):
            found |= dict.fromkeys(block, outcome)
        block = []
    return found


def _is_name_line(text: str, start: int, end: int) -> bool:
    alone = not text[end : text.find("\n", end) if "\n" in text[end:] else len(text)].strip(" .;,")
    return alone and end - start < 120 and _LINE.match(text[start:end].rstrip(" .;,")) is not None


def _headed(text: str, sentences: Sequence[tuple[int, int]], first: int) -> Outcome | None:
    """What the lines above say, the nearest first; a heading says that names follow, and may leave the rest to the line above it."""
    above = [text[slice(*sentences[number])] for number in range(max(0, first - REACH), first)][::-1]
    if not above or not (_NAMES_FOLLOW.search(above[0]) or _is_short_heading(above[0])):
        return None
    return next((outcome for words in above if (outcome := state_in(words))), None)


def _is_short_heading(words: str) -> bool:
    return len(words.split()) <= _SHORT and not words.rstrip().endswith(".") and state_in(words) is not None


def listed_name(tree: Tree, outcome: Outcome) -> Iterator[Harm]:
    """The person whom a line names."""
    line = _LINE.match(tree.text.rstrip(" .;,"))
    if line is None:
        return
    words = [word for word in tree.words if word.end - tree.start <= line.end("name") and word.text[:1].isalpha()]
    if words:
        yield Harm(outcome, words[-1].i, (words[-1].i,), lists=True)
