"""What lies inside a place and a period that someone asks for: entirely, perhaps, not, or nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sijill.link.asked import fit_period, fit_place
from sijill.model.asked import Fit
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, DatePrecision, Openness, Period

TOWN = Location(
    name="Tarvel",
    place_id="t",
    country="NG",
    adm1="Orrin",
    latitude=10.0,
    longitude=7.0,
    precision=WherePrecision.EXACT,
)
QUARTER = Location(
    name="Old Tarvel",
    place_id="q",
    country="NG",
    adm1="Orrin",
    latitude=10.02,
    longitude=7.03,
    precision=WherePrecision.EXACT,
)
FAR = Location(
    name="Farlo",
    place_id="f",
    country="NG",
    adm1="Kesset",
    latitude=14.0,
    longitude=12.0,
    precision=WherePrecision.EXACT,
)
PROVINCE = Location(
    name="Orrin", place_id="o", country="NG", adm1="Orrin", latitude=10.6, longitude=7.5, precision=WherePrecision.ADM1
)
UNKNOWN = Location(name="Farlo")
COUNTRY = Location(name="Nigeria", place_id="n", country="NG", precision=WherePrecision.COUNTRY)


@pytest.mark.parametrize(
    ("asked", "found", "fit"),
    [
        (TOWN, TOWN, Fit.CERTAIN),
        (TOWN, QUARTER, Fit.CERTAIN),
        (TOWN, FAR, Fit.OUTSIDE),
        (TOWN, PROVINCE, Fit.POSSIBLE),
        (PROVINCE, TOWN, Fit.CERTAIN),
        (PROVINCE, FAR, Fit.OUTSIDE),
        (COUNTRY, FAR, Fit.CERTAIN),
        (TOWN, COUNTRY, Fit.UNPLACEABLE),
        (UNKNOWN, FAR, Fit.CERTAIN),
        (UNKNOWN, TOWN, Fit.OUTSIDE),
        (UNKNOWN, COUNTRY, Fit.OUTSIDE),
        (TOWN, None, Fit.UNPLACEABLE),
        (None, None, Fit.CERTAIN),
    ],
)
def test_a_place_is_inside_by_its_units_or_its_distance(
    asked: Location | None, found: Location | None, fit: Fit
) -> None:
    assert fit_place(asked, found) is fit


def period(
    start: str | None, end: str | None, *, basis: Basis = Basis.STATED, open: Openness = Openness.NONE
) -> Period:
    days = [date.fromisoformat(one) if one else None for one in (start, end)]
    return Period(start=days[0], end=days[1], open=open, precision=DatePrecision.DAYS, basis=basis)


@pytest.mark.parametrize(
    ("found", "fit"),
    [
        (period("2031-03-05", "2031-03-06"), Fit.CERTAIN),
        (period("2031-03-28", "2031-04-03"), Fit.POSSIBLE),
        (period("2031-01-01", "2031-12-31"), Fit.POSSIBLE),
        (period("2031-04-01", "2031-04-01"), Fit.OUTSIDE),
        (period("2031-03-05", None, open=Openness.END), Fit.POSSIBLE),
        (period(None, "2031-03-08", basis=Basis.PUBLICATION, open=Openness.START), Fit.UNPLACEABLE),
        (period(None, "2031-02-08", basis=Basis.PUBLICATION, open=Openness.START), Fit.OUTSIDE),
        (None, Fit.UNPLACEABLE),
    ],
)
def test_a_period_is_inside_only_as_a_whole(found: Period | None, fit: Fit) -> None:
    assert fit_period(date(2031, 3, 1), date(2031, 3, 31), found) is fit


def test_where_no_period_is_asked_for_none_need_be_known() -> None:
    assert fit_period(None, None, None) is Fit.CERTAIN


def test_a_street_that_no_gazetteer_has_lies_in_the_town_that_holds_it() -> None:
    street = replace(TOWN, name="Mill Street", place_id=None, precision=WherePrecision.NEAR, radius_km=25.0)
    assert fit_place(TOWN, street) is Fit.CERTAIN
    assert fit_place(replace(QUARTER, radius_km=1.0), street) is not Fit.CERTAIN
