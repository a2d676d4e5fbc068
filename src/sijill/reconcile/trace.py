"""Decides nothing: tells in words how a toll was reached, and what would change without a claim.

Case -> Trace, and Changes between the tolls of two cases. What `explain` and the report print.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.config import Reconcile
from sijill.model.case import Case
from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.toll import Change, Figures, Said, Step, Toll, Trace, VictimClass
from sijill.reconcile.rules import rule_of
from sijill.reconcile.standing import Standing
from sijill.reconcile.weigh import Weighed, weigh


def trace_tolls(case: Case, settings: Reconcile) -> tuple[Trace, ...]:
    """How each toll of a case was reached."""
    words = rule_of(settings).words
    return tuple(trace(weighed, words) for weighed in weigh(case, settings).weighed)


def trace(weighed: Weighed, rule_in_words: str) -> Trace:
    """Voices, then what set min, best and max, then the sums, what unsure links did, and what was set aside."""
    toll = weighed.toll
    steps = list(weighed.decided.steps) if weighed.decided else []
    if weighed.summed:
        told = weighed.decided.best if weighed.decided else None
        did = "adds the parts" if told is None else "checks the parts"
        steps.append(Step(did=did, claim_ids=weighed.summed.support, because=weighed.summed.in_words(told)))
    steps += weighed.unsure
    steps += [Step(did="notes", claim_ids=(), because=note) for note in toll.notes]
    steps += [Step(did="set aside", claim_ids=(claim,), because=reason) for claim, reason in toll.set_aside]
    heard = weighed.decided.heard if weighed.decided else ()
    unheard = weighed.decided.unheard if weighed.decided else ()
    said = [say(standing, ()) for standing in heard] + [say(standing, (reason,)) for standing, reason in unheard]
    return Trace(toll=toll, said=tuple(said), steps=tuple(steps), rule_in_words=rule_in_words)


def say(standing: Standing, reasons: tuple[str, ...]) -> Said:
    figure = standing.figure
    return Said(
        voice=standing.speaking.key, name=standing.speaking.name, standing=standing.speaking.standing,
        min=figure.low, best=figure.best, max=figure.high, as_of=figure.as_of.isoformat() if figure.as_of else None,
        claim_ids=figure.claim_ids, notes=(*figure.notes, *reasons),
    )  # fmt: skip


def without(case: Case, claim_id: str) -> Case:
    """The case as it would be had a claim not been made, in its parts too."""
    return replace(
        case,
        claims=tuple(resolved for resolved in case.claims if resolved.id != claim_id),
        doubtful=tuple(resolved for resolved in case.doubtful if resolved.id != claim_id),
        parts=tuple(without(part, claim_id) for part in case.parts if part is not case),
    )


def change_without(case: Case, claim_id: str, settings: Reconcile) -> tuple[Change, ...]:
    """Which tolls would change without a claim, before and after."""
    before = {key_of(toll): toll for toll in weigh(case, settings).tolls}
    after = {key_of(toll): toll for toll in weigh(without(case, claim_id), settings).tolls}
    return tuple(
        Change(before=before.get(key), after=after.get(key))
        for key in sorted({*before, *after})
        if figures_of(before.get(key)) != figures_of(after.get(key))
    )


def key_of(toll: Toll) -> tuple[Outcome, Unit, VictimClass]:
    return (toll.outcome, toll.unit, toll.victims)


def figures_of(toll: Toll | None) -> Figures | None:
    return (toll.min, toll.best, toll.max, toll.voices) if toll else None
