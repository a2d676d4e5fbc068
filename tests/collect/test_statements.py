"""A date, title or outlet is taken from a page only where the page itself states it for machines."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from sijill.collect.statements import find_charset, read_statements

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "collect" / "statements.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["is"])
def test_a_date_is_stated_or_it_is_not_known(case: dict[str, Any]) -> None:
    stated, faults = read_statements(f"<html><head>{case['head']}</head><body><p>Twelve dead.</p></body></html>")
    assert stated.published == case.get("published")
    assert dict(stated.stated_by_page).get("published") == case.get("how")
    assert [kind for kind, _ in faults] == ([case["fault"]] if "fault" in case else [])


def test_title_outlet_and_address_come_with_the_statement_that_they_come_from() -> None:
    stated, _ = read_statements(
        "<head><title>Raid &amp; flight | Post</title><meta property='og:title' content='Raid &amp; flight'>"
        "<meta property='og:site_name' content='The Orvale Post'><link rel='canonical' href='https://example.org/raid'></head>"
    )
    assert (stated.title, stated.source, stated.url) == ("Raid & flight", "The Orvale Post", "https://example.org/raid")
    assert dict(stated.stated_by_page) == {
        "title": "meta og:title", "source": "meta og:site_name", "url": "link canonical",
    }  # fmt: skip


def test_a_title_tag_is_the_last_resort_and_no_address_is_taken_that_is_none() -> None:
    stated, _ = read_statements(
        "<title> Raid\n on Orvale </title><link rel=canonical href='/raid'><meta property=og:url content='javascript:x'>"
    )
    assert (stated.title, stated.url) == ("Raid on Orvale", None)


def test_contradicting_dates_are_named_with_the_remedy() -> None:
    _, ((kind, says),) = read_statements(next(case["head"] for case in CASES if case.get("fault")))
    assert kind == "dates_disagree"
    assert "2025-03-09 (meta article:published_time) and 2024-11-02 (meta parsely-pub-date); neither is taken" in says


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1256">', "windows-1256"),
        (b"<META http-equiv=Content-Type content='text/html; charset=KOI8-R'>", "KOI8-R"),
        (b"<p>", None),
    ],
)
def test_a_page_states_its_encoding(head: bytes, charset: str | None) -> None:
    assert find_charset(head) == charset


@pytest.mark.parametrize(
    "tag",
    [
        f"<meta {'a' * 19_000}>",
        "<meta " + "a " * 9_000 + ">",
        "<meta " + "= " * 9_000 + ">",
        "<meta a" + " " * 19_000 + ">",
    ],
)
def test_odd_tags_are_read_in_time(tag: str) -> None:
    start = time.monotonic()
    read_statements(tag * 200)
    assert time.monotonic() - start < 10
