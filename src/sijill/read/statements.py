"""Decides what a text says of its own figures that can be checked: sentences, parsed or not -> StatementClaims.

Sums (sums.py), shares, changes and multiples (proportions.py), and here ranks, distances and the headline's figures. Judges none of
them; that is for `reconcile`. They enter no toll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sijill.model.claim import (
    CountClaim,
    Mention,
    MentionKind,
    Role,
    Scope,
    Span,
    Speaker,
    Stance,
    StatementClaim,
    StatementKind,
    Term,
    claim_id,
)
from sijill.model.count import Quantifier
from sijill.read.found import Found
from sijill.read.proportions import proportions_in
from sijill.read.signs import N, Signs, holds_proportions, read_signs
from sijill.read.speakers import Speech, speakers_of
from sijill.read.sums import sums_in
from sijill.read.tree import Tree
from sijill.text.numbers import most_numbers

KM_IN_A_MILE = 1.609
MAX_HEADLINE_CHARS = 200
# What may be a statement, for a sentence in small letters: most sentences hold none of it.
_MAY_SUM = re.compile(
    r"[:(—–]|\s-\s|\b(?:total|in all|altogether|all told|including|among them|of (?:the|all))\b"
    r"|\b(?:rose|risen|increased|climbed|jumped|grew|up) by\b"
    r"|\b(?:bring|rais|tak|push|lift|increas|putt)ing\b"
)
_MAY_COMPARE = re.compile(
    r"%|per\s?cent|\b(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|majority|twice|times|double|triple)s?\b"
    r"|\b(?:doubl|tripl|quadrupl|halv)\w+|\w-?fold\b|\bin (?:two|three|four|five|ten|\d)|\bout of\b"
)
_MAY_BE_AWAY = re.compile(r"\d\s*-?\s*(?:km|kilomet|mile)|\b(?:kilomet(?:er|re)|mile)s?\b")
_MAY_RANK = re.compile(r"\b(?:deadliest|bloodiest|worst|most|highest|biggest|largest)\b")
_VIOLENCE = re.compile(
    r"\b(?:attacks?|bombings?|blasts?|explosions?|massacres?|killings?|strikes?|airstrikes?|raids?|shootings?|incidents?|violence"
    r"|clash(?:es)?|shelling|assaults?|battles?|fighting|ambush(?:es)?|day|night|week|month|year|toll|loss(?:es)?|episodes?"
    r"|outbreaks?|monthly|weekly|daily|yearly|annual)\b",
    re.I,
)
_SINCE = (
    r"since\b[^.;,\n]{2,40}"
    r"|in (?:the |its |their )?(?:(?:last|past|country's|region's|province's|city's|town's|modern|recent|living) )*"
    r"(?:(?:a|an|\w+|nearly \w+|more than \w+|over \w+|almost \w+) )?(?:years?|decades?|months?|weeks?|history|memory|century)"
    r"|of the (?:war|conflict|year|month|decade|campaign|siege|uprising)|on record|this (?:year|month|week)|so far|ever"
)
_RANK = re.compile(
    r"\b(?P<one>one of (?:the|its|their)\s+)?(?:(?P<nth>second|third|fourth|fifth)[- ])?"
    r"(?P<most>deadliest|bloodiest|worst|most violent|most lethal|highest|biggest|largest)\b"
    rf"(?P<what>[^.;,\n]{{0,60}}?)\b(?P<since>{_SINCE})\b",
    re.I,
)
_REFERENCE = (
    r"[A-Z][\w'’-]+(?:\s(?:[A-Z][\w'’-]+|(?:al|el|de|la|du|of)[\s-](?=[A-Z])))*"
    r"|(?:[a-z]+\s+){0,3}(?:border|frontier|capital|coast|sea|front line|frontline|city|town)"
)
_AWAY = re.compile(
    rf"(?:(?P<n>{N})|(?<![\w.,])(?P<digits>\d{{1,4}}))"
    r"\s*-?\s*(?P<unit>km|kms|kilomet(?:er|re)s?|miles?)\b"
    r"(?:\s*\([^)]{1,24}\))?\s+(?:(?P<inland>inland|offshore|off the coast|off shore)\b"
    r"|(?:to\s+the\s+)?(?P<bearing>(?:north|south)(?:[- ]?(?:east|west))?|east|west)?(?:\s+away)?\s*(?:of|from)\s+(?:the\s+)?"
    rf"(?P<reference>{_REFERENCE}))"
)  # fmt: skip
MAX_NAME_CHARS = 80
_LIES_THERE = re.compile(
    r"(?P<name>[A-Z][\w'’-]+(?:[\s-](?:[A-Z][\w'’-]+|(?:al|el|de|la|du|of|sur|sous)(?=[\s-]))){0,4}),?\s*"
    r"(?:(?:a|the)\s+(?:\w+\s+){0,2}(?:village|town|city|district|settlement|hamlet)\s*,?\s*)?(?:(?:which\s+)?lies|located|lying|situated)?\s*"
    r"(?:(?:about|some|around|roughly|nearly|almost|approximately)\s+)?$"
)


def statements_in(
    text: str, sentences: Sequence[tuple[int, int]], trees: Mapping[int, Tree], speeches: Mapping[int, list[Speech]],
    mentions: Sequence[Mention], *, document_id: str, reader: str,
) -> Iterator[StatementClaim]:  # fmt: skip
    """Every statement of the sentences, but for the headline's."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for number, (start, end) in enumerate(sentences):
        words = text[start:end]
        near = by_sentence.get(number, [])
        for found in _found_in(words, start, near):
            span = Span(start=start + found.start, end=start + found.end, quote=words[found.start : found.end])
            chain = _speakers(trees.get(number), speeches.get(number, []), span)
            yield StatementClaim(
                id=claim_id(document_id, f"statement {found.kind}", span.start, span.end, ""), document_id=document_id, span=span,
                sentence=number, scope=Scope.RUNNING_TOTAL, stance=Stance.REPORTED if chain else Stance.ASSERTED,
                place=_place_of(found, span, number, near, text), time=_nearest(near, MentionKind.TIME, span), attributed_to=chain,
                reader=reader, confidence=0.8, kind=found.kind, low=found.low, high=found.high, quantifier=found.quantifier,
                terms=found.terms, reference=_reference(found, start, number, text),
            )  # fmt: skip


def headline_figures(
    text: str, sentences: Sequence[tuple[int, int]], counts: Sequence[CountClaim], *, document_id: str, reader: str
) -> Iterator[StatementClaim]:
    """The figures of a first line that ends without a stop and stands above a text: a headline's; "a man" is no figure."""
    if len(sentences) < 2 or not is_headline(text, sentences[0]):
        return
    for claim in counts:
        if claim.sentence == 0 and (claim.count.min or claim.count.max or 0) > 1:
            term = Term(role=Role.WHOLE, words=claim.outcome.value, count=claim.count)
            yield StatementClaim(
                id=claim_id(document_id, "statement headline", claim.count_span.start, claim.count_span.end, claim.outcome.value),
                document_id=document_id, span=claim.count_span, sentence=0, scope=claim.scope, stance=claim.stance,
                attributed_to=claim.attributed_to, reader=reader, confidence=claim.confidence, kind=StatementKind.HEADLINE,
                low=None, high=None, quantifier=claim.count.quantifier, terms=(term, Term(role=Role.GROUP, words=claim.id)),
            )  # fmt: skip


def is_headline(text: str, sentence: tuple[int, int]) -> bool:
    start, end = sentence
    words = text[start:end].rstrip()
    return len(words) <= MAX_HEADLINE_CHARS and words[-1:] not in ".!?:;," and "\n" in text[end : end + 3]


def _found_in(words: str, start: int, near: Sequence[Mention]) -> Iterator[Found]:
    lower = words.lower()
    sums = _MAY_SUM.search(lower) and most_numbers(words) > 1
    compares = _MAY_COMPARE.search(lower) and holds_proportions(words)
    away = _MAY_BE_AWAY.search(words)
    if sums or compares or away:
        dates = [(m.span.start - start, m.span.end - start) for m in near if m.kind is MentionKind.TIME]
        signs = read_signs(words, dates)
        if sums and len(signs.numbers) > 1:
            yield from sums_in(signs)
        if compares:
            yield from proportions_in(signs)
        if away:
            yield from _distances(signs)
    if _MAY_RANK.search(lower):
        yield from _ranks(words)


def _ranks(words: str) -> Iterator[Found]:
    for match in _RANK.finditer(words):
        if _VIOLENCE.search(match["what"]):
            terms = (
                Term(role=Role.TOPIC, words=match["what"].strip()),
                Term(role=Role.SINCE, words=match["since"].strip()),
                *(
                    (Term(role=Role.GROUP, words=(match["one"] or match["nth"]).strip()),)
                    if match["one"] or match["nth"]
                    else ()
                ),
            )
            end = match.start() + len(match[0].rstrip())
            yield Found(kind=StatementKind.RANK, start=match.start(), end=end, terms=terms)


def _distances(signs: Signs) -> Iterator[Found]:
    """ "in Grenoble, 20 km south of Lyon"; "90 miles inland", of which no map is kept"""
    for match in _AWAY.finditer(signs.signs):
        factor = KM_IN_A_MILE if match["unit"].lower().startswith("mile") else 1.0
        count = signs.count(match.start("n")) if match["n"] else None  # "130km" is one word, and no count
        bounds = (count.min, count.max) if count else (int(match["digits"]), int(match["digits"]))
        low, high = (None if bound is None else bound * factor for bound in bounds)
        terms = (Term(role=Role.BEARING, words=match["bearing"]),) if match["bearing"] else ()
        yield Found(
            kind=StatementKind.DISTANCE, start=match.start(), end=match.end(), low=low, high=high,
            quantifier=count.quantifier if count else Quantifier.EXACT,
            terms=(*terms, Term(role=Role.SINCE, words=match["reference"] or match["inland"])),
            reference=match.span("reference") if match["reference"] and match["reference"][0].isupper() else None,
        )  # fmt: skip


def _place_of(found: Found, span: Span, number: int, near: Sequence[Mention], text: str) -> Mention | None:
    """Of a distance: the place named right before it; of any other statement: the nearest of the sentence."""
    if found.kind is not StatementKind.DISTANCE:
        return _nearest(near, MentionKind.PLACE, span)
    begin = max(span.start - MAX_NAME_CHARS, 0)
    named = _LIES_THERE.search(text[begin : span.start])
    return _mention(text, begin + named.start("name"), begin + named.end("name"), number) if named else None


def _reference(found: Found, start: int, number: int, text: str) -> Mention | None:
    if found.reference is None:
        return None
    return _mention(text, start + found.reference[0], start + found.reference[1], number)


def _mention(text: str, start: int, end: int, number: int) -> Mention:
    return Mention(kind=MentionKind.PLACE, span=Span(start=start, end=end, quote=text[start:end]), sentence=number)


def _nearest(near: Sequence[Mention], kind: MentionKind, span: Span) -> Mention | None:
    return min(
        (m for m in near if m.kind is kind), key=lambda m: (abs(m.span.start - span.start), m.span.start), default=None
    )


def _speakers(tree: Tree | None, speeches: list[Speech], span: Span) -> tuple[Speaker, ...]:
    if tree is None:
        return ()
    word = next((word for word in tree.words if word.end > span.start), None)
    return speakers_of(tree, word.i, speeches)[0] if word else ()
