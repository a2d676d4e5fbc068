"""Looking names up."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.errors import InputError
from sijill.resolve.gazetteer import TEXT_FLOOR, Gazetteer
from sijill.resolve.gazetteer_index import Entry, build_once, open_index, write_index


def ids(found: list) -> list[str]:  # type: ignore[type-arg]
    return [one.place_id for one in found]


def test_an_exact_name_is_found_whatever_its_case_accents_and_hyphens(gazetteer: Gazetteer) -> None:
    assert "t:dorrin" in ids(gazetteer.find("dórrin"))
    assert ids(gazetteer.find("AL-HASIRA")) == ["t:al-hasira"]


def test_names_in_arabic_and_latin_script_find_one_another(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("دورين", country="GM")) == ["t:dorrin"]
    assert ids(gazetteer.find("الحصيرة")) == ["t:al-hasira"]
    assert ids(gazetteer.find("تاميك", country="GM"))[0].startswith("t:tamik")  # no Arabic name is listed for it


def test_a_title_says_which_kind_is_meant(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("Velmar Province")) == ["t:velmar"]
    assert ids(gazetteer.find("Velmar governorate")) == ["t:velmar"]
    assert ids(gazetteer.find("Velmar"))[0] == "t:velmar-city"


def test_the_country_and_the_container_choose_between_namesakes(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("Dorrin", country="SN")) == ["t:dorrin-abroad"]
    assert ids(gazetteer.find("Tamik", within="Ostria")) == ["t:tamik-ostria"]
    assert ids(gazetteer.find("Tamik", within="t:velmar")) == ["t:tamik-velmar"]


def test_another_spelling_is_found_and_says_so(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Doreen", country="GM")
    assert ids(found) == ["t:dorrin"]
    assert found[0].score < 1.0


@pytest.mark.parametrize(
    "name", ["Dambrin", "Halsarim", "Vlm", "X", "", "   ", "١٢٣", "\u202e", "a" * 5000, "Dorrin; drop table place"]
)
def test_a_name_that_only_resembles_is_not_answered(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.alike(name, "GM") == []
    assert gazetteer.find(name, country="GM", floor=TEXT_FLOOR) == []


def test_an_unknown_container_answers_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Tamik", within="Nowhere at all") == []


def test_a_place_knows_what_contains_it(gazetteer: Gazetteer) -> None:
    [dorrin] = gazetteer.find("Dorrin", country="GM")
    assert (dorrin.adm1, dorrin.adm2, dorrin.country) == ("Velmar", "Kesh", "GM")
    assert dorrin.containers == ("t:kesh", "t:velmar", "GM")


def test_the_registers_own_places_come_before_the_worlds(small_index: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite"
    mine = Entry(
        number=1,
        ref="own:1",
        name="Dorrin",
        others=(),
        kind="city",
        country="GM",
        latitude=1.0,
        longitude=1.0,
        population=1,
    )
    write_index([mine], "own-1", own)
    both = Gazetteer([open_index(own), open_index(small_index)])
    assert "own:1" in ids(both.find("Dorrin", country="GM"))
    assert both.version == "own-1+small-1"


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database at all" * 100)
    with pytest.raises(InputError, match=r"broken\.sqlite"):
        open_index(broken)


def test_two_builders_build_once(tmp_path: Path) -> None:
    target, built = tmp_path / "index.sqlite", []

    def build() -> None:
        built.append(1)
        write_index([], "v", target)

    workers = [threading.Thread(target=build_once, args=(target, build)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert built == [1]
    assert [path.suffix for path in sorted(tmp_path.iterdir())] == [".lock", ".sqlite"]


def test_a_build_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def entries():  # type: ignore[no-untyped-def]
        yield Entry(number=1, ref="a", name="A", others=(), kind="city", country="GM")
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_index(entries(), "v", tmp_path / "index.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_the_score_of_another_spelling_stays_below_that_of_the_name_itself(gazetteer: Gazetteer) -> None:
    [written, spelled] = [gazetteer.find(name, country="GM")[0] for name in ("Al Hasira", "El Hassîré")]
    assert written.place_id == spelled.place_id == "t:al-hasira"
    assert spelled.score < written.score
    assert "spelling" in spelled.why or "sounds" in spelled.why


def test_texts_take_only_surer_spellings_than_whoever_asks(gazetteer: Gazetteer) -> None:
    asked = {one.place_id for one in gazetteer.find("Tamikh Ghar", country="GM", floor=0.0)}
    assert {one.place_id for one in gazetteer.alike("Tamikh Ghar", "GM")} < asked


def test_a_name_shared_by_a_unit_and_its_part_holds_the_places_of_both(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("Dorrin", within="Velmar", country="GM")) == ["t:dorrin"]
    assert ids(gazetteer.find("Dorrin", within="Kesh", country="GM")) == ["t:dorrin"]


@given(
    st.text(max_size=40), st.sampled_from([None, "GM", "ZZ"]), st.sampled_from([None, "Velmar", "t:kesh", "Nowhere"])
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_answered_with_sorted_scores_between_0_and_1(
    gazetteer: Gazetteer, name: str, country: str | None, within: str | None
) -> None:
    scores = [round(one.score, 2) for one in gazetteer.find(name, country=country, within=within)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
