"""What the reader claims of short texts, case by case (tests/cases/read)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.config import Limits, Read
from sijill.model.claim import AttributionClaim, CountClaim, MentionKind, Stance, TriggerClaim
from sijill.read import read
from tests.factories import make_document

CASES = Path(__file__).parents[1] / "cases" / "read"


def cases(name: str) -> list[Any]:
    loaded = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["text"][:60]) for case in loaded]


def counts_of(text: str) -> list[CountClaim]:
    reading, _ = read(make_document(text), Read(), Limits())
    counts = [claim for claim in reading.claims if isinstance(claim, CountClaim)]
    return sorted(counts, key=lambda claim: (claim.sentence, claim.count_span.start))


@pytest.mark.parametrize("case", cases("counts"))
def test_counts_are_read_as_worded(case: dict[str, Any]) -> None:
    real = [c for c in counts_of(case["text"]) if c.stance not in (Stance.HYPOTHETICAL, Stance.DENIED)]
    assert len(real) == len(case["counts"]), [(c.outcome.value, c.count) for c in real]
    for claim, wanted in zip(real, case["counts"], strict=True):
        given = {
            "outcome": claim.outcome.value, "min": claim.count.min, "max": claim.count.max, "quantifier": claim.count.quantifier.value,
            "unit": claim.count.unit.value, "status": claim.victims.status.value,
        }  # fmt: skip
        assert {key: given[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", cases("relations"))
def test_counts_of_one_text_hang_together_as_told(case: dict[str, Any]) -> None:
    given = counts_of(case["text"])
    ids = [claim.id for claim in given]
    assert [c.count.min for c in given] == [wanted["min"] for wanted in case["counts"]]
    for claim, wanted in zip(given, case["counts"], strict=True):
        assert (ids.index(claim.part_of) if claim.part_of else None) == wanted.get("part_of")
        assert (ids.index(claim.revises) if claim.revises else None) == wanted.get("revises")
        assert (ids.index(claim.restates) if claim.restates else None) == wanted.get("restates")
        assert claim.victims.status.value == wanted.get("status", claim.victims.status.value)


@pytest.mark.parametrize("case", cases("perpetrators"))
def test_who_did_it_is_a_claim_with_a_speaker_of_its_own(case: dict[str, Any]) -> None:
    reading, _ = read(make_document(case["text"]), Read(), Limits())
    claims = [claim for claim in reading.claims if isinstance(claim, AttributionClaim)]
    given = [[c.perpetrator, c.stance.value, c.attributed_to[0].name if c.attributed_to else None] for c in claims]
    assert given == case["by"]


@pytest.mark.parametrize("case", cases("speakers"))
def test_a_figure_keeps_who_says_so(case: dict[str, Any]) -> None:
    claim = counts_of(case["text"])[-1]
    assert [speaker.name for speaker in claim.attributed_to] == case["says"]
    assert claim.stance.value == case["stance"]
    if claim.attributed_to:
        assert claim.attributed_to[0].kind.value == case["kind"]


@pytest.mark.parametrize("case", cases("scope"))
def test_a_figure_knows_what_it_is_about(case: dict[str, Any]) -> None:
    counts = counts_of(case["text"])
    assert counts[0].scope.value == case["scope"]
    assert {claim.scope.value for claim in counts} <= {case.get("all", claim.scope.value) for claim in counts}


@pytest.mark.parametrize("case", cases("fates"))
def test_who_was_shot_and_died_is_one_death_and_no_injury(case: dict[str, Any]) -> None:
    given = counts_of(case["text"])
    for outcome in ("killed", "injured", "casualties"):
        assert [c.count.min for c in given if c.outcome.value == outcome] == case.get(outcome, []), outcome


@pytest.mark.parametrize("name", ["Ridge Front", "Karsh Brigade", "Orrel Council"])
def test_a_name_that_ends_in_a_kind_of_body_is_no_person(name: str) -> None:
    reading, _ = read(
        make_document(f"Two men were killed in Ostren, said {name}, and nobody else was hurt."), Read(), Limits()
    )
    assert not [m.span.quote for m in reading.mentions if m.kind is MentionKind.PERSON]


@pytest.mark.parametrize("case", cases("triggers"))
def test_what_set_it_off_is_an_act_of_somebody(case: dict[str, Any]) -> None:
    reading, _ = read(make_document(case["text"]), Read(), Limits())
    claims = [claim for claim in reading.claims if isinstance(claim, TriggerClaim)]
    given = [[c.span.quote, c.actor, c.attributed_to[0].name if c.attributed_to else None] for c in claims]
    assert given == case["triggers"]
