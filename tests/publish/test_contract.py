"""The JSON shapes that other programs rely on."""

from __future__ import annotations

import json

from sijill.publish.contract import build_shape, claim_shape, tally_shape
from sijill.publish.lookup import look_up
from tests.factories import make_claim
from tests.publish.sample import sample_register

COMMON = ["document", "id", "kind", "start", "end", "quote"]
REST = [
    "scope", "stance", "verification", "place", "period", "as_of", "stated_at", "attributed_to", "restates", "part_of", "revises",
    "confidence",
]  # fmt: skip


def shape_of(claim_id: str) -> dict[str, object]:
    lookup = look_up(sample_register())
    claim = lookup.claims[claim_id]
    return claim_shape(claim, lookup.names[claim.claim.document_id])


def test_a_count_has_the_fields_of_the_contract_in_order() -> None:
    assert list(shape_of("c1")) == [*COMMON, "outcome", "count", "victims", *REST]


def test_the_other_kinds_have_their_own_fields_in_place_of_outcome_and_count() -> None:
    assert list(shape_of("c13")) == [*COMMON, "value", "unit", "measure", "base", "topic", *REST]
    assert list(shape_of("c7")) == [*COMMON, "perpetrator", "speaker", *REST]
    assert list(shape_of("c8")) == [*COMMON, "count", "measure", "origin", "destination", *REST]


def test_a_quote_stands_at_its_span_in_the_text() -> None:
    lookup = look_up(sample_register())
    for claim in lookup.claims.values():
        shape = claim_shape(claim, "any")
        assert lookup.document_of(claim).text[shape["start"] : shape["end"]] == shape["quote"]


def test_what_is_not_known_is_null_and_never_zero() -> None:
    shape = claim_shape(make_claim(killed=12), "a")
    assert shape["place"] is None and shape["period"] is None and shape["as_of"] is None
    assert json.loads(json.dumps(shape))["count"] == {
        "wording": "12", "min": 12, "max": 12, "quantifier": "exact", "unit": "person",
    }  # fmt: skip


def test_a_place_that_no_gazetteer_knew_keeps_its_words() -> None:
    destination = shape_of("c8")["destination"]
    assert isinstance(destination, dict) and destination["mention"] == "Saint Bride school"


def test_a_text_without_an_incident_has_no_place_period_or_tolls() -> None:
    assert tally_shape("a", None, ()) == {"id": "a", "place": None, "period": None, "tolls": []}


def test_build_has_the_fields_of_the_contract() -> None:
    built = build_shape(look_up(sample_register()))
    assert list(built)[:8] == [
        "incidents", "episodes", "movements", "indicators", "contradictions", "documents", "voices", "problems",
    ]  # fmt: skip
    incident = built["incidents"][0]
    assert list(incident) == [
        "id", "title", "period", "place", "attributions", "part_of", "claim_ids", "document_ids", "tolls",
    ]  # fmt: skip
    assert list(incident["tolls"][0]) == [
        "outcome", "victims", "unit", "min", "best", "max", "voices", "rule", "support", "set_aside", "notes",
    ]  # fmt: skip
    assert built["episodes"][0]["contains"] == ["incident-market", "incident-road"]
    assert list(built["contradictions"][0]) == ["facet", "claim_ids", "size", "explained_by", "id", "closed"]
    assert {document["id"] for document in built["documents"]} >= {"kestrel-1", "blog"}
    assert list(built["documents"][0]) == ["id", "main_incident", "family"]
    assert [list(voice) for voice in built["voices"]] == [["origin", "claim_ids"]] * 4


def test_an_unknown_origin_is_null() -> None:
    built = build_shape(look_up(sample_register()))
    assert next(voice for voice in built["voices"] if "c14" in voice["claim_ids"])["origin"] is None


def test_the_same_register_gives_the_same_bytes() -> None:
    first, second = (json.dumps(build_shape(look_up(sample_register()))) for _ in range(2))
    assert first == second
