"""Decides whom a pronoun beside a count stands for: a draft and the earlier ones -> those whom it may be some of.

"one of whom", "three of them", "among them were …": the people counted last, whatever became of them, and not the dead of another page.
Whether they hold the count is decided in wholes.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sijill.read.drafts import Draft

_HARMED = r"(?!\s+(?:\w+\s+)?(?:killed|dead|who|wounded|injured|slain|missing|abducted|detained))"
_PRONOUN = rf"(?:among|of|including)\s+(?:them|whom|which|(?:those|these){_HARMED})\b"
_BEFORE = re.compile(rf"\b{_PRONOUN}[^.;:]{{0,25}}$", re.I)
_BEHIND = re.compile(rf"[\s,–—-]*(?:\w+\s+){{0,2}}?{_PRONOUN}", re.I)
REACH = 2  # sentences back that a pronoun may reach, where none between counts anybody


def stands_by_pronoun(draft: Draft) -> bool:
    """True for "three of them", "one of whom", "among them a nurse"; not for "three of the dead"."""
    words = draft.claim.count_span.quote
    at = max(draft.before.rfind(words), 0)
    return bool(_BEHIND.match(draft.sentence_text[at + len(words) :]) or _BEFORE.search(draft.before[:at]))


def antecedent_of(draft: Draft, earlier: Sequence[Draft], low: int) -> list[Draft] | None:
    """The larger counts of the nearest sentence that has some; None where the pronoun reaches nobody who was counted."""
    larger = [e for e in earlier if not e.is_listed_part and _reach(e) > low]
    for back in range(REACH + 1):
        near = [e for e in larger if e.claim.sentence == draft.claim.sentence - back]
        if near:
            return near
    return None


def _reach(draft: Draft) -> float:
    count = draft.claim.count
    return float("inf") if count.max is None else count.max
