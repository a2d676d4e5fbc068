"""Decides how telling a name is: the fewer families of documents carry it, the more it tells that two share it.

Profiles and their families -> the weight of each fact of a document. Copies do not make a name common. Compares nothing.

Rarity comes in classes, each of twice as many families as the one before: so a new document changes the weight of few names, and what was
judged of other documents stands, while the weights still depend on nothing but the documents that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sijill.link.facts import weigh_fact
from sijill.model.incident import Profile

# With fewer families than this, how often a word occurs says nothing of how common it is.
MIN_FAMILIES = 32


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many families each fact stands."""

    facts: Mapping[str, int]

    def weigh_names(self, facts: Iterable[str]) -> dict[str, float]:
        """fact -> how much it tells: its kind's weight; a half, a third, a quarter of it from 4, 8, 16 families on."""
        return {
            name: round(weigh_fact(fact) / max(1, class_of(self.facts.get(name, 1))), 4)
            for fact in facts
            if not fact.startswith("#") and (name := plain_name(fact))
        }


def class_of(count: int) -> int:
    """1 -> 0; 2, 3 -> 1; 4 to 7 -> 2; 8 to 15 -> 3"""
    return max(count, 1).bit_length() - 1


def plain_name(fact: str) -> str:
    """A person is one with and without an age."""
    return "n:" + fact[2:] if fact.startswith("p:") else fact


def measure_rarity(profiles: Sequence[Profile], family_of: Mapping[str, str]) -> Rarity:
    """Counts families, not documents."""
    facts: dict[str, set[str]] = {}
    for profile in profiles:
        for fact in profile.facts:
            facts.setdefault(plain_name(fact), set()).add(family_of[profile.document_id])
    return Rarity(facts={fact: len(found) for fact, found in facts.items()})
