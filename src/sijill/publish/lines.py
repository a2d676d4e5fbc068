"""Lays text out for a terminal: wrapped, indented, in aligned columns.

Strings -> lines. Takes out control and direction characters first, so that no document can drive the terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from sijill.publish.words import plain

WIDTH = 92


def wrapped(words: str, *, indent: int = 0, hang: int = 0, width: int = WIDTH) -> list[str]:
    """Wraps a paragraph; lines after the first stand `hang` further in."""
    text = plain(words)
    if not text:
        return []
    return textwrap.wrap(
        text,
        width=width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
    )


def labelled(label: str, words: str, *, indent: int = 2, gap: int = 14) -> list[str]:
    """A label and what it says, wrapped beside it."""
    lines = wrapped(words, width=WIDTH - indent - gap) or ["-"]
    head = f"{' ' * indent}{plain(label):<{gap - 1}} {lines[0]}"
    return [head, *(" " * (indent + gap) + line for line in lines[1:])]


def columns(rows: Iterable[Sequence[str]], *, indent: int = 2, gap: int = 2, most: Sequence[int] = ()) -> list[str]:
    """Aligns rows; `most` caps the columns' widths and the last one wraps in what is left."""
    cells = [[plain(cell) for cell in row] for row in rows]
    if not cells:
        return []
    count = len(cells[0])
    widths = [max(len(row[index]) for row in cells) for index in range(count - 1)]
    widths = [min(width, most[index]) if index < len(most) else width for index, width in enumerate(widths)]
    used = indent + sum(widths) + gap * len(widths)
    lines: list[str] = []
    for row in cells:
        folded = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=False)]
        folded.append(textwrap.wrap(row[-1], max(WIDTH - used, 20)) or [""])
        for line in range(max(len(part) for part in folded)):
            texts = [part[line] if line < len(part) else "" for part in folded]
            padded = [f"{text:<{width}}" for text, width in zip(texts, widths, strict=False)]
            lines.append((" " * indent + (" " * gap).join([*padded, texts[-1]])).rstrip())
    return lines


def heading(words: str) -> list[str]:
    text = plain(words)
    return ["", text, "-" * min(len(text), WIDTH)]
