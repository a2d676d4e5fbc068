"""Writes how a toll was reached: what each voice says, which of them set min, best and max, and the rule in words.

A Trace -> lines of text, or plain values. Decides nothing; a trace of another toll than the one shown is not printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sijill.model.toll import Revision, Toll, Trace
from sijill.publish.lines import heading, labelled, wrapped
from sijill.publish.lookup import Lookup
from sijill.publish.words import figure_words

Traced = Callable[[str], Sequence[Trace]]  # an incident or episode -> how its tolls were reached
TOLD_ELSEWHERE = ("notes", "set aside")  # explain prints these of the toll itself

STEP_GAP = 18  # as wide as the longest name of a step


class Asked(NamedTuple):
    """What explain asks beyond the register: traces, and how tolls changed from build to build; by incident or episode."""

    traced: Traced
    history: Callable[[str], Sequence[Revision]]


def answer_nothing(_subject: str) -> tuple[()]:
    return ()


ALONE = Asked(answer_nothing, answer_nothing)


def trace_of(toll: Toll, traced: Traced) -> Trace | None:
    """The trace of exactly this toll; None where the rule now reaches another."""
    return next((trace for trace in traced(toll.subject) if trace.toll == toll), None)


def reached_lines(trace: Trace | None, lookup: Lookup) -> list[str]:
    if trace is None:
        return []
    lines = heading("How it was reached")
    for said in trace.said:
        notes = "".join(f"; {lookup.in_words(note)}" for note in said.notes)
        day = f" as of {said.as_of}" if said.as_of else ""
        lines += wrapped(
            f"{said.name} ({said.standing}): {figure_words(said.min, said.best, said.max)}{day}{notes}", indent=2
        )
    for step in trace.steps:
        if step.did not in TOLD_ELSEWHERE:
            lines += labelled(step.did, lookup.in_words(step.because), indent=2, gap=STEP_GAP)
    return [*lines, *wrapped(f"The rule: {trace.rule_in_words}.", indent=2)]


def reached_shape(trace: Trace | None) -> dict[str, Any] | None:
    if trace is None:
        return None
    return {
        "said": [
            {
                "name": said.name, "standing": said.standing, "min": said.min, "best": said.best, "max": said.max,
                "as_of": said.as_of, "claim_ids": list(said.claim_ids), "notes": list(said.notes),
            }
            for said in trace.said
        ],
        "steps": [
            {"did": step.did, "claim_ids": list(step.claim_ids), "because": step.because} for step in trace.steps
        ],
        "rule_in_words": trace.rule_in_words,
    }  # fmt: skip
