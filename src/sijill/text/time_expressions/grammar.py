"""Decides which words of a text form a time expression.

Tokens -> Mentions, left to right, never overlapping. Patterns are written in the class letters of vocabulary.py. Does not say which
day a mention means (normalise.py), nor drop look-alikes such as "some 2000 people" (lookalikes.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sijill.model.period import TimeType
from sijill.text.time_expressions.lookalikes import AFTER_DATE, is_no_time
from sijill.text.time_expressions.mentions import Kind, Mention
from sijill.text.time_expressions.slots import amount_of, clock_of, fill_calendar, fill_deictic
from sijill.text.time_expressions.tokens import Tokens
from sijill.text.time_expressions.vocabulary import VALUES

_Reader = Callable[[Tokens, int], Mention | None]


def _letters(pattern: str) -> re.Pattern[str]:
    """Compiles a pattern over class letters; a full stop may follow an abbreviated month or weekday."""
    return re.compile(re.sub(r"(?<![\[\w^\"])([mW])(?![\w]*\])", r"\1\\.?", pattern))


_RUN = re.compile(r"[^ |]+")
_TRIGGER = re.compile(r"[mWuUyzpsDNOJI%^@dBMR!>\"]|T[o1]|TP")
_YEAR = r"(?:,?f?(?:Tu)?[y\"B]|,?f?(?:[HLXCV]u|hS?u|T[SVX]u|Tu(?=\W|$)))"
_CALENDAR = tuple(
    (name, _letters(pattern))
    for name, pattern in (
        ("iso", r"%"),
        ("numeric", r"\^"),
        ("hijri", r"(?:[1o]f?)?J(?:,?[y2]a?)?"),
        ("feast", r"[LXHV]?I(?:,?f?y)?"),
        ("day", rf"(?:W,?)?T?[1o]f?m(?:{_YEAR})?"),
        ("day", rf"(?:W,?)?mT?[1o](?:{_YEAR})?"),
        ("day", r"(?:W,?)?T?[1o](?=(?:(?:-|k|g|,|,g)T?[1o]){1,3}f?m)"),
        ("month", rf"m{_YEAR}"),
        ("month", r"T?[LXHV]m|m"),
        ("quarter", rf"T?o-?u(?:Y|{_YEAR})?"),
        ("half", rf"T?oF(?:{_YEAR})"),
        ("season", rf"T?s{_YEAR}|y-?s|[LXHVh]s|TXs|T?s"),
        ("decade", r"T?dY?"),
        ("year", r"B|Z[12y]|[12y]Z|[12y](?=[-kg]B)|T?[uU]y"),
        ("weekday", r"[LXHV]?W|T[LXHV]W"),
        ("year", r"y|(?<=y-)[12](?![1-9@nuU%]|-[uU])"),
        ("ordinal_day", r"T[o1](?![a-zA-Z@%-])"),
    )
)
_DEICTIC = tuple(
    (name, _letters(pattern))
    for name, pattern in (
        ("unit", r"T?(?:[HLVXCS]|hS?|PS?)u(?!-)"),
        ("weekend", r"(?:T|H|L|X|h|V)?z"),
        ("before", r"T?ubD"),
        ("today", r"D"),
        ("overnight", r"O"),
        ("then", r"(?<=[ckjb])!"),
    )
)
# Most words begin neither: one look tells.
_CALENDAR_OR_DEICTIC = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in (*_CALENDAR, *_DEICTIC)))
_EDGE = _letters(r"T?[EK](?:-|f|i|j)?|[el](?:i|j|f)?(?=[THhLyVmW])|T?rf")
_WHOLE_UNIT = _letters(r"Tu")
_PART_OF = _letters(
    r"T?E?-?p(?:[uU]f|f|j|,)(?=[TW1omDy%^LHXVJI])|T?E?-?p(?=[TWmD%^LHXVI])|T?E-?p?[uU](?:f|j)|T?E-?[uU]fTp(?:j|,)?(?=[TWmD1%])"
)
_PART_SUFFIX = _letters(r",?(?:j|i|iT)?(?:E-?)?p")
_CLOCK = _letters(r"@&{0,3}|[1n]&{1,3}|[12y]U?&")
_CLOCK_OF = _letters(r"(?:j|,)?(?=[TW1omDy%^LHXV])")
_CLOCK_SUFFIX = _letters(r",?j?(?:@&{0,3}|[1n]&{1,3})")
_LONE_PART = _letters(r"[HLhV]p|T[XVS]p|hSp|T?E-?p?[uU](?=fTp)|iTp|(?<=[jk])p")
# Every repetition has an end: a text of nothing but "two two two" is read in one pass.
_AMOUNT = r"x{0,4}A?x{0,4}(?:qf?|A?n(?:-?n){0,4}|[12y])(?:-?g-?A?-?F)?x{0,2}|x{0,4}Ax{0,4}(?:g?F)?|x{0,4}AF-?|FA?"
_OFFSET = _letters(rf"T?(?:{_AMOUNT})-?[uU](?:G|e|l|b|(?<=[uU])X(?!n))|x{0, 4}[U](?:G|e|l|b)|T?u(?:b|X)(?!D)|T?u-G")
_WINDOW = _letters(
    r"T?[PLXV](?:x{0,4}(?:qf?|A?n(?:-?n){0,4}|[12y]))[uU]|T?[PXL]U|T[PL]u|[HhP]x{0,4}(?:n|1)[uU]|r[uU]|TC?r[uU]"
)
_SLICE = _letters(r"T?[oL](?:(?:x{0,4}(?:n|1|q))?[uU]|F|p)f|T?uf(?=[1oWm%^T])")
_DURATION = _letters(rf"T?(?:{_AMOUNT})(?:-|x)?[uU](?:-?g-?A?-?F)?|T[uU](?=[bk])")
_BARE_UNITS = _letters(r"x{0,4}U")
_REFERENCE = _letters(r"N|(?<=[if])TP(?![nuU12xq])|T&?>|>(?= )")
_SET = _letters(r"RT?(?:o|q|n|1|X)?(?:[uU]|Wp?|p|z)|M|(?:n|q|1)?t(?:A|R)[uU]|(?:j|R)Wp?(?<=s)")


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Every time expression, the longest reading first where two begin at one word."""
    return [
        mention
        for run in _RUN.finditer(tokens.classes)
        if _TRIGGER.search(tokens.classes, run.start(), run.end())
        for mention in _read_run(tokens, run.start(), run.end())
        if not is_no_time(tokens, mention)
    ]


def _read_run(tokens: Tokens, index: int, end: int) -> Iterator[Mention]:
    while index < end:
        for read in _READERS:
            mention = read(tokens, index)
            if mention is not None and mention.last_token <= end:
                mention.start, mention.end = tokens.starts[mention.first_token], tokens.end(mention.last_token - 1)
                yield mention
                index = mention.last_token
                if (end_day := _read_end_day(tokens, mention)) is not None:
                    yield end_day
                    index = end_day.last_token
                break
        else:
            index += 1


_END_DAY = _letters(r"(-|k|,?g|,)T?[1o](?![mUu12n:@%-]|f?[mJ]|,[1o],?g?[1o]?m)(?:,?y)?")


def _read_end_day(tokens: Tokens, start: Mention) -> Mention | None:
    """The "10" of "March 6 to 10": a day of the same month. "On March 6 and 10 people died" has none."""
    if start.month is None or start.day is None or start.year is not None or start.hijri:
        return None
    found = _END_DAY.match(tokens.classes, start.last_token)
    if not found or tokens.classes[start.last_token - 1] not in "1o":
        return None
    after = tokens.words[found.end()] if found.end() < len(tokens.words) else ""
    is_span = found[1] == "-" or tokens.classes[max(0, start.first_token - 1)] in "vw"
    if not is_span and ((after[:1].isalpha() and after not in AFTER_DATE) or (found[1] == "," and after != ",")):
        return None
    first = start.last_token + len(found[1])
    mention = _mention(Kind.CALENDAR, TimeType.DATE, first, found.end())
    if not fill_calendar(mention, "day", tokens) or mention.day is None:
        return None
    mention.month, start.year = start.month, mention.year
    mention.start, mention.end = tokens.starts[first], tokens.end(found.end() - 1)
    return mention


def _mention(kind: Kind, type: TimeType, first: int, last: int) -> Mention:
    return Mention(start=0, end=0, kind=kind, type=type, first_token=first, last_token=last)


def _read_calendar(tokens: Tokens, index: int) -> Mention | None:
    """A stretch of the calendar or a deictic one, by its own words."""
    if not _CALENDAR_OR_DEICTIC.match(tokens.classes, index):
        return None
    for name, pattern in _CALENDAR:
        if found := pattern.match(tokens.classes, index):
            mention = _mention(Kind.CALENDAR, TimeType.DATE, index, found.end())
            if fill_calendar(mention, name, tokens):
                return mention
    for name, pattern in _DEICTIC:
        if found := pattern.match(tokens.classes, index):
            mention = _mention(Kind.DEICTIC, TimeType.DATE, index, found.end())
            if fill_deictic(mention, name, tokens):
                return mention
    return None


def _read_date(tokens: Tokens, index: int) -> Mention | None:
    """A date with what may follow it: "Thursday morning", "8 May 1:00 AM"."""
    mention = _read_calendar(tokens, index)
    if mention is None or mention.unit not in ("", "day", "today", "weekday"):
        return mention
    if found := _CLOCK_SUFFIX.match(tokens.classes, mention.last_token):
        mention.clock = clock_of(tokens, mention.last_token, found.end())
        mention.last_token, mention.type = found.end(), TimeType.TIME
    elif (found := _PART_SUFFIX.match(tokens.classes, mention.last_token)) and _names_day(mention):
        mention.part = str(VALUES[tokens.words[found.end() - 1]])
        mention.last_token, mention.type = found.end(), TimeType.TIME
    return mention


def _names_day(mention: Mention) -> bool:
    return bool(mention.day or mention.weekday or mention.feast or mention.unit in ("day", "today"))


def _read_edged(tokens: Tokens, index: int) -> Mention | None:
    """ "early March", "late on Saturday", "the end of the month", "later that year"."""
    found = _EDGE.match(tokens.classes, index)
    if not found:
        return None
    mention = _read_date(tokens, found.end())
    if mention is None and (whole := _WHOLE_UNIT.match(tokens.classes, found.end())):
        mention = _mention(Kind.DEICTIC, TimeType.DATE, index, whole.end())
        mention.unit, mention.which = str(VALUES[tokens.words[whole.end() - 1]]), "same"
    if mention is None or mention.kind not in (Kind.CALENDAR, Kind.DEICTIC):
        return None
    mention.edge = next((edge for word in tokens.words[index : found.end()] if (edge := _EDGES.get(word))), "")
    mention.first_token = index
    return mention


_EDGES = {
    "early": "early", "beginning": "early", "start": "early", "outset": "early", "turn": "early", "mid": "mid",
    "middle": "mid", "late": "late", "end": "late", "close": "late", "latter": "late", "earlier": "earlier", "later": "later",
}  # fmt: skip


def _read_part_of_day(tokens: Tokens, index: int) -> Mention | None:
    """ "the night of 6 March", "dawn on Sunday", "the early hours of Sunday"."""
    found = _PART_OF.match(tokens.classes, index)
    inner = _read_calendar(tokens, found.end()) if found else None
    if not found or inner is None or not _names_day(inner):
        return None
    words = tokens.words[index : found.end()]
    inner.part = next((str(VALUES[word]) for word in words if tokens_part(word)), "MO")
    inner.whole_night = inner.part == "NI" and "night" in words and "of" in words
    inner.first_token, inner.type = index, TimeType.TIME
    return inner


def tokens_part(word: str) -> bool:
    """True for a word that names a part of the day."""
    return VALUES.get(word) in ("MO", "MI", "AF", "EV", "NI", "DT")


def _read_clock(tokens: Tokens, index: int) -> Mention | None:
    """ "5:30 a.m. on Friday", "8 p.m. Saturday", "14:00 GMT"."""
    found = _CLOCK.match(tokens.classes, index)
    clock = clock_of(tokens, index, found.end()) if found else ""
    if not found or not clock:
        return None
    if link := _CLOCK_OF.match(tokens.classes, found.end()):
        inner = _read_calendar(tokens, link.end())
        if inner is not None and _names_day(inner):
            inner.clock, inner.first_token, inner.type = clock, index, TimeType.TIME
            return inner
    mention = _mention(Kind.CLOCK, TimeType.TIME, index, found.end())
    mention.clock = clock
    return mention


def _read_lone_part(tokens: Tokens, index: int) -> Mention | None:
    """ "last night", "this morning", "that afternoon", "the next morning"."""
    found = _LONE_PART.match(tokens.classes, index)
    if not found:
        return None
    mention = _mention(Kind.CLOCK, TimeType.TIME, index, found.end())
    words = tokens.words[index : found.end()]
    mention.part = str(VALUES[words[-1]]) if tokens_part(words[-1]) else "MO"
    mention.which = next((which for word in words if (which := _WHICH.get(word))), "")
    return mention


_WHICH = {
    "last": "last", "this": "this", "that": "that", "previous": "previous", "preceding": "previous", "prior": "previous",
    "next": "following", "following": "following", "ensuing": "following", "subsequent": "following", "same": "same",
}  # fmt: skip


def _read_offset(tokens: Tokens, index: int) -> Mention | None:
    """ "two days ago", "a week later", "the day before"."""
    found = _OFFSET.match(tokens.classes, index)
    if not found:
        return None
    mention = _mention(Kind.OFFSET, TimeType.DATE, index, found.end())
    mention.way = {"ago": "ago", "earlier": "earlier", "later": "later", "before": "before"}.get(
        tokens.words[found.end() - 1], "after"
    )
    _fill_amount(mention, tokens, index, found.end() - 1)
    return mention


def _read_window(tokens: Tokens, index: int) -> Mention | None:
    """ "the past 48 hours", "the next two years", "recent weeks"."""
    found = _WINDOW.match(tokens.classes, index)
    if not found:
        return None
    mention = _mention(Kind.WINDOW, TimeType.DURATION, index, found.end())
    words = tokens.words[index : found.end()]
    letters = tokens.classes[index : found.end()]
    mention.which = "following" if "X" in letters else "previous" if "V" in letters else "past"
    if "r" in letters:
        mention.which, mention.type = "recent", TimeType.DATE
    _fill_amount(mention, tokens, index, found.end())
    if letters.endswith("u") and len(words) == letters.count("T") + 2 and mention.which != "recent":
        mention.amount = 1
    return mention


def _read_slice(tokens: Tokens, index: int) -> Mention | None:
    """ "the first week of March", "the last three months of 2024", "the week of 3 March"."""
    found = _SLICE.match(tokens.classes, index)
    if not found:
        return None
    inner = _read_edged(tokens, found.end()) or _read_date(tokens, found.end())
    if inner is None and (whole := _WHOLE_UNIT.match(tokens.classes, found.end())):
        inner = _mention(Kind.DEICTIC, TimeType.DATE, found.end(), whole.end())
        inner.unit, inner.which = str(VALUES[tokens.words[whole.end() - 1]]), "same"
    if inner is None:
        return None
    mention = _mention(Kind.SLICE, TimeType.DATE, index, inner.last_token)
    mention.inner = inner
    words, letters = tokens.words[index : found.end()], tokens.classes[index : found.end()]
    for word, letter in zip(words, letters, strict=True):
        if letter == "o":
            mention.order = int(VALUES.get(word) or re.sub(r"\D", "", word) or 1)
        elif letter == "L":
            mention.order = -1
    if "F" in letters:
        mention.unit, mention.amount = "half", 1
        return mention
    _fill_amount(mention, tokens, index, found.end() - 1)
    if (
        mention.unit in ("quarter", "century")
        and mention.order is not None
        and mention.order > 0
        and "n" not in letters
    ):
        return None  # "the third quarter of 2024" has a name of its own
    if mention.amount is None and not any(letter == "q" for letter in letters):
        mention.amount = 1
    return mention


def _read_duration(tokens: Tokens, index: int) -> Mention | None:
    """ "three days", "a week", "two and a half years", "14-year", "for months"."""
    found = _DURATION.match(tokens.classes, index) or _BARE_UNITS.match(tokens.classes, index)
    if not found:
        return None
    mention = _mention(Kind.DURATION, TimeType.DURATION, index, found.end())
    if tokens.classes[index] == "A" and tokens.classes[found.end() - 1] == "u" and found.end() - index > 2:
        mention.first_token += tokens.classes[index + 1] in "n12y"  # "a three-day siege": the article is the siege's
    _fill_amount(mention, tokens, index, found.end())
    return mention


def _fill_amount(mention: Mention, tokens: Tokens, first: int, last: int) -> None:
    unit = next((i for i in range(last - 1, first - 1, -1) if tokens.classes[i] in "uU"), last - 1)
    mention.unit = str(VALUES.get(tokens.words[unit], "day"))
    mention.amount = amount_of(tokens, first, last)
    words = tokens.words[first:last]
    mention.bound = "more" if "more" in words or "over" in words else "less" if {"less", "under"} & set(words) else ""


def _read_set(tokens: Tokens, index: int) -> Mention | None:
    """ "every Friday", "daily", "twice a week", "per month"."""
    found = _SET.match(tokens.classes, index)
    if not found:
        return None
    mention = _mention(Kind.SET, TimeType.SET, index, found.end())
    words = tokens.words[index : found.end()]
    last = words[-1]
    adverb = {
        "daily": "day",
        "weekly": "week",
        "monthly": "month",
        "yearly": "year",
        "annually": "year",
        "hourly": "hour",
        "nightly": "day",
    }
    mention.unit = adverb.get(last) or str(VALUES.get(last) or VALUES.get(last.removesuffix("s"), ""))
    if tokens.classes[found.end() - 1] == "W":
        mention.weekday, mention.unit = int(VALUES.get(last) or VALUES[last.removesuffix("s")]), "week"
    mention.amount = amount_of(tokens, index, found.end()) if "t" not in tokens.classes[index : found.end()] else 1
    if "other" in words:
        mention.amount = 2
    return mention


def _read_reference(tokens: Tokens, index: int) -> Mention | None:
    """ "now", "recently", "in the past", "the future"."""
    found = _REFERENCE.match(tokens.classes, index)
    if not found:
        return None
    mention = _mention(Kind.REFERENCE, TimeType.DATE, index, found.end())
    last = tokens.words[found.end() - 1]
    following = tokens.words[found.end()] if found.end() < len(tokens.words) else ""
    if last == "past" and following[:1].isalpha() and following not in AFTER_DATE:
        return None  # "of the past experience"
    mention.which = "past" if last in _PAST_WORDS else "future" if last == "future" else "this"
    return mention


_PAST_WORDS = frozenset("recently lately past former".split())

_READERS: tuple[_Reader, ...] = (
    _read_set, _read_slice, _read_window, _read_offset, _read_edged, _read_part_of_day, _read_clock, _read_lone_part,
    _read_date, _read_duration, _read_reference,
)  # fmt: skip
