"""Decides what the words around a place's name say: what kind of place, near it or in it, which part, where a source merely sits.

document text, place mentions -> NamedPlaces in text order. Does not know which place a name means (place_choice.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sijill.data import load_table
from sijill.model.claim import Mention, MentionKind, Reading

# How far around a mention its context is read, in characters.
_BEFORE, _AFTER = 60, 40
_COORDINATED = re.compile(r"\s*(?:,\s*(?:and|or)?|\band\b|\bor\b|&|/)\s+")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|The|a|an)\s+")
_BASED = re.compile(r"^[-‐–]\s*(?:based|born|backed|controlled|led|registered|style)\b", re.IGNORECASE)
# "said in Damascus", "told AFP in Goma", "a statement from Geneva"
_SAID_IN = re.compile(
    r"\b(?:said|says|told\s+[\w ]{2,30}|speaking|spoke|statement|reporting|reported|correspondent|reporter|office|bureau|court"
    r"|headquartered)(?:\s+(?:on|late|early|by)?\s*\w+day)?\s+(?:in|from|at)\s+(?:the\s+)?(?:capital\s*,?\s+)?$"
)
_GROUP_NAME = re.compile(
    r"\b(?:Islamic\s+State|Al[- ]?Qaeda|ISIS|ISIL|Taliban|Army|Front|Movement|Party|Government|University|Bank|Embassy)"
    r"\s+(?:group\s+)?(?:of|in|for)\s+(?:the\s+)?(?:\w+\s+and\s+)?$",
    re.IGNORECASE,
)
_COMPASS = r"(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west)"
_DISTANCE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*-?(?P<unit>kms?|kilomet(?:er|re)s?|miles?)\b\s*(?:\([^)]{0,30}\)\s*)?(?:\w+\s+){0,2}?"
    rf"(?:(?:to\s+the\s+)?{_COMPASS}(?:ern)?(?:\s+of)?|from|of|away\s+from|outside|off)\s+(?:the\s+)?(?:\w+\s+){{0,4}}$",
    re.IGNORECASE,
)
_SIDE = re.compile(rf"\b{_COMPASS}\s+of\s+(?:the\s+)?(?:\w+\s+){{0,3}}$", re.IGNORECASE)
_DIRECTION_WORD = re.compile(
    r"^(?:far[- ])?(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west|upper|lower)(?:ern)?\s+(?=\S)",
    re.IGNORECASE,
)
_MIDDLE_WORD = re.compile(r"^(?:central|downtown|greater|inner|mainland|rural|coastal|inland)\s+(?=\S)", re.IGNORECASE)
_ROAD = re.compile(r"^\s*(?:road|highway|motorway|axis|route|expressway)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:\w+\s+){0,3}$", re.IGNORECASE)
_COAST = re.compile(r"\bcoast(?:al|s|line)?\b", re.IGNORECASE)
_CAPITAL = re.compile(r"^(?:the\s+)?(?:\w+\s+)?capital(?:\s+city)?$", re.IGNORECASE)
_SEA = re.compile(
    r"\b(?:off\s+(?:the\s+)?(?:\w+\s+){0,3}coast\s+of|in\s+(?:the\s+)?waters\s+(?:off|near)|sea\s+off)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place as the text speaks of it.

    name      what is looked up; "" for "the coast", "the capital" and other words without a name
    kinds     what the words call it: adm1, adm2, place, part, region; empty where they do not say
    relation  in, near, part (a part of it), road, between, coast, capital, area, sea
    bearing   degrees; distance_km with it: "20 km south-east of X"
    weak      where a source sits or speaks, not where it happened
    """

    start: int
    end: int
    sentence: int
    mention: str
    name: str
    kinds: tuple[str, ...] = ()
    relation: str = "in"
    bearing: float | None = None
    distance_km: float | None = None
    weak: bool = False


@cache
def _kind_of_word() -> dict[str, str]:
    words: dict[str, str] = {}
    for kind, names in load_table("gazetteer_words")["kinds"].items():
        for name in names:
            words.setdefault(name, kind)
    return words


@cache
def _kind_pattern() -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_kind_of_word(), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds = _kind_pattern()
    near = "|".join(
        re.escape(word) for word in sorted(load_table("gazetteer_words")["near"]["words"], key=len, reverse=True)
    )
    side = r"(?:north|south)(?:-?(?:east|west))?(?:ern)?|(?:east|west|centr)\w*"
    name = r"[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,2}"
    office = "police|governor|council|government|spokes|commission|official|assembly"
    part = "neighbou?rhoods?|suburbs?|quarters?|districts?|areas?|parts?|streets?|outskirts|wards?"
    loose = (
        rf"{kinds}|{side}|coast\w*|mountain\w*|border|rural|remote|nearby|other|several|many|some|these|those|its|their"
    )
    loose += "|and|of|the|country"
    written = {
        "kind_inside": rf"^(?P<name>.+?)\s+(?P<kind>{kinds})$",
        "kind_first": rf"^(?P<kind>{kinds})\s+of\s+(?:the\s+)?(?P<name>.+)$",
        "kind_after": rf"^['’]?s?\s+(?P<kind>{kinds})\b(?!\s+(?:{office}))",
        "kind_of": rf"\b(?P<kind>{kinds})(?:,?\s+(?:of|called|named))?\s+$",
        "kind_listed": rf"^(?:(?:,|,?\s+and|\s+or|\s+&)\s+(?-i:{name})){{1,4}}\s+(?P<kind>{kinds})\b",
        "near": rf"\b(?:{near})\s+(?:the\s+)?(?:(?:{kinds}|border|{side})\s+)*(?:(?:{kinds})\s+of\s+)?$",
        "part": rf"\b(?:{part})\s+(?:of|in)\s+(?:the\s+)?(?:\w+\s+){{0,2}}$",
        "only_kinds": rf"^(?:(?:{loose})\s*)+$",
    }
    return {which: re.compile(pattern, re.IGNORECASE) for which, pattern in written.items()}


@cache
def _never() -> frozenset[str]:
    return frozenset(load_table("gazetteer_words")["other"]["never"])


def named_places(text: str, reading: Reading) -> list[NamedPlace]:
    """Every place that the text names, in text order, each once; those inside a speaker's words or a person's name are weak or left out."""
    speakers = [speaker.span for claim in reading.claims for speaker in claim.attributed_to if speaker.span]
    persons = [mention.span for mention in reading.mentions if mention.kind is MentionKind.PERSON]
    found: dict[tuple[int, int], NamedPlace] = {}
    for mention in _place_mentions(reading):
        inside_person = any(one.start <= mention.span.start and mention.span.end <= one.end for one in persons)
        inside_speaker = any(one.start <= mention.span.start and mention.span.end <= one.end for one in speakers)
        for place in _split(text, mention):
            overlaps = any(start < place.end and place.start < end for start, end in found)
            if overlaps or (inside_person and not place.kinds):
                continue
            if place.name in _never() or _BASED.match(text[place.end : place.end + 12]):
                continue
            found[place.start, place.end] = _mark_weak(text, place, inside_speaker)
    return sorted(found.values(), key=lambda place: place.start)


def _place_mentions(reading: Reading) -> list[Mention]:
    """Place mentions, the reader's picks and movements' ends after the single names, so that names split as the text has them."""
    claimed = [claim.place for claim in reading.claims if claim.place]
    ends = [
        end
        for claim in reading.claims
        for end in (getattr(claim, "origin", None), getattr(claim, "destination", None))
        if end
    ]
    return [mention for mention in (*reading.mentions, *claimed, *ends) if mention.kind is MentionKind.PLACE]


def _mark_weak(text: str, place: NamedPlace, inside_speaker: bool) -> NamedPlace:
    before = text[max(0, place.start - _BEFORE) : place.start]
    if inside_speaker or _SAID_IN.search(before) or _GROUP_NAME.search(before):
        return NamedPlace(**{field: getattr(place, field) for field in NamedPlace.__slots__} | {"weak": True})
    return place


def _split(text: str, mention: Mention) -> Iterator[NamedPlace]:
    """The single names of a mention: "Tartus and Homs" are two, "Bosnia and Herzegovina" is decided by the gazetteer later."""
    start = mention.span.start
    pieces: list[tuple[int, int]] = []
    for gap in _COORDINATED.finditer(mention.span.quote):
        pieces.append((start, mention.span.start + gap.start()))
        start = mention.span.start + gap.end()
    pieces.append((start, mention.span.end))
    for first, last in pieces:
        if text[first:last].strip():
            yield _read_piece(text, first, last, mention.sentence)


def _read_piece(text: str, start: int, end: int, sentence: int) -> NamedPlace:
    """Reads one name with its context."""
    if article := _ARTICLE.match(text[start:end]):
        start += article.end() if article.end() < end - start else 0
    words = _POSSESSIVE.sub("", text[start:end])
    end = start + len(words)
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    name, kinds, bearing = _core_of(words)
    kinds = kinds or _kinds_around(before, after)
    relation, far = "in", None
    if (measured := _DISTANCE.search(before)) and (
        measured["bearing"] or "of" in measured[0] or "from" in measured[0] or "outside" in measured[0]
    ):
        relation, bearing, far = "near", _degrees(measured["bearing"]), _kilometres(measured)
    elif _SEA.search(before):
        relation = "sea"
    elif _BETWEEN.search(before) or re.search(r"\bbetween\s+[\w' -]{2,40}\s+and\s+$", before):
        relation = "between"
    elif _ROAD.match(after):
        relation = "road"
    elif side := _SIDE.search(before):
        relation, bearing = "near", _degrees(side["bearing"])
    elif _patterns()["near"].search(before):
        relation = "near"
    elif _patterns()["part"].search(before):
        relation = "part"
    if not name:
        relation = "capital" if _CAPITAL.match(words) else "coast" if _COAST.search(words) else "area"
    elif _COAST.search(words) and relation == "in":
        relation = "coast"
    return NamedPlace(
        start=start, end=end, sentence=sentence, mention=words, name=name, kinds=kinds, relation=relation, bearing=bearing, distance_km=far
    )  # fmt: skip


def _core_of(words: str) -> tuple[str, tuple[str, ...], float | None]:
    """The name itself, the kinds that the mention says and the part of it that a direction word means.

    "northern Idlib province" -> ("Idlib", ("adm1",), 0.0); "coastal provinces" -> ("", ("adm1",), None)
    """
    bearing: float | None = None
    kinds: tuple[str, ...] = ()
    name = words
    while _MIDDLE_WORD.match(name):
        name = _MIDDLE_WORD.sub("", name)
    if (side := _DIRECTION_WORD.match(name)) and not name[0].isupper():
        bearing, name = _degrees(side["bearing"]), name[side.end() :]
    for which in ("kind_first", "kind_inside"):
        if found := _patterns()[which].match(name):
            kinds, name = (_kind_of_word()[_plain(found["kind"])],), found["name"]
            break
    if _patterns()["only_kinds"].match(words) or _CAPITAL.match(words):
        said = {word for word in words.lower().split() if word in _kind_of_word()}
        return "", kinds or tuple(sorted({_kind_of_word()[word] for word in said}))[:1], bearing
    owner = re.match(r"^(?P<owner>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*)['’]s?\s+(?P<rest>.+)$", name)
    if owner:  # "Syria's coastal" (region): the rest says which part
        name = owner["owner"]
    return _POSSESSIVE.sub("", name).strip(" ,.;:"), kinds, bearing


def _kinds_around(before: str, after: str) -> tuple[str, ...]:
    patterns = _patterns()
    found = (
        patterns["kind_after"].match(after)
        or patterns["kind_of"].search(before)
        or patterns["kind_listed"].match(after)
    )
    return (_kind_of_word()[_plain(found["kind"])],) if found else ()


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _degrees(word: str | None) -> float | None:
    if not word:
        return None
    directions = load_table("gazetteer_words")["directions"]
    return float(directions[plain]) if (plain := word.lower().replace("-", "").replace(" ", "")) in directions else None


def _kilometres(measured: re.Match[str]) -> float:
    number = float(measured["number"].replace(",", "."))
    return min(number * 1.609 if measured["unit"].lower().startswith("mile") else number, 2000.0)


def join_words(text: str, left: NamedPlace, right: NamedPlace) -> str | None:
    """How two neighbouring places are joined: "inside" (X, Y; X in Y), "beside" (X and Y), "near"; else None."""
    between = text[left.end : right.start]
    if left.sentence != right.sentence or len(between) > 60:
        return None
    kinds = _kind_pattern()
    if (
        re.fullmatch(r"(?:\s*,)?\s*(?:and|or|&|/)\s+(?:the\s+)?(?:nearby\s+)?|\s*[-–/]\s*", between)
        or between.strip() == "and in"
    ):
        return "beside"
    side = r"(?:north|south|east|west|centr)\w*(?:-\w+)?"
    said = "in|of|of\\s+the|inside|within|at|the|a|an|its|under|and\\s+capital|capital|restive|volatile|troubled|nearby|local"
    said += "|government|area"
    light = rf"(?:['’]s|,|\(|\[|\]|{said}|{side}|{kinds})"
    if re.fullmatch(rf"(?:\s*{light}(?=\W|$)\s*)*\s*", between, re.IGNORECASE):
        return "inside"
    if re.fullmatch(r"[\s,\w-]{0,40}\b(?:near|outside|around|close to|of)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}", between):
        return "near"
    return None


def same_paragraph(text: str, sentences: Sequence[tuple[int, int]], left: int, right: int) -> bool:
    """No line break stands between two sentences."""
    first, last = sorted((left, right))
    return "\n" not in text[sentences[first][1] : sentences[last][0]].strip(" ")
