"""Decides what a group of accounts is as a whole: its claims, period, place, title and the reasons that hold it together.

Groups of Sides with the judgements between them -> Incidents and Episodes, still without part_of. Forms no group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from sijill.link.bundles import choose_location, choose_period
from sijill.link.features import Side
from sijill.link.relations import days_of, is_dated, is_placed
from sijill.link.titles import title_of
from sijill.model.claim import Outcome
from sijill.model.incident import Account, Episode, Incident, Judgement, Verdict
from sijill.model.location import Location
from sijill.model.period import DatePrecision, Openness, Period

Group = tuple[Side, ...]
Subject = TypeVar("Subject", bound=Incident)
MAX_REASONS = 12


def write_incident(name: str, group: Group, judgements: Iterable[Judgement], names: Mapping[str, str]) -> Incident:
    """One incident from the accounts of it. names: document id -> what outputs print."""
    accounts = [side.account for side in group]
    period = choose_period([account.period for account in accounts])
    location = choose_location([account.location for account in accounts])
    return _write(Incident, name, group, period, location, _reasons(group, judgements, names))


def write_episode(name: str, group: Group, judgements: Iterable[Judgement], names: Mapping[str, str]) -> Episode:
    """One episode from the totals of it: the place that most give, and all the days that they cover."""
    accounts = [side.account for side in group]
    told = {reason: None for account in accounts for reason in account.evidence if reason.startswith("a total")}
    reasons = [*list(told)[:3], *_reasons(group, judgements, names)]
    return _write(Episode, name, group, _covered_days(group), _common_place(accounts), reasons)


def _write(
    kind: type[Subject],
    name: str,
    group: Group,
    period: Period | None,
    location: Location | None,
    reasons: Iterable[str],
) -> Subject:
    accounts = [side.account for side in group]
    claims = {claim_id for account in accounts for claim_id in account.claim_ids}
    in_scope = any(account.in_scope for account in accounts)
    return kind(
        id=name,
        title=title_of(_outcomes(accounts), location, period, in_scope=in_scope, is_counted=bool(claims)),
        claim_ids=tuple(sorted(claims)),
        document_ids=tuple(sorted({account.document_id for account in accounts})),
        period=period,
        location=location,
        in_scope=in_scope,
        evidence=(*_waiting(accounts), *reasons),
    )


def _outcomes(accounts: Sequence[Account]) -> set[Outcome]:
    return {trait.outcome for account in accounts for trait in account.traits if trait.outcome and _counts(trait.count)}


def _counts(count: object) -> bool:
    """False for an asserted zero: "no one was hurt" names no harm."""
    return getattr(count, "max", None) != 0


def _waiting(accounts: Sequence[Account]) -> list[str]:
    """What is missing, and why it therefore waits by itself."""
    missing = []
    if not any(is_dated(account.period) for account in accounts):
        missing.append("no date")
    if not any(is_placed(account.location) for account in accounts):
        missing.append("no place")
    waits = "; it waits by itself for more" if len({account.document_id for account in accounts}) == 1 else ""
    return [f"{' and '.join(missing)} known{waits}"] if missing else []


def _reasons(group: Group, judgements: Iterable[Judgement], names: Mapping[str, str]) -> list[str]:
    """The judgements that join the accounts, best first, each with its two strongest pieces of evidence."""
    document = {side.account.id: names.get(side.account.document_id, side.account.document_id) for side in group}
    within = [
        one for one in judgements if one.verdict is Verdict.SAME and one.left in document and one.right in document
    ]
    within.sort(key=lambda one: (-one.score, one.left, one.right))
    reasons = []
    for one in within[:MAX_REASONS]:
        best = sorted(one.evidence, key=lambda piece: -piece.score * piece.weight)[:2]
        because = ", ".join(piece.because for piece in best)
        reasons.append(f"{document[one.left]} and {document[one.right]}: {because} ({one.score:.2f})")
    return [*reasons, f"and {len(within) - MAX_REASONS} more pairs"] if len(within) > MAX_REASONS else reasons


def _common_place(accounts: Sequence[Account]) -> Location | None:
    """The place that most totals give, their own stories before the past; of equals the wider, since a total covers it all."""
    placed = [account for account in accounts if is_placed(account.location)] or [
        one for one in accounts if one.location
    ]
    own = [account for account in placed if not account.is_background] or placed
    locations = [account.location for account in own if account.location]
    given = Counter(location.place_id or location.name for location in locations)

    def rank(location: Location) -> tuple[int, int, str]:
        return -given[location.place_id or location.name], -int(location.precision or 0), location.name

    return min(locations, key=rank, default=None)


def _covered_days(group: Group) -> Period | None:
    """From the first day to the last that the totals give; the past counts only where nothing else is dated."""
    dated = [side for side in group if is_dated(side.account.period)]
    sides = [side for side in dated if not side.account.is_background] or dated
    if not sides:
        return choose_period([side.account.period for side in group])
    spans = [days_of(side.account.period, side.published) for side in sides]
    start = min(first for first, _ in spans if first)
    ends = [last for _, last in spans if last]
    end = max(ends) if ends else None
    is_open = end is None or any(
        side.account.period and side.account.period.open is not Openness.NONE for side in sides
    )
    best = choose_period([side.account.period for side in sides])
    assert best is not None
    return Period(
        start=start, end=end, open=Openness.END if is_open else Openness.NONE, precision=_precision(start, end), basis=best.basis,
        mention=best.mention,
    )  # fmt: skip


def _precision(start: date, end: date | None) -> DatePrecision:
    days = 400 if end is None else (end - start).days + 1
    steps = ((1, DatePrecision.DAY), (6, DatePrecision.DAYS), (7, DatePrecision.WEEK), (31, DatePrecision.MONTH))
    return next((precision for most, precision in steps if days <= most), DatePrecision.YEAR)
