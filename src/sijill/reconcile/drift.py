"""Decides where one origin's number changed its meaning on its way: the same number of other people, or of another harm.

Case and who speaks -> Contradictions that name both tellings. Says nothing of which one is right: the first day's is named first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sijill.model.case import Case
from sijill.model.claim import Outcome, Status
from sijill.model.count import Unit
from sijill.model.incident import Origin
from sijill.model.toll import Contradiction, Facet
from sijill.reconcile.counted import Counted
from sijill.reconcile.speakers import Speaking

# Smaller numbers recur by chance: three civilians and three soldiers are six people.
TELLING = 10
DEADLY = (Outcome.KILLED, Outcome.BODIES_FOUND, Outcome.CASUALTIES)


def find_drifts(case: Case, counts: Sequence[Counted], speakers: Mapping[str, Speaking]) -> Iterable[Contradiction]:
    """A number that one origin gives in two documents as something else.  740 killed, 740 casualties; 1,000 dead, 1,000 civilians"""
    told: dict[tuple[str, int], list[Counted]] = defaultdict(list)
    for counted in counts:
        speaking, number = speakers[counted.id], counted.count.best
        if number is not None and number >= TELLING and speaking.origin is not Origin.UNKNOWN:
            told[speaking.key, number].append(counted)
    for (_, number), same in sorted(told.items()):
        ordered = sorted(same, key=lambda one: (str(one.as_of or ""), one.id))
        first = ordered[0]
        for other in ordered[1:]:
            changed = what_changed(first, other)
            if changed is None or first.document_id == other.document_id or is_told_in(first.document_id, other, same):
                continue
            facet = Facet.STATUS if changed == "class" else Facet.TOLL
            yield Contradiction(
                subject=case.subject.id, facet=facet, claim_ids=tuple(sorted((first.id, other.id))), size=float(number),
                between=(name(first, speakers), name(other, speakers)),
                explained_by=(f"drift: the {changed} of one origin's number changed from one report to the next",),
            )  # fmt: skip
            break


def what_changed(left: Counted, right: Counted) -> str | None:
    """The harm, the unit or the class; none where the two say the same, or count harms that nobody takes for one another."""
    if left.count.unit is not right.count.unit:
        return "unit" if left.outcome is right.outcome else None
    if left.outcome is not right.outcome:
        return "harm" if left.outcome in DEADLY and right.outcome in DEADLY else None
    return "class" if left.status is not right.status else None


def is_told_in(document: str, other: Counted, same: Sequence[Counted]) -> bool:
    """The first document says it in the other's way, too: both can be so.  "ten, all of them civilians" """
    return any(one.document_id == document and what_changed(one, other) is None for one in same)


def name(counted: Counted, speakers: Mapping[str, Speaking]) -> str:
    """ "Coast Observatory (740 killed, civilian)" """
    status = "" if counted.status is Status.UNSPECIFIED else f", {counted.status.value.replace('_', ' ')}"
    unit = "" if counted.count.unit is Unit.PERSON else f" {counted.count.unit.value}s"
    harm = counted.outcome.value.replace("_", " ")
    return f"{speakers[counted.id].name} ({counted.count.wording}{unit} {harm}{status})"
