"""A PDF gives the words that a reader would see, or says why not."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from sijill.collect.collected import Extract
from sijill.collect.pdfs import join_lines, read_pdf
from tests.collect.files import lock_pdf, write_pdf

LINES = [
    "The regional council said on Friday that twenty-",
    "five villagers were killed in Orvale and four civil-",
    "ians wounded when gunmen attacked the market.",
    "- 12 dead in Orvale",
    "- 3 dead in Tamrin",
]
GOOD = write_pdf(LINES, ["A nurse (unnamed) spoke of 7 dead."])
TEXT = (
    "The regional council said on Friday that twenty-five villagers were killed in Orvale and four civilians wounded when gunmen "
    "attacked the market.\n- 12 dead in Orvale\n- 3 dead in Tamrin\n\nA nurse (unnamed) spoke of 7 dead."
)


def read(tmp_path: Path, pdf: bytes) -> Extract:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    return read_pdf(path)


def refused(drawn: Extract) -> str:
    assert drawn.text is None
    ((kind, _),) = drawn.faults
    return kind


def test_pages_follow_one_another_and_broken_lines_are_joined(tmp_path: Path) -> None:
    drawn = read(tmp_path, GOOD)
    assert (drawn.text, drawn.faults) == (TEXT, ())
    assert drawn.extractor and drawn.extractor.startswith("pypdf@") and drawn.extractor.endswith("+lines@1")


def test_a_pdf_behind_a_password_is_said(tmp_path: Path) -> None:
    drawn = read(tmp_path, lock_pdf(GOOD, "secret"))
    assert refused(drawn) == "password"
    assert "save a copy without it and add that" in drawn.faults[0][1]


def test_a_pdf_that_may_only_not_be_changed_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, lock_pdf(GOOD, "secret", owner_only=True)).text == TEXT


def test_scanned_pages_are_said(tmp_path: Path) -> None:
    assert refused(read(tmp_path, write_pdf([], []))) == "scanned_pdf"


def test_a_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    drawn = read(tmp_path, write_pdf(["Twelve dead."], [], ["Five hurt."]))
    assert drawn.text == "Twelve dead.\n\nFive hurt."
    ((kind, says),) = drawn.faults
    assert kind == "pages_without_text"
    assert says.startswith("page 2 holds no text")


@pytest.mark.parametrize("pdf", [b"%PDF-1.7\n", b"%PDF-1.7 words", GOOD[:600], GOOD[: len(GOOD) // 3]])
def test_a_broken_pdf_is_said(tmp_path: Path, pdf: bytes) -> None:
    drawn = read(tmp_path, pdf)
    assert refused(drawn) == "broken_pdf"
    assert "fetch it again" in drawn.faults[0][1]


def test_a_pdf_that_was_mended_says_so(tmp_path: Path) -> None:
    drawn = read(tmp_path, GOOD[: GOOD.index(b"startxref")] + b"startxref\n7\n%%EOF\n")
    assert drawn.text == TEXT
    assert [kind for kind, _ in drawn.faults] == ["mended_pdf"]


def test_no_spoilt_pdf_raises(tmp_path: Path) -> None:
    rng = random.Random(5)
    locked = lock_pdf(GOOD, "x", owner_only=True)
    for _ in range(150):
        pdf = bytearray(rng.choice([GOOD, locked]))
        for _ in range(rng.randrange(1, 12)):
            pdf[rng.randrange(8, len(pdf))] = rng.choice(b"0123456789<>[]()/R \x00\xff")
        drawn = read(tmp_path, bytes(pdf[: rng.randrange(30, len(pdf))] if rng.random() < 0.3 else pdf))
        assert drawn.text or drawn.faults


@pytest.mark.parametrize(
    ("page", "joined"),
    [
        ("four civil-\nians were killed\nin Orvale.", "four civilians were killed in Orvale."),
        ("as many as thirty-\nfive dead", "as many as thirty-five dead"),
        (
            "the government-\naligned force; a government-aligned post",
            "the government-aligned force; a government-aligned post",
        ),
        ("south of Umm al-\nQura, two died", "south of Umm al-Qura, two died"),
        ("Orvale: 12\nTamrin: 3\nBerou: 40", "Orvale: 12\nTamrin: 3\nBerou: 40"),
        ("Killed: 7\n\nWounded: 9", "Killed: 7\n\nWounded: 9"),
        ("• first point\n• second point\n1. third", "• first point\n• second point\n1. third"),
        (
            "The council of the region met in Orvale and said it had counted\n120 dead. The clinic knew of fewer, and of many\nmissing.",
            "The council of the region met in Orvale and said it had counted 120 dead. The clinic knew of fewer, and of many missing.",
        ),
        (
            "Villages of the northern district with their dead, Orvale 12\nVillages of the southern district with their dead, Tamrin 3",
            "Villages of the northern district with their dead, Orvale 12\nVillages of the southern district with their dead, Tamrin 3",
        ),
    ],
)
def test_lines_are_joined_where_a_sentence_goes_on(page: str, joined: str) -> None:
    assert join_lines(page) == joined


def test_a_line_without_end_is_joined_in_time() -> None:
    start = time.monotonic()
    assert join_lines("a" * 300_000 + "\n" + "b" * 300_000).count("\n") == 0
    assert time.monotonic() - start < 5
