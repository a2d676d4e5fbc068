"""Decides which words name a place, a time or a person: Trees and plain sentences -> Mentions. Does not find what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.data import load_table
from sijill.model.claim import Mention, MentionKind, Span
from sijill.read.tree import Tree, Word
from sijill.text.time_expressions import find_time_expressions

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_KINDS = (
    "village|town|city|district|province|governorate|region|state|area|county|neighbou?rhood|quarter|camp|suburb|municipality|prefecture|"
    "subdistrict|sub-district|valley|island|township|hamlet|locality|settlement|commune|department|oblast|capital|coast|countryside|lga|cities|provinces|counties"
)
_NAME = r"(?:[A-Z][\w'’`-]+|[Aa]l-[A-Z]\w+)(?:[\s-](?:[A-Z][\w'’`-]+|(?:al|el|ad|as|ash|ar|de|du|la|le|of|the)[\s-](?=[A-Z])))*"
# "in Haref Nemra village", "the town of X", "near Y": what the parser's entities miss, and all there is in sentences that are not parsed.
_BEFORE_PLACE = (
    "[Ii]n|[Aa]t|[Nn]ear|[Aa]cross|[Aa]round|[Ff]rom|[Oo]utside|[Tt]oward|[Tt]owards|[Bb]etween|[Ii]nside|[Ll]eft|[Ll]eaving|[Ff]led|[Ff]lees?|[Ff]leeing|[Rr]eached|[Ee]ntered"
    "|(?:inhabitants|residents|people|villagers|town|outskirts|market) of"
)
_AFTER_PREPOSITION = re.compile(rf"\b(?:{_BEFORE_PLACE})\s+(?:the\s+)?(?P<name>{_NAME})(?:\s+(?:{_KINDS})\b)?")
_KIND_OF = re.compile(rf"\b(?:{_KINDS})s?\s+of\s+(?P<name>{_NAME})")
_NAME_KIND = re.compile(rf"\b(?P<name>{_NAME})['’]?s?\s+(?:{_KINDS})s?\b")
_KIND = re.compile(rf"\b(?:{_KINDS})")  # one of these stands in all but a name after a preposition
_AREA = re.compile(
    rf"\b(?:[A-Z]\w+(?:['’]s)?\s+)?(?:(?:coastal|northern|southern|eastern|western|central|mountainous|border|rural|coast|mountain|north-?eastern|north-?western|south-?eastern|south-?western)\s+)+(?:{_KINDS})s?\b"
)
_LEADING = re.compile(r"(?:(?:In|At|The|Near|From|On|Of|And|But|A|An|This|That|Across|Around|Outside|Inside)\s+)*")
_MONTHS_AND_DAYS = frozenset(
    "January February March April May June July August September October November December"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    " Ramadan Easter Christmas Twitter Facebook Telegram WhatsApp English Arabic French".split()
)


def places_in(tree: Tree) -> list[Mention]:
    """Every place that a parsed sentence names, coordinated ones each by itself."""
    spans: list[tuple[int, int]] = []
    for start, end, label in tree.entities:
        if label in _PLACE_LABELS or (label in ("ORG", "PERSON", "NORP") and _stands_like_a_place(tree, start, end)):
            first = next((w for w in tree.words if w.start == start), None)
            if first is not None and first.lower in ("the", "in", "at", "near", "of"):
                start = first.end + 1
            while end > start and tree.text[end - tree.start - 2 : end - tree.start] in ("'s", "’s"):
                end -= 2
            if start < end:
                spans.append((start, end))
    for found in places_in_text(tree.text, tree.start, tree.sentence):
        over = [(s, e) for s, e in spans if s < found.span.end and found.span.start < e]
        if all(found.span.start <= s and e <= found.span.end for s, e in over):
            # an area that holds a name is the place that is meant: "Norland's coastal region"
            spans = [span for span in spans if span not in over] + [(found.span.start, found.span.end)]
    placed = [(s, e) for s, e in sorted(spans) if not _names_a_side(tree, s, e)]
    return [_mention(MentionKind.PLACE, tree.text, tree.start, s, e, tree.sentence) for s, e in placed]


def _stands_like_a_place(tree: Tree, start: int, end: int) -> bool:
    """A name that the parser took for a person or a group but that stands after "in" or before "village"."""
    before, after = tree.text[: start - tree.start], tree.text[end - tree.start :]
    return bool(re.search(r"\b(?:in|near|at)\s+$", before) or re.match(rf"\s+(?:{_KINDS})\b", after)) and not re.match(
        r"['’]s\b", after
    )


def places_in_text(text: str, offset: int, sentence: int) -> Iterator[Mention]:
    """Places by their words alone, for sentences that are not parsed."""
    taken: list[tuple[int, int]] = []
    with_kind = (_AREA, _NAME_KIND, _KIND_OF) if _KIND.search(text) else ()
    for pattern in (*with_kind, _AFTER_PREPOSITION):
        for match in pattern.finditer(text):
            start, end = match.span("name") if "name" in pattern.groupindex else match.span()
            start += len(_LEADING.match(text[start:end])[0])  # type: ignore[index]  # may match nothing, but always matches
            while end > start and text[end - 2 : end] in ("'s", "’s"):
                end -= 2
            if start >= end or text[start:end] in _MONTHS_AND_DAYS or any(s < end and start < e for s, e in taken):
                continue
            taken.append((start, end))
    for start, end in sorted(taken):
        yield _mention(MentionKind.PLACE, text, offset, start + offset, end + offset, sentence)


def persons_in(tree: Tree) -> list[Mention]:
    return [
        _mention(MentionKind.PERSON, tree.text, tree.start, start, end, tree.sentence)
        for start, end, label in tree.entities
        if label == "PERSON" and not _stands_like_a_place(tree, start, end) and not _names_a_body(tree, start, end)
    ]


def _names_a_side(tree: Tree, start: int, end: int) -> bool:
    """ "the Kesh Liberation Front", "Orsa Rebels": who takes part, and no place, whatever the parser takes it for."""
    name = tree.text[start - tree.start : end - tree.start].split()
    return len(name) > 1 and name[-1].lower() in load_table("people")["bodies"]["sides"]


def _names_a_body(tree: Tree, start: int, end: int) -> bool:
    """ "Ridge Front", "Karsh" in "Karsh Brigade": a name whose last word is a kind of body is no person's."""
    behind = _NEXT_CAPITAL.match(tree.text, end - tree.start)
    last = behind[1] if behind else tree.text[start - tree.start : end - tree.start].split()[-1]
    return last.lower() in load_table("people")["bodies"]["words"]


_NEXT_CAPITAL = re.compile(r"\s+([A-Z]\w+)\b")


def times_in(text: str, sentences: tuple[tuple[int, int], ...]) -> list[Mention]:
    """Every time expression of a text."""
    found, number = [], 0
    for expression in find_time_expressions(text):
        while number + 1 < len(sentences) and sentences[number + 1][0] <= expression.start:
            number += 1
        span = Span(start=expression.start, end=expression.end, quote=text[expression.start : expression.end])
        found.append(Mention(kind=MentionKind.TIME, span=span, sentence=number))
    return found


def place_for(tree: Tree, verb: Word, places: list[Mention], not_in: list[tuple[int, int]]) -> Mention | None:
    """The place that belongs to a harm: below its verb after a preposition, else the nearest in the sentence."""
    free = [
        p
        for p in places
        if not any(s <= p.span.start and p.span.end <= e for s, e in not_in) and not _is_aside(tree, p)
    ]
    if not free:
        return None
    below = {w.i for w in tree.subtree(verb.i)}
    for above in tree.ancestors(verb.i):
        if tree[verb.i].dep in ("conj", "advcl", "relcl", "acl", "ccomp"):
            break
        below |= {w.i for w in tree.subtree(above.i)}

    def rank(place: Mention) -> tuple[int, int, int, int]:
        word = next((w for w in tree.words if w.start <= place.span.start < w.end or w.start >= place.span.start), verb)
        located = any(
            a.dep == "prep"
            and a.lower in ("in", "at", "near", "across", "around", "outside", "inside", "on", "from", "to", "of")
            for a in [tree[word.head]]
        )
        owner = tree.text[place.span.end - tree.start :].startswith(("'s", "’s"))
        return (
            0 if located and not owner and word.i in below else 1,
            1 if owner else 0,
            0 if located else 1,
            abs(word.i - verb.i),
        )

    best = min(free, key=rank)
    if rank(best)[0] == 1 and rank(best)[1] == 1:
        return None  # "Norland's divisions": no place of this harm
    return with_coordinated(tree, best, free)


# "identified as Marl Ostin, 28, of Little Harrow", "a man from Ostren"
_HOME = re.compile(r"(?:\d,?|-old|\bman|\bwoman)\s+(?:of|from)\s+(?:the\s+)?$", re.I)
_CARE = re.compile(
    r"\b(?:taken|rushed|flown|airlifted|transported|transferred|admitted|hospitali[sz]ed|brought)\s+(?:by\s+\w+\s+)?(?:to|in|at)\s+(?:\w+\s+){0,3}$",
    re.I,
)
_OFFICE = re.compile(r"\b(?:Police|Sheriff|Hospital|Department|Medical Cent(?:er|re)|Court|Jail|Morgue)\b")


def _is_aside(tree: Tree, place: Mention) -> bool:
    """True for a place that is none of the harm: where a source sits, where a victim lived, where the wounded were taken."""
    before = tree.text[: place.span.start - tree.start]
    if _HOME.search(before) or _CARE.search(before) or _OFFICE.search(place.span.quote):
        return True
    if _OFFICE.match(tree.text[place.span.end - tree.start :].lstrip()):
        return True
    word = next((w for w in tree.words if w.start >= place.span.start), None)
    if word is not None and word.i > 1 and tree[word.i - 1].lower in ("of", "from"):
        owner = tree[word.i - 2] if tree[word.i - 2].lower != "," else tree[max(0, word.i - 3)]
        if owner.entity == "PERSON":
            return True
    return _is_seat(tree, place)


def _is_seat(tree: Tree, place: Mention) -> bool:
    """Where a source sits is not where it happened: "the Norland-based Observatory"."""
    return bool(re.match(r"-(?:based|born|backed|led|linked|allied|run)\b", tree.text[place.span.end - tree.start :]))


def with_coordinated(tree: Tree, place: Mention, places: list[Mention]) -> Mention:
    """Places that stand side by side are one mention: "Tartus and Homs"."""
    start, end = place.span.start, place.span.end
    for other in sorted(places, key=lambda p: p.span.start):
        between = tree.text[min(end, other.span.end) - tree.start : max(start, other.span.start) - tree.start]
        if other.span != place.span and re.fullmatch(r"\s*(?:,|and|, and|&)\s*(?:the\s+)?", between):
            start, end = min(start, other.span.start), max(end, other.span.end)
    return _mention(MentionKind.PLACE, tree.text, tree.start, start, end, tree.sentence)


def _mention(kind: MentionKind, text: str, offset: int, start: int, end: int, sentence: int) -> Mention:
    quote = text[start - offset : end - offset]
    return Mention(kind=kind, span=Span(start=start, end=end, quote=quote), sentence=sentence)
