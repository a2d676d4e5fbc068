"""The traps that reports of one crisis set together, each in several wordings, through the commands themselves.

One monitor with three numbers, a total that becomes a massacre, sums that hold, growth of overlapping things, a boast of doubling, a
distance, a rewrite, spellings, days without a date, numbers without a source, families that are no persons, and a witness heard twice.
The places and people are invented, except where a distance or a spelling has to be looked up; none of it happened.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sijill.cli import cli

Built = dict[str, Any]
Report = tuple[str | None, str | None, str]  # published, outlet, text


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def build(folder: Path, *reports: Report) -> Built:
    """What `build --json` prints of these reports, alone in a register."""
    rows = [
        {"id": f"r{at}", "text": text, "published": day, "source": outlet}
        for at, (day, outlet, text) in enumerate(reports)
    ]
    file = folder / "reports.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    register = str(folder / "register")
    run("init", register)
    run("--register", register, "add", str(file))
    shape: Built = json.loads(run("--register", register, "build", "--json"))
    return shape


def read(folder: Path, text: str, published: str | None = None) -> list[Built]:
    file = folder / "text.txt"
    file.write_text(text, encoding="utf-8")
    day = ["--published", published] if published else []
    return [json.loads(line) for line in run("read", "--json", *day, str(file)).splitlines()]


def subjects(built: Built) -> list[Built]:
    return [*built["episodes"], *built["incidents"]]


def tolls(built: Built, outcome: str, victims: str = "all", unit: str = "person") -> list[Built]:
    found = [toll for subject in subjects(built) for toll in subject["tolls"]]
    return [toll for toll in found if (toll["outcome"], toll["victims"], toll["unit"]) == (outcome, victims, unit)]


def bests(built: Built, outcome: str, victims: str = "all", unit: str = "person") -> list[Any]:
    return sorted((toll["best"] for toll in tolls(built, outcome, victims, unit)), key=lambda best: best or 0)


def figures(built: Built) -> set[int]:
    """Every number that any toll shows."""
    shown = [toll[end] for subject in subjects(built) for toll in subject["tolls"] for end in ("min", "best", "max")]
    return {number for number in shown if number is not None}


def statements(built: Built, kind: str) -> list[str]:
    return [one["verdict"] for one in built["statements"] if one["kind"] == kind]


@pytest.mark.parametrize(
    ("reports", "first", "last"),
    [
        (
            (
                (
                    "2031-03-08",
                    "Dawn Post",
                    "More than 300 people, women and children among them, have been killed in the Orrelby valley"
                    " since Thursday, according to the Lantern Monitor.",
                ),
                (
                    "2031-03-09",
                    "Capital Wire",
                    "The Lantern Monitor has recorded over 340 civilian deaths across the Orrelby valley since"
                    " Thursday, along with losses among the rebels.",
                ),
                (
                    "2031-03-09",
                    "Harbour Times",
                    "According to the Lantern Monitor, over 340 civilian casualties have been reported in the"
                    " Orrelby valley since Thursday.",
                ),
            ),
            300,
            340,
        ),
        (
            (
                (
                    "2031-06-03",
                    "Dawn Post",
                    "At least 80 people were killed in the raids on Tessaly district over the weekend, the Hill"
                    " Rights Committee said on Tuesday.",
                ),
                (
                    "2031-06-04",
                    "Capital Wire",
                    "The number of civilians killed in the weekend raids on Tessaly district has passed 95, the"
                    " Hill Rights Committee reported on Wednesday.",
                ),
                (
                    "2031-06-04",
                    "Harbour Times",
                    "The weekend raids on Tessaly district caused more than 95 civilian casualties, said the Hill"
                    " Rights Committee.",
                ),
            ),
            80,
            95,
        ),
    ],
)
def test_three_numbers_of_one_source_are_one_voice_and_casualties_are_no_deaths(
    tmp_path: Path, reports: tuple[Report, ...], first: int, last: int
) -> None:
    built = build(tmp_path, *reports)
    assert len([voice for voice in built["voices"] if voice["origin"]]) == 1
    (killed,) = tolls(built, "killed")
    assert killed["best"] == last and killed["min"] in (first, last) and killed["voices"] <= 1
    (casualties,) = tolls(built, "casualties")
    assert casualties["best"] == last
    assert figures(built) <= {first, last}
    assert any("drift" in reason for one in built["contradictions"] for reason in one["explained_by"])


@pytest.mark.parametrize(
    ("battle", "later", "total", "civilians"),
    [
        (
            "Three days of clashes between the army and the Ridge Brigade in Orrelby province, followed by reprisals,"
            " left more than 600 people dead, among them 410 civilians and about 120 soldiers.",
            "Gunmen killed four people in the village of Lower Sarnbeck on Monday. The March massacres in Orrelby"
            " province left over 600 dead in what campaigners call a campaign to drive a minority out.",
            600,
            410,
        ),
        (
            "Fighting between soldiers and the Amber Column in Varrowmere killed 350 people on 8 March, including 210"
            " civilians, the provincial health office said.",
            "Four farmers were shot dead in Lower Sarnbeck on Monday. It recalls the March massacres in Varrowmere, in"
            " which 350 people were killed.",
            350,
            210,
        ),
    ],
)
def test_a_total_of_all_sides_that_comes_back_as_a_massacre_is_no_count_of_civilians(
    tmp_path: Path, battle: str, later: str, total: int, civilians: int
) -> None:
    built = build(tmp_path, ("2031-03-10", "Dawn Post", battle), ("2031-07-02", "Hill Gazette", later))
    assert total not in {toll[end] for toll in tolls(built, "killed", "civilian") for end in ("min", "best", "max")}
    assert civilians in bests(built, "killed", "civilian")
    assert 4 in bests(built, "killed")
    assert max(figures(built)) == total


def test_a_number_that_changes_from_all_the_dead_to_civilians_raises_an_alarm(tmp_path: Path) -> None:
    built = build(
        tmp_path,
        (
            "2031-03-10",
            "Dawn Post",
            "The Ridge Monitor said 640 people, soldiers and rebels among them, were killed in Orrelby province on 8"
            " March.",
        ),
        (
            "2031-03-11",
            "Hill Gazette",
            "The massacre of 8 March in Orrelby province killed 640 civilians, according to the Ridge Monitor.",
        ),
    )
    assert any("drift" in reason for one in built["contradictions"] for reason in one["explained_by"])


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        (
            "Coordinated attacks killed 11 civilians in Harrowgate Mill and Belmere Cross this week. In the hamlet of"
            " Harrowgate Mill, four people died on Sunday, residents said. In Belmere Cross, gunmen shot dead seven"
            " people on Sunday: two brothers, their grandmother and four guests.",
            11,
            [4, 7],
        ),
        (
            "Two raids claimed 9 lives in Saddlers Ford and Upper Tesk on Monday. In Saddlers Ford, three villagers"
            " were killed on Monday, witnesses reported. In Upper Tesk, assailants killed six people on Monday: three"
            " girls, their father and two neighbours.",
            9,
            [3, 6],
        ),
    ],
)
def test_parts_that_add_up_to_the_total_are_never_added_to_it(
    tmp_path: Path, text: str, total: int, parts: list[int]
) -> None:
    built = build(tmp_path, ("2031-05-06", "Dawn Post", text))
    assert max(figures(built)) == total
    assert total in bests(built, "killed")
    listed = [claim for claim in read(tmp_path, text, "2031-05-06") if claim.get("part_of")]
    assert {claim["count"]["min"] for claim in listed} <= {*parts, 1, 2, 3, 4}
    assert not set(bests(built, "killed")) - {total, *parts}


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        (
            "Attacks on the coast have risen by 200% since January. Reprisal raids in the hill districts have"
            " increased 90% since March.",
            {200.0: "since January", 90.0: "since March"},
        ),
        (
            "The mission recorded a 45 percent rise in shelling along the river since April. Strikes on hill villages"
            " are up 120 percent since February.",
            {45.0: "since April", 120.0: "since February"},
        ),
    ],
)
def test_two_growth_rates_stand_side_by_side_with_what_each_is_of(
    tmp_path: Path, text: str, shares: dict[float, str]
) -> None:
    built = build(tmp_path, ("2031-06-01", "Dawn Post", text))
    assert {one["value"]: one["base"] for one in built["indicators"]} == shares
    assert len({one["topic"] for one in built["indicators"]}) == 2
    assert built["contradictions"] == [] and figures(built) == set()
    assert statements(built, "change") == ["cannot be checked"] * 2


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        (
            "Ten people were killed in the port of Tessaly on Monday, the deadliest day since the March killings in"
            " Orrelby, which left more than 900 dead. With death tolls doubling every month, residents fear the worst.",
            {10, 900},
        ),
        (
            "The raid on Belmere Cross on Monday killed eight people. In April fighting there had killed more than"
            " 400. Deaths are doubling monthly, aid workers say.",
            {8, 400},
        ),
    ],
)
def test_a_boast_of_doubling_moves_no_toll_and_is_never_said_to_hold(tmp_path: Path, text: str, dead: set[int]) -> None:
    built = build(tmp_path, ("2031-06-20", "Dawn Post", text))
    assert figures(built) <= dead and min(dead) in bests(built, "killed")
    assert statements(built, "ratio") and "holds" not in statements(built, "ratio")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("In Homs, 300 miles from Baniyas in Syria, four people were killed on Monday.", "does not hold"),
        ("Four people were killed on Monday in Baniyas, 20 kilometres from Aleppo in Syria.", "does not hold"),
        ("Six people were killed in Homs in Syria on Monday, 90 miles inland.", "cannot be checked"),
    ],
)
def test_a_distance_is_worked_out_from_the_places(tmp_path: Path, text: str, verdict: str) -> None:
    built = build(tmp_path, ("2031-06-20", "Dawn Post", text))
    assert statements(built, "distance") == [verdict]
    assert figures(built) <= {4, 6}


REWRITES = [
    (
        "As reprisals spread through the Orrelby valley, hundreds of families are leaving the villages around Lake"
        " Vennmere. Joram Teller, a baker from Saddlers Row in Vennmere, said that gunmen had gone from door to door."
        ' "They asked for names and then they fired," he said. Teller was recognised by one of them, a former customer,'
        " and let go after his till was emptied. The Vennmere Rights Desk said more than 120 people had been killed since"
        " Friday. Interim governor Asel Marr appealed for calm on Sunday, while former officers under Colonel Dastan"
        " called for a rising.",
        "Villages beside Lake Vennmere are emptying while revenge killings go on in the Orrelby valley, and hundreds of"
        " families are on the road. A baker of Saddlers Row, Joram Teller, told how he survived: a gunman who used to buy"
        " from him knew his face and waved him on, once the till in his shop had been cleared. Others had less luck."
        ' "They asked for names and then they fired," Teller recalled. By the count of the Vennmere Rights Desk, over 120'
        " people have lost their lives since Friday. On Sunday Asel Marr, the interim governor, urged restraint; Colonel"
        " Dastan, with officers of the old guard, has meanwhile summoned men to arms in Vennmere.",
    ),
]


@pytest.mark.parametrize("texts", REWRITES)
def test_a_rewrite_that_shares_no_three_words_in_a_row_is_of_the_family(tmp_path: Path, texts: tuple[str, str]) -> None:
    shingles = [{tuple(words[at : at + 3]) for at in range(len(words))} for words in (text.split() for text in texts)]
    assert len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1]) < 0.08
    built = build(tmp_path, ("2031-02-03", "Dawn Post", texts[0]), ("2031-02-04", "Harbour Times", texts[1]))
    families = {document["family"] for document in built["documents"]}
    assert len(families) == 1 and None not in families
    assert all(toll["voices"] == 1 for toll in tolls(built, "killed"))
    assert figures(built) == {120}


@pytest.mark.parametrize(
    ("left", "right", "country"),
    [("Banias", "Baniyas", "Syria"), ("Jableh", "Jablah", "Syria"), ("Kharkov", "Kharkiv", "Ukraine")],
)
def test_two_spellings_of_a_town_are_one_place_and_one_incident(
    tmp_path: Path, left: str, right: str, country: str
) -> None:
    built = build(
        tmp_path,
        ("2031-06-17", "Dawn Post", f"Gunmen killed 12 people in {left} in {country} on Monday, police said."),
        ("2031-06-17", "Hill Gazette", f"Twelve people died on Monday when gunmen attacked {right} in {country}."),
    )
    assert bests(built, "killed") == [12]
    assert len(built["incidents"]) == 1 and len(built["incidents"][0]["document_ids"]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "More than 300 people have been killed in Orrelby since Thursday.",
        "Raiders killed seven villagers in Lower Sarnbeck on Sunday, residents said.",
        "Shells fell on Tessaly overnight and killed three people.",
        "Nine people died this week in the raids on Tessaly.",
    ],
)
def test_a_day_without_a_dateline_is_not_known_until_one_is_given(tmp_path: Path, text: str) -> None:
    (bare,) = [claim for claim in read(tmp_path, text) if claim["kind"] == "count"]
    assert (bare["period"]["start"], bare["period"]["end"]) == (None, None)
    (dated,) = [claim for claim in read(tmp_path, text, "2031-05-14") if claim["kind"] == "count"]
    assert dated["period"]["start"].startswith("2031-05") and dated["period"]["basis"] == "relative"


@pytest.mark.parametrize(
    "text",
    [
        "Unemployment in the district exceeds 60%. The coast is home to 40% of the minority.",
        "Clinics have only 30% of what they need, and four in five displaced families have gone to the hills.",
        "UN reports speak of a 150% increase in attacks.",
    ],
)
def test_a_number_without_a_source_has_none_and_enters_no_toll(tmp_path: Path, text: str) -> None:
    built = build(tmp_path, ("2031-06-01", "Dawn Post", text))
    assert built["indicators"] and not any(one["attributed_to"] for one in built["indicators"])
    assert figures(built) == set() and not any(voice["origin"] for voice in built["voices"])


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed four people in Harrowgate Mill on Sunday. The assault drove 64 families out of Baston Weir"
        " within hours, displacement trackers said.",
        "After Sunday's raid on Upper Tesk, in which three people died, 64 households have left the town, the Red Lantern"
        " Society said.",
        "Some 64 families fled Saddlers Ford on Sunday night when shelling killed two residents, the mayor said.",
        "Two people were killed in Saddlers Ford on Sunday. The shelling forced 64 families to flee Saddlers Ford.",
    ],
)
def test_families_are_households_and_never_persons(tmp_path: Path, text: str) -> None:
    built = build(tmp_path, ("2031-05-06", "Dawn Post", text))
    assert bests(built, "displaced", unit="household") == [64]
    assert tolls(built, "displaced") == []
    assert "64" not in {str(toll["best"]) for toll in tolls(built, "killed")}


def test_families_and_persons_stand_beside_one_another_and_a_stock_beside_a_flow(tmp_path: Path) -> None:
    built = build(
        tmp_path,
        (
            "2031-05-06",
            "Dawn Post",
            "Gunmen killed four people in Baston Weir on Sunday. Two hundred families (some 1,100 people) fled Baston"
            " Weir after the attack, the mayor said.",
        ),
        (
            "2031-05-06",
            "Hill Gazette",
            "Gunmen killed four people in Baston Weir on Sunday. Some 5,000 people are still displaced in camps around"
            " Baston Weir, the Lantern Society said.",
        ),
    )
    assert bests(built, "displaced", unit="household") == [200]
    assert bests(built, "displaced") == [1100]
    assert 6100 not in figures(built) and 1300 not in figures(built)
    aside = [one["reason"] for toll in tolls(built, "displaced") for one in toll["set_aside"]]
    assert any("a stock" in reason for reason in aside)


@pytest.mark.parametrize(
    ("texts", "dead"),
    [
        (
            (
                'Joram Teller, a baker from Vennmere, survived the raid on Saddlers Row on Sunday. "Whole families were'
                ' killed in their homes," he said. The Vennmere Rights Desk said 14 people had been killed in the raid.',
                "Fourteen people died in Sunday's raid on Saddlers Row in Vennmere, according to the Vennmere Rights Desk."
                " Baker Joram Teller was spared by a gunman who knew him; he said families had been killed in their homes.",
            ),
            14,
        ),
        (
            (
                "A farmer, Ilse Brandt, hid in a cistern while gunmen killed nine people in Lower Sarnbeck on Monday,"
                ' police said. She escaped unhurt. "They killed whole households," Brandt said.',
                "Ilse Brandt lived through Monday's attack on Lower Sarnbeck, in which police say nine people died."
                ' "They killed whole households," the farmer told this paper.',
            ),
            9,
        ),
    ],
)
def test_a_witness_who_is_heard_twice_is_one_survivor_and_adds_nobody(
    tmp_path: Path, texts: tuple[str, str], dead: int
) -> None:
    built = build(tmp_path, ("2031-02-04", "Dawn Post", texts[0]), ("2031-02-05", "Harbour Times", texts[1]))
    assert bests(built, "killed") == [dead]
    assert figures(built) <= {dead}
    assert all(toll["voices"] <= 1 for toll in tolls(built, "killed"))
