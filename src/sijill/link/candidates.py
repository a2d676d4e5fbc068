"""Decides which pairs of accounts are worth comparing.

Sides -> pairs of positions, each once. A pair is a candidate when the places could be one within a window of days that suits their dates,
when they share telling names, or when their documents are of one family. Judges nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from sijill.link.features import Side
from sijill.link.relations import days_of, is_area, is_dated, is_placed, is_point
from sijill.link.wording import Wording
from sijill.model.location import WherePrecision
from sijill.text.names import sound_name

Pair = tuple[int, int]
Key = tuple[object, ...]

CELL_DEGREES = 0.5  # about 55 km; a point is compared with those of its own cell and of the eight around it
UNDATED_DAYS = 10  # an undated account is compared with what happened in so many days before it was published
MAX_NAMESAKES = 60  # a name in more accounts than this tells nothing
TELLING_WEIGHT = (
    0.9  # of the names that two accounts share (rarity.py); a name of several words in two families has 1.0
)
SMALL_WEIGHT = (
    0.3  # in a register too small to tell which names are rare, a single word: a village that no gazetteer has
)
# No account is compared with more than this many of its block: beyond it, accounts are told apart by their names only.
MAX_NEIGHBOURS = 300


@dataclass(frozen=True, slots=True)
class Candidates:
    pairs: tuple[Pair, ...]
    crowded: tuple[str, ...]  # account ids that had more neighbours than are compared


def find_candidates(sides: Sequence[Side], *, totals: bool, wording: Wording | None) -> Candidates:
    """Lists the pairs to judge, of different documents each, in a fixed order."""
    pairs: set[Pair] = set()
    crowded: set[str] = set()
    spans = [_window(side) for side in sides]
    for seekers, others in _blocks(sides, totals=totals):
        pairs.update(_sweep(seekers, others, spans, sides, crowded))
    pairs.update(_share_names(sides, TELLING_WEIGHT if wording else SMALL_WEIGHT))
    pairs.update(_share_words(sides, wording))
    pairs.update(_share_family(sides))
    documents = [side.account.document_id for side in sides]
    kept = sorted(pair for pair in pairs if documents[pair[0]] != documents[pair[1]])
    return Candidates(pairs=tuple(kept), crowded=tuple(sorted(crowded)))


def _window(side: Side) -> tuple[date, date] | None:
    """First and last day on which an account's incident may lie, widened by the days that reports may differ; None: no time at all."""
    start, end = days_of(side.account.period, side.published)
    if not is_dated(side.account.period):
        if end is None or side.account.is_background:
            return None
        start = end - timedelta(days=UNDATED_DAYS)
    assert start is not None
    slack = timedelta(days=side.days)
    last = end or (date.fromisoformat(side.published) if side.published else date.max)
    return start - slack if start > date.min + slack else start, max(start, last)


def _blocks(sides: Sequence[Side], *, totals: bool) -> Iterator[tuple[list[int], list[int]]]:
    """(seekers, others): each seeker is compared with the other seekers and with the others, others not with one another."""
    seekers: dict[Key, list[int]] = defaultdict(list)
    others: dict[Key, list[int]] = defaultdict(list)
    for i, side in enumerate(sides):
        location = side.account.location
        if totals:
            seekers["country", location.country if location else None].append(i)
            continue
        if location is None or not is_placed(location):
            continue
        if location.place_id is None or not is_point(location):
            seekers["name", sound_name(location.name)].append(i)
        else:
            others["name", sound_name(location.name)].append(i)
        if is_point(location) and location.latitude is not None and location.longitude is not None:
            seekers["cell", floor(location.latitude / CELL_DEGREES), floor(location.longitude / CELL_DEGREES)].append(i)
            others["unit", location.country, location.adm1].append(i)
        elif is_area(location) or location.adm1:
            is_region = location.precision is WherePrecision.REGION
            seekers["unit", location.country, None if is_region else location.adm1].append(i)
    for key, found in seekers.items():
        yield found, others.get(key, [])
        if key[0] == "cell":
            yield found, _around(key, seekers)


def _around(cell: Key, seekers: dict[Key, list[int]]) -> list[int]:
    """The points of the cells to the east and south, so that each pair of neighbouring cells is seen once."""
    _, north, east = cell
    assert isinstance(north, int) and isinstance(east, int)
    steps = ((0, 1), (1, -1), (1, 0), (1, 1))
    return [i for down, right in steps for i in seekers.get(("cell", north + down, east + right), ())]


def _sweep(
    seekers: Iterable[int],
    others: Iterable[int],
    spans: Sequence[tuple[date, date] | None],
    sides: Sequence[Side],
    crowded: set[str],
) -> Iterator[Pair]:
    """Pairs whose windows touch, found in one pass over the days."""
    marked = [(spans[i], True, i) for i in seekers] + [(spans[i], False, i) for i in others]
    ordered = sorted((span, sides[i].account.id, seeks, i) for span, seeks, i in marked if span is not None)
    live: list[tuple[date, bool, int]] = []
    for (start, end), _, seeks, i in ordered:
        live = [row for row in live if row[0] >= start]
        near = [row for row in live if seeks or row[1]]
        if len(near) > MAX_NEIGHBOURS:
            crowded.add(sides[i].account.id)
            near = near[-MAX_NEIGHBOURS:]
        for _, _, other in near:
            yield (i, other) if i < other else (other, i)
        live.append((end, seeks, i))


def _share_names(sides: Sequence[Side], least: float) -> Iterator[Pair]:
    """Pairs that share names which few others bear: a person, an address or a quotation, or several lesser ones."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for i, side in enumerate(sides):
        for name in side.names:
            bearers[name].append(i)
    shared: dict[Pair, float] = defaultdict(float)
    for name, found in bearers.items():
        if 1 < len(found) <= MAX_NAMESAKES:
            for k, other in enumerate(found):
                for one in found[:k]:
                    shared[one, other] += min(sides[one].names[name], sides[other].names[name])
    return (pair for pair, weight in shared.items() if weight >= least)


def _share_words(sides: Sequence[Side], wording: Wording | None) -> Iterable[Pair]:
    """Pairs of main accounts whose documents share words that few others have."""
    if wording is None:
        return ()
    main = [i for i, side in enumerate(sides) if side.is_main]
    return [(main[i], main[j]) for i, j in wording.find_near([sides[i].account.document_id for i in main])]


def _share_family(sides: Sequence[Side]) -> Iterator[Pair]:
    members: dict[str, list[int]] = defaultdict(list)
    for i, side in enumerate(sides):
        members[side.family].append(i)
    for found in members.values():
        for k, other in enumerate(found[:MAX_NEIGHBOURS]):
            yield from ((one, other) for one in found[:k])
