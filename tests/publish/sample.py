"""A register built by hand over invented reports: an episode with two attacks, rival figures, a copy, a witness, people who fled."""

from __future__ import annotations

import re
from datetime import date

from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    Detail,
    Flow,
    IndicatorClaim,
    Measure,
    Mention,
    MentionKind,
    MovementClaim,
    Outcome,
    Reading,
    ResolvedClaim,
    Scope,
    Span,
    Speaker,
    Stance,
    Status,
    Verification,
    Victims,
)
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.document import Document, Family
from sijill.model.incident import Episode, Incident, Links, Origin, Voice
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.model.problem import Problem
from sijill.model.register import ReadDocument, Register
from sijill.model.source import Source, SourceKind
from sijill.model.toll import Contradiction, Facet, Toll, VictimClass
from tests.factories import make_count, make_document, make_period

MARKET = Location(
    name="Dorawa",
    place_id="test:dorawa",
    country="NG",
    adm1="Plateau",
    adm2="Bassa",
    latitude=9.93,
    longitude=8.73,
    precision=WherePrecision.EXACT,
    radius_km=3.0,
)
ROAD = Location(
    name="Kurmi road",
    country="NG",
    adm1="Plateau",
    latitude=9.55,
    longitude=9.05,
    precision=WherePrecision.ADM2,
    radius_km=25.0,
    mention="the Kurmi road",
)
PROVINCE = Location(
    name="Plateau",
    place_id="test:plateau",
    country="NG",
    latitude=9.2,
    longitude=9.5,
    precision=WherePrecision.ADM1,
    radius_km=110.0,
)
SHELTER = Location(
    name="Saint Bride school",
    country="NG",
    adm1="Plateau",
    latitude=9.8765,
    longitude=8.8912,
    precision=WherePrecision.EXACT,
    radius_km=0.5,
)
WATCH = Speaker(name="Savanna Watch", kind=SourceKind.MONITOR, span=None, named=True)
POLICE = Speaker(name="Commissioner Bala Idris", kind=SourceKind.OFFICIAL, span=None, named=True)
MUSA = Speaker(name="Musa Danladi", kind=SourceKind.WITNESS, span=None, named=True)
AID = Speaker(name="an aid worker", kind=SourceKind.NGO, span=None, named=False)

TEXTS = {
    "kestrel-1": (
        "2031-05-03",
        "The Kestrel",
        "Gunmen stormed the market of Dorawa on Friday night. Savanna Watch said 12 people were killed. "
        "Musa Danladi, a trader, said he counted 15 bodies behind the stalls. “They came on motorcycles,” Danladi said. "
        "Among the dead is Hauwa Sule, a teacher. Police spoke of four deaths.",
    ),
    "herald-1": (
        "2031-05-05",
        "Plateau Herald",
        "The death toll of the Dorawa market attack has risen to 14, Savanna Watch said on Monday. "
        "Commissioner Bala Idris put the number of dead at four and denied that soldiers took part. "
        "Residents accuse men in army uniform. Some 60 families fled Dorawa for Saint Bride school, an aid worker said.",
    ),
    "mirror-1": (
        "2031-05-05",
        "Daily Mirror of Jos",
        "Death toll in Dorawa rises to 14, according to Savanna Watch. MUSA DANLADI’s brother is among the wounded.",
    ),
    "kestrel-2": (
        "2031-05-07",
        "The Kestrel",
        "Three drivers were shot dead on the Kurmi road on Tuesday, police said. "
        "More than 40 people have been killed in Plateau since Friday, according to Savanna Watch. "
        "Attacks in the state are up 80% this year.",
    ),
    "blog": ("", "", "Dozens died in Plateau, it is being said. <script>alert(1)</script> \u202eeligah\u202c says so."),
}


def documents() -> dict[str, Document]:
    return {
        name: make_document(text, name=name, published=published or None, source=source or None)
        for name, (published, source, text) in TEXTS.items()
    }


ANYONE = Victims()


def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((match.start(), match.end()) for match in re.finditer(r"\S.*?(?:[.!?]”?(?=\s)|$)", text))


def span_of(document: Document, quote: str) -> Span:
    start = document.text.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)


def sentence_at(document: Document, span: Span) -> int:
    bounds = sentences_of(document.text)
    return next(index for index, (start, end) in enumerate(bounds) if start <= span.start and span.end <= end)


def common(
    document: Document, id: str, quote: str, said_by: tuple[Speaker, ...], scope: Scope, stance: Stance
) -> dict[str, object]:
    span = span_of(document, quote)
    return {
        "id": id,
        "document_id": document.id,
        "span": span,
        "sentence": sentence_at(document, span),
        "scope": scope,
        "stance": stance,
        "attributed_to": said_by,
        "reader": "test@1",
        "confidence": 0.9,
    }


def count_claim(
    document: Document,
    id: str,
    quote: str,
    words: str,
    count: Count,
    *,
    outcome: Outcome = Outcome.KILLED,
    by: tuple[Speaker, ...] = (),
    where: Location | None = MARKET,
    on: Period | None = None,
    scope: Scope = Scope.INCIDENT,
    stance: Stance = Stance.REPORTED,
    victims: Victims = ANYONE,
    verification: Verification = Verification.NONE,
) -> ResolvedClaim:
    claim = CountClaim(
        **common(document, id, quote, by, scope, stance),  # type: ignore[arg-type]
        outcome=outcome,
        count=count,
        count_span=span_of(document, words),
        victims=victims,
    )
    return resolved(claim, where, on)


def resolved(
    claim: Claim, where: Location | None, on: Period | None, *, destination: Location | None = None
) -> ResolvedClaim:
    ids = tuple(f"source:{speaker.name.lower()}" for speaker in claim.attributed_to)
    is_movement = isinstance(claim, MovementClaim)
    return ResolvedClaim(
        claim=claim,
        period=on,
        as_of=None,
        stated_at=None,
        location=where,
        source_ids=ids,
        origin=where if is_movement else None,
        destination=destination,
    )


def exactly(number: int, wording: str | None = None, unit: Unit = Unit.PERSON) -> Count:
    return Count(wording=wording or str(number), min=number, max=number, quantifier=Quantifier.EXACT, unit=unit)


FRIDAY = make_period("2031-05-02")
TUESDAY = make_period("2031-05-06")
SINCE_FRIDAY = Period(
    start=date(2031, 5, 2), end=date(2031, 5, 7), open=Openness.END, precision=DatePrecision.DAYS, basis=Basis.RELATIVE
)


def claims_in(docs: dict[str, Document]) -> list[ResolvedClaim]:
    first, second, copy, later, blog = (
        docs[name] for name in ("kestrel-1", "herald-1", "mirror-1", "kestrel-2", "blog")
    )
    school = Mention(kind=MentionKind.PLACE, span=span_of(second, "Saint Bride school"), sentence=3)
    teacher = Victims(
        names=("Hauwa Sule",),
        details=(Detail(axis="role", value="teacher", share="all", count=None, quote="a teacher"),),
    )
    families = "Some 60 families fled Dorawa for Saint Bride school"
    return [
        count_claim(first, "c1", "12 people were killed", "12", exactly(12), by=(WATCH,), on=FRIDAY),
        count_claim(first, "c2", "15 bodies", "15", exactly(15), outcome=Outcome.BODIES_FOUND, by=(MUSA,), on=FRIDAY),
        count_claim(
            first,
            "c3",
            "Among the dead is Hauwa Sule, a teacher",
            "Hauwa Sule",
            exactly(1, "Hauwa Sule"),
            on=FRIDAY,
            victims=teacher,
        ),
        count_claim(first, "c4", "Police spoke of four deaths", "four", exactly(4, "four"), by=(POLICE,), on=FRIDAY),
        count_claim(
            second,
            "c5",
            "death toll of the Dorawa market attack has risen to 14",
            "14",
            exactly(14),
            by=(WATCH,),
            on=FRIDAY,
        ),
        count_claim(
            second, "c6", "put the number of dead at four", "four", exactly(4, "four"), by=(POLICE,), on=FRIDAY
        ),
        resolved(
            AttributionClaim(
                **common(second, "c7", "Residents accuse men in army uniform", (), Scope.INCIDENT, Stance.ALLEGED),  # type: ignore[arg-type]
                perpetrator="men in army uniform",
                perpetrator_span=span_of(second, "men in army uniform"),
            ),
            MARKET,
            FRIDAY,
        ),
        resolved(
            MovementClaim(
                **common(second, "c8", families, (AID,), Scope.INCIDENT, Stance.REPORTED),  # type: ignore[arg-type]
                count=Count(wording="Some 60", min=60, max=60, quantifier=Quantifier.ABOUT, unit=Unit.HOUSEHOLD),
                count_span=span_of(second, "Some 60"),
                measure=Flow.FLOW,
                origin=None,
                destination=school,
            ),
            MARKET,
            FRIDAY,
            destination=SHELTER,
        ),
        count_claim(copy, "c9", "Death toll in Dorawa rises to 14", "14", exactly(14), by=(WATCH,), on=FRIDAY),
        count_claim(
            copy,
            "c10",
            "MUSA DANLADI’s brother is among the wounded",
            "brother",
            exactly(1, "brother"),
            outcome=Outcome.INJURED,
            on=FRIDAY,
        ),
        count_claim(
            later,
            "c11",
            "Three drivers were shot dead on the Kurmi road",
            "Three",
            exactly(3, "Three"),
            by=(POLICE,),
            where=ROAD,
            on=TUESDAY,
            victims=Victims(status=Status.CIVILIAN),
        ),
        count_claim(
            later,
            "c12",
            "More than 40 people have been killed in Plateau since Friday",
            "More than 40",
            make_count(41, quantifier=Quantifier.MORE_THAN, wording="More than 40"),
            by=(WATCH,),
            where=PROVINCE,
            on=SINCE_FRIDAY,
            scope=Scope.RUNNING_TOTAL,
        ),
        resolved(
            IndicatorClaim(
                **common(
                    later, "c13", "Attacks in the state are up 80% this year", (), Scope.RUNNING_TOTAL, Stance.ASSERTED
                ),  # type: ignore[arg-type]
                value=80.0,
                unit="%",
                measure=Measure.CHANGE_PCT,
                base=None,
                topic="attacks in the state",
            ),
            PROVINCE,
            None,
        ),
        count_claim(
            blog,
            "c14",
            "Dozens died in Plateau",
            "Dozens",
            make_count(24, quantifier=Quantifier.VAGUE, wording="Dozens"),
            where=PROVINCE,
            scope=Scope.RUNNING_TOTAL,
        ),
    ]


def toll(
    subject: str,
    low: int | None,
    best: int | None,
    high: int | None,
    support: tuple[str, ...],
    *,
    voices: int = 1,
    outcome: Outcome = Outcome.KILLED,
    victims: VictimClass = VictimClass.ALL,
    unit: Unit = Unit.PERSON,
    set_aside: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
) -> Toll:
    return Toll(
        subject=subject,
        outcome=outcome,
        victims=victims,
        unit=unit,
        min=low,
        best=best,
        max=high,
        as_of=None,
        voices=voices,
        support=support,
        set_aside=set_aside,
        rule="sijill-default@1",
        notes=notes,
    )


def sources() -> tuple[Source, ...]:
    return (
        Source(id="source:savanna watch", name="Savanna Watch", kind=SourceKind.MONITOR, country="NG"),
        Source(
            id="source:commissioner bala idris",
            name="Commissioner Bala Idris",
            kind=SourceKind.OFFICIAL,
            party="police",
            country="NG",
        ),
        Source(id="source:musa danladi", name="Musa Danladi", kind=SourceKind.WITNESS, private=True),
        Source(id="source:an aid worker", name="an aid worker", kind=SourceKind.NGO, named=False),
    )


def links(docs: dict[str, Document]) -> Links:
    market_claims = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10")
    market = Incident(
        id="incident-market",
        title="Attack on the market of Dorawa",
        claim_ids=market_claims,
        document_ids=tuple(docs[name].id for name in ("kestrel-1", "herald-1", "mirror-1")),
        period=FRIDAY,
        location=MARKET,
        part_of="episode-plateau",
        evidence=("all three name the market of Dorawa and the Friday",),
    )
    road = Incident(
        id="incident-road",
        title="Drivers shot on the Kurmi road",
        claim_ids=("c11",),
        document_ids=(docs["kestrel-2"].id,),
        period=TUESDAY,
        location=ROAD,
        part_of="episode-plateau",
    )
    episode = Episode(
        id="episode-plateau",
        title="The May killings in Plateau",
        claim_ids=("c12", "c13", "c14"),
        document_ids=(docs["kestrel-2"].id, docs["blog"].id),
        period=SINCE_FRIDAY,
        location=PROVINCE,
        contains=("incident-market", "incident-road"),
    )
    family = Family(
        id="family-1",
        document_ids=(docs["herald-1"].id, docs["mirror-1"].id),
        first=docs["herald-1"].id,
        evidence=("the same figure in the same words on the same day",),
    )
    return Links(
        incidents=(market, road),
        episodes=(episode,),
        families=(family,),
        voices=voices(),
        main_incidents=(
            *tuple((docs[name].id, "incident-market") for name in ("kestrel-1", "herald-1", "mirror-1")),
            (docs["kestrel-2"].id, "incident-road"),
        ),
    )


def voices() -> tuple[Voice, ...]:
    def voice(
        id: str, name: str | None, claims: tuple[str, ...], evidence: str, origin: Origin = Origin.NAMED
    ) -> Voice:
        return Voice(id=id, origin=origin, origin_name=name, party=None, claim_ids=claims, evidence=(evidence,))

    return (
        voice(
            "voice-1", "Savanna Watch", ("c1", "c5", "c9", "c12"), "the same monitor is quoted for one growing count"
        ),
        voice("voice-2", "Commissioner Bala Idris", ("c4", "c6", "c11"), "police"),
        voice("voice-3", "Musa Danladi", ("c2",), "one witness"),
        voice("voice-4", None, ("c3", "c7", "c10", "c14"), "no origin is named", Origin.UNKNOWN),
    )


def sample_register() -> Register:
    docs = documents()
    claims = claims_in(docs)
    read = tuple(
        ReadDocument(
            document=document,
            reading=Reading(
                document_id=document.id,
                reader="test@1",
                lang="en",
                sentences=sentences_of(document.text),
                claims=tuple(claim.claim for claim in claims if claim.claim.document_id == document.id),
                mentions=(),
            ),
            claims=tuple(claim for claim in claims if claim.claim.document_id == document.id),
        )
        for document in docs.values()
    )
    tolls = (
        toll(
            "incident-market",
            12,
            14,
            15,
            ("c1", "c5", "c9"),
            set_aside=(
                ("c4", "a party's figure, beside another voice"),
                ("c6", "a party's figure, beside another voice"),
            ),
            notes=("the latest figure of one voice supersedes its earlier one",),
        ),
        toll("incident-market", 1, 1, None, ("c10",), outcome=Outcome.INJURED, voices=0),
        toll("incident-market", 60, 60, 60, ("c8",), outcome=Outcome.DISPLACED, unit=Unit.HOUSEHOLD, voices=1),
        toll("incident-road", 3, 3, 3, ("c11",), voices=2),
        toll("incident-road", 3, 3, 3, ("c11",), victims=VictimClass.CIVILIAN, voices=2),
        toll("episode-plateau", 41, 41, None, ("c12",), set_aside=(("c14", "a vague word gives no figure"),)),
        toll("episode-plateau", None, None, None, (), outcome=Outcome.MISSING, voices=0),
    )
    contradictions = (
        Contradiction(
            subject="incident-market",
            facet=Facet.TOLL,
            claim_ids=("c5", "c6"),
            size=10.0,
            between=("Savanna Watch", "Commissioner Bala Idris"),
            explained_by=("a party to the violence counts fewer", "other class"),
        ),
        Contradiction(
            subject="incident-market",
            facet=Facet.PERPETRATOR,
            claim_ids=("c6", "c7"),
            size=None,
            between=("police", "residents"),
            explained_by=(),
        ),
    )
    problems = (
        Problem(kind="undated", says="no publication date; give one in the metadata file", document=docs["blog"].id),
        Problem(
            kind="too_large",
            says="big.txt is 200 MB, over max_document_mb = 20; raise the limit to read it",
            document="big.txt",
        ),
    )
    return Register(
        built_at="2031-05-08T09:00:00Z",
        documents=read,
        sources=sources(),
        links=links(docs),
        tolls=tolls,
        contradictions=contradictions,
        problems=problems,
    )
