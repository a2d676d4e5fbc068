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
    return frozenset({kind for kind, pattern in _kinds() if pattern.search(words)})


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_table("linking")["kinds"]
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)) for kind, words in table.items())
