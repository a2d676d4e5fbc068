"""What crashes or hangs a reader of pages is ended, said, and takes nothing along."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sijill.collect import extraction
from sijill.collect.collected import Extract
from sijill.collect.extraction import Extractor
from tests.collect.files import write_pdf

PAGE = "<html><head><title>Raid</title></head><body><article><p>Twelve people died in Orvale on Friday.</p></article></body></html>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode())
    return path


def test_pages_and_pdfs_are_read_one_after_another(page: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(write_pdf(["Five dead."]))
    with Extractor() as extractor:
        first, second = extractor.read_page(page, "utf-8", "strict"), extractor.read_pdf(pdf)
    assert isinstance(first, Extract) and isinstance(second, Extract)
    assert (first.text, first.stated.title) == ("Twelve people died in Orvale on Friday.", "Raid")
    assert first.stated.stated_by_page == (("title", "title"),)
    assert second.text == "Five dead."


def hang(seconds: str) -> str:
    return f"import time; time.sleep({seconds})"


def run_instead(monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Lets the child run a statement before it answers the first question."""
    monkeypatch.setattr(extraction, "START", f"import sys; sys.stdin.readline(); {statement}")


def test_a_reader_that_hangs_is_ended_and_the_next_document_is_read(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Extractor(max_seconds=0.7) as extractor:
        with monkeypatch.context() as patch:
            run_instead(patch, hang("60"))
            start = time.monotonic()
            assert extractor.read_page(page, "utf-8", "strict") == "it took longer than 0.7 s to read"
            assert time.monotonic() - start < 20
        extractor._max_seconds = 60
        assert isinstance(extractor.read_page(page, "utf-8", "strict"), Extract)


@pytest.mark.parametrize("statement", ["import os; os.abort()", "raise SystemExit", "x = bytearray(8 << 40)"])
def test_a_reader_that_breaks_down_is_said(page: Path, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    run_instead(monkeypatch, statement)
    with Extractor() as extractor:
        assert extractor.read_page(page, "utf-8", "strict") == "the reader broke down on it"


def test_a_module_in_the_current_folder_is_never_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trafilatura.py").write_text("raise SystemExit('a stranger was here')")
    monkeypatch.chdir(tmp_path)
    with Extractor() as extractor:
        assert isinstance(extractor.read_page(page, "utf-8", "strict"), Extract)
