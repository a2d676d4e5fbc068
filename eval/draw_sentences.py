"""Draws the sentences that are annotated one by one: which they are, with their neighbours, the same on every machine.

public data -> (document, start, end, before, after), half of them for each part. It knows nothing of any reader: its sentences
are cut by marks alone, so that a better reader does not move them.

python -m eval.draw_sentences            document, part and offsets of each, one a line
python -m eval.draw_sentences --words    the words as well, of the development half
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from eval.gva import LONGER_THAN, find_junk
from eval.shared import SharedAbsent, read_rows
from eval.splits import Part, part_of

SEED = 3
SET = "sentences"
# for each half and each data set: so many that hold a harm word or a number of people, and so many that hold neither
QUOTAS = {"wad": (70, 12), "gva": (62, 18)}
SHORTEST, LONGEST = 25, 600

Range = tuple[int, int]

END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\s*\n\s*")
ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Ave|Rd|Lt|Sgt|Cpl|Col|Gen|Maj|Capt|Det|No|Jr|Sr|a\.m|p\.m)\.)$"
)
HARM = re.compile(
    r"\b(?:kill\w*|dead|deaths?|died|dies|slain|murder\w*|massacr\w*|wound\w*|injur\w*|hurt|shot|shoot\w*|stabb\w*|behead\w*"
    r"|execut\w*|abduct\w*|kidnap\w*|missing|hostages?|arrest\w*|detain\w*|casualt\w*|victims?|bod(?:y|ies)|fatal\w*|homicides?"
    r"|displac\w*|fled|lynch\w*|bomb\w*|attack\w*|gunned|hacked|raped?|tortur\w*|hospitali[sz]\w*|surviv\w*)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|several|many)\b"
    r"(?:\W+[\w-]+){0,3}?\W+(?:people|persons?|men|women|children|boys|girls|civilians|soldiers|policemen|officers|villagers|residents"
    r"|students|teens|teenagers|workers|families|members|others|fighters|militants|rebels)\b",
    re.IGNORECASE,
)


class Drawn(NamedTuple):
    """One sentence of a document; before and after are its neighbours, None at an end of the text."""

    document: str
    dataset: str
    start: int
    end: int
    before: Range | None
    after: Range | None

    @property
    def part(self) -> Part:
        return part_of(SET, self.document)


def cut_sentences(text: str) -> list[Range]:
    """The sentences by their end marks and line breaks: "He fled. Two died." -> (0, 8), (9, 18)"""
    cuts, start = [], 0
    for mark in END.finditer(text):
        if "\n" not in mark.group() and ABBREVIATED.search(text, start, mark.start() + 1):
            continue
        cuts.append((start, mark.end()))
        start = mark.end()
    cuts.append((start, len(text)))
    return [trimmed for cut in cuts if (trimmed := trim(text, cut))]


def trim(text: str, cut: Range) -> Range | None:
    """The range without white space at its ends; None where nothing is left."""
    words = text[cut[0] : cut[1]]
    if not words.strip():
        return None
    return cut[0] + len(words) - len(words.lstrip()), cut[1] - len(words) + len(words.rstrip())


def is_about_people(words: str) -> bool:
    """True where a sentence holds a harm word or a number of people."""
    return bool(HARM.search(words) or PEOPLE.search(words))


def rank(*key: object) -> str:
    """A place in the draw that depends on the seed and the key alone."""
    return hashlib.sha256(":".join(map(str, (SEED, *key))).encode()).hexdigest()


def gather_texts(dataset: str) -> dict[str, tuple[str, Part]]:
    """Each document that may be drawn from, with the part of its own data set to which it belongs."""
    if dataset == "wad":
        return {row["id"]: (row["Description"], part_of("wad", row["id"])) for row in read_rows("wad")}
    articles = read_rows("gva_articles")
    junk = find_junk(articles)
    return {
        row["doc_id"]: (row["content"], part_of("gva", str(row["incident_uri"])))
        for row in articles
        if row["doc_id"] not in junk and len(row["content"]) > LONGER_THAN
    }


def list_candidates(texts: Mapping[str, tuple[str, Part]], dataset: str) -> Iterator[tuple[bool, Drawn]]:
    """All sentences of the documents that are in the same part by either hash, so that neither half shows the other's data."""
    for document, (text, own_part) in texts.items():
        if own_part != part_of(SET, document):
            continue
        cuts = cut_sentences(text)
        for at, (start, end) in enumerate(cuts):
            if SHORTEST <= end - start <= LONGEST:
                before = cuts[at - 1] if at else None
                after = cuts[at + 1] if at + 1 < len(cuts) else None
                yield is_about_people(text[start:end]), Drawn(document, dataset, start, end, before, after)


def draw(candidates: Iterable[tuple[bool, Drawn]], quota: tuple[int, int]) -> list[Drawn]:
    """The first by rank, at most one a document, until each half has its quota of both sorts."""
    left = {
        (part, is_harm): n
        for part in ("development", "held_back")
        for is_harm, n in zip((True, False), quota, strict=True)
    }
    chosen: dict[str, Drawn] = {}
    for is_harm, one in sorted(candidates, key=lambda pair: rank(pair[1].document, pair[1].start)):
        if one.document not in chosen and left[one.part, is_harm]:
            left[one.part, is_harm] -= 1
            chosen[one.document] = one
    return list(chosen.values())


def draw_all() -> list[Drawn]:
    """Every drawn sentence of both data sets; raises SharedAbsent where the data are not here."""
    return [one for name, quota in QUOTAS.items() for one in draw(list_candidates(gather_texts(name), name), quota)]


def read_texts() -> dict[str, str]:
    """The text of every document that may be drawn from."""
    return {document: text for name in QUOTAS for document, (text, _) in gather_texts(name).items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", action="store_true", help="print the words of the development half")
    chosen = parser.parse_args()
    try:
        drawn = draw_all()
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    texts = read_texts() if chosen.words else {}
    for one in drawn:
        print(one.dataset, one.document, one.part, one.start, one.end, sep="\t")
        if chosen.words and one.part == "development":
            print("   ", texts[one.document][one.start : one.end])


if __name__ == "__main__":
    main()
