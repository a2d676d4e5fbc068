"""The world gazetteer that comes with a package. It is compiled once into the user's cache, which takes half a minute."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sijill.config import cache_folder
from sijill.data import load_table
from sijill.resolve.gazetteer import Gazetteer, open_gazetteer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world() -> Iterator[Gazetteer]:
    opened = open_gazetteer(cache_folder(), None)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("name", "country", "kind", "found"),
    [
        ("Latakia", "SY", "city", "Latakia"),
        ("Latakia Governorate", "SY", "adm1", "Latakia"),
        ("Banias", "SY", "city", "Baniyas"),
        ("بانياس", "SY", "city", "Baniyas"),
        ("Borno State", "NG", "adm1", "Borno"),
        ("Nassarawa State", "NG", "adm1", "Nasarawa"),
        ("DR Congo", None, "country", "Democratic Republic of the Congo"),
        ("Darfur", "SD", "region", "Darfur"),
        ("Gaza Strip", "PS", "adm1", "Gaza Strip"),
    ],
)
def test_towns_units_regions_and_countries_are_found(
    world: Gazetteer, name: str, country: str | None, kind: str, found: str
) -> None:
    first = world.find(name, country=country)[0]
    assert (first.kind, first.name) == (kind, found)
    assert first.latitude is not None


def test_every_hand_kept_region_has_a_middle_and_a_reach(world: Gazetteer) -> None:
    for row in load_table("gazetteer_patches")["region"]:
        assert row["source"]
        regions = [one for one in world.named(row["name"], row.get("country")) if one.kind == "region"]
        assert regions and regions[0].point and regions[0].radius_km, row["name"]


def test_every_country_has_its_capital_and_its_middle(world: Gazetteer) -> None:
    for code, capital in (("SY", "Damascus"), ("NG", "Abuja"), ("UA", "Kyiv"), ("MX", "Mexico City")):
        found = world.capital(code)
        country = world.country(code)
        assert found and found.name == capital
        assert country and country.point


def test_a_name_that_no_place_bears_is_not_answered(world: Gazetteer) -> None:
    assert world.alike("Qarvelluth Ostreen", "SY") == []
    assert all(one.score < 0.1 for one in world.find("Qarvelluth Ostreen", country="SY"))


def test_three_sounds_in_common_are_no_name_in_common(world: Gazetteer) -> None:
    assert any(one.country == "US" for one in world.named("Oro", "US"))
    assert world.named("Oru", "US") == []
