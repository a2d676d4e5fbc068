"""The fifth stage: what was claimed of a case -> its tolls and contradictions. docs/tolls.md gives the rules and their reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from sijill.config import Reconcile
from sijill.model.case import Case
from sijill.model.toll import Contradiction, Toll
from sijill.reconcile.contradictions import find_contradictions
from sijill.reconcile.happenings import NO_SERIES, series_of
from sijill.reconcile.revisions import revise
from sijill.reconcile.statements import check_statements
from sijill.reconcile.trace import change_without, trace_tolls, without
from sijill.reconcile.weigh import weigh

# Raise it whenever the same case may be given other tolls, notes or contradictions; stored ones of another version are made anew.
RECONCILER = "tolls@1"

__all__ = [
    "NO_SERIES", "RECONCILER",
    "canonical_tolls", "change_without", "check_statements", "reconcile", "revise", "series_of", "trace_tolls", "without",
]  # fmt: skip


def reconcile(case: Case, settings: Reconcile) -> tuple[tuple[Toll, ...], tuple[Contradiction, ...]]:
    """The tolls of an incident or episode and the contradictions among its claims; pure, and the same for any order of claims."""
    weighing = weigh(case, settings)
    own = replace(case, subject=replace(case.subject, doubts=()), doubtful=())
    is_whole = not any(doubt.joined for doubt in case.subject.doubts)
    return weighing.tolls, find_contradictions(own, weighing if is_whole else weigh(own, settings))


def canonical_tolls(tolls: Iterable[Toll]) -> bytes:
    """Tolls as bytes without ids and times: the same claims give the same bytes, in whatever register."""
    rows = sorted(
        [
            toll.outcome.value, toll.victims.value, toll.unit.value, toll.rule, str(toll.voices),
            *("" if figure is None else str(figure) for figure in (toll.min, toll.best, toll.max)),
        ]
        for toll in tolls
    )  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
