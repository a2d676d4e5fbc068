from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sijill.errors import RegisterBusy
from sijill.store.lock import LOCK_FILE, WriterLock
from sijill.store.register import open_store

HOLD = """
import sys, time
from pathlib import Path
from sijill.store.register import open_store
store = open_store(Path(sys.argv[1]), writing=True)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sijill.toml").write_text("")
    return tmp_path


def hold(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_writer_is_told_who_writes_and_what_to_do(folder: Path) -> None:
    with hold(folder) as holder:
        with pytest.raises(RegisterBusy, match=rf"written by process {holder.pid}; wait"):
            open_store(folder, writing=True)
        with open_store(folder) as store:  # readers need not wait
            assert store.documents() == []
        holder.kill()


def test_a_killed_writer_blocks_nobody(folder: Path) -> None:
    with hold(folder) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert (folder / LOCK_FILE).exists()
    with open_store(folder, writing=True):
        pass


def test_a_lock_can_be_taken_again_once_released(folder: Path) -> None:
    lock = WriterLock(folder)
    lock.take()
    lock.take()
    with pytest.raises(RegisterBusy):
        WriterLock(folder).take()
    lock.release()
    WriterLock(folder).take()
