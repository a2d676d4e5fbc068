"""Decides which spans of a text name places.

text and Reading (its place mentions, people and speakers) -> NamedPlaces in text order. What their context says is read in
place_words.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from sijill.data import load_table
from sijill.model.claim import MentionKind, Reading
from sijill.resolve.place_words import BEFORE, NAME_LINK, NAME_PART, NamedPlace, kind_of_word, read_place
from sijill.resolve.report_seats import find_seats, spelled_out
from sijill.text.names import fold_name

# A text that names more places is a list, not a report; places.py says what was left out.
MOST_SPOTTED = 2_000
# "said in Damascus", "told AFP in Goma", "a statement from Geneva"
_SAID_IN = re.compile(
    r"\b(?:said|says|told\s+[\w ]{2,30}|speaking|spoke|statement|reporting|correspondent|bureau|court"
    r"|parliament|based|briefing|telephone|phone|news\s+conference|press\s+conference|summit|talks|headquartered)"
    r"(?:\s+(?:on|late|early|by)?\s*\w+day)?\s*,?\s+(?:in|from|at)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}?"
    r"(?:(?:capital|city|town)\s*,?\s+(?:of\s+|city\s+)?)?$"
)
# "said A. B., police chief of the town of X": where whoever speaks holds an office
_OFFICE_OF = re.compile(
    r"\b(?:said|told|says|according\s+to|quoted|quoting|added|confirmed\s+by)\s+(?:[\w.,'’-]+\s+){0,6}?(?:chief|commissioner|spokes(?:man|woman|person)|mayor|governor|bishop|archbishop|administrator|chairman|chairwoman|chairperson|head"
    r"|director|commander|coordinator|representative|senator|lawmaker|deputy|police|officials?|hospital|residents?)\s+(?:of|for|in|from)\s+(?:the\s+)?"
    r"(?:[a-z]+\s+){0,2}?(?:(?:city|town|state|province|district)\s+of\s+)?$"
)
# Where the wounded were brought, and where people come from.
_TREATED_AT = re.compile(
    r"\b(?:taken|transported|rushed|airlifted|flown|brought|transferred|admitted|treated|recovering|hospitali[sz]ed|died|dead|surgery|hospital)\s+"
    r"(?:[\w-]+\s+){0,5}?(?:to|at|in|by)\s+(?:(?:the|a|an|nearby|local)\s+)*$"
)
# Where people went, were buried or mourned.
_AWAY_TO = re.compile(
    r"\b(?:fled|escaped|arrested|apprehended|in\s+custody|surrendered|jailed|buried|burial|funeral|vigil|mourn\w*|autops\w+|extradited|deported|(?<!-)born|grew\s+up|raised|hometown)\b[^.;,]{0,30}?"
    r"\b(?:in|at|to|from|near|of)\s+(?:the\s+)?(?:[a-z]+\s+){0,2}$"
)
_CARED_FOR = re.compile(
    r"\b(?:treat(?:ed|ment)|taken|transport(?:ed)?|rushed|airlifted|flown|transferred|admitted|recover(?:ing|ed)?|surgery|condition|pronounced|remain(?:s|ed)?"
    r"|ambulance|drove|arrived|walked\s+into|showed\s+up|died\s+(?:later\s+)?at)\b"
)
_CARE = re.compile(r"\b(?:Hospital|Medical|Clinic|Infirmary|Health|UMC|Trauma)\b")
_HOME_OF = re.compile(
    r"(?:\b\d{1,3},?(?:\s+[A-Z]?[\w-]+){0,2}|[A-Z][\w'’-]+ [A-Z][\w'’.-]+,?|\b(?:native|resident|residents|man|woman|formerly))"
    r"\s+(?:of|from)\s+(?:the\s+)?$"
    # "two soldiers from X were killed in Y", "the raiders had come from X"; not "20 miles from X"
    r"|\b(?!(?:kms|kilomet(?:er|re)s|met(?:er|re)s|miles|yards|blocks|hours|minutes|days|steps|borders|was|is|has)\b)[A-Za-z][a-z]+(?:s|men|women|people|police)"
    r"\s+from\s+(?:the\s+)?$"
    r"|\b(?:c[ao]me|coming|hailed|originat(?:ed|ing)|travell?(?:ed|ing)|arriv(?:ed|ing)|advanc(?:ed|ing))\s+from\s+(?:the\s+)?$"
)
# Beside what the event lies, not in it: "on the border with X", "across from X", "neighbouring X".
_ACROSS = re.compile(
    r"\b(?:borders?\s+(?:with|from|between)|bordering|across\s+from|across\s+the\s+border\s+(?:from|in|into)|frontier\s+with|en\s+route\s+to"
    r"|neighbou?ring|(?:kilomet(?:er|re)s?|km|miles?)(?:\s+\([^)]{0,20}\))?\s+(?:away\s+)?from)\s+(?:the\s+)?$"
)
_BORDER_AFTER = re.compile(r"^(?:['’]s)?(?:ern|an|ese|ian)?\s+(?:border|frontier)\b", re.IGNORECASE)
_BASED = re.compile(r"^[-‐–]\s*(?:based|born|backed|controlled|led|registered|style|allied|linked)\b", re.IGNORECASE)
# "herders", "militia": what the name before them describes are people or offices, not a place.
_PEOPLE = (
    r"(?:herds?m[ae]n|herders?|tribes?|tribes?m[ae]n|clans?|militia\w*|insurgents?|militants?|fighters?|rebels?|rebellion|troops|soldiers|forces"
    r"|army|gunmen|ethnic|nationals?|citizens?|refugees|jihadists?|extremists|terrorists?|warplanes|jets|origin|descent|movement|party"
    r"|government|sect|minority|people|farmers?|cultists|bandits|youths?|men|police|military|president|ministry|minister|parliament"
    r"|regime|opposition|embassy|ambassador|bases?|airbase|mission|authorities|officials?|leaders?|rulers?)\b"
)
_PEOPLE_AFTER = re.compile(rf"^\s+{_PEOPLE}|^['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_PEOPLE}")
_GROUP_BEFORE = re.compile(
    r"\b(?:Islamic\s+State|Al[- ]?Qaeda|ISIS|ISIL|Taliban|Army|Front|Movement|Party|University|Bank|Embassy|Bishop|Archbishop|Emir)"
    r"\s+(?:group\s+)?(?:of|in|for)\s+(?:the\s+)?(?:\w+\s+and\s+)?$",
    re.IGNORECASE,
)
_NAME = rf"{NAME_PART}(?:[ -](?:{NAME_LINK}[ -])?{NAME_PART}){{0,3}}"
_CAPITALISED_NAME = re.compile(rf"(?<![\w'’-]){_NAME}")
_GROUPS = ("mai mai ", "boko haram", "islamic state", "al shabaab", "al shabab", "al qaeda", "taliban ")
_WATERS = (" Sea", " Ocean", " Gulf", " River", " Channel")
_LEADING = frozenset(
    "in at near from around outside across since after before during on the gunmen suspected police".split()
)
_CUES = frozenset("in at near outside around from of towards toward to between and or inside on off , ( [".split())
_STRUCK = frozenset(
    "attacked raided stormed hit bombed shelled struck entered captured seized overran invaded besieged attacking raiding storming".split()
)
_INSIDE_MENTION = re.compile(
    r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+|\s+in\s+(?:the\s+)?|\s+near\s+(?:the\s+)?|(?<=\bArea)\s+of\s+|(?<=\bGovernment)\s+of\s+"
    r"|(?<=\bCouncil)\s+of\s+|(?<=\bTerritory)\s+of\s+|(?<=\bMunicipality)\s+of\s+|(?<=\bCounty)\s+of\s+|(?<=\bLGA)\s+of\s+|(?<=istrict)\s+of\s+|(?<=illage)\s+of\s+|(?<=own)\s+of\s+(?=\S+\s+(?:[Ss]tate|[Pp]rovince))"
)
_CUT_TAIL = re.compile(
    r"(?:\s+(?:Posted|Updated|Published|as|when|after|where|on|in|near|of|at|the|weekend|yesterday|today|night|early|late|last|and|state's)|\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)+$"
)


@cache
def no_places() -> frozenset[str]:
    """Folded words that name no place, peoples and religions among them; demonyms vote for a country and are no place either."""
    table = load_table("gazetteer_words")["other"]
    demonyms = (word for row in load_table("gazetteer_countries")["countries"].values() for word in row["demonyms"])
    folded = {fold_name(word) for word in (*table["never"], *table["peoples"], *demonyms)}
    return frozenset(folded | {f"{word}s" for word in folded})


def named_places(text: str, reading: Reading) -> list[NamedPlace]:
    """Every place that the text names, in text order, each once; where a source sits is weak, a person's or people's name is none."""
    taken = _Taken(reading)
    found: list[NamedPlace] = list(_seats(text, reading, taken))
    spans = (*_mentioned(text, reading), *_spotted(text, reading.sentences), *_capitals(text, reading.sentences))
    for start, end, sentence, guess in spans:
        if len(found) > MOST_SPOTTED:
            break
        if taken.holds(start, end):
            continue
        place = read_place(text, start, end, sentence, guess=guess)
        if unit := spelled_out(text, place.start, place.mention):
            place = replace(place, name=unit, kinds=("adm1",), longer="", guess=False)
        if place.end <= place.start or taken.holds(place.start, place.end) or not _may_be_place(text, place, taken):
            continue
        taken.add(place.start, place.end)
        found.append(_mark_weak(text, place, taken))
    found.sort(key=lambda place: place.start)
    for left, right in pairwise(found):
        if left.across and text[left.end : right.start] == ", ":  # "across from El Paso, Texas"
            found[found.index(right)] = replace(right, weak=True, across=True)
        elif left.seat and text[left.end : right.start] == ", " and not right.seat:  # "KOLM, Velmar -"
            found[found.index(right)] = replace(right, weak=True, seat=left.seat)
    return found


def _seats(text: str, reading: Reading, taken: _Taken) -> Iterator[NamedPlace]:
    """Where the report sits and where the authorities that it quotes do: known to the gazetteer or nothing, and never the place itself."""
    for start, end, sentence, kind in find_seats(text, reading.sentences):
        place = read_place(text, start, end, sentence)
        name = fold_name(place.name)
        if taken.holds(place.start, place.end) or len(name) < 3 or name in no_places() or name.startswith(_GROUPS):
            continue
        taken.add(place.start, place.end)
        # "Oklahoma City police": the city, where there is one of that name
        longer = f"{place.name} City" if text.startswith(" City", place.end) else ""
        yield replace(place, weak=True, seat=kind, relation="in", bearing=None, distance_km=None, longer=longer)


class _Taken:
    """The stretches of a text that are spoken for: places found so far; people and speakers."""

    def __init__(self, reading: Reading) -> None:
        self.places: set[int] = set()
        self.persons = [(one.span.start, one.span.end) for one in reading.mentions if one.kind is MentionKind.PERSON]
        named = [one.span.quote.split() for one in reading.mentions if one.kind is MentionKind.PERSON]
        self.names = {word for words in named if len(words) > 1 for word in words}
        self.speakers = [
            (one.span.start, one.span.end) for claim in reading.claims for one in claim.attributed_to if one.span
        ]

    def holds(self, start: int, end: int) -> bool:
        return not self.places.isdisjoint(range(start, end))

    def add(self, start: int, end: int) -> None:
        self.places.update(range(start, end))

    def in_person(self, place: NamedPlace) -> bool:
        return any(start <= place.start and place.end <= end for start, end in self.persons)

    def in_speaker(self, place: NamedPlace) -> bool:
        return any(start <= place.start and place.end <= end for start, end in self.speakers)


def _may_be_place(text: str, place: NamedPlace, taken: _Taken) -> bool:
    """Refuses people, their groups, months and words that only begin a sentence."""
    if not place.name:
        # "coastal provinces" and "the capital" are areas; "the coastal town" only describes what is named beside it
        plural = place.mention.endswith("s") or (place.kinds[:1] == ("region",) and not _is_side(place.mention))
        is_coast = place.relation == "coast" and not place.kinds
        return place.relation == "capital" or (plural and bool(place.kinds)) or is_coast
    if place.name.lower().endswith((" border", " frontier")):
        return False
    if place.name.endswith(_WATERS) and place.kinds[:1] != ("adm1",):
        return False
    folded = fold_name(place.name)
    if len(folded) < 2 or folded in no_places() or folded.startswith(_GROUPS) or _names_a_side(folded):
        return False
    describes = not any(letter.isupper() for letter in place.name[1:])
    if describes and folded.split()[0] in no_places():  # "Alawite-majority"
        return False
    if (taken.in_person(place) and not place.kinds and not _stands_as_place(text, place)) or _BASED.match(
        text[place.end : place.end + 14]
    ):
        return False
    if place.name in taken.names and not place.kinds and not _stands_as_place(text, place):
        return False  # the surname of somebody whom the text names in full
    if place.guess and _PEOPLE_AFTER.match(text[place.end : place.end + 40]):
        return False
    return any(letter.isupper() or ord(letter) > 0x590 for letter in place.name)


# What a reader took for a person is a place after all: "80 km north of X", "in X, the provincial capital of"
_AS_PLACE_BEFORE = re.compile(
    r"(?:\b(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern\s+\w+)?\s+of"
    r"|\b(?:km|kms|kilomet(?:er|re)s?|miles?)(?:\s+\([^)]{0,20}\))?\s+(?:from|of|outside)"
    r"|\b(?:in|near|outside|around|between))\s+(?:the\s+)?$"
)
_AS_PLACE_AFTER = re.compile(
    r"^,\s+(?:the|a|an)\s+(?:[a-z-]+\s+){0,3}?(?:capital|headquarters|seat|city|town|village|suburb|district|neighbou?rhood|area|community)\b"
)


def _stands_as_place(text: str, place: NamedPlace) -> bool:
    before, after = text[max(0, place.start - BEFORE) : place.start], text[place.end : place.end + 60]
    return bool(_AS_PLACE_BEFORE.search(before) or _AS_PLACE_AFTER.match(after))


def _names_a_side(folded: str) -> bool:
    """ "kesh liberation front", "orsa rebels": who takes part, and nowhere that anything happens."""
    first, _, last = folded.rpartition(" ")
    return bool(first) and last in load_table("people")["bodies"]["sides"]


def _is_side(mention: str) -> bool:
    """ "the western region" of something only says which part of it."""
    return re.match(r"(?:far[- ])?(?:north|south|east|west|central)\w*[ -]", mention, re.IGNORECASE) is not None


def _mark_weak(text: str, place: NamedPlace, taken: _Taken) -> NamedPlace:
    before, after = text[max(0, place.start - BEFORE) : place.start], text[place.end : place.end + 40]
    if _is_across(place, before, after):
        return replace(place, weak=True, across=True)
    weak = (
        taken.in_speaker(place) or _SAID_IN.search(before) or _GROUP_BEFORE.search(before) or _OFFICE_OF.search(before)
        or (_CARE.search(place.mention) and _CARED_FOR.search(_sentence_around(text, place)))
        or (_TREATED_AT.search(before) and _CARE.search(text[place.start : place.end + 40].split(".")[0]))
        or _AWAY_TO.search(before)
        or (_HOME_OF.search(before) and not place.kinds and place.relation != "near")
        or (not place.kinds and _PEOPLE_AFTER.match(after))
    )  # fmt: skip
    return replace(place, weak=True) if weak else place


def _sentence_around(text: str, place: NamedPlace) -> str:
    start = max(text.rfind(". ", 0, place.start), text.rfind("\n", 0, place.start), place.start - 200)
    end = min((cut for cut in (text.find(". ", place.end), text.find("\n", place.end)) if cut >= 0), default=len(text))
    return text[max(0, start) : min(end, place.end + 200)]


def _is_across(place: NamedPlace, before: str, after: str) -> bool:
    """A country or province on the other side of a border: "the border with X", "near the X border"."""
    return bool(_ACROSS.search(before) and not place.kinds) or _BORDER_AFTER.match(after) is not None


def _mentioned(text: str, reading: Reading) -> Iterator[tuple[int, int, int, bool]]:
    """The reader's mentions, then the picks of claims and the ends of movements, each split into single names."""
    picks = [claim.place for claim in reading.claims if claim.place]
    ends = [getattr(claim, end, None) for claim in reading.claims for end in ("origin", "destination")]
    for mention in (*reading.mentions, *picks, *filter(None, ends)):
        if mention.kind is MentionKind.PLACE:
            for start, end in _split(mention.span.start, mention.span.quote):
                yield start, end, mention.sentence, False


def _split(offset: int, words: str) -> Iterator[tuple[int, int]]:
    """The single names of a mention: "Tartus and Homs" are two, "Aba in Abia State" as well."""
    start = 0
    for gap in (*_INSIDE_MENTION.finditer(words), None):
        end = gap.start() if gap else len(words)
        if (kept := _CUT_TAIL.sub("", words[start:end].rstrip())).strip():
            lead = len(kept) - len(kept.lstrip())
            yield offset + start + lead, offset + start + len(kept.rstrip())
        start = gap.end() if gap else end


def _spotted(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, bool]]:
    """What the reader's mentions miss: names beside a kind word, and, as guesses, names after "in", "at", "near".

    "the Ahmadi community" is no place and "Ibaa community" is one: with such words, too, the gazetteer or a neighbour must say so.
    """
    starts = [start for start, _ in sentences]
    for found in _CAPITALISED_NAME.finditer(text) if starts else ():
        start, end = found.span()
        while (first := text[start:end].split(" ", 1))[0].lower() in _LEADING and len(first) > 1:
            start += len(first[0]) + 1  # "In Kaduna": a capital only because the sentence begins
        sure = _kind_beside(text, start, end)
        if sure is not None or _after_cue(text, start):
            yield start, end, max(0, bisect_right(starts, start) - 1), sure is not True


_IN_CAPITAL = re.compile(
    r"\b(?:in|inside|outside|near|across|around|hit|rocked)\s+(the\s+capital)\b(?!\s*,?\s*(?:city\s+)?(?:of\s+)?[A-Z])"
)


def _capitals(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, bool]]:
    """ "in the capital", where no name follows."""
    starts = [start for start, _ in sentences]
    for found in _IN_CAPITAL.finditer(text) if starts else ():
        yield (*found.span(1), max(0, bisect_right(starts, found.start(1)) - 1), False)


def _kind_beside(text: str, start: int, end: int) -> bool | None:
    """A kind word stands right after a name, or "KIND of" right before it: True if it speaks of a place only, False if also of people."""
    kinds = kind_of_word()
    last = text[start:end].lower().rsplit(" ", 1)
    if len(last) > 1 and kinds.get(last[1], "region") != "region":
        return last[1] not in _ALSO_OF_PEOPLE or None
    following = text[end : end + 40].replace("’s ", " ").replace("'s ", " ").split()[:3]
    after = [(word.strip("'’s") or word).rstrip(",.;:)").lower() for word in following]
    for length in range(len(after), 0, -1):
        if kind := kinds.get(" ".join(after[:length])):
            return kind != "region" and after[0] not in _ALSO_OF_PEOPLE
    before = [word.lower() for word in text[max(0, start - 40) : start].split()[-3:]]
    if len(before) > 1 and before[-1] in ("of", "called", "named") and before[-2] in kinds:
        return True
    return True if before and before[-1] in _TOWN_WORDS else None


_ALSO_OF_PEOPLE = frozenset("community communities sector division area areas state church mosque".split())
_TOWN_WORDS = frozenset("town city village capital".split())


def _after_cue(text: str, start: int) -> bool:
    """Stands after "in", "at", "near", a comma; words like "the northern town of" may come between."""
    before = text[max(0, start - 60) : start].replace(",", " , ").replace("(", " ( ").replace("[", " [ ").split()
    while before and (before[-1].lower() in kind_of_word() or before[-1] == "the" or before[-1].endswith("ern")):
        before.pop()
    return bool(before) and (before[-1].lower() in _CUES or before[-1] in _STRUCK)
