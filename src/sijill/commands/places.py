"""gazetteer: what the place names that Sijill knows say of a name."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

import click

from sijill.commands.options import chatty, json_option
from sijill.commands.screen import print_json, print_result

NOT_KNOWN = "    not known"
FIELDS = ("name", "country", "within")


@click.group("gazetteer")
@chatty
def gazetteer_command() -> None:
    """Look place names up."""


@gazetteer_command.command("find")
@click.argument("names", metavar="NAME|-...", nargs=-1, required=True)
@click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-2 code of the country that holds the place.")
@click.option("--within", metavar="PLACE", help="A place or unit that holds it, by name or id.")
@json_option
@chatty
def find_command(names: tuple[str, ...], country: str | None, within: str | None, as_json: bool) -> None:
    """Print the places that NAME may stand for, best first.

    - reads lines of JSON from standard input: {"name": ..., "country": ..., "within": ...}, all but name optional.
    """
    from sijill.pipeline import gazetteer

    places = gazetteer()
    for name in names:
        asked: Any = _lines(sys.stdin) if name == "-" else [{"name": name, "country": country, "within": within}]
        for one in asked:
            found = places.find(one["name"], country=one.get("country"), within=one.get("within"))
            if as_json:
                print_json({"name": one["name"], "candidates": [_shape(candidate) for candidate in found]})
            else:
                lines = [_line(candidate) for candidate in found] or [NOT_KNOWN]
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
