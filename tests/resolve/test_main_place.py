"""The place of the main incident of a report, with the world gazetteer: not the dateline, the speaker's seat, a victim's home."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.pipeline import document_of, tally_texts
from sijill.resolve.geometry import distance_km

CASES = Path(__file__).parents[1] / "cases" / "places" / "main_place.yaml"


@pytest.mark.parametrize("case", yaml.safe_load(CASES.read_text(encoding="utf-8")), ids=lambda case: case["text"][:60])
def test_the_main_incident_is_put_where_it_happened(case: dict[str, Any]) -> None:
    document = document_of(case["text"], published="2025-03-11", source=None, name="case")
    place = next(tally_texts([document]))["place"] or {}
    if "country" in case:
        assert place.get("country") == case["country"], place
    if case.get("unplaced"):
        assert place.get("latitude") is None, place
    if "near" in case:
        latitude, longitude, km = case["near"]
        assert place.get("latitude") is not None, place
        assert distance_km((latitude, longitude), (place["latitude"], place["longitude"])) <= km, place
    if "precision" in case:
        assert place["where_prec"] in case["precision"], place


@pytest.mark.parametrize(
    ("title", "near"),
    [
        ("Two shot dead in Savannah bakery", (32.08, -81.09)),
        ("Two shot dead in a bakery - Channel 6 News - Savannah, Georgia", (32.08, -81.09)),
    ],
)
def test_a_text_that_names_no_town_is_placed_by_its_title(title: str, near: tuple[float, float]) -> None:
    text = "Two bakers were shot dead on Varnish Lane on Sunday, the sheriff said."
    document = document_of(text, published="2025-03-11", source=None, name="case")
    document = replace(document, metadata=replace(document.metadata, title=title))
    place = next(tally_texts([document]))["place"]
    assert distance_km(near, (place["latitude"], place["longitude"])) <= 30, place


def test_a_word_that_the_text_writes_small_is_no_town_of_the_title() -> None:
    document = document_of(
        "A man shot dead two bakers in Savannah, Georgia, on Sunday.", published="2025-03-11", source=None, name="case"
    )
    document = replace(document, metadata=replace(document.metadata, title="Man Shot Two Bakers Dead"))
    place = next(tally_texts([document]))["place"]
    assert distance_km((32.08, -81.09), (place["latitude"], place["longitude"])) <= 30, place
