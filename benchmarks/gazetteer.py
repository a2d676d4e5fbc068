"""Measures what the gazetteer costs: building and opening the world index, importing a table, looking names up, memory.

    python -m benchmarks.gazetteer [--build] [--places 13000]

--build compiles the world index anew, into a folder that is thrown away. The table is made up: names of three syllables over one country.
Looking up: exact names, other spellings with the country known, each name once, so that nothing is answered from a cache.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.speed import keep_to_one_core, peak_memory_mb
from sijill.config import cache_folder
from sijill.resolve.gazetteer import open_gazetteer
from sijill.resolve.gazetteer_compile import own_index
from sijill.resolve.gazetteer_own import Wishes, add_file
from sijill.resolve.gazetteer_world import world_index

SEED = 7
QUERIES = 300
SYLLABLES = [
    f"{first}{vowel}{last}" for first, vowel, last in itertools.product("bdfgjklmnrstz", "aiu", ("", "n", "r"))
]


@contextmanager
def timed(name: str, count: int = 1, unit: str = "s") -> Iterator[None]:
    """Prints the seconds of processor time that the block took, or the milliseconds for each of `count`."""
    start = time.process_time()
    yield
    spent = time.process_time() - start
    shown = f"{spent:8.2f} s" if unit == "s" else f"{1000 * spent / count:8.2f} ms each of {count}"
    print(f"{name:<44} {shown}", flush=True)


def make_table(folder: Path, places: int) -> tuple[Path, list[str]]:
    """A table of made-up places in Syria, and their names."""
    chance = random.Random(SEED)
    names = sorted(
        {
            " ".join(("".join(chance.choices(SYLLABLES, k=2)), "".join(chance.choices(SYLLABLES, k=2))))
            for _ in range(places)
        }
    )
    rows = [f"{name.title()},{chance.uniform(34, 36.5):.4f},{chance.uniform(36.5, 40):.4f},SY,Homs" for name in names]
    path = folder / "table.csv"
    path.write_text("name,lat,lon,country,admin1\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path, names


def respell(name: str) -> str:
    """Another spelling: doubled and swapped letters, as transliterations have them."""
    return name.replace("u", "ou").replace("j", "dj").replace("k", "q", 1) + "e"


def time_look_ups(names: list[str], find: Callable[[str], object], label: str) -> None:
    asked = random.Random(SEED).sample(names, min(QUERIES, len(names)))
    with timed(label, len(asked), "ms"):
        for name in asked:
            find(name)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", action="store_true", help="compile the world index anew")
    parser.add_argument("--places", type=int, default=13_000, metavar="N", help="rows of the imported table")
    chosen = parser.parse_args()
    keep_to_one_core()
    world = world_index(cache_folder())
    print(f"{'world index on disk':<44} {world.stat().st_size / 1e6:8.1f} MB")
    with tempfile.TemporaryDirectory() as made:
        if chosen.build:
            start = time.perf_counter()
            world_index(Path(made))
            print(f"{'built (by the clock, in its own process)':<44} {time.perf_counter() - start:8.2f} s")
        path, names = make_table(Path(made), chosen.places)
        folder = Path(made) / "own"
        with timed(f"imported, {len(names)} places"):
            add_file(folder, path, Wishes(), world)
        with timed("compiled"):
            own = own_index(folder, cache_folder())
        with timed("opened"):
            gazetteer = open_gazetteer(cache_folder(), own)
        with timed("names of one country, once"):
            gazetteer.country_names("SY")
        time_look_ups(names, lambda name: gazetteer.named(name, "SY"), "an exact name")
        time_look_ups(names, lambda name: gazetteer.find(respell(name), country="SY"), "another spelling")
        gazetteer.close()
    print(f"{'memory at its highest':<44} {peak_memory_mb():8.1f} MB")


if __name__ == "__main__":
    main()
