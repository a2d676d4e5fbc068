"""Decides which classes of victims a status belongs to.

Status as claimed -> VictimClass. Does not decide how many (tellings.py) or whom to believe (tolls.py).
"""

from __future__ import annotations

from sijill.model.claim import Status
from sijill.model.toll import VictimClass

# What each class consists of. Unspecified victims count as noncombatants: a text that says nothing of their
# fighting does not make fighters of them; it does not make civilians of them either.
MADE_OF: dict[VictimClass, frozenset[Status]] = {
    VictimClass.ALL: frozenset(Status),
    VictimClass.NONCOMBATANT: frozenset({Status.CIVILIAN, Status.UNSPECIFIED}),
    VictimClass.CIVILIAN: frozenset({Status.CIVILIAN}),
    VictimClass.SECURITY_FORCES: frozenset({Status.SECURITY_FORCES}),
    VictimClass.ATTACKERS: frozenset({Status.ATTACKERS}),
}


def is_apart(left: Status, right: Status) -> bool:
    """No victim can be of both statuses: both are said, and they differ."""
    return left is not right and Status.UNSPECIFIED not in (left, right)


def may_hold(whole: Status, part: Status) -> bool:
    """A group of status `whole` may contain victims of status `part`."""
    return whole is Status.UNSPECIFIED or part in (whole, Status.UNSPECIFIED)
