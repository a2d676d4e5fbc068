"""Maps, timelines and charts draw what is known and no more."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.model.incident import Incident
from sijill.model.location import Location
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.publish.lookup import look_up
from sijill.publish.report.chart import draw_chart
from sijill.publish.report.map import HEIGHT, WIDTH, draw_map
from sijill.publish.report.marks import marked_sentence
from sijill.publish.report.outline import clip, countries
from sijill.publish.report.timeline import MOST_BARS, draw_timeline
from tests.publish.sample import sample_register, toll


def incident(
    id: str, *, at: tuple[float, float] | None = None, on: Period | None = None, radius_km: float | None = 5.0
) -> Incident:
    location = Location(name=id, latitude=at[0], longitude=at[1], radius_km=radius_km) if at else None
    return Incident(id=id, title=id, claim_ids=(), document_ids=(), period=on, location=location)


def period(start: date | None, end: date | None, open: Openness = Openness.NONE) -> Period:
    return Period(start=start, end=end, open=open, precision=DatePrecision.DAYS, basis=Basis.STATED)


def test_the_outline_is_whole_and_small() -> None:
    assert len(countries()) > 200
    syria = next(country for country in countries() if country.code == "SY")
    assert syria.box == pytest.approx((35.76, 32.32, 42.36, 37.3), abs=0.2)
    named = {country.name for country, _ in clip((35.0, 33.0, 37.0, 36.0))}
    assert {"Syria", "Lebanon"} <= named and "France" not in named


def test_nothing_without_a_point_is_drawn() -> None:
    assert draw_map([incident("a")]) is None
    drawn = draw_map([incident("a"), incident("b", at=(10.0, 8.0))])
    assert drawn is not None and [place.incidents[0].id for place in drawn.places] == ["b"]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 2000)), min_size=1, max_size=6))
def test_every_place_stands_on_the_map(points: list[tuple[float, float, float]]) -> None:
    drawn = draw_map(
        [incident(f"i{number}", at=(lat, lon), radius_km=km) for number, (lat, lon, km) in enumerate(points)]
    )
    assert drawn is not None
    for place in drawn.places:
        assert -1 <= place.x <= WIDTH + 1 and -1 <= place.y <= HEIGHT + 1
    assert all(math.isfinite(line.at) for line in drawn.lines) and drawn.bar > 0


def test_a_map_across_the_date_line_stays_small() -> None:
    drawn = draw_map([incident("fiji", at=(-17.5, 179.5)), incident("tonga", at=(-18.5, -179.5))])
    assert drawn is not None and drawn.bar_km <= 50


def test_a_circle_is_as_wide_as_the_place_is_uncertain() -> None:
    drawn = draw_map([incident("a", at=(10.0, 8.0), radius_km=50.0)])
    assert drawn is not None and drawn.places[0].ring is not None
    assert drawn.places[0].ring / 50 == pytest.approx(drawn.bar / drawn.bar_km, rel=0.02)


def test_an_open_side_fades_and_an_undated_incident_is_listed() -> None:
    since = incident("a", on=period(date(2031, 3, 6), date(2031, 3, 9), Openness.END))
    before = incident("b", on=period(None, date(2031, 3, 9)))
    drawn = draw_timeline([since, before, incident("c")])
    assert [(bar.fades_in, bar.fades_out) for bar in drawn.bars] == [(False, True), (True, False)]
    assert [one.id for one in drawn.undated] == ["c"]
    assert all(bar.left >= 0 and bar.left + bar.width <= 100.01 for bar in drawn.bars)


def test_many_incidents_become_a_count_that_loses_none() -> None:
    days = [date(2030, 1 + number % 12, 1 + number % 28) for number in range(MOST_BARS + 30)]
    drawn = draw_timeline([incident(f"i{number}", on=period(day, day)) for number, day in enumerate(days)])
    assert not drawn.bars and sum(column.count for column in drawn.columns) == len(days)


@given(st.lists(st.tuples(st.dates(), st.dates()), min_size=1, max_size=60))
def test_any_dates_can_be_drawn(pairs: list[tuple[date, date]]) -> None:
    drawn = draw_timeline([incident(f"i{n}", on=period(min(pair), max(pair))) for n, pair in enumerate(pairs)])
    assert all(-0.01 <= bar.left <= 100 and bar.width > 0 for bar in drawn.bars)
    assert all(0 <= tick.at <= 100 for tick in drawn.ticks) and len(drawn.ticks) <= 14


FIGURE = st.one_of(st.none(), st.integers(0, 50), st.integers(0, 10**400))


@given(FIGURE, FIGURE, FIGURE)
def test_any_figures_can_be_drawn(low: int | None, best: int | None, high: int | None) -> None:
    known = iter(sorted(figure for figure in (low, best, high) if figure is not None))
    low, best, high = (next(known) if figure is not None else None for figure in (low, best, high))
    chart = draw_chart(
        toll("incident-market", low, best, high, ("c1", "c5"), set_aside=(("c6", "why"),)), look_up(sample_register())
    )
    for at in (
        chart.low,
        chart.best,
        chart.high,
        *(row.point for row in chart.rows),
        *(tick[0] for tick in chart.ticks),
    ):
        assert at is None or 0 <= at <= 100
    assert 1 <= len(chart.ticks) <= 8


def test_a_chart_groups_by_voice_and_says_why_a_figure_was_set_aside() -> None:
    lookup = look_up(sample_register())
    chart = draw_chart(next(one for one in lookup.tolls["incident-market"]), lookup)
    assert [row.claim.id for row in chart.rows] == ["c1", "c5", "c9", "c4", "c6"]
    assert [row.reason is None for row in chart.rows] == [True, True, True, False, False]


def test_a_marked_sentence_is_the_sentence() -> None:
    lookup = look_up(sample_register())
    for claim in lookup.claims.values():
        pieces = marked_sentence(claim, lookup.documents[claim.claim.document_id])
        marked = "".join(piece.text for piece in pieces if piece.mark)
        assert marked == claim.claim.span.quote
        assert "".join(piece.text for piece in pieces) in lookup.document_of(claim).text


def test_a_sentence_without_end_is_cut_around_its_words() -> None:
    lookup = look_up(sample_register())
    claim, read = lookup.claims["c14"], lookup.documents[lookup.claims["c14"].claim.document_id]
    text = read.document.text + " and so on" * 50_000
    endless = replace(
        read, document=replace(read.document, text=text), reading=replace(read.reading, sentences=((0, len(text)),))
    )
    assert sum(len(piece.text) for piece in marked_sentence(claim, endless)) < 1_000
