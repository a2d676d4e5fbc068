"""Measures which reports are put into one incident where a register is small: news of a town's shootings, two dozen articles at a time.

The heap of eval/linking.py is cut into registers of at most 24 articles, look-alikes together: incidents in order of country, province and
town as resolved. In so small a register nobody can tell which words are rare, and place, day, hour and ordinary English decide.

    python -m eval.small_registers [--errors N] [--keep FOLDER] [--registers N]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from eval.gvc import compare
from eval.linking import Heap, find_mains, gva_heap, read_heap
from eval.scores import Score, print_scores
from eval.shared import SharedAbsent
from eval.splits import Part
from eval.tallies import Teller
from sijill.link.main_account import find_main
from sijill.link.profiles import profile_document
from sijill.model.register import ReadDocument

LARGEST = 24
REGISTERS = 30


def cut_registers(heap: Heap, documents: Mapping[str, ReadDocument], at_most: int = LARGEST) -> list[list[str]]:
    """Whole incidents, neighbours next to each other, as many as fit."""
    of_incident: dict[str, list[str]] = defaultdict(list)
    for name in documents:
        of_incident[heap.truth[name]].append(name)
    registers: list[list[str]] = [[]]
    for incident in sorted(of_incident, key=lambda one: (_place_of(documents[of_incident[one][0]]), one)):
        if registers[-1] and len(registers[-1]) + len(of_incident[incident]) > at_most:
            registers.append([])
        registers[-1] += of_incident[incident]
    return registers


def _place_of(document: ReadDocument) -> tuple[str, str, str]:
    main = find_main(profile_document(document).accounts)
    place = main.location if main else None
    return (place.country or "", place.adm1 or "", place.name) if place else ("", "", "")


def score_registers(heap: Heap, documents: Mapping[str, ReadDocument], registers: int = REGISTERS) -> list[Score]:
    """B3 and pairwise figures over the first registers."""
    given: dict[str, str] = {}
    for number, names in enumerate(cut_registers(heap, documents)[:registers]):
        mains = find_mains({name: documents[name] for name in names})
        given |= {name: f"{number} {mains.get(name, name)}" for name in names}
    return compare("small_registers", {name: heap.truth[name] for name in given}, given)


def score(
    part: Part, _teller: Teller | None = None, _sample: int | None = None, keep: Path | None = None
) -> list[Score]:
    """All figures of one part."""
    heap = gva_heap(part)
    return score_registers(heap, read_heap(heap, keep))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N incidents that were torn or mixed")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the readings here from one run to the next")
    parser.add_argument("--registers", type=int, default=REGISTERS, metavar="N", help="how many registers")
    chosen = parser.parse_args()
    try:
        heap = gva_heap("development")
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(score_registers(heap, read_heap(heap, chosen.keep), chosen.registers), chosen.errors)


if __name__ == "__main__":
    main()
