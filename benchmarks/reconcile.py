"""Measures how long reconciling takes, on one core: many small incidents, one of them again, one huge incident, one huge episode.

    python -m benchmarks.reconcile [--incidents N]

Cases are made (eval/made.py's words), so that reading and linking cost nothing. Seconds, and milliseconds for one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from sijill.config import Reconcile
from sijill.model.case import Case
from sijill.reconcile import reconcile
from tests.reconcile.scenarios import build_case

CLAIMS = 10
VOICES = ("Coast Observatory", "Plain Watch", "River Hospital", "Mayor", "Police")


def make_claims(number: int, seed: int = 0) -> dict[str, Any]:
    """So many claims of one incident: five voices and as many papers, figures that grow, some by class."""
    claims = {}
    for at in range(number):
        words: dict[str, Any] = {
            "killed": 10 + (seed + at) % 7, "in": f"d{seed}-{at}", "published": f"2031-05-{3 + at % 9:02d}",
            "status": "civilian" if at % 4 == 3 else "unspecified",
        }  # fmt: skip
        if at % 2:
            words["says"] = VOICES[at // 2 % len(VOICES)]
        claims[f"c{seed}-{at}"] = words
    return claims


def make_episode(parts: int, totals: int) -> Case:
    """An episode of so many incidents, each with two claims, and so many totals."""
    told = [{"title": f"part {at}", "claims": make_claims(2, at)} for at in range(parts)]
    claims = {
        name: {**words, "killed": 12 * parts + at, "scope": "running_total"}
        for at, (name, words) in enumerate(make_claims(totals, parts).items())
    }
    return build_case({"claims": claims, "parts": told}).case


def time_it(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--incidents", type=int, default=10_000, metavar="N")
    chosen = parser.parse_args()
    settings = Reconcile()
    sample = [build_case({"claims": make_claims(CLAIMS, at)}, f"{at}-").case for at in range(chosen.incidents)]
    seconds = time_it(lambda: [reconcile(case, settings) for case in sample])
    print(f"{len(sample)} incidents, {len(sample) * CLAIMS} claims: {seconds:.1f} s")
    print(f"one of them: {1000 * time_it(lambda: reconcile(sample[0], settings)):.1f} ms")
    for claims in (100, 1000):
        show(f"one incident of {claims} claims", build_case({"claims": make_claims(claims)}).case, settings)
    for parts in (100, 1000):
        show(f"one episode of {parts} incidents, 100 totals", make_episode(parts, 100), settings)


def show(name: str, case: Case, settings: Reconcile) -> None:
    print(f"{name}: {1000 * time_it(lambda: reconcile(case, settings)):.0f} ms")


if __name__ == "__main__":
    main()
