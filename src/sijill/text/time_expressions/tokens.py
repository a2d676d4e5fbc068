"""Decides where the words of a text are and what each may mean in a time expression.

text -> Tokens: parallel lists and a string with one class letter for each word, which the grammar matches on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from sijill.text.time_expressions.vocabulary import CLASSES, FEASTS, HIJRI_MONTHS, SHORT_NAMES, SHORT_WEEKDAYS

# Words come first, those in plain letters before all, with the space before them: they are four tokens in five, and this runs over
# every text. A token is the group that matched.
_TOKEN = re.compile(
    r"""[ ]?(?:((?:[a-zA-Z]++(?![^\W\d_])|[^\W\d_]+)(?:['’](?=clock|ban\b)[^\W\d_]+)?)
    |(\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?(?![\d-])
      |\d{1,2}[ ]?(?:[:.][0-5]\d)?[ ]?(?:[ap]\.m\.?|[AaPp]\.?[Mm]\.?)(?![^\W_])
      |(?:[01]?\d|2[0-4]):[0-5]\d(?![\d:])
      |\d{1,4}[ ]?(?:BCE?\b|B\.C\.(?:E\.)?|B\.C\b)
      |\d{1,2}([/.-])\d{1,2}\3(?:\d{4}|(?<!-)\d\d)(?![\d/-])
      |\d{0,2}\d0['’]?s\b
      |\d{1,3}(?:st|nd|rd|th)\b
      |\d+(?:,\d{3})*(?:\.\d+)?)
    |(\n[ \t\r]*\n\s*)
    |(['’‘]\d\d(?:s\b|\b))
    |(['’]s?\b)
    |([^\w\s]))""",
    re.VERBOSE,
)
_WORD, _NUMBER, _BLANK, _SHORT_YEAR, _POSSESSIVE = 1, 2, 4, 5, 6
_SIGNS = {"–": "-", "—": "-", "−": "-", "‑": "-", "-": "-", ",": ",", "/": "/", "(": "(", ")": ")", "&": "g"}
_SHAPES = (
    (re.compile(r"\d{4}-\d"), "%"),
    (re.compile(r"\d{1,4} ?b\.?c"), "B"),
    (re.compile(r"\d+['’]?s\Z"), "d"),
    (re.compile(r"\d+(?:st|nd|rd|th)\Z"), "o"),
    (re.compile(r"\d+([/.-])\d+\1\d"), "^"),
    (re.compile(r"[\d:. ]+[ap]\.?m|\d\d?:\d"), "@"),
)
_CAPITALISED_ONLY = SHORT_WEEKDAYS | {"may", "march", "mar", "ad", "ah", "bc", "ce", "bce", "dec", "jan"}
_AFTER_NUMBER_ONLY = frozenset({"hrs", "gmt", "utc", "min", "est", "edt", "o'clock"})
_AFTER_CLOCK_ONLY = frozenset({"local", "time"})
_CHECKED = _CAPITALISED_ONLY | _AFTER_NUMBER_ONLY | {"o’clock"} | _AFTER_CLOCK_ONLY
# Names of several words become one token where their first word is seen.
_LONG_HEADS = frozenset(name.split()[0].split("'")[0].split("’")[0].split("-")[0] for name in (*FEASTS, *HIJRI_MONTHS))
_LONG = re.compile(
    "|".join(re.escape(name) for name in sorted((*FEASTS, *HIJRI_MONTHS), key=len, reverse=True) if not name.isalpha())
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """starts, words (lower case) and classes run in parallel: classes[i] is the letter of words[i]."""

    text: str
    starts: list[int]
    words: list[str]
    classes: str

    def end(self, index: int) -> int:
        return self.starts[index] + len(self.words[index])


def split_tokens(text: str) -> Tokens:
    """Every word and sign of a text with its class."""
    # One code point may become two in lower case ("İ"), which would shift every span behind it.
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    starts: list[int] = []
    words: list[str] = []
    letters: list[str] = []
    has_long_name = False
    for found in _TOKEN.finditer(text):
        group = found.lastindex or 0
        start, end = found.span(group)
        word = lower[start:end]
        if group == _WORD:
            letter = CLASSES.get(word, " ")
            if word in _CHECKED:
                letter = _checked(letter, text[start], word, letters)
            elif word in _LONG_HEADS and (word != "new" or lower.startswith("new year", start)):
                has_long_name = True
        elif word == ".":
            letter = "." if words and words[-1] in SHORT_NAMES and letters[-1] in "mW" else " "
        else:
            letter = _sign_letter(group, word)
        starts.append(start)
        words.append(word)
        letters.append(letter)
    if has_long_name:
        _join_long_names(lower, starts, words, letters)
    return Tokens(text, starts, words, "".join(letters))


def _sign_letter(group: int, word: str) -> str:
    if group in (_NUMBER, 3):
        return _number_letter(word)
    if group == _BLANK:
        return "|"
    if group == _SHORT_YEAR:
        return "d" if word.endswith("s") else '"'
    return "'" if group == _POSSESSIVE else _SIGNS.get(word, " ")


def _checked(letter: str, initial: str, word: str, before: list[str]) -> str:
    """A space where the word cannot be what it looks like: "may", "the sun", "ad"."""
    if word in _AFTER_NUMBER_ONLY or word == "o’clock":
        return letter if before and before[-1] in "12@n&y" else " "
    if word in _AFTER_CLOCK_ONLY:
        return "&" if before and before[-1] in "@&" else " "
    return " " if initial.islower() else letter


def _number_letter(word: str) -> str:
    if word.isdigit():
        if len(word) == 4:
            return "y" if "1000" <= word <= "2100" else "2"
        return "1" if len(word) <= 2 and 1 <= int(word) <= 31 else "2" if len(word) < 4 else " "
    return next((letter for shape, letter in _SHAPES if shape.match(word)), " ")


def _join_long_names(lower: str, starts: list[int], words: list[str], letters: list[str]) -> None:
    """Makes one token of "Eid al-Fitr" or "Rabi al-Awwal"; the tokens behind it move up, in one pass."""
    columns: tuple[list[Any], ...] = (starts, words, letters)
    kept = position = 0
    for found in _LONG.finditer(lower):
        first, last = bisect_left(starts, found.start(), position), bisect_left(starts, found.end(), position)
        if first >= last or starts[first] != found.start() or starts[last - 1] + len(words[last - 1]) != found.end():
            continue
        moved = first - position
        for column in columns:
            column[kept : kept + moved] = column[position:first]
        kept += moved
        letter = CLASSES.get(found[0].replace("’", "'"), " ")
        starts[kept], words[kept], letters[kept] = found.start(), found[0], letter
        kept, position = kept + 1, last
    for column in columns:
        column[kept:] = column[position:]
