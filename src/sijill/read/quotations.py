"""Decides who says what stands in a quotation over several sentences: drafts, text, speech of each sentence -> drafts with their speaker.

'"We received 49 dead. Five more died in surgery," she said': the first sentence names nobody; whoever closes the quotation says it
all, else who spoke right before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sijill.model.claim import Speaker, Stance
from sijill.read.drafts import Draft
from sijill.read.plain_speech import plain_speaker
from sijill.read.speakers import Speech

_QUOTATION = re.compile(r"“[^”\n]{1,1500}”|(?<!\w)\"[^\"\n]{1,1500}\"")
REACH = 80  # characters between the closing mark and who said it


def tell_who_is_quoted(
    drafts: Sequence[Draft], text: str, sentences: Sequence[tuple[int, int]], spoken: Mapping[int, Sequence[Speech]]
) -> list[Draft]:
    """Gives each count within a quotation, for which its own sentence names no speaker, the one of the quotation."""
    if not any(_is_open(draft) for draft in drafts):
        return list(drafts)
    quotations = [match.span() for match in _QUOTATION.finditer(text)]
    settled = []
    for draft in drafts:
        at = draft.claim.count_span.start
        around = next(((a, b) for a, b in quotations if a < at < b), None) if _is_open(draft) else None
        speaker = _speaker_of(around, text, sentences, spoken) if around else None
        if speaker is not None:
            draft = replace(draft, claim=replace(draft.claim, attributed_to=(speaker,), stance=Stance.REPORTED))
        settled.append(draft)
    return settled


def _is_open(draft: Draft) -> bool:
    return not draft.claim.attributed_to and draft.claim.stance is Stance.ASSERTED


def _speaker_of(
    quotation: tuple[int, int],
    text: str,
    sentences: Sequence[tuple[int, int]],
    spoken: Mapping[int, Sequence[Speech]],
) -> Speaker | None:
    start, end = quotation
    line = text.rfind("\n", 0, start) + 1
    for number, (first, last) in enumerate(sentences):  # who closes it
        if first <= end - 1 < last or (end <= first < end + 3 and "\n" not in text[end:first]):
            said = [s.speaker for s in spoken.get(number, ()) if s.speaker and s.verb is not None]
            plain = plain_speaker(text[end:last], end) if text[end : end + 1] not in ("", "\n") else None
            if text[end:last].strip(" .") and (said or plain):
                return said[0] if said else plain
    before = [n for n, (first, last) in enumerate(sentences) if line <= first and last <= start]
    if not before or start - sentences[before[-1]][1] > 2:
        return None
    said = [s.speaker for s in spoken.get(before[-1], ()) if s.speaker and s.verb is not None]
    return said[-1] if said else plain_speaker(text[slice(*sentences[before[-1]])], sentences[before[-1]][0])
