"""Decides which shares, changes and multiples a sentence states that can be worked out: Signs -> statements with their terms.

"30 of the 90 dead, a third" -> share 1/3, part 30, whole 90; "rose from 40 to 160, up 300 per cent" -> change 3.0, before 40, after 160;
"twice as many as the 40 killed in March" -> ratio 2, before 40. Where the sentence lacks a term, the check looks for it in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.model.claim import Role, StatementKind, Term
from sijill.read.found import Found, name_group, number_term
from sijill.read.signs import N, P, Portion, Signs

_PEOPLE = (
    r"(?:victims|dead|killed|deaths|fatalities|casualties|wounded|injured|displaced"
    r"|people (?:who (?:were|was) )?(?:killed|wounded|injured)"
    r"|those (?:who (?:were|had been) )?(?:killed|wounded|injured|hurt|slain))"
)
_GROUP = r"(?P<group>[A-Za-z][\w' -]{1,40}?)"
_THE = r"(?:(?:the|all|its|his|their|those|these|some)\s+)*"
_NOUN = r"(?P<noun>(?:\s+[a-z][\w'-]*){0,4}"
_OF = rf"\s+of\s+{_THE}(?:(?P<whole>{N}){_NOUN}?)|(?P<who>{_PEOPLE}))"
_OR = r"(?:or\s+|that is\s+)?"
_WHOSE = r"(?:\s+(?:people|persons|of them|men|women|children|patients))?"
_ASIDE = rf"(?:\s+(?:by|in|at|on|during|since)\s[^,.;{N[0]}]{{1,40}}?)?"
# "a third of all fatalities - 33 of 100 - were children"; "four in five of the injured were civilians: 80 of 100"
_SHARE_THEN = re.compile(
    rf"(?P<share>{P})\s+of\s[^.;{N[0]}{P[0]}]{{1,80}}?\s?[-–—:(,]\s*(?P<part>{N})\s+(?:out\s+)?of\s+(?:the\s+)?(?P<whole>{N})(?P<noun>)",
    re.I,
)
# "more than half of the 40 people killed, 22, were civilians"; "one in five of the 500 dead were children, 100 in all"
_SHARE_OF = re.compile(
    rf"(?P<share>{P}){_OF}{_ASIDE}(?=\s*,|\s+(?:were|was|are|is|have|had|in)\b|\s*[.;)]|$)"
    rf"(?:\s*,\s*{_OR}(?P<part>{N}){_WHOSE}\s*(?=,|\.|$))?"
    rf"(?:\s*,?\s+(?:were|are|was|is|had been|have been)\s+{_GROUP}(?=\s*[,.;)]|\s+(?:and|while|who|in|at|by)\b|$)"
    rf"(?:\s*,\s*(?P<all>{N})\s+(?:in all|in total|altogether|of them)\b)?)?",
    re.I,
)
# "30 of the 90 dead, a third,"; "25 of the 90 dead (27.8 per cent)"
_PART_OF = re.compile(
    rf"(?P<part>{N})\s+of\s+{_THE}(?P<whole>{N}){_NOUN})\s*[,(]\s*{_OR}(?P<share>{P})\s*(?=[,).]|$)", re.I
)
# "Of the 80 people killed, 60 (75%) were men"
_OF_PART = re.compile(
    rf"\bof\s+(?:(?:the|all|those)\s+)?(?P<whole>{N})(?P<noun>[^,.;{N[0]}]{{0,60}}),"
    rf"\s*(?P<part>{N})(?:\s+[a-z]+)?\s*(?:\(|,\s*or\s+)(?P<share>{P})\s*[,)]",
    re.I,
)
_MADE_UP = re.compile(
    rf"{_GROUP}\s+(?:made up|make up|accounted for|account for|comprised|constituted|represented)\s+"
    rf"(?P<share>{P}){_OF}(?=\s*[,.;)]|\s+(?:in|at|by|and)\b|$)(?:\s*,\s*{_OR}(?P<part>{N}){_WHOSE}\s*(?=,|\.|$))?",
    re.I,
)
_RISES = re.compile(
    r"\b(?:increas|rise|rising|rose|risen|grew|grow|grown|surg|jump|climb|up|more|higher|spike)\w*\b", re.I
)
_FALLS = re.compile(r"\b(?:fell|fall|fallen|drop|declin|decreas|down|fewer|less|lower|reduc|shrank|halved)\w*\b", re.I)
_FROM_TO = re.compile(
    rf"\bfrom\s+(?P<before>{N})(?P<between>[^.;{N[0]}]{{0,60}}?)\s+to\s+(?P<after>{N})(?!\s*(?:{P[0]}|%))", re.I
)
_TO_FROM = re.compile(
    rf"\bto\s+(?P<after>{N})\s*,?(?P<between>[^.;{N[0]}]{{0,40}}?)\s*\b(?:up\s+|down\s+)?from\s+(?P<before>{N})", re.I
)
# "150 in May, up from 100 in April"; "to 75, compared with 100"; "60 in June against 20 in May"
_AFTER_BEFORE = re.compile(
    rf"(?P<after>{N})(?P<between>[^.;{N[0]}]{{0,60}}?)\b(?:up from|down from|compared (?:with|to)|against|versus)\s+(?P<before>{N})",
    re.I,
)
_PAIRS = (_FROM_TO, _TO_FROM, _AFTER_BEFORE)
# What stands between a value and two figures that belong to something else.
_APART = re.compile(r";|\b(?:while|whereas|but|and)\b", re.I)
_THAN = re.compile(
    rf"^(?:\s+(?:more|fewer|less|higher|lower))?(?:\s+(?:than|on|over|as))?\s+(?:the\s+|its\s+|last\s+\w+'s\s+)?(?P<before>{N})",
    re.I,
)
_TOPICS = (
    ("incident", re.compile(r"\b(?:attacks?|incidents?|raids?|strikes?|airstrikes?|clashes|bombings?|explosions?|shootings)\b", re.I)),
    ("killed", re.compile(r"\b(?:killings?|deaths?|killed|dead|fatalities|death toll|murders?|homicides?|massacres?)\b", re.I)),
)  # fmt: skip
_PER_CENT_BEHIND = re.compile(r"\s*(?:%|per\s?cent|percent)", re.I)
_SHARE_WORD = re.compile(r"\b(?:share|proportion|percentage|rate|ratio)\b", re.I)


def proportions_in(signs: Signs) -> Iterator[Found]:
    """Shares first; what is no share and stands beside a rise or fall is a change."""
    taken: set[int] = set()
    for portion, found in _shares(signs):
        if portion.start not in taken:
            taken.add(portion.start)
            yield found
    if _SHARE_WORD.search(signs.text):
        return  # a share that rose is a change of percentages, not of counts
    for portion in signs.portions.values():
        if portion.start not in taken and (change := _change(signs, portion)):
            yield change
    for multiple in signs.multiples.values():
        if ratio := _ratio(signs, multiple):
            yield ratio


def _shares(signs: Signs) -> Iterator[tuple[Portion, Found]]:
    for pattern in (_PART_OF, _OF_PART, _SHARE_THEN, _MADE_UP, _SHARE_OF):
        for match in pattern.finditer(signs.signs):
            portion = signs.portions[match.start("share")]
            terms = tuple(_share_terms(signs, match))
            if terms:
                named = [name for name in ("share", "whole", "who") if name in match.re.groupindex and match[name]]
                yield portion, Found(
                    kind=StatementKind.SHARE, start=min(match.start(name) for name in named),
                    end=max(match.end(name) for name in named), low=portion.low, high=portion.high,
                    quantifier=portion.quantifier, terms=terms,
                )  # fmt: skip


def _share_terms(signs: Signs, match: re.Match[str]) -> Iterator[Term]:
    named = match.re.groupindex
    if match["whole"]:
        yield number_term(
            Role.WHOLE, signs, match.start("whole"), (match["noun"] or "").strip() if "noun" in named else ""
        )
    else:
        yield Term(role=Role.WHOLE, words=match["who"])
    for name in ("part", "all"):
        if name in named and match[name]:
            yield number_term(Role.PART, signs, match.start(name))
            return
    if "group" in named and match["group"]:
        group = match["group"].strip()
        yield name_group(Term(role=Role.GROUP, words=group), group)


def _change(signs: Signs, portion: Portion) -> Found | None:
    """ "rose by 25 per cent, from 80 to 100": the sign from the words beside it, the figures from anywhere in the sentence."""
    around = (
        signs.signs[max(0, portion.start - 60) : portion.start] + " " + signs.text[portion.start : portion.end + 30]
    )
    rises, falls = _last(_RISES, around), _last(_FALLS, around)
    if rises < 0 and falls < 0:
        return None
    sign = -1.0 if falls > rises else 1.0
    low, high = sorted((sign * portion.low, sign * portion.high))
    return Found(
        kind=StatementKind.CHANGE, start=portion.start, end=portion.end, low=low, high=high, quantifier=portion.quantifier,
        terms=(*_two_figures(signs, portion), *_topic(signs, portion.start)),
    )  # fmt: skip


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.start() for match in pattern.finditer(words)), default=-1)


def _ratio(signs: Signs, multiple: Portion) -> Found | None:
    """ "doubled from 40 to 80", "twice as many as the 40 killed in March"; a multiple of nothing that is counted is none."""
    figures = _two_figures(signs, multiple)
    topic = _topic(signs, multiple.start)
    if not figures and not topic:
        return None
    end = max((signs.numbers[start].end for start in _starts(signs, figures, multiple)), default=multiple.end)
    return Found(
        kind=StatementKind.RATIO, start=multiple.start, end=max(end, multiple.end), low=multiple.low, high=multiple.high,
        quantifier=multiple.quantifier, terms=(*figures, *topic),
    )  # fmt: skip


def _starts(signs: Signs, figures: tuple[Term, ...], multiple: Portion) -> Iterator[int]:
    """Where the figures behind a multiple stand."""
    wordings = {term.count.wording for term in figures if term.count}
    return (start for start, number in signs.numbers.items() if start > multiple.start and number.wording in wordings)


def _two_figures(signs: Signs, value: Portion) -> tuple[Term, ...]:
    """Before and after, where the sentence gives both: "from 40 to 160"; "to 110, from 100"; "50 …, 150 per cent more than the 20"."""
    for match in (match for pattern in _PAIRS for match in pattern.finditer(signs.signs)):
        names = ("before", "after")
        between = signs.text[match.end() : value.start] or signs.text[value.end : match.start()]
        if _APART.search(between) or _other_value(signs, value, match.start(), match.end()):
            continue
        if not any(_PER_CENT_BEHIND.match(signs.text, signs.numbers[match.start(name)].end) for name in names):
            return (
                number_term(Role.BEFORE, signs, match.start("before")),
                number_term(Role.AFTER, signs, match.start("after")),
            )
    if than := _THAN.match(signs.signs[value.end :]):
        earlier = [start for start in signs.numbers if start < value.start]
        before = number_term(Role.BEFORE, signs, value.end + than.start("before"))
        if len(earlier) == 1:
            return (before, number_term(Role.AFTER, signs, earlier[0]))
        return (before,)
    return ()


def _other_value(signs: Signs, value: Portion, start: int, end: int) -> bool:
    """True where another share or multiple of the sentence stands nearer to two figures: they are its, not this one's."""
    others = (*signs.portions.values(), *signs.multiples.values())

    def away(one: Portion) -> int:
        return max(start - one.end, one.start - end, 0)

    return any(away(other) < away(value) for other in others if other is not value)


def _topic(signs: Signs, at: int) -> tuple[Term, ...]:
    """What is counted: the nearest word for deaths or attacks before the value, else after it, within its clause."""
    ahead = re.split(r"[;.]|\bwhile\b", signs.text[at : at + 80])[0]
    behind = re.split(r"[;.]", signs.text[max(0, at - 80) : at])[-1]
    nearest = max(((_last(pattern, behind), topic) for topic, pattern in _TOPICS), default=(-1, ""))
    if nearest[0] >= 0:
        return (Term(role=Role.TOPIC, words=nearest[1]),)
    found = [(match.start(), topic) for topic, pattern in _TOPICS if (match := pattern.search(ahead))]
    return (Term(role=Role.TOPIC, words=min(found)[1]),) if found else ()
