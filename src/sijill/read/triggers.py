"""Decides whose act a text says set the violence off: Tree, speech -> TriggerClaims with their own speaker.

"clashes broke out after gunmen killed a local leader", "in retaliation for an ambush by the Front", "the raid was sparked by the army's
shelling". An act of nobody who is named ("after weeks of talks", "after a chief was killed") is left out: nothing contradicts it.
A trigger accuses nobody of the violence that followed, and enters no toll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Scope, Span, Stance, TriggerClaim, claim_id
from sijill.read.scope import is_background
from sijill.read.speakers import Speech, speakers_of
from sijill.read.stance import is_negated
from sijill.read.tree import Tree, Word

MAX_CAUSE_CHARS = 160
_VIOLENCE = (
    r"(?:clash(?:es)?|fighting|violence|unrest|battles?|confrontations?|gunfights?|firefights?|shootouts?|exchanges? of (?:fire|gunfire)"
    r"|hostilities|riots?|killings?|massacres?|attacks?|raids?|shelling|bloodshed|shooting)"
)
_SPARKED = r"(?:triggered|sparked|set off|provoked|prompted|ignited|touched off|unleashed)"
_CAUSES = re.compile(
    rf"\b{_VIOLENCE}\b[^.;]{{0,60}}?\b(?:broke out|erupted|began|started|flared(?: up)?|ensued)\b"
    r"[^.;]{0,40}?\b(?:after|when|following)\s+"
    rf"|\b{_VIOLENCE}\b[^.;]{{0,60}}?\b{_SPARKED}\s+by\s+"
    r"|\b(?:in|as)\s+(?:\w+\s+)?(?:retaliation|reprisal|revenge|retribution)\s+(?:for|against|to)\s+"
    r"|\bto\s+avenge\s+",
    re.I,
)
_EFFECT = re.compile(
    rf"\b{_SPARKED}\s+(?:(?:the|a|an|this|these|days of|weeks of|new|fresh|deadly|fierce|heavy)\s+)*{_VIOLENCE}\b", re.I
)
_UNSURE = re.compile(r"\b(?:may|might|could|[Ii]f|[Ww]hether|unclear what)\b")  # and not the month
_LEFT_OUT = frozenset({"relcl", "punct", "appos", "advcl", "acl", "prep", "cc", "conj"})


def triggers_in(tree: Tree, speeches: list[Speech], *, document_id: str, reader: str) -> Iterator[TriggerClaim]:
    """Every trigger of the sentence, once for each stretch of words."""
    for start, end in _causes_in(tree):
        words = [word for word in tree.words if start <= word.start - tree.start and word.end - tree.start <= end]
        if not words or _UNSURE.search(tree.text[max(0, start - 60) : end]):
            continue
        chain, speech = speakers_of(tree, words[0].i, speeches)
        if speech and speech.denies:
            continue
        verb = next((word for word in words if word.tag.startswith("VB")), words[0])
        if is_negated(tree, verb):
            continue
        actor = _actor_of(tree, words)
        if actor is None:
            continue
        span = Span(
            start=words[0].start,
            end=words[-1].end,
            quote=tree.text[words[0].start - tree.start : words[-1].end - tree.start],
        )
        yield TriggerClaim(
            id=claim_id(document_id, "trigger", span.start, span.end, ""), document_id=document_id, span=span, sentence=tree.sentence,
            scope=Scope.BACKGROUND if is_background(tree.text, tree, verb, None) else Scope.INCIDENT,
            stance=Stance.REPORTED if chain or speech else Stance.ASSERTED, attributed_to=chain, reader=reader, confidence=0.7,
            actor=actor,
        )  # fmt: skip


def _causes_in(tree: Tree) -> Iterator[tuple[int, int]]:
    """Where the words for the earlier act stand: behind "after", "sparked by", "in retaliation for"; before "set off the fighting"."""
    taken = 0
    for match in _CAUSES.finditer(tree.text):
        stop = re.compile(r"[.;]|,\s+(?:\w+\s+){0,4}(?:said|told|reported|according)\b").search(tree.text, match.end())
        end = min(stop.start() if stop else len(tree.text), match.end() + MAX_CAUSE_CHARS)
        if match.end() >= taken:
            taken = end
            yield match.end(), end
    for match in _EFFECT.finditer(tree.text):
        verb = next((word for word in tree.words if word.start - tree.start == match.start()), None)
        subject = next(iter(tree.kids(verb.i, "nsubj")), None) if verb else None
        if subject is not None and match.start() >= taken:
            first, last = tree.edges(subject.i)
            yield tree[first].start - tree.start, tree[last].end - tree.start


def _actor_of(tree: Tree, words: list[Word]) -> str | None:
    """Who did the earlier act: who the first verb is said of, the agent of a passive, or whoever stands behind "by"."""
    inside = {word.i for word in words}
    for word in words:
        if not word.tag.startswith("VB"):
            continue
        subject = next(
            (kid for kid in tree.kids(word.i, "nsubj") if kid.i in inside and kid.tag.startswith("NN")), None
        )
        if subject is not None:
            return _phrase(tree, subject)
        if tree.kids(word.i, "nsubjpass"):
            break
    for word in words:
        if word.lower == "by":
            agent = next(
                (kid for kid in tree.kids(word.i, "pobj") if kid.i in inside and kid.tag.startswith("NN")), None
            )
            if agent is not None:
                return _phrase(tree, agent)
    return None


def _phrase(tree: Tree, noun: Word) -> str:
    first, last = tree.edges(noun.i, without=_LEFT_OUT)
    while first < noun.i and tree[first].tag in ("DT", "PRP$", ",", "CD"):
        first += 1
    return tree.words_text(first, max(last, noun.i))
