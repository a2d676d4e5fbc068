"""What other programs and the other stages rely on: the stages' signatures, the model's fields, the Python face.

A change here is a change of contract: it needs its reason in the changelog.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import inspect
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sijill
from sijill import pipeline
from sijill.collect import collect
from sijill.collect.collected import Collected
from sijill.link import forget, link
from sijill.model import (
    case,
    claim,
    count,
    decision,
    document,
    incident,
    location,
    period,
    problem,
    register,
    source,
    toll,
)
from sijill.read import READER, read
from sijill.reconcile import reconcile
from sijill.resolve import RESOLVER, resolve
from sijill.resolve.gazetteer import open_gazetteer

SIGNATURES: dict[Callable[..., Any], tuple[str, str]] = {
    collect: ("inputs listed archive limits settings", "Iterator[Collected]"),
    read: ("document settings limits", "tuple[Reading, tuple[Problem, ...]]"),
    resolve: (
        "document reading gazetteer settings",
        "tuple[tuple[ResolvedClaim, ...], tuple[Source, ...], tuple[Problem, ...]]",
    ),
    link: ("batch prior decisions settings", "tuple[Links, tuple[Problem, ...]]"),
    forget: ("prior document_ids", "Links"),
    reconcile: ("case settings", "tuple[tuple[Toll, ...], tuple[Contradiction, ...]]"),
    open_gazetteer: ("cache own", "Gazetteer"),
    pipeline.read_texts: ("documents settings", "Iterator[Shape]"),
    pipeline.tally_texts: ("documents settings", "Iterator[Shape]"),
    pipeline.build: ("store settings progress", "Built"),
}

# Fields may be added at the end; none of these goes or changes its name.
FIELDS: dict[type, str] = {
    document.Metadata: "external_id published source url lang title",
    document.Document: "id blob record name text media_type extractor metadata",
    document.Family: "id document_ids first evidence",
    count.Count: "wording min max quantifier unit",
    period.Period: "start end open precision basis mention",
    location.Location: "name place_id country adm1 adm2 latitude longitude precision radius_km mention because",
    source.Source: "id name kind party country named private reliability",
    claim.Span: "start end quote",
    claim.Mention: "kind span sentence",
    claim.Speaker: "name kind span named",
    claim.Detail: "axis value share count quote",
    claim.Victims: "status details names",
    claim.Claim: (
        "id document_id span sentence scope stance verification place time actors attributed_to part_of restates revises "
        "reader confidence"
    ),
    claim.CountClaim: "outcome count count_span victims in_scope",
    claim.AttributionClaim: "perpetrator perpetrator_span",
    claim.IndicatorClaim: "value unit measure base topic",
    claim.MovementClaim: "count count_span measure origin destination",
    claim.Reading: "document_id reader lang sentences claims mentions",
    claim.ResolvedClaim: "claim period as_of stated_at location source_ids origin destination",
    incident.Evidence: "feature score weight because",
    incident.Judgement: "left right verdict score evidence made_by",
    incident.Voice: "id origin origin_name party claim_ids evidence",
    incident.Incident: "id title claim_ids document_ids period location part_of in_scope evidence",
    incident.Episode: "contains",
    incident.Links: "profiles incidents episodes families voices judgements main_incidents",
    toll.Toll: "subject outcome victims unit min best max as_of voices support set_aside rule notes",
    toll.Contradiction: "subject facet claim_ids size between explained_by",
    problem.Problem: "kind says document sentence words",
    decision.Decision: "id made_at reviewer kind claim_ids value reason undoes",
    case.Case: "subject claims voices sources published parts",
    register.ReadDocument: "document reading claims",
    register.Register: "built_at documents sources links tolls contradictions problems",
    Collected: "documents problems seen",
}


@pytest.mark.parametrize("stage", SIGNATURES, ids=lambda stage: stage.__name__)
def test_a_stage_keeps_its_signature(stage: Callable[..., Any]) -> None:
    names, gives = SIGNATURES[stage]
    signature = inspect.signature(stage)
    positional = [name for name, one in signature.parameters.items() if one.kind is one.POSITIONAL_OR_KEYWORD]
    assert positional == names.split()
    assert signature.return_annotation == gives
    extras = [one for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY]
    assert all(one.default is not one.empty for one in extras)


@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
def test_a_model_type_keeps_its_fields(model: type) -> None:
    names = [field.name for field in dataclasses.fields(model)]
    assert set(FIELDS[model].split()) <= set(names)
    parameters = model.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert parameters.kw_only if hasattr(parameters, "kw_only") else True
    assert "__slots__" in vars(model)


def test_results_are_kept_under_named_versions() -> None:
    for version in (READER, RESOLVER):
        assert version.count("@") == 1


def test_python_has_the_small_face_that_is_promised() -> None:
    assert callable(sijill.read)
    assert callable(sijill.tally)
    assert callable(sijill.open_register)
    claims = sijill.read("Police said 12 people were killed in the village.", published="2025-05-04")
    assert [shape["count"]["min"] for shape in claims if shape["kind"] == "count"] == [12]
    tally = sijill.tally("Police said 12 people were killed in the village.", published="2025-05-04")
    assert {"id", "place", "period", "tolls"} == tally.keys()


def test_reading_stays_callable_beside_the_stage_of_the_same_name() -> None:
    import sijill.read.reader

    assert callable(sijill.read)
    assert sijill.read.__name__ in ("read", "sijill.read")


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sijill.__version__ == project["version"] == importlib.metadata.version("sijill")
