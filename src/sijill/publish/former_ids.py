"""Tells what became of an id that an earlier build gave: merged into another incident, split, or taken out of the register.

Lookup and an id -> the incidents and episodes that hold now what it held, in words. Changes no id (link/identity.py gives them).
"""

from __future__ import annotations

from collections import Counter

from sijill.model.incident import Former, Incident
from sijill.publish.lookup import Lookup
from sijill.publish.words import plural


def heirs_of(former: Former, lookup: Lookup) -> list[tuple[str, int]]:
    """(id, how many of its claims), most first; where none of its claims is left, what its documents are mainly about."""
    found = Counter(lookup.homes[one] for one in former.claim_ids if one in lookup.homes)
    found = found or Counter(lookup.mains[one] for one in former.document_ids if one in lookup.mains)
    return sorted(found.items(), key=lambda row: (-row[1], row[0]))


def named_formerly(wanted: str, lookup: Lookup) -> Former | None:
    """The id that names nothing any more, in full or as far as it is the only one that begins so."""
    matching = [
        one
        for name, one in lookup.formers.items()
        if wanted and name.startswith(wanted) and name not in lookup.subjects
    ]
    exact = [one for one in matching if one.id == wanted]
    return exact[0] if exact else matching[0] if len(matching) == 1 else None


def became_words(former: Former, lookup: Lookup) -> str:
    """incident-x is now part of incident-y; incident-x was split: its claims stand in incident-y (3) and incident-z (2)"""
    heirs = heirs_of(former, lookup)
    if not heirs:
        return f"{former.id} names nothing any more: its reports, or all that was read of it, were taken out of the register"
    if len(heirs) == 1:
        return f"{former.id} is now part of {heirs[0][0]}"
    several = " and ".join(f"{name} ({plural(count, 'claim')})" for name, count in heirs)
    return f"{former.id} was split: what it held stands in {several}"


def past_words(subject: Incident, lookup: Lookup) -> list[str]:
    """What an incident took over from ids that earlier builds gave, and what it held once and does not any more."""
    told = [
        f"holds what was {former.id}"
        for former in lookup.formers.values()
        if former.id not in lookup.subjects and any(name == subject.id for name, _ in heirs_of(former, lookup))
    ]
    own = lookup.formers.get(subject.id)
    for name, count in heirs_of(own, lookup) if own else ():
        told.append(f"{plural(count, 'claim')} that it once held now stands in {name}")
    return told
