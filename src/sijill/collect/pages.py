"""Decides which words of a web page are its report.

HTML -> Extract: the main text by trafilatura, else all of the page's visible words, and what the page states of itself.
Comments and tables are left out of the main text. Decides nothing about dates that the page does not state.
"""

from __future__ import annotations

from sijill.collect.collected import Extract
from sijill.collect.markup import flatten, measure, read_plain_text
from sijill.collect.statements import read_statements

PLAIN = "sijill-plain@1"
# The parser stops at a depth of 256 and drops what is deeper; news pages nest some 30 deep.
MAX_DEPTH = 200
# 200,000 attributes in one tag hold the parser for minutes; a long tag mostly carries an embedded picture.
MAX_TAG_CHARS = 10_000
# Where a page is short, menus and page ends would be taken for a part of its report.
NO_REPORT = ("//nav", "//*[@role='navigation']", "//footer[not(ancestor::article)]")


def read_page(page: str) -> Extract:
    """The main text of a page; all its words where no main text is found."""
    import trafilatura

    shape = measure(page)
    if shape.depth > MAX_DEPTH or shape.longest_tag > MAX_TAG_CHARS:
        page = flatten(page, MAX_DEPTH, MAX_TAG_CHARS)
    text = trafilatura.extract(
        page, fast=True, include_comments=False, include_tables=False, prune_xpath=list(NO_REPORT)
    )
    if not text or not text.strip():
        return read_page_plainly(page, "no main text was found in it")
    stated, faults = read_statements(page)
    return Extract(text=text, extractor=f"trafilatura@{trafilatura.__version__}", stated=stated, faults=faults)


def read_page_plainly(page: str, why: str) -> Extract:
    """All visible words of a page, when a main text cannot be told from the rest."""
    stated, faults = read_statements(page)
    text = read_plain_text(page)
    if not text:
        says = "the page holds no words; if it fills itself by script, save what the browser shows as text or PDF"
        return Extract(text=None, extractor=PLAIN, stated=stated, faults=(*faults, ("no_text", says)))
    says = f"{why}, so all its words were taken, menus included; save the report itself as text to leave them out"
    return Extract(text=text, extractor=PLAIN, stated=stated, faults=(*faults, ("whole_page_read", says)))
