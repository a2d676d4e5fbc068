"""Turns model objects into the JSON shapes that `read`, `tally` and `build` print: the contract that other programs rely on.

Model objects -> dicts of plain values, fields and items in a fixed order. Unknown is null, never 0 and never left out.
Adds no judgement and hides nothing; what may be shared is decided in protect.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sijill.model.claim import (
    AttributionClaim,
    CountClaim,
    Detail,
    IndicatorClaim,
    Mention,
    MovementClaim,
    ResolvedClaim,
    StatementClaim,
    TriggerClaim,
    Victims,
)
from sijill.model.count import Count
from sijill.model.incident import Episode, Incident
from sijill.model.location import Location, WherePrecision
from sijill.model.period import DatedExpression, Period
from sijill.model.problem import Problem
from sijill.model.toll import Contradiction, Toll
from sijill.publish.lookup import Lookup, attributions_in, contradiction_id, indicators_in, movements_in
from sijill.publish.statements import sort_statements, statement_shape

Shape = dict[str, Any]

# The shapes print no radius: a point may stand for no more than this.
WIDEST_POINT_KM = 100.0


def claim_shape(claim: ResolvedClaim, document: str) -> Shape:
    """One line of `read --json`; `document` is the name that outputs print."""
    said = claim.claim
    span = {"start": said.span.start, "end": said.span.end, "quote": said.span.quote}
    return {
        "document": document,
        "id": claim.id,
        "kind": kind_of(claim),
        **span,
        **_own_fields(claim),
        "scope": said.scope.value,
        "stance": said.stance.value,
        "verification": said.verification.value,
        "place": place_shape(claim.location, said.place),
        "period": period_shape(claim.period, said.time),
        "as_of": period_shape(claim.as_of),
        "stated_at": period_shape(claim.stated_at),
        "attributed_to": [speaker.name for speaker in said.attributed_to],
        "restates": said.restates,
        "part_of": said.part_of,
        "revises": said.revises,
        "confidence": round(said.confidence, 4),
    }


def kind_of(claim: ResolvedClaim) -> str:
    kinds = {
        CountClaim: "count",
        IndicatorClaim: "indicator",
        AttributionClaim: "attribution",
        MovementClaim: "movement",
        StatementClaim: "statement",
        TriggerClaim: "trigger",
    }
    return kinds[type(claim.claim)]


def _own_fields(claim: ResolvedClaim) -> Shape:
    """What only this kind of claim has."""
    match claim.claim:
        case CountClaim() as said:
            return {
                "outcome": said.outcome.value,
                "count": count_shape(said.count),
                "victims": victims_shape(said.victims),
            }
        case IndicatorClaim() as said:
            return {
                "value": said.value, "unit": said.unit, "measure": said.measure.value, "base": said.base,
                "topic": said.topic,
            }  # fmt: skip
        case AttributionClaim() as said:
            speaker = said.attributed_to[0].name if said.attributed_to else None
            return {"perpetrator": said.perpetrator, "speaker": speaker}
        case MovementClaim() as said:
            return {
                "count": count_shape(said.count), "measure": said.measure.value,
                "origin": place_shape(claim.origin, said.origin),
                "destination": place_shape(claim.destination, said.destination),
            }  # fmt: skip
        case TriggerClaim() as said:
            return {"actor": said.actor}
        case StatementClaim() as said:
            return {"statement": said.kind.value, "value": [said.low, said.high]}
    raise TypeError(f"no JSON shape for a {type(claim.claim).__name__}")


def count_shape(count: Count) -> Shape:
    return {
        "wording": count.wording, "min": count.min, "max": count.max, "quantifier": count.quantifier.value,
        "unit": count.unit.value,
    }  # fmt: skip


def victims_shape(victims: Victims) -> Shape:
    return {"status": victims.status.value, "details": [_detail_shape(detail) for detail in victims.details]}


def _detail_shape(detail: Detail) -> Shape:
    return {
        "axis": detail.axis, "value": detail.value, "share": detail.share,
        "count": count_shape(detail.count) if detail.count else None, "quote": detail.quote,
    }  # fmt: skip


def place_shape(location: Location | None, mention: Mention | None = None) -> Shape | None:
    """Where; a mention that no gazetteer knew keeps its words, with the rest unknown.

    Of a country or a unit that reaches farther than 100 km no point is printed: its middle is not where anything happened.
    """
    if location is None:
        if mention is None:
            return None
        location = Location(name=mention.span.quote)
    narrow = location.precision is not WherePrecision.COUNTRY and (location.radius_km or 0.0) <= WIDEST_POINT_KM
    return {
        "mention": mention.span.quote if mention else location.mention,
        "name": location.name,
        "country": location.country,
        "latitude": location.latitude if narrow else None,
        "longitude": location.longitude if narrow else None,
        "where_prec": int(location.precision) if location.precision is not None else None,
    }


def period_shape(period: Period | None, mention: Mention | None = None) -> Shape | None:
    """When; words that no date stands behind ("on Sunday", without the day of publication) are kept, with the rest unknown."""
    if period is None:
        if mention is None:
            return None
        words = {"mention": mention.span.quote, "start": None, "end": None}
        return {**words, "open": "both", "date_prec": None, "basis": "stated"}
    return {
        "mention": period.mention or (mention.span.quote if mention else None),
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "open": period.open.value,
        "date_prec": int(period.precision),
        "basis": period.basis.value,
    }


def tally_shape(document: str, incident: Incident | None, tolls: Iterable[Toll]) -> Shape:
    """One line of `tally --json`; a text without an incident has no place, no period and no tolls."""
    return {
        "id": document,
        "place": place_shape(incident.location) if incident else None,
        "period": period_shape(incident.period) if incident else None,
        "tolls": [bare_toll_shape(toll) for toll in tolls],
    }


def bare_toll_shape(toll: Toll) -> Shape:
    return {
        "outcome": toll.outcome.value, "victims": toll.victims.value, "unit": toll.unit.value,
        "min": toll.min, "best": toll.best, "max": toll.max,
    }  # fmt: skip


def toll_shape(toll: Toll) -> Shape:
    return {
        **bare_toll_shape(toll),
        "voices": toll.voices,
        "rule": toll.rule,
        "support": list(toll.support),
        "set_aside": [{"claim": claim_id, "reason": reason} for claim_id, reason in toll.set_aside],
        "notes": list(toll.notes),
    }


def subject_shape(subject: Incident, lookup: Lookup) -> Shape:
    """An incident or, with `contains`, an episode, as `build --json` prints it."""
    shape: Shape = {
        "id": subject.id,
        "title": subject.title,
        "period": period_shape(subject.period),
        "place": place_shape(subject.location),
        "attributions": shapes_of(attributions_in(lookup.claims_of(subject)), lookup),
        "part_of": subject.part_of,
        "claim_ids": list(subject.claim_ids),
        "document_ids": [lookup.names.get(document, document) for document in subject.document_ids],
        "tolls": [toll_shape(toll) for toll in lookup.tolls.get(subject.id, ())],
    }
    if isinstance(subject, Episode):
        shape["contains"] = list(subject.contains)
    return shape


def shapes_of(claims: Iterable[ResolvedClaim], lookup: Lookup) -> list[Shape]:
    return [claim_shape(claim, lookup.names[claim.claim.document_id]) for claim in claims]


def contradiction_shape(contradiction: Contradiction) -> Shape:
    return {
        "facet": contradiction.facet.value,
        "claim_ids": list(contradiction.claim_ids),
        "size": contradiction.size,
        "explained_by": list(contradiction.explained_by),
        "id": contradiction_id(contradiction),
        "closed": contradiction.closed,
    }


def problem_shape(problem: Problem, lookup: Lookup | None = None) -> Shape:
    document = problem.document
    if lookup and document:
        document = lookup.names.get(document, document)
    return {
        "kind": problem.kind, "document": document, "sentence": problem.sentence, "words": problem.words,
        "says": problem.says,
    }  # fmt: skip


def build_shape(lookup: Lookup) -> Shape:
    """The one object of `build --json`. Accidents and disasters stand apart, under `out_of_scope`."""
    register = lookup.register
    claims = sorted(lookup.claims.values(), key=lookup.reading_order)
    return {
        "incidents": [subject_shape(subject, lookup) for subject in lookup.incidents if subject.in_scope],
        "episodes": [subject_shape(episode, lookup) for episode in lookup.episodes],
        "movements": shapes_of(movements_in(claims), lookup),
        "indicators": shapes_of(indicators_in(claims), lookup),
        "contradictions": [
            contradiction_shape(found)
            for subject in sorted(lookup.contradictions)
            for found in lookup.contradictions[subject]
        ],
        "documents": [
            _document_shape(read.document.id, lookup)
            for read in sorted(register.documents, key=lambda read: lookup.names[read.document.id])
        ],
        "voices": [
            {"origin": voice.origin_name, "claim_ids": list(voice.claim_ids)}
            for voice in sorted(register.links.voices, key=lambda voice: voice.id)
        ],
        "problems": [problem_shape(problem, lookup) for problem in register.problems],
        "statements": [statement_shape(one, lookup) for one in sort_statements(register.statements, lookup)],
        "out_of_scope": [subject_shape(subject, lookup) for subject in lookup.incidents if not subject.in_scope],
    }


def _document_shape(document: str, lookup: Lookup) -> Shape:
    family = lookup.families.get(document)
    return {
        "id": lookup.names[document],
        "main_incident": lookup.mains.get(document),
        "family": family.id if family else None,
    }


def date_shape(found: DatedExpression, document: str) -> Shape:
    """One line of `dates --json`; interval is null where the words support none."""
    period = found.period
    bounds = [day.isoformat() if day else None for day in (period.start, period.end)] if period else None
    return {
        "document": document, "start": found.start, "end": found.end, "words": found.words, "type": found.type.value,
        "timex3": found.timex3, "interval": bounds, "open": period.open.value if period else None,
        "precision": int(period.precision) if period else None, "basis": period.basis.value if period else None,
    }  # fmt: skip
