"""Rewrites a text so that names and places which may not be shared stand as labels, and says where every span went.

Text with Rules (names as word sequences -> labels) -> Rewritten. Which names are protected is decided in protect.py.
Words are compared without case, accents, invisible characters and Arabic letter variants, and whatever stands between the
parts of a name; so a name is found in capitals, with a possessive, hyphenated, or broken up by direction marks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from string import ascii_uppercase

Words = tuple[str, ...]

WITHHELD = "name withheld"  # a part of a name that several protected people share

_ARABIC = dict(zip("أإآٱىؤئةک", "اااايويهك", strict=True))
# Scripts that write no spaces between words: a name there is looked for inside of words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+")
_PREFIXED = re.compile("[\u0590-\u05ff\u0600-\u06ff]")  # and, by, to … are written onto the word
_PREFIXES = "وفبلكוהבלמשכ"
_LONGEST_GAP = 6  # characters between two parts of a name: ", ", "%20", "_-_"
_ENDS_NAME = re.compile(r"[;:!?]|\n\s*\n")
_STOP = re.compile(r"\.\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What to look for. keep: sequences that stay as they are, so that no part of a name is found inside of them.

    parts: a piece of a name -> the labels of those who bear it, each with the documents that name them.
    """

    whole: Mapping[Words, str]
    parts: Mapping[Words, Mapping[str, frozenset[str]]]
    keep: frozenset[Words]
    unspaced: Mapping[str, str]
    ambiguous: frozenset[str]  # words of the language that are also names: "May", "Will"
    starts: Mapping[str, int] = field(default_factory=dict)  # first word -> the longest sequence that it begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """edits: (start, end, new start, new end), in order, apart from one another."""

    text: str
    edits: tuple[tuple[int, int, int, int], ...]

    def move(self, start: int, end: int) -> tuple[int, int]:
        """Where a span now stands; one that begins or ends inside of a replaced name takes the whole label in."""
        return self._move(start, edge=2), max(self._move(end, edge=3), self._move(start, edge=2))

    def _move(self, offset: int, *, edge: int) -> int:
        index = bisect_right(self.edits, offset, key=lambda edit: edit[0]) - 1
        if index < 0:
            return offset
        start, end, new_start, new_end = self.edits[index]
        if offset == start and edge == 3:  # an end that only touches the name
            return new_start
        if start <= offset < end:
            return (new_start, new_end)[edge == 3]
        return offset + new_end - end


def rules_of(
    whole: Mapping[Words, str],
    parts: Mapping[Words, Mapping[str, frozenset[str]]],
    keep: Iterable[Words],
    ambiguous: frozenset[str],
) -> Rules:
    """Prepares names for the search; an empty sequence is no name."""
    kept = frozenset(words for words in keep if words)
    starts: dict[str, int] = {}
    for words in (*whole, *parts, *kept):
        if words:
            starts[words[0]] = max(starts.get(words[0], 0), len(words))
        if len(words) == 1:
            starts.setdefault(f"{words[0]}s", 1)  # the plural of a family's name
    unspaced = {"".join(words): label for words, label in whole.items() if _UNSPACED.search("".join(words))}
    return Rules(whole=whole, parts=parts, keep=kept, unspaced=unspaced, ambiguous=ambiguous, starts=starts)


_ASCII = {ord(letter): letter.lower() for letter in ascii_uppercase}


def words_of(name: str) -> Words:
    """The folded words of a name.  "Aḥmad al-Ṣāliḥ" -> ("ahmad", "al", "salih")"""
    folded, _ = fold(name)
    return tuple(_WORD.findall(folded))


def fold(text: str) -> tuple[str, list[int] | None]:
    """Folds a text for comparison, with the offset that each folded character comes from (None: offsets are unchanged)."""
    strange = {character for character in text if not character.isascii()}
    if all(len(_fold_character(character)) == 1 for character in strange):
        return text.translate(_ASCII | {ord(character): _fold_character(character) for character in strange}), None
    pieces, offsets = [], []
    for offset, character in enumerate(text):
        folded = _fold_character(character)
        pieces.append(folded)
        offsets.extend([offset] * len(folded))
    return "".join(pieces), offsets


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    kept = (
        piece
        for piece in unicodedata.normalize("NFKD", character)
        if unicodedata.category(piece) not in ("Mn", "Cf") and piece != "\u0640"
    )
    return "".join(_ARABIC.get(piece, piece) for piece in "".join(kept).casefold())


def rewrite(
    text: str, rules: Rules, *, document: str | None = None, keep_only: Iterable[tuple[int, int]] | None = None
) -> Rewritten:
    """Puts labels for names; with keep_only, all text outside of those bounds is cut to a line break."""
    found = find_names(text, rules, document)
    cuts = _gaps(len(text), keep_only) if keep_only is not None else []
    edits = sorted([*cuts, *(one for one in found if not any(cut[0] < one[1] and one[0] < cut[1] for cut in cuts))])
    alone = len(edits) == 1 and not text[: edits[0][0]].strip() and not text[edits[0][1] :].strip()
    pieces: list[str] = []
    moved: list[tuple[int, int, int, int]] = []
    last = length = 0
    for start, end, label in edits:
        word = label if alone or label == "\n" else f"[{label}]"
        pieces += [text[last:start], word]
        length += start - last
        moved.append((start, end, length, length + len(word)))
        length, last = length + len(word), end
    return Rewritten(text="".join([*pieces, text[last:]]), edits=tuple(moved))


def _gaps(length: int, bounds: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    gaps, last = [], 0
    for start, end in sorted(bounds):
        if start > last:
            gaps.append((last, start, "\n"))
        last = max(last, end)
    if last < length:
        gaps.append((last, length, "\n"))
    return gaps


def find_names(text: str, rules: Rules, document: str | None = None) -> list[tuple[int, int, str]]:
    """Finds every protected name or part of one: (start, end, label), in order, none overlapping."""
    folded, offsets = fold(text)
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(folded)]
    all_lower = text == text.lower()
    found: list[tuple[int, int, str]] = []
    index = 0
    while index < len(tokens):
        match = _match_at(index, tokens, folded, rules, document)
        if match is None:
            index += 1
            continue
        start, end, used, label, is_part = match
        first, last = _outer(start, end, offsets)
        if label is not None and not (is_part and not _may_be_a_name(text, first, last, rules, all_lower)):
            found.append((first, last, label))
        index += used
    return sorted([*found, *_unspaced_names(folded, offsets, rules, found)])


def _outer(start: int, end: int, offsets: list[int] | None) -> tuple[int, int]:
    return (start, end) if offsets is None else (offsets[start], offsets[end - 1] + 1)


Token = tuple[str, int, int]


def _match_at(
    index: int, tokens: list[Token], folded: str, rules: Rules, document: str | None
) -> tuple[int, int, int, str | None, bool] | None:
    """The longest sequence that begins here: (start, end, words used, label or None to keep, is a part or a single word)."""
    for head, skipped in _heads(tokens[index][0]):
        longest = min(rules.starts.get(head, 0), len(tokens) - index)
        for size in range(longest, 0, -1):
            if not _close(tokens[index : index + size], folded):
                continue
            middle = tuple(token[0] for token in tokens[index + 1 : index + size])
            for words, trimmed in _tails((head, *middle)):
                label, known = _label_of(words, rules, document)
                if known:
                    start, end = tokens[index][1] + skipped, tokens[index + size - 1][2] - trimmed
                    return start, end, size, label, size == 1
    return None


def _heads(word: str) -> Iterable[tuple[str, int]]:
    """A first word as it stands and, in Arabic and Hebrew, without a prefix that means and, by, to …"""
    yield word, 0
    if len(word) > 3 and word[0] in _PREFIXES and _PREFIXED.match(word):
        yield word[1:], 1


def _tails(words: Words) -> Iterable[tuple[Words, int]]:
    """The words as they stand and with the plural of a family's name taken off."""
    yield words, 0
    last = words[-1]
    if len(last) > 3 and last.endswith("s") and last.isascii():
        yield (*words[:-1], last[:-1]), 1


def _label_of(words: Words, rules: Rules, document: str | None) -> tuple[str | None, bool]:
    if words in rules.whole:
        return rules.whole[words], True
    if words in rules.keep:
        return None, True
    if words in rules.parts:
        bearers = rules.parts[words]
        here = [label for label, documents in bearers.items() if document in documents] or list(bearers)
        return (here[0] if len(here) == 1 else WITHHELD), True
    return None, False


def _close(tokens: list[Token], folded: str) -> bool:
    """Whether words stand together as the parts of one name do; a stop between them ends it, but not after an initial."""
    for left, right in pairwise(tokens):
        gap = folded[left[2] : right[1]]
        if len(gap) > _LONGEST_GAP or _ENDS_NAME.search(gap) or (_STOP.search(gap) and len(left[0]) > 2):
            return False
    return True


def _may_be_a_name(text: str, start: int, end: int, rules: Rules, all_lower: bool) -> bool:
    """A single word is a name only with a capital (where its script has them), or in a text that is all lower case."""
    word = text[start:end]
    if word[0].islower() and not all_lower:
        return False
    if word.lower() not in rules.ambiguous:
        return True
    before, after = text[:start].rstrip(), text[end:].lstrip()
    first_of_sentence = not before or before[-1] in ".!?:\n\"'“”"
    return not (first_of_sentence or after[:1].isdigit() or before[-1:].isdigit() or all_lower)


def _unspaced_names(
    folded: str, offsets: list[int] | None, rules: Rules, taken: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Names in scripts without spaces, found anywhere in the text; the longest first."""
    found: list[tuple[int, int, str]] = []
    for name in sorted(rules.unspaced, key=len, reverse=True):
        at = folded.find(name)
        while at >= 0:
            first, last = _outer(at, at + len(name), offsets)
            if not any(first < end and start < last for start, end, _ in (*taken, *found)):
                found.append((first, last, rules.unspaced[name]))
            at = folded.find(name, at + len(name))
    return found
