"""The floor under every reader: patterns such as "number ... killed", as anyone would write them in a few minutes.

texts -> tallies. It reads no attribution, no parts, no scope; the gate shows by how much the reader beats it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.tallies import Tally, Text

WORDS = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
NUMBER_OF = {word: value for value, word in enumerate(WORDS)} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}
NUMBER = r"\b(\d[\d,]*|" + "|".join(NUMBER_OF) + r")\b"
GAP = r"(?:[\w'’-]+[ ,]+){0,6}?"
VERBS = {
    "killed": r"(?:killed|dead|died|deaths|slain|murdered|shot dead|beheaded|executed|fatalities)",
    "injured": r"(?:injured|wounded|hurt|injuries)",
}
BEFORE = {
    "killed": r"(?:kill|kills|killed|killing|claimed|left|murdered|beheaded|executed)",
    "injured": r"(?:injure|injured|injuring|wound|wounded|wounding)",
}
PATTERNS = {
    outcome: (
        re.compile(rf"{NUMBER}\s+{GAP}{VERBS[outcome]}\b", re.I),
        re.compile(rf"\b{BEFORE[outcome]}\s+(?:[a-z]+\s+){{0,3}}?{NUMBER}", re.I),
    )
    for outcome in VERBS
}


def find_number(text: str, outcome: str) -> int | None:
    """The first number before or after a word for the outcome: "12 people were killed" -> 12"""
    found = [hit for pattern in PATTERNS[outcome] if (hit := pattern.search(text))]
    if not found:
        return None
    word = min(found, key=lambda hit: hit.start())[1].lower().replace(",", "")
    return NUMBER_OF[word] if word in NUMBER_OF else int(word[:9])


def tell_by_patterns(texts: Sequence[Text]) -> list[Tally]:
    """A tally a text, the same figure for every class of victims."""
    tallies: list[Tally] = []
    for row in texts:
        tolls = [
            {"outcome": outcome, "victims": victims, "unit": "person", "min": number, "best": number, "max": number}
            for outcome in VERBS
            if (number := find_number(row.text, outcome)) is not None
            for victims in ("all", "noncombatant")
        ]
        tallies.append({"id": row.id, "place": None, "period": None, "tolls": tolls})
    return tallies
