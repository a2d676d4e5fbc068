"""Decides which name a group bears: ids are history. And keeps what an id held that stands elsewhere now.

Groups of members (claim ids) and the groups of the build before -> ids. A group keeps the id of the earlier group with which it shares
most members; a fresh one is named after its smallest. Incidents before and after -> Formers: an id once given leads to what became of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from sijill.model.incident import Former, Incident

Members = Mapping[str, Sequence[str]]


def keep_ids(groups: Sequence[Sequence[str]], before: Members, prefix: str, once: Members | None = None) -> list[str]:
    """Names each group; no two groups bear one name, and an earlier id goes to the group that holds most of it.

    once: what ids held that name nothing any more; a group that none of the living ones fits gets such a one back.
    """
    names: dict[int, str] = {}
    taken: set[str] = set()
    for known in (before, {name: held for name, held in (once or {}).items() if name not in before}):
        _hand_out(groups, known, names, taken)
    for position, group in sorted(enumerate(groups), key=lambda row: min(row[1])):
        if position not in names:
            names[position] = _fresh_id(min(group), prefix, taken)
            taken.add(names[position])
    return [names[position] for position in range(len(groups))]


def _hand_out(groups: Sequence[Sequence[str]], known: Members, names: dict[int, str], taken: set[str]) -> None:
    """Gives each unnamed group the known name with which it shares most members, largest share first."""
    bearers: dict[str, list[str]] = {}
    for name in sorted(known):
        for member in known[name]:
            bearers.setdefault(member, []).append(name)
    overlaps = []
    for position, group in enumerate(groups):
        if position not in names:
            shared = Counter(name for member in group for name in bearers.get(member, ()))
            overlaps += [(-count, name, min(group), position) for name, count in shared.items()]
    for _, name, _, position in sorted(overlaps):
        if position not in names and name not in taken:
            names[position] = name
            taken.add(name)


def _fresh_id(smallest: str, prefix: str, taken: set[str]) -> str:
    """A new name; one that an older group still bears is passed over."""
    for turn in range(1_000_000):
        name = f"{prefix}-{sha256((smallest + '+' * turn).encode()).hexdigest()[:12]}"
        if name not in taken:
            return name
    raise AssertionError("a million ids are taken")


def remember(formers: Iterable[Former], before: Iterable[Incident], after: Iterable[Incident]) -> tuple[Former, ...]:
    """Notes what each id lost from one build to the next; what comes home again is forgotten.

    incident-x held c1 and c2, now incident-y holds both -> x: c1, c2. Now incident-x holds c1 and incident-y c2 -> x: c2.
    """
    now = {one.id: one for one in after}
    standing = {claim_id for one in now.values() for claim_id in one.claim_ids}
    claims: dict[str, set[str]] = {}
    documents: dict[str, set[str]] = {}
    rows = [(one.id, one.claim_ids, one.document_ids) for one in formers]
    for name, held, told_in in (*rows, *((one.id, one.claim_ids, one.document_ids) for one in before)):
        claims.setdefault(name, set()).update(held)
        documents.setdefault(name, set()).update(told_in)
    kept = []
    for name in sorted(claims):
        if name not in now:
            kept.append(Former(id=name, claim_ids=_sorted(claims[name]), document_ids=_sorted(documents[name])))
        elif elsewhere := (claims[name] - set(now[name].claim_ids)) & standing:
            kept.append(Former(id=name, claim_ids=_sorted(elsewhere)))
    return tuple(kept)


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))
