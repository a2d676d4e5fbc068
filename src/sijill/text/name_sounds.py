"""Decides how well one written name speaks for another: the evidence that both write the same spoken name.

a name, many names -> for each, log odds (nats) that the two are spellings of one name against two names drawn by chance: the best
alignment of their letters, scored by how often each letter stands for each other one in attested pairs of spellings
(data/name_sounds.json, made by tools/train_names.py; docs/models.md). Knows no place; the floor from which a name is accepted is set
elsewhere (resolve/gazetteer_spellings.py).

Latin letters are compared with Latin ones and with Arabic ones by two learned tables; Arabic with Latin by the second, turned
round; Arabic with Arabic by equality, weak letters costing little.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Log odds for each pair of letters, for a letter of the first name that the second lacks (dropped), and the reverse (added)."""

    rows: dict[str, int]
    columns: dict[str, int]
    pairs: Any  # float32, (rows + 1) x (columns + 1): the last ones are for letters that the table does not know
    dropped: Any
    added: Any

    def turned(self) -> Table:
        return Table(
            rows=self.columns, columns=self.rows, pairs=self.pairs.T.copy(), dropped=self.added, added=self.dropped
        )


def evidence(name: str, others: Sequence[str]) -> list[float]:
    """For each other name the log odds that it is a spelling of this one.  evidence("Baniyas", ["Banias", "Tartus"]) -> [17.1, -20.3]"""
    wanted = letters_of(name)
    found = [UNSEEN * MAX_LETTERS] * len(others)
    if not wanted:
        return found
    for arabic in (False, True):
        places = [at for at, other in enumerate(others) if is_arabic(other) == arabic]
        scored = _align(wanted, [letters_of(others[at]) for at in places], _table(is_arabic(wanted), arabic))
        for at, odds in zip(places, scored, strict=True):
            found[at] = odds
    return found


@lru_cache(maxsize=65536)
def own_evidence(name: str) -> float:
    """The evidence of a name for itself, letter by letter: what a perfect match would bring."""
    table = _table(is_arabic(name), is_arabic(name))
    known = [(table.rows.get(letter), table.columns.get(letter)) for letter in letters_of(name)]
    return sum(float(table.pairs[row, column]) for row, column in known if row is not None and column is not None)


def _align(wanted: str, others: Sequence[str], table: Table) -> list[float]:
    """The odds of the best alignment of `wanted` with each other word, all at once, a letter of `wanted` at a time."""
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
    for letter in wanted:
        row = table.rows.get(letter, len(table.rows))
        here = np.empty_like(so_far)
        here[0] = so_far[0] + table.dropped[row]
        here[1:] = np.maximum(so_far[:-1] + table.pairs[row][codes], so_far[1:] + table.dropped[row])
        for at in range(longest):
            np.maximum(here[at + 1], here[at] + added[at], out=here[at + 1])
        so_far = here
    lengths = np.array([len(other) for other in others])
    return [float(odds) for odds in so_far[lengths, np.arange(len(others))]]


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
