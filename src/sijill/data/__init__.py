"""Hand-kept facts: lexicons, quantifiers, known sources. Each table says where its rows come from."""

from __future__ import annotations

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
def load_pattern(name: str, table: str) -> re.Pattern[str]:
    """One pattern of all the phrases in a list of data/NAME.toml, between word boundaries, case ignored."""
    phrases = [phrase.replace(" ", r"\s+") for phrase in load_table(name)[table]]
    return re.compile(r"\b(?:" + "|".join(phrases) + r")\b", re.I)
