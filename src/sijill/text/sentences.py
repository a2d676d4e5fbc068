"""Decides where sentences begin and end: text -> (start, end) code points, in order.

Lines split first (bullets carry no full stop); then sentence-final marks, also where the space behind them was lost.
Knows abbreviations and initials; does not look at meaning.
"""

from __future__ import annotations

import re

# Abbreviations that a full stop follows inside a sentence. Source: the usual ones of news English.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt maj capt sgt cpl brig cmdr adm gov sen rep rev fr st sr jr hon pres supt insp det"
    " no nos vs etc inc ltd co corp dept est approx jan feb mar apr jun jul aug sep sept oct nov dec mt ft al art"
    " ave blvd rd brig-gen maj-gen lt-col lt-gen u.s u.n u.k e.g i.e a.m p.m ph.d d.c".split()
)
_STOP = re.compile(r"[.!?…]+[\"'”’)\]»]*(?=\s|$|[A-Z“\"‘«])")
# "MARAVEL, May 15 (Capital Wire) - ", "May 16 - ": where and when a report was filed is no part of its first sentence.
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_WHEN = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s*\d{{4}})?"
_DATELINE = re.compile(
    rf"\s*(?:[A-Z][A-Z'’ .-]{{2,30}}(?:,\s*{_WHEN}|,\s*[A-Z][\w. ]{{1,25}})*(?:\s*\([^()\n]{{2,40}}\))?\s*(?:[-–—]{{1,2}}|:)\s+"
    rf"|\s*{_WHEN}\s*(?:[-–—]{{1,2}}|\.)\s+(?=[A-Z]))"
)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪‣>]+\s+)*\s*")
# A sentence longer than this is flattened material (tables, lists): cut at commas or anywhere, so that no step is quadratic in it.
MAX_SENTENCE_CHARS = 1_500


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Splits a text into sentences; every character that is no white space lies in exactly one."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c]+", text):
        for start, end in _split_line(text, line.start(), line.end()):
            spans.extend(_cut_long(text, start, end))
    return tuple(spans)


def _split_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    if dateline := _DATELINE.match(text, start, end):
        found.append((start, dateline.end()))
        begin = dateline.end()
    for stop in _STOP.finditer(text, start, end):
        if _is_inside(text, begin, stop):
            continue
        found.append((begin, stop.end()))
        begin = stop.end()
    found.append((begin, end))
    return [trimmed for span in found if (trimmed := _trim(text, *span))]


def _is_inside(text: str, begin: int, stop: re.Match[str]) -> bool:
    """True for a full stop that ends an abbreviation, an initial or a numbered item."""
    if not stop[0].startswith(".") or len(stop[0]) > 1:
        return stop[0].startswith(("…", "...")) and bool(re.match(r"\s+[a-z]", text[stop.end() : stop.end() + 3]))
    word = re.search(r"([\w.\-]*)$", text[max(begin, stop.start() - 20) : stop.start()])
    before = word[1].lower() if word else ""
    following = text[stop.end() : stop.end() + 2]
    if re.match(r"\s?[a-z,;]", following):
        return True
    if len(before) == 1 and before.isalpha():
        return True  # an initial: "J. Doe"
    if before.isdigit() and text[begin : stop.start()].strip() == before:
        return True  # "1. Economic collapse"
    if before in ("a.m", "p.m", "u.s", "u.n", "u.k", "d.c", "inc", "co", "ltd", "jr", "sr", "etc"):
        return not re.match(
            r"\s(?:The|A|An|In|On|At|He|She|It|They|Police|But|And|His|Her)\b", text[stop.end() : stop.end() + 8]
        )
    return before in _ABBREVIATIONS


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _cut_long(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > MAX_SENTENCE_CHARS:
        cut = max(text.rfind(mark, start, start + MAX_SENTENCE_CHARS) for mark in (", ", "; ", " "))
        cut = cut + 1 if cut > start else start + MAX_SENTENCE_CHARS
        if piece := _trim(text, start, cut):
            pieces.append(piece)
        start = cut
    if piece := _trim(text, start, end):
        pieces.append(piece)
    return pieces
