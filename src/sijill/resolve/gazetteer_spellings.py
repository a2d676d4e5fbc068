"""Decides which places of one country bear a name that is another spelling of a name, and how sure that is.

a name, the names of a country -> the places whose names pass a coarse sieve (consonants and letters in common), each with the
probability that it bears this name. The judgement is a logistic regression on the evidence of the sounds (text/name_sounds.py), trained and
measured by tools/train_names.py and eval/variants.py; docs/places.md. Does not know which of several bearers is meant.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sijill.resolve.geometry import EARTH_KM, Point, is_within_km
from sijill.text.name_sounds import for_and_against, letters_of, load_model, own_evidence
from sijill.text.names import fold_name, is_arabic, spelling_key

# As many names pass the sieve, by the likeness of their consonants, and of those as many, by that of their letters as well.
COARSE_SIEVE, SIEVE = 600, 160
LEAST_LETTERS = 3
# A probability of another spelling times this is its score, below that of any name that is written so.
JUDGED = 0.96
# A shorter list of names is an incomplete one: a name is not surer for having few rivals in it.
LEAST_CROWD = 300

# Rivals less likely than this count for nothing; rows this near to one another are the same place in two tables.
LEAST_RIVAL, ONE_PLACE_KM = 0.005, 5.0

# What a place is judged by, over the best of its names: the share of all that a perfect match would bring, of the name asked for and of
# the other; the evidence itself (tens of nats); the same consonants; the difference in length and the same first letter in the
# script that was asked; no name in that script, none in the other; the share of the best name in the lesser script; and how many
# names came into question (log, tens).
FEATURES = (
    "constant", "share_of_asked", "share_of_other", "evidence", "same_key", "lengths", "same_start", "none_in_other_script",
    "none_in_this_script", "second_script", "crowd", "against", "words",
)  # fmt: skip
MEANT = ("constant", "spelling", "rivals")
Described = tuple[float, ...]
BorneName = tuple[int, int, str, str]  # index, place's number there, its id, the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One place that may bear another spelling of the name asked for."""

    ref: str
    index: int  # which index it stands in
    place: int  # its number there
    written: str
    probability: float = 0.0


class CountryNames:
    """All names of the places of one country, in memory, with the units and points of their places."""

    def __init__(self, indexes: Sequence[sqlite3.Connection], country: str) -> None:
        import numpy as np

        rows = [
            (number, *row)
            for number, base in enumerate(indexes)
            for row in base.execute(
                "select n.place, p.ref, n.folded, n.key, coalesce(p.adm1, 0), coalesce(p.adm2, 0), p.latitude, p.longitude"
                " from name n join place p on p.id = n.place where n.country = ? order by n.folded, n.place",
                (country,),
            )
        ]
        self._places = [row[:3] for row in rows]
        self._names = [row[3] for row in rows]
        distinct = {key: at for at, key in enumerate(sorted({row[4] for row in rows}))}
        self._keys = list(distinct)
        self._key_of = np.array([distinct[row[4]] for row in rows], dtype=np.int32)
        self._indexes = np.array([row[0] for row in rows], dtype=np.int8)
        self._units = np.array([row[5:7] for row in rows], dtype=np.int64).reshape(-1, 2)
        self._points = np.array([row[7:9] for row in rows], dtype=np.float32).reshape(-1, 2)  # nan: not known

    def spellings(self, asked: str, among: Any = None) -> list[Spelling]:
        """Places that may bear another spelling of a name, each judged by itself; among: numbers of the names that count."""
        return judge(self.described(asked, among))

    def described(self, asked: str, among: Any = None) -> list[tuple[Spelling, Described]]:
        """The places whose names pass the sieve, each with its FEATURES."""
        if len(letters_of(asked)) < LEAST_LETTERS or not self._names:
            return []
        numbers = self._sieve(fold_name(asked), among)
        crowd = len(self._names) if among is None else len(among)
        return describe_places(asked, [(*self._places[number], self._names[number]) for number in numbers], crowd)

    def within(self, container: Point | None, radius_km: float, units: Sequence[tuple[int, int]]) -> Any:
        """Numbers of the names whose places lie in one of these units (index, number) or this near to a point."""
        import numpy as np

        inside = np.zeros(len(self._names), dtype=bool)
        for index, unit in units:
            inside |= (self._indexes == index) & (self._units == unit).any(axis=1)
        if container and radius_km:
            lat, lon = np.radians(self._points[:, 0]), np.radians(self._points[:, 1])
            lat0, lon0 = math.radians(container[0]), math.radians(container[1])
            half = np.sin((lat - lat0) / 2) ** 2 + math.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
            inside |= 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))) <= radius_km
        return np.flatnonzero(inside)

    def without(self, folded: str) -> Any:
        """Numbers of all names but this one: what is left when a spelling is taken out, for measuring."""
        import numpy as np

        return np.flatnonzero([name != folded for name in self._names])

    def _sieve(self, folded: str, among: Any) -> list[int]:
        """Numbers of the names nearest by their consonants, and of those the nearest by their letters too."""
        import numpy as np
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import cdist

        numbers = np.arange(len(self._names)) if among is None else among
        if len(numbers) > SIEVE:
            by_key = cdist([spelling_key(folded)], self._keys, scorer=ratio, dtype=np.uint8)[0][self._key_of[numbers]]
            nearest = np.argsort(by_key, kind="stable")[-COARSE_SIEVE:]
            numbers, by_key = numbers[nearest], by_key[nearest].astype(np.float32)
            by_name = cdist([folded], [self._names[number] for number in numbers], scorer=ratio, dtype=np.float32)[0]
            alike = np.maximum(by_key, 0.6 * by_key + 0.4 * by_name)
            numbers = numbers[np.argsort(alike, kind="stable")[-SIEVE:]]
        return [int(number) for number in numbers]


def describe_places(asked: str, names: Sequence[BorneName], crowd: int) -> list[tuple[Spelling, Described]]:
    """Each place that bears some of these names, with its FEATURES; crowd: how many names came into question."""
    of_place: dict[str, list[tuple[BorneName, tuple[float, float]]]] = {}
    for name, odds in zip(names, for_and_against(asked, [name[3] for name in names]), strict=True):
        of_place.setdefault(name[2], []).append((name, odds))
    found = []
    for ref, borne in of_place.items():
        at, row = _describe(asked, [(name[3], odds) for name, odds in borne], max(LEAST_CROWD, crowd))
        index, place, _, written = borne[at][0]
        found.append((Spelling(ref=ref, index=index, place=place, written=written), row))
    return found


def _describe(asked: str, borne: Sequence[tuple[str, tuple[float, float]]], crowd: int) -> tuple[int, Described]:
    """FEATURES of one place by its names with their evidence, and which of the names is the best."""
    in_arabic = is_arabic(asked)
    best: dict[bool, tuple[float, int]] = {}
    for at, (name, (odds, _)) in enumerate(borne):
        crosses = is_arabic(name) != in_arabic
        both = sum(_shares(asked, name, odds))
        if crosses not in best or both > best[crosses][0]:
            best[crosses] = both, at
    _, at = max(best.values())
    name, (odds, against) = borne[at]
    lengths = same_start = 0.0
    if False in best:
        left, right = letters_of(asked), letters_of(borne[best[False][1]][0])
        lengths, same_start = min(5, abs(len(left) - len(right))) / 10, float(left[:1] == right[:1])
    return at, (
        1.0, *_shares(asked, name, odds), max(-100.0, odds) / 10, float(spelling_key(name) == spelling_key(asked)), lengths,
        same_start, float(True not in best), float(False not in best),
        min(both for both, _ in best.values()) if len(best) == 2 else 0.0, math.log(crowd) / 10,
        max(-20.0, against) / 10, min(4, abs(len(letters_of(asked).split()) - len(letters_of(name).split()))),
    )  # fmt: skip


def _shares(asked: str, name: str, odds: float) -> tuple[float, float]:
    """The evidence as a share of what the best spelling would bring, of the name asked for and of the other."""
    mine, its = own_evidence(asked, is_arabic(name)), own_evidence(name, is_arabic(asked))
    return max(-1.0, odds / max(mine, 1.0)), max(-1.0, odds / max(its, 1.0))


def judge(described: Sequence[tuple[Spelling, Described]]) -> list[Spelling]:
    """Each place with the probability that it bears the name, judged by itself."""
    import numpy as np

    if not described:
        return []
    weights = load_model()["judgement"]
    odds = np.array([row for _, row in described]) @ np.array([weights[name] for name in FEATURES])
    sure = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
    return [replace(one, probability=float(p)) for (one, _), p in zip(described, sure, strict=True)]


def weigh_rivals(judged: Sequence[tuple[float, Point | None]]) -> list[float]:
    """Of places judged by themselves (probability, point) the probability that each is meant, if half of the names asked for have none.

    The more other places resemble the name, the less one of them is meant. Rows within 5 km of one another are one place.
    """
    weights = load_model()["meant"]
    odds = (sum(weights[name] * worth for name, worth in zip(MEANT, row, strict=True)) for row in beside_rivals(judged))
    return [1 / (1 + math.exp(-one)) for one in odds]


def beside_rivals(judged: Sequence[tuple[float, Point | None]]) -> list[Described]:
    """What decides whether each place is meant (MEANT): its own log odds, and how much the others resemble the name as well."""
    rivals = [(at, *one) for at, one in enumerate(judged) if one[0] >= LEAST_RIVAL]
    rows: list[Described] = []
    for at, (sure, point) in enumerate(judged):
        crowd = sum(other for n, other, there in rivals if n != at and not is_one_place(point, there))
        bounded = min(max(sure, 0.001), 0.999)
        rows.append((1.0, math.log(bounded / (1 - bounded)), math.log1p(crowd)))
    return rows


def is_one_place(left: Point | None, right: Point | None) -> bool:
    """Two rows so near to one another that they are one place in two tables."""
    return left is not None and right is not None and is_within_km(left, right, ONE_PLACE_KM)
