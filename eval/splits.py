"""Decides which part of a data set may be looked at while building.

id -> "development" or "held_back", by a hash of the id: the same on every machine, whatever the order of the rows.
"""

from __future__ import annotations

import hashlib
from typing import Literal

Part = Literal["development", "held_back"]

# one part in so many is held back
HELD_BACK_ONE_IN = {"wad": 3}
DEFAULT_ONE_IN = 2


def part_of(dataset: str, row_id: str) -> Part:
    """part_of("wad", "wad-00003") is the same for ever; the name of the data set salts the hash."""
    digest = int.from_bytes(hashlib.sha256(f"{dataset}:{row_id}".encode()).digest()[:8], "big")
    return "held_back" if digest % HELD_BACK_ONE_IN.get(dataset, DEFAULT_ONE_IN) == 0 else "development"
