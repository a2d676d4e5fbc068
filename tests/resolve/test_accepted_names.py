"""Which name is accepted, and which only resembles an entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.resolve.accepted_names import accept
from sijill.resolve.gazetteer import Gazetteer
from sijill.resolve.gazetteer_index import Entry, open_index, write_index
from sijill.resolve.gazetteer_spellings import weigh_rivals

POINTS = st.one_of(st.none(), st.tuples(st.floats(-80, 80), st.floats(-170, 170)))


def _taken(gazetteer: Gazetteer, name: str, **asked: str) -> str | None:
    accepted, _ = accept(gazetteer.find(name, country="GM", **asked))
    return accepted.place_id if accepted else None


def test_a_name_that_one_place_bears_is_accepted(gazetteer: Gazetteer) -> None:
    assert _taken(gazetteer, "Al-Hasira") == "t:al-hasira"
    assert _taken(gazetteer, "Dorrin") == "t:dorrin"


def test_a_name_that_two_places_bear_is_not_until_their_province_is_told(gazetteer: Gazetteer) -> None:
    assert _taken(gazetteer, "Tamik") is None
    assert accept(gazetteer.find("Tamik", country="GM"))[1] == "several places bear this name"
    assert _taken(gazetteer, "Tamik", within="Ostria") == "t:tamik-ostria"


def test_a_town_and_the_unit_that_holds_it_do_not_compete(gazetteer: Gazetteer) -> None:
    assert _taken(gazetteer, "Velmar") == "t:velmar-city"


@pytest.mark.parametrize("name", ["Tarik", "Dorman", "Halsira", "Osteria Nova"])
def test_a_name_that_only_resembles_is_shown_and_not_accepted(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.find(name, country="GM", floor=0.0)
    assert found
    assert accept(found)[0] is None
    assert accept([])[1] == "no place is known by this name"


def _village(number: int, name: str, latitude: float) -> Entry:
    return Entry(
        number=number,
        ref=f"v:{number}",
        name=name,
        others=(),
        kind="city",
        country="GM",
        latitude=latitude,
        longitude=20.0,
    )


def test_the_same_likeness_is_weaker_where_more_names_are_alike(tmp_path: Path) -> None:
    alone, crowded = tmp_path / "alone.sqlite", tmp_path / "crowded.sqlite"
    write_index([_village(1, "Shuwayhidah", 10.0)], "1", alone)
    names = ["Shuwayhidah", "Shuhaydah", "Shawhidat", "Shuwayhinah", "Shawhada"]
    write_index([_village(at, name, 10.0 + at) for at, name in enumerate(names, start=1)], "2", crowded)
    [one], [first, *_] = (
        Gazetteer([open_index(path)]).find("Chouahida", country="GM", limit=1) for path in (alone, crowded)
    )
    assert one.place_id == first.place_id == "v:1"
    assert first.score < one.score


def test_two_rows_of_one_village_are_no_rivals() -> None:
    here, beside, far = (12.0, 20.0), (12.01, 20.01), (14.0, 20.0)
    assert (
        weigh_rivals([(0.8, here), (0.7, beside)])[0]
        == weigh_rivals([(0.8, here)])[0]
        > weigh_rivals([(0.8, here), (0.7, far)])[0]
    )


@given(st.lists(st.tuples(st.floats(0, 1), POINTS), max_size=6))
def test_beside_rivals_every_probability_stays_one_and_in_order(
    judged: list[tuple[float, tuple[float, float] | None]],
) -> None:
    found = weigh_rivals(judged)
    assert all(0 <= sure <= 1 for sure in found)
    if judged:
        assert found[0] <= weigh_rivals(judged[:1])[0] + 1e-9
