"""Decides which figures a text tells of another month than its story's: Drafts, text, publication date -> the same with their scope.

"In February alone, raids killed 45" in a report of May is background; what the first sentence tells of is the story, whenever it was.
Works on months that are named; other words for the past are read in scope.py, from the figure's own clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sijill.model.claim import Scope
from sijill.read.drafts import Draft

_MONTHS = "January February March April May June July August September October November December".split()
_NAMED = re.compile(rf"\b(?:[Ii]n|[Ll]ast|[Ee]arly|[Ll]ate|[Mm]id-?)\s+({'|'.join(_MONTHS)})\b(?!\s+\d)")
_LAST_MONTH = re.compile(rf"\blast\s+(?:month|week|{'|'.join(_MONTHS)})\b", re.I)
_REMEMBERED = re.compile(r"\b(?:anniversary|years?\s+(?:after|ago|since)|commemorat\w*)\b", re.I)
_STOPS = (".", "!", "?", "”", '"')
LEAD_CHARS = 600  # headline and first paragraphs: the months that they name are the story's
MONTHS_AGO = 2  # a report of the first days of a month still tells of the month before


def place_in_time(drafts: Sequence[Draft], text: str, published: date | None) -> list[Draft]:
    """Sets the scope of what is told of another month, and of the story that the first sentence dates itself."""
    if not drafts or published is None:
        return list(drafts)
    told = sorted({draft.claim.sentence for draft in drafts})
    headed = any(d.claim.sentence == told[0] and not d.sentence_text.rstrip().endswith(_STOPS) for d in drafts)
    first = set(told[: 2 if headed else 1])  # a headline, and the sentence that tells the story again
    lead = {month for month in _MONTHS if re.search(rf"\b{month}\b", text[:LEAD_CHARS])}
    return [_placed(draft, first, lead, published) for draft in drafts]


def _placed(draft: Draft, first: set[int], lead: set[str], published: date) -> Draft:
    claim, sentence = draft.claim, draft.sentence_text
    if claim.sentence in first:
        is_story = claim.scope is Scope.BACKGROUND and _LAST_MONTH.search(sentence) and not _REMEMBERED.search(sentence)
        return replace(draft, claim=replace(claim, scope=Scope.INCIDENT)) if is_story else draft
    named = [match[1] for match in _NAMED.finditer(draft.clause)]
    ago = [(published.month - 1 - _MONTHS.index(month)) % 12 for month in named if month not in lead]
    if claim.scope is not Scope.BACKGROUND and ago and len(ago) == len(named) and min(ago) >= MONTHS_AGO:
        return replace(draft, claim=replace(claim, scope=Scope.BACKGROUND))
    return draft
