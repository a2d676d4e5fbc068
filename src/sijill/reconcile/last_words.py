"""Decides what a voice says last, where it corrects what it said of when, where, who or why: its latest report stands.

Claims of a case -> those of each voice's latest dated report, and of its undated ones, which cannot be ordered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sijill.model.case import Case
from sijill.model.claim import ResolvedClaim
from sijill.reconcile.speakers import Speaking


def last_words(
    case: Case, claims: Iterable[ResolvedClaim], speakers: Mapping[str, Speaking]
) -> tuple[ResolvedClaim, ...]:
    """Of claims about one thing, each voice's last, by id.  Friday on the 3rd, Saturday on the 5th -> Saturday"""
    published = dict(case.published)
    listed = sorted(claims, key=lambda resolved: resolved.id)
    last: dict[str, str] = {}
    for resolved in listed:
        day = published.get(resolved.claim.document_id)
        if day:
            key = speakers[resolved.id].key
            last[key] = max(day, last.get(key, day))
    return tuple(
        resolved
        for resolved in listed
        if (day := published.get(resolved.claim.document_id)) is None or day == last[speakers[resolved.id].key]
    )
