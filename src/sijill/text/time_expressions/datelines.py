"""Decides which day a text was written on, by its own words: "Published: 6 March 2025", "KOLM, March 6, 2025 (Wire) -".

Text and its mentions, and the day under which it was archived -> the day that "Thursday" and "last week" count from. Does not tell what
else a date may be about (resolve/time_roles.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.values import Value, of_ymd

# Only the head of a page carries its own date.
HEAD_CHARS = 800
_STAMP = re.compile(
    r"(?:(?:\A|\n|[(|•]|\s{2,})\s*(?:(?:first|last)\s+)?(?:posted|published|updated|created|modified)(?:\s+on|\s+at)?\s*[:-]*\s*"
    r"|\b(?:Posted|Published|Updated|Created|POSTED|PUBLISHED|UPDATED|UPDATE):\s*)\Z",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:\A|\n)\s*(?:[A-Z][\w.'’-]*[\s,/]+){1,6}\Z")
_WIRE = re.compile(r"\A[\s,.]*\([^)\n]{2,30}\)\s*[-–—:]|\A\s*[-–—]{1,2}\s")


def written_on(text: str, mentions: Sequence[Mention], published: date | None) -> date | None:
    """The day that a text counts from: its own stamp where that is earlier than the archived date, as of a page saved long after.

    A stamp after the archived date is no stamp of this text; without an archived date the earliest stamp stands.
    """
    stamps = [
        value.first
        for mention in mentions
        if mention.start < HEAD_CHARS and _is_stamp(text, mention) and (value := _full_date(mention)) and value.first
    ]
    if published is not None:
        stamps = [stamp for stamp in stamps if stamp <= published]
    return min(stamps, default=published)


def _is_stamp(text: str, mention: Mention) -> bool:
    if mention.kind is not Kind.CALENDAR or mention.year is None or mention.day is None:
        return False
    before = text[max(0, mention.start - 60) : mention.start]
    if _STAMP.search(before):
        return True
    return bool(_PLACE.search(before)) and bool(_WIRE.match(text[mention.end : mention.end + 40]))


def _full_date(mention: Mention) -> Value | None:
    if mention.year is None or mention.month is None or mention.day is None or mention.hijri or mention.year < 1:
        return None
    return of_ymd(mention.year, mention.month, mention.day)
