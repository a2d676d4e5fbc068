"""What the register's series is made of: its dated incidents of violence with the people killed in each, first day first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.incident import Incident
from sijill.model.location import Location, WherePrecision
from sijill.model.period import DatePrecision, Period
from sijill.model.toll import Toll, VictimClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One incident as a point of the series. least, most: people killed; None: not known, or open above."""

    subject: str
    title: str
    start: date
    country: str | None
    adm1: str | None
    claim_ids: frozenset[str]
    least: int | None
    most: int | None
    best: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The register's incidents that are dated to a month or better, first day first."""

    happenings: tuple[Happening, ...] = ()
    by_claim: Mapping[str, Happening] = field(default_factory=dict)

    def within(self, area: Location | None, first: date, last: date) -> tuple[Happening, ...]:
        return tuple(one for one in self.happenings if first <= one.start <= last and lies_in(one, area))


NO_SERIES = Series()


def series_of(incidents: Iterable[Incident], tolls: Iterable[Toll]) -> Series:
    """Incidents of violence with the number of people killed in each."""
    killed = {
        toll.subject: toll
        for toll in tolls
        if toll.outcome is Outcome.KILLED and toll.victims is VictimClass.ALL and toll.unit is Unit.PERSON
    }
    found = [_happening(one, killed) for one in incidents if one.in_scope and _is_dated(one.period)]
    found.sort(key=lambda one: (one.start, one.subject))
    return Series(happenings=tuple(found), by_claim={claim: one for one in found for claim in one.claim_ids})


def _is_dated(period: Period | None) -> bool:
    return period is not None and period.start is not None and period.precision <= DatePrecision.MONTH


def _happening(incident: Incident, killed: Mapping[str, Toll]) -> Happening:
    toll, place, period = killed.get(incident.id), incident.location, incident.period
    assert period is not None and period.start is not None
    return Happening(
        subject=incident.id, title=incident.title, start=period.start, country=place.country if place else None,
        adm1=place.adm1 if place else None, claim_ids=frozenset(incident.claim_ids), least=toll.min if toll else None,
        most=toll.max if toll else None, best=toll.best if toll else None,
    )  # fmt: skip


def lies_in(one: Happening, area: Location | None) -> bool:
    """In the country or province that an area names."""
    if area is None:
        return False
    if area.precision is WherePrecision.ADM1:
        return one.country == area.country and one.adm1 == (area.adm1 or area.name)
    return area.precision is WherePrecision.COUNTRY and one.country == area.country


def is_area(location: Location | None) -> bool:
    """A country or a province: finer places have no series of their own here."""
    return location is not None and location.precision in (WherePrecision.COUNTRY, WherePrecision.ADM1)
