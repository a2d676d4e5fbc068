"""Decides who a speaker is: which known body, which institution of which country, or a person, and who of them is protected.

Speakers of one document and its country -> Sources with stable ids. Does not decide whose claim derives from whose (link).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from sijill.data import load_table
from sijill.model.claim import Reading, Speaker
from sijill.model.source import Source, SourceKind
from sijill.text.names import fold_name

_BODIES = frozenset(
    {SourceKind.MONITOR, SourceKind.NGO, SourceKind.INTERNATIONAL, SourceKind.AGENCY, SourceKind.OUTLET}
)
_PRIVATE = frozenset({SourceKind.WITNESS, SourceKind.RELATIVE})
# A person who speaks for a body: "X, head of Y", "Y spokesman X".
_OFFICE = (
    r"(?:head|director|founder|chief|chair\w*|spokes\w+|president|secretary|representative|leader|coordinator|member|officer"
    r"|official|commander|minister|governor|commissioner|chairman|executive|researcher|monitor)"
)
_AFFILIATION = re.compile(
    r"^\s*,?\s*(?:who\s+(?:heads|leads|runs|founded|directs)\s+(?:the\s+)?"
    rf"|(?:the\s+|a\s+|an\s+)?(?:[\w'’-]+\s+){{0,5}}?{_OFFICE}\s+(?:of|for|at|with|from|in)\s+(?:the\s+)?)(?P<body>[^,.;:\n]{{2,90}})",
    re.IGNORECASE,
)
_BODY_FIRST = re.compile(rf"(?P<body>[\w'’. -]{{2,80}}?)(?:['’]s)?\s+(?:[\w-]+\s+)?{_OFFICE}\s*,?\s+$", re.IGNORECASE)
_OFFICE_LAST = re.compile(rf"{_OFFICE}\s*,?\s+$", re.IGNORECASE)  # what _BODY_FIRST ends in
_DROPPED = re.compile(
    r"^(?:the|a|an|one|some|several|many|local|both|two|three|other|another|its|their|his|her)\s+", re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LOWER_PARTS = frozenset({"al", "el", "bin", "ibn", "abu", "de", "van", "von", "da", "dos", "ul", "ur"})


@dataclass(frozen=True, slots=True)
class _Known:
    """A row of data/sources.toml with its names as patterns."""

    source: Source
    names: frozenset[str]  # folded
    pattern: re.Pattern[str]


@dataclass(slots=True)
class _Cast:
    """Who has spoken in one document so far, so that a surname or a short name alone is known again."""

    by_surname: dict[str, Source] = field(default_factory=dict)
    by_word: dict[str, Source] = field(default_factory=dict)  # "observatory" of "Coast Observatory for Rights"


def resolve_actors(
    text: str, reading: Reading, country: str | None
) -> tuple[dict[str, tuple[str, ...]], tuple[Source, ...]]:
    """Source ids of every claim's speakers, in their order, and the sources themselves, each once, by id."""
    sources: dict[str, Source] = {}
    of_claim: dict[str, tuple[str, ...]] = {}
    cast = _Cast()
    met: dict[tuple[str, int | None], Source] = {}
    speakers = {id(speaker): speaker for claim in reading.claims for speaker in claim.attributed_to}
    # In text order, so that "Rami Abdulrahman, head of X" is met before "Abdulrahman said".
    for speaker in sorted(speakers.values(), key=lambda speaker: speaker.span.start if speaker.span else len(text)):
        key = (speaker.name, speaker.span.start if speaker.span else None)
        if key not in met:
            met[key] = source_of(speaker, text, country, cast)
    for claim in reading.claims:
        found = [met[speaker.name, speaker.span.start if speaker.span else None] for speaker in claim.attributed_to]
        of_claim[claim.id] = tuple(source.id for source in found)
        sources.update((source.id, source) for source in found)
    return of_claim, tuple(sources[key] for key in sorted(sources))


def source_of(speaker: Speaker, text: str, country: str | None, cast: _Cast | None = None) -> Source:
    """The source that a speaker is: a known body, a person who speaks for one, an institution, else a person or a description."""
    cast = cast or _Cast()
    name = _DROPPED.sub("", speaker.name.strip().strip("\"'“”,.")) or speaker.name
    surname = _surname(name)
    if surname and " " not in name and surname in cast.by_surname:
        return cast.by_surname[surname]
    if " " not in name and (met := cast.by_word.get(fold_name(name))):
        return met
    home = _country_in(name) or country
    source = _known_short(name, home) or (
        _known_body(speaker, name)
        or _spoken_for(speaker, text, home)
        or _institution(speaker, name, home)
        or _other(speaker, name, home)
    )
    if surname and _is_person(name):
        cast.by_surname.setdefault(surname, source)
    if source.kind in _BODIES:
        for word in _NAME_WORD.findall(name):
            if word[0].isupper():
                cast.by_word.setdefault(fold_name(word), source)
    return source


@cache
def _known() -> tuple[_Known, ...]:
    rows = []
    for row in load_table("sources")["source"]:
        names = [row["name"], *row.get("aliases", []), *row.get("persons", [])]
        source = Source(
            id=row["id"],
            name=row["name"],
            kind=SourceKind(row["kind"]),
            party=row.get("party"),
            country=row.get("country"),
        )
        # A short name in capitals ("SANA", "AP") is only itself with its capitals; a longer one in any case.
        written = "|".join(
            re.escape(one) if one.isupper() or len(one) <= 4 else f"(?i:{re.escape(one)})"
            for one in sorted(names, key=len, reverse=True)
        )
        rows.append(_Known(source, frozenset(map(fold_name, names)), re.compile(rf"(?<![\w-])(?:{written})(?![\w-])")))
    return tuple(rows)


@lru_cache(maxsize=10_000)
def known_source(name: str) -> Source | None:
    """The known body that a name is, under any of its spellings; the longest name that stands in the words wins."""
    folded = fold_name(_DROPPED.sub("", name))
    whole = next((row.source for row in _known() if folded in row.names), None)
    if whole:
        return whole
    held = [(len(found[0]), row.source) for row in _known() if (found := row.pattern.search(name))]
    return max(held, key=lambda pair: (pair[0], pair[1].id))[1] if held else None


def _known_short(name: str, country: str | None) -> Source | None:
    """ "the Observatory", in a text about the country that it watches."""
    rows = load_table("sources")["source"]
    row = next((row for row in rows if name in row.get("short", ()) and row.get("country") == country), None)
    return known_source(row["name"]) if row else None


def _known_body(speaker: Speaker, name: str) -> Source | None:
    """A known body in the speaker's own words, unless they describe a private person ("a resident of the Taliban-held town")."""
    if speaker.kind in _PRIVATE:
        return None
    source = known_source(name)
    if (
        source
        and source.kind is SourceKind.ARMED_GROUP
        and speaker.kind not in (SourceKind.ARMED_GROUP, SourceKind.UNKNOWN)
    ):
        return None  # "police hunting Boko Haram"
    return source


def _spoken_for(speaker: Speaker, text: str, country: str | None) -> Source | None:
    """The body for which a named person speaks: "X, head of Y"."""
    if speaker.span is None or speaker.kind in _PRIVATE:
        return None
    after, before = (
        text[speaker.span.end : speaker.span.end + 160],
        text[max(0, speaker.span.start - 100) : speaker.span.start],
    )
    before = before.rsplit("\n", 1)[-1].rsplit(". ", 1)[-1]
    found = _AFFILIATION.match(after) or (_BODY_FIRST.search(before) if _OFFICE_LAST.search(before) else None)
    if found is None:
        return None
    body = found["body"].strip()
    if source := known_source(body):
        return source
    return (
        _institution(speaker, found[0], _country_in(body) or country) if speaker.kind is SourceKind.OFFICIAL else None
    )


@cache
def _institution_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What an institution of a state is called, in the order in which they are tried."""
    return tuple(
        (row["name"], re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, row['words']))})(?!\w)", re.IGNORECASE))
        for row in load_table("sources")["institution"]
    )


def _institution(speaker: Speaker, name: str, country: str | None) -> Source | None:
    """An arm of a state; its party is the government of its country, whoever of it speaks.  "Kaduna police" -> police-ng"""
    if speaker.kind not in (SourceKind.OFFICIAL, SourceKind.MEDICAL, SourceKind.UNKNOWN):
        return None
    arm = next((arm for arm, pattern in _institution_patterns() if pattern.search(name)), None)
    if arm is None or (
        speaker.kind is SourceKind.MEDICAL and arm not in ("health ministry", "ministry", "armed forces", "government")
    ):
        return None
    party = f"government of {country}" if country else "government"
    if arm in ("government", "security services") and not speaker.named:
        return Source(
            id=_slug(f"{name} {country or ''}"),
            name=name,
            kind=SourceKind.OFFICIAL,
            party=party,
            country=country,
            named=False,
        )
    where = f" ({_country_name(country)})" if country else ""
    return Source(
        id=_slug(f"{arm} {country or ''}"), name=f"{arm.capitalize()}{where}", kind=SourceKind.OFFICIAL, party=party, country=country,
        named=True,
    )  # fmt: skip


def _other(speaker: Speaker, name: str, country: str | None) -> Source:
    """Whoever is no known body and no institution: a person, a named organisation, or someone known by description only."""
    person = speaker.named and _is_person(name)
    private = speaker.kind in _PRIVATE or (person and speaker.kind is SourceKind.UNKNOWN)
    party = f"government of {country}" if speaker.kind is SourceKind.OFFICIAL and country else None
    if speaker.kind is SourceKind.ARMED_GROUP and speaker.named:
        party = name
    return Source(
        id=_slug(name if speaker.named else f"{name} {country or ''}"), name=name, kind=speaker.kind, party=party, country=country,
        named=speaker.named, private=private,
    )  # fmt: skip


def _is_person(name: str) -> bool:
    """One to five capitalised words, as people are named; "Ridge Front" names a body. Institutions are told apart before this is asked."""
    words = _NAME_WORD.findall(name)
    if len(words) > 1 and words[-1].lower() in load_table("people")["bodies"]["words"]:
        return False
    capital = [word for word in words if word[0].isupper()]
    return 1 <= len(capital) <= 5 and all(
        word[0].isupper() or fold_name(word).split()[0] in _LOWER_PARTS for word in words
    )


def _surname(name: str) -> str | None:
    words = _NAME_WORD.findall(name)
    return fold_name(words[-1]) if words and words[-1][0].isupper() else None


@cache
def _country_words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Names and demonyms that belong to one country only."""
    bearers: dict[str, set[str]] = {}
    for code, row in load_table("gazetteer_countries")["countries"].items():
        for word in (*row["names"], *row["demonyms"]):
            bearers.setdefault(word, set()).add(code)
    sole = {word: next(iter(codes)) for word, codes in bearers.items() if len(codes) == 1}
    words = "|".join(re.escape(word) for word in sorted(sole, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)"), sole


def _country_in(words: str) -> str | None:
    pattern, sole = _country_words()
    found = pattern.search(words)
    return sole[found[0]] if found else None


def _country_name(code: str | None) -> str:
    row = load_table("gazetteer_countries")["countries"].get(code or "", {})
    return str(row["names"][0]) if row else str(code)


def _slug(name: str) -> str:
    return fold_name(name).replace(" ", "-")[:60] or "unnamed"
