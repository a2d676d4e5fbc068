"""What a register of five reports on one crisis must show, through `add` and `build --json`.

The reports lie beside the project and are no part of it; without them this file is skipped. The rules that it checks are general
ones: a total is never added to its parts, one monitor is one voice, a survivor is nobody's death.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sijill.cli import cli

SHARED = Path(os.environ.get("SIJILL_SHARED", Path(__file__).parents[2] / "shared"))
PUBLISHED = {"000": "2025-07-01", "001": "2025-03-09", "002": "2025-03-09", "003": "2025-03-08", "004": "2025-03-09"}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SHARED / "reports").is_dir(), reason="the sample reports are not beside the project (../shared/reports)"
    ),
]

Built = dict[str, Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("sample")
    files = sorted((SHARED / "reports").glob("*.txt"))
    rows = [f"{file.name},{PUBLISHED[file.name[:3]]}" for file in files]
    (folder / "metadata.csv").write_text("\n".join(["file,published", *rows]) + "\n", encoding="utf-8")
    register = str(folder / "register")
    metadata = str(folder / "metadata.csv")
    run("init", register)
    run("--register", register, "add", str(SHARED / "reports"), "--metadata", metadata)
    shape: Built = json.loads(run("--register", register, "build", "--json"))
    lines = [
        line
        for file in files
        for line in run("read", "--json", "--published", PUBLISHED[file.name[:3]], str(file)).splitlines()
    ]
    shape["claims"] = {claim["id"]: claim for claim in map(json.loads, lines)}
    return shape


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def episode(built: Built, month: str) -> Built:
    found = [one for one in built["episodes"] if one["period"] and (one["period"]["end"] or "").startswith(month)]
    assert len(found) == 1, [one["title"] for one in built["episodes"]]
    return dict(found[0])


def toll(subject: Built, outcome: str, victims: str = "all", unit: str = "person") -> Built | None:
    return next(
        (t for t in subject["tolls"] if (t["outcome"], t["victims"], t["unit"]) == (outcome, victims, unit)), None
    )


def figures(subject: Built, outcome: str, victims: str = "all", unit: str = "person") -> tuple[Any, Any, Any]:
    found = toll(subject, outcome, victims, unit)
    assert found, f"no toll of {outcome}, {victims}, {unit}"
    return found["min"], found["best"], found["max"]


def claims_of(built: Built, document: str, **wanted: Any) -> list[Built]:
    rows = [claim for claim in built["claims"].values() if claim["document"].startswith(document)]
    return [claim for claim in rows if all(claim.get(key) == value for key, value in wanted.items())]


def test_the_march_killings_are_one_episode_of_more_than_a_thousand(built: Built) -> None:
    march = episode(built, "2025-03")
    low, best, high = figures(march, "killed")
    assert best == 1000 and low >= 740 and high is None


def test_the_civilians_are_part_of_the_total_and_never_added_to_it(built: Built) -> None:
    march = episode(built, "2025-03")
    low, best, high = figures(march, "killed", "civilian")
    assert (best, high) == (745, 745) and low >= 740
    sums = {1745, 1740, 2440, 2485, 3185}
    for subject in (*built["episodes"], *built["incidents"]):
        for one in subject["tolls"]:
            assert not sums & {one["min"], one["best"], one["max"]}


def test_the_monitors_figures_are_one_voice(built: Built) -> None:
    names = [voice["origin"] for voice in built["voices"] if voice["origin"]]
    assert len([name for name in names if "Observatory" in name]) == 1
    voice = next(voice for voice in built["voices"] if voice["origin"] and "Observatory" in voice["origin"])
    wordings = {
        built["claims"][claim]["count"]["min"]
        for claim in voice["claim_ids"]
        if built["claims"][claim]["kind"] == "count"
    }
    assert wordings == {700, 740}


def test_figures_without_an_origin_corroborate_nothing(built: Built) -> None:
    march = episode(built, "2025-03")
    assert (toll(march, "killed") or {})["voices"] <= 1
    unknown = {claim["id"] for claim in claims_of(built, "004", kind="count", outcome="killed")}
    assert unknown
    for voice in built["voices"]:
        if unknown & set(voice["claim_ids"]):
            assert voice["origin"] is None


def test_the_security_official_is_another_voice(built: Built) -> None:
    march = episode(built, "2025-03")
    assert figures(march, "killed", "security_forces") == (36, None, 99)
    assert any(voice["origin"] and "security official" in voice["origin"] for voice in built["voices"])


def test_the_twin_attacks_are_another_episode_of_ten(built: Built) -> None:
    twin = episode(built, "2025-07")
    assert figures(twin, "killed") == (10, 10, 10)
    parts = [one for one in built["incidents"] if one["id"] in twin["contains"]]
    assert sorted(figures(one, "killed")[1] for one in parts) == [4, 6]
    assert "March" not in twin["title"]


def test_the_six_in_homs_are_three_children_their_mother_and_two_guests(built: Built) -> None:
    homs = next(one for one in built["incidents"] if "Homs" in one["title"])
    assert figures(homs, "killed") == (6, 6, 6)
    parts = [built["claims"][claim] for claim in homs["claim_ids"] if built["claims"][claim].get("part_of")]
    listed = sorted(claim["count"]["min"] for claim in parts if claim["count"]["min"] < 6)
    assert listed == [1, 2, 3]


def test_marchs_figure_is_background_in_the_later_report(built: Built) -> None:
    (claim,) = [one for one in claims_of(built, "000", outcome="killed") if one["count"]["min"] == 1000]
    assert claim["scope"] == "background"
    assert claim["id"] not in episode(built, "2025-07")["claim_ids"]


def test_the_survivor_is_nobodys_death(built: Built) -> None:
    for claim in built["claims"].values():
        if claim["kind"] == "count" and claim["outcome"] in ("killed", "casualties", "injured"):
            assert "Fares" not in claim["count"]["wording"]


def test_casualties_are_deaths_where_the_next_sentence_says_so(built: Built) -> None:
    (claim,) = [one for one in claims_of(built, "002", kind="count") if one["count"]["min"] == 740]
    assert claim["outcome"] == "killed"
    assert claim["verification"] == "under_investigation"


def test_the_monitor_accuses_nobody(built: Built) -> None:
    for subject in (*built["episodes"], *built["incidents"]):
        for accused in subject["attributions"]:
            assert "Observatory" not in (accused["speaker"] or "")


def test_mostly_is_said_of_most(built: Built) -> None:
    details = [
        detail
        for claim in claims_of(built, "004", kind="count")
        for detail in claim["victims"]["details"]
        if claim["count"]["min"] == 745 and detail["axis"] == "community"
    ]
    assert details and {detail["share"] for detail in details} == {"most"}


def test_families_stay_households(built: Built) -> None:
    (claim,) = [one for one in claims_of(built, "000", outcome="displaced") if one["count"]["min"] == 73]
    assert claim["count"]["unit"] == "household"
    assert all(
        one["best"] != 73 for subject in built["episodes"] for one in subject["tolls"] if one["unit"] == "person"
    )
    (movement,) = [one for one in claims_of(built, "000", kind="movement") if one["count"]["min"] == 73]
    assert movement["origin"]["name"].startswith("Bani") and movement["count"]["unit"] == "household"


def test_percentages_are_indicators_and_enter_no_toll(built: Built) -> None:
    values = {indicator["value"] for indicator in built["indicators"]}
    assert {80, 300, 140, 67, 43, 12, 31} <= values
    for subject in (*built["episodes"], *built["incidents"]):
        for one in subject["tolls"]:
            assert not {80, 300, 140, 67, 43, 12, 31} & {one["min"], one["best"], one["max"]}


def test_places_that_no_gazetteer_lists_are_kept_with_what_is_known(built: Built) -> None:
    nemra = next(one["place"] for one in built["incidents"] if one["place"] and "Nemra" in one["place"]["name"])
    assert nemra["country"] == "SY" and nemra["where_prec"] >= 2
    hmeimim = [
        claim["place"] for claim in claims_of(built, "003") if claim["place"] and "Hmeimim" in claim["place"]["name"]
    ]
    assert hmeimim and all(place["country"] == "SY" and place["where_prec"] >= 2 for place in hmeimim)


def test_the_rewrites_are_a_family(built: Built) -> None:
    families = {document["id"][:3]: document["family"] for document in built["documents"]}
    assert families["001"] is not None and families["001"] == families["002"]
    assert families["003"] != families["001"]
