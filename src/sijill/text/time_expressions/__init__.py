"""Finds the time expressions of a text and says what interval of days each one means.

text (+ the day it was published) -> spans, TIMEX3 values, Periods. Does not decide which claim a time belongs to (resolve/dates.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sijill.model.period import DatedExpression, TimeType
from sijill.text.time_expressions.datelines import written_on
from sijill.text.time_expressions.grammar import find_mentions
from sijill.text.time_expressions.meanings import Meaning
from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.normalise import normalise
from sijill.text.time_expressions.phrases import Phrase, build_phrases, single
from sijill.text.time_expressions.tokens import Tokens, split_tokens

__all__ = ["TimeExpression", "date_phrases", "describe_dates", "find_time_expressions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """The words of a time expression: text[start:end] == words."""

    start: int
    end: int
    words: str
    type: TimeType


def find_time_expressions(text: str) -> tuple[TimeExpression, ...]:
    """Every time expression of a text, left to right, never overlapping.

    The span holds the words that change the interval ("since Thursday"), not a plain preposition ("on Sunday" -> "Sunday").
    """
    meanings, phrases = _read(text, None)
    return tuple(
        TimeExpression(start=phrase.start, end=phrase.end, words=text[phrase.start : phrase.end], type=phrase.type)
        for phrase in phrases
        if not _is_reference(meanings, phrase)
    )


def date_phrases(text: str, published: date | None) -> tuple[DatedExpression, ...]:
    """The same expressions, each with the interval that it means; period None where the text supports none."""
    meanings, phrases = _read(text, published)
    return tuple(
        DatedExpression(
            start=phrase.start, end=phrase.end, words=text[phrase.start : phrase.end], type=phrase.type,
            timex3=phrase.timex, period=phrase.period(text),
        )
        for phrase in phrases
        if not _is_reference(meanings, phrase)
    )  # fmt: skip


def describe_dates(text: str, published: date | None) -> tuple[DatedExpression, ...]:
    """The TIMEX3 view: one for each TIMEX3 extent, signal words left out, with the interval of the phrase it stands in.

    "between 6 and 10 March" -> "6" (2025-03-06) and "10 March" (2025-03-10), both with the interval 6 to 10 March
    """
    meanings, phrases = _read(text, published)
    dated = []
    for phrase in phrases:
        for member in phrase.members:
            mention = meanings[member].mention
            counts_from = phrase.signal in ("before", "after") and member == phrase.members[-1] > phrase.members[0]
            own = single(meanings, member) if counts_from else phrase
            words = text[mention.start : mention.end]
            dated.append(
                DatedExpression(
                    start=mention.start,
                    end=mention.end,
                    words=words,
                    type=mention.type,
                    timex3=meanings[member].timex,
                    period=own.period(text),
                )
            )
    return tuple(dated)


def _is_reference(meanings: list[Meaning], phrase: Phrase) -> bool:
    """ "now" and "in the past" date nothing; only the TIMEX3 view shows them."""
    return meanings[phrase.members[0]].mention.kind is Kind.REFERENCE


def _read(text: str, published: date | None) -> tuple[list[Meaning], list[Phrase]]:
    tokens, mentions = _find(text)
    reference = written_on(text, mentions, published)
    meanings = normalise(tokens, mentions, reference)
    return meanings, build_phrases(text, meanings, reference)


@lru_cache(maxsize=2)
def _find(text: str) -> tuple[Tokens, list[Mention]]:
    """The tokens of a text and its mentions of time: two stages ask for those of the same text, one after the other."""
    tokens = split_tokens(text)
    return tokens, find_mentions(tokens)
