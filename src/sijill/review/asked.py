"""Decides whether a decision may be made as it is asked for, and writes it down.

What a person asks for, over claims, incidents, tolls, contradictions as the register holds them -> a Decision without an id, or
DecisionRefused and nothing. Finds nothing by name and stores nothing: commands do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sijill.errors import DecisionRefused
from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    MovementClaim,
    Outcome,
    ResolvedClaim,
    Scope,
    Stance,
    Status,
    Verification,
)
from sijill.model.count import Unit
from sijill.model.decision import Decision, Kind
from sijill.model.incident import Incident
from sijill.model.location import Location
from sijill.model.source import Source, SourceKind
from sijill.model.toll import Contradiction, Toll
from sijill.review.added import write_added
from sijill.review.replay import ground_of
from sijill.text.names import fold_name

LONGEST_REASON = 2_000
LARGEST = 10**9
CHOICES: Mapping[str, type[Outcome | Status | Scope | Stance | Verification]] = {
    "outcome": Outcome, "status": Status, "scope": Scope, "stance": Stance, "verification": Verification,
}  # fmt: skip
_COUNTED = (CountClaim, MovementClaim)
# Which kinds of claim have which field; the others are of every claim.
_HAVE: Mapping[str, tuple[type[Claim], ...]] = {
    "outcome": (CountClaim,), "status": (CountClaim,), "in_scope": (CountClaim,), "count": _COUNTED,
    "perpetrator": (AttributionClaim,),
}  # fmt: skip
FIELDS = (*CHOICES, "count", "confidence", "in_scope", "place", "period", "speaker", "perpetrator")
RELIABILITY = ("reliable", "mixed", "unreliable")
NONE = ("none", "unknown", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who decides, and why; made_at None: now."""

    reviewer: str
    reason: str
    made_at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.reviewer.strip():
            raise DecisionRefused(
                "nobody is named who decides; say --as NAME, or set reviewer in [review] of sijill.toml"
            )
        if not self.reason.strip():
            raise DecisionRefused("a decision needs its reason; say it with --reason")
        if len(self.reason) > LONGEST_REASON:
            raise DecisionRefused(f"a reason of {len(self.reason)} characters; at most {LONGEST_REASON} are kept")

    def write(
        self,
        kind: Kind,
        claim_ids: Sequence[str] = (),
        value: Mapping[str, Any] | None = None,
        *,
        grounds: Sequence[str] = (),
        undoes: str | None = None,
    ) -> Decision:
        made_at = (self.made_at or datetime.now(UTC)).replace(microsecond=0)
        said = None if value is None else json.dumps(value, sort_keys=True, ensure_ascii=False)
        return Decision(
            id="", made_at=made_at, reviewer=self.reviewer.strip(), kind=kind, claim_ids=tuple(claim_ids), value=said,
            reason=self.reason.strip(), undoes=undoes, grounds=tuple(grounds),
        )  # fmt: skip


def reject(asking: Asking, machine: ResolvedClaim) -> Decision:
    """The text does not say what this claim says."""
    return asking.write(Kind.REJECT, [machine.id], grounds=[ground_of(machine.claim)])


def correct(asking: Asking, machine: ResolvedClaim, field: str, value: Any) -> Decision:
    """One field of a claim is otherwise. machine: the claim as the machine read it; value: as `read_value` gives it."""
    if field not in FIELDS:
        raise DecisionRefused(f"{field!r} is no field that can be corrected; there are {', '.join(FIELDS)}")
    kinds = _HAVE.get(field)
    if kinds and not isinstance(machine.claim, kinds):
        raise DecisionRefused(f"{machine.id} has no {field}; it is a {type(machine.claim).__name__}")
    return asking.write(
        Kind.CORRECT, [machine.id], {"field": field, "value": value}, grounds=[ground_of(machine.claim)]
    )


def read_value(field: str, words: str) -> Any:
    """What a person typed for a field, as a decision keeps it. Places and speakers are looked up by the caller.

    count "6-8" -> {"min": 6, "max": 8}; "12+" -> {"min": 12, "max": null}; period "2031-03-06..2031-03-08"
    """
    said = words.strip()
    if choices := CHOICES.get(field):
        known = [one.value for one in choices]
        if said not in known:
            raise DecisionRefused(f"{field} {said!r} is not known; there are {', '.join(known)}")
        return said
    if field == "count":
        return read_count(said)
    if field == "confidence":
        try:
            return _confidence(float(said))
        except ValueError as fault:
            raise DecisionRefused(f"confidence {said!r} is no number between 0 and 1") from fault
    if field == "period":
        return None if said in NONE else read_period(said)
    if field == "in_scope":
        if said not in ("yes", "no"):
            raise DecisionRefused(f"in_scope {said!r}; say yes (violence) or no (an accident, a disaster)")
        return said == "yes"
    if not said:
        raise DecisionRefused(f"{field} needs a value")
    return said


def _confidence(said: float) -> float:
    if not 0 <= said <= 1:
        raise ValueError(said)
    return said


def read_count(words: str) -> dict[str, int | None]:
    """ "9" -> 9..9; "6-8" -> 6..8; "12+" -> 12 and more; "-20" -> up to 20"""
    low, dash, high = words.replace("–", "-").partition("-")
    try:
        if words.endswith("+"):
            found = {"min": int(words[:-1]), "max": None}
        elif dash:
            found = {"min": int(low) if low else None, "max": int(high)}
        else:
            found = {"min": int(low), "max": int(low)}
    except ValueError as fault:
        raise DecisionRefused(f"{words!r} is no count; write 9, 6-8, 12+ (at least) or -20 (up to)") from fault
    known = [one for one in found.values() if one is not None]
    if any(not 0 <= one <= LARGEST for one in known) or known != sorted(known):
        raise DecisionRefused(f"{words!r}: a count lies between 0 and {LARGEST}, its lower figure first")
    return found


def read_period(words: str) -> dict[str, str | None]:
    """ "2031-03-06" -> that day; "2031-03-06..2031-03-08" -> these; "2031-03-06.." -> since then"""
    first, dots, last = words.partition("..")
    try:
        start = date.fromisoformat(first.strip()) if first.strip() else None
        end = date.fromisoformat(last.strip()) if last.strip() else (None if dots else start)
    except ValueError as fault:
        raise DecisionRefused(f"{words!r} is no day or days; write 2031-03-06 or 2031-03-06..2031-03-08") from fault
    if (start is None and end is None) or (start and end and start > end):
        raise DecisionRefused(f"{words!r} ends before it starts, or does neither")
    return {side: day.isoformat() if day else None for side, day in (("start", start), ("end", end))}


def place_value(location: Location) -> dict[str, Any]:
    known = asdict(location)
    known["precision"] = None if location.precision is None else int(location.precision)
    return known


def speaker_value(source: Source) -> dict[str, Any]:
    return {
        "source": source.id, "name": source.name, "kind": source.kind.value, "party": source.party,
        "country": source.country,
    }  # fmt: skip


def new_source(name: str, kind: str | None) -> Source:
    """A speaker whom no text has named yet; witnesses and relatives are private."""
    chosen = kind or SourceKind.UNKNOWN.value
    if chosen not in [one.value for one in SourceKind]:
        raise DecisionRefused(f"kind {chosen!r} is not known; there are {', '.join(one.value for one in SourceKind)}")
    private = chosen in (SourceKind.WITNESS.value, SourceKind.RELATIVE.value)
    return Source(id=fold_name(name).replace(" ", "-"), name=name, kind=SourceKind(chosen), private=private)


def add(
    asking: Asking, document_id: str, text: str, sentences: Sequence[tuple[int, int]], said: Mapping[str, Any]
) -> Decision:
    """A claim that the reader missed, with the words that make it."""
    read_value("outcome", said["outcome"])
    for field in ("status", "scope", "stance"):
        if said.get(field):
            read_value(field, said[field])
    Unit(said.get("unit") or "person")
    name, value = write_added(document_id, text, sentences, dict(said))
    return asking.write(Kind.ADD, [name], value)


def same(asking: Asking, sides: Sequence[Sequence[str]]) -> Decision:
    """The claims of all sides are of one incident."""
    return _on_sides(asking, Kind.SAME_INCIDENT, sides)


def different(asking: Asking, sides: Sequence[Sequence[str]]) -> Decision:
    """Each side's claims are of an incident of their own."""
    return _on_sides(asking, Kind.DIFFERENT_INCIDENTS, sides)


def into_episode(asking: Asking, inner: Incident, outer: Incident, above: Sequence[str]) -> Decision:
    """An incident or episode is part of an episode. above: what the episode itself is part of, outward."""
    if inner.id == outer.id or inner.id in above:
        raise DecisionRefused(f"{inner.id} cannot be part of {outer.id}: that is, or lies within, {inner.id}")
    return _on_sides(asking, Kind.INTO_EPISODE, [inner.claim_ids, outer.claim_ids])


def out_of_episode(asking: Asking, inner: Incident, outer: Incident) -> Decision:
    return _on_sides(asking, Kind.OUT_OF_EPISODE, [inner.claim_ids, outer.claim_ids])


def _on_sides(asking: Asking, kind: Kind, sides: Sequence[Sequence[str]]) -> Decision:
    distinct = [tuple(dict.fromkeys(side)) for side in sides]
    if len(distinct) < 2 or any(not side for side in distinct):
        raise DecisionRefused("this needs two or more incidents or claims that hold words of a report")
    claim_ids = [claim_id for side in distinct for claim_id in side]
    if len(set(claim_ids)) < len(claim_ids):
        raise DecisionRefused("the same claim stands on both sides; name each incident or claim once")
    return asking.write(kind, claim_ids, {"sides": [len(side) for side in distinct]})


def set_toll(asking: Asking, subject: Incident, about: Toll, figures: Mapping[str, int | None]) -> Decision:
    """min, best and max of one toll as a person sets them; None is not known, or open."""
    known = [one for one in (figures["min"], figures["best"], figures["max"]) if one is not None]
    if not known or known != sorted(known) or any(not 0 <= one <= LARGEST for one in known):
        raise DecisionRefused("a toll has min <= best <= max, at least one of them known and none below zero")
    value = {
        **figures, "outcome": about.outcome.value, "victims": about.victims.value, "unit": Unit(about.unit).value,
    }  # fmt: skip
    return asking.write(Kind.SET_TOLL, subject.claim_ids, value)


def close(asking: Asking, contradiction: Contradiction, *, reopen: bool = False) -> Decision:
    kind = Kind.REOPEN if reopen else Kind.CLOSE
    return asking.write(kind, contradiction.claim_ids, {"facet": contradiction.facet.value})


def name(asking: Asking, person: str, *, public: bool) -> Decision:
    """Whether a person's name may stand in what is shared."""
    if not person.strip():
        raise DecisionRefused("no name was given")
    return asking.write(Kind.NAME, value={"name": " ".join(person.split()), "public": public})


def source(asking: Asking, source_id: str, fields: Mapping[str, str | None]) -> Decision:
    """Who a source is: kind, party, country, reliability, whom it repeats."""
    if not fields:
        raise DecisionRefused("say what to set: --kind, --party, --country or --reliability")
    if (kind := fields.get("kind")) is not None and kind not in [one.value for one in SourceKind]:
        raise DecisionRefused(f"kind {kind!r} is not known; there are {', '.join(one.value for one in SourceKind)}")
    if (judged := fields.get("reliability")) is not None and judged not in RELIABILITY:
        raise DecisionRefused(f"reliability {judged!r} is not known; there are {', '.join(RELIABILITY)}")
    if fields.get("depends_on") == source_id:
        raise DecisionRefused(f"{source_id} cannot repeat itself")
    return asking.write(Kind.SOURCE, value={"source": source_id, "fields": dict(fields)})


def withdraw(asking: Asking, document_id: str) -> Decision:
    """A document is kept, marked, and without effect."""
    return asking.write(Kind.WITHDRAW, value={"document": document_id})


def undo(asking: Asking, decision: Decision, taken_back: str | None) -> Decision:
    """Takes a decision back; taken_back: the undo that did so already."""
    if taken_back:
        raise DecisionRefused(
            f"{decision.id} was taken back already, by {taken_back}; undo that to bring it into force again"
        )
    return asking.write(Kind.UNDO, undoes=decision.id)


def again(asking: Asking, decision: Decision, claims: Sequence[Claim]) -> Decision:
    """The same decision on its claims as they are now: for one that went stale."""
    if len(claims) != len(decision.claim_ids):
        raise DecisionRefused(f"not all claims of {decision.id} are there any more; decide anew, or take it back")
    grounds = [ground_of(claim) for claim in claims] if decision.grounds else []
    value = json.loads(decision.value) if decision.value else None
    return asking.write(Kind(decision.kind), [claim.id for claim in claims], value, grounds=grounds)
