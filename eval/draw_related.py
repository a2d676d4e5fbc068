"""Draws the sentences whose counts hang together: a second sample, for relations, which a plain draw of sentences holds too rarely.

public data -> (document, start, end, before, after), by cue words of each relation, half of them for each part. Documents of the first
draw are left out, and a document keeps the part that it has there. Like the first draw it knows nothing of any reader.

python -m eval.draw_related            document, part, cue and offsets of each, one a line
python -m eval.draw_related --words    the words as well, of the development half
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator

from eval.draw_sentences import QUOTAS, Drawn, draw_all, gather_texts, list_candidates, rank, read_texts
from eval.shared import SharedAbsent

# for each half, data set and cue: so many sentences
CUE_QUOTAS = {
    ("wad", "revises"): 3,
    ("wad", "restates"): 4,
    ("wad", "part_of"): 8,
    ("gva", "revises"): 7,
    ("gva", "restates"): 6,
    ("gva", "part_of"): 8,
}
_HARMED = "dead|victims|killed|wounded|injured|deceased|casualties|fatalities|slain|abducted|missing"
_TOLD_TWICE = (
    "people|persons|victims?|men|women|children|others|dead|bodies|civilians|villagers|deaths|officers|soldiers|policemen|students"
    "|killed|boys|girls|teens|teenagers"
)
_FIGURE = "toll|number|count|figure|tally|total"
# A number that counts people, or a verb of harm beside one: "five people", "two were killed", "six dead".
COUNTED = re.compile(
    r"\b(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|hundreds|thousands|several|one)\b"
    rf"(?:\W{{1,3}}[\w-]+){{0,3}}?\W{{1,3}}(?:{_TOLD_TWICE}|{_HARMED}|members|fighters|militants|rebels|residents|workers|died|shot|hurt)\b",
    re.IGNORECASE,
)
CUES = {
    "revises": re.compile(
        rf"\b(?:(?:{_FIGURE})\b[^.;]{{0,60}}\b(?:ris\w+|rose|climb\w*|revis\w+|increas\w+|jump\w*|went up|up to|from)"
        rf"|(?:rais\w+|bring\w*|brought|revis\w+|updat\w+|lower\w+|tak\w+|pushing)\b[^.;]{{0,40}}\b(?:{_FIGURE})"
        r"|(?:earlier|initially|initial reports?|previous(?:ly)?|at first|originally)\b[^.;]{0,40}"
        r"\b(?:report\w*|put|said|stat\w+|toll|figure|count|believed|thought|announced|claimed|counted)"
        r"|succumb\w*|(?:another|more|second|third|fourth|fifth|sixth) (?:\w+ ){1,3}(?:later )?(?:died|dies|dead))\b",
        re.IGNORECASE,
    ),
    "restates": re.compile(
        r"\b(?:(?:the|all|both|those|these) (?:of the )?"
        rf"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:\w+ )?(?:{_TOLD_TWICE})"
        r"|total|toll|altogether|in all)\b",
        re.IGNORECASE,
    ),
    "part_of": re.compile(
        rf"\b(?:(?:of|among) (?:them|whom|those|these|the (?:{_HARMED}))|(?:{_HARMED}) (?:also )?(?:includ\w+|compris\w+|were|was)"
        r"|includ\w+)\b",
        re.IGNORECASE,
    ),
}


def find_cues(words: str, around: str) -> list[str]:
    """The relations whose cue a sentence holds, rarest first; none where it and its neighbours do not count people twice."""
    if not COUNTED.search(words) or len(COUNTED.findall(around)) < 2:
        return []
    return [name for name, cue in CUES.items() if cue.search(words)]


def draw_related() -> list[tuple[str, Drawn]]:
    """(cue, sentence): the first by rank, at most one a document; raises SharedAbsent where the data are not here."""
    known = {one.document for one in draw_all()}
    return [pair for name in QUOTAS for pair in _draw_from(name, known)]


def _draw_from(dataset: str, known: set[str]) -> Iterator[tuple[str, Drawn]]:
    texts = gather_texts(dataset)
    left = {
        (part, cue): n
        for (name, cue), n in CUE_QUOTAS.items()
        if name == dataset
        for part in ("development", "held_back")
    }
    taken = set(known)
    candidates = [one for is_harm, one in list_candidates(texts, dataset) if is_harm and one.document not in known]
    for one in sorted(candidates, key=lambda one: rank("related", one.document, one.start)):
        if one.document in taken:
            continue
        text = texts[one.document][0]
        around = text[(one.before or (one.start,))[0] : (one.after or (0, one.end))[1]]
        for cue in find_cues(text[one.start : one.end], around):
            if left[one.part, cue]:
                left[one.part, cue] -= 1
                taken.add(one.document)
                yield cue, one
                break


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", action="store_true", help="print the words of the development half")
    chosen = parser.parse_args()
    try:
        drawn = draw_related()
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    texts = read_texts() if chosen.words else {}
    for cue, one in drawn:
        print(one.dataset, one.document, one.part, cue, one.start, one.end, sep="\t")
        if chosen.words and one.part == "development":
            print("   ", texts[one.document][one.start : one.end])


if __name__ == "__main__":
    main()
