"""What `reconcile` decides on: one incident or episode with all that was claimed of it."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import ResolvedClaim
from sijill.model.incident import Incident, Voice
from sijill.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident or episode, its claims, the voices that speak of it, and for an episode the cases that it contains.

    published: (document id, ISO date or None), to tell what a voice said last where claims carry no as_of.
    outlets: (document id, outlet or None), so that an outlet's later report supersedes its earlier one where no origin is named.
    doubtful: claims that stand elsewhere and may speak of the subject (its doubts, model/incident.py); voices, published and outlets
        know them, too.
    """

    subject: Incident
    claims: tuple[ResolvedClaim, ...]
    voices: tuple[Voice, ...]
    sources: tuple[Source, ...]
    published: tuple[tuple[str, str | None], ...] = ()
    parts: tuple[Case, ...] = ()
    outlets: tuple[tuple[str, str | None], ...] = ()
    doubtful: tuple[ResolvedClaim, ...] = ()
