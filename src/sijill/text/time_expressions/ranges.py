"""Decides what neighbouring time expressions lend each other: the year of a span, the date of an event that another counts from.

Tokens and Mentions of a text -> Mentions with their fields completed. Does not name days (normalise.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.tokens import Tokens

_LINK = re.compile(r"[-k]|g|/|,|,g|[kg][jvT]|kE|[kg]x?")
_SPAN = re.compile(r"-|k[jvTE]?")


def borrow_from_neighbours(tokens: Tokens, mentions: Sequence[Mention]) -> None:
    """Completes dates that share a month or year: "6-10 March 2025", "from December 2023 until February"."""
    for right, left in zip(reversed(mentions[1:]), reversed(mentions[:-1]), strict=True):
        if not _LINK.fullmatch(tokens.classes[left.last_token : right.first_token]):
            continue
        if _both_calendar(left, right):
            _borrow_backward(left, right)
        elif left.kind is Kind.CLOCK and left.clock and not left.which and right.clock and right.kind is Kind.CALENDAR:
            left.kind, left.weekday = Kind.CALENDAR, right.weekday
            left.day, left.month, left.year = right.day, right.month, right.year
    for left, right in pairwise(mentions):
        if tokens.classes[left.last_token : right.first_token] in (",", "(") and _is_weekday_of(left, right):
            left.month, left.day, left.year = right.month, right.day, right.year
    for left, right in pairwise(mentions):
        if _SPAN.fullmatch(tokens.classes[left.last_token : right.first_token]) and _both_calendar(left, right):
            _borrow_forward(left, right)


def _both_calendar(left: Mention, right: Mention) -> bool:
    return left.kind is right.kind is Kind.CALENDAR and not left.hijri and not right.hijri


def _is_weekday_of(left: Mention, right: Mention) -> bool:
    """ "Friday afternoon, Jan. 15": the date says which Friday."""
    if (
        left.kind is not Kind.CALENDAR
        or right.kind is not Kind.CALENDAR
        or left.weekday is None
        or left.month is not None
    ):
        return False
    return right.month is not None and right.day is not None and not right.hijri and right.weekday is None


def _borrow_backward(left: Mention, right: Mention) -> None:
    """ "6" of "6-10 March 2025" takes month and year; "June" of "June to August 2024" the year."""
    if left.day is not None and left.month is None and right.month is not None:
        left.month = right.month
    if left.year is not None or left.which or (left.weekday and not left.month) or not (left.month or left.season):
        return
    if right.year is not None and (right.month or right.season):
        crosses = left.month is not None and right.month is not None and left.month > right.month
        left.year, left.before_christ = right.year - crosses, right.before_christ
    elif right.which and right.unit == "year":
        left.which, left.unit = right.which, right.unit


def _borrow_forward(left: Mention, right: Mention) -> None:
    """ "February" of "December 2023 until February" lies after its start."""
    if left.year is None or right.year is not None or right.which or not right.month or not left.month:
        return
    right.year = left.year + (right.month < left.month)


_NO_EVENT = frozenset("and but or in on at with by from near while where of".split())


def counts_from_event(tokens: Tokens, mention: Mention) -> bool:
    """True where words name what it counts from: "two days after the election", not "two days after, the bridge fell"."""
    if (
        mention.kind is not Kind.OFFSET
        or mention.way not in ("before", "after")
        or mention.last_token >= len(tokens.words)
    ):
        return False
    following = tokens.words[mention.last_token]
    return following[:1].isalnum() and following not in _NO_EVENT


def event_date_of(tokens: Tokens, mentions: Sequence[Mention], index: int) -> Mention | None:
    """The date that "two days after the 6 March ambush" counts from: the next one, in the same clause."""
    mention = mentions[index]
    if mention.kind is not Kind.OFFSET or mention.way not in ("before", "after") or index + 1 >= len(mentions):
        return None
    following = mentions[index + 1]
    between = tokens.text[mention.end : following.start]
    if len(between) > 70 or re.search(r"[.;:()\n,]", between) or following.kind is not Kind.CALENDAR:
        return None
    return following
