"""Decides how telling a name or a word is: the fewer families of documents carry it, the more it tells that two share it.

Profiles and their families -> the weight of each fact and word of a document. Copies do not make a name common. Compares nothing.

Rarity comes in classes, each of twice as many families as the one before: so a new document changes the weight of few names, and what was
judged of other documents stands, while the weights still depend on nothing but the documents that are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from sijill.link.facts import weigh_fact
from sijill.model.incident import Profile
from sijill.text.names import fold_name

# With fewer families than this, how often a word occurs says nothing of how common it is.
MIN_FAMILIES = 32
MAX_LEAD_WORDS = 300


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many families each fact stands, and how rare each word of a lead is."""

    families: int
    facts: Mapping[str, int]
    words: Mapping[str, int]  # word -> how many classes rarer than all, for those that tell anything

    def weigh_names(self, facts: Iterable[str]) -> dict[str, float]:
        """fact -> how much it tells: its kind's weight; a half, a third, a quarter of it from 4, 8, 16 families on."""
        return {
            name: round(weigh_fact(fact) / max(1, class_of(self.facts.get(name, 1))), 4)
            for fact in facts
            if not fact.startswith("#") and (name := plain_name(fact))
        }

    def weigh_words(self, lead: str) -> dict[str, float]:
        """word -> its share in a unit vector of rarities (tf-idf, by classes); empty in a register too small to tell."""
        if self.families < MIN_FAMILIES:
            return {}
        counts = Counter(lead_words(lead))
        raw = {word: (1 + log(count)) * self.words[word] for word, count in counts.items() if word in self.words}
        length = sqrt(sum(weight * weight for weight in raw.values()))
        return {word: weight / length for word, weight in raw.items()} if length else {}


COMMON = 2  # a word of the three commonest classes, which a quarter or more of the families have, tells nothing


def class_of(count: int) -> int:
    """1 -> 0; 2, 3 -> 1; 4 to 7 -> 2; 8 to 15 -> 3"""
    return max(count, 1).bit_length() - 1


def plain_name(fact: str) -> str:
    """A person is one with and without an age."""
    return "n:" + fact[2:] if fact.startswith("p:") else fact


@lru_cache(maxsize=32_768)
def lead_words(lead: str) -> tuple[str, ...]:
    return tuple(word for word in fold_name(lead).split()[:MAX_LEAD_WORDS] if len(word) > 2)


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
    families = len(set(family_of.values()))
    rarities = ((word, class_of(families) - class_of(len(found))) for word, found in words.items())
    return Rarity(
        families=families,
        facts={fact: len(found) for fact, found in facts.items()},
        words={word: rarity for word, rarity in rarities if rarity > COMMON},
    )
