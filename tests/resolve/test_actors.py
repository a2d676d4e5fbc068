"""Who speaks."""

from __future__ import annotations

import pytest

from sijill.data import load_table
from sijill.model.claim import Speaker
from sijill.model.source import Source, SourceKind
from sijill.resolve.actors import resolve_actors, source_of
from tests.resolve.conftest import make_reading


def spoken(
    name: str, kind: SourceKind = SourceKind.UNKNOWN, *, named: bool = True, country: str | None = "NG", text: str = ""
) -> Source:
    return source_of(Speaker(name=name, kind=kind, span=None, named=named), text or name, country)


@pytest.mark.parametrize(
    "name",
    [
        "Syrian Observatory for Human Rights",
        "SOHR",
        "the Observatory",
        "Syrian Observatory",
        "the UK-based Syrian Observatory for Human Rights",
    ],
)
def test_one_monitor_under_many_names_is_one_source(name: str) -> None:
    source = spoken(name, SourceKind.MONITOR, country="SY")
    assert (source.id, source.kind) == ("sohr", SourceKind.MONITOR)


def test_whoever_heads_a_monitor_speaks_for_it_also_by_surname_alone() -> None:
    text = "Mira Oduya, head of the Yemen Data Project, said three died. Oduya said more."
    reading = make_reading(text, [], [("three died", None)], says=("Mira Oduya", SourceKind.UNKNOWN, True))
    of_claim, sources = resolve_actors(text, reading, "YE")
    assert list(of_claim.values()) == [("yemen-data-project",)]
    assert [source.id for source in sources] == ["yemen-data-project"]


@pytest.mark.parametrize(
    ("name", "source_id", "party"),
    [
        ("Kaduna police", "police-ng", "government of NG"),
        ("police spokesman Haruna Abba", "police-ng", "government of NG"),
        ("Nigerian army", "armed-forces-ng", "government of NG"),
        ("the Chadian defence ministry", "defence-ministry-td", "government of TD"),
        ("the governor", "governor-ng", "government of NG"),
    ],
)
def test_arms_of_one_state_are_of_one_party(name: str, source_id: str, party: str) -> None:
    source = spoken(name, SourceKind.OFFICIAL, named=name != "the governor")
    assert (source.id, source.party) == (source_id, party)


def test_an_official_without_a_name_is_known_by_description_only() -> None:
    source = spoken("a security official", SourceKind.OFFICIAL, named=False)
    assert (source.named, source.party, source.private) == (False, "government of NG", False)


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("witnesses", SourceKind.WITNESS, False),
        ("Ada Obi", SourceKind.RELATIVE, True),
        ("Ada Obi", SourceKind.UNKNOWN, True),
    ],
)
def test_private_persons_are_protected(name: str, kind: SourceKind, named: bool) -> None:
    assert spoken(name, kind, named=named).private


@pytest.mark.parametrize("name", ["Ridge Front", "Karsh Brigade"])
def test_a_body_whose_kind_nobody_says_is_no_private_person(name: str) -> None:
    assert not spoken(name, SourceKind.UNKNOWN, named=True).private


def test_a_resident_of_a_town_that_a_group_holds_does_not_speak_for_the_group() -> None:
    source = spoken("a resident of a Taliban-held town", SourceKind.WITNESS, named=False, country="AF")
    assert source.id != "taliban"
    assert source.private


def test_an_abbreviation_is_matched_with_its_capitals_only() -> None:
    assert spoken("SANA").id == "sana"
    assert spoken("Sana Khalil").id != "sana"


def test_a_body_of_the_united_nations_has_their_party() -> None:
    assert spoken("the UN human rights office", SourceKind.INTERNATIONAL).party == "United Nations"


def test_every_known_source_has_its_own_id_a_kind_and_a_source() -> None:
    rows = load_table("sources")["source"]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        SourceKind(row["kind"])
        assert row["url"].startswith("http")


def test_no_name_stands_for_two_known_sources() -> None:
    seen: dict[str, str] = {}
    for row in load_table("sources")["source"]:
        for name in (row["name"], *row.get("aliases", ())):
            assert seen.setdefault(name.casefold(), row["id"]) == row["id"], name
