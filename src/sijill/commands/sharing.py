"""report, export: the register as others may see it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from sijill.commands.looking import built_register
from sijill.commands.options import chatty, internal_option, named_register, register_option
from sijill.commands.screen import print_result, remark, show_pages


@click.command("report")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@internal_option
@register_option
@chatty
def report_command(folder: Path, internal: bool) -> None:
    """Write a static site that opens from disk with no network; private names and precise places are kept out."""
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.publish.report import write_report

    settings = read_settings(find_register(named_register()) / SETTINGS_FILE)
    first = write_report(built_register(), folder, internal=internal, settings=settings.publish, on_page=show_pages)
    print_result(str(first))
    remark(f"open it in a browser: {first.absolute().as_uri()}")
    if internal:
        remark("it shows private names and precise places: it is not for sharing")


@click.command("export")
@click.argument("form", metavar="FORMAT")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="[default: standard output]"
)
@click.option("--bom", is_flag=True, help="Begin the file with a byte-order mark, for spreadsheets that need one.")
@internal_option
@register_option
@chatty
def export_command(form: str, output: Path | None, bom: bool, internal: bool) -> None:
    """Write the register as FORMAT: csv, geojson or json. docs/exports.md describes every column."""
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.publish.exports import write_export

    settings = read_settings(find_register(named_register()) / SETTINGS_FILE)
    write_export(built_register(), form, output or sys.stdout, internal=internal, settings=settings.publish, bom=bom)
    if output:
        remark(f"wrote {output}")


@click.command("brief")
@click.argument("wanted", metavar="[EPISODE]", required=False)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Also say what reports of this day or later brought.",
)
@click.option("--html", is_flag=True, help="One HTML page in place of Markdown.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="[default: standard output]"
)
@internal_option
@register_option
@chatty
def brief_command(wanted: str | None, since: datetime | None, html: bool, output: Path | None, internal: bool) -> None:
    """Write one or two pages in plain words: what is firm, what is contested and between whom, what is not known.

    Every figure has a footnote with its source, date and words; private names are kept out.
    """
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.errors import UnknownId
    from sijill.publish.brief import write_brief
    from sijill.publish.brief_pages import brief_html, brief_markdown
    from sijill.publish.files import write_text
    from sijill.publish.find import find
    from sijill.publish.lookup import look_up
    from sijill.publish.protect import share
    from sijill.store.register import open_store

    folder = find_register(named_register())
    settings = read_settings(folder / SETTINGS_FILE)
    lookup = look_up(share(built_register(), settings.publish, internal=internal).register)
    subject = find(wanted, lookup).subject if wanted else None
    if wanted and subject is None:
        raise UnknownId(f"{wanted!r} is no episode or incident; sijill show lists them")
    with open_store(folder) as store:
        brief = write_brief(lookup, subject, since.date() if since else None, store.history)
    words = brief_html(brief) if html else brief_markdown(brief)
    if output:
        write_text(output, words)
        remark(f"wrote {output}")
    else:
        print_result(words.rstrip("\n"))
