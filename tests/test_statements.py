"""From reports to screens: statements are checked; triggers contradict until a person closes it, or a later report dissolves it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sijill.cli import cli
from sijill.config import make_register

REPORTS = {
    "a.txt": (
        "2033-05-03", "Coast Daily",
        "Clashes broke out in Maiduguri on 2 May 2033 after militants attacked a checkpoint, the Plateau Monitor said. "
        "Twelve people were killed in the clashes in Maiduguri: seven men and six women, the Plateau Monitor said.",
    ),
    "b.txt": (
        "2033-05-04", "Plain Post",
        "The clashes in Maiduguri on 2 May 2033 began when the army shelled a village, the Coast Observatory said. "
        "Twelve people were killed in the clashes in Maiduguri on 2 May 2033, the Coast Observatory said.",
    ),
}  # fmt: skip
LATER = {
    "c.txt": (
        "2033-05-09", "Coast Daily",
        "The clashes in Maiduguri on 2 May 2033 broke out after soldiers shelled a village, the Plateau Monitor said. "
        "Twelve people were killed in the clashes in Maiduguri on 2 May 2033, the Plateau Monitor said.",
    )
}  # fmt: skip


def run(folder: Path, *arguments: str) -> str:
    found = CliRunner().invoke(cli, ["--quiet", "--register", str(folder), *arguments], standalone_mode=False)
    if found.exception:
        raise found.exception
    return found.stdout


def build(folder: Path, reports: dict[str, tuple[str, str, str]]) -> dict[str, Any]:
    texts = folder.parent / "texts"
    texts.mkdir(exist_ok=True)
    table = ["file,published,source"]
    for name, (published, source, text) in reports.items():
        (texts / name).write_text(text, encoding="utf-8")
        table.append(f"{name},{published},{source}")
    (folder.parent / "metadata.csv").write_text("\n".join(table), encoding="utf-8")
    if reports:
        files = [str(texts / name) for name in reports]
        run(folder, "add", *files, "--metadata", str(folder.parent / "metadata.csv"))
    shape: dict[str, Any] = json.loads(run(folder, "build", "--json"))
    return shape


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_register(tmp_path / "register")
    return tmp_path / "register"


def test_screens_report_and_exports_tell_of_a_statement_and_its_verdict(folder: Path, tmp_path: Path) -> None:
    built = build(folder, REPORTS)
    (statement,) = built["statements"]
    assert (statement["kind"], statement["verdict"]) == ("sum", "does not hold")
    assert statement["quote"] == REPORTS["a.txt"][2][statement["start"] : statement["end"]]
    subject = built["incidents"][0]["id"]
    for said in (run(folder, "show", subject), run(folder, "explain", subject), run(folder, "explain", "a")):
        assert "Statements checked" in said and "1 too many" in said
    assert json.loads(run(folder, "export", "json"))["statements"] == [statement]
    run(folder, "report", str(tmp_path / "site"))
    for page in ("documents-1.html", f"incidents/{subject}.html"):
        assert "1 too many" in (tmp_path / "site" / page).read_text(encoding="utf-8")
    assert build(folder, {})["statements"] == built["statements"]
    assert "statement" not in run(folder, "read", "--json", str(folder.parent / "texts" / "a.txt"))


def test_who_began_it_stays_open_until_a_person_closes_it(folder: Path) -> None:
    found = build(folder, REPORTS)["contradictions"]
    (trigger,) = [one for one in found if one["facet"] == "trigger"]
    assert trigger["explained_by"][0].startswith("earlier act") and trigger["closed"] is None
    run(folder, "decide", "close", trigger["id"], "--as", "Rana", "--reason", "both happened, the raid first")
    (closed,) = [one for one in build(folder, {})["contradictions"] if one["facet"] == "trigger"]
    assert "both happened" in closed["closed"]


def test_who_began_it_is_dissolved_by_a_later_report_of_the_same_voice(folder: Path) -> None:
    build(folder, REPORTS)
    later = build(folder, LATER)
    assert [one["facet"] for one in later["contradictions"] if one["facet"] == "trigger"] == []
