"""Decides how the hashes of a document are kept: as the bytes of whole numbers, so that those of all documents are looked at together.

Numbers -> bytes -> numbers, of one document or of many with whose each is; in how many groups of documents each number stands. Knows
nothing of what they stand for.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence
from typing import Any

BYTES_EACH = 8


def pack(numbers: Collection[int]) -> bytes:
    """Whole numbers below 2 ** 63, in their order."""
    return struct.pack(f"<{len(numbers)}q", *numbers)


def unpack(packed: bytes) -> Any:
    """The numbers as an array."""
    import numpy as np

    return np.frombuffer(packed, dtype="<i8")


def unpack_all(packed: Sequence[bytes]) -> tuple[Any, Any]:
    """The numbers of many documents, one after the other, and for each the position of its document.  [1 2], [3] -> 1 2 3, 0 0 1"""
    import numpy as np

    sizes = [len(one) // BYTES_EACH for one in packed]
    return unpack(b"".join(packed)), np.repeat(np.arange(len(packed)), sizes)


def count_groups(numbers: Any, groups: Any) -> tuple[Any, Any, Any]:
    """The different numbers in order, in how many groups each stands, and for each number of the input its place among them.

    numbers 7 5 7 in groups 0 0 1 -> 5 7, 1 2, 1 0 1
    """
    import numpy as np

    found, column = np.unique(numbers, return_inverse=True)
    many = int(groups.max(initial=0)) + 1
    pairs = np.sort(column * many + groups)
    first = np.diff(pairs, prepend=-1) > 0
    return found, np.bincount(pairs[first] // many, minlength=len(found)), column
