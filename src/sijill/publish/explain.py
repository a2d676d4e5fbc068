"""Writes what `sijill explain` prints: the whole trace of a figure, down to the document's SHA-256, the span and the words.

Lookup and an id -> text, or the same as one JSON object. Repeats what the register holds; computes no figure of its own.
"""

from __future__ import annotations

from typing import Any

from sijill.model.claim import ResolvedClaim
from sijill.model.incident import Incident
from sijill.model.register import ReadDocument, Register
from sijill.model.toll import Contradiction, Toll
from sijill.publish.changes import history_lines, history_shape
from sijill.publish.contract import (
    Shape,
    claim_shape,
    contradiction_shape,
    period_shape,
    problem_shape,
    subject_shape,
    toll_shape,
)
from sijill.publish.decisions import ruling_shape, ruling_words
from sijill.publish.find import find
from sijill.publish.former_ids import past_words
from sijill.publish.lines import columns, heading, labelled, wrapped
from sijill.publish.lookup import Lookup, look_up, toll_id
from sijill.publish.reached import ALONE, Asked, reached_lines, reached_shape, trace_of
from sijill.publish.standing import contradictions_of, standing_of
from sijill.publish.statements import sort_statements, statement_lines, statement_shape, statements_of, told_claims
from sijill.publish.words import (
    NOTICE,
    chain_words,
    claim_words,
    day_words,
    period_words,
    place_words,
    plain,
    size_words,
    toll_label,
    toll_words,
    voice_words,
)


def explain(register: Register, wanted: str, asked: Asked = ALONE) -> str:
    """Traces a toll, claim, incident, episode or document down to the words that it comes from."""
    lookup = look_up(register)
    found = find(wanted, lookup)
    if found.toll:
        lines = _toll(found.toll, lookup, asked)
    elif found.claim:
        lines = _claim(found.claim, lookup)
    elif found.document:
        lines = _document(found.document, lookup)
    else:
        assert found.subject is not None
        lines = _subject(found.subject, lookup, asked)
    return "\n".join([*(wrapped(found.became) if found.became else ()), *lines, "", NOTICE])


def explain_shape(register: Register, wanted: str, asked: Asked = ALONE) -> Shape:
    """The same trace as one JSON object: `explain --json`."""
    lookup = look_up(register)
    found = find(wanted, lookup)
    if found.toll:
        shape = _toll_trace(found.toll, lookup, asked)
    elif found.claim:
        shape = {"kind": "claim", **_receipt(found.claim, lookup)}
    elif found.document:
        shape = _document_trace(found.document, lookup)
    else:
        assert found.subject is not None
        tolls = lookup.tolls.get(found.subject.id, ())
        shape = {
            "kind": "incident",
            **subject_shape(found.subject, lookup),
            "evidence": list(found.subject.evidence),
            "traces": [_toll_trace(toll, lookup, asked) for toll in tolls],
            "statements": [statement_shape(one, lookup) for one in statements_of(found.subject, lookup)],
        }
    became = {"became": found.became} if found.became else {}
    return {**shape, **became, "notice": NOTICE}


def _toll(toll: Toll, lookup: Lookup, asked: Asked) -> list[str]:
    subject = lookup.subjects.get(toll.subject)
    stood = standing_of(toll, lookup)
    lines = wrapped(f"{toll_label(toll)}: {toll_words(toll)}")
    lines += labelled("of", f"{subject.title if subject else 'unknown'} ({toll.subject})")
    lines += labelled("standing", f"{stood.standing.value}: {stood.because}")
    lines += labelled("rule", toll.rule)
    if toll.as_of:
        lines += labelled("as of", period_words(toll.as_of))
    lines += labelled("voices", f"{toll.voices} independent, named")
    for note in toll.notes:
        lines += labelled("because", lookup.in_words(note))
    lines += reached_lines(trace_of(toll, asked.traced), lookup)
    lines += heading("Carried by")
    lines += [line for claim_id in toll.support for line in _carried(claim_id, lookup)] or ["  no claim"]
    if toll.set_aside:
        lines += heading("Set aside")
        for claim_id, reason in toll.set_aside:
            lines += [*_carried(claim_id, lookup), *labelled("set aside", lookup.in_words(reason), indent=4)]
    for found in contradictions_of(toll, lookup):
        lines += _contradiction(found, lookup)
    return [*lines, *history_lines(toll, asked.history(toll.subject), lookup)]


def _carried(claim_id: str, lookup: Lookup) -> list[str]:
    claim = lookup.claims.get(claim_id)
    if claim is None:
        return wrapped(f"{claim_id}: this claim is no longer in the register", indent=2)
    return [*wrapped(f"{claim_words(claim.claim)} [{claim_id}]", indent=2), *_trace(claim, lookup)]


def _trace(claim: ResolvedClaim, lookup: Lookup) -> list[str]:
    """Words, speaker, voice, family and receipt of one claim."""
    document = lookup.document_of(claim)
    span = claim.claim.span
    lines = wrapped(f"“{plain(span.quote)}”", indent=4, hang=1)
    lines += labelled("says", chain_words(claim.claim, lookup.outlet_of(document)), indent=4)
    lines += labelled("voice", voice_words(lookup.voices.get(claim.id)), indent=4)
    family = lookup.families.get(document.id)
    if family and len(family.document_ids) > 1:
        others = [lookup.names.get(other, other) for other in family.document_ids if other != document.id]
        lines += labelled("family", f"derived from the same text as {', '.join(others)}", indent=4)
    lines += labelled("receipt", receipt_words(claim, lookup), indent=4)
    return lines


def receipt_words(claim: ResolvedClaim, lookup: Lookup) -> str:
    """Where the words stand: document, date, SHA-256 of its bytes, and the span in its text."""
    document, span = lookup.document_of(claim), claim.claim.span
    published = day_words(document.published) if document.published else "undated"
    record = "" if document.record is None else f", record {document.record}"
    name = lookup.names[document.id]
    return f"{name} ({published}), characters {span.start}-{span.end}{record}, SHA-256 {document.blob}"


def _claim(claim: ResolvedClaim, lookup: Lookup) -> list[str]:
    said = claim.claim
    lines = [*wrapped(f"{claim_words(said)} [{claim.id}]"), *_trace(claim, lookup)]
    lines += labelled("stance", said.stance.value, indent=4)
    lines += labelled("scope", said.scope.value.replace("_", " "), indent=4)
    lines += labelled("verification", said.verification.value.replace("_", " "), indent=4)
    lines += labelled("when", period_words(claim.period), indent=4)
    if claim.as_of:
        lines += labelled("as of", period_words(claim.as_of), indent=4)
    lines += labelled("where", place_words(claim.location), indent=4)
    if claim.location and claim.location.because:
        lines += labelled("", claim.location.because, indent=4)
    relations = (("part of", said.part_of), ("restates", said.restates), ("revises", said.revises))
    for label, other in relations:
        if other:
            lines += labelled(label, other, indent=4)
    lines += labelled("read by", f"{said.reader}, confidence of the reading {said.confidence:.2f}", indent=4)
    for ruling in lookup.rulings.get(claim.id, ()):
        lines += labelled("decided", ruling_words(ruling), indent=4)
    home = lookup.homes.get(claim.id)
    lines += labelled("belongs to", _title(home, lookup) if home else "no incident", indent=4)
    used = [line for toll in lookup.tolls.get(home or "", ()) for line in _use(claim, toll)]
    return [*lines, *(heading("In tolls") if used else []), *used]


def _use(claim: ResolvedClaim, toll: Toll) -> list[str]:
    """How a toll uses a claim: carried, or set aside and why."""
    name = f"{toll_label(toll)}: {toll_words(toll)}"
    if claim.id in toll.support:
        return labelled("carries", f"{name} [{toll_id(toll)}]")
    reasons = [reason for claim_id, reason in toll.set_aside if claim_id == claim.id]
    return labelled("set aside", f"{name}: {'; '.join(reasons)} [{toll_id(toll)}]") if reasons else []


def _title(subject: str, lookup: Lookup) -> str:
    known = lookup.subjects.get(subject)
    return f"{known.title} ({subject})" if known else subject


def _contradiction(found: Contradiction, lookup: Lookup) -> list[str]:
    size = f", {size_words(found)}" if found.size else ""
    lines = heading(f"Contradiction ({found.facet.value}{size})")
    for claim_id in found.claim_ids:
        lines += _carried(claim_id, lookup)
    if found.closed:
        lines += labelled("closed", found.closed)
    for reason in found.explained_by:
        lines += labelled("perhaps", lookup.in_words(reason))
    return lines


def _subject(subject: Incident, lookup: Lookup, asked: Asked) -> list[str]:
    lines = wrapped(f"{subject.title} [{subject.id}]")
    lines += labelled("when", period_words(subject.period))
    lines += labelled("where", place_words(subject.location))
    for reason in subject.evidence:
        lines += labelled("one because", reason)
    for told in past_words(subject, lookup):
        lines += labelled("earlier", told)
    for toll in lookup.tolls.get(subject.id, ()):
        lines += ["", *_toll(toll, lookup, asked)]
    weighed = {claim_id for toll in lookup.tolls.get(subject.id, ()) for claim_id in _weighed(toll)}
    rest = [claim for claim in lookup.claims_of(subject) if claim.id not in weighed]
    if rest:
        lines += heading("Claims in no toll")
        lines += [line for claim in rest for line in _carried(claim.id, lookup)]
    return [*lines, *statement_lines(statements_of(subject, lookup), lookup)]


def _weighed(toll: Toll) -> set[str]:
    return {*toll.support, *(claim_id for claim_id, _ in toll.set_aside)}


def _document(read: ReadDocument, lookup: Lookup) -> list[str]:
    document, told = read.document, read.document.metadata
    lines = wrapped(f"{lookup.names[document.id]} [{document.id}]")
    facts = (
        ("title", told.title),
        ("source", told.source),
        ("published", day_words(told.published) if told.published else "not known"),
        ("address", told.url),
        ("SHA-256", document.blob),
        ("record", None if document.record is None else str(document.record)),
        ("kind", document.media_type.value),
        ("text by", document.extractor),
        ("language", read.reading.lang or "not recognised"),
        ("read by", read.reading.reader),
        ("withdrawn", document.withdrawn),
        ("main story", _title(lookup.mains[document.id], lookup) if document.id in lookup.mains else "none"),
    )
    for label, words in facts:
        if words:
            lines += labelled(label, words)
    if family := lookup.families.get(document.id):
        names = ", ".join(lookup.names.get(other, other) for other in family.document_ids)
        lines += labelled("family", f"{names}: {'; '.join(family.evidence)}")
    lines += heading("Claims")
    rows = [(claim.id, claim_words(claim.claim), lookup.speaker_of(claim)) for claim in told_claims(read)]
    lines += columns(rows, most=(20, 36)) or ["  none"]
    lines += statement_lines(sort_statements(lookup.statements.get(document.id, ()), lookup), lookup)
    problems = [one for one in lookup.register.problems if one.document == document.id]
    lines += heading("Problems") if problems else []
    return [*lines, *(line for one in problems for line in wrapped(f"{one.kind}: {one.says}", indent=2, hang=2))]


def _receipt(claim: ResolvedClaim, lookup: Lookup) -> Shape:
    document = lookup.document_of(claim)
    voice = lookup.voices.get(claim.id)
    return {
        **claim_shape(claim, lookup.names[document.id]),
        "sha256": document.blob,
        "record": document.record,
        "published": document.published.isoformat() if document.published else None,
        "source": document.metadata.source,
        "voice": voice.origin_name if voice else None,
        "subject": lookup.homes.get(claim.id),
        "decisions": [ruling_shape(ruling) for ruling in lookup.rulings.get(claim.id, ())],
    }


def _toll_trace(toll: Toll, lookup: Lookup, asked: Asked) -> Shape:
    stood = standing_of(toll, lookup)
    support: list[Any] = [_receipt(lookup.claims[one], lookup) for one in toll.support if one in lookup.claims]
    aside = [
        {"reason": reason, **_receipt(lookup.claims[one], lookup)}
        for one, reason in toll.set_aside
        if one in lookup.claims
    ]
    return {
        "kind": "toll",
        "id": toll_id(toll),
        **toll_shape(toll),
        "as_of": period_shape(toll.as_of),
        "standing": stood.standing.value,
        "because": stood.because,
        "reached": reached_shape(trace_of(toll, asked.traced)),
        "carried_by": support,
        "put_aside": aside,
        "contradictions": [contradiction_shape(found) for found in contradictions_of(toll, lookup)],
        "history": history_shape(toll, asked.history(toll.subject)),
    }


def _document_trace(read: ReadDocument, lookup: Lookup) -> Shape:
    document = read.document
    family = lookup.families.get(document.id)
    return {
        "kind": "document",
        "id": lookup.names[document.id],
        "document_id": document.id,
        "sha256": document.blob,
        "record": document.record,
        "title": document.metadata.title,
        "source": document.metadata.source,
        "published": document.published.isoformat() if document.published else None,
        "url": document.metadata.url,
        "main_incident": lookup.mains.get(document.id),
        "family": list(family.document_ids) if family else None,
        "claims": [_receipt(claim, lookup) for claim in told_claims(read)],
        "statements": [statement_shape(one, lookup) for one in lookup.statements.get(document.id, ())],
        "problems": [problem_shape(one, lookup) for one in lookup.register.problems if one.document == document.id],
    }
