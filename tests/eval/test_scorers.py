"""The scorers count as their data sets are defined; all rows here are invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from eval import dronestream, ecbplus, gva, wad
from eval.baseline import find_number, tell_by_patterns
from eval.scores import Score, format_misses, format_scores
from eval.splits import part_of
from eval.tallies import Answer, Tally, Text, answer_of, holds, is_positive, make_documents, says_exactly


def tally(**figures: tuple[int | None, int | None, int | None]) -> Tally:
    """tally(killed_all=(6, None, 8))"""
    tolls = []
    for key, (low, best, high) in figures.items():
        outcome, victims = key.split("_")
        tolls.append({"outcome": outcome, "victims": victims, "unit": "person", "min": low, "best": best, "max": high})
    return {"id": "x", "place": None, "period": None, "tolls": tolls}


def wad_row(number: int, injured: object = None, ambiguity: str = "Single Number Reported") -> dict[str, Any]:
    return {
        "id": "w", "Description": "…", "Deaths Number": number, "Injured Number": injured, "Deaths Ambiguity": ambiguity
    }  # fmt: skip


def test_a_row_stays_in_its_part_for_ever() -> None:
    parts = [part_of("wad", f"wad-{number:05}") for number in range(3000)]
    assert parts[:6] == [part_of("wad", f"wad-{number:05}") for number in range(6)]
    assert 0.30 < parts.count("held_back") / 3000 < 0.37
    other = [part_of("gva", f"{number}") for number in range(3000)]
    assert 0.46 < other.count("held_back") / 3000 < 0.54


@pytest.mark.parametrize(
    ("answer", "number", "exactly", "inside"),
    [
        (Answer(12, 12, 12), 12, True, True),
        (Answer(12, 12, None), 13, False, False),  # an open max counts as best
        (Answer(6, None, 8), 7, False, True),
        (Answer(24, None, None), 24, False, True),
        (Answer(None, None, 20), 20, False, True),
        (Answer(silent=True), 0, True, True),
        (Answer(silent=True), 1, False, False),
        (Answer(0, 0, 0), 0, True, True),
    ],
)
def test_an_answer_is_right_only_as_it_stands(answer: Answer, number: int, exactly: bool, inside: bool) -> None:
    assert (says_exactly(answer, number), holds(answer, number)) == (exactly, inside)


def test_a_vague_toll_is_positive_and_a_stated_zero_is_not() -> None:
    assert is_positive(Answer(24, None, None))
    assert is_positive(Answer(None, None, 20))
    assert not is_positive(Answer(0, 0, 0))
    assert not is_positive(Answer(silent=True))


def test_units_and_classes_are_not_mixed() -> None:
    told = tally(killed_all=(5, 5, 5), killed_noncombatant=(3, 3, 3))
    assert answer_of(told, "killed", "noncombatant").best == 3
    assert answer_of(told, "killed", "all", unit="household").silent


def test_atrocities_are_compared_without_attackers() -> None:
    rows = [wad_row(3, "6"), wad_row(3, "More than 30"), wad_row(7, None, "Range Reported")]

    def tell(texts: Sequence[Text]) -> list[Tally]:
        first = tally(killed_all=(5, 5, 5), killed_noncombatant=(3, 3, 3), injured_noncombatant=(6, 6, 6))
        return [first, tally(), tally(killed_noncombatant=(6, None, 8))]

    deaths, injured, inside = wad.score_rows(rows, tell)
    assert (deaths.hits, deaths.n) == (1, 3)
    assert (injured.hits, injured.n) == (1, 1)  # words in place of a number are not scored
    assert (inside.hits, inside.n) == (1, 1)
    assert [miss.row for miss in deaths.misses] == ["w", "w"]


ARTICLE = "A man was shot on Cedar Lane late in the evening, police said. " * 6


def article(doc_id: str, incident: str, text: str = ARTICLE, dct: str = "2015-03-05") -> dict[str, Any]:
    return {"doc_id": doc_id, "incident_uri": incident, "content": text, "dct": dct}


def incident(killed: int, injured: int) -> dict[str, Any]:
    return {"date": "March 4, 2015", "num_killed": killed, "num_injured": injured}


def test_pages_that_report_nothing_and_early_reports_are_left_out() -> None:
    shared = ARTICLE + "Log in to read more about it."
    articles = [
        article("good", "1", ARTICLE + "One"),
        article("same day", "1", ARTICLE + "Two", dct="2015-03-04"),
        article("short", "1", "A man was shot."),
        article("listing a", "1", shared),
        article("listing b", "2", shared),
        article("recipe", "2", "Take two eggs and a cup of flour, and stir. " * 12),
    ]
    chosen = gva.choose(articles, {"1": incident(1, 0), "2": incident(0, 1)})
    assert [row["doc_id"] for row in chosen] == ["good"]


def test_a_toll_where_the_truth_is_zero_is_invented() -> None:
    rows = [article("a", "1"), article("b", "2")]
    told = [tally(killed_all=(1, 1, 1)), tally(killed_all=(2, 2, 2), injured_all=(1, 1, 1))]
    scores = {s.figure: s for s in gva.score_rows(rows, {"1": incident(1, 0), "2": incident(0, 1)}, lambda _: told)}
    assert scores["killed_exact"].value == 1
    assert (scores["killed_invented"].hits, scores["killed_invented"].n) == (1, 1)
    assert (scores["injured_exact"].hits, scores["injured_invented"].hits) == (1, 0)
    assert [miss.row for miss in scores["killed_invented"].misses] == ["b"]


def test_both_ends_of_a_range_must_be_right() -> None:
    row = {"_id": "d", "narrative": "Between six and 8 people died.", "deaths_min": "6", "deaths_max": "8"}
    unknown = {**row, "deaths_min": "?"}
    elsewhere = {**row, "deaths_max": "19"}
    for told, hits in ((tally(killed_all=(6, None, 8)), 1), (tally(killed_all=(6, 6, None)), 0), (tally(), 0)):
        score = dronestream.score_rows([row, unknown, elsewhere], lambda _, told=told: [told])[0]  # type: ignore[misc]
        assert (score.hits, score.n) == (hits, 1)


def test_sport_gives_no_toll() -> None:
    rows = [{"doc": "5_1ecb", "topic": 5, "sentences": ["The Rovers were shot down 3 to 1."]}]
    scores = ecbplus.score_rows(rows, lambda texts: [tally(killed_all=(3, 3, 3)) for _ in texts])
    assert [(score.figure, score.hits, score.n) for score in scores] == [
        ("invented_no_deaths", 0, 0),
        ("invented_sport", 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Gunmen killed at least 12 people in a village.", 12),
        ("Four farmers were killed and nine wounded.", 4),
        ("The mayor opened a bridge.", None),
    ],
)
def test_the_baseline_finds_a_number_beside_a_verb(text: str, killed: int | None) -> None:
    assert find_number(text, "killed") == killed
    told = tell_by_patterns([Text("t", text)])[0]
    assert answer_of(told, "killed", "noncombatant").best == killed


def test_texts_become_documents_that_keep_their_names() -> None:
    first, second = make_documents([Text("a", "One."), Text("b", "One.")])
    assert (first.name, second.name) == ("a", "b")
    assert first.published is None


def test_figures_are_printed_with_what_they_are_of() -> None:
    score = Score(dataset="wad", figure="deaths_exact")
    score.count(True, row="1", text="t", gold=1, given=1)
    score.count(False, row="2", text="Two died.", gold=2, given=None)
    assert "0.500  (1 of 2)" in format_scores([score])
    assert "Two died." in format_misses(score, 5)
