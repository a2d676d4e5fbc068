"""Measures the same as eval.places for Nigeria, Iraq and Yemen, with the Who's On First tables of the three countries imported.

python -m eval.places_imported [--errors N] [--figure NAME] [--sample N]
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.command import run
from eval.places import names_its_place, score_rows, two_letters
from eval.reader import use_processes
from eval.scores import Score
from eval.shared import read_rows, shared_folder
from eval.splits import Part, part_of
from eval.tallies import Tally, Teller, Text, make_documents
from sijill.config import Limits
from sijill.gazetteers import add_places, own_places
from sijill.pipeline import tally_texts

COUNTRIES = ("NG", "IQ", "YE")


def score(part: Part, _teller: Teller | None = None, sample: int | None = None) -> list[Score]:
    """Distance and country over the rows of the three countries; sample takes the first rows only."""
    rows = [
        row
        for row in read_rows("wad")
        if part_of("wad", row["id"]) == part and two_letters(row["Country"]) in COUNTRIES and names_its_place(row)
    ][:sample]
    with imported(COUNTRIES) as own:

        def tell(texts: Sequence[Text]) -> list[Tally]:
            return list(tally_texts(make_documents(texts), use_processes(0), own=own))

        return score_rows(rows, tell, dataset="places_imported")


@contextmanager
def imported(countries: Sequence[str]) -> Iterator[Path | None]:
    """The index of a register into which the tables of these countries were imported."""
    with tempfile.TemporaryDirectory() as folder:
        for code in countries:
            table = shared_folder() / "gazetteer" / f"wof_{code.lower()}.tsv.gz"
            add_places(Path(folder), table, Limits(), country=code)
        yield own_places(Path(folder))


if __name__ == "__main__":
    run(score)
