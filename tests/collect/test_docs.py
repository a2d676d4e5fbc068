"""Every problem that collecting can report stands in the documentation."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from sijill.model.document import Metadata

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "sijill" / "collect"
# How a kind is written down: Problem(kind="…"), ("…", says), refuse("…", …), _refuse(one, "…", …), kind, says = "…".
KINDS = re.compile(
    r'(?:kind="|\(\(?"|_refuse\(\w+, (?:\w+, )?"|refuse\("|yield "|return "|append\(\(")([a-z]+(?:_[a-z0-9]+)*)"[,)]'
)


def test_every_kind_of_problem_is_documented() -> None:
    page = (ROOT / "docs" / "collect.md").read_text(encoding="utf-8")
    found = {kind for path in SOURCES.glob("*.py") for kind in KINDS.findall(path.read_text(encoding="utf-8"))}
    found -= {field.name for field in fields(Metadata)}
    problems = {kind for kind in found if "_" in kind or kind in ("empty", "binary", "password")}
    assert {"too_large", "broken_pdf", "metadata_unused"} <= problems
    assert {kind for kind in problems if f"`{kind}`" not in page} == set()
