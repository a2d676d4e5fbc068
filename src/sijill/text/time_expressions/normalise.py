"""Decides which days a time expression means.

Mentions of a text + the day it was published -> Meanings. Does not look at words around the expression ("since", "until"): phrases.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sijill.text.time_expressions.lengths import clock_meaning, offset_meaning, slice_meaning, window_meaning
from sijill.text.time_expressions.meanings import Meaning, duration_code, finish, set_code
from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.named import calendar_value, deictic_value
from sijill.text.time_expressions.ranges import borrow_from_neighbours, counts_from_event, event_date_of
from sijill.text.time_expressions.timeline import Timeline, is_narrative, passing_years
from sijill.text.time_expressions.tokens import Tokens
from sijill.text.time_expressions.values import Value


def normalise(tokens: Tokens, mentions: Sequence[Mention], published: date | None) -> list[Meaning]:
    """The meaning of every mention, in order: each may count from those before it."""
    borrow_from_neighbours(tokens, mentions)
    timeline = Timeline(tokens.text, published, is_narrative(mentions, published))
    passing = passing_years(mentions) if timeline.narrative else set()
    meanings = []
    ahead = _dates_ahead(mentions) if timeline.narrative or published is None else {}
    for index, mention in enumerate(mentions):
        timeline.ahead = ahead.get(index)
        if mention.kind is Kind.OFFSET:
            meaning = offset_meaning(
                mention, timeline, event_date_of(tokens, mentions, index), counts_from_event(tokens, mention)
            )
        else:
            meaning = _meaning_of(mention, timeline)
        meanings.append(meaning)
        if (
            index not in passing
            and meaning.value is not None
            and mention.kind in (Kind.CALENDAR, Kind.DEICTIC, Kind.OFFSET, Kind.CLOCK)
        ):
            timeline.move_to(meaning.value, mention)
    return meanings


# A date further on than this tells nothing of where the story stands now.
AHEAD_CHARS = 3000


def _dates_ahead(mentions: Sequence[Mention]) -> dict[int, Value]:
    """For each mention the next one that names its own year."""
    ahead: dict[int, Value] = {}
    following: tuple[int, Value] | None = None
    for index in range(len(mentions) - 1, -1, -1):
        mention = mentions[index]
        if following is not None and following[0] - mention.end < AHEAD_CHARS:
            ahead[index] = following[1]
        if mention.kind is Kind.CALENDAR and mention.year is not None and mention.either is None:
            value = calendar_value(mention, Timeline("", None, False))
            following = (mention.start, value) if value is not None else following
    return ahead


def _meaning_of(mention: Mention, timeline: Timeline) -> Meaning:
    if mention.kind is Kind.DURATION:
        return Meaning(mention, duration_code(mention))
    if mention.kind is Kind.SET:
        return Meaning(mention, set_code(mention))
    if mention.kind is Kind.REFERENCE:
        return Meaning(mention, {"past": "PAST_REF", "future": "FUTURE_REF"}.get(mention.which, "PRESENT_REF"))
    if mention.kind is Kind.WINDOW:
        return window_meaning(mention, timeline)
    if mention.kind is Kind.SLICE:
        return slice_meaning(mention, timeline)
    if mention.kind is Kind.CLOCK:
        return clock_meaning(mention, timeline)
    value = calendar_value(mention, timeline) if mention.kind is Kind.CALENDAR else deictic_value(mention, timeline)
    return finish(mention, value, timeline)
