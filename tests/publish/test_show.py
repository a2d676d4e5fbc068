"""What the terminal says of a register, and of one thing in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from sijill.errors import UnknownId
from sijill.model.incident import Links, Origin
from sijill.model.location import Location
from sijill.model.period import Basis, DatePrecision, Openness, Period
from sijill.publish.explain import explain, explain_shape
from sijill.publish.lookup import look_up
from sijill.publish.show import show_register, show_subject
from sijill.publish.words import NOTICE, figure_words, period_words, place_words, plain
from tests.publish.sample import sample_register


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (4, 10, 12, "10 (4-12)"),
        (10, 10, 10, "10"),
        (1000, 1000, None, "at least 1,000"),
        (None, None, None, "not known"),
        (4, None, 12, "4-12"),
        (24, None, None, "at least 24"),
        (None, None, 20, "up to 20"),
        (4, 10, None, "10 (4 or more)"),
        (None, 10, 12, "10 (up to 12)"),
        (None, 10, None, "10 or more"),
        (0, 0, 0, "none"),
        (0, 0, 7, "0 (0-7)"),
        (0, None, None, "not known"),
        (700, 740, 745, "740 (700-745)"),
    ],
)
def test_three_figures_become_one_phrase(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert figure_words(low, best, high) == words


@pytest.mark.parametrize(
    ("start", "end", "open", "basis", "words"),
    [
        (date(2031, 3, 6), date(2031, 3, 8), Openness.NONE, Basis.STATED, "6 to 8 March 2031"),
        (date(2031, 2, 27), date(2031, 3, 1), Openness.NONE, Basis.STATED, "27 February to 1 March 2031"),
        (date(2031, 3, 6), date(2031, 3, 9), Openness.END, Basis.RELATIVE, "since 6 March 2031, reported up to 9 March 2031"),
        (None, date(2031, 3, 9), Openness.START, Basis.PUBLICATION, "on or before 9 March 2031 (the report's date)"),
        (None, None, Openness.BOTH, Basis.STATED, "date not known"),
    ],
)  # fmt: skip
def test_a_period_says_no_more_than_is_known(
    start: date | None, end: date | None, open: Openness, basis: Basis, words: str
) -> None:
    assert period_words(Period(start=start, end=end, open=open, precision=DatePrecision.DAYS, basis=basis)) == words


def test_a_place_is_told_with_what_holds_it_once() -> None:
    assert place_words(Location(name="Plateau", adm1="Plateau", country="NG")) == "Plateau, Nigeria"
    assert place_words(None) == "place not known"


def test_every_screen_says_that_the_true_number_may_be_higher() -> None:
    register = sample_register()
    screens = [show_register(register), show_subject(register, "incident-market")]
    screens += [explain(register, wanted) for wanted in ("incident-market/killed", "c1", "blog", "episode-plateau")]
    for screen in screens:
        assert NOTICE in screen
        assert max(map(len, screen.splitlines())) <= 100


def test_the_register_names_figures_who_says_so_and_who_contests() -> None:
    screen = show_register(sample_register())
    line = next(line for line in screen.splitlines() if "14 (12-15)" in line)
    assert "CONTESTED" in line and "Savanna Watch" in line
    assert "Savanna Watch / Commissioner Bala Idris" in " ".join(screen.split())


def test_an_empty_register_says_what_to_do() -> None:
    register = replace(
        sample_register(), documents=(), links=Links(), tolls=(), contradictions=(), problems=(), sources=()
    )
    assert "sijill add" in show_register(register)


def test_a_trace_ends_at_the_words_the_span_and_the_digest() -> None:
    register = sample_register()
    lookup = look_up(register)
    trace = explain(register, "incident-market/killed")
    document = lookup.document_of(lookup.claims["c5"])
    assert document.blob in trace.replace("\n", " ")
    assert "“death toll of the Dorawa market attack has risen to 14”" in trace
    assert "characters 4-58" in trace
    assert "a party's figure, beside another voice" in trace


def test_a_trace_is_also_one_json_object() -> None:
    shape = json.loads(json.dumps(explain_shape(sample_register(), "incident-market/killed")))
    assert shape["best"] == 14 and [claim["id"] for claim in shape["carried_by"]] == ["c1", "c5", "c9"]
    assert all(len(claim["sha256"]) == 64 for claim in shape["carried_by"])


def test_an_id_may_be_shortened_while_it_stays_unique() -> None:
    register = sample_register()
    assert show_subject(register, "incident-m") == show_subject(register, "incident-market")
    with pytest.raises(UnknownId, match="may be any of 2"):
        show_subject(register, "incident-")
    with pytest.raises(UnknownId, match="sijill show lists them"):
        explain(register, "nothing-like-it")


def test_a_document_cannot_drive_the_terminal() -> None:
    assert plain("a\x1b[31mred\u202eder\x07\r\nb") == "a[31mredder b"
    assert "\u202e" not in explain(sample_register(), "c14")


def test_a_headlines_figure_is_shown_by_whose_voice_it_is() -> None:
    lookup = look_up(sample_register())
    named = next(v for v in lookup.voices.values() if v.origin is Origin.NAMED and v.origin_name)
    claim = lookup.claims[named.claim_ids[0]]
    silent = replace(claim, claim=replace(claim.claim, attributed_to=()))
    assert "naming no source" in lookup.speaker_of(silent)
    assert lookup.carrier_of(silent) == named.origin_name
