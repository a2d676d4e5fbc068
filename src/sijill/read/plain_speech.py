"""Decides who speaks in a sentence that tells of no harm and is not parsed: its words -> Speaker, for the pronouns that follow."""

from __future__ import annotations

import re

from sijill.model.claim import Span, Speaker
from sijill.read.speaker_phrases import kind_of

_SAYS = (
    r"(?:said|says|told|added|gave|dismissed|dismisses|rejected|rejects|denied|denies|accused|accuses|condemned|called|calls|warned|warns"
    r"|blamed|blames|described|insisted|insists|acknowledged|confirmed|wrote)"
)

_NAME = r"[A-Z][\w'’-]+(?:\s+(?:al-|el-)?[A-Z][\w'’-]+){1,3}"
# Who speaks in a sentence that tells of no harm and is not parsed: "…," said Faris Odeh; Idan Brell told; A teacher in the village … gave.
_PLAIN_SPEECH = (
    re.compile(rf"\b(?:said|says|added|explained|told \w+)\s+(?P<who>(?:(?:[\w'’-]+\s+){{0,4}})?{_NAME})"),
    re.compile(rf"(?P<who>{_NAME})(?:,[^,.;]{{1,60}},|,)?\s+(?:said|says|told|added|gave)\b"),
    re.compile(
        rf"^(?:An?|The|One|Another)\s+(?P<who>[a-z][\w-]*(?:\s[\w-]+){{0,4}}?)(?:,[^,.;]{{1,60}},)?\s+{_SAYS}\b"
    ),
)


_TITLED = re.compile(
    rf"\b(?:Dr|Mr|Mrs|Ms|Prof|Professor|Father|Sister|Imam|Sheikh|Captain|Colonel|General|Major)\.?\s+{_NAME}"
)


def titled_person(text: str, start: int) -> Speaker | None:
    """Whom a sentence names last by title and name: "he" or "she" of the next may be that person, though nothing was said yet."""
    match = next(reversed(list(_TITLED.finditer(text))), None)
    if match is None:
        return None
    span = Span(start=start + match.start(), end=start + match.end(), quote=match[0])
    return Speaker(name=match[0], kind=kind_of(match[0]), span=span, named=True)


def plain_speaker(text: str, start: int) -> Speaker | None:
    """Who speaks in a sentence by its words alone; a pronoun of the next sentence may stand for him."""
    for pattern in _PLAIN_SPEECH:
        if match := pattern.search(text):
            words = match["who"]
            span = Span(start=start + match.start("who"), end=start + match.end("who"), quote=words)
            return Speaker(name=words, kind=kind_of(words), span=span, named=bool(re.search(_NAME, words)))
    return None
