"""Decides whether the place that stands first for a name is accepted, or whether the name only resembles it.

candidates of one name, best first -> the accepted one or None, and why in words. Spelling alone decides: what the rest of a text
says is weighed in place_choice.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.resolve.gazetteer import TEXT_FLOOR, WRITTEN_SO, Candidate
from sijill.resolve.gazetteer_spellings import JUDGED, is_one_place


def accept(found: Sequence[Candidate], floor: float = TEXT_FLOOR) -> tuple[Candidate | None, str]:
    """The first, if no other place is written so and, where it is another spelling, it is as sure as the floor.

    Two rows of one place do not compete, nor a town and the unit that it lies in.
    """
    if not found:
        return None, "no place is known by this name"
    first = found[0]
    if first.score < WRITTEN_SO:
        if first.score >= JUDGED * floor:
            return first, "another spelling"
        return None, "the name only resembles these"
    rivals = [one for one in found[1:] if one.score >= first.score and not _are_one(one, first)]
    return (None, "several places bear this name") if rivals else (first, "the name itself")


def _are_one(left: Candidate, right: Candidate) -> bool:
    return left.is_within(right) or right.is_within(left) or is_one_place(left.point, right.point)
