"""Decides what the words of a matched pattern name: year, month, day, clock, amount.

Tokens of a match -> fields of its Mention. Does not find matches (grammar.py).
"""

from __future__ import annotations

import re

from sijill.model.period import TimeType
from sijill.text.time_expressions.mentions import Mention
from sijill.text.time_expressions.tokens import Tokens
from sijill.text.time_expressions.vocabulary import VALUES

_WHICH = {
    "last": "last", "past": "last", "this": "this", "current": "this", "that": "that", "those": "that", "these": "this",
    "same": "same", "previous": "previous", "preceding": "previous", "prior": "previous", "next": "next",
    "coming": "next", "upcoming": "next", "forthcoming": "next", "following": "following", "subsequent": "following",
    "ensuing": "following", "succeeding": "following",
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:t(\d\d:\d\d))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)? ?([ap])?")


def fill_calendar(mention: Mention, name: str, tokens: Tokens) -> bool:
    """Fills a calendar mention from its words; False where they name nothing after all ("the second quarter" of an hour)."""
    first, last = mention.first_token, mention.last_token
    words, letters = tokens.words[first:last], tokens.classes[first:last]
    if name == "iso":
        return _fill_iso(mention, words[0])
    if name == "numeric":
        return _fill_numeric(mention, words[0])
    _fill_named(mention, words, letters)
    if name in ("quarter", "half"):
        return _fill_fraction(mention, name, words, letters)
    if name == "feast":
        mention.feast = next(word for word, letter in zip(words, letters, strict=True) if letter == "I")
    elif name == "hijri":
        mention.hijri = True
    elif name == "decade":
        return _fill_decade(mention, words, letters)
    elif name == "year":
        return _fill_year(mention, words, letters, tokens)
    return True


def _fill_named(mention: Mention, words: list[str], letters: str) -> None:
    """Month, day, weekday, season and year; and "of last year", "of that year"."""
    for word, letter in zip(words, letters, strict=True):
        if letter in "mJ":
            mention.month = int(VALUES[word])
        elif letter == "W":
            mention.weekday = int(VALUES.get(word) or VALUES.get(word.removesuffix("s"), 0)) or None
        elif letter in "1o":
            mention.day = int(VALUES.get(word) or re.sub(r"\D", "", word))
        elif letter == "y" or (letter == "2" and mention.month):
            mention.year = int(word)
        elif letter == '"':
            mention.year = _short_year(int(word[1:]))
        elif letter == "B":
            mention.year, mention.before_christ = -int(re.match(r"\d+", word)[0] if word else 0), True  # type: ignore[index]
        elif letter == "s":
            mention.season = str(VALUES[word])
        elif word == "following" and "W" in letters and "T" not in letters:
            continue  # "treated following Thursday's shooting": after it
        elif letter in "HLPVXCSh" and word in _WHICH:
            mention.which = "same" if mention.which and word == "same" else _WHICH[word]
        elif letter == "u":
            mention.unit = str(VALUES[word])
        elif letter == "T" and not mention.which:
            continue
    if mention.unit == "year" and not mention.which and mention.year is None:
        mention.which = "same"  # "25 August of the year"


def _short_year(year: int) -> int:
    """'99 -> 1999, '11 -> 2011."""
    return 2000 + year if year <= 30 else 1900 + year


def _fill_iso(mention: Mention, word: str) -> bool:
    found = _ISO.match(word)
    if not found:
        return False
    mention.year, mention.month, mention.day = int(found[1]), int(found[2]), int(found[3])
    mention.clock = found[4] or ""
    return 1 <= mention.month <= 12


def _fill_numeric(mention: Mention, word: str) -> bool:
    """26/02/2025 and 6.3.2025; 06/03/2025 may be either and names only its year."""
    left, right, year = (int(number) for number in re.split(r"[/.-]", word))
    mention.year = year if year > 99 else _short_year(year)
    if "." in word and year < 100:
        return False  # a section number or a version
    if "." in word or left > 12 or left == right:
        mention.day, mention.month = left, right
    elif right > 12:
        mention.day, mention.month = right, left
    else:
        mention.either = (left, right)
        return left >= 1 and right >= 1
    return 1 <= mention.month <= 12


def _fill_fraction(mention: Mention, name: str, words: list[str], letters: str) -> bool:
    number, unit = mention.day, next((str(VALUES[w]) for w, c in zip(words, letters, strict=True) if c == "u"), "")
    mention.before_christ = letters.endswith("Y")
    mention.day = None
    if name == "half":
        mention.half = number
        return number in (1, 2)
    if unit == "century" or any(VALUES.get(word) == "century" for word in words):
        mention.century, mention.unit = number, ""
        return number is not None and 1 <= number <= 30 and mention.year is None
    if words[1 + letters.startswith("T")] == "quarter" or "quarter" in words:
        mention.quarter = number
        mention.unit = "year" if letters.count("u") > 1 else ""
        return number is not None and 1 <= number <= 4
    return False


def _fill_decade(mention: Mention, words: list[str], letters: str) -> bool:
    digits = re.sub(r"\D", "", words[letters.index("d")])
    mention.before_christ = letters.endswith("Y")
    if len(digits) == 2:
        digits = ("20" if digits < "30" else "19") + digits
    mention.decade = int(digits) // 10
    return mention.before_christ or 100 <= mention.decade <= 209


def _fill_year(mention: Mention, words: list[str], letters: str, tokens: Tokens) -> bool:
    """A year by its number; "1914-18" borrows the century of its start."""
    mention.unit, mention.day = "", None
    if mention.year is not None:
        return True
    number = next((int(w) for w, c in zip(words, letters, strict=True) if c in "12y"), None)
    if number is None:
        return False
    first = mention.first_token
    if letters in ("1", "2", "y") and tokens.classes[mention.last_token + 1 : mention.last_token + 2] == "B":
        mention.year, mention.before_christ = -number, True
        return number > 0
    if letters in ("1", "2"):
        start = int(tokens.words[first - 2])
        mention.year = start // 100 * 100 + number
        return len(words[0]) == 2 and mention.year > start
    mention.year = number
    return number > 0


def fill_deictic(mention: Mention, name: str, tokens: Tokens) -> bool:
    """ "last week", "that same month", "the weekend", "yesterday", "overnight"."""
    first, last = mention.first_token, mention.last_token
    words = tokens.words[first:last]
    which = [_WHICH[word] for word in words if word in _WHICH]
    mention.which = which[-1] if which else ""
    if name == "unit":
        mention.unit = str(VALUES[words[-1]])
        return mention.unit not in ("second", "minute", "hour")
    if name == "weekend":
        mention.unit = "weekend"
        return True
    if name == "before":
        mention.unit, mention.amount = "today", (-2.0 if "before" in words else 2.0)
        return "yesterday" in words or "tomorrow" in words
    if name == "then":
        mention.which = "same"
        return True
    mention.unit = "overnight" if name == "overnight" else "today"
    mention.amount = {"yesterday": -1.0, "tomorrow": 1.0}.get(words[0], 0.0)
    if words[0] == "tonight":
        mention.part, mention.type = "NI", TimeType.TIME
    return True


def clock_of(tokens: Tokens, first: int, last: int) -> str:
    """ "5:30 a.m." -> 05:30; "" where no hour of the day has that number."""
    words = tokens.words[first:last]
    numbers = [word for word, letter in zip(words, tokens.classes[first:last], strict=True) if letter in "@12yn"]
    if not numbers:
        return ""
    written = numbers[0]
    if written in VALUES:
        written = str(VALUES[written])
    if re.fullmatch(r"\d{4}", written):
        written = f"{written[:2]}:{written[2:]}"
    found = _CLOCK.match(written)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[3] or next((word[0] for word in words if re.fullmatch(r"[ap]\.?m\.?", word)), "")
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""


def amount_of(tokens: Tokens, first: int, last: int) -> float | None:
    """How many: "two and a half" -> 2.5, "twenty-four" -> 24, "a" -> 1, "a couple of" -> 2, "a few" -> None."""
    total: float | None = None
    after_article = False  # "a three-day siege": the article counts nothing
    for word, letter in zip(tokens.words[first:last], tokens.classes[first:last], strict=True):
        if letter == "q":
            return 2 if word == "couple" else None
        if letter == "n":
            number = float(VALUES[word])
            if number in (12, 100):
                total = (total or 1) * number
            else:
                total = (0 if total is None or after_article else total) + number
                after_article = False
        elif letter in "12y":
            total = float(word)
        elif letter == "A" and total is None:
            total, after_article = 1, True
        elif letter == "F":
            total = (total or 0) + 0.5 if "and" in tokens.words[first:last] else 0.5
    return total
