"""Ids that people wrote down lead to what became of them: through merges, splits, removals and undone decisions, over real builds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sijill import pipeline
from sijill.cli import cli
from sijill.config import Read, Settings, make_register
from sijill.errors import UnknownId
from sijill.publish.lookup import look_up
from sijill.store.register import open_store
from tests.factories import make_document

SETTINGS = Settings(read=Read(processes=1))
TEXTS = {
    "market": "Gunmen killed five people at a market in Kano, Nigeria, on 3 May 2031, police said.",
    "school": "A bomb killed seven people at a school in Sokoto, Nigeria, on 9 June 2031, a hospital official said.",
    "bridge": "Soldiers shot dead two fishermen near a bridge in Calabar, Nigeria, on 20 August 2031, residents said.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_register(tmp_path / "register")
    with open_store(tmp_path / "register", writing=True) as store:
        store.add_documents([make_document(text, name=name) for name, text in TEXTS.items()])
    return tmp_path / "register"


def build(folder: Path) -> dict[str, str]:
    """document -> its main incident"""
    with open_store(folder, writing=True) as store:
        pipeline.build(store, SETTINGS)
        register = store.register()
    assert register
    lookup = look_up(register)
    return {lookup.names[document]: subject for document, subject in lookup.mains.items()}


def run(folder: Path, *arguments: str) -> str:
    found = CliRunner().invoke(cli, ["--register", str(folder), *arguments], standalone_mode=False)
    if found.exception:
        raise found.exception
    return found.output


def decide(folder: Path, *arguments: str) -> str:
    said = run(folder, *arguments, "--as", "Rana", "--reason", "the mayor says so")
    return re.findall(r"decision-[0-9a-f]{12}", said)[0]


def test_an_incident_that_was_merged_away_leads_to_the_one_that_holds_it(folder: Path) -> None:
    before = build(folder)
    together = decide(folder, "decide", "same", before["market"], before["school"])
    after = build(folder)
    assert after["market"] == after["school"]
    (gone,) = {before["market"], before["school"]} - {after["market"]}
    for command in ("show", "explain"):
        said = " ".join(run(folder, command, gone).split())
        assert said.startswith(f"{gone} is now part of {after['market']}")
        assert f"holds what was {gone}" in said
    assert f"{after['market']}/killed" in run(folder, "explain", f"{gone}/killed", "--json")
    assert json.loads(run(folder, "show", gone, "--json"))["became"] == f"{gone} is now part of {after['market']}"
    # what people type goes on to work: a decision on the old id is one on the claims that it leads to
    decide(folder, "decide", "same", gone, after["bridge"])
    assert len(set(build(folder).values())) == 1
    decide(folder, "decide", "undo", together)
    build(folder)


def test_undoing_a_merge_gives_each_incident_its_id_back(folder: Path) -> None:
    before = build(folder)
    together = decide(folder, "decide", "same", before["market"], before["school"])
    build(folder)
    decide(folder, "decide", "undo", together)
    assert build(folder) == before
    assert "is now part of" not in run(folder, "show", before["market"])


def test_an_id_whose_reports_were_removed_says_so(folder: Path) -> None:
    before = build(folder)
    decide(folder, "remove", "bridge")
    build(folder)
    with pytest.raises(UnknownId, match=f"{before['bridge']} names nothing any more"):
        run(folder, "show", before["bridge"])
