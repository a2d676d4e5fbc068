"""Claims are compared with gold as docs/annotation.md says; the text here is invented."""

from __future__ import annotations

from typing import Any

import pytest

from eval.annotated import read_set
from eval.fields import judge
from eval.gold import match, read_gold
from eval.reports import score_documents
from eval.shared import PROJECT, SharedAbsent
from eval.tallies import Text
from sijill.model.claim import Measure, Outcome, Scope, Stance, Status, Verification
from sijill.model.count import Quantifier, Unit

TEXT = "Officials in Tarn said on Monday that 12 villagers, mostly Orani, were killed. Three of the 12 were children."


def span(words: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, after)
    return start, start + len(words)


def gold_claim(id: str, words: str, number: str, bound: int, after: int = 0, **fields: Any) -> dict[str, Any]:
    start, end = span(words)
    low, high = span(number, after or start)
    return {
        "document": "t", "id": id, "kind": "count", "start": start, "end": end, "count_start": low, "count_end": high,
        "outcome": "killed", "min": bound, "max": bound, "quantifier": "exact", "unit": "person", "status": "civilian",
        "details": [], "scope": "incident", "stance": "reported", "verification": "none", "attributed_to": [],
        "place": [], "time": [], "part_of": None, "restates": None, "revises": None, **fields,
    }  # fmt: skip


def given_claim(id: str, quote: str, number: str, low: int | None, high: int | None, **fields: Any) -> dict[str, Any]:
    start, end = span(quote)
    return {
        "document": "t", "id": id, "kind": "count", "start": start, "end": end, "quote": quote, "outcome": "killed",
        "count": {"wording": number, "min": low, "max": high, "quantifier": "exact", "unit": "person"},
        "victims": {"status": "civilian", "details": []}, "scope": "incident", "stance": "reported",
        "verification": "none", "place": None, "period": None, "attributed_to": [],
        "part_of": None, "restates": None, "revises": None, **fields,
    }  # fmt: skip


FIRST = "12 villagers, mostly Orani, were killed"
SECOND = "Three of the 12 were children"
MOSTLY = {"start": 58, "end": 70, "axis": "community", "value": "Orani", "share": "most", "count": None}
GOLD = [
    gold_claim(
        "c1", FIRST, "12", 12, details=[MOSTLY], place=[span("Tarn")], time=[span("on Monday")],
        attributed_to=[span("Officials in Tarn")], status=["civilian", "unspecified"],
    ),
    gold_claim("c2", SECOND, "Three", 3, part_of="c1", status="unspecified", inherited=["place"], place=[span("Tarn")]),
]  # fmt: skip


def test_a_claim_is_found_where_outcome_bounds_and_number_agree() -> None:
    found = match(GOLD, [given_claim("a", FIRST, "12", 12, 12), given_claim("b", SECOND, "Three", 3, 3)])
    assert [(gold["id"], given["id"]) for gold, given in found.pairs] == [("c1", "a"), ("c2", "b")]
    wrong_bounds = match(GOLD, [given_claim("a", FIRST, "12", 12, None)])
    assert [claim["id"] for claim in wrong_bounds.missed] == ["c1", "c2"]
    assert [claim["id"] for claim in wrong_bounds.extra] == ["a"]
    wrong_outcome = match(GOLD, [given_claim("a", FIRST, "12", 12, 12, outcome="injured")])
    assert not wrong_outcome.pairs


def test_one_claim_answers_one_gold_claim() -> None:
    twice = [given_claim("a", FIRST, "12", 12, 12), given_claim("b", FIRST, "12", 12, 12)]
    assert [claim["id"] for claim in match(GOLD, twice).extra] == ["b"]


def test_a_claim_without_any_bound_is_neither_right_nor_wrong() -> None:
    assert not match(GOLD, [given_claim("a", FIRST, "villagers", None, None)]).extra


def test_a_detail_told_as_a_claim_of_its_own_is_forgiven() -> None:
    part = {
        "start": span("Three")[0],
        "end": span("Three")[1],
        "axis": "age_group",
        "value": "child",
        "share": None,
        "count": 3,
    }
    claims = [gold_claim("c1", FIRST, "12", 12, details=[part])]
    assert not match(claims, [given_claim("b", SECOND, "Three", 3, 3)]).extra


def test_missing_an_optional_claim_costs_nothing() -> None:
    claims = [gold_claim("c1", FIRST, "12", 12, optional=True)]
    assert not match(claims, []).missed


def test_fields_are_judged_by_their_words() -> None:
    given = given_claim(
        "a", FIRST, "12", 12, 12, attributed_to=["officials in Tarn"], place={"mention": "Tarn"}, period={"mention": "Monday"},
        victims={"status": "civilian", "details": [{"axis": "community", "value": "Oranis", "share": "most", "count": None}]},
    )  # fmt: skip
    assert all(judge((GOLD[0], given), TEXT).values())
    nobody = {**given, "attributed_to": [], "victims": {"status": "security_forces", "details": []}, "place": None}
    wrong = {field for field, is_right in judge((GOLD[0], nobody), TEXT).items() if not is_right}
    assert wrong == {"attributed_to", "status", "details", "place"}


def test_an_inherited_place_may_be_left_out_but_not_replaced() -> None:
    given = given_claim("b", SECOND, "Three", 3, 3, place={"mention": "Elsewhere"})
    assert judge((GOLD[1], given), TEXT)["place"] is False
    assert judge((GOLD[1], {**given, "place": None}), TEXT)["place"] is True


def test_a_part_of_a_restatement_is_a_part_of_what_it_restates() -> None:
    headline = gold_claim("c0", FIRST, "12", 12)
    gold = [headline, {**GOLD[0], "restates": "c0"}, GOLD[1]]
    given = [
        given_claim("a", FIRST, "12", 12, 12),
        given_claim("b", FIRST, "12", 12, 12, restates="a"),
        given_claim("c", SECOND, "Three", 3, 3, part_of="a"),
    ]
    figures = {score.figure: score for score in score_documents("made", [Text("t", TEXT)], gold, {"t": given})}
    assert figures["relations_f1"].value == 1
    assert figures["claims_found"].value == figures["claims_right"].value == 1


LABELS: dict[str, set[str]] = {
    "outcome": {*Outcome}, "quantifier": {*Quantifier}, "unit": {*Unit}, "status": {*Status}, "scope": {*Scope},
    "stance": {*Stance}, "verification": {*Verification},
}  # fmt: skip


@pytest.mark.parametrize("name", ["reports", "examples"])
def test_gold_labels_are_words_of_the_model(name: str) -> None:
    claims = read_gold(PROJECT / "eval" / "gold" / f"{name}.jsonl")
    ids = {(claim["document"], claim["id"]) for claim in claims}
    assert len(ids) == len(claims)
    for claim in claims:
        for field, allowed in LABELS.items():
            values = claim.get(field, [])
            assert set(values if isinstance(values, list) else [values]) <= allowed
        if claim["kind"] == "indicator":
            assert claim["measure"] in {*Measure}
        for relation in ("restates", "part_of", "revises"):
            assert claim.get(relation) is None or (claim["document"], claim[relation]) in ids


@pytest.mark.parametrize("name", ["examples", pytest.param("reports", marks=pytest.mark.shared)])
def test_gold_offsets_lie_in_their_texts(name: str) -> None:
    try:
        texts, claims = read_set(name)
    except SharedAbsent as absent:
        pytest.skip(str(absent))
    by_id = {row.id: row.text for row in texts}
    for claim in claims:
        text = by_id[claim["document"]]
        assert text[claim["start"] : claim["end"]].strip() == text[claim["start"] : claim["end"]] != ""
        if "count_start" in claim:
            assert claim["start"] <= claim["count_start"] < claim["count_end"] <= claim["end"]
