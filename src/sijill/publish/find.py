"""Finds what a person means by an id: an incident, episode, document, claim or toll, written in full or shortened.

Words and a Lookup -> Found. An id that an earlier build gave leads to the one incident that holds now what it held. Raises UnknownId with
what comes near; never guesses between two.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace

from sijill.errors import UnknownId
from sijill.model.claim import ResolvedClaim
from sijill.model.incident import Incident
from sijill.model.register import ReadDocument
from sijill.model.toll import Toll
from sijill.publish.former_ids import became_words, heirs_of, named_formerly
from sijill.publish.lookup import Lookup, toll_id
from sijill.publish.words import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Exactly one of these is set. became: that another id was asked for, and what became of it."""

    subject: Incident | None = None
    document: ReadDocument | None = None
    claim: ResolvedClaim | None = None
    toll: Toll | None = None
    became: str | None = None


def find(wanted: str, lookup: Lookup) -> Found:
    """Looks an id up; the beginning of one will do while only one begins so. A toll is SUBJECT/OUTCOME[/VICTIMS[/UNIT]]."""
    known = _known(lookup)
    if wanted in known:
        return known[wanted]
    if "/" in wanted:
        subject, _, rest = wanted.partition("/")
        matching = [name for name in known if name.startswith(subject) and f"/{rest}/" in f"{name}/" and "/" in name]
        named = [name for name in matching if name.split("/")[1:][: rest.count("/") + 1] == rest.split("/")]
        whole = [name for name in named if name.split("/")[2:] == ["all", "person"]]
        matching = whole if len(whole) == 1 else named
    else:
        matching = [name for name in known if name.startswith(wanted) and "/" not in name] if wanted else []
    distinct = {id(_one(known[name])): name for name in matching}
    if len(distinct) == 1:
        return known[next(iter(distinct.values()))]
    if not distinct and (found := _find_heir(wanted, lookup)):
        return found
    raise UnknownId(_message(wanted, sorted(distinct.values()), list(known)))


def _find_heir(wanted: str, lookup: Lookup) -> Found | None:
    """What an id of an earlier build leads to; refused where it was split or its reports are gone, since a person must choose."""
    subject, _, rest = wanted.partition("/")
    former = named_formerly(subject, lookup)
    if former is None:
        return None
    heirs = heirs_of(former, lookup)
    if len(heirs) != 1:
        raise UnknownId(became_words(former, lookup))
    found = find("/".join((heirs[0][0], rest)) if rest else heirs[0][0], lookup)
    return replace(found, became=became_words(former, lookup))


def _known(lookup: Lookup) -> dict[str, Found]:
    known: dict[str, Found] = {}
    for read in lookup.register.documents:
        known[read.document.id] = Found(document=read)
        known.setdefault(lookup.names[read.document.id], Found(document=read))
    for claim in (*lookup.rejected.values(), *lookup.claims.values()):
        known[claim.id] = Found(claim=claim)
    known.update({subject.id: Found(subject=subject) for subject in lookup.subjects.values()})
    known.update({toll_id(toll): Found(toll=toll) for tolls in lookup.tolls.values() for toll in tolls})
    return known


def _one(found: Found) -> object:
    return found.subject or found.document or found.claim or found.toll


def _message(wanted: str, several: list[str], known: list[str]) -> str:
    shown = plain(wanted)[:80]
    if several:
        return f"{shown!r} may be any of {len(several)}: {', '.join(several[:5])}; write more of it"
    near = difflib.get_close_matches(wanted, known[:20_000], n=3, cutoff=0.5)
    hint = f"; near it: {', '.join(near)}" if near else ""
    return f"no incident, episode, document, claim or toll is called {shown!r}{hint}; sijill show lists them"
