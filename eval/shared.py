"""Finds the public data that stand beside the project; they are never part of it.

$SIJILL_SHARED, else ../shared from the project's root -> rows. Where there are none, SharedAbsent says so.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]


class SharedAbsent(Exception):
    """The public data are not here; what needs them is skipped."""


def shared_folder() -> Path:
    """$SIJILL_SHARED, else ../shared; raises SharedAbsent where there is no such folder."""
    folder = Path(os.environ.get("SIJILL_SHARED") or PROJECT.parent / "shared")
    if not (folder / "bench").is_dir():
        raise SharedAbsent(
            f"no public data at {folder}; set SIJILL_SHARED to the folder that holds bench/ and reports/"
        )
    return folder


def read_rows(name: str) -> list[dict[str, Any]]:
    """All rows of a gzipped JSON-lines file: read_rows("wad")"""
    with gzip.open(shared_folder() / "bench" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
