"""Decides where a sentence's numbers and proportions stand, and writes it with a sign for each, so that patterns can speak of them.

Sentence -> Signs. "30 of the 90 dead, a third" -> "N of the N dead, P". Offsets stay those of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sijill.model.count import Count, Quantifier
from sijill.text.numbers import NumberExpression, find_numbers, number_from

_FIRST_N, _FIRST_P, _FIRST_X, _REST = "\ue000", "\ue001", "\ue002", "\ue003"
N = f"{_FIRST_N}{_REST}*"  # a number
P = f"{_FIRST_P}{_REST}*"  # a share: per cent, a fraction, "one in five", "a majority"; also "20 per cent more than"
X = f"{_FIRST_X}{_REST}*"  # a multiple: "doubled", "twice as many as", "threefold"

_SPELLED = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    "|(?:a|one) hundred)"
)
_VALUE = rf"(?:\d{{1,6}}(?:,\d{{3}})*(?:\.\d+)?|{_SPELLED})"
_PARTS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_FEW = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)} | {"a": 1}
_BEFORE = (
    ("up to|as much as|as many as|no more than|at most", Quantifier.UP_TO),
    ("more than|over|well over|just over|slightly more than|exceeding", Quantifier.MORE_THAN),
    ("less than|fewer than|under|just under|below", Quantifier.LESS_THAN),
    ("at least|no fewer than|no less than", Quantifier.AT_LEAST),
    ("nearly|almost|about|around|some|roughly|approximately|an estimated|close to", Quantifier.ABOUT),
)  # fmt: skip
_BOUND = re.compile(
    rf"(?:{'|'.join(f'(?P<b{n}>{words})' for n, (words, _) in enumerate(_BEFORE))})\s+(?:the\s+)?$", re.I
)
_PORTIONS = re.compile(
    rf"(?:\bbetween\s+)?(?<![\w.,])(?P<low>{_VALUE})(?:\s*(?:-|–|to\b|and\b)\s*(?P<high>{_VALUE}))?[\s-]*(?:%|per\s?cent\b|percent\b|pct\b)(?!age)(?P<more>\s+(?:more|fewer|less|higher|lower)\s+than\b)?"
    rf"|\b(?P<of>a|{'|'.join(_FEW)})[\s-](?:a\s+)?(?P<part>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
    r"(?=\s+(?:of|more|fewer|less|on|from|over|compared)\b|\s*[,;.)]|$)"
    r"|\b(?P<half>half)(?=\s+(?:of\b|(?:the|those|all)\s)|\s*[,;.)])"
    r"|\b(?P<n>one|two|three|four|five|six|seven|eight|nine|\d)\s+(?:in|out of)\s+(?:every\s+)?"
    r"(?P<m>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|100)(?=\s+(?:of|were|was|are|is)\b|\s*[,;.)])"
    r"|\b(?:a|the)\s+(?:(?:vast|large|great|overwhelming|clear|slim|narrow)\s+)?(?P<most>majority)(?=\s+of\b)",
    re.I,
)
_MULTIPLES = re.compile(
    r"\b(?P<verb>doubl|tripl|quadrupl|halv)(?:ed|es|ing)\b(?!\s+down\b)"
    r"|\b(?P<times>twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+times)\s+(?:as\s+many|the\s+(?:number|toll|figure))(?:\s+as\b)?"
    r"|\b(?P<twice>double|triple|half)\s+(?:as\s+many(?:\s+as)?|(?=the\s+\d))"
    r"|\b(?P<fold>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})-?fold\b",
    re.I,
)
_FACTORS = {
    "doubl": 2.0,
    "tripl": 3.0,
    "quadrupl": 4.0,
    "halv": 0.5,
    "double": 2.0,
    "triple": 3.0,
    "half": 0.5,
    "twice": 2.0,
}
# "rose by three to 43" is no range.
_BY_SO_MANY = re.compile(r"(\bby\s[\w,]+) to ", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A share or a multiple as it is worded. low..high: fractions of one; of a multiple, times."""

    start: int
    end: int
    low: float
    high: float
    quantifier: Quantifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """text: the sentence; signs: the same with N, P and X; what they stand for, by where it starts."""

    text: str
    signs: str
    numbers: dict[int, NumberExpression]
    portions: dict[int, Portion]
    multiples: dict[int, Portion]

    def count(self, start: int) -> Count:
        return self.numbers[start].count()


def holds_proportions(text: str) -> bool:
    """True where read_signs finds a share or a multiple."""
    return bool(_PORTIONS.search(text) or _MULTIPLES.search(text))


def read_signs(text: str, not_counts: Iterable[tuple[int, int]] = ()) -> Signs:
    """Marks multiples and shares first, then numbers; not_counts: stretches (dates) whose numbers count nobody."""
    multiples = {one.start: one for one in _find_multiples(text)}
    portions = {one.start: one for one in _find_portions(_blank(text, _stretches(multiples)))}
    taken = (*_stretches(multiples), *_stretches(portions))
    bare = _BY_SO_MANY.sub(lambda found: f"{found[1]} ¦¦ ", _blank(text, (*taken, *not_counts)))
    numbers = {number.start: number for number in find_numbers(bare)}
    signs = list(_blank(text, not_counts))
    for first, found in ((_FIRST_X, multiples), (_FIRST_P, portions), (_FIRST_N, numbers)):
        for start, one in found.items():
            signs[start : one.end] = first + _REST * (one.end - start - 1)
    return Signs(text=text, signs="".join(signs), numbers=numbers, portions=portions, multiples=multiples)


def _stretches(found: Mapping[int, Portion]) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in found.values())


def _blank(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """Writes over what has been read, with a mark that joins no words: "up 10% to 110" must not become "up to 110"."""
    blanked = list(text)
    for start, end in stretches:
        blanked[start:end] = "¦" * (end - start)
    return "".join(blanked)


def _find_multiples(text: str) -> Iterable[Portion]:
    for match in _MULTIPLES.finditer(text):
        word = (match["verb"] or match["twice"] or match["times"] or match["fold"]).lower()
        factor = _FACTORS.get(word) or float(number_from(word.split()[0]) or 0)
        if factor:
            start, quantifier = _bound_before(text, match.start())
            yield Portion(start=start, end=match.end(), low=factor, high=factor, quantifier=quantifier)


def _find_portions(text: str) -> Iterable[Portion]:
    for match in _PORTIONS.finditer(text):
        bounds = _bounds_of(match)
        if bounds is None:
            continue
        low, high, quantifier = bounds
        start, bound = _bound_before(text, match.start())
        if quantifier is Quantifier.EXACT:
            quantifier = bound
        yield Portion(start=start, end=match.end(), low=low, high=high, quantifier=quantifier)


def _bound_before(text: str, start: int) -> tuple[int, Quantifier]:
    before = _BOUND.search(text[max(0, start - 24) : start])
    if before is None:
        return start, Quantifier.EXACT
    return start - len(before[0]), next(kind for n, (_, kind) in enumerate(_BEFORE) if before[f"b{n}"])


def _bounds_of(match: re.Match[str]) -> tuple[float, float, Quantifier] | None:
    """ "a third" -> 1/3; "40 to 50 per cent" -> 0.4, 0.5; "one in five" -> 0.2; "a majority" -> more than 0.5"""
    if match["low"]:
        low, high = _percent(match["low"]), _percent(match["high"] or match["low"])
        if low is None or high is None or low > high:
            return None
        return low, high, Quantifier.EXACT if low == high else Quantifier.RANGE
    if match["part"]:
        share = _FEW[match["of"].lower()] / _PARTS[match["part"].lower()]
        return (share, share, Quantifier.EXACT) if share < 1 else None
    if match["half"]:
        return 0.5, 0.5, Quantifier.EXACT
    if match["most"]:
        return 0.5, 0.5, Quantifier.MORE_THAN
    part, whole = number_from(match["n"]), number_from(match["m"])
    if not part or not whole or part >= whole:
        return None
    return part / whole, part / whole, Quantifier.EXACT


def _percent(words: str) -> float | None:
    if words[0].isdigit():
        return float(words.replace(",", "")) / 100
    number = number_from(words)
    return None if number is None else number / 100
