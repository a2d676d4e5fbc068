"""init, add, build: a register is made, fed and brought up to date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from sijill.commands.options import (
    chatty,
    describing,
    is_quiet,
    json_option,
    named_register,
    register_option,
    rule_option,
)
from sijill.commands.screen import print_json, print_problem, print_result, remark, say_where_texts_go, show_progress


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@register_option
@chatty
def init_command(folder: Path | None) -> None:
    """Make a register in DIR: sijill.toml with every setting, and a place for the archived reports."""
    from sijill.config import holds_register, make_register

    target = folder or named_register() or Path()
    if holds_register(target):
        print_result(f"{target} holds a register already; nothing was changed")
        return
    make_register(target)
    where = "" if target.resolve() == Path.cwd() else f" --register {target}"
    print_result(f"made a register in {target}")
    remark(f"next: sijill add{where} FOLDER, then sijill build{where}")


@click.command("add")
@click.argument("inputs", metavar="PATH|URL|-...", nargs=-1, required=True)
@click.option(
    "--metadata", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table with columns file, published, source, url, lang, title; file is a name or a path.",
)  # fmt: skip
@describing
@register_option
@chatty
def add_command(inputs: tuple[str, ...], metadata: Path | None, published: date | None, source: str | None) -> None:
    """Archive reports and take them into the register: text, Markdown, HTML, PDF, JSON lines, CSV.

    PATH may be a folder; - is standard input. A line is printed for each document once it is safe on the disk.
    """
    from sijill.config import SETTINGS_FILE, find_register, read_settings

    folder = find_register(named_register())
    settings = read_settings(folder / SETTINGS_FILE)
    from sijill.adding import add
    from sijill.model.document import Metadata
    from sijill.store.register import open_store

    defaults = Metadata(published=published, source=source)
    new = known = faults = 0
    with open_store(folder, writing=True) as store:
        for one in add(store, inputs, settings, table=metadata, defaults=defaults):
            if one.problem:
                faults += 1
                print_problem(one.problem)
            elif one.document:
                new, known = new + one.is_new, known + (not one.is_new)
                if not is_quiet():
                    print_result(f"{'added' if one.is_new else 'known'}  {one.document.id}  {one.document.name}")
    remark(f"{new} added, {known} known already, {faults} with a problem" + ("; next: sijill build" if new else ""))
    if faults and not new and not known:
        raise click.exceptions.Exit(1)


@click.command("build")
@rule_option
@json_option
@register_option
@chatty
def build_command(rule: str | None, as_json: bool) -> None:
    """Read, resolve, link and reconcile whatever is new; print a summary."""
    from sijill.commands.looking import settings_with
    from sijill.commands.summary import summary_of
    from sijill.config import find_register

    folder = find_register(named_register())
    settings = settings_with(rule)
    from sijill.asking import with_statements
    from sijill.pipeline import build
    from sijill.publish.contract import build_shape
    from sijill.publish.lookup import look_up
    from sijill.store.register import open_store

    say_where_texts_go(settings)
    with open_store(folder, writing=True) as store:
        built = build(store, settings, show_progress)
        register = store.register()
    if register is None:  # a build always leaves one
        return
    remark(
        f"{built.read} read, {built.resolved} resolved, {built.linked} linked, {built.reconciled} tolls recomputed "
        f"of {built.documents} documents"
    )
    if as_json:
        print_json(build_shape(look_up(with_statements(register))))
    else:
        print_result(summary_of(register, named_register()))
