"""Decides how raw bytes are kept: under their SHA-256, whole or not at all, before anything else looks at them.

A path or chunks of bytes -> a blob's SHA-256 (hex); a SHA-256 -> the same bytes, checked. Does not look into the bytes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from sijill.errors import RegisterDamaged, StoreFull

CHUNK_BYTES = 1 << 20
INCOMING = "incoming"
# A writer that was killed leaves its unfinished file behind; no writing takes this long.
ABANDONED_AFTER_S = 24 * 3600
NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


class Archive:
    """A folder of raw bytes: FOLDER/ab/abcdef…; a name appears there only when its bytes are whole and on the disk.

    Nothing that stands there is ever changed; keeping the same bytes again adds nothing, and mends a damaged blob.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._swept = False

    def path(self, blob: str) -> Path:
        """Where the bytes of a blob are kept."""
        return self.folder / blob[:2] / blob

    def holds(self, blob: str) -> bool:
        return self.path(blob).is_file()

    def keep_file(self, path: Path) -> str:
        """Keeps a file's bytes and gives their SHA-256. Raises OSError if it cannot be read, StoreFull if there is no room."""
        with path.open("rb") as source:
            blob = digest_of(source)
            if self._is_whole(blob):
                return blob
            source.seek(0)
            return self.keep_stream(read_chunks(source))

    def keep_stream(self, chunks: Iterable[bytes]) -> str:
        """Keeps bytes as they arrive and gives their SHA-256; if the chunks fail midway, nothing is kept."""
        digest = hashlib.sha256()
        with self._incoming() as (path, target):
            for chunk in chunks:
                digest.update(chunk)
                with self._room():
                    _write_whole(target, chunk)
            with self._room():
                os.fsync(target.fileno())
                target.close()
                self._put_in_place(path, digest.hexdigest())
        return digest.hexdigest()

    def open(self, blob: str) -> BinaryIO:
        """Opens a blob after checking that its bytes are still those that were kept; raises RegisterDamaged if not."""
        path = self.path(blob)
        try:
            stream = path.open("rb")
        except FileNotFoundError as fault:
            raise RegisterDamaged(f"{path}: archived bytes are missing; {self._remedy()}") from fault
        if digest_of(stream) != blob:
            stream.close()
            raise RegisterDamaged(f"{path}: archived bytes have changed since they were kept; {self._remedy()}")
        stream.seek(0)
        return stream

    def read(self, blob: str) -> bytes:
        """The checked bytes of a blob."""
        with self.open(blob) as stream:
            return stream.read()

    def _remedy(self) -> str:
        return "bring the file back from a backup, or add the document again from where it came"

    def _is_whole(self, blob: str) -> bool:
        path = self.path(blob)
        if not path.is_file():
            return False
        with path.open("rb") as held:
            return digest_of(held) == blob

    @contextmanager
    def _incoming(self) -> Iterator[tuple[Path, FileIO]]:
        """A new file in the archive's waiting room, gone afterwards whatever happens unless it was put in place."""
        folder = self.folder / INCOMING
        with self._room():
            folder.mkdir(parents=True, exist_ok=True)
            self._sweep(folder)
            path = folder / f"{os.getpid()}-{secrets.token_hex(8)}"
            # Read-only from the start: nobody edits evidence by mistake. Windows could not remove such a file again.
            mode = 0o666 if sys.platform == "win32" else 0o444
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        try:
            # Unbuffered: what could not be written is not tried again when the file is closed.
            with closing(FileIO(handle, "wb")) as target:
                yield path, target
        finally:
            path.unlink(missing_ok=True)

    def _put_in_place(self, incoming: Path, blob: str) -> None:
        """Gives the bytes their name in one step that a power cut cannot take back."""
        if self._is_whole(blob):
            return
        target = self.path(blob)
        target.parent.mkdir(exist_ok=True)
        incoming.replace(target)
        _sync_folder(target.parent)

    def _sweep(self, folder: Path) -> None:
        """Removes what writers that were killed left behind, once."""
        if self._swept:
            return
        self._swept = True
        oldest = time.time() - ABANDONED_AFTER_S
        for path in folder.iterdir():
            with suppress(OSError):  # another writer may sweep at the same moment
                if path.stat().st_mtime < oldest:
                    path.unlink()

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Says plainly that the disk, a quota or a file-size limit leaves no room, or that nothing may be written."""
        try:
            yield
        except OSError as fault:
            if fault.errno not in NO_ROOM:
                says = f"{self.folder}: the archive cannot be written ({fault.strerror}); allow writing there, then add the same again"
                raise RegisterDamaged(says) from fault
            why = "a file-size limit was reached" if fault.errno == errno.EFBIG else "there is no room left"
            raise StoreFull(
                f"{self.folder}: {why} ({os.strerror(fault.errno or 0)}); what was kept before is safe. "
                "Free some space or raise the limit (ulimit -f), then add the same inputs again"
            ) from fault


class InPlaceArchive(Archive, AbstractContextManager["InPlaceArchive"]):
    """Keeps nothing: files are read where they are, streams pass through a temporary folder. For reading without a register."""

    def __init__(self) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="sijill-")
        super().__init__(Path(self._scratch.name))
        self._places: dict[str, Path] = {}

    def path(self, blob: str) -> Path:
        return self._places.get(blob) or super().path(blob)

    def keep_file(self, path: Path) -> str:
        with path.open("rb") as source:
            blob = digest_of(source)
        self._places[blob] = path
        return blob

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scratch.cleanup()

    def _remedy(self) -> str:
        return "it was changed while it was being read; run the command again"


def _write_whole(target: FileIO, chunk: bytes) -> None:
    """Writes all of a chunk; an unbuffered file may take a part of it at a time."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[target.write(rest) :]


def _sync_folder(folder: Path) -> None:
    """Puts a folder's new names on the disk; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_chunks(source: BinaryIO) -> Iterator[bytes]:
    """A stream's bytes, a megabyte at a time."""
    while chunk := source.read(CHUNK_BYTES):
        yield chunk


def digest_of(source: BinaryIO) -> str:
    """SHA-256 (hex) of the rest of a stream."""
    digest = hashlib.sha256()
    for chunk in read_chunks(source):
        digest.update(chunk)
    return digest.hexdigest()
