"""Every scenario in tests/cases/reconcile: what is said, and the tolls and contradictions that must follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.config import Reconcile
from sijill.reconcile import reconcile
from tests.reconcile.scenarios import build_case, shorten

CASES = Path(__file__).parents[1] / "cases" / "reconcile"
SCENARIOS: list[tuple[str, dict[str, Any]]] = [
    (f"{path.stem}: {scenario['rule']}", scenario)
    for path in sorted(CASES.glob("*.yaml"))
    for scenario in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("scenario", [scenario for _, scenario in SCENARIOS], ids=[name for name, _ in SCENARIOS])
def test_scenario(scenario: dict[str, Any]) -> None:
    scene = build_case(scenario)
    tolls, contradictions = reconcile(scene.case, Reconcile())
    found = {shorten(toll): toll for toll in tolls}
    for name, expected in (scenario.get("tolls") or {}).items():
        if expected is None:
            assert name not in found
            continue
        toll = found[name]
        assert [toll.min, toll.best, toll.max] == expected[:3], f"{name}: {toll}"
        if len(expected) > 3:
            assert toll.voices == expected[3], f"{name}: {toll.voices} voices"
    for name, reason in (scenario.get("aside") or {}).items():
        told = [why for toll in tolls for claim, why in toll.set_aside if claim == scene.ids[name]]
        assert any(reason in why for why in told), f"{name} set aside: {told}"
    for words in scenario.get("notes") or []:
        assert any(words in note for toll in tolls for note in toll.notes), [toll.notes for toll in tolls]
    for words in scenario.get("unnoted") or []:
        assert not any(words in note for toll in tolls for note in toll.notes), [toll.notes for toll in tolls]
    if "contradictions" in scenario:
        assert [one.facet.value for one in contradictions] == scenario["contradictions"], contradictions
    for words in scenario.get("explained") or []:
        assert any(words in why for one in contradictions for why in one.explained_by), contradictions
    for rule, expected in (scenario.get("by_rule") or {}).items():
        whole = next(toll for toll in reconcile(scene.case, Reconcile(rule=rule))[0] if shorten(toll) == "killed all")
        assert [whole.min, whole.best, whole.max, whole.voices] == expected, f"{rule}: {whole}"
        assert whole.rule.startswith(f"{rule}@")
    if scenario.get("no_tolls"):
        assert tolls == ()
