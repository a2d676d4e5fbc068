"""Hand-kept facts: lexicons, quantifiers, known sources. Each table says where its rows come from."""

from __future__ import annotations

import gzip
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """Reads data/NAME.toml, once."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_words(name: str, *tables: str) -> frozenset[str]:
    """The words of one or more lists of data/NAME.toml, to look words up in."""
    return frozenset(word for table in tables for word in load_table(name)[table])


@cache
def load_pattern(name: str, table: str) -> re.Pattern[str]:
    """One pattern of all the phrases in a list of data/NAME.toml, between word boundaries, case ignored."""
    phrases = [phrase.replace(" ", r"\s+") for phrase in load_table(name)[table]]
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.I)


@cache
def load_word_ranks() -> dict[str, int]:
    """English words in lower case -> rank by frequency, 0 the most frequent; words that are not there are rare or names.

    Source: tools/draw_word_ranks.py, from Explosion Vectors (CC0)."""
    listed = gzip.decompress(files(__name__).joinpath("word_ranks.txt.gz").read_bytes()).decode().split()
    return {word: rank for rank, word in enumerate(listed)}


@cache
def load_lower_pattern(name: str, table: str) -> re.Pattern[str]:
    """The same for text in small letters: where Python need not ignore case it is three times as fast."""
    return re.compile(load_pattern(name, table).pattern)
