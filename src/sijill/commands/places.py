"""gazetteer: places are added to a register's own, and what the place names that Sijill knows say of a name."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from sijill.commands.options import chatty, json_option, named_register, register_near, register_option
from sijill.commands.screen import print_json, print_result, remark

NOT_KNOWN = "    not known"
FIELDS = ("name", "country", "within")


@click.group("gazetteer")
@register_option
@chatty
def gazetteer_command() -> None:
    """Look place names up; add places to the register's own gazetteer."""


@gazetteer_command.command("add")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--country", metavar="CODE", help="Country of rows that name none. [default: the one in which they plainly lie]"
)
@click.option(
    "--source",
    metavar="NAME",
    help="Who made the table; begins the ids of places that have no other. [default: the file's name]",
)
@click.option(
    "--licence", metavar="WORDS", help="Under what terms it may be passed on; noted, and shown by gazetteer list."
)
@click.option("--encoding", metavar="NAME", help="For files that are not in UTF-8 or UTF-16, for example cp1256.")
@json_option
@register_option
@chatty
def add_command(
    files: tuple[Path, ...],
    country: str | None,
    source: str | None,
    licence: str | None,
    encoding: str | None,
    as_json: bool,
) -> None:
    """Import places into the register's own gazetteer: each file whole, or not at all.

    GeoNames dumps and alternate names, Who's On First and OCHA tables, and any CSV, TSV or XLSX with a name, a latitude and a longitude;
    plain, gzipped or zipped. A .toml file holds places and names kept by hand, each with its source (docs/places.md).
    """
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.gazetteers import add_places, own_places

    register = find_register(named_register())
    limits = read_settings(register / SETTINGS_FILE).limits
    for file in files:
        made = add_places(register, file, limits, country=country, source=source, licence=licence, encoding=encoding)
        print_json(_import_shape(made)) if as_json else print_result(_import_lines(made))
    remark("preparing the names; a build after this resolves every place anew")
    own_places(register)


@gazetteer_command.command("list")
@json_option
@register_option
@chatty
def list_command(as_json: bool) -> None:
    """Print what the register's own gazetteer was made from."""
    from sijill.config import find_register
    from sijill.gazetteers import imported_places

    made = imported_places(find_register(named_register()))
    for one in made:
        print_json(_import_shape(one)) if as_json else print_result(_import_lines(one))
    if not made and not as_json:
        print_result("no places of its own")


def _import_shape(made: Any) -> dict[str, Any]:
    return {
        "file": made.file, "known": made.known, "format": made.format, "source": made.source, "licence": made.licence or None,
        "country": made.country, "places": made.places, "names": made.names, "replaced": made.replaced, "kinds": dict(made.kinds),
        "left_out": dict(made.left_out),
    }  # fmt: skip


def _import_lines(made: Any) -> str:
    kinds = {
        "city": "settlements",
        "part": "parts of towns",
        "adm1": "first-level units",
        "adm2": "smaller units",
        "region": "regions",
    }
    said = [f"{count:,} {kinds.get(kind, kind)}" for kind, count in made.kinds] or [f"{made.places:,} places"]
    said += [f"{made.names:,} further names"] if made.names else []
    lines = [
        f"{'known' if made.known else 'added'}  {made.file}: {', '.join(said)}; country: {made.country}; source: {made.source}"
    ]
    lines += [f"    licence: {made.licence}"] if made.licence else []
    lines += [f"    recognised as {made.format}"]
    lines += [f"    {made.replaced:,} of them replace a place that was there"] if made.replaced else []
    lines += [f"    left out: {count:,} with {why}" for why, count in made.left_out]
    return "\n".join(lines)


@gazetteer_command.command("find")
@click.argument("names", metavar="NAME|-...", nargs=-1, required=True)
@click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-2 code of the country that holds the place.")
@click.option("--within", metavar="PLACE", help="A place or unit that holds it, by name or id.")
@click.option(
    "--floor",
    type=click.FloatRange(0, 1),
    default=0.02,
    show_default=True,
    help="Least probability of another spelling that is shown; from 0.9 on it is accepted.",
)
@json_option
@register_option
@chatty
def find_command(
    names: tuple[str, ...], country: str | None, within: str | None, floor: float, as_json: bool
) -> None:  # fmt: skip
    """Print the places that NAME may stand for, best first, and whether the first is accepted or only resembles the name.

    - reads lines of JSON from standard input: {"name": ..., "country": ..., "within": ...}, all but name optional.
    """
    from sijill.gazetteers import accepted_of, gazetteer, own_places

    register = register_near()
    places = gazetteer(own_places(register) if register else None)
    for name in names:
        asked: Any = _lines(sys.stdin) if name == "-" else [{"name": name, "country": country, "within": within}]
        for one in asked:
            found = places.find(one["name"], country=one.get("country"), within=one.get("within"), floor=floor)
            accepted, why = accepted_of(found)
            if as_json:
                shown = [_shape(candidate) for candidate in found]
                print_json(
                    {"name": one["name"], "candidates": shown, "accepted": accepted.place_id if accepted else None}
                )
            else:
                lines = [_line(candidate) for candidate in found] or [NOT_KNOWN]
                lines += [f"    none accepted: {why}"] if found and accepted is None else []
                print_result("\n".join([one["name"], *lines]))


def _lines(stream: TextIO) -> Any:
    """The questions on standard input; a line that is none ends the command, with its number."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except ValueError as fault:
            raise click.UsageError(f"standard input, line {number}: not JSON ({fault})") from fault
        if not isinstance(asked, dict) or not isinstance(asked.get("name"), str):
            raise click.UsageError(f'standard input, line {number}: an object with a "name" is asked for')
        if any(not isinstance(asked.get(field), str | None) for field in FIELDS):
            raise click.UsageError(f"standard input, line {number}: {', '.join(FIELDS)} are words or null")
        yield asked


def _shape(candidate: Any) -> dict[str, Any]:
    return {
        "id": candidate.place_id, "name": candidate.name, "country": candidate.country,
        "latitude": candidate.latitude, "longitude": candidate.longitude, "score": round(candidate.score, 4),
        "why": candidate.why,
    }  # fmt: skip


def _line(candidate: Any) -> str:
    units = ", ".join(part for part in (candidate.adm2, candidate.adm1, candidate.country) if part)
    point = "" if candidate.latitude is None else f"  {candidate.latitude:.4f} {candidate.longitude:.4f}"
    return f"    {candidate.score:.2f}  {candidate.name} ({units})  {candidate.place_id}{point}  {candidate.why}"
