"""Decides in which ways violence was done, by the words that tell it.

Text -> the kinds of data/linking.toml whose words it has.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sijill.data import load_table


@lru_cache(maxsize=65_536)
def kinds_in(words: str) -> frozenset[str]:
    """ "Gunmen opened fire" -> shooting"""
    words = words.lower()
    # Most texts have none of the letters; to look for these first costs a tenth.
    return frozenset(
        kind for kind, said, pattern in _kinds() if any(one in words for one in said) and pattern.search(words)
    )


@cache
def _kinds() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    table = load_table("linking")["kinds"]
    return tuple((kind, tuple(said), re.compile(rf"\b(?:{'|'.join(said)})\b")) for kind, said in table.items())
