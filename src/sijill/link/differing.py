"""Decides which pairs of accounts, found different in the build before, are not weighed again; and how such pairs are kept.

Sides, pairs with their cosines and what was kept -> the pairs that stand with their scores, and those that are to be weighed. Most pairs
are plainly different, and nothing of them is asked for again but the score. It may change only with what depends on other documents:
kinship, how telling names are, how alike the wording is. Weighs nothing itself.
"""

from __future__ import annotations

import struct
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from sijill.link.features import Side
from sijill.model.incident import Differing

Pair = tuple[int, int]
Kept = tuple[str, str, float, int]  # two accounts, smaller id first; score; cosine in hundredths
NOT_COMPARED = -1


@dataclass(frozen=True, slots=True)
class Before:
    """What was found different in the build before."""

    rests_on: Mapping[str, int]
    pairs: Mapping[str, Mapping[str, tuple[float, int]]]


def recall(differing: Iterable[Differing], made_by: str) -> Before:
    """What was kept, by the smaller account and the larger; what other rules found is forgotten."""
    own = [one for one in differing if one.made_by == made_by]
    return Before(
        rests_on={one.account: one.rests_on for one in own},
        pairs={
            one.account: dict(zip(one.others, zip(one.scores, one.cosines, strict=True), strict=True)) for one in own
        },
    )


def sift(
    sides: Sequence[Side], pairs: Sequence[Pair], cosines: Sequence[float | None], before: Before
) -> tuple[list[Kept], list[int]]:
    """The pairs that stand, and the positions of those that are to be weighed."""
    names = [side.account.id for side in sides]
    families = [side.family for side in sides]
    stands = [before.rests_on.get(name) == rest_on(side) for name, side in zip(names, sides, strict=True)]
    kept: list[Kept] = []
    rest = []
    for position, ((i, j), cosine) in enumerate(zip(pairs, cosines, strict=True)):
        if names[i] > names[j]:
            i, j = j, i
        known = before.pairs[names[i]].get(names[j]) if stands[i] and stands[j] else None
        if known is not None and known[1] == in_hundredths(cosine) and families[i] != families[j]:
            kept.append((names[i], names[j], *known))
        else:
            rest.append(position)
    return kept, rest


def rest_on(side: Side) -> int:
    """A number that changes when the names of an account tell more or less, or when it speaks for its whole document or no more."""
    return crc32(struct.pack(f"<?{len(side.names)}d", side.is_main, *side.names.values()))


def in_hundredths(cosine: float | None) -> int:
    return NOT_COMPARED if cosine is None else round(cosine * 100)


def keep_plain(plain: Iterable[tuple[Side, Side, float]]) -> list[Kept]:
    """Pairs that were just found to be plainly different (judging.py)."""
    return [
        (left.account.id, right.account.id, score, in_hundredths(left.near.get(right.account.id)))
        for left, right, score in plain
    ]


def write_differing(sides: Iterable[Side], kept: Iterable[Kept], made_by: str) -> list[Differing]:
    """Keeps pairs in short, a row an account; also of accounts that stand in such pairs with smaller ones only."""
    found: dict[str, list[tuple[str, float, int]]] = {}
    for left, right, score, cosine in kept:
        found.setdefault(left, []).append((right, score, cosine))
        found.setdefault(right, [])
    rows = []
    for side in sides:
        if (own := found.get(side.account.id)) is not None:
            others, scores, cosines = zip(*sorted(own), strict=True) if own else ((), (), ())
            rows.append(
                Differing(
                    account=side.account.id,
                    made_by=made_by,
                    rests_on=rest_on(side),
                    others=others,
                    scores=scores,
                    cosines=cosines,
                )
            )
    return rows


def cut(differing: Iterable[Differing], left: Container[str]) -> tuple[Differing, ...]:
    """Leaves out the accounts that are gone."""
    return tuple(_cut_row(one, left) for one in differing if one.account in left)


def _cut_row(row: Differing, left: Container[str]) -> Differing:
    if all(other in left for other in row.others):
        return row
    stay = [i for i, other in enumerate(row.others) if other in left]
    return replace(
        row,
        others=tuple(row.others[i] for i in stay),
        scores=tuple(row.scores[i] for i in stay),
        cosines=tuple(row.cosines[i] for i in stay),
    )
