"""Decides how well one written name speaks for another: the evidence that both write the same spoken name.

a name, many names -> for each, log odds (nats) that the two are spellings of one name against two names drawn by chance: the best
alignment of their letters, scored by how often each letter stands for each other one in attested pairs of spellings
(data/name_sounds.json, made by tools/train_names.py; docs/models.md). Knows no place; the floor from which a name is accepted is set
elsewhere (resolve/gazetteer_spellings.py).

Latin letters are compared with Latin ones and with Arabic ones by two learned tables; Arabic with Latin by the second, turned
round; Arabic with Arabic by equality, weak letters costing little. The marks of the name that is asked for count where it has any: "ḩ",
"â" and "‘" say which Arabic letter was written, each scheme in its way; a name without marks is weighed by its letters.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from anyascii import anyascii

from sijill import data
from sijill.text.names import ARABIC_ARTICLE, ARTICLE, FINAL_H, fold_name, is_arabic

MAX_LETTERS = 40
UNSEEN = -9.0  # a pair of letters of which the tables know nothing
# What transliterations write with several letters and one sound; the tables weigh the rest.
_GROUPS = {
    "tch": "C", "tsch": "C", "dsch": "j", "sch": "S", "dj": "j", "dzh": "j", "zh": "Z", "sh": "S", "ch": "S", "kh": "X", "gh": "G",
    "rh": "G", "dh": "D", "th": "T", "ph": "f", "ck": "k", "qu": "k", "ou": "u", "oo": "u", "ee": "i",
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
# The letters ayn and hamza, and marks that tell letters apart; a dot and a hook below are one mark.
_THROAT = {"‘": "ʿ", "ʿ": "ʿ", "ʻ": "ʿ", "`": "ʿ", "’": "ʾ", "ʾ": "ʾ", "ʼ": "ʾ", "´": "ʾ", "'": "'"}
_MARKS = {mark: mark for mark in "\u0300\u0301\u0302\u0304\u0306\u0308\u030c\u0323\u0331"} | {"\u0327": "\u0323"}
_MARKED_GROUPS = {"oû": "û", "aâ": "â"}
_MARKED_GROUP = re.compile("|".join([*_MARKED_GROUPS, _GROUP.pattern]))
_DOUBLED = re.compile(r"(.)\1+")
_NOT_ARABIC_LETTER = re.compile("[^\u0621-\u06ff ]")
_WEAK = "اويهعء"


@lru_cache(maxsize=65536)
def letters_of(name: str) -> str:
    """A name without articles, one sign for what is one sound in most transliterations.  "Haouîjet ed Dare" -> "hauijet dare" """
    folded = fold_name(name)
    if is_arabic(folded):
        return _DOUBLED.sub(r"\1", _NOT_ARABIC_LETTER.sub("", ARABIC_ARTICLE.sub("", folded)))[:MAX_LETTERS].strip()
    if " " in folded:
        folded = " ".join((ARTICLE.sub(" ", folded).strip() or folded).split())
    grouped = _GROUP.sub(lambda written: _GROUPS[written.group()], FINAL_H.sub("", folded))
    return _DOUBLED.sub(r"\1", grouped)[:MAX_LETTERS].strip()


@lru_cache(maxsize=4096)
def marked_letters(name: str) -> str:
    """The same with the marks of its letters.  "Ḩaouîjet ed Dârah" -> "ḥauîjet dâra" """
    if is_arabic(name) or not (set(name) & _THROAT.keys() or not name.isascii()):
        return letters_of(name)
    words = [word for word in _signs(name).split() if fold_name(word)]
    plain = [fold_name(word) for word in words]
    articles = {found.start() for found in ARTICLE.finditer(" ".join(plain))}
    starts = [sum(len(word) + 1 for word in plain[:at]) for at in range(len(plain))]
    kept = [word for word, start in zip(words, starts, strict=True) if start not in articles] or words
    grouped = _MARKED_GROUP.sub(
        lambda written: _MARKED_GROUPS.get(written.group()) or _GROUPS[written.group()], FINAL_H.sub("", " ".join(kept))
    )
    return _DOUBLED.sub(r"\1", grouped)[:MAX_LETTERS].strip()


def _signs(name: str) -> str:
    """A name in small letters with the marks that tell letters apart, words parted by blanks."""
    written: list[str] = []
    for one in unicodedata.normalize("NFKD", name.lower()):
        if one in _THROAT:
            written.append(_THROAT[one])
        elif unicodedata.combining(one):
            marked = unicodedata.normalize("NFC", written[-1] + _MARKS[one]) if written and one in _MARKS else ""
            written[-1:] = [marked] if len(marked) == 1 else written[-1:]
        else:
            written.append((one if one.isascii() else anyascii(one).lower()) if one.isalnum() else " ")
    return "".join(written)


def plain_letter(sign: str) -> str:
    """A letter without its mark.  "ḥ" -> "h", "ʿ" -> "'" """
    return unicodedata.normalize("NFD", sign)[:1] if sign not in "ʿʾ" else "'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Log odds for each pair of letters, for a letter of the first name that the second lacks (dropped), and the reverse (added)."""

    rows: dict[str, int]
    columns: dict[str, int]
    pairs: Any  # float32, (rows + 1) x (columns + 1): the last ones are for letters that the table does not know
    dropped: Any
    added: Any

    def row(self, letter: str) -> int:
        """The row of a letter of the first name; a marked one of which the table knows nothing counts as its plain letter."""
        found = self.rows.get(letter, self.rows.get(plain_letter(letter)))
        return len(self.rows) if found is None else found

    def turned(self) -> Table:
        return Table(
            rows=self.columns, columns=self.rows, pairs=self.pairs.T.copy(), dropped=self.added, added=self.dropped
        )


def evidence(name: str, others: Sequence[str]) -> list[float]:
    """For each other name the log odds that it is a spelling of this one.  evidence("Baniyas", ["Banias", "Tartus"]) -> [17.1, -20.3]"""
    return [odds for odds, _ in for_and_against(name, others)]


def for_and_against(name: str, others: Sequence[str]) -> list[tuple[float, float]]:
    """The evidence for each other name, and how much of it speaks against: the steps that no spelling of one name would take."""
    wanted = marked_letters(name)
    found = [(UNSEEN * MAX_LETTERS, UNSEEN * MAX_LETTERS)] * len(others)
    if not wanted:
        return found
    for arabic in (False, True):
        places = [at for at, other in enumerate(others) if is_arabic(other) == arabic]
        letters = [letters_of(fold_name(others[at])) for at in places]
        scored = _align(wanted, letters, _table(is_arabic(wanted), arabic))
        for at, odds in zip(places, scored, strict=True):
            found[at] = odds
    return found


@lru_cache(maxsize=65536)
def own_evidence(name: str, arabic: bool | None = None) -> float:
    """The evidence that the best spelling would bring for a name, letter by letter, in its own script or in the one that is asked."""
    table = _table(is_arabic(name), is_arabic(name) if arabic is None else arabic)
    return sum(float(table.pairs[table.row(letter)].max()) for letter in marked_letters(name))


def _align(wanted: str, others: Sequence[str], table: Table) -> list[tuple[float, float]]:
    """The odds of the best alignment of `wanted` with each other word and the sum of its steps below 0, all words at once."""
    import numpy as np

    if not others:
        return []
    longest = max(map(len, others)) or 1
    unknown = len(table.columns)
    codes = np.full((longest, len(others)), unknown, dtype=np.int64)
    for at, other in enumerate(others):
        codes[: len(other), at] = [table.columns.get(letter, unknown) for letter in other]
    added = table.added[codes]
    so_far = np.vstack([np.zeros((1, len(others)), dtype=np.float32), np.cumsum(added, axis=0)])
    against = np.vstack([np.zeros((1, len(others)), dtype=np.float32), np.cumsum(np.minimum(added, 0), axis=0)])
    for letter in wanted:
        row = table.row(letter)
        pairs, dropped = table.pairs[row][codes], table.dropped[row]
        here, below = so_far + dropped, against + min(dropped, 0)
        both = so_far[:-1] + pairs
        better = both > here[1:]
        here[1:] = np.where(better, both, here[1:])
        below[1:] = np.where(better, against[:-1] + np.minimum(pairs, 0), below[1:])
        for at in range(longest):
            longer = here[at] + added[at]
            better = longer > here[at + 1]
            here[at + 1] = np.where(better, longer, here[at + 1])
            below[at + 1] = np.where(better, below[at] + np.minimum(added[at], 0), below[at + 1])
        so_far, against = here, below
    lengths, each = np.array([len(other) for other in others]), np.arange(len(others))
    return list(zip(so_far[lengths, each].tolist(), against[lengths, each].tolist(), strict=True))


@cache
def _table(left_arabic: bool, right_arabic: bool) -> Table:
    if left_arabic and right_arabic:
        return _equal_letters()
    if left_arabic:
        return _table(False, True).turned()
    return _read_table("latin_arabic" if right_arabic else "latin_latin")


@cache
def load_model() -> dict[str, Any]:
    """The shipped model: its manifest, the two tables, and the weights of the judgement."""
    return dict(json.loads(files(data).joinpath("name_sounds.json").read_text(encoding="utf-8")))


def _read_table(name: str) -> Table:
    import numpy as np

    kept = load_model()[name]
    rows, columns = ({letter: at for at, letter in enumerate(kept[side])} for side in ("rows", "columns"))
    pairs = np.full((len(rows) + 1, len(columns) + 1), UNSEEN, dtype=np.float32)
    pairs[:-1, :-1] = kept["pairs"]
    dropped, added = (np.array([*kept[part], min(kept[part])], dtype=np.float32) for part in ("dropped", "added"))
    return Table(rows=rows, columns=columns, pairs=pairs, dropped=dropped, added=added)


def _equal_letters() -> Table:
    """Arabic with Arabic: a shared letter speaks for, another against; weak letters come and go between spellings."""
    import numpy as np

    letters = [chr(code) for code in range(0x0621, 0x0700)] + [" "]
    rows = {letter: at for at, letter in enumerate(letters)}
    pairs = np.full((len(letters) + 1, len(letters) + 1), -4.0, dtype=np.float32)
    np.fill_diagonal(pairs, 3.0)
    alone = np.full(len(letters) + 1, -4.0, dtype=np.float32)
    weak = [rows[letter] for letter in (*_WEAK, " ")]
    alone[weak] = -1.5
    pairs[np.ix_(weak, weak)] = -1.0
    pairs[weak, weak] = 2.0
    return Table(rows=rows, columns=rows, pairs=pairs, dropped=alone, added=alone)
