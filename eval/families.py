"""Measures which documents are said to derive from one another, against annotated pairs of news and rewrites written for the project.

pairs      articles of `gva`, annotated by reading (eval/gold/families.jsonl: ids and labels; docs/annotation.md); all articles of a half
           stand in one register, so that a chain through a third article counts. Pairs that only share a passage (`partial`) are left out.
rewrites   ten invented reports, each told anew in four strengths and reported once more by somebody else (eval/rewrites); each incident
           is a register of its own, so that nothing but the six texts can tell which words are rare.
releases   ten more invented reports, each written by two outlets from one release (a communiqué, a complaint, a statement) with persons and
           numbers of their own, and told anew, cut or syndicated by others (eval/releases): all development.
A pair is found where both documents stand in one family. copies_f1: copies, edits and excerpts; rewrites_f1: rewrites of both sources;
false_share: independent pairs of one incident that are said to be of one family; false_of_one_release: those of `releases`, which no F1
counts. Half of the incidents are held back, and none of the releases.

    python -m eval.families [--errors N]
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from eval.gva import find_junk
from eval.scores import Score, print_scores
from eval.shared import PROJECT, SharedAbsent, read_rows
from eval.splits import Part, part_of
from eval.tallies import Text, make_documents
from sijill.link.families import find_families
from sijill.link.meaning import Meaning
from sijill.link.profiles import profile_document
from sijill.model.claim import Reading
from sijill.model.document import Document
from sijill.model.register import ReadDocument

GOLD = PROJECT / "eval" / "gold" / "families.jsonl"
REWRITES = PROJECT / "eval" / "rewrites"
RELEASES = PROJECT / "eval" / "releases"
STRENGTHS = ("light", "reordered", "paraphrase", "retold")
COPIES = ("copy", "edited", "excerpt")
ONE_RELEASE = "one release"
APART = ("independent", "two incidents")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of documents with what a person says of it, and whether both were put into one family."""

    left: str
    right: str
    label: str
    found: bool


def score(part: Part, _sample: int | None = None) -> list[Score]:
    """All figures of one part; without the public data those over the rewrites alone."""
    pairs = judge_rewrites(part)
    with suppress(SharedAbsent):
        pairs = [*judge_articles(part), *pairs]
    return [*score_pairs(pairs), *(score_releases() if part == "development" else ())]


def judge_articles(part: Part) -> list[Judged]:
    """The annotated pairs of articles, in a register of all articles of their half."""
    rows = read_rows("gva_articles")
    junk = find_junk(rows)
    texts = [
        Text(row["doc_id"], row["content"])
        for row in rows
        if row["doc_id"] not in junk and part_of("gva", str(row["incident_uri"])) == part
    ]
    family = find_family_of(texts)
    listed = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [
        Judged(row["left"], row["right"], label_of(row), family[row["left"]] == family[row["right"]])
        for row in listed
        if row["part"] == part and row["label"] != "partial"
    ]


def label_of(row: Mapping[str, str]) -> str:
    """Pairs of two incidents are told apart from those of one: they are easier."""
    apart = row["label"] == "independent" and row["layer"] == "two incidents"
    return "two incidents" if apart else row["label"]


def judge_rewrites(part: Part) -> list[Judged]:
    """All pairs of a report with its rewrites, and of all these with the independent report."""
    return [pair for path in list_rewrites(part) for pair in _judge_incident(path)]


def list_rewrites(part: Part) -> list[Path]:
    return [path for path in sorted(REWRITES.glob("*.toml")) if part_of("rewrites", path.stem) == part]


def _judge_incident(path: Path) -> Iterator[Judged]:
    family = find_family_of(texts := read_rewrites(path))
    told = [text.id for text in texts]
    for left, right in combinations(told, 2):
        if right.endswith("independent"):
            yield Judged(left, right, "independent", family[left] == family[right])
        elif left.endswith("original"):
            yield Judged(left, right, f"rewrite, {right.partition('/')[2]}", family[left] == family[right])


def read_rewrites(path: Path) -> list[Text]:
    """The report, its four rewrites and the independent report, in that order."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return read_texts(path, {name: told[name] for name in ("original", *STRENGTHS, "independent")})


def score_releases() -> list[Score]:
    """How many pairs that share a release were called a family, and how many that derive from one another were found."""
    pairs = [pair for path in sorted(RELEASES.glob("*.toml")) for pair in judge_release(path)]
    apart = [pair for pair in pairs if pair.label == ONE_RELEASE]
    derived = [pair for pair in pairs if pair.label != ONE_RELEASE]
    return [
        _count("false_of_one_release", apart, lower_is_better=True),
        _count("found_beside_a_release", derived),
    ]


def judge_release(path: Path) -> list[Judged]:
    """The listed pairs of one file, in a register of its texts: `same` with how one derives from the other, `apart`."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    family = find_family_of(read_texts(path, told))
    listed = [*told["same"], *((left, right, ONE_RELEASE) for left, right in told["apart"])]
    names = [(f"{path.stem}/{left}", f"{path.stem}/{right}", label) for left, right, label in listed]
    return [Judged(left, right, label, family[left] == family[right]) for left, right, label in names]


def read_texts(path: Path, told: Mapping[str, Any]) -> list[Text]:
    tables = {name: table for name, table in told.items() if isinstance(table, dict)}
    return [
        Text(f"{path.stem}/{name}", table["text"].strip(), table["published"], table["source"])
        for name, table in tables.items()
    ]


def find_family_of(texts: Sequence[Text]) -> dict[str, str]:
    """text id -> its family, in a register of these texts; families need no claims, so nothing is read."""
    documents = make_documents(texts)
    profiles = [profile_document(unread) for unread in (_unread(document) for document in documents)]
    known = {profile.document_id: profile for profile in profiles}
    kinship = find_families(tuple(known.values()), Meaning())
    return {text.id: kinship.family_of[one.id] for text, one in zip(texts, documents, strict=True)}


def _unread(document: Document) -> ReadDocument:
    reading = Reading(document_id=document.id, reader="none", lang="en", sentences=(), claims=(), mentions=())
    return ReadDocument(document=document, reading=reading, claims=())


def score_pairs(pairs: Iterable[Judged]) -> list[Score]:
    """F1 of copies and of rewrites, how many independent pairs were joined, and how much of each strength was found."""
    told = list(pairs)
    apart = [pair for pair in told if pair.label in APART]
    rewrites = [pair for pair in told if pair.label.startswith("rewrite")]
    scores = [
        _score_f1("copies_f1", [pair for pair in told if pair.label in COPIES], apart),
        _score_f1("rewrites_f1", rewrites, apart),
        _count("false_share", [pair for pair in apart if pair.label == "independent"], lower_is_better=True),
        _count("false_of_two_incidents", [pair for pair in apart if pair.label != "independent"], lower_is_better=True),
    ]
    labels = sorted({pair.label for pair in told if pair.label not in APART})
    return [*scores, *(_count(f"found_{label}", [pair for pair in told if pair.label == label]) for label in labels)]


def _score_f1(figure: str, true: Sequence[Judged], apart: Sequence[Judged]) -> Score:
    right, wrong = sum(pair.found for pair in true), sum(pair.found for pair in apart)
    return Score(dataset="families", figure=figure, hits=2 * right, n=right + wrong + len(true))


def _count(figure: str, pairs: Sequence[Judged], *, lower_is_better: bool = False) -> Score:
    name = figure.replace(", ", "_").replace(" ", "_")
    counted = Score(dataset="families", figure=name, lower_is_better=lower_is_better)
    for pair in pairs:
        gold, given = pair.label, "one family" if pair.found else "apart"
        counted.count(pair.found, row=f"{pair.left} {pair.right}", text="", gold=gold, given=given)
    return counted


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    chosen = parser.parse_args()
    print_scores(score("development"), chosen.errors)


if __name__ == "__main__":
    main()
