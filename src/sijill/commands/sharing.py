"""report, export: the register as others may see it."""

from __future__ import annotations

import sys
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
