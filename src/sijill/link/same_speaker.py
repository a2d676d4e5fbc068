"""Decides which named speakers are one under two names: "Dr Furaha Bisimwa" and "Foraha Bissimwa", "MHRM" and "Mali Human Rights Monitor".

Traits with the context in which each is told (a family of documents, an incident) -> source id -> the id that stands for both, with the
names. Persons who speak for themselves (witnesses, relatives, medics) by each word's sound, without titles; bodies by their initials, or by
all words but the form of one ("Mali", "Malian"). Bodies and officials that are met often have their names in data/sources.toml. Namesakes
who never speak of one incident stay two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from sijill.data import load_table
from sijill.model.incident import Teller, Trait
from sijill.model.source import SourceKind
from sijill.text.names import fold_name, likeness, sound_name

PERSONS = (SourceKind.WITNESS, SourceKind.RELATIVE, SourceKind.MEDICAL)
BODIES = (SourceKind.MONITOR, SourceKind.NGO, SourceKind.INTERNATIONAL, SourceKind.UNKNOWN)
# Each word of the name by itself: "Ahmed Ali" and "Ahmad Aly" have .85 and 1, "Mary Smith" and "Mark Smith" .82.
WORD_LIKENESS = 0.85
LEAST_WORDS = 2  # a single name is anybody's
MAX_ALIKE = 40  # names of one incident with the same initials, beyond which nobody is compared
LEAST_INITIALS = 3
SAME_LETTERS = 4  # with which two forms of a country's name begin


@dataclass(frozen=True, slots=True)
class Speakers:
    """stands_for: a source id -> the id of the same speaker under another name. names: all names, for the evidence."""

    stands_for: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    def id_of(self, source_id: str) -> str:
        return self.stands_for.get(source_id, source_id)

    def is_known(self, teller: Teller) -> bool:
        """Has a name, or initials that stand for one."""
        return teller.named or teller.source_id in self.stands_for


def match_speakers(told: Iterable[tuple[Hashable, Trait]]) -> Speakers:
    """Joins the speakers of one context whose names are alike."""
    groups: dict[tuple[Hashable, str], dict[str, Teller]] = defaultdict(dict)
    for context, trait in told:
        for teller in trait.tellers:
            if is_person(teller):
                groups[context, _sounds(teller.name)].setdefault(teller.source_id, teller)
            elif is_body(teller):
                groups[context, _initials(teller.name)].setdefault(teller.source_id, teller)
    parent: dict[str, str] = {}
    named: dict[str, str] = {}
    for group in groups.values():
        if len(group) <= MAX_ALIKE:
            for (left, one), (right, other) in combinations(sorted(group.items()), 2):
                if _is_one(one, other):
                    named.update({left: one.name, right: other.name})
                    first, second = sorted((_root(parent, left), _root(parent, right)))
                    if first != second:
                        parent[second] = first
    stands_for = {source: _root(parent, source) for source in named}
    names: dict[str, set[str]] = defaultdict(set)
    for source, first in stands_for.items():
        names[first].add(named[source])
    return Speakers(stands_for=stands_for, names={first: tuple(sorted(some)) for first, some in names.items()})


def _is_one(left: Teller, right: Teller) -> bool:
    alike: Callable[[str, str], bool] = is_one_name if is_person(left) else is_one_body
    return (left.named or right.named) and alike(left.name, right.name)


def is_person(teller: Teller) -> bool:
    return teller.named and teller.kind in PERSONS and len(_bare(teller.name)) >= LEAST_WORDS


def is_body(teller: Teller) -> bool:
    """A body with a name of several words, or initials, whoever takes them for a name."""
    return teller.kind in BODIES and (
        _is_short(teller.name) or (teller.named and len(_telling(teller.name)) >= LEAST_INITIALS)
    )


def is_one_name(left: str, right: str) -> bool:
    """True where the names have as many words, titles apart, and each sounds like its counterpart."""
    ours, theirs = _bare(left), _bare(right)
    return len(ours) == len(theirs) and all(
        likeness(one, other) >= WORD_LIKENESS for one, other in zip(ours, theirs, strict=True)
    )


def is_one_body(left: str, right: str) -> bool:
    """True for initials and the words that they stand for, and for names that differ in the form of one word.

    "MHRM", "Mali Human Rights Monitor", "Malian Human Rights Monitor" are one; "North Coast Rights Desk", "South Coast Rights Desk" are two
    """
    if _is_short(left) or _is_short(right):
        return _is_short(left) is not _is_short(right) and _initials(left) == _initials(right)
    ours, theirs = _telling(left), _telling(right)
    other = [(one, another) for one, another in zip(ours, theirs, strict=False) if not _is_one_word(one, another)]
    return len(ours) == len(theirs) and len(other) <= 1 and all(_begin_alike(*pair) for pair in other)


def _is_one_word(left: str, right: str) -> bool:
    """ "centre", "center" """
    return left == right or (sorted(left) == sorted(right) and left[0] == right[0])


def _begin_alike(left: str, right: str) -> bool:
    return min(len(left), len(right)) >= SAME_LETTERS and left[:SAME_LETTERS] == right[:SAME_LETTERS]


def _is_short(name: str) -> bool:
    """ "MHRM" """
    return len(name) >= LEAST_INITIALS and name.isalpha() and name.isupper()


def _bare(name: str) -> list[str]:
    """The words of a person's name without titles.  "Dr. Furaha Bisimwa" -> furaha, bisimwa"""
    return [word for word in fold_name(name).split() if word not in _titles()]


def _telling(name: str) -> list[str]:
    small = load_table("linking")["speakers"]["small"]
    return [word for word in fold_name(name).split() if word not in small]


def _initials(name: str) -> str:
    """ "MHRM" and "Mali Human Rights Monitor" -> mhrm"""
    return name.lower() if _is_short(name) else "".join(word[0] for word in _telling(name))


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_table("linking")["speakers"]["titles"])


def _sounds(name: str) -> str:
    """The first sound of each word, vowels as one: names that are alike share them."""
    return " ".join("a" if word[0] in "aiu" else word[0] for word in sound_name(" ".join(_bare(name))).split())


def _root(parent: Mapping[str, str], source: str) -> str:
    while source in parent:
        source = parent[source]
    return source
