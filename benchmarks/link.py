"""Measures how long linking takes: many short texts from nothing, then one more, then a few more; reading and resolving apart.

    python -m benchmarks.link [--texts 1200] [--more 10] [--profile]
    python -m benchmarks.link --made [--texts 20000] [--more 100]     100,000 made-up claims; a hundred documents more

Texts: the development part of the short descriptions (wad), dated or not as they come; or made-up reports of five claims each, from a
seed (benchmarks/made_reports.py). Seconds are those of one core with nothing else to do.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.made_reports import make_reports
from benchmarks.speed import keep_to_one_core, peak_memory_mb, short_descriptions
from eval.shared import SharedAbsent
from eval.tallies import Text, make_documents
from sijill.config import Settings, cache_folder
from sijill.link import link
from sijill.model.incident import Links
from sijill.model.register import ReadDocument
from sijill.read import read
from sijill.replaying import collector_at_rest
from sijill.resolve import resolve
from sijill.resolve.gazetteer import open_gazetteer

SETTINGS = Settings()
SHOWN = 25  # lines of a profile


def read_all(texts: Sequence[Text]) -> list[ReadDocument]:
    """Reads and resolves; texts that stand twice are one document."""
    gazetteer = open_gazetteer(cache_folder(), None)
    found = {}
    for document in make_documents(texts):
        reading, _ = read(document, SETTINGS.read, SETTINGS.limits)
        claims, sources, _ = resolve(document, reading, gazetteer, SETTINGS.resolve)
        found[document.id] = ReadDocument(document=document, reading=reading, claims=claims, sources=sources)
    return list(found.values())


def add(batch: Sequence[ReadDocument], prior: Links) -> Links:
    with collector_at_rest():
        links, problems = link(batch, prior, (), SETTINGS.link)
    for problem in problems:
        print(f"  {problem.kind}: {problem.says}")
    return links


def time_step(name: str, step: Callable[[], Links], before: Links) -> Links:
    """Runs one step and prints what it took."""
    start = time.process_time()
    links = step()
    spent = time.process_time() - start
    now, was = score_pairs(links), score_pairs(before)
    moved = sum(1 for pair, score in now.items() if was.get(pair) != score)
    print(
        f"{name:<26} {spent:6.2f} s  {len(links.profiles)} documents, {len(links.incidents)} incidents, {len(now)} pairs,"
        f" {moved} of them new or with another score"
    )
    return links


def score_pairs(links: Links) -> dict[tuple[str, str], float]:
    """How alike the accounts of each pair that was compared are."""
    scores = {(one.left, one.right): one.score for one in links.judgements if one.made_by.startswith("same-")}
    for row in links.differing:
        scores.update(((row.account, other), score) for other, score in zip(row.others, row.scores, strict=True))
    return scores


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--made", action="store_true", help="made-up reports, which need no reading")
    parser.add_argument("--texts", type=int, metavar="N")
    parser.add_argument("--more", type=int, metavar="N")
    parser.add_argument("--profile", action="store_true", help="show where the time of the one more goes")
    chosen = parser.parse_args()
    texts, more_texts = chosen.texts or (20_000 if chosen.made else 1_200), chosen.more or (100 if chosen.made else 10)
    keep_to_one_core()
    if chosen.made:
        documents = list(make_reports(texts + more_texts + 1))
    else:
        try:
            documents = read_all(short_descriptions(texts + more_texts + 1))
        except SharedAbsent as absent:
            sys.exit(f"skipped: {absent}")
    first, one, rest = (
        documents[: -1 - more_texts],
        documents[-1 - more_texts : -more_texts],
        documents[-more_texts:],
    )
    links = time_step("from nothing", lambda: add(first, Links()), Links())
    profile = cProfile.Profile()
    if chosen.profile:
        profile.enable()
    more = time_step("one more", lambda: add(one, links), links)
    if chosen.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("cumulative").print_stats(SHOWN)
    time_step(f"{more_texts} more", lambda: add(rest, more), more)
    print(f"peak memory                {peak_memory_mb() or 0:.0f} MB")


if __name__ == "__main__":
    main()
