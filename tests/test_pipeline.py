"""The flow over stages that cost nothing: what is done anew, what survives, what a fault costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill import pipeline
from sijill.config import Read, Settings, make_register
from sijill.model.register import Register
from sijill.store.register import Store, open_store
from tests import fake_stages
from tests.factories import make_document
from tests.fake_stages import Called

SETTINGS = Settings(read=Read(processes=1))


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Called:
    return fake_stages.install(pipeline, monkeypatch.setattr)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    make_register(tmp_path / "register")
    with open_store(tmp_path / "register", writing=True) as opened:
        yield opened


def build(store: Store, *texts: str) -> Register:
    store.add_documents([make_document(text) for text in texts])
    pipeline.build(store, SETTINGS)
    register = store.register()
    assert register
    return register


def fail(*_: object) -> None:
    raise ZeroDivisionError("no parts")


def tolls_of(register: Register) -> dict[str, tuple[int | None, int | None]]:
    return {toll.subject: (toll.min, toll.max) for toll in register.tolls}


def test_a_build_takes_every_document_from_text_to_toll(store: Store, called: Called) -> None:
    register = build(store, "Vareno 12. Halden 3.", "Vareno 14.")
    assert tolls_of(register) == {"incident-Vareno": (12, 14), "incident-Halden": (3, 3)}
    assert [source.id for source in register.sources] == ["source:daily"]
    assert register.problems == ()


def test_what_has_not_changed_is_not_done_again(store: Store, called: Called) -> None:
    build(store, "Vareno 12.", "Halden 3.")
    for calls in vars(called).values():
        calls.clear()
    pipeline.build(store, SETTINGS)
    assert not any(vars(called).values())


def test_a_new_report_is_read_alone_and_moves_only_the_tolls_that_it_touches(store: Store, called: Called) -> None:
    build(store, "Vareno 12.", "Halden 3.")
    for calls in vars(called).values():
        calls.clear()
    fresh = make_document("Vareno 20.")
    register = build(store, "Vareno 20.")
    assert (called.read, called.resolved, called.linked) == ([fresh.id], [fresh.id], [fresh.id])
    assert called.reconciled == ["incident-Vareno"]
    assert tolls_of(register) == {"incident-Vareno": (12, 20), "incident-Halden": (3, 3)}


def test_a_better_reader_reads_everything_again(store: Store, called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    build(store, "Vareno 12.", "Halden 3.")
    monkeypatch.setattr(pipeline, "reader_of", lambda _settings: "fake@2")
    called.read.clear()
    pipeline.build(store, SETTINGS)
    assert len(called.read) == 2


def test_another_rule_recomputes_tolls_and_reads_nothing(
    store: Store, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(store, "Vareno 12.", "Halden 3.")
    called.read.clear()
    called.reconciled.clear()
    monkeypatch.setattr(pipeline, "__version__", "9.9")
    pipeline.build(store, SETTINGS)
    assert called.read == []
    assert called.reconciled == ["incident-Halden", "incident-Vareno"]


def test_a_document_that_breaks_the_reader_costs_the_others_nothing(store: Store, called: Called) -> None:
    register = build(store, "Broken 12.", "Halden 3.")
    assert tolls_of(register) == {"incident-Halden": (3, 3)}
    (problem,) = register.problems
    assert problem.kind == "read_failed"
    assert problem.document == make_document("Broken 12.").id
    assert "KeyError" in problem.says


def test_words_that_are_not_in_the_text_are_a_problem_and_never_a_claim(store: Store, called: Called) -> None:
    register = build(store, "Misquoted 12.", "Halden 3.")
    assert tolls_of(register) == {"incident-Halden": (3, 3)}
    assert [problem.kind for problem in register.problems] == ["read_failed"]
    assert register.documents[0].reading.claims == ()


def test_a_case_that_breaks_the_rule_is_a_problem_of_its_own(
    store: Store, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "reconcile", fail)
    register = build(store, "Vareno 12.")
    assert register.tolls == ()
    assert [(problem.kind, problem.document) for problem in register.problems] == [
        ("reconcile_failed", "incident-Vareno")
    ]


def test_a_problem_goes_when_its_cause_does(store: Store, called: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "reconcile", fail)
        assert len(build(store, "Vareno 12.").problems) == 1
    monkeypatch.setattr(pipeline, "__version__", "9.9")
    register = build(store)
    assert register.problems == ()
    assert tolls_of(register) == {"incident-Vareno": (12, 12)}


def test_the_order_of_arrival_moves_no_toll(tmp_path: Path, called: Called) -> None:
    texts = ["Vareno 12.", "Halden 3. Vareno 9.", "Halden 8."]
    found = []
    for number, order in enumerate((texts, texts[::-1])):
        make_register(tmp_path / str(number))
        with open_store(tmp_path / str(number), writing=True) as store:
            for text in order:
                register = build(store, text)
        found.append(tolls_of(register))
    assert found[0] == found[1]


def test_adding_one_report_to_thousands_is_quick(store: Store, called: Called) -> None:
    build(store, *(f"Place{number // 3} {number + 1}." for number in range(2_000)))
    for calls in vars(called).values():
        calls.clear()
    started = time.perf_counter()
    build(store, "Place7 99999.")
    took_s = time.perf_counter() - started
    assert len(called.read) == len(called.resolved) == len(called.linked) == 1
    assert called.reconciled == ["incident-Place7"]
    # Measured 1.2 s, most of it loading links and the whole register; ten times as much means that everything was done again.
    assert took_s < 13
