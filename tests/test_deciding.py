"""Decisions through the commands and the build: what they move, what they survive, what is refused."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sijill import pipeline
from sijill.cli import cli
from sijill.config import Read, Settings, make_register
from sijill.errors import SijillError
from sijill.publish.contract import build_shape
from sijill.publish.lookup import look_up
from sijill.store.register import open_store
from tests import fake_stages
from tests.factories import make_document
from tests.fake_stages import Called

SETTINGS = Settings(read=Read(processes=1))
TEXTS = ["Vareno 12. Halden 3.", "Vareno 14.", "Halden 4. Orlec 2.", "Orlec 9.", "Sardim 1."]
Decide = Callable[..., Result]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Called:
    return fake_stages.install(pipeline, monkeypatch.setattr)


@pytest.fixture
def folder(tmp_path: Path, called: Called) -> Iterator[Path]:
    make_register(tmp_path / "register")
    build(tmp_path / "register", *TEXTS)
    yield tmp_path / "register"


def build(folder: Path, *texts: str) -> dict[str, Any]:
    with open_store(folder, writing=True) as store:
        store.add_documents([make_document(text, name=f"report-{text[:6]}") for text in texts])
        pipeline.build(store, SETTINGS)
        register = store.register()
    assert register
    return build_shape(look_up(register))


def run(folder: Path, *arguments: str) -> str:
    """Runs a command; a refusal is raised as the command line would say it."""
    found = CliRunner().invoke(cli, ["--register", str(folder), *arguments], standalone_mode=False)
    if found.exception:
        raise found.exception
    return found.output


def decide(folder: Path, *arguments: str) -> str:
    """Makes a decision; the id of it."""
    said = run(folder, "decide", *arguments, "--as", "Rana", "--reason", "checked with the list")
    match = re.search(r"decision-[0-9a-f]{12}", said)
    assert match
    return match.group()


def claim_of(folder: Path, words: str) -> str:
    with open_store(folder) as store:
        register = store.register()
    assert register
    return next(claim.id for read in register.documents for claim in read.claims if claim.claim.span.quote == words)


def tolls(shape: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    sides = ("min", "best", "max")
    return {one["title"]: tuple(one["tolls"][0][side] for side in sides) for one in shape["incidents"] if one["tolls"]}


def test_a_corrected_claim_moves_its_toll_and_undoing_it_restores_the_register_exactly(folder: Path) -> None:
    before = build(folder)
    decision = decide(folder, "correct", claim_of(folder, "Vareno 14"), "count", "20")
    assert tolls(build(folder)) != tolls(before)
    assert 20 in max(tolls(build(folder)).values(), key=lambda toll: toll[-1] or 0)
    decide(folder, "undo", decision)
    assert json.dumps(build(folder)) == json.dumps(before)


def test_a_decision_touches_what_it_speaks_of_and_nothing_else(folder: Path, called: Called) -> None:
    decide(folder, "reject", claim_of(folder, "Vareno 14"))
    for calls in vars(called).values():
        calls.clear()
    build(folder)
    assert (called.read, called.resolved) == ([], [])
    assert len(called.linked) == 1
    assert called.reconciled == ["incident-Vareno"]


def test_a_withdrawn_document_has_no_effect_and_can_be_restored(folder: Path) -> None:
    before = build(folder)
    said = run(folder, "remove", "report-Sardim", "--as", "Rana", "--reason", "a hoax")
    after = build(folder)
    assert "Sardim" not in json.dumps(after["incidents"])
    decide(folder, "undo", said.split()[0])
    assert json.dumps(build(folder)) == json.dumps(before)


def test_decisions_survive_a_better_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(folder, "correct", claim_of(folder, "Vareno 14"), "count", "20")
    decided = tolls(build(folder))
    monkeypatch.setattr(pipeline, "reader_of", lambda _settings: "fake@2")
    monkeypatch.setattr(pipeline, "RESOLVER", "fake@2")
    assert tolls(build(folder)) == decided


def test_a_toll_that_a_person_set_stands_after_new_reports_and_shows_what_the_rule_gives(folder: Path) -> None:
    decide(folder, "toll", "incident-Vareno/killed", "--min", "12", "--best", "13", "--max", "14")
    shape = build(folder, "Vareno 30.")
    toll = next(one for one in shape["incidents"] if one["id"] == "incident-Vareno")["tolls"][0]
    assert (toll["min"], toll["best"], toll["max"]) == (12, 13, 14)
    assert "set by decision-" in toll["rule"]


def test_a_source_that_a_person_describes_is_so_from_the_next_build_on(folder: Path) -> None:
    said = run(
        folder, "source", "set", "source:daily", "--kind", "agency", "--reliability", "mixed", "-m", "x", "--as", "R"
    )
    build(folder)
    (row,) = [json.loads(line) for line in run(folder, "source", "list", "--json").splitlines()]
    assert (row["kind"], row["reliability"], row["claims"]) == ("agency", "mixed", 7)
    decide(folder, "undo", said.split()[0])
    build(folder)
    assert json.loads(run(folder, "source", "list", "--json"))["kind"] == "outlet"


REFUSED = {
    "an unknown claim": ("decide", "reject", "claim-000000000000", "-m", "x", "--as", "R"),
    "an empty reason": ("decide", "reject", "CLAIM", "-m", " ", "--as", "R"),
    "nobody who decides": ("decide", "reject", "CLAIM", "-m", "x"),
    "an unknown field": ("decide", "correct", "CLAIM", "weather", "wet", "-m", "x", "--as", "R"),
    "a field that this claim has not": ("decide", "correct", "CLAIM", "perpetrator", "someone", "-m", "x", "--as", "R"),
    "an outcome that there is not": ("decide", "correct", "CLAIM", "outcome", "vanished", "-m", "x", "--as", "R"),
    "no count": ("decide", "correct", "CLAIM", "count", "many", "-m", "x", "--as", "R"),
    "a day that there is not": ("decide", "correct", "CLAIM", "period", "2031-02-30", "-m", "x", "--as", "R"),
    "words that are not in the text": (
        "decide", "add", "report-Vareno", "--quote", "nine died", "--outcome", "killed", "--count", "9", "-m", "x", "--as", "R",
    ),
    "a toll out of order": (
        "decide", "toll", "incident-Vareno/killed", "--min", "9", "--best", "3", "-m", "x", "--as", "R",
    ),
    "a toll that is no number": ("decide", "toll", "incident-Vareno/killed", "--min", "-9", "-m", "x", "--as", "R"),
    "one incident with itself": ("decide", "same", "incident-Vareno", "incident-Vareno", "-m", "x", "--as", "R"),
    "an incident that is part of nothing": ("decide", "out", "incident-Vareno", "-m", "x", "--as", "R"),
    "an incident as an episode": ("decide", "into", "incident-Vareno", "incident-Halden", "-m", "x", "--as", "R"),
    "an unknown decision": ("decide", "undo", "decision-000000000000", "-m", "x", "--as", "R"),
    "an unknown contradiction": ("decide", "close", "contradiction-0", "-m", "x", "--as", "R"),
    "an unknown source": ("source", "set", "nobody", "--kind", "agency", "-m", "x", "--as", "R"),
    "a source that repeats itself": (
        "source", "set", "source:daily", "--depends-on", "source:daily", "-m", "x", "--as", "R",
    ),
    "a reliability that there is not": ("source", "set", "source:daily", "--reliability", "fair", "-m", "x", "--as", "R"),
    "nothing to set": ("source", "set", "source:daily", "-m", "x", "--as", "R"),
    "an unknown document": ("remove", "report-none", "-m", "x", "--as", "R"),
    "several documents of which one is unknown": ("remove", "report-Sardim", "report-none", "-m", "x", "--as", "R"),
}  # fmt: skip


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_decided_is_refused_and_nothing_is_half_done(folder: Path, arguments: tuple[str, ...]) -> None:
    claim = claim_of(folder, "Vareno 14")
    with pytest.raises(SijillError) as refused:
        run(folder, *(claim if one == "CLAIM" else one for one in arguments))
    assert refused.value.exit_code == 2
    assert len(str(refused.value)) > 20
    with open_store(folder) as store:
        assert store.log() == ()


def test_a_claim_that_was_rejected_is_found_in_the_log_and_not_decided_on_twice(folder: Path) -> None:
    claim = claim_of(folder, "Vareno 14")
    decide(folder, "reject", claim)
    build(folder)
    with pytest.raises(SijillError, match="was rejected"):
        decide(folder, "correct", claim, "count", "3")
    assert "[in_force]" in run(folder, "log")


def test_a_decision_that_was_taken_back_is_not_taken_back_again(folder: Path) -> None:
    decision = decide(folder, "reject", claim_of(folder, "Vareno 14"))
    decide(folder, "undo", decision)
    with pytest.raises(SijillError, match="taken back already"):
        decide(folder, "undo", decision)


def test_a_decision_while_another_writes_is_refused(folder: Path) -> None:
    claim = claim_of(folder, "Vareno 14")
    with open_store(folder, writing=True), pytest.raises(SijillError) as refused:
        decide(folder, "reject", claim)
    assert refused.value.exit_code == 3


def test_undoing_everything_in_random_order_restores_the_register_byte_for_byte(folder: Path) -> None:
    before = json.dumps(build(folder))
    made = [
        decide(folder, "correct", claim_of(folder, "Vareno 14"), "count", "20"),
        decide(folder, "reject", claim_of(folder, "Halden 3")),
        decide(folder, "verified", claim_of(folder, "Orlec 2")),
        decide(folder, "correct", claim_of(folder, "Orlec 9"), "outcome", "injured"),
        decide(folder, "toll", "incident-Halden/killed", "--min", "3", "--best", "3", "--max", "3"),
        decide(folder, "name", "Ilse Tamour", "--private"),
    ]
    build(folder)
    order = random.Random(7).sample(made, len(made))
    for decision in order:
        decide(folder, "undo", decision)
        build(folder)
    assert json.dumps(build(folder)) == before
    assert "12 decisions" in run(folder, "log", "--verify")
