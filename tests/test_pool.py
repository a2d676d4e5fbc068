"""Many items in many processes: the same results in the same order, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sijill.pool import FEW, run_over

ROOT = Path(__file__).parents[1]


def double(number: int) -> int:
    return number * 2


def name_process(_: int) -> int:
    return os.getpid()


def end_on_13(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def minus(number: int) -> int:
    return -number


def test_a_few_are_done_here() -> None:
    done = dict(run_over(range(FEW - 1), name_process, processes=2, when_lost=minus))
    assert set(done.values()) == {os.getpid()}


def test_one_process_does_any_number_here() -> None:
    assert set(dict(run_over(range(100), name_process, processes=1, when_lost=minus)).values()) == {os.getpid()}


def test_many_are_done_elsewhere_in_the_order_given() -> None:
    numbers = list(range(60, 0, -1))
    assert list(run_over(numbers, double, processes=2, when_lost=minus)) == [(one, one * 2) for one in numbers]


def test_an_item_that_ends_its_process_costs_only_itself() -> None:
    done = list(run_over(range(40), end_on_13, processes=2, when_lost=minus))
    assert done == [(number, -13 if number == 13 else number) for number in range(40)]


def test_whoever_stops_asking_leaves_no_process_behind() -> None:
    results = run_over(range(1000), name_process, processes=2, when_lost=minus)
    workers = {next(results)[1] for _ in range(10)}
    results.close()  # type: ignore[attr-defined]
    assert not any(is_alive(worker) for worker in workers)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_processes_end_when_the_one_that_started_them_is_killed() -> None:
    code = "from tests.test_pool import *\n"
    code += "if __name__ == '__main__':\n"
    code += "    for _, worker in run_over(range(100000), name_process, processes=2, when_lost=minus):\n"
    code += "        print(worker, flush=True)\n"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        workers = {int(parent.stdout.readline()) for _ in range(20)}
        parent.kill()
        parent.stdout.read()
    deadline = time.monotonic() + 20
    while any(is_alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(is_alive(worker) for worker in workers)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not is_zombie(process)


def is_zombie(process: int) -> bool:
    """Ended, but nobody has asked how: there may be no init here to do so."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"
