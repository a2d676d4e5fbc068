"""The place of the main incident of a report, with the world gazetteer: not the dateline, the speaker's seat, a victim's home."""

from __future__ import annotations

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
