"""Decides who may write to a register: one process, for as long as it holds the operating system's lock on register.lock.

A folder -> a held lock, or RegisterBusy that names the holder. The lock dies with its process, so a killed writer blocks nobody;
that the file exists means nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sijill.errors import RegisterBusy

LOCK_FILE = "register.lock"
# Windows locks byte ranges and forbids reading them; a byte far behind the process id leaves that readable.
_LOCKED_BYTE = 1 << 20


class WriterLock:
    """Held by the one process that writes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._file: int | None = None

    @property
    def is_held(self) -> bool:
        return self._file is not None

    def take(self) -> None:
        """Takes the lock at once or raises RegisterBusy."""
        if self._file is not None:
            return
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(file)
        except OSError as fault:
            holder = os.pread(file, 20, 0).decode("ascii", "replace").strip() if hasattr(os, "pread") else ""
            os.close(file)
            who = f"process {holder}" if holder.isdigit() else "another process"
            raise RegisterBusy(
                f"{self._path.parent} is being written by {who}; wait until it has finished, or stop it, and try again"
            ) from fault
        self._file = file
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode("ascii"))

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)  # gives the lock up
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
