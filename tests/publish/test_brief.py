"""A brief says nothing without a footnote, shares no private name and lets no text of a report become markup."""

from __future__ import annotations

import re
from dataclasses import replace

from sijill.config import Publish
from sijill.publish.brief import Brief, write_brief
from sijill.publish.brief_pages import brief_html, brief_markdown
from sijill.publish.lookup import look_up
from sijill.publish.protect import share
from tests.publish.sample import sample_register


def brief() -> Brief:
    register = share(sample_register(), Publish()).register
    return write_brief(look_up(register))


def test_every_sentence_has_a_claim_behind_it() -> None:
    found = brief()
    numbers = {note.number for note in found.notes}
    sentences = [sentence for section in found.sections for sentence in section.sentences]
    assert sentences
    assert all(sentence.notes and set(sentence.notes) <= numbers for sentence in sentences)


def test_every_footnote_has_a_source_a_date_and_the_words() -> None:
    for note in brief().notes:
        assert note.said_by and note.published and note.document and note.quote


def test_no_footnote_stands_unused_and_none_is_missing() -> None:
    words = brief_markdown(brief())
    used, told = set(re.findall(r"\[\^(\d+)\](?!:)", words)), set(re.findall(r"^\[\^(\d+)\]:", words, re.MULTILINE))
    assert used == told


def test_words_of_a_report_never_become_markup() -> None:
    found = brief()
    note = replace(found.notes[0], quote="<script>alert(1)</script> [click](http://x) *now*")
    odd = replace(found, title="<b>Market</b>", notes=(note, *found.notes[1:]))
    assert "<script>" not in brief_html(odd)
    assert "<b>" not in brief_html(odd)
    assert r"\[click\]" in brief_markdown(odd)
