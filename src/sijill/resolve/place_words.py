"""Decides what the words around a place's name say: what kind of place, near it or in it, which part of it, how two are joined.

A span of the text -> NamedPlace. Which spans name places is decided in place_spotting.py, which place a name means in
place_choice.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sijill.data import load_table

# How far around a name its context is read, in characters.
BEFORE, AFTER = 60, 60
_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|The|a|an)\s+")
_COMPASS = r"(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west)"
_NUMBER_BEFORE = re.compile(r"\d\s*-?(?:k|mile)", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)\s*-?(?P<unit>(?i:kms?|kilomet(?:er|re)s?|miles?))\b\s*(?:\([^)]{0,30}\)\s*)?(?:\w+\s+){0,2}?"
    rf"(?:(?:to\s+the\s+)?(?i:{_COMPASS})(?:ern)?(?:\s+of)?|from|of|away\s+from|outside|off)\s+(?:the\s+)?(?:[a-z]+\s+){{0,4}}$"
)
_SIDE = re.compile(rf"\b(?i:{_COMPASS})\s+of\s+(?:the\s+)?(?:[a-z]+\s+){{0,3}}$")
# "the suburb of X" is X, "a suburb of X", "in suburbs of X" are parts of it
_ITSELF = re.compile(
    r"\bthe\s+(?:\w+\s+)?(?:neighbou?rhood|suburb|quarter|district|area|ward|street)\s+of\s+$", re.IGNORECASE
)
# "the central Mexico state of X": the kind is that of what follows.
_KIND_OF_NEXT = re.compile(r"^\s+[a-z]+\s+of\s+[A-Z]")
_JUST = re.compile(r"\b(?:just|right|immediately|slightly)\s+(?:to\s+the\s+)?$", re.IGNORECASE)
_DIRECTION = re.compile(
    r"^(?:far[- ])?(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern)?[- ](?=\S)", re.IGNORECASE
)
_MIDDLE = re.compile(r"^(?:central|downtown|greater|inner|mainland|rural|coastal|inland|nearby)\s+(?=\S)")
_ROAD = re.compile(r"^\s*(?:road|highway|motorway|axis|route|expressway)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?(?:[a-z]+\s+(?:of\s+)?)?(?:(?=[A-Z])[\w'’ -]{2,40}\s+and\s+)?$")
_COAST = re.compile(r"\bcoast(?:al|s|line)?\b", re.IGNORECASE)
_CAPITAL = re.compile(r"^(?:the\s+)?(?:\w+\s+)?capital(?:\s+city)?$", re.IGNORECASE)
_SEA = re.compile(
    r"\b(?:off\s+(?:the\s+)?(?:\w+\s+){0,3}coast\s+of|in\s+(?:the\s+)?waters\s+(?:off|near)|sea\s+off)\s+$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"^(?P<owner>[^\W\d_][\w-]+(?:\s+[^\W\d_][\w-]+)*)['’]s?\s+(?P<rest>.+)$")
_SKIPPED = frozenset("the a an border remote rural nearby restive volatile troubled busy main own".split())
_SIDES = frozenset(
    side + ending for side in ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east",
    "north-west", "south-east", "south-west") for ending in ("", "ern")
) | {"central"}  # fmt: skip
_AREA_WORDS = frozenset(
    "coast coastal coastline coasts mountain mountains mountainous other several many some these those its their and of the country".split()
)
_PART_WORDS = frozenset(
    "neighbourhood neighborhood neighbourhoods neighborhoods suburb suburbs quarter quarters district districts area areas part parts"
    " street streets outskirts ward wards".split()
)
_SEA_WORDS = frozenset({"coast", "waters", "sea"})
_OFFICES = frozenset(
    "police governor council government commission assembly officials authorities spokesman spokeswoman spokesperson".split()
)
_LONGEST_KIND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A place as the text speaks of it.

    name      what is looked up; "" for "the coast", "the capital" and other words without a name; mention has kind and direction too
    kinds     what the words call it: adm1, adm2, place, part, region; empty where they do not say
    relation  in, near, part (a part of it), road, between, coast, capital, area, sea
    bearing   degrees; distance_km with it: "20 km south-east of X"
    weak      where a source sits or speaks, or part of a name, not where it happened
    guess     only its place in the sentence makes it look like one: it counts if the gazetteer knows it there
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
    guess: bool = False
    seat: str = ""  # where the report or an authority that it quotes sits: "dateline", "authority"
    across: bool = False  # on the other side of a border: neither where it happened nor whose country it is
    longer: str = ""  # with the capitalised words that follow, where the mention may have been cut short
    small: bool = False  # the words call it a village or a hamlet


@cache
def kind_of_word() -> dict[str, str]:
    """ "village" -> place, "governorate" -> adm1; the first kind that lists a word wins."""
    words: dict[str, str] = {}
    for kind, names in load_table("gazetteer_words")["kinds"].items():
        for name in names:
            words.setdefault(name, kind)
    return words


@cache
def _demonyms() -> frozenset[str]:
    """ "in the Mexican state of": what says whose the unit is stands between no two places."""
    return frozenset(
        word.lower() for row in load_table("gazetteer_countries")["countries"].values() for word in row["demonyms"]
    )


@cache
def _country_names() -> frozenset[str]:
    return frozenset(
        name.lower() for row in load_table("gazetteer_countries")["countries"].values() for name in row["names"]
    )


@cache
def _near_words() -> frozenset[str]:
    return frozenset(load_table("gazetteer_words")["near"]["words"])


@cache
def _descriptive() -> frozenset[str]:
    """Words between "near" and a name that only describe it."""
    return frozenset(_SKIPPED | _SIDES | kind_of_word().keys() | {"of"})


@cache
def _kind_at_an_end() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(kind_of_word(), key=len, reverse=True))
    first = rf"^(?P<kind>{kinds})\s+of\s+(?:the\s+)?(?P<name>.+)$"
    return re.compile(first, re.IGNORECASE), re.compile(rf"^(?P<name>.+?)[\s-]+(?P<kind>{kinds})$", re.IGNORECASE)


_SMALL_BEFORE = re.compile(r"\b(?:villages?|hamlets?)(?:\s+(?:of|called|named))?\s+$", re.IGNORECASE)
_SMALL_AFTER = re.compile(r"\A\s+(?:villages?|hamlets?)\b", re.IGNORECASE)
_SMALL_END = re.compile(r"\s(?:village|hamlet)\Z", re.IGNORECASE)


def read_place(text: str, start: int, end: int, sentence: int, *, guess: bool = False) -> NamedPlace:
    """Reads one name with its context."""
    if (article := _ARTICLE.match(text[start:end])) and article.end() < end - start:
        start += article.end()
    words = _POSSESSIVE.sub("", text[start:end]).rstrip(" ,.;:")
    end = start + len(words)
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    name, kinds, bearing = _core_of(words)
    said_before = [token.lower() for token in _TOKEN.findall(before)[-8:]]
    if not kinds and not (name.lower() in _country_names() and _KIND_OF_NEXT.match(after)):
        kinds = _kinds_around(said_before, after)
    relation, side, far = _relation(before, said_before, after)
    if relation == "near":
        bearing = side
    if relation == "part" and kinds == ("part",) and not _ITSELF.search(before):
        kinds = ()  # "a suburb of Aleppo" is no suburb called Aleppo
    if not name:
        relation = "capital" if _CAPITAL.match(words) else "coast" if _COAST.search(words) else "area"
    elif relation == "in" and _COAST.search(words):
        relation = "coast"
    return NamedPlace(
        start=start, end=end, sentence=sentence, mention=words, name=name, kinds=kinds, relation=relation, bearing=bearing,
        distance_km=far, guess=guess, longer=_with_what_follows(words, after),
        small=any(said.search(part) for said, part in ((_SMALL_BEFORE, before), (_SMALL_AFTER, after), (_SMALL_END, words))),
    )  # fmt: skip


def _relation(before: str, said: Sequence[str], after: str) -> tuple[str, float | None, float | None]:
    """How the event lies to the place: (relation, bearing, distance in km)."""
    if _NUMBER_BEFORE.search(before) and (measured := _DISTANCE.search(before)):
        return "near", _degrees(measured["bearing"]), _kilometres(measured)
    if not _SEA_WORDS.isdisjoint(said) and _SEA.search(before):
        return "sea", None, None
    if "between" in said and _BETWEEN.search(before):
        return "between", None, None
    if _ROAD.match(after):
        return "road", None, None
    if "of" in said and (side := _SIDE.search(before)):
        return "near", None if _JUST.search(before[: side.start()]) else _degrees(side["bearing"]), None
    rest = _without_last(said, _descriptive())
    for length in (4, 3, 2, 1):
        if " ".join(rest[-length:]) in _near_words():
            return "near", None, None
    near_end = [word for word in said[-5:] if word not in _SKIPPED]
    if (
        len(near_end) > 1
        and any(word in ("of", "in") for word in near_end[-2:])
        and any(word in _PART_WORDS for word in near_end[-4:-1])
    ):
        return "part", None, None
    return "in", None, None


def _without_last(said: Sequence[str], droppable: frozenset[str]) -> list[str]:
    """A context without the words right before the name that only describe it: "near the northern town of" -> "near"."""
    rest = list(said)
    while rest and rest[-1] in droppable:
        if (
            " ".join(rest[-2:]) in _near_words()
            or " ".join(rest[-3:]) in _near_words()
            or " ".join(rest[-4:]) in _near_words()
        ):
            break
        rest.pop()
    return rest


@lru_cache(maxsize=10_000)  # a text names its places again and again
def _core_of(words: str) -> tuple[str, tuple[str, ...], float | None]:
    """The name itself, the kind that the mention says and the part of it that a direction word means.

    "northern Idlib province" -> ("Idlib", ("adm1",), 0.0); "coastal provinces" -> ("", ("adm1",), None)
    """
    tokens = [token.lower() for token in _TOKEN.findall(words)]
    said = tuple(kind_of_word()[token] for token in tokens if token in kind_of_word())[:1]
    if _CAPITAL.match(words) or (_says_no_name(tokens) and not words.split()[-1][0].isupper()):
        return "", said, None
    bearing: float | None = None
    kinds: tuple[str, ...] = ()
    name = words
    while found := _MIDDLE.match(name):
        name = name[found.end() :]
    if (side := _DIRECTION.match(name)) and not name[0].isupper():
        bearing, name = _degrees(side["bearing"]), name[side.end() :]
    if said or len(tokens) > 2:
        for pattern in _kind_at_an_end():
            titled = pattern.match(name)
            # "Ivory Coast", "Federal University": a capitalised word for a landscape or a building belongs to the name
            if titled and not (
                titled["kind"][0].isupper() and kind_of_word()[_plain(titled["kind"])] in ("region", "part")
            ):
                kinds, name = (kind_of_word()[_plain(titled["kind"])],), titled["name"]
                break
    if owner := _OWNER.match(name):  # "Syria's coastal" (region): the rest says which part
        name = owner["owner"]
    return _POSSESSIVE.sub("", name).strip(" ,.;:-"), kinds, bearing


def _says_no_name(tokens: Sequence[str]) -> bool:
    """All its words describe: "coastal provinces", "several northern villages"."""
    return all(
        token in kind_of_word() or token in _AREA_WORDS or token in _SIDES or token in _SKIPPED for token in tokens
    )


def _kinds_around(before: Sequence[str], after: str) -> tuple[str, ...]:
    """The kind word beside a name: "X village", "the town of X", "X and Y provinces"."""
    original = _TOKEN.findall(after)[:12]
    following = [token.lower() for token in original]
    if following and following[0] in ("'s", "’s"):
        following = following[1:]
    if (kind := _kind_first(following)) and not (len(following) > 1 and following[1] in _OFFICES):
        return (kind,)
    rest = list(before)
    while rest and rest[-1] in ("of", "called", "named", ","):
        rest.pop()
    for length in range(_LONGEST_KIND, 0, -1):
        if (found := kind_of_word().get(" ".join(rest[-length:]))) and len(rest) >= length:
            return (found,)
    # "X and Y provinces": past the names that stand beside it
    if original and original[0] in (",", "and", "or", "&"):
        for number, token in enumerate(original[1:], 1):
            if token.lower() in kind_of_word() and token.lower().endswith("s") and number > 1:
                return (kind_of_word()[token.lower()],)
            if not (token[0].isupper() or token in (",", "and", "or", "&")):
                break
    return ()


def _kind_first(tokens: Sequence[str]) -> str | None:
    for length in range(_LONGEST_KIND, 0, -1):
        if len(tokens) >= length and (found := kind_of_word().get(" ".join(tokens[:length]))):
            return found
    return None


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _degrees(word: str | None) -> float | None:
    if not word:
        return None
    directions = load_table("gazetteer_words")["directions"]
    plain = word.lower().replace("-", "").replace(" ", "")
    return float(directions[plain]) if plain in directions else None


def _kilometres(measured: re.Match[str]) -> float:
    number = float(measured["number"].replace(",", "."))
    return min(number * 1.609 if measured["unit"].lower().startswith("mile") else number, 2000.0)


# Names of several parts: "San Jose del Cabo", "Deir ez-Zor", "Ogba/Egbema"
NAME_PART = r"[^\W\d_a-z][\w'’`‘]*(?:[-/][\w'’]+)*"
NAME_LINK = r"(?:al|el|ad|ar|ash|az|ez|de|del|da|do|dos|la|las|los|le|e|y|ul|wa|bin|um|-)"
_MORE_OF_NAME = re.compile(rf"(?:[ /-](?:{NAME_LINK}[ -]){{0,2}}{NAME_PART}){{1,3}}")
_DAY = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November"
    r"|December)\b.*$"
)


def _with_what_follows(words: str, after: str) -> str:
    """A mention that may have been cut short: "Ciudad" before " Victoria Thursday" -> "Ciudad Victoria"."""
    more = _MORE_OF_NAME.match(after)
    return _POSSESSIVE.sub("", words + _DAY.sub("", more[0])) if more else ""


_BESIDE = re.compile(r"(?:\s*,)?\s*(?:and|or|&|/)\s+(?:in\s+|the\s+|nearby\s+)*|\s*[-–/]\s*")
_LIGHT = frozenset(
    ", ( ) [ ] in on of inside within at the a an its under and capital 's ’s local government lga restive volatile troubled"
    " which that is lies located situated headquarters provincial administrative main largest second biggest seat".split()
)
_LISTS = frozenset(
    lead + word
    for word in ("like", "such as", "including", "especially", "particularly", "namely")
    for lead in ("", ", ")
)
_NEAR_JOIN = re.compile(r"[\s,\w()-]{0,50}\b(?:near|outside|around|close to|of|from)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}")


def join_words(text: str, left: NamedPlace, right: NamedPlace) -> str | None:
    """How two neighbouring places are joined: "inside" (X, Y; X in Y), "owner" (X's Y), "beside", "near", "lists" (areas like Y)."""
    between = text[left.end : right.start]
    if left.across or right.across:
        return None
    if left.sentence != right.sentence or len(between) > 60:
        return None
    if _BESIDE.fullmatch(between):
        return "beside"
    tokens = [token.lower() for token in _TOKEN.findall(between)]
    if not left.name and (" ".join(tokens) in _LISTS or (tokens == ["of"] and left.mention.endswith("s"))):
        return "lists"
    light = all(
        token in _LIGHT or token in _demonyms() or token in kind_of_word() or token in _SIDES or token in _SKIPPED
        for token in tokens
    )
    if light and (between.startswith(("'s", "’s")) or text[left.end - 2 : left.end] in ("'s", "’s")):
        return "owner"
    if right.relation != "near" and light:
        return "inside"
    return "near" if right.relation == "near" and _NEAR_JOIN.fullmatch(between) else None


def same_paragraph(text: str, sentences: Sequence[tuple[int, int]], left: int, right: int) -> bool:
    """No line break stands between two sentences."""
    first, last = sorted((left, right))
    return "\n" not in text[sentences[first][1] : sentences[last][0]].strip(" ")


_EVENT = (
    r"(?:incidents?|attacks?|assaults?|shootings?|killings?|murders?|massacre|slayings?|stabbings?|explosions?|blasts?|bombings?|ambush|raids?|strikes?"
    r"|air\s?strikes?|clash(?:es)?|fighting|violence|shelling|crash|tragedy|gunfire|gunfight|battle|abductions?|kidnappings?|it|this|that|which)"
)
_HAPPENED = re.compile(
    rf"\b(?i:{_EVENT})\s+(?:\w+\s+){{0,4}}?(?:occurred|happened|took\s+place|was\s+(?:carried\s+out|reported|staged|launched)|unfolded|erupted|broke\s+out)"
    r"\b[^.;!?\n]{0,80}?\b(?:in|at|near|outside|on|along|around|close\s+to)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,4}$"
)


def says_it_happened(text: str, sentences: Sequence[tuple[int, int]], place: NamedPlace) -> bool:
    """ "The attack took place on Friday in Dorrin": the words before a name say that it happened there."""
    begin = sentences[place.sentence][0] if place.sentence < len(sentences) else 0
    before = text[max(begin, place.start - 160) : place.start]
    return not place.weak and _HAPPENED.search(before) is not None
