"""read, tally, dates: texts by themselves, without a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from sijill.commands.options import chatty, describing, json_option, register_near, register_option
from sijill.commands.screen import print_json, print_problem, print_result, say_where_texts_go
from sijill.model.document import Document, Metadata

Shape = dict[str, Any]
INPUTS = click.argument("inputs", metavar="FILE|URL|-...", nargs=-1, required=True)


@click.command("read")
@INPUTS
@describing
@json_option
@register_option
@chatty
def read_command(inputs: tuple[str, ...], published: date | None, source: str | None, as_json: bool) -> None:
    """Print the claims of texts: what each one says happened to how many, with its words."""
    from sijill.pipeline import read_texts

    with taken(inputs, Metadata(published=published, source=source)) as (documents, settings, own):
        say_where_texts_go(settings)
        for shape in read_texts(documents, settings, report=print_problem, own=own):
            print_json(shape) if as_json else print_result(_claim_line(shape))


@click.command("tally")
@INPUTS
@describing
@json_option
@register_option
@chatty
def tally_command(inputs: tuple[str, ...], published: date | None, source: str | None, as_json: bool) -> None:
    """Print, for each text by itself, the tolls of its main incident."""
    from sijill.pipeline import tally_texts

    with taken(inputs, Metadata(published=published, source=source)) as (documents, settings, own):
        say_where_texts_go(settings)
        for shape in tally_texts(documents, settings, report=print_problem, own=own):
            print_json(shape) if as_json else print_result(_tally_lines(shape))


@click.command("dates")
@INPUTS
@describing
@json_option
@register_option
@chatty
def dates_command(inputs: tuple[str, ...], published: date | None, source: str | None, as_json: bool) -> None:
    """Print the time expressions of texts, with the days that each one means."""
    from sijill.pipeline import date_texts

    with taken(inputs, Metadata(published=published, source=source)) as (documents, _, _):
        for shape in date_texts(documents):
            print_json(shape) if as_json else print_result(_date_line(shape))


@contextmanager
def taken(inputs: Sequence[str], defaults: Metadata) -> Iterator[tuple[Iterator[Document], Any, Path | None]]:
    """The documents of the inputs, the settings and the own places that hold for them; ends with 1 where nothing could be taken.

    Both are those of the register that is named or near, else the defaults: these commands need no register.
    """
    from sijill.adding import take_texts
    from sijill.config import SETTINGS_FILE, Settings, read_settings
    from sijill.gazetteers import own_places

    register = register_near()
    settings = read_settings(register / SETTINGS_FILE) if register else Settings()
    own = own_places(register) if register else None
    count = 0

    def counted() -> Iterator[Document]:
        nonlocal count
        for document in take_texts(inputs, settings, defaults=defaults, report=print_problem):
            count += 1
            yield document

    yield counted(), settings, own
    if not count:
        raise click.exceptions.Exit(1)


def _claim_line(shape: Shape) -> str:
    """004  count  killed 745 (exact), civilian, reported  "745 civilians were killed" """
    match shape["kind"]:
        case "count":
            said = f"{shape['outcome']} {_count(shape['count'])}, {shape['victims']['status']}"
        case "movement":
            said = f"{shape['measure']} {_count(shape['count'])}"
        case "indicator":
            said = f"{shape['measure']} {shape['value']} {shape['unit']}"
        case _:
            said = f"by {shape['perpetrator']}"
    who = f", says {shape['attributed_to'][0]}" if shape["attributed_to"] else ""
    return f'{shape["document"]}  {shape["kind"]}  {said}, {shape["stance"]}{who}  "{_one_line(shape["quote"])}"'


def _count(count: Shape) -> str:
    from sijill.publish.words import figure_words

    return f"{figure_words(count['min'], None, count['max'])} {count['unit']}"


def _tally_lines(shape: Shape) -> str:
    from sijill.publish.words import figure_words

    place = shape["place"]["name"] if shape["place"] else "place not known"
    period = shape["period"]
    days = f"{period['start'] or '?'} to {period['end'] or '?'}" if period else "date not known"
    lines = [f"{shape['id']}  {place}, {days}"]
    for toll in shape["tolls"]:
        figures = figure_words(toll["min"], toll["best"], toll["max"])
        lines.append(f"    {toll['outcome']}, {toll['victims']}, {toll['unit']}: {figures}")
    return "\n".join(lines if shape["tolls"] else [*lines, "    no count"])


def _date_line(shape: Shape) -> str:
    days = " to ".join(day or "?" for day in shape["interval"]) if shape["interval"] else "no days"
    return f"{shape['document']}  {shape['start']}-{shape['end']}  {shape['type']}  {_one_line(shape['words'])}: {days}"


def _one_line(words: str) -> str:
    from sijill.publish.words import plain

    return plain(words)
