"""Raw bytes are kept whole or not at all, and are given back as they came."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from sijill.collect.archive import ABANDONED_AFTER_S, Archive, InPlaceArchive
from sijill.errors import RegisterDamaged, StoreFull

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs signals and limits that Windows lacks")


def kept_files(archive: Archive) -> list[Path]:
    """Blobs that have their name, without what is still being written."""
    return [path for path in archive.folder.glob("??/*") if path.is_file()]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_bytes(b"\xef\xbb\xbfTwelve dead\r\nin Orvale\xff")
    return path


def test_bytes_are_kept_under_their_digest_and_come_back_unchanged(archive: Archive, report: Path) -> None:
    blob = archive.keep_file(report)
    assert blob == hashlib.sha256(report.read_bytes()).hexdigest()
    assert archive.read(blob) == report.read_bytes()
    assert [path.name for path in kept_files(archive)] == [blob]


def test_the_same_bytes_again_add_nothing(archive: Archive, report: Path) -> None:
    blob = archive.keep_file(report)
    before = archive.path(blob).stat()
    assert archive.keep_file(report) == blob
    assert archive.keep_stream(iter([report.read_bytes()])) == blob
    after = archive.path(blob).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert not list((archive.folder / "incoming").iterdir())


def test_a_changed_byte_is_noticed_on_reading(archive: Archive, report: Path) -> None:
    path = archive.path(archive.keep_file(report))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"Twelve", b"Twenty"))
    with pytest.raises(
        RegisterDamaged, match=r"have changed since they were kept; bring the file back from a backup"
    ) as fault:
        archive.read(path.name)
    assert str(path) in str(fault.value)


def test_a_missing_blob_is_named(archive: Archive) -> None:
    with pytest.raises(RegisterDamaged, match="missing"):
        archive.open("ab" * 32)


def test_keeping_the_same_bytes_again_mends_a_damaged_blob(archive: Archive, report: Path) -> None:
    blob = archive.keep_file(report)
    archive.path(blob).chmod(0o644)
    archive.path(blob).write_bytes(b"spoilt")
    assert archive.keep_file(report) == blob
    assert archive.read(blob) == report.read_bytes()


@unix_only
def test_archived_bytes_are_read_only(archive: Archive, report: Path) -> None:
    assert not archive.path(archive.keep_file(report)).stat().st_mode & 0o222


def test_a_stream_that_fails_midway_leaves_nothing(archive: Archive) -> None:
    def break_off() -> Iterator[bytes]:
        yield b"half of it"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        archive.keep_stream(break_off())
    assert not kept_files(archive)
    assert not list((archive.folder / "incoming").iterdir())


def test_a_large_file_passes_through_little_memory(archive: Archive, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(50_000_000)
    tracemalloc.start()
    archive.keep_file(large)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_what_a_killed_writer_left_behind_is_swept_when_it_is_old(archive: Archive, report: Path) -> None:
    incoming = archive.folder / "incoming"
    incoming.mkdir(parents=True)
    (incoming / "old").write_bytes(b"half")
    (incoming / "fresh").write_bytes(b"half")
    past = time.time() - ABANDONED_AFTER_S - 60
    os.utime(incoming / "old", (past, past))
    archive.keep_file(report)
    assert [path.name for path in incoming.iterdir()] == ["fresh"]


KEEP_FOREVER = """
import sys
from pathlib import Path
from sijill.collect.archive import Archive
archive = Archive(Path(sys.argv[1]))
for number in range(1_000_000):
    print(archive.keep_stream(iter([b"report %d " % number * 20_000])), flush=True)
"""


@unix_only
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_confirmed(archive: Archive) -> None:
    rng = random.Random(7)
    for _ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", KEEP_FOREVER, str(archive.folder)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout
        confirmed = [writer.stdout.readline().strip()]
        time.sleep(rng.uniform(0, 0.15))
        writer.send_signal(signal.SIGKILL)
        confirmed += [line.strip() for line in writer.communicate()[0].splitlines()]
        for blob in confirmed:
            assert hashlib.sha256(archive.read(blob)).hexdigest() == blob
    for path in kept_files(archive):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


KEEP_WITHIN_LIMIT = """
import resource, sys
from pathlib import Path
from sijill.collect.archive import Archive
from sijill.errors import StoreFull
archive = Archive(Path(sys.argv[1]))
small = archive.keep_stream(iter([b"a short report"]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    archive.keep_stream(iter([b"a long report " * 50_000]))
except StoreFull as full:
    print(small, full)
"""


@unix_only
def test_no_room_is_said_plainly_and_what_was_kept_stays(archive: Archive) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KEEP_WITHIN_LIMIT, str(archive.folder)], capture_output=True, text=True, check=True
    )
    small, says = done.stdout.split(" ", 1)
    assert archive.read(small) == b"a short report"
    assert str(archive.folder) in says
    assert "a file-size limit was reached" in says
    assert "then add the same inputs again" in says
    assert len(kept_files(archive)) == 1
    assert not list((archive.folder / "incoming").iterdir())


@unix_only
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_plainly(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open
    monkeypatch.setattr(os, "open", lambda path, flags, mode=0o777: opened("/dev/full", os.O_WRONLY))
    with pytest.raises(StoreFull, match="there is no room left"):
        archive.keep_stream(iter([b"a report"]))


def test_without_a_register_files_are_read_where_they_are(report: Path) -> None:
    with InPlaceArchive() as archive:
        blob = archive.keep_file(report)
        assert archive.path(blob) == report
        assert archive.read(blob) == report.read_bytes()
        stream = archive.keep_stream(iter([b"piped"]))
        assert archive.read(stream) == b"piped"
        report.write_bytes(b"changed meanwhile")
        with pytest.raises(RegisterDamaged, match="changed while it was being read; run the command again"):
            archive.read(blob)
    assert not archive.folder.exists()
