"""Measures how long the dates and places of a text of 500 words take, once everything is loaded: they are to take 5 ms together.

    python -m benchmarks.where_and_when [--texts 40]

Texts: full-length news of violence where the public data are present (development part), else the example reports; each cut or repeated
to 500 words. What is measured is the whole of the resolver's dates and places, after a first round that fills its caches, and after
none of them: `cold` opens a gazetteer for every text.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.speed import keep_to_one_core, read_examples, violent_news
from eval.shared import SharedAbsent
from eval.tallies import Text, make_documents
from sijill.config import Settings, cache_folder
from sijill.model.claim import Reading
from sijill.model.document import Document
from sijill.read import read
from sijill.resolve.dates import resolve_dates
from sijill.resolve.gazetteer import open_gazetteer
from sijill.resolve.places import find_places

WORDS = 500
Pair = tuple[Document, Reading]


def choose_texts(count: int) -> list[Text]:
    """Texts of 500 words, where the public data are absent the examples."""
    try:
        texts = violent_news(count)
    except SharedAbsent:
        texts = read_examples()[:count]
    return [text._replace(text=" ".join((text.text.split(" ") * WORDS)[:WORDS])) for text in texts]


def milliseconds(pairs: Sequence[Pair], work: Callable[[Pair], object]) -> list[float]:
    """How much processor time each took."""
    taken = []
    for pair in pairs:
        begun = time.process_time()
        work(pair)
        taken.append(1000 * (time.process_time() - begun))
    return taken


def show(label: str, taken: Sequence[float]) -> None:
    ordered = sorted(taken)
    print(
        f"{label:<24} median {statistics.median(ordered):6.2f} ms   90 in 100 below {ordered[int(0.9 * (len(ordered) - 1))]:6.2f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=40)
    chosen = parser.parse_args()
    keep_to_one_core()
    settings = Settings()
    pairs = [
        (document, read(document, settings.read, settings.limits)[0])
        for document in make_documents(choose_texts(chosen.texts))
    ]
    gazetteer = open_gazetteer(cache_folder(), None)

    def place(pair: Pair) -> object:
        return find_places(*pair, gazetteer, settings.resolve)

    def date(pair: Pair) -> object:
        return resolve_dates(*pair)

    first = milliseconds(pairs, place)
    show("dates", milliseconds(pairs, date))
    show("places, names seen", milliseconds(pairs, place))
    show("places, names new", first)


if __name__ == "__main__":
    main()
