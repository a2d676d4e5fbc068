"""Measures how fast texts are read on one core, with the share of each step, and how long a command takes to start.

    python -m benchmarks.speed [--texts 200] [--demo]

Texts: the example reports, and where the public data are present full-length news of violence (gva), short descriptions (wad)
and a mix with 5 % violence, development parts only. Rates and the first tally are processor time; the shares come from a second,
profiled run, in which small functions look dearer than they are. --demo also times `make demo`.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from eval import ecbplus, gva
from eval.reader import read_by_reader, tell_by_reader
from eval.shared import PROJECT, SharedAbsent, read_rows
from eval.splits import part_of
from eval.tallies import Text

PROFILED = 60
# The first of these that stands in a file's path names its step.
STEPS = {
    "sijill/read/": "read: claims",
    "sijill/resolve/": "resolve: places, dates, actors",
    "sijill/text/": "text: sentences, numbers, time expressions",
    "sijill/link/": "link",
    "sijill/reconcile/": "reconcile: tolls",
    "sijill/publish/": "publish: shapes",
    "sijill/": "pipeline and model",
    "spacy": "parser (spaCy)",
    "thinc": "parser (spaCy)",
    "numpy": "parser (spaCy)",
}
Run = Callable[[Sequence[Text]], object]


def keep_to_one_core() -> None:
    """One core and one thread, where the system allows it."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def read_examples() -> list[Text]:
    """The text reports among the examples."""
    folder = PROJECT / "examples" / "reports"
    return [Text(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def violent_news(count: int) -> list[Text]:
    """Full-length articles on shootings."""
    incidents = {str(row["incident_uri"]): row for row in read_rows("gva_incidents")}
    rows = gva.choose(read_rows("gva_articles"), incidents)
    chosen = [row for row in rows if part_of("gva", str(row["incident_uri"])) == "development"][:count]
    return [Text(row["doc_id"], row["content"]) for row in chosen]


def short_descriptions(count: int) -> list[Text]:
    rows = [row for row in read_rows("wad") if part_of("wad", row["id"]) == "development"][:count]
    return [Text(row["id"], row["Description"]) for row in rows]


def quiet_news(count: int) -> list[Text]:
    """News on topics where nobody was hurt."""
    topics = {topic for listed in ecbplus.TOPICS.values() for topic in listed}
    rows = [row for row in read_rows("ecbplus") if row["topic"] in topics]
    chosen = [row for row in rows if part_of("ecbplus", row["doc"]) == "development"]
    return [Text(row["doc"], " ".join(row["sentences"])) for row in chosen][:count]


def mix(violent: Sequence[Text], quiet: Sequence[Text], count: int) -> list[Text]:
    """One violent text in twenty, quiet ones repeated under new names where there are too few."""
    rest = [quiet[i % len(quiet)] for i in range(count - count // 20)]
    named = [Text(f"{row.id}-{i}", f"{row.text} {i}.", row.published) for i, row in enumerate(rest)]
    return [*violent[: count // 20], *named]


def time_run(run: Run, texts: Sequence[Text]) -> float:
    """Texts a second of processor time: what else the machine does counts little."""
    start = time.process_time()
    run(texts)
    return len(texts) / (time.process_time() - start)


def step_of(path: str) -> str:
    return next((step for marker, step in STEPS.items() if marker in path), "Python and other libraries")


def share_by_step(run: Run, texts: Sequence[Text]) -> dict[str, float]:
    """The share of each step in the run, largest first; C code counts to the step that called it."""
    profile = cProfile.Profile(builtins=False)
    profile.enable()
    run(texts)
    profile.disable()
    spent: dict[str, float] = defaultdict(float)
    for (path, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[step_of(path.replace(os.sep, "/"))] += own
    total = sum(spent.values()) or 1.0
    return {step: seconds / total for step, seconds in sorted(spent.items(), key=lambda pair: -pair[1])}


def time_command(arguments: Sequence[str], folder: Path = PROJECT) -> float:
    """Seconds that a command takes; its output is thrown away."""
    start = time.perf_counter()
    subprocess.run(arguments, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def collect_sets(count: int) -> dict[str, list[Text]]:
    """What is timed; without the public data the example reports only."""
    sets = {"example reports": read_examples()}
    try:
        violent = violent_news(count)
        sets |= {
            "news of violence": violent,
            "short descriptions": short_descriptions(count),
            "mix, 5 % violence": mix(violent, quiet_news(count), count),
        }
    except SharedAbsent as absent:
        print(f"example reports only: {absent}")
    return sets


def peak_memory_mb() -> float | None:
    """The most memory that this process held; None where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=200, metavar="N")
    parser.add_argument("--demo", action="store_true", help="also time make demo")
    chosen = parser.parse_args()
    keep_to_one_core()
    print(f"sijill --help        {time_command([sys.executable, '-m', 'sijill', '--help']):.2f} s")
    start = time.process_time()
    tell_by_reader([Text("first", "Gunmen killed three people in a village on Monday.")])
    print(f"ready, first tally   {time.process_time() - start:.2f} s")
    tally = partial(tell_by_reader, processes=1)
    for name, texts in collect_sets(chosen.texts).items():
        for verb, run in (("read", partial(read_by_reader, processes=1)), ("tally", tally)):
            words = sum(len(row.text.split()) for row in texts) // len(texts)
            print(f"{verb:<6} {name:<20} {time_run(run, texts):7.1f} texts a second  (n {len(texts)}, {words} words)")
        for step, share in share_by_step(tally, texts[:PROFILED]).items():
            print(f"         {share:5.1%}  {step}")
    print(f"peak memory          {peak_memory_mb() or 0:.0f} MB")
    if chosen.demo:
        print(f"make demo            {time_command(['make', 'demo']):.1f} s")
        print(f"make demo, again     {time_command(['make', 'demo']):.1f} s")


if __name__ == "__main__":
    main()
