"""Where claims happened."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.config import Resolve
from sijill.model.claim import Reading, Scope
from sijill.model.location import Location, WherePrecision
from sijill.model.source import SourceKind
from sijill.resolve.gazetteer import Gazetteer
from sijill.resolve.geometry import distance_km
from sijill.resolve.places import find_places
from tests.factories import make_document
from tests.resolve.conftest import make_reading


def where(gazetteer: Gazetteer, text: str, reading: Reading, **scope: object) -> Location | None:
    found = find_places(make_document(text), reading, gazetteer, Resolve(**scope))  # type: ignore[arg-type]
    return found.of_claim[reading.claims[0].id].location


def told(
    gazetteer: Gazetteer, text: str, places: list[str], pick: str | None = None, **more: object
) -> Location | None:
    """The place of the claim "Three died" in a text."""
    return where(gazetteer, text, make_reading(text, places, [("Three died", pick)], **more))  # type: ignore[arg-type]


def test_the_country_that_the_text_speaks_of_beats_population(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Three died in Dorrin. Gambian police said so.", ["Dorrin"], "Dorrin")
    assert found and found.place_id == "t:dorrin"
    found = told(gazetteer, "Three died in Dorrin. Senegalese police said so.", ["Dorrin"], "Dorrin")
    assert found and found.place_id == "t:dorrin-abroad"


def test_containment_chooses_between_namesakes(gazetteer: Gazetteer) -> None:
    for province, place in (("Velmar", "t:tamik-velmar"), ("Ostria", "t:tamik-ostria")):
        found = told(
            gazetteer, f"Three died in Tamik, {province} province, Gambia.", ["Tamik", province, "Gambia"], "Tamik"
        )
        assert found and found.place_id == place


def test_the_registers_scope_counts_where_the_text_says_nothing(gazetteer: Gazetteer) -> None:
    text = "Three died in Dorrin."
    found = where(gazetteer, text, make_reading(text, ["Dorrin"], [("Three died", "Dorrin")]), countries=("GM",))
    assert found and found.place_id == "t:dorrin"


def test_a_word_for_the_kind_tells_province_from_town(gazetteer: Gazetteer) -> None:
    town = told(gazetteer, "Three died in Velmar, Gambia.", ["Velmar", "Gambia"], "Velmar")
    province = told(gazetteer, "Three died in Velmar province, Gambia.", ["Velmar", "Gambia"], "Velmar")
    assert town and (town.place_id, town.precision) == ("t:velmar-city", WherePrecision.EXACT)
    assert province and (province.place_id, province.precision) == ("t:velmar", WherePrecision.ADM1)


def test_an_unknown_village_lies_around_the_town_that_the_words_put_it_near(gazetteer: Gazetteer) -> None:
    found = told(
        gazetteer, "Three died in Hurnam village, near Dorrin, in Gambia.", ["Hurnam", "Dorrin", "Gambia"], "Hurnam"
    )
    assert found and found.name == "Hurnam"
    assert found.place_id is None
    assert found.precision is WherePrecision.NEAR
    assert (found.latitude, found.longitude, found.country) == (13.21, 20.21, "GM")
    assert found.radius_km and found.radius_km >= 25
    assert "not in the gazetteer" in (found.because or "")


def test_an_unknown_name_is_kept_in_the_smallest_unit_that_is_known(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Three died in Hurnam, Velmar province, Gambia.", ["Hurnam", "Velmar", "Gambia"], "Hurnam")
    assert found and (found.name, found.place_id, found.adm1, found.precision) == (
        "Hurnam",
        None,
        "Velmar",
        WherePrecision.ADM1,
    )
    found = told(gazetteer, "Three died in Hurnam, Gambia.", ["Hurnam", "Gambia"], "Hurnam")
    assert found and (found.country, found.precision) == ("GM", WherePrecision.COUNTRY)


def test_an_unknown_name_with_nothing_around_has_no_coordinates(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Three died in Hurnam.", ["Hurnam"], "Hurnam")
    assert found and (found.name, found.latitude, found.longitude, found.country) == ("Hurnam", None, None, None)


def test_a_stated_distance_and_direction_are_followed(gazetteer: Gazetteer) -> None:
    text = "Three died in Hurnam village, 40 km north of Dorrin, in Gambia."
    found = told(gazetteer, text, ["Hurnam", "Dorrin", "Gambia"], "Hurnam")
    assert found and found.latitude is not None and found.longitude is not None
    assert distance_km((found.latitude, found.longitude), (13.21, 20.21)) == pytest.approx(40, abs=1)
    assert found.latitude > 13.5
    assert found.precision is WherePrecision.NEAR


@pytest.mark.parametrize(
    "words", ["near Dorrin", "outside Dorrin", "on the outskirts of Dorrin", "just south of Dorrin"]
)
def test_beside_a_town_is_no_town(gazetteer: Gazetteer, words: str) -> None:
    found = told(gazetteer, f"Three died {words}, Gambian officials said.", ["Dorrin"], "Dorrin")
    assert found and (found.precision, found.latitude) == (WherePrecision.NEAR, 13.21)
    assert found.radius_km == 25


def test_a_total_over_two_places_covers_both(gazetteer: Gazetteer) -> None:
    text = "Three died across Velmar and Ostria in Gambia."
    found = told(gazetteer, text, ["Velmar", "Ostria", "Gambia"], "Velmar and Ostria", scope=Scope.RUNNING_TOTAL)
    assert found and (found.precision, found.country, found.adm1) == (WherePrecision.REGION, "GM", None)
    assert found.latitude is not None and found.longitude is not None and found.radius_km is not None
    for point in ((13.0, 20.05), (14.5, 21.5)):
        assert distance_km((found.latitude, found.longitude), point) <= found.radius_km


def test_where_a_source_sits_is_not_where_it_happened(gazetteer: Gazetteer) -> None:
    text = "Three died in Dorrin, Gambia, the Ostria-based group said in Velmar."
    found = told(gazetteer, text, ["Dorrin", "Gambia", "Ostria", "Velmar"])
    assert found and found.place_id == "t:dorrin"


def test_an_adjective_is_no_place_but_speaks_for_its_country(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Three died when Gambian soldiers opened fire.", ["Gambian"], "Gambian")
    assert found and (found.country, found.precision) == ("GM", WherePrecision.COUNTRY)


def test_a_claim_without_a_place_takes_its_paragraphs_and_says_so(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Gunmen came to Dorrin in Gambia. Three died.", ["Dorrin", "Gambia"])
    assert found and found.place_id == "t:dorrin"
    assert "carried over" in (found.because or "")


def test_an_earlier_event_does_not_take_the_place_of_the_main_story(gazetteer: Gazetteer) -> None:
    text = "Gunmen came to Dorrin in Gambia. In an attack last year Three died."
    found = told(gazetteer, text, ["Dorrin", "Gambia"], scope=Scope.BACKGROUND)
    assert found and found.precision is WherePrecision.COUNTRY


def test_a_total_of_a_time_that_nothing_dates_does_not_take_the_place_of_the_main_story(gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked Tamik in Velmar, Gambia. Three died in March's raids."
    reading = make_reading(text, ["Tamik", "Velmar", "Gambia"], [("Three died", None)], scope=Scope.RUNNING_TOTAL)
    total = reading.claims[0]
    for undated, place in (((), "t:tamik-velmar"), ((total.id,), "t:country")):
        found = find_places(make_document(text), reading, gazetteer, Resolve(), undated).of_claim[total.id].location
        assert found and found.place_id == place


def test_the_sentence_says_more_than_the_picked_country(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Three died in Gambia when gunmen entered Dorrin.", ["Gambia", "Dorrin"], "Gambia")
    assert found and found.place_id == "t:dorrin"


def test_a_total_over_a_country_stays_the_countrys(gazetteer: Gazetteer) -> None:
    text = "Three died in Gambia this year. The last attack hit Dorrin."
    found = told(gazetteer, text, ["Gambia", "Dorrin"], "Gambia", scope=Scope.RUNNING_TOTAL)
    assert found and found.precision is WherePrecision.COUNTRY


def test_a_speakers_place_is_taken_only_where_the_text_names_no_other(gazetteer: Gazetteer) -> None:
    text = "Three died, police in Dorrin said. Gambian troops came."
    reading = make_reading(
        text, ["Dorrin"], [("Three died", None)], says=("police in Dorrin", SourceKind.OFFICIAL, False)
    )
    found = where(gazetteer, text, reading)
    assert found and found.place_id == "t:dorrin"
    assert "speaker" in (found.because or "")


def test_a_text_of_500_places_is_looked_at_and_says_what_was_left_out(gazetteer: Gazetteer) -> None:
    names = [f"Plac{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(500)]
    text = "Three died in Gambia. Roads led to " + ", ".join(names) + "."
    reading = make_reading(text, ["Gambia", *names], [("Three died", "Gambia")])
    found = find_places(make_document(text), reading, gazetteer, Resolve())
    assert found.problems and found.problems[0].kind == "too_many_places"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Dorin Velmar,.'’-()[]\n éنا0 km of the", max_size=120))
def test_any_text_gives_a_location_without_zeroes(text: str) -> None:
    from sijill.resolve.gazetteer_index import open_index, write_index
    from tests.resolve.conftest import ENTRIES

    if not hasattr(test_any_text_gives_a_location_without_zeroes, "opened"):
        import tempfile
        from pathlib import Path

        path = Path(tempfile.mkdtemp()) / "small.sqlite"
        write_index(ENTRIES, "small-1", path)
        test_any_text_gives_a_location_without_zeroes.opened = Gazetteer([open_index(path)])  # type: ignore[attr-defined]
    opened = test_any_text_gives_a_location_without_zeroes.opened  # type: ignore[attr-defined]
    whole = "Three died. " + text
    found = told(opened, whole, [])
    assert found is None or found.latitude != 0
