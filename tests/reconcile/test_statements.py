"""What texts say of their own figures: each case's statement is read and given its verdict, with the working (tests/cases/statements)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.model.statement import Checked, Verdict
from sijill.pipeline import check_text, document_of
from sijill.store.codec import to_json

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "statements" / "checked.yaml").read_text(encoding="utf-8")
)


def check(text: str) -> tuple[Checked, ...]:
    return check_text(document_of(text, published=date(2033, 6, 15), source=None, name="case"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:70] for case in CASES])
def test_a_statement_gets_its_verdict_and_the_working(case: dict[str, Any]) -> None:
    found = check(case["text"])
    if case["kind"] is None:
        assert found == ()
        return
    (one,) = found
    assert (one.kind.value, one.verdict.value) == (case["kind"], case["verdict"]), one.working
    assert case.get("words", "") in one.working
    assert case["text"][one.span.start : one.span.end] == one.span.quote


def test_the_same_text_gives_the_same_bytes() -> None:
    text = (
        "Raiders killed nine people in Ombrel: five men and six women. A third of the nine dead, three, were from Tesk."
    )
    assert [to_json(one) for one in check(text)] == [to_json(one) for one in check(text)]


def test_hostile_figures_get_a_verdict_and_no_fault() -> None:
    text = (
        f"Raiders killed {10**30} people in Ombrel: {10**30} men and five women. Half of the 0 dead, 0, were children. "
        "Killings rose by 100 per cent, from 0 to 0. 0 km north of Kano. " + "1,000 of the 2 dead, a third, " * 200
    )
    assert all(one.verdict is not Verdict.FAILS for one in check(text))
