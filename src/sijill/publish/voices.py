"""Writes what `sijill voices` prints: who speaks in a register, or of one incident or episode.

Register -> voices with their origin, their claims and why these are one voice. Decides nothing: link/voices.py does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sijill.errors import UnknownId
from sijill.model.incident import Incident, Origin, Voice
from sijill.model.register import Register
from sijill.publish import words
from sijill.publish.find import find
from sijill.publish.lines import wrapped
from sijill.publish.lookup import Lookup, look_up

Shape = dict[str, Any]
CORROBORATES = "corroborates"
_WHY_NOT = {
    Origin.DERIVED: "has it from somebody who is not said; corroborates nothing",
    Origin.UNKNOWN: "unknown origin; corroborates nothing",
}


def voice_shapes(register: Register, wanted: str | None = None) -> list[Shape]:
    """One object a voice, those with most claims first; of an incident or episode only what they say of it."""
    lookup = look_up(register)
    if wanted is None:
        found = sorted(register.links.voices, key=lambda one: (-len(one.claim_ids), one.id))
        return [_shape(voice, voice.claim_ids, lookup) for voice in found]
    subject = find(wanted, lookup).subject
    if subject is None:
        raise UnknownId(f"{wanted} is no incident or episode; sijill show lists them")
    return [_shape(voice, _within(voice, subject), lookup) for voice in lookup.voices_of(subject)]


def voice_words(shapes: Sequence[Shape]) -> str:
    """What `voices` prints."""
    lines: list[str] = []
    for one in shapes:
        claims = words.plural(len(one["claims"]), "claim")
        documents = words.plural(len({claim["document"] for claim in one["claims"]}), "document")
        lines += [f"{one['says']}  {claims} in {documents}", f"    {one['id']}: {one['standing']}"]
        for reason in one["evidence"]:
            lines += wrapped(f"because {reason}", indent=4)
        for claim in one["claims"]:
            lines += wrapped(f"{claim['document']}: “{words.plain(claim['quote'])}”", indent=6)
        lines.append("")
    return "\n".join(lines) if lines else "No voice speaks of it."


def _within(voice: Voice, subject: Incident) -> list[str]:
    inside = set(subject.claim_ids)
    return [claim_id for claim_id in voice.claim_ids if claim_id in inside]


def _shape(voice: Voice, claim_ids: Iterable[str], lookup: Lookup) -> Shape:
    claims = sorted((lookup.claims[one] for one in claim_ids if one in lookup.claims), key=lookup.reading_order)
    return {
        "id": voice.id, "origin": voice.origin_name, "kind": voice.origin.value, "named": voice.named, "party": voice.party,
        "says": words.voice_words(voice), "standing": _standing(voice), "evidence": list(voice.evidence),
        "claims": [
            {"id": one.id, "document": lookup.names[one.claim.document_id], "quote": one.claim.span.quote} for one in claims
        ],
    }  # fmt: skip


def _standing(voice: Voice) -> str:
    if voice.origin in _WHY_NOT:
        return _WHY_NOT[voice.origin]
    return CORROBORATES if voice.named else "known by description only; corroborates nothing"
