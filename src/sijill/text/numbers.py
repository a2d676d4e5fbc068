"""Decides what a number expression says: words -> Count bounds, with the span of all its words.

Text -> NumberExpressions. Does not decide whether the number counts people; that is for `read`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sijill.data import load_table
from sijill.model.count import Count, Quantifier, Unit
from sijill.text.forms import pattern_of

UNITS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)} | {
    "fourty": 40
}
MAGNITUDES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
DOZENS = {"dozen": 12, "score": 20}
SMALL = UNITS | TENS

# Marks that set the direction of writing may stand inside a number of a right-to-left text.
BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
# More digits than any count of people has: a phone number, an account, hostile input.
MAX_DIGITS = 9

_DIGIT = rf"[{BIDI}]*\d"
_GROUP = rf"[{BIDI}]*[,٬\u00a0\u202f\u2009.]{_DIGIT}{_DIGIT}{_DIGIT}(?!\d)"
_DIGITS = rf"(?:\d(?:{_DIGIT}){{0,2}}(?:{_GROUP})+(?![.,]?\d)|\d(?:{_DIGIT})*(?![.,]\d))"
_WORD = "(?:" + "|".join([*SMALL, *MAGNITUDES, *DOZENS]) + ")"
# "two hundred and five" is one number, "three and four" are two.
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+"
_WORDS = rf"(?:(?:an?|half\s+an?)\s+(?={'|'.join([*MAGNITUDES, *DOZENS])}))?{_WORD}(?:(?:{_AND}|\s+|-){_WORD})*\b"
_SCALED = (
    rf"{_DIGITS}(?:[.]\d+)?[\s-]*(?:{'|'.join([*MAGNITUDES, *DOZENS])})\b|\d+\.\d+\s+(?:thousand|million|billion)\b"
)
_ONE = rf"(?:{_SCALED}|{_DIGITS}|\b{_WORDS})"
_NUMBER = re.compile(_ONE, re.I)
_SPLIT_OR = re.compile(r"\s*,\s*(?:or\s+)?|\s+or\s+", re.I)
_ONE_OF = re.compile(
    rf"\b((?:{_ONE}|no)(?:,\s+(?:{_ONE}|no))+,?\s+or\s+(?:{_ONE}|no)\b|no\s+or\s+{_ONE}|{_ONE}\s+or\s+no\b)", re.I
)
_RANGE = re.compile(
    rf"(?:\bbetween\s+(?P<b1>{_ONE})\s+and\s+(?P<b2>{_ONE})|(?P<r1>{_ONE})(?:\s*[-–—]\s*|\s+(?:to|or)\s+)(?P<r2>{_ONE}))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NumberExpression:
    """A number with the words that bound it: start..end code points, bounds as in Count."""

    start: int
    end: int
    wording: str
    min: int | None
    max: int | None
    quantifier: Quantifier

    def count(self, unit: Unit = Unit.PERSON) -> Count:
        return Count(wording=self.wording, min=self.min, max=self.max, quantifier=self.quantifier, unit=unit)


@cache
def _phrases(table: str) -> dict[str, Quantifier]:
    return {
        phrase: Quantifier(name) for name, phrases in load_table("quantifiers")[table].items() for phrase in phrases
    }


@cache
def _alternatives(table: str) -> str:
    longest_first = sorted(_phrases(table), key=len, reverse=True)
    return "|".join(phrase.replace(" ", r"\s+") for phrase in longest_first)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:\b({_alternatives('before')})\s+(?:a\s+further\s+|another\s+|the\s+)?|(>\s?|~\s?))$", re.I)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+({_alternatives('after')})\b|(\+|-plus\b))", re.I)


@cache
def _vague_words() -> dict[str, tuple[int, int | None, bool]]:
    rows = load_table("quantifiers")["word"]
    return {phrase: (row["min"], row.get("max"), row.get("vague", False)) for row in rows for phrase in row["words"]}


@cache
def _vague() -> re.Pattern[str]:
    longest_first = sorted(_vague_words(), key=len, reverse=True)
    return re.compile(
        r"(?<!\bas )\b(" + "|".join(phrase.replace(" ", r"\s+") for phrase in longest_first) + r")\b", re.I
    )


def number_from(wording: str) -> int | None:
    """Reads one plain number; None when it holds none, or one too long to count people.

    number_from("1,200") -> 1200, number_from("two hundred and five") -> 205, number_from("a dozen") -> 12
    """
    plain = re.sub(rf"[{BIDI}]", "", wording.strip().lower())
    if scaled := re.fullmatch(r"([\d.,]+)[\s-]*(hundred|thousand|million|billion|dozen|score)", plain):
        try:
            return round(float(scaled[1].replace(",", "")) * (MAGNITUDES | DOZENS)[scaled[2]])
        except ValueError:
            return None
    if plain and (plain[0].isdigit()):
        digits = re.sub(r"\D", "", plain)
        return int(digits) if len(digits) <= MAX_DIGITS else None
    return _from_words(re.split(r"[\s-]+", plain))


def _from_words(words: list[str]) -> int | None:
    """["two", "hundred", "and", "five"] -> 205; None where the words make no number ("two three")."""
    total, current, last = 0, 0, 10**12
    for word in words:
        if word in ("and", "a", "an"):
            continue
        if word == "half":
            return 6 if "dozen" in words else None
        if word in SMALL:
            if (current % 100 and not (current % 10 == 0 and SMALL[word] < 10)) or (
                current and SMALL[word] >= 10 and current % 100
            ):
                return None
            current += SMALL[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in MAGNITUDES:
            if MAGNITUDES[word] >= last:
                return None
            last = MAGNITUDES[word]
            total, current = total + (current or 1) * last, 0
        elif word in DOZENS:
            total, current = total + (current or 1) * DOZENS[word], 0
        else:
            return None
    return total + current


@cache
def _digits_or_word() -> re.Pattern[str]:
    """For text in small letters: what no number expression is without."""
    words = pattern_of({*SMALL, *MAGNITUDES, *DOZENS, *_vague_words()}).replace(r"\ ", r"\s+")
    return re.compile(rf"\d+|\b{words}\b")


def most_numbers(text: str) -> int:
    """How many number expressions a text can hold at most, told in one look."""
    return len(_digits_or_word().findall(text.lower()))


_OR = re.compile(r"\s[Oo][Rr]\s")


def lists_persons(wording: str) -> bool:
    """Persons told one by one and not counted: "his wife, her sister"; not "two brothers and their father", nor "a couple"."""
    return bool(re.search(r",|\band\b", wording)) and not find_numbers(wording)


def find_numbers(text: str) -> tuple[NumberExpression, ...]:
    """Finds every number expression, longest reading first, in order.

    "at least 12" -> 12.. at_least; "6-8" -> 6..8 range; "dozens" -> 24.. vague; "between six and eight" -> 6..8
    """
    most = most_numbers(text)
    if not most:
        return ()
    taken: list[NumberExpression] = []
    covered = bytearray(len(text))

    def keep(found: NumberExpression) -> None:
        covered[found.start : found.end] = b"\x01" * (found.end - found.start)
        taken.append(found)

    alternatives = (_alternatives_given,) if _OR.search(text) else ()
    ranges = (_range_expressions,) if most > 1 else ()
    for finder in (_vague_expressions, *alternatives, *ranges, _plain_expressions):
        for found in finder(text):
            if not any(covered[found.start : found.end]):
                keep(found)
    return tuple(sorted(taken, key=lambda found: found.start))


def count_from(wording: str) -> Count | None:
    """Reads the number expression that a wording begins with; None when it holds no number.  "at least a dozen" -> min 12, no max"""
    found = find_numbers(wording)
    return found[0].count() if found else None


def _vague_expressions(text: str) -> Iterator[NumberExpression]:
    for match in _vague().finditer(text):
        low, high, vague = _vague_words()[re.sub(r"\s+", " ", match[1].lower())]
        end = match.end() - len(" of") if match[1].lower().endswith(" of") else match.end()
        if not vague:
            before = _phrase_before(text, match.start())
            start, quantifier = before or (match.start(), Quantifier.EXACT)
            yield _bounded(text, start, end, low, quantifier)
        else:
            start = match.start()
            if (before := _phrase_before(text, start)) and before[1] in (Quantifier.AT_LEAST, Quantifier.MORE_THAN):
                start, high = before[0], None
            yield NumberExpression(start, end, text[start:end], low, high, Quantifier.VAGUE)


def _alternatives_given(text: str) -> Iterator[NumberExpression]:
    """Three or more numbers of which one is right: "either three, five or no people" -> 0..5."""
    for match in _ONE_OF.finditer(text):
        given = [number_from(part) if part.lower() != "no" else 0 for part in _SPLIT_OR.split(match[1])]
        known = [number for number in given if number is not None]
        if len(known) < len(given) or len(set(known)) < 2 or not _stands_free(text, match.start(1), match.end(1)):
            continue
        yield NumberExpression(match.start(1), match.end(1), match[1], min(known), max(known), Quantifier.RANGE)


def _range_expressions(text: str) -> Iterator[NumberExpression]:
    for match in _RANGE.finditer(text):
        low, high = number_from(match["b1"] or match["r1"]), number_from(match["b2"] or match["r2"])
        revised = re.search(
            r"\b(?:from|jumped|rose|raised|up)\s+$", text[max(0, match.start() - 8) : match.start()], re.I
        )
        if low is None or high is None or low >= high or revised or not _stands_free(text, match.start(), match.end()):
            continue
        yield NumberExpression(match.start(), match.end(), match[0], low, high, Quantifier.RANGE)


def _plain_expressions(text: str) -> Iterator[NumberExpression]:
    for match in _NUMBER.finditer(text):
        number = number_from(match[0])
        if number is None or not _stands_free(text, match.start(), match.end()):
            continue
        start, end, quantifier = match.start(), match.end(), Quantifier.EXACT
        if before := _phrase_before(text, start):
            start, quantifier = before
        elif (after := _after().match(text, end)) and not _NUMBER.match(text, after.end() + 1):
            end = after.end()
            quantifier = _phrases("after")[re.sub(r"\s+", " ", after[1].lower())] if after[1] else Quantifier.AT_LEAST
        yield _bounded(text, start, end, number, quantifier)


def _phrase_before(text: str, start: int) -> tuple[int, Quantifier] | None:
    """Finds the phrase that bounds the number at start: "more than |700" -> (start of "more", more_than)."""
    window = text[max(0, start - 40) : start]
    match = _before().search(window)
    if match is None:
        return None
    if match[1] is None:
        return start - len(match[0]), Quantifier.MORE_THAN if ">" in match[0] else Quantifier.ABOUT
    quantifier = _phrases("before")[re.sub(r"\s+", " ", match[1].lower())]
    if quantifier is Quantifier.ABOUT and match[0].lower().rstrip().endswith("the"):
        return None  # "asked about the four": those four, and no estimate
    return start - len(match[0]), quantifier


def _bounded(text: str, start: int, end: int, number: int, quantifier: Quantifier) -> NumberExpression:
    low: int | None = number
    high: int | None = number
    if quantifier in (Quantifier.AT_LEAST, Quantifier.MORE_THAN):
        high = None
    elif quantifier is Quantifier.UP_TO:
        low = None
    elif quantifier is Quantifier.LESS_THAN:
        low, high = None, max(number - 1, 0)
    return NumberExpression(start, end, text[start:end], low, high, quantifier)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Refuses numbers inside words, codes, decimals, money, percentages and ordinals: AK-47, $5, 3.5, 12%, 5th."""
    before, after = text[max(0, start - 2) : start], text[end : end + 10].lower()
    if re.search(r"[$€£]\s$", before):
        return False
    if (
        before[-1:].isalnum()
        or before[-1:] in ("$", "€", "£", "#", "_", "/", ":", "@")
        or re.search(r"[A-Za-z\d][-.]$", before)
    ):
        return False
    return not re.match(
        r"(?:st|nd|rd|th)\b|\s?(?:%|percent|per cent|pct)|[:/_@]\d|\w|°|['’]s\b|-(?!member|person|strong|plus)[a-z]",
        after,
    )
