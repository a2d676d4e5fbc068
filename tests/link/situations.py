"""Reads situations for linking: documents with their claims in YAML -> ReadDocuments, as the reader and the resolver would give them.

A claim names its words (`quote`, once in the text), its outcome and count, and what was found of it (`at`, `day`, `says`). A place is a
row of PLACES or, unknown there, a name that no gazetteer has; "Hardt@Sanna" is a village that the text puts in a province Sanna, and
"Sanna@Sanna" that province, neither in any gazetteer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sijill.config import Link
from sijill.link import link
from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    Outcome,
    Reading,
    ResolvedClaim,
    Scope,
    Span,
    Speaker,
    Stance,
    Status,
    Victims,
    claim_id,
)  # fmt: skip
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.decision import Decision
from sijill.model.document import Document
from sijill.model.incident import Links
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.model.register import ReadDocument
from sijill.model.source import Source, SourceKind
from sijill.text.sentences import split_sentences
from tests.factories import make_document, make_period

CASES = Path(__file__).parents[1] / "cases" / "link"
COUNTRY = "NG"  # any; the places are invented

# name: (adm1, latitude, longitude, precision)
PLACES: Mapping[str, tuple[str | None, float, float, WherePrecision]] = {
    "Tarvel": ("Orrin", 10.0, 7.0, WherePrecision.EXACT),
    "Old Tarvel": ("Orrin", 10.02, 7.03, WherePrecision.EXACT),
    "Mesk": ("Orrin", 10.5, 7.6, WherePrecision.EXACT),
    "Dubrek": ("Orrin", 11.4, 8.1, WherePrecision.EXACT),
    "Farlo": ("Kesset", 14.0, 12.0, WherePrecision.EXACT),
    "Orrin": ("Orrin", 10.6, 7.5, WherePrecision.ADM1),
    "Kesset": ("Kesset", 14.0, 12.0, WherePrecision.ADM1),
    "Hillmark": (None, 10.6, 7.5, WherePrecision.REGION),
    "the country": (None, 9.0, 8.0, WherePrecision.COUNTRY),
}
FIELDS = (
    "killed",
    "injured",
    "abducted",
    "detained",
    "displaced",
    "destroyed",
    "bodies_found",
    "casualties",
    "missing",
)


def read_cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def make_place(name: str | None) -> Location | None:
    if name is None:
        return None
    if name not in PLACES and "@" in name:
        place, _, province = name.partition("@")
        precision = WherePrecision.ADM1 if place == province else None
        return Location(name=place, country=COUNTRY, adm1=province, precision=precision)
    if name not in PLACES:
        return Location(name=name, country=COUNTRY, precision=None)
    adm1, latitude, longitude, precision = PLACES[name]
    radius = {WherePrecision.EXACT: 5.0, WherePrecision.ADM1: 90.0, WherePrecision.REGION: 150.0}.get(precision, 500.0)
    return Location(
        name=name, place_id=f"test:{name}", country=COUNTRY, adm1=adm1, latitude=latitude, longitude=longitude, precision=precision,
        radius_km=radius,
    )  # fmt: skip


def make_time(words: str | date | None) -> Period | None:
    """ "2025-03-06", "2025-03-06..2025-03-09", "2025-03-06.." (since), "2025-03" (a month), "2025" (a year)."""
    if words is None:
        return None
    written = str(words)
    if written.endswith(".."):
        day = date.fromisoformat(written[:-2])
        return Period(start=day, end=None, open=Openness.END, precision=DatePrecision.DAYS, basis=Basis.RELATIVE)
    if ".." in written:
        first, last = written.split("..")
        return make_period(first, last)
    if len(written) == 7:
        year, month = int(written[:4]), int(written[5:])
        after = date(year + month // 12, month % 12 + 1, 1)
        last_day = date.fromordinal(after.toordinal() - 1)
        return Period(
            start=date(year, month, 1),
            end=last_day,
            open=Openness.NONE,
            precision=DatePrecision.MONTH,
            basis=Basis.STATED,
        )
    if len(written) == 4:
        year = int(written)
        return Period(
            start=date(year, 1, 1),
            end=date(year, 12, 31),
            open=Openness.NONE,
            precision=DatePrecision.YEAR,
            basis=Basis.STATED,
        )
    return make_period(written)


def make_number(number: int | str) -> Count:
    """12 exactly; "12+" at least; "12-14"; "dozens" vague."""
    written = str(number)
    if written.endswith("+"):
        return Count(
            wording=f"at least {written[:-1]}", min=int(written[:-1]), max=None, quantifier=Quantifier.AT_LEAST
        )
    if "-" in written:
        low, high = written.split("-")
        return Count(wording=written, min=int(low), max=int(high), quantifier=Quantifier.RANGE)
    if not written.isdigit():
        return Count(wording=written, min=24, max=None, quantifier=Quantifier.VAGUE)
    return Count(wording=written, min=int(written), max=int(written), quantifier=Quantifier.EXACT)


def make_speaker(words: str) -> Speaker:
    """ "Name", "Name/kind", or "a description/kind" where it starts in lower case."""
    name, _, kind = words.partition("/")
    return Speaker(name=name, kind=SourceKind(kind or "monitor"), span=None, named=not name[0].islower())


def read_document(written: Mapping[str, Any]) -> ReadDocument:
    text: str = written["text"]
    published = written.get("published")
    document = make_document(
        text, name=str(written["id"]), published=str(published) if published else None, source=written.get("source")
    )
    spans = split_sentences(text)
    claims: list[ResolvedClaim] = []
    for row in written.get("claims", ()):
        claims.append(_read_claim(row, document, spans, claims))
    speakers = {speaker.name: speaker for one in claims for speaker in one.claim.attributed_to}
    parties = written.get("parties", {})
    return ReadDocument(
        document=document,
        reading=Reading(
            document_id=document.id,
            reader="test@1",
            lang="en",
            sentences=spans,
            claims=tuple(one.claim for one in claims),
            mentions=(),
        ),
        claims=tuple(claims),
        sources=tuple(
            Source(
                id=f"source:{name.lower()}", name=name, kind=speaker.kind, party=parties.get(name), named=speaker.named
            )
            for name, speaker in speakers.items()
        ),
    )


def _read_claim(
    row: Mapping[str, Any], document: Document, spans: Sequence[tuple[int, int]], before: Sequence[ResolvedClaim]
) -> ResolvedClaim:
    quote = row["quote"]
    assert document.text.count(quote) == 1, f"{quote!r} must stand once in {document.name}"
    start = document.text.index(quote)
    span = Span(start=start, end=start + len(quote), quote=quote)
    sentence = next(number for number, (first, last) in enumerate(spans) if first <= start < last)
    tellers = row.get("says", ())
    speakers = tuple(make_speaker(one) for one in ([tellers] if isinstance(tellers, str) else tellers))
    links = {field: before[row[field]].id for field in ("part_of", "restates", "revises") if field in row}
    shared: dict[str, Any] = {
        "document_id": document.id, "span": span, "sentence": sentence, "scope": Scope(row.get("scope", "incident")),
        "stance": Stance(row.get("stance", "reported")), "attributed_to": speakers, "reader": "test@1", "confidence": 0.9, **links,
    }  # fmt: skip
    claim: Claim
    if "perpetrator" in row:
        name = claim_id(document.id, "attribution", span.start, span.end, row["perpetrator"])
        claim = AttributionClaim(id=name, perpetrator=row["perpetrator"], perpetrator_span=span, **shared)
    else:
        field = next(one for one in FIELDS if one in row)
        status = Status(row.get("status", "unspecified"))
        unit = Unit(row.get("unit", "person"))
        claim = CountClaim(
            id=claim_id(document.id, field, span.start, span.end, status.value), outcome=Outcome(field), count_span=span,
            count=replace(make_number(row[field]), unit=unit), victims=Victims(status=status), in_scope=row.get("in_scope", True), **shared,
        )  # fmt: skip
    return ResolvedClaim(
        claim=claim, period=make_time(row.get("day")), as_of=None, stated_at=None, location=make_place(row.get("at")),
        source_ids=tuple(f"source:{speaker.name.lower()}" for speaker in speakers),
    )  # fmt: skip


def link_all(
    documents: Sequence[ReadDocument], prior: Links | None = None, decisions: Sequence[Decision] = ()
) -> Links:
    links, _ = link(documents, prior or Links(), decisions, Link())
    return links


def name_claims(documents: Sequence[ReadDocument]) -> dict[str, str]:
    """claim id -> "a.0": the document's name and the claim's position in it."""
    return {one.id: f"{read.document.name}.{i}" for read in documents for i, one in enumerate(read.claims)}


def grouped(links: Links, documents: Sequence[ReadDocument], kind: str) -> list[list[str]]:
    """The claims of each incident, episode or voice, by their short names."""
    names = name_claims(documents)
    return sorted(sorted(names[claim] for claim in one.claim_ids) for one in getattr(links, kind))
