"""Writes a file whole or not at all, and says what it means when it cannot: no room, or a place that cannot be written to.

A path and a text -> a file; OSError -> an error to raise.
"""

from __future__ import annotations

import errno
from pathlib import Path

from sijill.errors import InputError, SijillError, StoreFull

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def write_fault(path: Path, fault: OSError) -> SijillError:
    """StoreFull where there is no room, InputError where the caller named a place that cannot be written to."""
    if fault.errno in _NO_ROOM:
        return StoreFull(f"{path}: {fault.strerror}; nothing was written, make room or choose another place")
    return InputError(f"{path}: {fault.strerror}; nothing was written, choose another place")


def write_text(path: Path, words: str) -> None:
    """Writes a text beside its place and puts it there; what stood there stays until then."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(words, encoding="utf-8")
        partial.replace(path)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise write_fault(path, fault) from fault
