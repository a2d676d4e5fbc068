"""Decides what a claim says once people have spoken: left out, corrected in its fields, or added.

A Replay and the machine's claims -> Amended: by document, what each touched claim is now (None: left out). The words, spans and ids of a
claim never change, nor does what is stored of the reading.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sijill.model.claim import (
    LEAST_OVERLAP,
    AttributionClaim,
    Claim,
    CountClaim,
    MovementClaim,
    Outcome,
    ResolvedClaim,
    Scope,
    Speaker,
    Stance,
    Status,
    Verification,
)
from sijill.model.source import Source, SourceKind
from sijill.review.added import count_of, location_of, period_of
from sijill.review.replay import Replay


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """claims: by document and claim id, what stands in the place of the machine's claim; None where a person rejected it.

    speakers: by document, sources that a person named as speakers there; settings: by source id, fields that a person set.
    """

    claims: Mapping[str, Mapping[str, ResolvedClaim | None]]
    speakers: Mapping[str, tuple[Source, ...]]
    settings: Mapping[str, Mapping[str, Any]]
    names: tuple[tuple[str, bool], ...]  # a person's name, and whether it may be shared


def amend(found: Replay, known: Mapping[str, ResolvedClaim]) -> Amended:
    """Works out what stands in the place of every claim that a decision in force speaks of."""
    fields: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    settings: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    names = []
    for (about, *rest), held in sorted(found.held.items()):
        if about == "claim":
            claim_id, field = rest
            fields[claim_id][field] = held.value if field == "stands" else json.loads(held.value)
        elif about == "source":
            settings[rest[0]][rest[1]] = json.loads(held.value)
        elif about == "name":
            names.append((rest[0], held.value == "public"))
    by_document: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in known.values():
        by_document[claim.claim.document_id].append(claim)
    claims: defaultdict[str, dict[str, ResolvedClaim | None]] = defaultdict(dict)
    speakers: defaultdict[str, dict[str, Source]] = defaultdict(dict)
    for claim_id, said in fields.items():
        one = found.added.get(claim_id) or known[claim_id]
        own = claims[one.claim.document_id]
        if said.pop("stands", "yes") == "no":
            own[claim_id] = None
            continue
        own[claim_id] = correct(one, said)
        if who := said.get("speaker"):
            speakers[one.claim.document_id][who["source"]] = source_of(who)
        if claim_id in found.added:
            own.update((other, None) for other in _doubles(one, by_document[one.claim.document_id]))
    for claim in found.added.values():
        if claim.source_ids:
            name = claim.claim.attributed_to[0]
            known_as = Source(id=claim.source_ids[0], name=name.name, kind=name.kind)
            speakers[claim.claim.document_id].setdefault(known_as.id, known_as)
    return Amended(
        claims=dict(claims), settings=dict(settings), names=tuple(names),
        speakers={document: tuple(own[key] for key in sorted(own)) for document, own in speakers.items()},
    )  # fmt: skip


def correct(claim: ResolvedClaim, said: Mapping[str, Any]) -> ResolvedClaim:
    """The claim with the fields that people corrected."""
    for field, value in sorted(said.items()):
        claim = CORRECTIONS[field](claim, value)
    return claim


def source_of(value: Mapping[str, Any]) -> Source:
    """The source that a correction names as the speaker."""
    kind = SourceKind(value.get("kind") or "unknown")
    return Source(
        id=value["source"], name=value["name"], kind=kind, party=value.get("party"), country=value.get("country")
    )


def _doubles(added: ResolvedClaim, others: list[ResolvedClaim]) -> list[str]:
    """What the reader found by itself of a claim that a person had added before: the person's stands."""
    mine = added.claim
    assert isinstance(mine, CountClaim)
    return [
        other.id
        for other in others
        if other.id != added.id
        and isinstance(said := other.claim, CountClaim)
        and said.outcome is mine.outcome
        and said.count_span.overlap(mine.count_span) >= LEAST_OVERLAP
    ]


Correction = Callable[[ResolvedClaim, Any], ResolvedClaim]


def _within(claim: ResolvedClaim, **changes: Any) -> ResolvedClaim:
    said: Claim = replace(claim.claim, **changes)
    return replace(claim, claim=said)


def _count(claim: ResolvedClaim, value: dict[str, Any]) -> ResolvedClaim:
    said = claim.claim
    assert isinstance(said, CountClaim | MovementClaim)
    unit = value.get("unit") or said.count.unit.value
    return _within(claim, count=count_of(said.count.wording, {**value, "unit": unit}))


def _status(claim: ResolvedClaim, value: str) -> ResolvedClaim:
    said = claim.claim
    assert isinstance(said, CountClaim)
    return _within(claim, victims=replace(said.victims, status=Status(value)))


def _speaker(claim: ResolvedClaim, value: dict[str, Any] | None) -> ResolvedClaim:
    if value is None:
        return replace(_within(claim, attributed_to=()), source_ids=())
    kind = SourceKind(value.get("kind") or "unknown")
    said = Speaker(name=value["name"], kind=kind, span=None, named=True)
    return replace(_within(claim, attributed_to=(said,)), source_ids=(value["source"],))


def _perpetrator(claim: ResolvedClaim, value: str) -> ResolvedClaim:
    assert isinstance(claim.claim, AttributionClaim)
    return _within(claim, perpetrator=value)


# What a person may correct, and how.
CORRECTIONS: Mapping[str, Correction] = {
    "outcome": lambda claim, value: _within(claim, outcome=Outcome(value)),
    "count": _count,
    "status": _status,
    "scope": lambda claim, value: _within(claim, scope=Scope(value)),
    "stance": lambda claim, value: _within(claim, stance=Stance(value)),
    "verification": lambda claim, value: _within(claim, verification=Verification(value)),
    "confidence": lambda claim, value: _within(claim, confidence=value),
    "in_scope": lambda claim, value: _within(claim, in_scope=value),
    "place": lambda claim, value: replace(claim, location=location_of(value)),
    "period": lambda claim, value: replace(claim, period=period_of(value)),
    "speaker": _speaker,
    "perpetrator": _perpetrator,
}
