"""Writes the report: a static site that opens from disk, with no network and no script needed to read it.

Register -> a folder of pages; docs/report.md says what each one tells. What may be shared is decided in protect.py before any page is made.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from sijill.config import Publish
from sijill.errors import InputError
from sijill.model.register import Register
from sijill.publish.files import write_fault
from sijill.publish.protect import share
from sijill.publish.report.pages import pages
from sijill.publish.report.site import Site

_MARKER = ".sijill-report"
_ASSETS = ("style.css", "filter.js")


def write_report(
    register: Register,
    folder: Path,
    *,
    internal: bool,
    settings: Publish,
    on_page: Callable[[int], None] | None = None,
) -> Path:
    """Writes the whole site and returns its first page; a report that stood there before is replaced at the end, not before.

    on_page is told how many pages are written. Raises InputError where the folder holds anything else, StoreFull without room.
    """
    folder = folder.absolute()
    _check_is_ours(folder)
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        if partial.exists():
            shutil.rmtree(partial)
        (partial / "incidents").mkdir(parents=True)
        site = Site(share(register, settings, internal=internal), settings)
        for number, (path, text) in enumerate(pages(site), start=1):
            (partial / path).write_text(text, encoding="utf-8")
            if on_page:
                on_page(number)
        for name, text in _assets():
            (partial / name).write_text(text, encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        partial.rename(folder)
    except OSError as fault:
        shutil.rmtree(partial, ignore_errors=True)
        raise write_fault(folder, fault) from fault
    return folder / "index.html"


def _check_is_ours(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file; name a folder for the report")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARKER).exists():
        raise InputError(f"{folder} holds other files, which a report would replace; name a new or an empty folder")


def _assets() -> Iterator[tuple[str, str]]:
    static = files("sijill.publish") / "static"
    yield from ((name, (static / name).read_text(encoding="utf-8")) for name in _ASSETS)
    yield _MARKER, "This folder is written by sijill report, which replaces it as a whole.\n"
