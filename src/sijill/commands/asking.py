"""count, voices: what a register answers when it is asked how many, and who says so."""

from __future__ import annotations

from datetime import datetime

import click

from sijill.commands.looking import built_register
from sijill.commands.options import chatty, json_option, named_register, register_option
from sijill.commands.screen import print_json, print_result, remark

OUTCOMES = (
    "killed",
    "injured",
    "missing",
    "abducted",
    "detained",
    "bodies_found",
    "casualties",
    "displaced",
    "destroyed",
)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("count")
@click.option(
    "--outcome", type=click.Choice(OUTCOMES), default="killed", show_default=True, help="What befell the people."
)
@click.option("--place", metavar="NAME", help='Where: a town or unit; "Springfield, Illinois" tells namesakes apart.')
@click.option("--from", "start", type=DAY, metavar="YYYY-MM-DD", help="First day.")
@click.option("--to", "end", type=DAY, metavar="YYYY-MM-DD", help="Last day.")
@click.option("--name", metavar="NAME", help="Of a person whom the reports name as involved, whole or in part.")
@click.option("--mainly", is_flag=True, help="Only incidents that some report is mainly about.")
@json_option
@register_option
@chatty
def count_command(
    outcome: str, place: str | None, start: datetime | None, end: datetime | None, name: str | None, mainly: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Count incidents and people in a place and a period: certain and possible apart, and what could not be placed."""
    from sijill.config import find_register
    from sijill.gazetteers import own_places, place_named
    from sijill.model.asked import Question
    from sijill.model.claim import Outcome
    from sijill.pipeline import count
    from sijill.publish.count import count_words

    if start and end and end < start:
        raise click.UsageError(f"--to {end:%Y-%m-%d} lies before --from {start:%Y-%m-%d}")
    if place is not None and not place.split(",")[0].strip():
        raise click.UsageError("--place names no place")
    register = built_register()
    where = place_named(place, own_places(find_register(named_register()))) if place else None
    if where and where.place_id is None:
        remark(f"{place} is in no gazetteer; only incidents at a place of that very name are counted")
    elif where:
        remark(f"{place}: {where.because}")
    question = Question(
        outcome=Outcome(outcome), place=where, start=start.date() if start else None, end=end.date() if end else None, name=name,
        mainly=mainly,
    )  # fmt: skip
    shape = count(register, question)
    print_json(shape) if as_json else print_result(count_words(shape, question))


@click.command("voices")
@click.argument("wanted", metavar="[ID]", required=False)
@json_option
@register_option
@chatty
def voices_command(wanted: str | None, as_json: bool) -> None:
    """Show who speaks, in the register or of one incident or episode: each voice with its origin, its claims and why they are one."""
    from sijill.publish.voices import voice_shapes, voice_words

    shapes = voice_shapes(built_register(), wanted)
    print_json({"voices": shapes}) if as_json else print_result(voice_words(shapes))
