"""Decides what interval a whole phrase means: "since Thursday", "between 6 and 10 March", "in the week after the 6 March raid".

Meanings of single expressions + the words around them -> Phrases with their Period. Does not name days (normalise.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sijill.model.period import Basis, DatePrecision, Openness, Period, TimeType, precision_of
from sijill.text.time_expressions.meanings import Meaning
from sijill.text.time_expressions.mentions import Kind
from sijill.text.time_expressions.values import shift_day

_HEDGE = (
    r"(?:(?:at\s+least|at|around|about|approximately|roughly|just|the|on|in|of|as\s+early\s+as|as\s+late\s+as)\s+){0,2}"
)
_SIGNAL = re.compile(
    r"\b(ever\s+since|since|so\s+far|as\s+of|as\s+at|up\s+until|until|till|up\s+to|through|by|no\s+later\s+than|before|prior\s+to|ahead\s+of|after"
    r"|following|from|starting|beginning|effective|between|over|within|throughout|during|for|in)\s+" + _HEDGE + r"\Z",
    re.IGNORECASE,
)
_SINCE_EVENT = re.compile(
    r"\bsince\s+(?!then\b)([^.,;:()\n]{2,70}?)\s(?:in|on|of|at|during|early|late|last|the)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"\b(?:said|says|told|announced|reported)\b", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:(?P<dash>[-–—/])|(?P<to>to|until|till|through|thru|up\s+to|(?:and\s+)?(?:lasted\s+|on\s+)?into|and\s+on\s+to)|(?P<and>and))"
    r"\s*(?:(?:on|in|at|the|at\s+least|about|around|as\s+late\s+as|early|late)\s+){0,2}",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s+(?:to|until|up\s+to|ending|ended|that\s+ended|which\s+ended)\s+(?:(?:on|in|at|the)\s+){0,2}", re.IGNORECASE
)
_FROM = re.compile(
    r"\s+(?:from|starting|beginning|that\s+began|which\s+began|since)\s+(?:(?:on|in|at|the)\s+){0,2}", re.IGNORECASE
)
_NIGHT_LINK = re.compile(r"[\s,]*(?P<into>into|to)?\s*(?:from|between|on|the)?\s*", re.IGNORECASE)
_EVENT_BEHIND = re.compile(r"['’]s\b")
_ONWARD = re.compile(r"\s+(?:onwards?|on\b|forward)", re.IGNORECASE)
_KEEPSAKE = re.compile(
    r"\b(?:footage|videos?|images?|photo(?:graph)?s?|pictures?|reports?|figures|recordings?|survivors?|those)\s+\Z",
    re.IGNORECASE,
)
_OPENING = frozenset({"since", "ever since", "starting", "beginning", "effective", "so far"})
_CLOSING = frozenset({"until", "up until", "till", "up to", "through", "by", "no later than"})
_BEFORE = frozenset({"before", "prior to", "ahead of"})
_AFTER = frozenset({"after", "following"})
_LENGTH_SIGNALS = frozenset({"over", "within", "for", "throughout", "during"})
_WINDOWING = frozenset({"in", "within", "during", "over", "for", "throughout"})
_VAGUE_PRECISION = {
    "second": DatePrecision.DAYS, "minute": DatePrecision.DAYS, "hour": DatePrecision.DAYS, "day": DatePrecision.WEEK,
    "week": DatePrecision.MONTH,
}  # fmt: skip


@dataclass(slots=True)
class Phrase:
    """One or two expressions with their signal words; members are indexes of the meanings that it is made of."""

    start: int
    end: int
    type: TimeType
    timex: str | None
    first: date | None
    last: date | None
    open: Openness
    basis: Basis
    members: tuple[int, ...]
    vague: str = ""
    signal: str = ""

    def has_days(self) -> bool:
        return self.first is not None or self.last is not None

    def period(self, text: str) -> Period | None:
        """The interval; None where the words support none."""
        if not self.has_days():
            return None
        if self.first and self.last and self.first > self.last:
            return None
        precision = _VAGUE_PRECISION.get(self.vague, DatePrecision.YEAR) if self.vague else None
        return Period(
            start=self.first, end=self.last, open=self.open, basis=self.basis, mention=text[self.start : self.end],
            precision=precision or precision_of(self.first, self.last),
        )  # fmt: skip


def build_phrases(text: str, meanings: Sequence[Meaning], published: date | None) -> list[Phrase]:
    """Joins meanings into phrases, left to right, none overlapping."""
    phrases: list[Phrase] = []
    index = 0
    while index < len(meanings):
        floor = phrases[-1].end if phrases else 0
        phrase = _read_phrase(text, meanings, index, published, floor)
        phrases.append(phrase)
        index = phrase.members[-1] + 1
    return phrases


def _read_phrase(text: str, meanings: Sequence[Meaning], index: int, published: date | None, floor: int) -> Phrase:
    left = text[max(floor, meanings[index].mention.start - 90) : meanings[index].mention.start]
    found = _SIGNAL.search(left)
    signal = re.sub(r"\s+", " ", found[1].lower()) if found else ""
    signal_start = meanings[index].mention.start - (len(left) - found.start()) if found else -1
    phrase = (
        _overnight(text, meanings, index)
        or _around_event(text, meanings, index, signal, published)
        or _measured(text, meanings, index)
        or _pair(text, meanings, index, signal)
    )
    if phrase is not None:
        if signal in ("from", "between", "in", "within", "during", "over", "for") and not phrase.signal:
            phrase.start = signal_start
        phrase.signal = phrase.signal or signal
        if len(phrase.members) > 1 or phrase.signal == "overnight":
            return phrase
    phrase = phrase or single(meanings, index)
    if not signal or signal in _WINDOWING:
        since = _SINCE_EVENT.search(left)
        if since and not _SPEECH.search(since[1]):
            signal, signal_start = "since", meanings[index].mention.start - (len(left) - since.start())
    is_offset = meanings[index].mention.kind is Kind.OFFSET  # "up from a year earlier" compares
    return _signalled(text, phrase, signal, signal_start, published, is_offset)


def single(meanings: Sequence[Meaning], index: int) -> Phrase:
    """One expression by itself, without the words around it."""
    meaning = meanings[index]
    return Phrase(
        meaning.mention.start, meaning.mention.end, meaning.mention.type, meaning.timex, meaning.first, meaning.last,
        meaning.open, meaning.basis, (index,), meaning.vague,
    )  # fmt: skip


def _signalled(
    text: str, phrase: Phrase, signal: str, signal_start: int, published: date | None, is_offset: bool
) -> Phrase:
    """Applies "since", "until", "before" and the like to the days of a phrase."""
    is_length = phrase.type in (TimeType.DURATION, TimeType.SET)
    if not phrase.has_days():
        if is_length and signal in _LENGTH_SIGNALS:
            phrase.start, phrase.signal = signal_start, signal
        return phrase
    if signal in _OPENING or (signal == "from" and not is_offset and _opens(text, phrase, signal_start)):
        phrase.last, phrase.open = _bound(phrase.first, published), Openness.END
    elif signal in _CLOSING:
        phrase.first, phrase.open = None, Openness.START
    elif signal in _BEFORE and phrase.type is TimeType.DATE and phrase.first:
        phrase.last = shift_day(phrase.first, -1, "day")
        phrase.first, phrase.open = None, Openness.START
    elif signal in _AFTER and _leaves_day_behind(text, phrase) and phrase.last:
        phrase.first = shift_day(phrase.last, 1, "day")
        phrase.last, phrase.open = _bound(phrase.first, published), Openness.END
    elif signal not in ("as of", "as at") and not (is_length and signal in _LENGTH_SIGNALS):
        phrase.signal = signal
        return phrase
    phrase.start, phrase.signal = signal_start, signal
    return phrase


def _leaves_day_behind(text: str, phrase: Phrase) -> bool:
    """ "after Thursday" is from Friday on; "after Thursday's raid" and "after the 6 March raid" tell of the day itself."""
    names_event = (
        _EVENT_BEHIND.match(text, phrase.end) or "the " in text[max(0, phrase.start - 4) : phrase.start + 4].lower()
    )
    return phrase.type is TimeType.DATE and phrase.open is Openness.NONE and not names_event


def _opens(text: str, phrase: Phrase, signal_start: int) -> bool:
    """ "from Thursday" opens an interval; "footage from Thursday" and "the dead from Thursday's raid" are of that day."""
    if _EVENT_BEHIND.match(text, phrase.end):
        return False
    if _ONWARD.match(text, phrase.end):
        return True
    return phrase.type in (TimeType.DATE, TimeType.TIME) and not _KEEPSAKE.search(
        text[max(0, signal_start - 30) : signal_start]
    )


def _bound(start: date | None, published: date | None) -> date | None:
    """What is still open ends, as far as is known, on the day of publication."""
    return published if start and published and start <= published else None


def _pair(text: str, meanings: Sequence[Meaning], index: int, signal: str) -> Phrase | None:
    """ "from 6 to 10 March", "Thursday through Saturday", "6 and 7 March"."""
    if index + 1 >= len(meanings):
        return None
    left, right = meanings[index], meanings[index + 1]
    link = _LINK.fullmatch(text, left.mention.end, right.mention.start)
    if (
        not link
        or not left.first
        or not right.last
        or not left.last
        or not right.first
        or Kind.WINDOW in (left.mention.kind, right.mention.kind)
    ):
        return None
    first, last = left.first, right.last
    if first > last and left.mention.weekday and not left.mention.month:
        first = shift_day(first, -7, "day")
    if first > last:
        return None
    if link["and"] and signal != "between" and not _adjoin(left, right):
        return None
    basis = Basis.STATED if left.basis is right.basis is Basis.STATED else Basis.RELATIVE
    timex = f"{left.timex}/{right.timex}"
    return Phrase(
        left.mention.start,
        right.mention.end,
        TimeType.DATE,
        timex,
        first,
        last,
        Openness.NONE,
        basis,
        (index, index + 1),
    )


def _adjoin(left: Meaning, right: Meaning) -> bool:
    """Two days, months or years in a row: "on Thursday and Friday"."""
    assert left.last is not None
    assert right.first is not None
    same_length = left.value is not None and right.value is not None and left.value.grain is right.value.grain
    return same_length and 0 <= (right.first - left.last).days <= 1


def _overnight(text: str, meanings: Sequence[Meaning], index: int) -> Phrase | None:
    """ "overnight into Sunday" and "overnight from Friday to Saturday" name their nights; alone it is the last one."""
    night = meanings[index]
    if night.mention.unit != "overnight" or index + 1 >= len(meanings):
        return None
    following = meanings[index + 1]
    link = _NIGHT_LINK.fullmatch(text, night.mention.end, following.mention.start)
    if not link or following.first is None or following.mention.type is TimeType.DURATION:
        return None
    span = _pair(text, meanings, index + 1, "between")
    first, last = (span.first, span.last) if span else (following.first, following.last)
    if first is None:
        return None
    if not span:
        first, last = (shift_day(first, -1, "day"), first) if link["into"] else (first, shift_day(first, 1, "day"))
    members = (index, *(span.members if span else (index + 1,)))
    return Phrase(
        night.mention.start, meanings[members[-1]].mention.end, TimeType.TIME, f"{first.isoformat()}TNI", first, last,
        Openness.NONE, following.basis, members, signal="overnight",
    )  # fmt: skip


def _around_event(
    text: str, meanings: Sequence[Meaning], index: int, signal: str, published: date | None
) -> Phrase | None:
    """ "two days after the 6 March ambush" is a day; "in the week after the 6 March raid" the days up to it."""
    offset = meanings[index]
    mention = offset.mention
    if mention.kind is not Kind.OFFSET or mention.way not in ("before", "after") or index + 1 >= len(meanings):
        return None
    event = meanings[index + 1]
    between = text[mention.end : event.mention.start]
    if len(between) > 70 or re.search(r"[.;:()\n,]", between) or event.first is None or event.last is None:
        return None
    phrase = Phrase(
        mention.start, event.mention.end, TimeType.DATE, offset.timex, offset.first, offset.last, Openness.NONE,
        Basis.RELATIVE, (index, index + 1), signal=mention.way,
    )  # fmt: skip
    if signal not in _WINDOWING:
        return phrase if offset.has_days else None
    plural = text[mention.start : mention.end].lower().split()[-2].endswith("s")
    amount = mention.amount if mention.amount is not None or plural else 1.0
    if amount is None:
        phrase.vague = mention.unit
        after = mention.way == "after"
        phrase.first, phrase.last = (event.first, _bound(event.first, published)) if after else (None, event.first)
        phrase.open = Openness.END if after else Openness.START
    elif mention.way == "after":
        phrase.first, phrase.last = event.first, shift_day(event.first, amount, mention.unit)
    else:
        phrase.first, phrase.last = shift_day(event.first, -amount, mention.unit), event.first
    return phrase


def _measured(text: str, meanings: Sequence[Meaning], index: int) -> Phrase | None:
    """A length of time with one end named: "the 48 hours to Sunday", "the week ending 8 March", "three days from 6 March"."""
    length = meanings[index]
    mention = length.mention
    if mention.kind is not Kind.DURATION or index + 1 >= len(meanings):
        return None
    following = meanings[index + 1]
    if following.first is None or following.last is None or following.mention.kind is Kind.WINDOW:
        return None
    amount = (
        mention.amount
        if mention.amount is not None
        else (1.0 if text[mention.start : mention.end].lower().startswith("the ") else None)
    )
    if amount is None:
        return None
    # Hours run back from a moment within the day; days, weeks and months are counted whole.
    whole = 0 if mention.unit in ("hour", "minute", "second") else 1
    if _TO.fullmatch(text, mention.end, following.mention.start):
        last = following.last
        first = shift_day(shift_day(last, -amount, mention.unit), whole, "day")
    elif _FROM.fullmatch(text, mention.end, following.mention.start):
        first = following.first
        last = shift_day(shift_day(first, amount, mention.unit), -whole, "day")
    else:
        return None
    return Phrase(
        mention.start, following.mention.end, TimeType.DATE, length.timex, first, last, Openness.NONE, following.basis,
        (index, index + 1),
    )  # fmt: skip
