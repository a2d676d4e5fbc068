"""Measures the dating of time expressions on WikiWars (TimeML, ../shared/bench/wikiwars): narratives of 22 wars.

Scored as TempEval-3 does: a found expression matches a gold one that it overlaps (relaxed); its value is right where both TIMEX3 values are
the same. Documents are held back by a hash of their name (splits.py). Does not change what it measures.

    python -m eval.wikiwars [--part development|held_back] [--errors]
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from eval.scores import Score
from eval.shared import PROJECT
from eval.splits import Part, part_of
from eval.tallies import Teller
from sijill.model.period import DatedExpression
from sijill.text.time_expressions import describe_dates

FOLDER = Path(os.environ.get("SIJILL_SHARED") or PROJECT.parent / "shared") / "bench" / "wikiwars"
_TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """One annotated expression: code points of the plain text, and its TIMEX3 value."""

    start: int
    end: int
    words: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    name: str
    text: str
    written: date | None
    gold: tuple[GoldTime, ...]


@dataclass(slots=True, kw_only=True)
class TimeScore:
    """Counts over documents; a value is right only where the expression matched."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    exact: int = 0
    right: int = 0

    def f1(self, hits: int) -> float:
        """F1 in per cent: 2 * hits / (gold + found)."""
        return 200 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    def __str__(self) -> str:
        return (
            f"n={self.gold} found={self.found} span F1 strict {self.f1(self.exact):.1f} relaxed {self.f1(self.matched):.1f}"
            f" value F1 {self.f1(self.right):.1f} (precision {100 * self.right / max(1, self.found):.1f}"
            f" recall {100 * self.right / max(1, self.gold):.1f})"
        )


def read_narratives(part: Part, folder: Path = FOLDER) -> list[Narrative]:
    """The documents of one part, in order of name. Raises FileNotFoundError where the public data are missing."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is missing: the public data are needed to measure on WikiWars")
    paths = sorted(folder.glob("*.tml"))
    return [read_narrative(path) for path in paths if part_of("wikiwars", path.stem) == part]


def read_narrative(path: Path) -> Narrative:
    """The text of a TimeML file without its tags, with the offsets of its annotations."""
    markup = path.read_text(encoding="utf-8")
    dated = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)\"", markup, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", markup, re.DOTALL)
    content = body[1] if body else ""
    pieces: list[str] = []
    gold: list[GoldTime] = []
    position = length = 0
    for found in _TIMEX.finditer(content):
        plain = unescape(_TAG.sub("", content[position : found.start()]))
        words = unescape(_TAG.sub("", found[2]))
        pieces += [plain, words]
        start = length + len(plain)
        length = start + len(words)
        value = dict(_ATTRIBUTE.findall(found[1])).get("value", "")
        gold.append(GoldTime(start=start, end=length, words=words, value=value))
        position = found.end()
    pieces.append(unescape(_TAG.sub("", content[position:])))
    written = date.fromisoformat(dated[1]) if dated else None
    return Narrative(name=path.stem, text="".join(pieces), written=written, gold=tuple(gold))


def match_times(
    gold: Sequence[GoldTime], found: Sequence[DatedExpression]
) -> list[tuple[GoldTime | None, DatedExpression | None]]:
    """Pairs each gold expression with the first free one that it overlaps; the rest stand alone."""
    free = list(found)
    pairs: list[tuple[GoldTime | None, DatedExpression | None]] = []
    for time in gold:
        partner = next((f for f in free if f.start < time.end and time.start < f.end), None)
        if partner is not None:
            free.remove(partner)
        pairs.append((time, partner))
    return pairs + [(None, extra) for extra in free]


def is_same_value(gold: GoldTime, found: DatedExpression) -> bool:
    """TempEval-3 compares the strings; an annotator's "null" is no value."""
    return gold.value == (found.timex3 or "null")


def score(narratives: Iterable[Narrative]) -> tuple[TimeScore, list[str]]:
    """The counts over all documents, and a line for each error."""
    total, errors = TimeScore(), []
    for narrative in narratives:
        for gold, found in match_times(narrative.gold, describe_dates(narrative.text, narrative.written)):
            total.gold += gold is not None
            total.found += found is not None
            if gold is None or found is None:
                where = (gold or found).start if (gold or found) else 0  # type: ignore[union-attr]
                errors.append(_line(narrative, where, gold, found))
                continue
            total.matched += 1
            total.exact += (gold.start, gold.end) == (found.start, found.end)
            if is_same_value(gold, found):
                total.right += 1
            else:
                errors.append(_line(narrative, gold.start, gold, found))
    return total, errors


def score_part(part: Part, _teller: Teller, _sample: int | None = None) -> list[Score]:
    """The value F1 as a figure beside the others: twice the right ones, of those in the gold and those found."""
    total, _ = score(read_narratives(part))
    return [Score(dataset="wikiwars", figure="value_f1", hits=2 * total.right, n=total.gold + total.found)]


def _line(narrative: Narrative, where: int, gold: GoldTime | None, found: DatedExpression | None) -> str:
    kind = "missed" if found is None else "extra" if gold is None else "value"
    around = " ".join(narrative.text[max(0, where - 50) : where + 60].split())
    wanted = f"{gold.words!r}={gold.value}" if gold else "-"
    got = f"{found.words!r}={found.timex3}" if found else "-"
    return f"{kind}\t{narrative.name[:6]}\t{wanted}\t{got}\t{around}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--part", choices=("development", "held_back"), default="development")
    parser.add_argument("--errors", action="store_true", help="print every error; of the development part only")
    options = parser.parse_args()
    total, errors = score(read_narratives(options.part))
    print(f"wikiwars {options.part}: {total}")
    if options.errors and options.part == "development":
        print("\n".join(errors))


if __name__ == "__main__":
    main()
