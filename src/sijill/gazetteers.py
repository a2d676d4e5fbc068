"""The place names that the flow and the commands look up: the world's, opened once a process, and a register's own.

Calls the gazetteer of resolve; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sijill.config import GAZETTEER_FOLDER, Limits, cache_folder
from sijill.model.location import Location
from sijill.resolve.accepted_names import accept
from sijill.resolve.areas import location_of
from sijill.resolve.gazetteer import WRITTEN_SO, Candidate, Gazetteer, open_gazetteer
from sijill.resolve.gazetteer_compile import own_index
from sijill.resolve.gazetteer_own import Import, Wishes, add_file, imports
from sijill.resolve.gazetteer_world import world_index

NAMESAKES = 50  # so many places of one name are looked at
SPELLED_AS_WELL = 0.015  # a name that a place bears beside its own scores so much less: "Saint Louis" of St. Louis


@cache
def gazetteer(own: Path | None = None) -> Gazetteer:
    """The place names, opened once a process; own: the index of a register's own places (own_places)."""
    return open_gazetteer(cache_folder(), own)


def own_places(register: Path) -> Path | None:
    """The index of the places that a register's users imported, compiled where it is out of date; None where there are none."""
    return own_index(register / GAZETTEER_FOLDER, cache_folder())


def accepted_of(found: Sequence[Candidate]) -> tuple[Candidate | None, str]:
    """Which of a name's candidates is accepted, if one is, and why."""
    return accept(found)


def place_named(words: str, own: Path | None) -> Location:
    """The place that someone asks for: of those that are named so, the one with most people ("California" is the state).

    A town goes before the district that bears its name: who means that says "Mobile County". One that no gazetteer has, or that only
    resembles a name of it, keeps its name alone. "Springfield, Illinois" tells namesakes apart.
    """
    name, _, within = (part.strip() for part in words.partition(","))
    found = gazetteer(own).find(name, within=within or None, limit=NAMESAKES)
    if not found or (found[0].score < WRITTEN_SO and accept(found)[0] is None):
        return Location(name=name, mention=words)
    named_so = [one for one in found if found[0].score - one.score <= SPELLED_AS_WELL]
    if any(one.kind == "city" for one in named_so):
        named_so = [one for one in named_so if one.kind != "adm2"]
    return location_of(max(named_so, key=lambda one: one.population), words)


def add_places(
    register: Path,
    path: Path,
    limits: Limits,
    *,
    country: str | None = None,
    source: str | None = None,
    licence: str | None = None,
    encoding: str | None = None,
) -> Import:
    """Imports a file of places into the register's own gazetteer; all of it or, with an InputError, nothing."""
    wishes = Wishes(
        country=country, source=source, licence=licence, encoding=encoding, max_rows=limits.max_gazetteer_rows
    )
    return add_file(register / GAZETTEER_FOLDER, path, wishes, world_index(cache_folder()))


def imported_places(register: Path) -> list[Import]:
    """The files that a register's own gazetteer was made from."""
    return imports(register / GAZETTEER_FOLDER)
