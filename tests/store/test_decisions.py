"""The log of decisions: append-only, sealed row by row."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sijill.errors import RegisterBusy
from sijill.model.decision import Decision, Kind
from sijill.store.register import open_store


def decision(reason: str) -> Decision:
    return Decision(
        id="", made_at=datetime(2031, 3, 9, tzinfo=UTC), reviewer="Rana", kind=Kind.REJECT, claim_ids=("claim-a",),
        value=None, reason=reason,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sijill.toml").write_text("")
    with open_store(tmp_path, writing=True) as store:
        store.decide([decision("first"), decision("second")])
        store.decide([decision("third")])
    return tmp_path


def change(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "register.db") as connection:
        connection.execute(statement)
    connection.close()


def test_decisions_come_back_in_their_order_each_with_an_id_of_its_own(folder: Path) -> None:
    with open_store(folder) as store:
        log = store.log()
        assert [row.decision.reason for row in log] == ["first", "second", "third"]
        assert len({row.decision.id for row in log}) == 3
        assert store.find_break() is None


def test_the_same_words_decided_twice_are_two_decisions(folder: Path) -> None:
    with open_store(folder, writing=True) as store:
        first, second = store.decide([decision("again"), decision("again")])
    assert first.id != second.id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET body = replace(body, 'second', 'secund') WHERE number = 2",
        "UPDATE decisions SET body = 'x' WHERE number = 1",
        "UPDATE decisions SET id = 'decision-other' WHERE number = 3",
        "UPDATE decisions SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE number = 3",
        "DELETE FROM decisions WHERE number = 2",
        "DELETE FROM decisions WHERE number = 1",
        "UPDATE decisions SET number = number + 1",
    ],
)
def test_a_changed_or_lost_row_is_found(folder: Path, statement: str) -> None:
    if "number + 1" in statement:
        statement = "UPDATE decisions SET number = number + 10"
    change(folder, statement)
    with open_store(folder) as store:
        assert store.find_break()


def test_every_byte_of_a_row_counts(folder: Path) -> None:
    with open_store(folder) as store:
        body = store.log()[1].decision
    assert body.reason == "second"
    with sqlite3.connect(folder / "register.db") as connection:
        (words,) = connection.execute("SELECT body FROM decisions WHERE number = 2").fetchone()
    connection.close()
    for position in range(0, len(words), 7):
        spoilt = words[:position] + ("#" if words[position] != "#" else "%") + words[position + 1 :]
        with sqlite3.connect(folder / "register.db") as connection:
            connection.execute("UPDATE decisions SET body = ? WHERE number = 2", (spoilt,))
        connection.close()
        with open_store(folder) as store:
            assert store.find_break(), position


def test_two_cannot_decide_at_once(folder: Path) -> None:
    with open_store(folder, writing=True), pytest.raises(RegisterBusy):
        open_store(folder, writing=True)


def test_a_register_that_is_only_read_takes_no_decision(folder: Path) -> None:
    with open_store(folder) as store:
        with pytest.raises(RegisterBusy):
            store.decide([decision("fourth")])
        assert len(store.log()) == 3
