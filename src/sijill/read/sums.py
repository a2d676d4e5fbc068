"""Decides where a sentence says that counts come to a total: Signs -> sums, each with its parts and its whole.

"12 people: seven men and five women"; "9 in Tirsk and 11 in Olmen, 20 in all"; "three more died, bringing the toll from 21 to 24";
"of the 30 dead, 18 were men and 12 women". A part larger than what includes it is told, too. Adds nothing up itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sijill.model.claim import Role, StatementKind, Term
from sijill.model.count import Count, Quantifier
from sijill.read.found import Found, name_group, number_term
from sijill.read.lexicon import age_group_of, is_person_noun, sex_of, status_of
from sijill.read.signs import N, Signs

_HARMED = (
    r"(?:people|persons?|dead|deaths|killed|died|wounded|injured|hurt|casualties|fatalities|victims|bodies|lives|others|missing|arrested|detained"
    r"|detainees|hostages|abducted|kidnapped|captives|members|workers)"
)
_OPENS = re.compile(
    rf"(?P<whole>{N})(?P<of>[^{N[0]}:;.()–—]{{1,80}}?)(?:\s*(?P<mark>:)\s*|\s+[-–—]\s+|\s*—\s*|\s*\((?=\S))"
)
# Where a list ends: a stop, a dash, or who says so.
_CLOSES = re.compile(
    rf"[.;)]|\s[-–—]\s|—|\n|,\s+(?:[^,{N[0]}]{{0,60}}?\s)?(?:said|says|told|reported|announced|added|according)\b"
)
_BETWEEN_PIECES = re.compile(r"\s*,\s*(?:and\s+|plus\s+)?|\s+and\s+|\s+plus\s+")
_PIECE = re.compile(rf"(?:at least\s+)?(?:(?P<n>{N})|(?P<one>an?))\s+(?P<words>[^{N[0]}]{{1,60}})$", re.I)
_TOTAL = re.compile(
    rf"\b(?:a|the)\s+(?:combined\s+|overall\s+)?total\s+of\s+(?P<a>{N})"
    rf"|(?P<b>{N})(?:\s+[a-z]+){{0,2}}\s+(?:in all|in total|altogether|all told)\b"
    rf"|\b(?:bringing|taking)\s+the\s+total\b[^,.;{N[0]}]{{0,40}}?\sto\s+(?P<c>{N})",
    re.I,
)
_PART_NEXT = re.compile(
    r"\s+(?:(?:more|other|further|of (?:them|whom))\s+)?"
    r"(?:in|at|near|on|from|were|was|dead|killed|wounded|injured|hurt|others?|more|missing|¦)(?:\b|¦)",
    re.I,
)
_NOT_ALL = re.compile(
    r"\b(?:including|among (?:them|whom)|of (?:them|whom)|not counting|excluding|besides|apart from|other than|in addition)\b",
    re.I,
)
_GROWS = re.compile(
    rf"(?:\b(?:an)?other\s+(?P<n1>{N})|(?P<n2>{N})\s+(?:more|other|others|further|additional)\b)[^.;{N[0]}]{{0,90}}?"
    rf"\b(?P<says>(?:bringing|raising|taking|pushing|lifting|increasing|putting)\s+(?:the|its|their)\s+(?:[\w-]+\s+){{0,4}}?(?:toll|total|number|count|figure|tally)\b[^.;{N[0]}]{{0,40}}?"
    rf"(?:\bfrom\s+(?P<before>{N})\s+)?\bto\s+(?P<whole>{N}))",
    re.I,
)
_OF_THE = re.compile(
    rf"\bOf\s+(?:the|all)\s+(?P<whole>{N})(?P<of>[^,{N[0]}]{{0,80}}),"
    rf"\s*(?P<list>{N}\s+(?:of them\s+)?(?:were|was|are)\s[^.;]*)",
    re.I,
)
_INCLUDING = re.compile(
    rf"(?P<whole>{N})(?P<of>[^{N[0]},.;:]{{1,60}}),?\s+including\s+(?P<part>{N})\s+(?P<words>[\w-]+)", re.I
)


def sums_in(signs: Signs) -> Iterator[Found]:
    """Every sum of the sentence; words that a later pattern reads again are read once."""
    taken: list[tuple[int, int]] = []
    for finder in (_enumerations, _totals, _growths, _divisions, _inclusions):
        for found in finder(signs):
            is_vague = any(term.count and term.count.quantifier is Quantifier.VAGUE for term in found.terms)
            if not is_vague and not any(start < found.end and found.start < end for start, end in taken):
                taken.append((found.start, found.end))
                yield found


def _enumerations(signs: Signs) -> Iterator[Found]:
    """ "12 people were killed: seven men, three women and two children" """
    for match in _OPENS.finditer(signs.signs):
        if not _counts_people(match["of"]):
            continue
        start = match.end()
        closing = _CLOSES.search(signs.signs, start)
        end = closing.start() if closing else len(signs.signs)
        parts = _parts_of(signs, start, end)
        if parts:
            whole = number_term(Role.WHOLE, signs, match.start("whole"), match["of"].strip())
            yield Found(kind=StatementKind.SUM, start=start, end=end, terms=(whole, *parts))


def _counts_people(words: str) -> bool:
    """True for the words behind a number that counts people: "people were killed", "civilians died"."""
    if re.search(rf"\b{_HARMED}\b", words, re.I):
        return True
    return any(is_person_noun(word) or status_of(word) != "unspecified" for word in re.findall(r"[\w-]+", words)[:3])


def _parts_of(signs: Signs, start: int, end: int) -> tuple[Term, ...]:
    """The parts of a list, two or more, each a number with its words; none where any piece is something else."""
    pieces = _cut(signs.signs, start, end)
    parts: list[Term] = []
    for first, last in pieces:
        match = _PIECE.match(signs.signs[first:last])
        if match is None or len(match["words"].split()) > 8:
            return ()
        words = match["words"].strip()
        if match["n"]:
            parts.append(number_term(Role.PART, signs, first + match.start("n"), words))
        elif is_person_noun(words.split()[0]):
            wording = f"{match['one']} {words}"
            one = Count(wording=wording, min=1, max=1, quantifier=Quantifier.EXACT)
            parts.append(name_group(Term(role=Role.PART, words=wording, count=one), words))
        else:
            return ()
    return tuple(parts) if len(parts) > 1 else ()


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    at = start
    for between in _BETWEEN_PIECES.finditer(text, start, end):
        pieces.append((at, between.start()))
        at = between.end()
    return [*pieces, (at, end)]


def _totals(signs: Signs) -> Iterator[Found]:
    """ "killed 9 people in Tirsk and 11 in Olmen, 22 in all": what stands before the total are its parts, if they count people."""
    for match in _TOTAL.finditer(signs.signs):
        name = next(name for name in ("a", "b", "c") if match[name])
        before = max(signs.signs.rfind(mark, 0, match.start()) for mark in (";", ":", "\n")) + 1
        starts = [start for start in sorted(signs.numbers) if before <= start < match.start()]
        if len(starts) < 2 or _NOT_ALL.search(signs.signs[before:]):
            continue
        behind = [signs.signs[signs.numbers[start].end :] for start in starts]
        if not all(_PART_NEXT.match(words) or _counts_people(" ".join(words.split()[:1])) for words in behind):
            continue
        whole = number_term(Role.WHOLE, signs, match.start(name), "in all" if name != "c" else "in the end")
        parts = (
            number_term(Role.PART, signs, start, _near(words)) for start, words in zip(starts, behind, strict=True)
        )
        yield Found(kind=StatementKind.SUM, start=match.start(), end=match.end(), terms=(whole, *parts))


def _near(words: str) -> str:
    found = re.match(r"[\s\w-]{0,24}\b", words.split(N[0])[0])
    return " ".join((found[0] if found else "").split()[:3])


def _growths(signs: Signs) -> Iterator[Found]:
    """ "three more died, bringing the toll from 21 to 24" """
    for match in _GROWS.finditer(signs.signs):
        name = "n1" if match["n1"] else "n2"
        terms = [
            number_term(Role.WHOLE, signs, match.start("whole"), "in the end"),
            number_term(Role.PART, signs, match.start(name), "more"),
        ]
        if match["before"]:
            terms.append(number_term(Role.BEFORE, signs, match.start("before"), "before"))
        yield Found(kind=StatementKind.SUM, start=match.start("says"), end=match.end("says"), terms=tuple(terms))


def _divisions(signs: Signs) -> Iterator[Found]:
    """ "Of the 30 who died, 18 were men and 12 were women" """
    for match in _OF_THE.finditer(signs.signs):
        start, end = match.span("list")
        text = re.sub(r"(?<= )(?:were|was|are)(?= )", lambda verb: " " * len(verb[0]), signs.signs[start:end])
        spaced = Signs(
            text=signs.text, signs=signs.signs[:start] + text + signs.signs[end:], numbers=signs.numbers,
            portions=signs.portions, multiples=signs.multiples,
        )  # fmt: skip
        parts = _parts_of(spaced, start, end)
        if parts and all(part.axis for part in parts):
            whole = number_term(Role.WHOLE, signs, match.start("whole"), match["of"].strip())
            yield Found(kind=StatementKind.SUM, start=start, end=end, terms=(whole, *_tidied(parts)))


def _tidied(parts: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(replace(part, words=" ".join(part.words.split())) for part in parts)


def _inclusions(signs: Signs) -> Iterator[Found]:
    """A part that is more than what includes it: "five people, including seven children"; any other needs no check."""
    for match in _INCLUDING.finditer(signs.signs):
        whole, part = (signs.numbers[match.start(name)] for name in ("whole", "part"))
        kind = age_group_of(match["words"]) or sex_of(match["words"]) or is_person_noun(match["words"])
        if kind and _counts_people(match["of"]) and whole.max is not None and (part.min or 0) > whole.max:
            terms = (
                number_term(Role.WHOLE, signs, match.start("whole"), match["of"].strip()),
                number_term(Role.PART, signs, match.start("part"), match["words"]),
            )
            yield Found(kind=StatementKind.SUM, start=match.start("part"), end=match.end("words"), terms=terms)
