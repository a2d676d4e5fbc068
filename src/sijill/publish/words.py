"""Says figures, dates, places, voices and claims in words, the same on every screen and page.

Model objects -> short English phrases. Never says more than is known: what is missing is "not known", what is open is "or more".
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    IndicatorClaim,
    MovementClaim,
    Outcome,
    StatementClaim,
    TriggerClaim,
)
from sijill.model.count import Count, Quantifier, Unit
from sijill.model.incident import Origin, Voice
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, Openness, Period
from sijill.model.source import SourceKind
from sijill.model.toll import Contradiction, Facet, Toll, VictimClass

NOTICE = "All figures are reported ones; the true number may be higher."
NOT_KNOWN = "not known"

# C0 and C1 controls but for tab and line feed, and the characters that turn the direction of text around.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")

OUTCOME_WORDS = {
    Outcome.KILLED: "killed",
    Outcome.INJURED: "injured",
    Outcome.MISSING: "missing",
    Outcome.ABDUCTED: "abducted",
    Outcome.DETAINED: "detained",
    Outcome.BODIES_FOUND: "bodies found",
    Outcome.CASUALTIES: "casualties (dead or injured)",
    Outcome.DISPLACED: "displaced",
    Outcome.SHELTERED: "sheltered",
    Outcome.RETURNED: "returned",
    Outcome.DESTROYED: "destroyed",
    Outcome.AFFECTED: "affected",
}
VICTIM_WORDS = {
    VictimClass.ALL: "all",
    VictimClass.CIVILIAN: "civilians",
    VictimClass.NONCOMBATANT: "non-combatants",
    VictimClass.SECURITY_FORCES: "security forces",
    VictimClass.ATTACKERS: "attackers",
}
UNIT_WORDS = {
    Unit.PERSON: "people",
    Unit.HOUSEHOLD: "households",
    Unit.DWELLING: "dwellings",
    Unit.INCIDENT: "incidents",
}
KIND_WORDS = {
    SourceKind.OUTLET: "outlet",
    SourceKind.AGENCY: "news agency",
    SourceKind.MONITOR: "monitor",
    SourceKind.OFFICIAL: "official",
    SourceKind.INTERNATIONAL: "international body",
    SourceKind.NGO: "NGO",
    SourceKind.ARMED_GROUP: "armed group",
    SourceKind.MEDICAL: "medical staff",
    SourceKind.WITNESS: "witness",
    SourceKind.RELATIVE: "relative",
    SourceKind.UNKNOWN: "kind not known",
}
FACET_WORDS = {
    Facet.TOLL: "How many",
    Facet.STATUS: "Who the victims were",
    Facet.PERPETRATOR: "Who did it",
    Facet.PLACE: "Where",
    Facet.DATE: "When",
    Facet.TRIGGER: "What set it off",
    Facet.DENIAL: "Whether it happened",
}
_WHERE_WORDS = {
    WherePrecision.ADM2: "somewhere in the district",
    WherePrecision.ADM1: "somewhere in the province",
    WherePrecision.REGION: "somewhere in the region",
    WherePrecision.SEA_OR_AIR: "at sea or in the air",
}


def plain(words: str) -> str:
    """Takes out what could drive a terminal or turn the direction of the text; white space becomes one space."""
    return " ".join(_CONTROLS.sub("", words).split())


def figure_words(minimum: int | None, best: int | None, maximum: int | None, dash: str = "-") -> str:
    """Puts three figures in one phrase.

    4, 10, 12 -> "10 (4-12)"; 1000, 1000, None -> "at least 1,000"; 4, 10, None -> "10 (4 or more)";
    None, None, None -> "not known"; 0, 0, 0 -> "none"
    """
    bounds = _range_words(minimum, maximum, dash)
    if best is None:
        return f"at least {minimum:,}" if maximum is None and minimum else bounds
    if minimum == best == maximum:
        return f"{best:,}" if best else "none"
    if minimum == best and maximum is None and best:
        return f"at least {best:,}"
    return f"{best:,} or more" if bounds == NOT_KNOWN else f"{best:,} ({bounds})"


def _range_words(minimum: int | None, maximum: int | None, dash: str) -> str:
    if minimum is None and maximum is None:
        return NOT_KNOWN
    if maximum is None:
        return f"{minimum:,} or more" if minimum else NOT_KNOWN
    if minimum is None:
        return f"up to {maximum:,}"
    return f"{minimum:,}" if minimum == maximum else f"{minimum:,}{dash}{maximum:,}"


def toll_words(toll: Toll, dash: str = "-") -> str:
    return figure_words(toll.min, toll.best, toll.max, dash)


def count_words(count: Count, dash: str = "-") -> str:
    """Says a source's own number: about 40 stays "about 40"."""
    words = figure_words(count.min, count.best, count.max, dash)
    return f"about {words}" if count.quantifier is Quantifier.ABOUT and count.best else words


def toll_label(toll: Toll) -> str:
    """Names what a toll counts: "killed", "killed, civilians", "displaced, households"."""
    words = [OUTCOME_WORDS[toll.outcome]]
    if toll.victims is not VictimClass.ALL:
        words.append(VICTIM_WORDS[toll.victims])
    if toll.unit is not Unit.PERSON:
        words.append(UNIT_WORDS[toll.unit])
    return ", ".join(words)


def moment_words(moment: str) -> str:
    """moment_words("2031-05-08T09:00:00+00:00") -> "8 May 2031, 09:00 UTC"; words that are no moment stay as they are."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{day_words(when.date())}, {when:%H:%M} {when.tzname() or 'UTC'}"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year:04d}"


def period_words(period: Period | None) -> str:
    """Says when: "6 to 8 March 2025", "since 6 March 2025", "on or before 9 March 2025", "date not known"."""
    if period is None or (period.start is None and period.end is None):
        return "date not known"
    if period.start is None:
        assert period.end is not None
        why = " (the report's date)" if period.basis is Basis.PUBLICATION else ""
        return f"on or before {day_words(period.end)}{why}"
    if period.end is None or period.open in (Openness.END, Openness.BOTH):
        until = f", reported up to {day_words(period.end)}" if period.end else ""
        return f"since {day_words(period.start)}{until}"
    span = _span_words(period.start, period.end)
    return f"begun before or within {span}" if period.open is Openness.START else span


def _span_words(start: date, end: date) -> str:
    if start == end:
        return day_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day_words(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {day_words(end)}"
    return f"{day_words(start)} to {day_words(end)}"


def place_words(location: Location | None) -> str:
    """Says where, with what contains it: "Haref Nemra (somewhere in the district), Tartus, Syria"."""
    if location is None:
        return "place not known"
    name = location.name
    if location.precision is WherePrecision.NEAR and not name.startswith("a place"):
        name = f"near {name}"
    elif location.precision in _WHERE_WORDS:
        name = f"{name} ({_WHERE_WORDS[location.precision]})"
    holders = dict.fromkeys((location.adm1, country_name(location.country)))
    return ", ".join([name, *(holder for holder in holders if holder and holder not in location.name)])


@cache
def _outline() -> dict[str, Any]:
    import json
    from importlib.resources import files

    outline: dict[str, Any] = json.loads((files("sijill.publish") / "static/outline.json").read_text(encoding="utf-8"))
    return outline


@cache
def _country_names() -> dict[str, str]:
    return {country["code"]: country["name"] for country in _outline()["countries"] if country["code"]}


def country_name(code: str | None) -> str | None:
    """The name behind an ISO code; the code itself where it has none here."""
    return None if code is None else _country_names().get(code, code)


def chain_words(claim: Claim, outlet: str | None) -> str:
    """Says who says so, from the outlet to the one quoted furthest off: "Daily Post ← Observatory ← witness"."""
    links = [outlet or "outlet not known", *(speaker.name for speaker in claim.attributed_to)]
    return " ← ".join(links)


def voice_words(voice: Voice | None) -> str:
    """Names a voice: its origin, or that none is named."""
    if voice is None:
        return "not told apart"
    if voice.origin is Origin.UNKNOWN:
        return "no named origin"
    name = voice.origin_name or "origin not named"
    return f"{name} (derived)" if voice.origin is Origin.DERIVED else name


def claim_words(claim: Claim) -> str:
    """Says what a claim asserts, in a few words: "killed: 12, civilians", "done by: masked gunmen"."""
    match claim:
        case CountClaim():
            kind = (
                ""
                if claim.victims.status.value == "unspecified"
                else f", {claim.victims.status.value.replace('_', ' ')}"
            )
            unit = "" if claim.count.unit is Unit.PERSON else f" {UNIT_WORDS[claim.count.unit]}"
            return f"{OUTCOME_WORDS[claim.outcome]}: {count_words(claim.count)}{unit}{kind}"
        case MovementClaim():
            return f"moved ({claim.measure.value}): {count_words(claim.count)} {UNIT_WORDS[claim.count.unit]}"
        case IndicatorClaim():
            value = NOT_KNOWN if claim.value is None else f"{claim.value:g} {claim.unit}".strip()
            return f"{claim.topic}: {value}"
        case AttributionClaim():
            return f"done by: {claim.perpetrator}"
        case TriggerClaim():
            return f"set off by: {claim.span.quote}"
        case StatementClaim():
            return f"states a {claim.kind.value}: {claim.span.quote}"
    raise TypeError(f"no words for a {type(claim).__name__}")


def size_words(found: Contradiction) -> str:
    """Says how large a contradiction is, in its own unit: "12 apart", "2 days apart"; empty where it has no size."""
    if not found.size:
        return ""
    if found.facet is Facet.DATE:
        return f"{plural(round(found.size), 'day')} apart"
    if found.facet is Facet.PLACE:
        return f"{found.size:,.0f} km apart"
    if found.facet is Facet.STATUS:
        return f"over {found.size:,.0f} of them"
    return f"{found.size:,.0f} apart"


def plural(number: int, one: str, many: str | None = None) -> str:
    """plural(1, "voice") -> "1 voice"; plural(2, "voice") -> "2 voices"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
