"""Writes how tolls change: from build to build, and had a claim not been made.

Revisions or Changes -> lines of text, or plain values. Computes no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sijill.model.toll import Change, Figures, Revision, Toll
from sijill.publish.lines import heading, labelled, wrapped
from sijill.publish.lookup import Lookup, toll_id
from sijill.publish.words import NOTICE, claim_words, figure_words, moment_words, plural, toll_label, toll_words

NO_TOLL = "no toll"


def history_lines(toll: Toll, revisions: Sequence[Revision], lookup: Lookup) -> list[str]:
    """What a toll was before, when it changed and what changed it; nothing for one that never did."""
    own = revisions_of(toll, revisions)
    if len(own) < 2:
        return []
    lines = heading("History")
    for one in own:
        moved = f"{_figures(one.before)} -> {_figures(one.after)}" if one.before else _figures(one.after)
        lines += labelled(moment_words(one.built_at), moved, indent=2)
        lines += [line for reason in one.because for line in wrapped(lookup.in_words(reason), indent=6, hang=2)]
    return lines


def history_shape(toll: Toll, revisions: Sequence[Revision]) -> list[dict[str, Any]]:
    return [
        {
            "built_at": one.built_at, "because": list(one.because),
            "before": _shape(one.before), "after": _shape(one.after),
        }
        for one in revisions_of(toll, revisions)
    ]  # fmt: skip


def revisions_of(toll: Toll, revisions: Sequence[Revision]) -> list[Revision]:
    wanted = (toll.outcome, toll.victims, toll.unit)
    return [one for one in revisions if (one.outcome, one.victims, one.unit) == wanted]


def explain_changes(claim_id: str, changes: Sequence[Change], lookup: Lookup) -> str:
    """What `explain --without` prints: each toll that would be another, before and after."""
    claim = lookup.claims.get(claim_id)
    lines = wrapped(f"Without {claim_words(claim.claim) if claim else 'the claim'} [{claim_id}]:")
    if not changes:
        lines += wrapped("no figure changes.", indent=2)
    for one in changes:
        toll = one.after or one.before
        if toll is None:
            continue
        before, after = (
            f"{toll_words(side)}, {plural(side.voices, 'voice')}" if side else NO_TOLL
            for side in (one.before, one.after)
        )
        lines += labelled(toll_label(toll), f"{before} -> {after}", indent=2)
    return "\n".join([*lines, "", NOTICE])


def changes_shape(claim_id: str, changes: Sequence[Change]) -> dict[str, Any]:
    sides = [(one.before, one.after) for one in changes]
    return {
        "kind": "without", "claim": claim_id,
        "changes": [
            {"id": toll_id(toll), "before": _toll_shape(before), "after": _toll_shape(after)}
            for before, after in sides
            if (toll := after or before) is not None
        ],
        "notice": NOTICE,
    }  # fmt: skip


def _toll_shape(toll: Toll | None) -> dict[str, Any] | None:
    return _shape((toll.min, toll.best, toll.max, toll.voices)) if toll else None


def _shape(figures: Figures | None) -> dict[str, Any] | None:
    return dict(zip(("min", "best", "max", "voices"), figures, strict=True)) if figures else None


def _figures(figures: Figures | None) -> str:
    if figures is None:
        return NO_TOLL
    low, best, high, voices = figures
    return f"{figure_words(low, best, high)}, {plural(voices, 'voice')}"
