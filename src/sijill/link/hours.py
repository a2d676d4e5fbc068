"""Decides at which part of the day something happened, by the words that tell it.

Text -> "morning", "afternoon", "night", each by its words in data/linking.toml or by a time on the clock.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sijill.data import load_table

_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.]\d\d)? ?([ap])\.?m\b", re.IGNORECASE)
MORNING, AFTERNOON, NIGHT = range(3, 12), range(12, 18), "night"


@lru_cache(maxsize=65_536)
def parts_of_day(words: str) -> frozenset[str]:
    """ "on Monday evening", "at 9:30 p.m." -> night; "from dusk until dawn" -> night and morning"""
    found = {part for part, pattern in _parts() if pattern.search(words)}
    for hour, half in _CLOCK.findall(words):
        found.add(_part_of(int(hour) % 12 + 12 * (half in "pP")))
    return frozenset(found)


def _part_of(hour: int) -> str:
    return "morning" if hour in MORNING else "afternoon" if hour in AFTERNOON else NIGHT


@cache
def _parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_table("linking")["hours"]
    return tuple((part, re.compile(rf"\b(?:{'|'.join(said)})\b", re.IGNORECASE)) for part, said in table.items())
