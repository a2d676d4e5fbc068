"""Which place somebody means who asks for one by its name."""

from __future__ import annotations

import pytest

from sijill.gazetteers import place_named
from sijill.model.location import WherePrecision


@pytest.mark.parametrize(
    ("words", "precision"),
    [
        ("Mobile, Alabama", WherePrecision.EXACT),  # the county of that name holds more people
        ("Saint Louis, Missouri", WherePrecision.EXACT),  # so does one that does not even hold the city
        ("Mobile County, Alabama", WherePrecision.ADM2),
        ("California, United States", WherePrecision.ADM1),
    ],
)
def test_a_town_goes_before_the_district_that_bears_its_name(words: str, precision: WherePrecision) -> None:
    assert place_named(words, None).precision is precision
