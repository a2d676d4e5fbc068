"""An account of the past is weighed against a whole group, and waits where two fit about as well."""

from __future__ import annotations

from dataclasses import replace

from sijill.link.late import place_late
from sijill.model.incident import Evidence, Judgement, Verdict

LABELS = {one: frozenset({f"document-{one}"}) for one in ("a", "b", "c", "late")}

STARTS = {"test": -3.2, "another test": -4.8}


def judged(left: str, right: str, **weights: float) -> Judgement:
    evidence = tuple(
        Evidence(feature=name, score=1.0, weight=weight, because=f"{name} fits") for name, weight in weights.items()
    )
    return Judgement(left=left, right=right, verdict=Verdict.UNSURE, score=0.4, evidence=evidence, made_by="test")


def test_evidence_of_several_members_counts_together() -> None:
    placed = place_late(
        ["late"],
        [["a", "b"], ["c"]],
        [judged("a", "late", days=2.0), judged("b", "late", figures=2.0)],
        LABELS,
        (),
        STARTS,
    )
    assert placed["late"].group == 0
    assert {piece.feature for piece in placed["late"].judgement.evidence} == {"days", "figures"}


def test_one_that_fits_two_groups_about_as_well_waits() -> None:
    pairs = [judged("a", "late", days=4.0), judged("c", "late", days=3.9)]
    assert place_late(["late"], [["a", "b"], ["c"]], pairs, LABELS, (), STARTS) == {}


def test_what_a_person_told_apart_stays_apart() -> None:
    assert place_late(["late"], [["a"]], [judged("a", "late", days=5.0)], LABELS, [("a", "late")], STARTS) == {}


def test_it_never_joins_its_own_documents_incident() -> None:
    labels = {**LABELS, "late": LABELS["a"]}
    assert place_late(["late"], [["a"]], [judged("a", "late", days=5.0)], labels, (), STARTS) == {}


def test_judgements_by_different_tables_are_not_added_up() -> None:
    first = judged("a", "late", days=2.0)
    second = replace(judged("b", "late", figures=2.0), made_by="another test")
    assert place_late(["late"], [["a", "b"], ["c"]], [first, second], LABELS, (), STARTS) == {}
