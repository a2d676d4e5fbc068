"""Decides how alike two documents are worded, by the words that few others have.

Profiles and their families -> a vector for each document, the pairs that are near, and the cosine of any pair. Copies make no word common.
Knows no meaning, no order of words and no incident.

A word weighs by how often it stands in the document and by how few families have it. Rarity comes in classes (rarity.py), so that one
document more moves few of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from sijill.link.packed import count_groups, pack, unpack_all
from sijill.link.rarity import MIN_FAMILIES
from sijill.model.incident import Profile

# What a word tells fades towards the end of a page, and pages end in other stories: 400 words find as many pairs as all.
MAX_COUNTED = 400
MOST_TIMES = 63
COUNT_BITS = 6
COMMON = 2  # a word of the three commonest classes, which a quarter or more of the families have, tells nothing
RARE = 64  # pairs are sought by the words that at most so many documents have
NEAR = 0.06  # of the cosine that comes from rare words; pairs below it are compared where place or names call for it
ROWS_AT_ONCE = 2_000


def count_words(words: Sequence[str]) -> bytes:
    """Each word of three letters and more, and each number, as one: its hash, and in the last six bits how often it stands."""
    counts = Counter(word for word in words[:MAX_COUNTED] if len(word) > 2 or (len(word) == 2 and word.isdigit()))
    return pack(sorted(crc32(word.encode()) << COUNT_BITS | min(n, MOST_TIMES) for word, n in counts.items()))


@dataclass(frozen=True, slots=True)
class Wording:
    """Unit vectors of documents; matrix and rare (its rare words only) have a row a document."""

    rows: Mapping[str, int]
    matrix: Any
    rare: Any

    def find_near(self, documents: Sequence[str]) -> list[tuple[int, int]]:
        """Pairs of positions in `documents` that share rare words, smaller position first."""
        import numpy as np

        known = [(position, self.rows[one]) for position, one in enumerate(documents) if one in self.rows]
        if len(known) < 2:
            return []
        positions = np.array([position for position, _ in known])
        rare = self.rare[[row for _, row in known]]
        columns = rare.T.tocsr()
        found = []
        for start in range(0, rare.shape[0], ROWS_AT_ONCE):
            likeness = (rare[start : start + ROWS_AT_ONCE] @ columns).tocoo()
            near = (likeness.data >= NEAR) & (likeness.row + start < likeness.col)
            found += list(
                zip(positions[likeness.row[near] + start].tolist(), positions[likeness.col[near]].tolist(), strict=True)
            )
        return found

    def compare(self, pairs: Sequence[tuple[str, str]]) -> list[float | None]:
        """The cosines of pairs of documents, in hundredths, so that a document that moves one by less changes no judgement."""
        import numpy as np

        asked = np.array([self.rows.get(one, -1) for pair in pairs for one in pair], dtype=np.int64).reshape(-1, 2)
        cosines = np.full(len(asked), -1.0)
        told = np.flatnonzero((asked >= 0).all(axis=1))
        for start in range(0, len(told), ROWS_AT_ONCE * 10):
            some = told[start : start + ROWS_AT_ONCE * 10]
            left, right = asked[some].T
            cosines[some] = np.asarray(self.matrix[left].multiply(self.matrix[right]).sum(axis=1)).ravel()
        return [None if cosine < 0 else round(cosine, 2) for cosine in cosines.tolist()]


def weigh_wording(profiles: Sequence[Profile], family_of: Mapping[str, str]) -> Wording | None:
    """Vectors of all documents; None in a register too small to tell which words are common."""
    families = {name: i for i, name in enumerate(sorted(set(family_of.values())))}
    if len(families) < MIN_FAMILIES:
        return None
    import numpy as np
    from scipy.sparse import csr_matrix

    packed, rows = unpack_all([profile.terms for profile in profiles])
    of_family = np.array([families[family_of[one.document_id]] for one in profiles], dtype=np.int64)[rows]
    words, held, column = count_groups(packed >> COUNT_BITS, of_family)
    classes = np.frexp(np.maximum(held, 1))[1] - 1  # 1 -> 0; 2, 3 -> 1; 4 to 7 -> 2: class_of, for all words at once
    rarity = np.maximum(0, len(families).bit_length() - 1 - COMMON - classes)
    weights = (1 + np.log(packed & MOST_TIMES)) * rarity[column]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=len(profiles)))
    weights = weights / np.maximum(lengths, 1e-12)[rows]
    shape = (len(profiles), len(words))

    def matrix_of(chosen: Any) -> Any:
        return csr_matrix((weights[chosen], (rows[chosen], column[chosen])), shape=shape)

    tells = weights > 0
    rare = tells & (held[column] > 1) & (held[column] <= RARE)
    return Wording(
        rows={one.document_id: i for i, one in enumerate(profiles)}, matrix=matrix_of(tells), rare=matrix_of(rare)
    )
