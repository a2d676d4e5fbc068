"""Decides whether "the deadliest since …" fits what the register knows: any deadlier incident of the same area and time refutes it.

A register can refute a rank and never prove one: it holds what was collected.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from sijill.model.claim import Role
from sijill.reconcile.happenings import Happening, is_area
from sijill.reconcile.worked import Told, Worked, fails, unchecked
from sijill.text.numbers import number_from

_SPAN = re.compile(
    r"\bin\s+(?:the\s+)?(?:(?:last|past|nearly|almost|more than|over)\s+)*(?P<n>an?|\w+)?\s*(?P<unit>year|decade|month|week)s?\b",
    re.I,
)
_DAYS = {"week": 7, "month": 31, "year": 366, "decade": 3653}
_DEADLY = re.compile(r"\b(?:deadliest|bloodiest|most lethal)\b", re.I)
_ONE_ACT = re.compile(
    r"\b(?:attack|bombing|blast|explosion|massacre|strike|airstrike|raid|shooting|incident|assault|ambush|shelling)\b",
    re.I,
)


def check_rank(told: Told) -> Worked:
    """ "the deadliest attack since 2019", 60 killed: the register has one of 2021 in the same country with at least 75: does not hold"""
    claim, since = told.claim, told.claim.words(Role.SINCE) or ""
    if claim.words(Role.GROUP):
        return unchecked("it names no place of its own in the order")
    if not told.series.happenings:
        return unchecked("nothing here to compare it with")
    if not _DEADLY.search(claim.span.quote) or not _ONE_ACT.search(claim.words(Role.TOPIC) or ""):
        return unchecked("the register ranks single incidents by people killed, and nothing else")
    own = _own_incident(told)
    if own is None or own.most is None:
        return unchecked("no figure of this incident has an upper bound to compare")
    area, first = told.resolved.location, _first_day(told, since)
    if first is None or not is_area(area):
        return unchecked(f"over which time or area it is to be the first is not known ({since})")
    rivals = [one for one in told.series.within(area, first, own.start) if one.subject != own.subject]
    deadlier = [one for one in rivals if one.least is not None and one.least > own.most]
    if deadlier:
        worst = max(deadlier, key=lambda one: (one.least or 0, one.subject))
        said = f"this register has {worst.title} ({worst.start}), at least {worst.least:,} killed, more than the {own.most:,} of this one"
        return fails(said, *sorted(worst.claim_ids)[:1])
    return unchecked(
        f"none of the {len(rivals):,} other incidents that this register has in that time and area is deadlier; it may lack some"
    )


def _own_incident(told: Told) -> Happening | None:
    """The incident of the document's own counts that stands nearest to the statement."""
    near = sorted(
        told.counts, key=lambda one: (abs(one.claim.sentence - told.claim.sentence), one.claim.span.start, one.id)
    )
    for resolved in near:
        if resolved.id in told.series.by_claim:
            return told.series.by_claim[resolved.id]
    return None


def _first_day(told: Told, since: str) -> date | None:
    """The day from which a rank holds: of "since 2019" its first, of "in two years" so long before the report."""
    if since.lower().startswith("since"):
        period, published = told.resolved.period, told.published
        named = told.claim.time is not None and told.claim.time.span.quote.lower() in since.lower()
        fits = (
            named
            and period is not None
            and period.start is not None
            and (published is None or period.start < published)
        )
        return period.start if fits and period else None
    span = _SPAN.search(since)
    if span is None or told.published is None:
        return None
    number = 1 if span["n"] is None or span["n"].lower() in ("a", "an") else number_from(span["n"])
    # a month less, so that a rounded "two years" refutes nothing by a few days
    return told.published - timedelta(days=_DAYS[span["unit"].lower()] * number - 31) if number else None
