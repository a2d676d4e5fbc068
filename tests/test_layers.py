"""Imports only point down, and stages never import one another or the store."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "sijill"
STAGES = ("collect", "read", "resolve", "link", "reconcile", "review", "publish")
# Each layer may import itself and what stands below it.
BELOW = {
    "model": (),
    "errors": (),
    "config": ("errors",),
    "data": ("errors",),
    "text": ("model", "config", "errors", "data"),
    "store": ("text", "model", "config", "errors", "data"),
    **dict.fromkeys(STAGES, ("text", "model", "config", "errors", "data")),
    "pool": (),
    "gazetteers": ("resolve", "model", "config"),
    "replaying": ("store", "review", "model", "config"),
    "pipeline": ("pool", "gazetteers", "replaying", "store", *STAGES, "text", "model", "config", "errors", "data"),
    "adding": ("store", "collect", "model", "config"),
    "asking": ("store", "reconcile", "model", "config", "errors"),
    "commands": (
        "adding",
        "asking",
        "gazetteers",
        "pipeline",
        "replaying",
        "store",
        "publish",
        "review",
        "text",
        "model",
        "config",
        "errors",
        "data",
    ),
    "cli": ("commands", "errors"),
    "__init__": ("pipeline", "store", "model", "config", "errors"),
    "__main__": ("cli",),
}
FILES = sorted(PACKAGE.rglob("*.py"))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_layers(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "sijill":
                names.update(f"sijill.{alias.name}" for alias in node.names)
    return {name.split(".")[1] for name in names if name.startswith("sijill.")} - {"__version__"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_point_down(path: Path) -> None:
    layer = layer_of(path)
    assert imported_layers(path) <= {layer, *BELOW[layer]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_imported_for_typing_only(path: Path) -> None:
    assert "TYPE_CHECKING" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_fit_in_the_eye(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 420, "split the file by the question it answers"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < 65, f"{node.name} is too long"
