"""Decides which words of a PDF file are its text, and puts lines that the page's width broke together again.

A path -> Extract. Takes no metadata: a PDF's own dates and titles are those of the program that wrote the file. Reads no pictures.
"""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from sijill.collect.collected import Extract
from sijill.collect.stated import make_storable
from sijill.model.document import Metadata

# What pypdf raises on broken files besides its own errors, as found by cutting and corrupting files at random.
BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError, TypeError,
    ValueError, struct.error, zlib.error,
)  # fmt: skip
# A line shorter than this share of the longest usual line ends because its paragraph does.
FULL_LINE_SHARE = 0.7
# Shorter lines than a narrow newspaper column's are a list or a table.
MIN_COLUMN_CHARS = 35
_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_BULLET = re.compile(r"\s*(?:[-–—•*▪●·]|\(?\d{1,3}[.)])\s")
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-$")
_HYPHENATED_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]+")
_NUMBER_TENS = frozenset(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))


def read_pdf(path: Path) -> Extract:
    """The text of a PDF, pages one after another."""
    import pypdf

    extractor = f"pypdf@{pypdf.__version__}+lines@1"

    def refuse(kind: str, says: str) -> Extract:
        return Extract(text=None, extractor=extractor, stated=Metadata(), faults=((kind, says),))

    doubts = _Doubts()
    try:
        with doubts:
            reader = pypdf.PdfReader(path)
            if reader.is_encrypted and not reader.decrypt(""):
                return refuse("password", "the PDF opens with a password only; save a copy without it and add that")
            pages = [page.extract_text() for page in reader.pages]
    except (pypdf.errors.PyPdfError, *BROKEN) as fault:
        says = f"the PDF is broken or incomplete ({_name_fault(fault)}); fetch it again or save it anew from a viewer"
        return refuse("broken_pdf", says)
    if not any(page.strip() for page in pages):
        says = f"no text on any of the PDF's pages ({len(pages)}): they seem to be scanned pictures; run text recognition (OCR) first"
        return refuse("scanned_pdf", says)
    text = "\n\n".join(join_lines(page) for page in pages if page.strip())
    return Extract(
        text=make_storable(text),
        extractor=extractor,
        stated=Metadata(),
        faults=(*doubts.faults, *_find_empty_pages(pages)),
    )


class _Doubts(logging.Handler):
    """What the reader mended on its way and only logs: words may be missing, and nobody would know."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []
        self._logger = logging.getLogger("pypdf")

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(" ".join(record.getMessage().split())[:120])

    def __enter__(self) -> None:
        self._logger.addHandler(self)
        self._propagates, self._logger.propagate = self._logger.propagate, False

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagates

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        if not self._said:
            return ()
        says = f"the PDF is not well formed and was mended ({self._said[0]}); compare its text with what a viewer shows"
        return (("mended_pdf", says),)


def _name_fault(fault: Exception) -> str:
    return " ".join(f"{type(fault).__name__}: {fault}".split())[:120].rstrip(": ")


def _find_empty_pages(pages: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """A fault that names the pages without text among pages with text: they may be scanned."""
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.strip()]
    if not empty:
        return ()
    which = (
        f"page {empty[0]} holds"
        if len(empty) == 1
        else f"pages {', '.join(empty[:10])}{' …' if empty[10:] else ''} hold"
    )
    return (("pages_without_text", f"{which} no text and may be scanned; run text recognition (OCR) if they matter"),)


def join_lines(page: str) -> str:
    """Joins the lines of a paragraph.  "four civil-\nians were killed\nin Orvale" -> "four civilians were killed in Orvale" """
    lines = [line.strip() for line in page.splitlines()]
    full = max(MIN_COLUMN_CHARS, FULL_LINE_SHARE * _usual_length(lines))
    hyphenated = set(_HYPHENATED_WORD.findall(page.lower()))
    joined: list[str] = []
    for number, line in enumerate(lines):
        if joined and line and _goes_on(lines[number - 1], line, full):
            joined[-1] = _join(joined[-1], line, hyphenated)
        else:
            joined.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(joined)).strip()


def _usual_length(lines: Sequence[str]) -> int:
    """The length that nine of ten lines do not exceed."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _goes_on(line: str, following: str, full: float) -> bool:
    """Whether a sentence runs over the end of a line: it is broken off, or the line is full."""
    if not line or _BULLET.match(following):
        return False
    if following[0].islower() or (_HYPHENATED.search(line) and following[0].isalpha()):
        return True
    is_table_row = line[-1].isdigit() and following[0].isupper()
    return len(line) >= full and not is_table_row and not _SENTENCE_END.search(line)


def _join(line: str, following: str, hyphenated: set[str]) -> str:
    """Joins two lines; a hyphen at the break goes unless it belongs to the word: a number, or a word hyphenated elsewhere."""
    broken = _HYPHENATED.search(line)
    if not broken:
        return f"{line} {following}"
    first, rest = broken[1].lower(), re.match(r"[^\W\d_]+", following)
    word = f"{first}-{rest[0].lower()}" if rest else ""
    keeps = first in _NUMBER_TENS or word in hyphenated or following[0].isupper() or broken[1].isupper()
    return f"{line}{following}" if keeps else f"{line[:-1]}{following}"
