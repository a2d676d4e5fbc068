from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    IndicatorClaim,
    MovementClaim,
    Reading,
    ResolvedClaim,
)
from sijill.model.count import Count, Quantifier
from sijill.model.decision import Decision
from sijill.model.document import Family, Metadata
from sijill.model.incident import Episode, Incident, Judgement, Profile, Voice
from sijill.model.problem import Problem
from sijill.model.source import Source
from sijill.model.toll import Contradiction, Toll
from sijill.store.codec import encode, from_json, to_json
from tests.factories import make_claim
from tests.store.strategies import register_strategies

register_strategies()

STORED = (
    Metadata, Reading, ResolvedClaim, CountClaim, AttributionClaim, IndicatorClaim, MovementClaim, Source, Family, Profile,
    Incident, Episode, Voice, Judgement, Toll, Contradiction, Problem,
)  # fmt: skip


@pytest.mark.parametrize("model", STORED, ids=lambda model: model.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_written_reads_back_equal(model: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(model))
    assert from_json(model, to_json(value)) == value


def test_a_claim_reads_back_as_the_kind_it_was() -> None:
    claim = make_claim(killed=12).claim
    assert type(from_json(Claim, to_json(claim))) is CountClaim


def test_unknown_stays_none_and_zero_stays_zero() -> None:
    count = Count(wording="none", min=0, max=None, quantifier=Quantifier.NONE)
    assert encode(count)["min"] == 0
    assert encode(count)["max"] is None


def test_a_field_that_an_older_text_lacks_takes_its_default() -> None:
    assert from_json(Source, '{"id":"source:1","name":"Police","kind":"official"}').party is None


def test_bytes_read_back_as_they_were_and_what_an_older_text_wrote_in_their_place_is_not_read() -> None:
    profile = Profile(
        document_id="d", published=None, text_digest="", signature=bytes(range(256)), facts=(), accounts=()
    )
    line = to_json(profile)
    assert from_json(Profile, line) == profile
    older = json.dumps({**json.loads(line), "signature": [1, 2, 3]})
    assert from_json(Profile, older).signature == b""


def test_times_keep_their_zone() -> None:
    decision = Decision(
        id="decision-1", made_at=datetime(2025, 3, 6, 12, tzinfo=UTC), reviewer="R", kind="same", claim_ids=(), value=None,
        reason="",
    )  # fmt: skip
    assert from_json(Decision, to_json(decision)) == decision


def test_what_is_no_model_type_is_refused() -> None:
    with pytest.raises(TypeError, match="no model type"):
        to_json([1])


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        to_json(float("nan"))
