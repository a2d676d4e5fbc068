"""What `sijill export` can write: one file a format, each with COLUMNS, rows() and write().

Every format is made from what protect.py lets through, says that the figures are reported ones, and reads back to the same incidents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sijill.config import Publish
from sijill.errors import InputError
from sijill.model.register import Register
from sijill.publish.exports import export_csv, export_geojson, export_json
from sijill.publish.files import write_fault
from sijill.publish.protect import Shared, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A format: rows() gives what it tells as plain values, write() puts it into a text stream."""

    columns: tuple[str, ...]
    rows: Callable[[Shared], list[dict[str, Any]]]
    write: Callable[[Shared, IO[str]], None]
    suffix: str


EXPORTS: Mapping[str, Export] = {
    "csv": Export(columns=export_csv.COLUMNS, rows=export_csv.rows, write=export_csv.write, suffix=".csv"),
    "geojson": Export(
        columns=export_geojson.COLUMNS, rows=export_geojson.rows, write=export_geojson.write, suffix=".geojson"
    ),
    "json": Export(columns=export_json.COLUMNS, rows=export_json.rows, write=export_json.write, suffix=".json"),
}


def write_export(
    register: Register,
    form: str,
    target: Path | IO[str],
    *,
    internal: bool = False,
    settings: Publish,
    bom: bool = False,
) -> None:
    """Writes a register in a format to a file or an open stream; bom marks the file as UTF-8 for spreadsheets."""
    if form not in EXPORTS:
        raise InputError(f"no export is called {form!r}; there are {', '.join(EXPORTS)}")
    shared = share(register, settings, internal=internal)
    if not isinstance(target, Path):
        EXPORTS[form].write(shared, target)
        return
    partial = target.with_name(f".{target.name}.partial")
    try:
        with partial.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
            EXPORTS[form].write(shared, stream)
        partial.replace(target)
    except OSError as fault:
        raise write_fault(target, fault) from fault
    finally:
        partial.unlink(missing_ok=True)
