"""Says what it means when a file or folder cannot be written: no room, or a place that cannot be written to.

OSError -> an error to raise.
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
