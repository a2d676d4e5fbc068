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
from sijill.read.lexicon import is_person_noun, status_of
from sijill.read.signs import N, Signs

_HARMED = (
    r"(?:people|persons?|dead|deaths|killed|died|wounded|injured|hurt|casualties|fatalities|victims|bodies|lives|others|missing|arrested|detained"
    r"|detainees|hostages|abducted|kidnapped|captives|members|workers)"
)
_OPENS = re.compile(
    rf"(?P<whole>{N})(?P<of>[^{N[0]}:;.()–—]{{1,80}}?)(?:\s*(?P<mark>:)\s*|\s+[-–—]\s+|\s*—\s*|\s*\((?=\S))"
)
# Where a list ends: a stop, a dash, who says so, or a clause without figures.
_CLOSES = re.compile(
    rf"[.;)]|\s[-–—]\s|—|\n|,\s+(?:[^,{N[0]}]{{0,60}}?\s)?(?:said|says|told|reported|announced|added|according)\b"
    rf"|,\s+(?!(?:and|plus|an?)\b)[A-Za-z][^.;)\n{N[0]}]{{0,200}}(?=[.;)\n]|$)"
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
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near)\s+(?:the\s+)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s+$")
_SINGLE = re.compile(r"(?:,\s*(?:and\s+)?|\band\s+)(?P<one>an?\s+(?P<who>[\w-]+))", re.I)
_REST = re.compile(
    rf"(?P<part>{N})\s+of\s+(?:the|all)\s+(?P<whole>{N})[^.;{N[0]}]{{1,60}}?(?:\band|,|\bwhile)\s+(?:the\s+)?(?:other|remaining)\s+(?P<rest>{N})",
    re.I,
)
_ROSE_BY = re.compile(
    rf"\b(?:rose|risen|increased|climbed|jumped|grew|went up)\s+by\s+(?P<n2>{N})[^.;%{N[0]}]{{0,24}}?\s"
    rf"(?:to\s+(?P<whole>{N})[^.;{N[0]}]{{0,24}}?\s+from\s+(?P<before>{N})|from\s+(?P<before2>{N})[^.;{N[0]}]{{0,24}}?\s+to\s+(?P<whole2>{N}))",
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
    rf"(?P<whole>{N})(?P<of>[^{N[0]},.;:]{{1,60}}),?\s+(?:including|among them)\s+(?P<part>{N})\s+(?P<words>[\w-]+)",
    re.I,
)


def sums_in(signs: Signs) -> Iterator[Found]:
    """Every sum of the sentence; words that a later pattern reads again are read once."""
    taken: list[tuple[int, int]] = []
    for finder in (_enumerations, _totals, _rests, _growths, _rises, _divisions, _inclusions):
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
            parts.append(_one_person(f"{match['one']} {words}"))
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
        if not all(_is_part(signs.signs, start, signs.numbers[start].end) for start in starts):
            continue
        whole = number_term(Role.WHOLE, signs, match.start(name), "in all" if name != "c" else "in the end")
        parts = [
            number_term(Role.PART, signs, start, _near(signs.signs[signs.numbers[start].end :])) for start in starts
        ]
        single = [one for one in _SINGLE.finditer(signs.signs, starts[0], match.start()) if is_person_noun(one["who"])]
        parts += [_one_person(one["one"]) for one in single]
        yield Found(kind=StatementKind.SUM, start=match.start(), end=match.end(), terms=(whole, *parts))


def _is_part(words: str, start: int, end: int) -> bool:
    """True for a number that counts people, by the word behind it or the place before: "seven in Linth", "in Linth seven"."""
    behind = words[end:]
    if _PART_NEXT.match(behind) or _counts_people(" ".join(behind.split()[:1])):
        return True
    return _PLACE_BEFORE.search(words[max(0, start - 40) : start]) is not None


def _one_person(words: str) -> Term:
    one = Count(wording=words, min=1, max=1, quantifier=Quantifier.EXACT)
    return name_group(Term(role=Role.PART, words=words, count=one), words)


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


def _rises(signs: Signs) -> Iterator[Found]:
    """ "rose by three to 43 from 40" """
    for match in _ROSE_BY.finditer(signs.signs):
        whole, before = ("whole", "before") if match["whole"] else ("whole2", "before2")
        terms = (
            number_term(Role.WHOLE, signs, match.start(whole), "in the end"),
            number_term(Role.PART, signs, match.start("n2"), "more"),
            number_term(Role.BEFORE, signs, match.start(before), "before"),
        )
        yield Found(kind=StatementKind.SUM, start=match.start(), end=match.end(), terms=terms)


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
    """Parts that are more than what includes them: "five people, including seven children"; any others need no check."""
    for match in _INCLUDING.finditer(signs.signs):
        whole = signs.numbers[match.start("whole")]
        closing = _CLOSES.search(signs.signs, match.start("part"))
        end = closing.start() if closing else len(signs.signs)
        parts = _parts_of(signs, match.start("part"), end)
        if not _are_sexes_and_ages(parts):
            parts = (number_term(Role.PART, signs, match.start("part"), match["words"]),)
            end = match.end("words")
        known = all(part.axis or is_person_noun(part.words.split()[-1]) for part in parts)
        least = sum(part.count.min or 0 for part in parts if part.count)
        if known and _counts_people(match["of"]) and whole.max is not None and least > whole.max:
            term = number_term(Role.WHOLE, signs, match.start("whole"), match["of"].strip())
            yield Found(kind=StatementKind.SUM, start=match.start("part"), end=end, terms=(term, *parts))


def _are_sexes_and_ages(parts: Sequence[Term]) -> bool:
    return len(parts) > 1 and all(part.axis in ("sex", "age_group") for part in parts)


def _rests(signs: Signs) -> Iterator[Found]:
    """ "Seven of the 12 dead were soldiers and the other five were civilians" """
    for match in _REST.finditer(signs.signs):
        whole = number_term(Role.WHOLE, signs, match.start("whole"), "in all")
        parts = (number_term(Role.PART, signs, match.start(name)) for name in ("part", "rest"))
        yield Found(kind=StatementKind.SUM, start=match.start(), end=match.end(), terms=(whole, *parts))
