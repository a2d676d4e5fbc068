"""A page's report is drawn from among its menus, whatever the page does to its reader."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sijill.collect.markup import Kind, flatten, measure, read_plain_text, read_tokens
from sijill.collect.pages import PLAIN, read_page, read_page_plainly

REPORT = "<p>Gunmen killed twelve villagers in Orvale on Friday, the regional council said.</p><p>Five others were wounded.</p>"
TEXT = "Gunmen killed twelve villagers in Orvale on Friday, the regional council said.\nFive others were wounded."


def surround(report: str, head: str = "") -> str:
    menu = "".join(f"<li><a href='/{number}'>Section {number}</a></li>" for number in range(9))
    return (
        f"<!doctype html><html><head><title>Raid on Orvale</title>{head}<script>var dead = 99;</script></head><body>"
        f"<header><nav><ul>{menu}</ul></nav></header>{report}"
        "<aside><h3>Related</h3><a href='/x'>Eight killed in Tamrin last year</a></aside>"
        "<div id='comments' class='comments'><p>I heard that 500 died there!</p></div>"
        "<footer><p>All rights reserved. 2025.</p></footer></body></html>"
    )


@pytest.mark.parametrize(
    "wrap", ["<article>{}</article>", "<main><div class='story'>{}</div></main>", "<div id='content'>{}</div>"]
)
def test_the_report_is_taken_without_menus_comments_and_related_stories(wrap: str) -> None:
    drawn = read_page(surround(wrap.format(REPORT)))
    assert drawn.text == TEXT
    assert drawn.extractor and drawn.extractor.startswith("trafilatura@")
    assert drawn.faults == ()


def test_a_short_report_is_not_padded_with_the_menu() -> None:
    drawn = read_page(surround("<div><h1>Three dead</h1><p>Three people died in Tamrin.</p></div>"))
    assert drawn.text and "Three people died in Tamrin." in drawn.text
    assert "Section" not in drawn.text and "rights" not in drawn.text


BOMBS = {
    "nested 100,000 deep": "<div>" * 100_000 + REPORT + "</div>" * 100_000,
    "nested 100,000 deep and never closed": "<b>" * 100_000 + "</b>x" + REPORT,
    "an attribute of 10 MB": f"<div style='{'a' * 10_000_000}'>{REPORT}</div>",
    "200,000 attributes": f"<div {' '.join(f'a{number}=1' for number in range(200_000))}>{REPORT}</div>",
    "comments that never close": f"{REPORT}{'<!--' * 200_000}",
    "quotes that never close": "<a b='" * 100_001 + f"'>{REPORT}",
    "a script full of brackets": f"<script>{'x<' * 500_000}</script>{REPORT}",
    "end tags that close nothing": "</div>" * 100_000 + REPORT,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_page_made_to_choke_its_reader_is_read_in_time(name: str) -> None:
    start = time.monotonic()
    drawn = read_page(f"<html><body>{BOMBS[name]}</body></html>")
    assert time.monotonic() - start < 20
    assert drawn.text and "Gunmen killed twelve villagers in Orvale" in drawn.text


def test_a_page_without_words_is_said() -> None:
    drawn = read_page(
        "<html><head><title>App</title></head><body><div id='root'></div><script>run()</script></body></html>"
    )
    assert (drawn.text, [kind for kind, _ in drawn.faults]) == (None, ["no_text"])
    assert "save what the browser shows" in drawn.faults[0][1]


def test_where_no_main_text_is_found_all_words_are_taken_and_that_is_said() -> None:
    drawn = read_page("Twelve dead in Orvale, no tags at all")
    assert (drawn.text, drawn.extractor) == ("Twelve dead in Orvale, no tags at all", PLAIN)
    assert [kind for kind, _ in drawn.faults] == ["whole_page_read"]


def test_plain_words_keep_blocks_apart_and_inline_marks_together() -> None:
    page = "<p>At <b>least</b> 1<i>2</i> dead&nbsp;&amp; more</p><p>Five<br>hurt</p><script>99</script><style>x</style><li>one<li>two"
    assert read_plain_text(page) == "At least 12 dead & more\nFive\nhurt\none\ntwo"


def test_plain_reading_says_why() -> None:
    drawn = read_page_plainly(surround(REPORT), "it took longer than 60 s to read")
    assert drawn.text and "Five others were wounded." in drawn.text and "var dead" not in drawn.text
    assert drawn.faults[0][1].startswith(
        "it took longer than 60 s to read, so all its words were taken, menus included"
    )


@given(st.text(alphabet="<>/!-?'\"= abp&;script\n", max_size=200))
@example("<script>a</scrip></script ><p>")
@example("<a b = '>' c=\">\">x</a>")
def test_every_character_is_looked_at_once_whatever_the_page(page: str) -> None:
    tokens = list(read_tokens(page))
    assert all(0 <= left.start < left.end <= right.start for left, right in pairwise(tokens) if left.start != left.end)
    assert measure(page).depth <= page.count("<")
    assert isinstance(read_plain_text(page), str)
    assert measure(flatten(page, 2, 50)).depth <= max(2, page.count("<"))


def test_a_bracket_within_a_quoted_value_closes_no_tag() -> None:
    (tag, text) = read_tokens("<a title='1 > 0'>x")
    assert (tag.kind, tag.name, tag.end, text.kind) == (Kind.OPEN, "a", 17, Kind.TEXT)
