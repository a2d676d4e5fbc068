"""Decides which named persons are one under two spellings: "Furaha Bisimwa" in one report, "Foraha Bissimwa" in another.

Traits with the context in which each is told (a family of documents, an incident) -> source id -> the id that stands for both, with the two
names. Only persons who speak for themselves (witnesses, relatives, medics); bodies and officials have their spellings in data/sources.toml.
Namesakes who never speak of one incident stay two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from sijill.model.incident import Teller, Trait
from sijill.model.source import SourceKind
from sijill.text.names import fold_name, likeness, sound_name

PERSONS = (SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.MEDICAL)
# Each word of the name by itself: "Ahmed Ali" and "Ahmad Aly" have .85 and 1, "Mary Smith" and "Mark Smith" .82.
WORD_LIKENESS = 0.85
LEAST_WORDS = 2  # a single name is anybody's
MAX_ALIKE = 40  # names of one incident with the same initials, beyond which nobody is compared


@dataclass(frozen=True, slots=True)
class Persons:
    """stands_for: a source id -> the id of the same person under another spelling. names: both names, for the evidence."""

    stands_for: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    def id_of(self, source_id: str) -> str:
        return self.stands_for.get(source_id, source_id)


def match_persons(told: Iterable[tuple[Hashable, Trait]]) -> Persons:
    """Joins the persons of one context whose names are alike word by word."""
    groups: dict[tuple[Hashable, str], dict[str, str]] = defaultdict(dict)
    for context, trait in told:
        for teller in trait.tellers:
            if is_person(teller):
                groups[context, _initials(teller.name)].setdefault(teller.source_id, teller.name)
    parent: dict[str, str] = {}
    named: dict[str, str] = {}
    for group in groups.values():
        if len(group) <= MAX_ALIKE:
            for (left, one), (right, other) in combinations(sorted(group.items()), 2):
                if is_one_name(one, other):
                    named.update({left: one, right: other})
                    first, second = sorted((_root(parent, left), _root(parent, right)))
                    parent[second] = first
    stands_for = {source: _root(parent, source) for source in named}
    names: dict[str, set[str]] = defaultdict(set)
    for source, first in stands_for.items():
        names[first].add(named[source])
    return Persons(stands_for=stands_for, names={first: tuple(sorted(some)) for first, some in names.items()})


def is_person(teller: Teller) -> bool:
    return teller.named and teller.kind in PERSONS and len(fold_name(teller.name).split()) >= LEAST_WORDS


def is_one_name(left: str, right: str) -> bool:
    """True where the names have as many words, and each sounds like its counterpart."""
    ours, theirs = fold_name(left).split(), fold_name(right).split()
    return len(ours) == len(theirs) and all(
        likeness(one, other) >= WORD_LIKENESS for one, other in zip(ours, theirs, strict=True)
    )


def _initials(name: str) -> str:
    """The first sound of each word, vowels as one: names that are alike share them."""
    return " ".join("a" if word[0] in "aiu" else word[0] for word in sound_name(name).split())


def _root(parent: Mapping[str, str], source: str) -> str:
    while source in parent:
        source = parent[source]
    return source
