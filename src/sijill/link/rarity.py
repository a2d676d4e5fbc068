"""Decides how telling a name or a word is: the fewer families of documents carry it, the more it tells that two share it.

Profiles and their families -> the weight of each fact and word of a document. Copies do not make a name common. Compares nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2, sqrt

from sijill.link.facts import weigh_fact
from sijill.model.incident import Profile
from sijill.text.names import fold_name

# With fewer families than this, how often a word occurs says nothing of how common it is.
MIN_FAMILIES = 30
MAX_LEAD_WORDS = 300


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many families each fact and each word of a lead stands."""

    families: int
    facts: Mapping[str, int]
    words: Mapping[str, int]

    def weigh_names(self, facts: Iterable[str]) -> dict[str, float]:
        """fact -> how much it tells: its kind's weight, less by half for every doubling beyond two families."""
        return {
            name: round(weigh_fact(fact) / (1 + log2(max(self.facts.get(name, 1), 2) / 2)), 4)
            for fact in facts
            if not fact.startswith("#") and (name := plain_name(fact))
        }

    def weigh_words(self, lead: str) -> dict[str, float]:
        """word -> its share in a unit vector of rarities (tf-idf); empty in a register too small to tell."""
        if self.families < MIN_FAMILIES:
            return {}
        counts = Counter(lead_words(lead))
        raw = {
            word: (1 + log(count)) * log(self.families / self.words.get(word, 1))
            for word, count in counts.items()
            if self.words.get(word, 1) < self.families / 3
        }
        length = sqrt(sum(weight * weight for weight in raw.values()))
        return {word: weight / length for word, weight in raw.items()} if length else {}


def plain_name(fact: str) -> str:
    """A person is one with and without an age."""
    return "n:" + fact[2:] if fact.startswith("p:") else fact


def lead_words(lead: str) -> list[str]:
    return [word for word in fold_name(lead).split()[:MAX_LEAD_WORDS] if len(word) > 2]


def measure_rarity(profiles: Sequence[Profile], family_of: Mapping[str, str]) -> Rarity:
    """Counts families, not documents."""
    facts: dict[str, set[str]] = {}
    words: dict[str, set[str]] = {}
    for profile in profiles:
        family = family_of[profile.document_id]
        for fact in profile.facts:
            facts.setdefault(plain_name(fact), set()).add(family)
        for word in set(lead_words(profile.lead)):
            words.setdefault(word, set()).add(family)
    return Rarity(
        families=len(set(family_of.values())),
        facts={fact: len(found) for fact, found in facts.items()},
        words={word: len(found) for word, found in words.items()},
    )
