"""Measures which reports are put into one incident, in heaps of news: shootings in the US, and look-alike stories.

gva       all articles of a thousand incidents as one heap, pages that report nothing left out; parts are split by incident
ecbplus   all stories as one heap, compared within each topic; parts are split by document
Beside B3 and pairwise figures (eval/gvc.py): incidents_off, by how much the number of groups differs from the truth. Groups are what each
document is mainly about. Reading takes minutes; --keep FOLDER keeps what was read, for this commit's reader only.

    python -m eval.linking [gva|ecbplus|gvc_train] [--errors N] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from eval.given import read_events
from eval.gva import find_junk
from eval.gvc import compare
from eval.scores import Score, print_scores
from eval.shared import SharedAbsent, read_rows
from eval.splits import Part, part_of
from eval.tallies import Teller, Text, make_documents
from sijill.config import Settings
from sijill.link import link
from sijill.model.incident import Links
from sijill.model.register import ReadDocument

INCIDENTS = 1_000
SETTINGS = Settings()


@dataclass(frozen=True)
class Heap:
    """Texts, the incident of each, and the topic within which they are compared ("" where all are)."""

    name: str
    texts: Sequence[Text]
    truth: Mapping[str, str]
    topic: Mapping[str, str]


def gva_heap(part: Part) -> Heap:
    """All articles of the first thousand incidents of a part, by their numbers."""
    articles = read_rows("gva_articles")
    junk = find_junk(articles)
    kept = [row for row in articles if row["doc_id"] not in junk]
    incident = {row["doc_id"]: str(row["incident_uri"]) for row in kept}
    of_part = sorted({one for one in incident.values() if part_of("gva", one) == part})
    chosen = set(of_part[:INCIDENTS])
    texts = [_text(row["doc_id"], row["content"], row["dct"]) for row in kept if incident[row["doc_id"]] in chosen]
    return Heap("gva", texts, {text.id: incident[text.id] for text in texts}, {})


def ecbplus_heap(part: Part) -> Heap:
    """All texts of a part; two stories a topic."""
    rows = [row for row in read_rows("ecbplus") if part_of("ecbplus", row["doc"]) == part]
    return Heap(
        "ecbplus",
        [Text(row["doc"], " ".join(row["sentences"])) for row in rows],
        {row["doc"]: f"{row['topic']} {row['subtopic']}" for row in rows},
        {row["doc"]: str(row["topic"]) for row in rows},
    )


def gvc_heap(split: str) -> Heap:
    rows = [row for row in read_rows("gvc") if row["split"] == split]
    texts = [_text(row["doc_id"], row["text"], row["dct"]) for row in rows]
    return Heap(f"gvc_{split}", texts, {row["doc_id"]: row["event_id"] for row in rows}, {})


def _text(name: str, text: str, published: str | None) -> Text:
    return Text(name, text, date.fromisoformat(published) if published else None)


def gvc_train_heap(_part: Part) -> Heap:
    """The published training part of gvc, whichever part is asked for: it has none of its own held back."""
    return gvc_heap("train")


HEAPS: Mapping[str, Callable[[Part], Heap]] = {"gva": gva_heap, "ecbplus": ecbplus_heap, "gvc_train": gvc_train_heap}


def read_heap(heap: Heap, keep: Path | None = None) -> dict[str, ReadDocument]:
    """text id -> what was read and resolved of it; keep: a folder for what this commit's reader made of them."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    found = read_events([heap.texts], keep / f"{heap.name}.pickle" if keep else None)[0]
    by_id = {one.document.id: one for one in found}
    return {document.name: by_id[document.id] for document in make_documents(heap.texts)}


def find_mains(documents: Mapping[str, ReadDocument]) -> dict[str, str]:
    """text id -> what it is mainly about; the same text on the same day is one document."""
    links, _ = link(list(documents.values()), Links(), (), SETTINGS.link)
    mains = dict(links.main_incidents)
    return {name: mains[one.document.id] for name, one in documents.items() if one.document.id in mains}


def score_heap(heap: Heap, documents: Mapping[str, ReadDocument]) -> list[Score]:
    """B3 and pairwise figures, and how far the number of incidents is off."""
    mains = find_mains(documents)
    given = {name: f"{heap.topic.get(name, '')} {main}" for name, main in mains.items()}
    scores = compare(f"{heap.name}_heap", heap.truth, given)
    true, said = len(set(heap.truth.values())), len({given.get(one, one) for one in heap.truth})
    return [
        *scores,
        Score(dataset=f"{heap.name}_heap", figure="incidents_off", hits=abs(said - true), n=true, lower_is_better=True),
    ]


def score(name: str, part: Part, _teller: Teller, _sample: int | None = None, keep: Path | None = None) -> list[Score]:
    """All figures of one heap."""
    heap = HEAPS[name](part)
    return score_heap(heap, read_heap(heap, keep))


score_gva, score_ecbplus = partial(score, "gva"), partial(score, "ecbplus")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("heap", choices=list(HEAPS), nargs="?", default="gva")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N incidents that were torn or mixed")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the readings here from one run to the next")
    chosen = parser.parse_args()
    try:
        heap = HEAPS[chosen.heap]("development")
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    scores = score_heap(heap, read_heap(heap, chosen.keep))
    print_scores(scores, chosen.errors)


if __name__ == "__main__":
    main()
