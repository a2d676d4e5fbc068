"""Decides how many processes work on many documents, and what becomes of a document that ends its process.

A function and its items -> (item, result) in the order of the items. Knows no stage: the same function runs here or in a pool.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting a process costs as much as reading some twenty reports: the parser's model is loaded anew in each.
FEW = 24
WAITING_FOR_EACH = 4  # items handed out ahead, for each process


def run_over(
    items: Iterable[Item], work: Callable[[Item], Result], *, processes: int, when_lost: Callable[[Item], Result]
) -> Iterator[tuple[Item, Result]]:
    """Runs `work` over items, here for a few and in a pool for many; `when_lost` answers for an item that ended its process.

    processes 0 means one for each core. `work` must be picklable and must not raise.
    """
    queue = iter(items)
    first = list(islice(queue, FEW))
    count = processes or os.cpu_count() or 1
    if count == 1 or len(first) < FEW:
        for item in chain(first, queue):
            yield item, work(item)
        return
    yield from _run_in_pool(chain(first, queue), work, count, when_lost)


def _run_in_pool(
    queue: Iterator[Item], work: Callable[[Item], Result], count: int, when_lost: Callable[[Item], Result]
) -> Iterator[tuple[Item, Result]]:
    pool = _start_pool(count)
    handed: deque[tuple[Item, Future[Result]]] = deque()
    try:
        while True:
            for item in islice(queue, count * WAITING_FOR_EACH - len(handed)):
                handed.append((item, _hand(pool, work, item)))
            if not handed:
                return
            item, future = handed[0]
            try:
                result = future.result()
            except BrokenProcessPool:
                # Who ended the process is not known: each one that was handed out is tried alone.
                suspects = [suspect for suspect, _ in handed]
                handed.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for suspect in suspects:
                    yield suspect, _run_alone(suspect, work, when_lost)
                pool = _start_pool(count)
                continue
            handed.popleft()
            yield item, result
    finally:
        _stop_pool(pool)


def _hand(pool: ProcessPoolExecutor, work: Callable[[Item], Result], item: Item) -> Future[Result]:
    """Hands an item to the pool; one whose process has just ended says so through the future, like any other loss."""
    try:
        return pool.submit(work, item)
    except BrokenProcessPool as fault:
        broken: Future[Result] = Future()
        broken.set_exception(fault)
        return broken


def _run_alone(item: Item, work: Callable[[Item], Result], when_lost: Callable[[Item], Result]) -> Result:
    pool = _start_pool(1)
    try:
        return pool.submit(work, item).result()
    except BrokenProcessPool:
        return when_lost(item)
    finally:
        _stop_pool(pool)


def _start_pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_prepare_worker)


def _stop_pool(pool: ProcessPoolExecutor) -> None:
    pool.shutdown(wait=True, cancel_futures=True)


def _prepare_worker() -> None:
    """Ctrl-C is the parent's to answer; a worker ends when its parent does, however that ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
