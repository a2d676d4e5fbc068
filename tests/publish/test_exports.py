"""Each format reads back to the same incidents, keeps unknown apart from zero, and cannot run as a formula."""

from __future__ import annotations

import csv
import io
import json
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.config import Publish
from sijill.errors import InputError, StoreFull
from sijill.model.location import Location
from sijill.model.register import Register
from sijill.publish.contract import build_shape
from sijill.publish.exports import EXPORTS, write_export
from sijill.publish.exports.export_csv import COLUMNS, guard, unguard
from sijill.publish.lookup import look_up
from sijill.publish.words import NOTICE
from tests.publish.sample import sample_register

Figures = tuple[str, str, str, int | None, int | None, int | None]


def exported(form: str, register: Register | None = None) -> str:
    stream = io.StringIO()
    write_export(register or sample_register(), form, stream, settings=Publish())
    return stream.getvalue()


def truth(register: Register) -> dict[str, set[Figures]]:
    """Incident -> its figures."""
    known: dict[str, set[Figures]] = {one.id: set() for one in (*register.links.incidents, *register.links.episodes)}
    for toll in register.tolls:
        key = (toll.outcome.value, toll.victims.value, toll.unit.value)
        known[toll.subject].add((*key, toll.min, toll.best, toll.max))
    return known


def figures(toll: dict[str, Any]) -> Figures:
    return (toll["outcome"], toll["victims"], toll["unit"], toll["min"], toll["best"], toll["max"])


def read_csv(text: str) -> dict[str, set[Figures]]:
    found: dict[str, set[Figures]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        tolls = found.setdefault(unguard(row["id"]), set())
        if row["outcome"]:
            numbers = {name: int(row[name]) if row[name] else None for name in ("min", "best", "max")}
            tolls.add(figures({**row, **numbers}))
    return found


def read_geojson(text: str) -> dict[str, set[Figures]]:
    features = json.loads(text)["features"]
    return {feature["id"]: {figures(toll) for toll in feature["properties"]["tolls"]} for feature in features}


def read_json(text: str) -> dict[str, set[Figures]]:
    told = json.loads(text)
    listed = [*told["incidents"], *told["episodes"], *told["out_of_scope"]]
    return {one["id"]: {figures(toll) for toll in one["tolls"]} for one in listed}


READERS: dict[str, Callable[[str], dict[str, set[Figures]]]] = {
    "csv": read_csv, "geojson": read_geojson, "json": read_json,
}  # fmt: skip


@pytest.mark.parametrize("form", EXPORTS)
def test_an_export_reads_back_to_the_same_incidents(form: str) -> None:
    register = sample_register()
    incidents = tuple(replace(one, in_scope=one.id != "incident-road") for one in register.links.incidents)
    without_count = replace(incidents[0], id="incident-quiet", claim_ids=(), title="=2+5")
    register = replace(register, links=replace(register.links, incidents=(*incidents, without_count)))
    assert READERS[form](exported(form, register)) == truth(register)


@pytest.mark.parametrize("form", EXPORTS)
def test_every_export_says_that_the_true_number_may_be_higher(form: str) -> None:
    assert NOTICE in exported(form)


@pytest.mark.parametrize("form", EXPORTS)
def test_what_is_not_known_is_empty_and_never_zero(form: str) -> None:
    missing = next(found for found in READERS[form](exported(form))["episode-plateau"] if found[0] == "missing")
    assert missing[3:] == (None, None, None)


def test_an_incident_without_a_place_has_no_geometry() -> None:
    register = sample_register()
    nowhere = Location(name="the hills", country="NG")
    incidents = (
        replace(register.links.incidents[0], location=nowhere),
        replace(register.links.incidents[1], location=None),
    )
    told = json.loads(exported("geojson", replace(register, links=replace(register.links, incidents=incidents))))
    by_id = {feature["id"]: feature for feature in told["features"]}
    assert by_id["incident-market"]["geometry"] is None and by_id["incident-road"]["geometry"] is None
    assert by_id["incident-market"]["properties"]["place"] == "the hills"
    assert by_id["episode-plateau"]["geometry"]["coordinates"] == [9.5, 9.2]  # longitude first
    assert by_id["episode-plateau"]["properties"]["radius_km"] == 110.0


def test_columns_are_what_an_export_writes() -> None:
    header = next(csv.reader(io.StringIO(exported("csv"))))
    assert tuple(header) == COLUMNS == EXPORTS["csv"].columns
    assert tuple(json.loads(exported("json"))) == EXPORTS["json"].columns
    feature = json.loads(exported("geojson"))["features"][0]
    assert tuple(feature["properties"]) == EXPORTS["geojson"].columns


def test_every_figure_of_the_json_export_has_its_receipt() -> None:
    told = json.loads(exported("json"))
    claims = {claim["id"]: claim for claim in told["claims"]}
    digests = {document["id"]: document["sha256"] for document in told["documents"]}
    for subject in (*told["incidents"], *told["episodes"]):
        for toll in subject["tolls"]:
            for claim_id in toll["support"]:
                assert claims[claim_id]["quote"] and len(digests[claims[claim_id]["document"]]) == 64


def test_the_json_export_holds_what_build_prints() -> None:
    told, built = json.loads(exported("json")), build_shape(look_up(sample_register()))
    assert set(built) <= set(told)
    assert [one["id"] for one in told["incidents"]] == [one["id"] for one in built["incidents"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "'=1", "＝1"])
def test_a_text_never_starts_a_formula(text: str) -> None:
    assert guard(text).startswith("'") and unguard(guard(text)) == text


@given(st.text())
def test_guarding_loses_nothing(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).lstrip(" ").startswith(("=", "+", "-", "@"))


def test_a_negative_coordinate_stays_a_number() -> None:
    register = sample_register()
    south = Location(name="=x", latitude=-9.5, longitude=-3.25)
    incidents = tuple(replace(one, location=south) for one in register.links.incidents)
    rows = csv.DictReader(
        io.StringIO(exported("csv", replace(register, links=replace(register.links, incidents=incidents))))
    )
    row = next(row for row in rows if row["id"] == "incident-road")
    assert (row["latitude"], row["longitude"], row["place"]) == ("-9.5", "-3.25", "'=x")


def test_a_file_may_carry_a_byte_order_mark_for_spreadsheets(tmp_path: Path) -> None:
    for bom in (False, True):
        write_export(sample_register(), "csv", tmp_path / "x.csv", settings=Publish(), bom=bom)
        assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom


def test_an_unknown_format_and_a_folder_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="csv, geojson, json"):
        write_export(sample_register(), "xls", tmp_path / "x", settings=Publish())
    with pytest.raises(InputError, match="No such file"):
        write_export(sample_register(), "csv", tmp_path / "no" / "x.csv", settings=Publish())


def test_a_full_disk_leaves_the_export_before_as_it_was(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    target = tmp_path / "x.json"
    target.write_text("before", encoding="utf-8")
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
    try:
        with pytest.raises(StoreFull, match=r"x\.json"):
            write_export(sample_register(), "json", target, settings=Publish())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"] and target.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize("form", EXPORTS)
def test_every_column_is_documented(form: str) -> None:
    page = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    assert [column for column in EXPORTS[form].columns if f"`{column}`" not in page] == []
