"""CSV: a row for each toll of each incident and episode; one row with empty toll columns where no count is reported.

Shared -> UTF-8 text. Unknown is an empty cell. Lists stand in one cell, "; " between items. A cell of text that a spreadsheet
would run as a formula begins with an apostrophe; `unguard` takes it off again.
"""

from __future__ import annotations

import csv
from typing import IO, Any

from sijill.publish.exports.rows import SUBJECT_COLUMNS, TOLL_COLUMNS, subject_fields, subjects, toll_fields
from sijill.publish.lookup import look_up
from sijill.publish.protect import Shared
from sijill.publish.words import NOTICE

COLUMNS = (*SUBJECT_COLUMNS, *TOLL_COLUMNS, "notice")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(shared: Shared) -> list[dict[str, Any]]:
    lookup = look_up(shared.register)
    no_count: dict[str, Any] = dict.fromkeys(TOLL_COLUMNS)
    told: list[dict[str, Any]] = []
    for subject in subjects(lookup):
        own = subject_fields(subject, lookup)
        tolls = [toll_fields(toll, lookup, shared) for toll in lookup.tolls.get(subject.id, ())]
        told += [{**own, **toll, "notice": NOTICE} for toll in tolls or [no_count]]
    return told


def write(shared: Shared, stream: IO[str]) -> None:
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[column]) for column in COLUMNS] for row in rows(shared))


def _cell(value: Any) -> Any:
    """Numbers stay numbers; a text is guarded, None is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return guard("; ".join(value) if isinstance(value, list) else str(value))


def guard(text: str) -> str:
    """guard("=HYPERLINK(…)") -> "'=HYPERLINK(…)"; one apostrophe more where the text begins with one of its own."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_FORMULA) or text.startswith("'") else text


def unguard(cell: str) -> str:
    """Gives back what guard was given."""
    return cell[1:] if cell.startswith("'") else cell
