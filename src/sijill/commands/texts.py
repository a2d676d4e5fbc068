"""read, tally, dates: texts by themselves, without a register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import click

from sijill.commands.options import chatty, describing, json_option, named_register, register_option
from sijill.commands.screen import print_json, print_problem, print_result
from sijill.config import Settings
from sijill.model.document import Document, Metadata

Shape = dict[str, Any]
Teller = Callable[[Iterable[Document], Settings], Iterator[Shape]]
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

    def tell(documents: Iterable[Document], settings: Settings) -> Iterator[Shape]:
        return read_texts(documents, settings, report=print_problem)

    _print_each(inputs, published, source, tell, as_json, _claim_line)


@click.command("tally")
@INPUTS
@describing
@json_option
@register_option
@chatty
def tally_command(inputs: tuple[str, ...], published: date | None, source: str | None, as_json: bool) -> None:
    """Print, for each text by itself, the tolls of its main incident."""
    from sijill.pipeline import tally_texts

    def tell(documents: Iterable[Document], settings: Settings) -> Iterator[Shape]:
        return tally_texts(documents, settings, report=print_problem)

    _print_each(inputs, published, source, tell, as_json, _tally_lines)


@click.command("dates")
@INPUTS
@describing
@json_option
@register_option
@chatty
def dates_command(inputs: tuple[str, ...], published: date | None, source: str | None, as_json: bool) -> None:
    """Print the time expressions of texts, with the days that each one means."""
    from sijill.pipeline import date_texts

    def tell(documents: Iterable[Document], _settings: Settings) -> Iterator[Shape]:
        return date_texts(documents)

    _print_each(inputs, published, source, tell, as_json, _date_line)


def _print_each(
    inputs: tuple[str, ...],
    published: date | None,
    source: str | None,
    tell: Teller,
    as_json: bool,
    line_of: Callable[[Shape], str],
) -> None:
    """Prints as it goes, in the order of the inputs; ends with 1 where nothing could be taken."""
    from sijill.pipeline import take_texts

    settings, taken = nearby_settings(), 0

    def count(documents: Iterable[Document]) -> Iterator[Document]:
        nonlocal taken
        for document in documents:
            taken += 1
            yield document

    defaults = Metadata(published=published, source=source)
    documents = take_texts(inputs, settings, defaults=defaults, report=print_problem)
    for shape in tell(count(documents), settings):
        print_json(shape) if as_json else print_result(line_of(shape))
    if not taken:
        raise click.exceptions.Exit(1)


def nearby_settings() -> Settings:
    """The settings of the register that is named or near, else the defaults: these commands need no register."""
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.errors import NoRegister

    try:
        return read_settings(find_register(named_register()) / SETTINGS_FILE)
    except NoRegister:
        if named_register():
            raise
        return Settings()


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
