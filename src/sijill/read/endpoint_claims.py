"""Believes of a model's answer only what its document bears out: (Document, answer) -> Reading, Problems.

A claim stands where its quote stands in the text within one sentence, the words of its count stand in the quote, the number grammar
reads them there as the bounds given, and every other word is one of those allowed. What fails one of these is a Problem and no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sijill.config import Limits, Read
from sijill.model.claim import (
    Claim,
    CountClaim,
    Mention,
    Outcome,
    Reading,
    Scope,
    Span,
    Speaker,
    Stance,
    Status,
    Victims,
    claim_id,
)
from sijill.model.document import Document
from sijill.model.problem import Problem
from sijill.read.endpoint import NoAnswer, ask, load_json
from sijill.read.language import language_of
from sijill.read.mentions import places_in_text, times_in
from sijill.read.speaker_phrases import kind_of
from sijill.text.numbers import MAX_DIGITS, NumberExpression, find_numbers
from sijill.text.sentences import split_sentences

VERSION = 1
CONFIDENCE = 0.6  # of any claim of a model's: nothing measures it yet
MAX_CLAIMS = 500
MAX_PROBLEMS = 20  # of one document; the rest are counted in the last
_Bound = Field(ge=0, lt=10**MAX_DIGITS, default=None)
_STANCES = Literal["asserted", "reported", "alleged", "feared", "denied", "hypothetical"]


class _Said(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _SaidCount(_Said):
    wording: str = Field(min_length=1, max_length=200)
    min: int | None = _Bound
    max: int | None = _Bound


class _SaidClaim(_Said):
    """A claim as the prompt asks for it."""

    quote: str = Field(min_length=1, max_length=2_000)
    outcome: Literal[
        "killed", "injured", "missing", "abducted", "detained", "bodies_found", "casualties", "displaced", "sheltered", "returned",
        "destroyed",
    ]  # fmt: skip
    count: _SaidCount
    victims: Literal["civilian", "security_forces", "insurgents", "other_fighters", "attackers", "unspecified"] = (
        "unspecified"
    )
    scope: Literal["incident", "running_total", "background"] = "incident"
    stance: _STANCES = "reported"
    attributed_to: list[str] = Field(default_factory=list, max_length=5)


class _NotBorneOut(Exception):
    """A claim that its text does not bear out; `kind` is the Problem's."""

    def __init__(self, kind: str, says: str) -> None:
        super().__init__(says)
        self.kind = kind


def reader_name(settings: Read) -> str:
    """What its claims are kept under: another model is another reader.  "endpoint:mistral-7b@1" """
    return f"endpoint:{settings.model}@{VERSION}"


def read_by_endpoint(document: Document, settings: Read, _limits: Limits) -> tuple[Reading, tuple[Problem, ...]]:
    """Reads a document through the endpoint of the settings; where it fails the document stands without claims."""
    lang = language_of(document.text, document.metadata.lang)
    sentences = split_sentences(document.text)
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()
    if lang is not None and lang not in settings.languages:
        says = f"{document.name}: the text is in {lang!r}, which is not read; read: {', '.join(settings.languages)}"
        problems = (Problem(kind="language_not_read", says=says, document=document.id),)
    elif sentences:
        try:
            answer = ask(document.text, settings)
            mentions = tuple(_mentions(document.text, sentences))
            claims, problems = _check(document, answer, sentences, mentions, reader_name(settings))
        except NoAnswer as fault:
            says = f"{document.name}: {fault}; it was not read by {settings.model}"
            problems = (Problem(kind=fault.kind, says=says, document=document.id),)
    reading = Reading(
        document_id=document.id, reader=reader_name(settings), lang=lang, sentences=sentences, claims=claims, mentions=mentions
    )  # fmt: skip
    return reading, problems


def _mentions(text: str, sentences: tuple[tuple[int, int], ...]) -> Iterator[Mention]:
    yield from times_in(text, sentences)
    for number, (start, end) in enumerate(sentences):
        yield from places_in_text(text[start:end], start, number)


def _check(
    document: Document, answer: str, sentences: tuple[tuple[int, int], ...], mentions: tuple[Mention, ...], reader: str
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Every claim of an answer that its document bears out, each once, in the order of the text; a Problem for each other one."""
    found: dict[str, Claim] = {}
    problems: list[Problem] = []
    for number, said in enumerate(_claims_said(answer)):
        try:
            claim = _claim_of(document, _shaped(said), sentences, mentions, reader)
            found.setdefault(claim.id, claim)
        except _NotBorneOut as fault:
            words = str(said)[:200]
            says = f"{document.name}: claim {number + 1} of the endpoint was left out: {fault}"
            problems.append(Problem(kind=fault.kind, says=says, document=document.id, words=words))
    if len(problems) > MAX_PROBLEMS:
        more = f"{document.name}: {len(problems) - MAX_PROBLEMS} more claims of the endpoint were left out"
        problems[MAX_PROBLEMS:] = [Problem(kind="endpoint_claim_left_out", says=more, document=document.id)]
    return tuple(sorted(found.values(), key=lambda claim: (claim.span.start, claim.id))), tuple(problems)


def _claims_said(answer: str) -> list[object]:
    """The list of claims in an answer, also where it is fenced as code."""
    words = answer.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        held = load_json(words)
    except ValueError as fault:
        raise NoAnswer("endpoint_unreadable", "the endpoint's answer is not the JSON that was asked for") from fault
    claims = held.get("claims") if isinstance(held, dict) else None
    if not isinstance(claims, list):
        raise NoAnswer("endpoint_unreadable", 'the endpoint\'s answer has no list "claims"')
    if len(claims) > MAX_CLAIMS:
        raise NoAnswer("endpoint_too_long", f"the endpoint's answer has {len(claims)} claims, more than {MAX_CLAIMS}")
    return claims


def _shaped(said: object) -> _SaidClaim:
    try:
        return _SaidClaim.model_validate(said)
    except ValidationError as fault:
        first = fault.errors(include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the claim"
        raise _NotBorneOut("endpoint_claim_malformed", f"{where}: {first['msg'].lower()}") from fault


def _claim_of(
    document: Document,
    said: _SaidClaim,
    sentences: tuple[tuple[int, int], ...],
    mentions: tuple[Mention, ...],
    reader: str,
) -> CountClaim:
    sentence, start = _place_of(document.text, said.quote, sentences)
    span = Span(start=start, end=start + len(said.quote), quote=said.quote)
    number = _number_of(document.text, said, span, sentences[sentence])
    count_span = Span(start=number.start, end=number.end, quote=number.wording)
    status = Status(said.victims)
    near = [mention for mention in mentions if mention.sentence == sentence]
    return CountClaim(
        id=claim_id(document.id, said.outcome, number.start, number.end, status.value), document_id=document.id, span=span,
        sentence=sentence, scope=Scope(said.scope), stance=Stance(said.stance), reader=reader, confidence=CONFIDENCE,
        outcome=Outcome(said.outcome), count=number.count(), count_span=count_span, victims=Victims(status=status),
        attributed_to=tuple(_speaker_of(document.text, name, span) for name in said.attributed_to),
        place=_nearest(near, "place", number.start), time=_nearest(near, "time", number.start),
    )  # fmt: skip


def _place_of(text: str, quote: str, sentences: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The first sentence that holds these exact words, and where they stand."""
    for number, (start, end) in enumerate(sentences):
        at = text.find(quote, start, end)
        if at >= 0:
            return number, at
    kind = "endpoint_quote_too_long" if quote in text else "endpoint_quote_not_in_text"
    raise _NotBorneOut(kind, "its quote does not stand in one sentence of the text")


def _number_of(text: str, said: _SaidClaim, span: Span, sentence: tuple[int, int]) -> NumberExpression:
    """The number expression that the wording names, as the grammar reads it in its sentence."""
    at = said.quote.find(said.count.wording)
    if at < 0:
        raise _NotBorneOut("endpoint_count_not_in_quote", "the words of its count do not stand in its quote")
    first, last = span.start + at, span.start + at + len(said.count.wording)
    start = sentence[0]
    for found in find_numbers(text[start : sentence[1]]):
        low, high = found.start + start, found.end + start
        if not (low < last and first < high):
            continue
        if span.start <= low and high <= span.end and (found.min, found.max) == (said.count.min, said.count.max):
            return NumberExpression(low, high, text[low:high], found.min, found.max, found.quantifier)
    raise _NotBorneOut("endpoint_count_differs", "the words of its count do not say the number that it gives")


def _speaker_of(text: str, name: str, span: Span) -> Speaker:
    """A speaker in the text's own words: the mention before the claim's end that is nearest, else the first after it."""
    at = text.rfind(name, 0, span.end) if name.strip() else -1
    at = at if at >= 0 else text.find(name, span.end) if name.strip() else -1
    if at < 0 or len(name) > 200:
        raise _NotBorneOut("endpoint_speaker_not_in_text", "a speaker that it names does not stand in the text")
    named = any(word[:1].isupper() for word in name.split())
    return Speaker(name=name, kind=kind_of(name), span=Span(start=at, end=at + len(name), quote=name), named=named)


def _nearest(mentions: list[Mention], kind: str, at: int) -> Mention | None:
    return min((one for one in mentions if one.kind == kind), key=lambda one: abs(one.span.start - at), default=None)
