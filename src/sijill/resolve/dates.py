"""Decides when a claim's event happened, for when its count stands, and when its speaker said it.

Document and its Reading -> ClaimTimes for each claim. Does not read time expressions (text/time_expressions) nor say what each dates
(time_roles.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sijill.model.claim import Claim, Reading, Scope
from sijill.model.document import Document
from sijill.model.period import Basis, DatedExpression, DatePrecision, Openness, Period, precision_of
from sijill.resolve.time_roles import TimeRole, role_of, tells_harm
from sijill.text.time_expressions import date_phrases

# A date is carried over to a sentence without one only if it is about as recent as news is: older ones are background.
CARRIED_DAYS = 45
# How many sentences after the claim may still tell when it happened: "The attack took place on Friday night."
CARRIED_SENTENCES = 10
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTimes:
    """Three different times: of the event, for which the count stands, and at which it was said."""

    period: Period | None
    as_of: Period | None
    stated_at: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timed:
    """An expression with its place in the text and what it dates."""

    expression: DatedExpression
    period: Period
    sentence: int
    paragraph: int
    role: TimeRole
    tells_harm: bool  # its sentence speaks of violence done


class _Story:
    """The timed expressions of a document, found by sentence; events are those that its story may carry over."""

    def __init__(self, document: Document, timed: Sequence[_Timed]) -> None:
        self.text, self.published = document.text, document.published
        self.clock = next((t.period for t in timed if _is_bare_clock(t, document.published)), None)
        self.hours = [hour for t in timed if (hour := _night_hour(t.expression.words)) is not None]
        timed = [t for t in timed if not _is_bare_clock(t, document.published)]
        dated = [t for t in timed if t.role is TimeRole.EVENT]
        events = [t for t in dated if _is_recent(t.period, document.published)]
        # A report of a trial: the day of the crime is named in full, long before the report.
        older = [t for t in dated if t.tells_harm and _names_a_day(t.expression) and t not in events]
        died = [t for t in timed if t.role is TimeRole.DIED and _is_recent(t.period, document.published)]
        self.by_sentence: dict[int, list[_Timed]] = {}
        for time in timed:
            self.by_sentence.setdefault(time.sentence, []).append(time)
        self.events = [t for t in events if t.tells_harm] or older or died or events
        self.days = [t for t in dated if t.tells_harm and t.period.precision is DatePrecision.DAY and t.period.start]
        self.event_sentences = [t.sentence for t in self.events]


def resolve_dates(document: Document, reading: Reading) -> dict[str, ClaimTimes]:
    """The times of every claim of a reading, by claim id.

    The event's time is the claim's own, else its sentence's, else carried over from its paragraph or the lead (basis context), else
    only bounded above by publication.
    """
    if not reading.claims:
        return {}
    story = _Story(document, _timed_expressions(document, reading))
    return {claim.id: _times_of(claim, story) for claim in reading.claims}


def _timed_expressions(document: Document, reading: Reading) -> list[_Timed]:
    text, sentences = document.text, reading.sentences
    starts = [start for start, _ in sentences]
    timed = []
    for expression in date_phrases(text, document.published):
        if expression.period is None:
            continue
        number = max(0, bisect_right(starts, expression.start) - 1)
        span = sentences[number] if sentences else (0, len(text))
        timed.append(
            _Timed(
                expression=expression, period=expression.period, sentence=number,
                paragraph=_paragraph(text, expression.start), role=role_of(text, expression, span),
                tells_harm=tells_harm(text, span),
            )
        )  # fmt: skip
    return timed


def _paragraph(text: str, position: int) -> int:
    """Where the line begins that holds a position."""
    return text.rfind("\n", 0, position) + 1


def _times_of(claim: Claim, story: _Story) -> ClaimTimes:
    near = story.by_sentence.get(claim.sentence, [])
    stated = _nearest(claim, [time for time in near if time.role is TimeRole.STATED])
    counted = _nearest(claim, [time for time in near if time.role is TimeRole.AS_OF])
    stated_at = stated.period if stated else None
    period = _event_period(claim, near, story)
    if period is not None:
        period = _bounded(_by_the_clock(period, story), stated_at, story.published)
    period = period or _published_bound(story.published)
    as_of = counted.period if counted else stated_at
    if as_of is None and claim.scope is Scope.RUNNING_TOTAL:
        as_of = _end_of_total(period, story.published)
    return ClaimTimes(period=period, as_of=_point(as_of), stated_at=stated_at)


def _event_period(claim: Claim, near: Sequence[_Timed], story: _Story) -> Period | None:
    events = [time for time in near if time.role is TimeRole.EVENT]
    found = _own_time(claim, events) or _nearest(claim, events)
    if found is not None:
        period = _since_when(claim, found, story) or found.period
        return _day_within(claim, period, story) or period
    died = _nearest(claim, [time for time in near if time.role is TimeRole.DIED])
    if claim.scope is Scope.BACKGROUND:
        return died.period if died else None
    carried = _carried(claim, story)
    if carried is None and died is None and claim.scope is Scope.INCIDENT and story.clock is not None:
        return story.clock
    if died is not None and not (carried and _precedes(carried.period, died.period)):
        return died.period
    return replace(carried.period, basis=Basis.CONTEXT) if carried else None


_OVERNIGHT = re.compile(r"\bovernight\b", re.IGNORECASE)
_NIGHT_CLOCK = re.compile(r"\b(1[0-2]|[1-9])(?::[0-5]\d)?\s*([ap])\.?m\b", re.IGNORECASE)


def _night_hour(words: str) -> str | None:
    """ "1:30 a.m." -> "a", after midnight; "11 p.m." -> "p", before it; None for other hours."""
    found = _NIGHT_CLOCK.search(words)
    if found is None:
        return None
    hour, half = int(found[1]) % 12, found[2].lower()
    return half if (hour <= 5 if half == "a" else hour >= 8) else None


def _by_the_clock(period: Period, story: _Story) -> Period:
    """ "overnight" is one of two days: the second where the hours told lie after midnight, the first where before, else both."""
    if not (period.start and period.end and period.mention and _OVERNIGHT.search(period.mention)):
        return period
    halves = set(story.hours)
    if len(halves) != 1 or period.end - period.start != timedelta(days=1):
        return period
    day = period.end if halves == {"a"} else period.start
    return replace(period, start=day, end=day, precision=DatePrecision.DAY)


_WHEN = re.compile(r"\s*,?\s*(?:when|in\s+which|a\s+year\s+in\s+which|the\s+month\s+in\s+which)\b", re.IGNORECASE)
_SIGNAL = re.compile(r"(?:ever\s+since|since|until|before|after|from)\s+", re.IGNORECASE)


def _since_when(claim: Claim, time: _Timed, story: _Story) -> Period | None:
    """ "the worst since October 2022, when gunmen killed 31": what happened then is of that month, and does not go on."""
    expression = time.expression
    signal = _SIGNAL.match(expression.words)
    if time.period.open is Openness.NONE or not signal or claim.span.end <= expression.end:
        return None
    if not _WHEN.match(story.text, expression.end):
        return None
    plain = date_phrases(expression.words[signal.end() :], story.published)
    return replace(plain[0].period, mention=time.period.mention) if plain and plain[0].period else None


def _precedes(attack: Period, death: Period) -> bool:
    """A death follows its attack, by weeks at most."""
    return bool(
        attack.start and death.start and timedelta(0) <= death.start - attack.start <= timedelta(days=CARRIED_DAYS)
    )


# A time of some days that names none of them; "from Friday to Sunday" is as long as it says.
_UNSAID_DAY = re.compile(r"^(?:over\s+)?(?:(?:the|this|last|past|earlier|late|early)\s+)*weekend$", re.IGNORECASE)


def _day_within(claim: Claim, period: Period, story: _Story) -> Period | None:
    """The one day within a weekend, month or year of an incident that the text names elsewhere: "last year ... the June 29 gunfight"."""
    if claim.scope is not Scope.INCIDENT or period.precision is DatePrecision.DAY or period.open is not Openness.NONE:
        return None
    if period.precision < DatePrecision.MONTH and not _UNSAID_DAY.search(period.mention or ""):
        return None
    if period.start is None or period.end is None:
        return None
    days = {
        time.period.start: time.period
        for time in story.days
        if time.period.start and period.start <= time.period.start <= period.end
    }
    return replace(next(iter(days.values())), basis=Basis.CONTEXT) if len(days) == 1 else None


def _own_time(claim: Claim, events: Sequence[_Timed]) -> _Timed | None:
    """The expression that the reader tied to the claim, unless it dates what was said."""
    if claim.time is None:
        return None
    span = claim.time.span
    return next((t for t in events if t.expression.start < span.end and span.start < t.expression.end), None)


def _nearest(claim: Claim, times: Sequence[_Timed]) -> _Timed | None:
    """The one closest to the claim's words; a tie goes to the one behind them."""

    def gap(time: _Timed) -> tuple[int, int]:
        behind = time.expression.start - claim.span.end
        ahead = claim.span.start - time.expression.end
        return (max(behind, ahead, 0), 0 if behind >= 0 else 1)

    return min(times, key=gap, default=None)


def _carried(claim: Claim, story: _Story) -> _Timed | None:
    """What the neighbouring sentences say: its paragraph before it, then the lead, then the sentences after it."""
    behind = bisect_right(story.event_sentences, claim.sentence)
    before = bisect_left(story.event_sentences, claim.sentence)
    if before:
        last = story.events[before - 1]
        same_paragraph = last.paragraph == _paragraph(story.text, claim.span.start)
        return last if same_paragraph else story.events[0]
    if behind < len(story.events) and story.events[behind].sentence <= claim.sentence + CARRIED_SENTENCES:
        return story.events[behind]
    return None


_BARE_CLOCK = re.compile(
    r"(?:(?:about|around|shortly\s+(?:after|before))\s+)?[\d:.]+\s*(?:[ap]\.?m\.?|hrs|hours|o['’]clock)?|noon|midnight",
    re.IGNORECASE,
)


def _is_bare_clock(time: _Timed, published: date | None) -> bool:
    """ "around 1:30 a.m." on no day that the text names: of the day of the report if nothing better is known."""
    return (
        published is not None
        and time.period.start == published
        and _BARE_CLOCK.fullmatch(time.expression.words) is not None
    )


def _names_a_day(expression: DatedExpression) -> bool:
    """By its month and day: "April 28, 2013", not "Tuesday"."""
    return (
        bool(re.search(r"\d", expression.words))
        and expression.period is not None
        and (expression.period.precision is DatePrecision.DAY and _MONTH.search(expression.words) is not None)
    )


def _is_recent(period: Period, published: date | None) -> bool:
    """True for a time short and late enough to be the story's own."""
    if period.start is None or period.precision >= DatePrecision.YEAR:
        return False
    if published is None:
        return period.precision <= DatePrecision.WEEK
    return timedelta(0) <= published - period.start <= timedelta(days=CARRIED_DAYS)


def _bounded(period: Period, stated_at: Period | None, published: date | None) -> Period | None:
    """No event lies after its report: what reaches beyond publication ends there, what begins after it is none.

    "in March", published on 9 March -> 1 to 9 March; "since Thursday", said on Saturday -> Thursday to Saturday, open
    """
    if published and period.start and period.start > published:
        return None
    bounds = [day for day in (published, stated_at.end if stated_at and period.open is Openness.END else None) if day]
    bounds = [day for day in bounds if period.start is None or day >= period.start]
    if not bounds:
        return period
    end = min(bounds) if period.end is None else min(period.end, *bounds)
    if end == period.end or (period.end is None and period.open is not Openness.END):
        return period
    return replace(period, end=end, precision=precision_of(period.start, end))


def _end_of_total(period: Period | None, published: date | None) -> Period | None:
    """A running total stands for the end of its interval; an open one for the day of publication at the latest."""
    if period is None or period.end is None or period.open is Openness.END or period.basis is Basis.PUBLICATION:
        return _published_bound(published)
    return replace(period, start=period.end, open=Openness.NONE, precision=DatePrecision.DAY)


def _point(period: Period | None) -> Period | None:
    """A count stands for one time: "by Sunday" stands for Sunday."""
    if period is None or period.basis is Basis.PUBLICATION or period.open is not Openness.START or period.end is None:
        return period
    return replace(period, start=period.end, open=Openness.NONE, precision=DatePrecision.DAY)


def _published_bound(published: date | None) -> Period | None:
    """A publication date bounds an event from above and gives it no start."""
    if published is None:
        return None
    return Period(start=None, end=published, open=Openness.START, precision=DatePrecision.YEAR, basis=Basis.PUBLICATION)
