"""Decides which name a group of claims bears: ids are history.

Groups of claim ids and the groups of the build before -> ids. A group keeps the id of the earlier group with which it shares most claims;
a fresh one is named after its smallest claim name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256


def keep_ids(groups: Sequence[Sequence[str]], before: Mapping[str, Sequence[str]], prefix: str) -> list[str]:
    """Names each group; no two groups bear one name, and an earlier id goes to the group that holds most of it."""
    bearer = {member: name for name in sorted(before) for member in before[name]}
    overlaps = []
    for position, group in enumerate(groups):
        shared = Counter(bearer[member] for member in group if member in bearer)
        overlaps += [(-count, name, min(group), position) for name, count in shared.items()]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, name, _, position in sorted(overlaps):
        if position not in names and name not in taken:
            names[position] = name
            taken.add(name)
    for position, group in sorted(enumerate(groups), key=lambda row: min(row[1])):
        if position not in names:
            names[position] = _fresh_id(min(group), prefix, taken)
            taken.add(names[position])
    return [names[position] for position in range(len(groups))]


def _fresh_id(smallest: str, prefix: str, taken: set[str]) -> str:
    """A new name; one that an older group still bears is passed over."""
    for turn in range(1_000_000):
        name = f"{prefix}-{sha256((smallest + '+' * turn).encode()).hexdigest()[:12]}"
        if name not in taken:
            return name
    raise AssertionError("a million ids are taken")
