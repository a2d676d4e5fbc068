"""What `sijill build` prints: the register in a few lines that a tired person reads.

Register -> text: how much there is, the gravest episodes and incidents with their deaths and injured, what to do next.
"""

from __future__ import annotations

from pathlib import Path

from sijill.model.claim import Outcome
from sijill.model.incident import Incident
from sijill.model.register import Register
from sijill.model.toll import Toll, VictimClass
from sijill.publish.lines import columns
from sijill.publish.lookup import Lookup, look_up
from sijill.publish.words import NOTICE, period_words, place_words, plural, toll_words

SHOWN = 8


def summary_of(register: Register, named: Path | None) -> str:
    """Counts, then the episodes and lone incidents with most deaths. named: the register as the caller named it."""
    lookup = look_up(register)
    incidents = [one for one in lookup.incidents if one.in_scope]
    counts = (
        plural(len(register.documents), "document"), plural(len(lookup.claims), "claim"),
        plural(len(incidents), "incident"), plural(len(lookup.episodes), "episode"),
        plural(len(register.contradictions), "contradiction"), plural(len(register.problems), "problem"),
    )  # fmt: skip
    lines = [", ".join(counts)]
    inside = {part for episode in lookup.episodes for part in episode.contains}
    tops = [one for one in (*lookup.episodes, *incidents) if one.id not in inside]
    tops.sort(key=lambda one: (-_weight(one, lookup), one.id))
    if tops:
        lines += ["", *columns([_row(one, lookup) for one in tops[:SHOWN]], most=(40, 26)), ""]
        if len(tops) > SHOWN:
            lines.append(f"  and {len(tops) - SHOWN} more")
        lines.append(NOTICE)
    where = f" --register {named}" if named else ""
    lines.append(f"next: sijill show{where}, sijill explain{where} ID, sijill report{where} DIR")
    return "\n".join(lines)


def _row(one: Incident, lookup: Lookup) -> tuple[str, str, str]:
    said = [
        f"{toll.outcome.value}: {toll_words(toll)}"
        for toll in _whole(one, lookup)
        if toll.outcome in (Outcome.KILLED, Outcome.INJURED)
    ]
    return one.title, f"{period_words(one.period)}, {place_words(one.location)}", "; ".join(said) or "no count"


def _whole(one: Incident, lookup: Lookup) -> list[Toll]:
    return [toll for toll in lookup.tolls.get(one.id, ()) if toll.victims is VictimClass.ALL]


def _weight(one: Incident, lookup: Lookup) -> int:
    killed = [toll for toll in _whole(one, lookup) if toll.outcome is Outcome.KILLED]
    return max((toll.best or toll.min or toll.max or 0 for toll in killed), default=0)
