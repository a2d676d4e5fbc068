"""Builds cases from short words: {"killed": "at least 12", "says": "Police", "in": "d1", "published": "2031-05-03"}."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sijill.model.case import Case
from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    Flow,
    Mention,
    MentionKind,
    MovementClaim,
    Outcome,
    ResolvedClaim,
    Scope,
    Span,
    Stance,
    Status,
    TriggerClaim,
    Verification,
    Victims,
)
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.incident import Doubt, Episode, Incident, Origin, Voice
from sijill.model.location import Location, WherePrecision
from sijill.model.source import Source, SourceKind
from sijill.model.toll import Toll
from tests.factories import make_location, make_period

PHRASES = {
    "at least": Quantifier.AT_LEAST,
    "more than": Quantifier.MORE_THAN,
    "over": Quantifier.MORE_THAN,
    "about": Quantifier.ABOUT,
    "up to": Quantifier.UP_TO,
}
VAGUE = {
    "dozens": (24, None),
    "several dozen": (36, 99),
    "hundreds": (200, None),
    "several": (3, 23),
    "many": (3, None),
}


def read_count(words: str | int, unit: str = "person") -> Count:
    """ "at least 12", "6-8", "dozens", "none", 12 -> Count"""
    wording = str(words)
    low: int | None
    high: int | None
    if wording == "none":
        low, high, quantifier = 0, 0, Quantifier.NONE
    elif wording in VAGUE:
        (low, high), quantifier = VAGUE[wording], Quantifier.VAGUE
    elif found := re.fullmatch(r"(\d+)-(\d+)", wording):
        low, high, quantifier = int(found[1]), int(found[2]), Quantifier.RANGE
    else:
        phrase = next((phrase for phrase in PHRASES if wording.startswith(phrase)), None)
        number = int(wording.removeprefix(phrase or "").replace(",", ""))
        quantifier = PHRASES[phrase] if phrase else Quantifier.EXACT
        low = None if quantifier is Quantifier.UP_TO else number
        high = None if quantifier in (Quantifier.AT_LEAST, Quantifier.MORE_THAN) else number
    return Count(wording=wording, min=low, max=high, quantifier=quantifier, unit=Unit(unit))


@dataclass
class Scene:
    """A case with the names that its claims have in the scenario."""

    case: Case
    ids: dict[str, str]

    @property
    def names(self) -> dict[str, str]:
        return {claim: name for name, claim in self.ids.items()}


def build_case(scenario: Mapping[str, Any], prefix: str = "") -> Scene:
    """Builds an incident, or an episode where the scenario has parts or says so."""
    told: Mapping[str, Mapping[str, Any]] = scenario.get("claims") or {}
    ids = {name: f"claim-{prefix}{name}" for name in told}
    claims = tuple(build_claim(at, name, words, ids) for at, (name, words) in enumerate(told.items()))
    parts = tuple(build_case(part, f"{prefix}{at}-").case for at, part in enumerate(scenario.get("parts", [])))
    made = Episode if parts or scenario.get("episode") else Incident
    first = claims[0] if claims and made is Incident else None
    doubts = build_doubts(scenario, ids)
    elsewhere = {claim for doubt in doubts if not doubt.joined for claim in doubt.claim_ids}
    subject = made(
        id=f"subject-{prefix or 'whole'}", title=scenario.get("title", f"part {prefix}"),
        period=first.period if first else None, location=first.location if first else None,
        claim_ids=tuple(one for one in ids.values() if one not in elsewhere), document_ids=(), doubts=doubts,
    )  # fmt: skip
    documents = {words.get("in", "d1"): words for words in told.values()}
    case = Case(
        subject=subject, claims=tuple(one for one in claims if one.id not in elsewhere),
        doubtful=tuple(one for one in claims if one.id in elsewhere), voices=build_voices(told, ids), sources=build_sources(told),
        parts=parts, published=tuple((name, published_of(name, told)) for name in documents),
        outlets=tuple((name, outlet_of(name, told)) for name in documents),
    )  # fmt: skip
    return Scene(case=case, ids=ids)


def build_doubts(scenario: Mapping[str, Any], ids: Mapping[str, str]) -> tuple[Doubt, ...]:
    """unsure: claims that stand elsewhere; against_odds: claims that stand here; one doubt each. "b", or "b c" for several."""
    return tuple(
        Doubt(claim_ids=tuple(ids.get(name, name) for name in names.split()), document_ids=(), score=0.4, joined=joined)
        for key, joined in (("unsure", False), ("against_odds", True))
        for names in scenario.get(key, ())
    )


def published_of(document: str, told: Mapping[str, Mapping[str, Any]]) -> str | None:
    return next(
        (words["published"] for words in told.values() if words.get("in", "d1") == document and "published" in words),
        None,
    )


def outlet_of(document: str, told: Mapping[str, Mapping[str, Any]]) -> str | None:
    return next((words["by"] for words in told.values() if words.get("in", "d1") == document and "by" in words), None)


def build_claim(at: int, name: str, words: Mapping[str, Any], ids: Mapping[str, str]) -> ResolvedClaim:
    """One claim; what it is about is the key that names an outcome, `moved` or `accuses`."""
    quote = words.get("quote", f"{name} words")
    start = 100 * at
    common: dict[str, Any] = {
        "id": ids[name], "document_id": words.get("in", "d1"), "span": Span(start=start, end=start + len(quote), quote=quote),
        "sentence": words.get("sentence", at),
        "scope": Scope(words.get("scope", "incident")), "stance": Stance(words.get("stance", "reported")),
        "verification": Verification(words.get("verification", "none")), "reader": "test@1", "confidence": 0.9,
        "part_of": ids.get(words.get("part_of", ""), words.get("part_of")), "restates": ids.get(words.get("restates", "")),
        "revises": ids.get(words.get("revises", "")),
    }  # fmt: skip
    span = Span(start=start, end=start + 1, quote=quote[0])
    claim: Claim
    if "accuses" in words:
        claim = AttributionClaim(**common, perpetrator=words["accuses"], perpetrator_span=span)
    elif "set_off_by" in words:
        claim = TriggerClaim(**common, actor=words["set_off_by"])
    elif "moved" in words:
        claim = MovementClaim(
            **common, count=read_count(words["moved"], words.get("unit", "person")), count_span=span,
            measure=Flow(words.get("flow", "flow")), origin=place_mention(span), destination=None,
        )  # fmt: skip
    else:
        outcome = next(outcome for outcome in Outcome if outcome.value in words)
        claim = CountClaim(
            **common, outcome=outcome, count=word_count(words, outcome), count_span=span,
            victims=Victims(status=Status(words.get("status", "unspecified"))), in_scope=words.get("in_scope", True),
        )  # fmt: skip
    return ResolvedClaim(
        claim=claim, period=make_period(*words["happened"].split("/")) if "happened" in words else None,
        as_of=make_period(words["as_of"]) if "as_of" in words else None, stated_at=None,
        location=locate(words) if "at" in words or "area" in words else None,
        source_ids=(f"source:{words['says']}",) if "says" in words else (),
    )  # fmt: skip


def locate(words: Mapping[str, Any]) -> Location:
    """at: a village, with its coordinates; area: the country and units that hold it, or are meant themselves.  XX/Coast/Mirren"""
    country, *units = words.get("area", "NG").split("/")
    adm1, adm2 = (*units, None, None)[:2]
    if "at" in words:
        latitude, longitude = words.get("coordinates", (10.5, 7.4))
        place = make_location(words["at"], latitude, longitude, country=country)
        return replace(place, adm1=adm1, adm2=adm2)
    precision = (WherePrecision.COUNTRY, WherePrecision.ADM1, WherePrecision.ADM2)[len(units)]
    return Location(
        name=(country, *units)[-1], place_id=f"test:{words['area']}", country=country, adm1=adm1, adm2=adm2, precision=precision
    )  # fmt: skip


def word_count(words: Mapping[str, Any], outcome: Outcome) -> Count:
    count = read_count(words[outcome.value], words.get("unit", "person"))
    return replace(count, wording=words["wording"]) if "wording" in words else count


def place_mention(span: Span) -> Mention:
    return Mention(kind=MentionKind.PLACE, span=span, sentence=0)


def build_voices(told: Mapping[str, Mapping[str, Any]], ids: Mapping[str, str]) -> tuple[Voice, ...]:
    """A voice for each speaker, one for each document that names none, one for each `copies`."""
    grouped: dict[tuple[Origin, str], list[str]] = defaultdict(list)
    for name, words in told.items():
        if "copies" in words:
            grouped[Origin.DERIVED, words["copies"]].append(ids[name])
        elif "says" in words:
            grouped[Origin.NAMED, words["says"]].append(ids[name])
        else:
            grouped[Origin.UNKNOWN, words.get("in", "d1")].append(ids[name])
    parties = {words["says"]: words["party"] for words in told.values() if "says" in words and "party" in words}
    return tuple(
        Voice(
            id=f"voice-{origin.value}-{name}", origin=origin, origin_name=None if origin is Origin.UNKNOWN else name,
            party=parties.get(name), claim_ids=tuple(claims), evidence=(),
        )
        for (origin, name), claims in grouped.items()
    )  # fmt: skip


def build_sources(told: Mapping[str, Mapping[str, Any]]) -> tuple[Source, ...]:
    found = {
        words["says"]: Source(
            id=f"source:{words['says']}",
            reliability=words.get("reliability"),
            name=words["says"],
            kind=SourceKind(words.get("kind", "monitor")),
            party=words.get("party"),
        )
        for words in told.values()
        if "says" in words
    }
    return tuple(found.values())


def shorten(toll: Toll) -> str:
    """The key of a toll in scenarios.  "killed all", "displaced all household" """
    unit = "" if toll.unit is Unit.PERSON else f" {toll.unit.value}"
    return f"{toll.outcome.value} {toll.victims.value}{unit}"
