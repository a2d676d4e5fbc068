"""Options that commands share, and what they mean: which register, how much is said, how inputs are described."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
REGISTER, QUIET = "sijill.register", "sijill.quiet"


def _keep_register(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.meta[REGISTER] = value


def _keep_quiet(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        context.meta[QUIET] = True


def _log(_context: click.Context, _option: click.Parameter, value: int) -> None:
    if value:
        logging.basicConfig(
            level=logging.DEBUG if value > 1 else logging.INFO,
            stream=sys.stderr,
            format="%(levelname)s %(name)s: %(message)s",
        )


def register_option(command: Command) -> Command:
    """--register DIR: else $SIJILL_REGISTER, else the nearest register of this folder and those above."""
    return click.option(
        "--register", metavar="DIR", type=click.Path(path_type=Path), callback=_keep_register, expose_value=False,
        help="The register's folder. [default: $SIJILL_REGISTER, or the nearest of this folder and those above]",
    )(command)  # fmt: skip


def chatty(command: Command) -> Command:
    """-v and -q."""
    quiet = click.option(
        "-q", "--quiet", is_flag=True, callback=_keep_quiet, expose_value=False, help="Say only results and faults."
    )
    verbose = click.option(
        "-v", "--verbose", count=True, callback=_log, expose_value=False, help="Say what is being done; twice for more."
    )
    return verbose(quiet(command))


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, as docs/commands.md describes it.")
rule_option = click.option(
    "--rule", metavar="NAME", help="Judge by this rule of docs/tolls.md in place of the one in the settings."
)
internal_option = click.option(
    "--internal", is_flag=True, help="Show private persons' names, precise places and whole texts; not for sharing."
)


def _day(_context: click.Context, _option: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def describing(command: Command) -> Command:
    """--published and --source, for inputs that do not say it themselves."""
    published = click.option(
        "--published", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="YYYY-MM-DD",
        help="The day under which the outlet dates these texts; it is never guessed.",
    )  # fmt: skip
    source = click.option("--source", metavar="NAME", help="Who published these texts: the outlet.")
    return published(source(command))


def named_register() -> Path | None:
    """The folder that --register names, on the command or before it."""
    found: Path | None = click.get_current_context().meta.get(REGISTER)
    return found


def register_near() -> Path | None:
    """The register that is named or near, for commands that need none; one that is named must be there."""
    from sijill.config import find_register
    from sijill.errors import NoRegister

    try:
        return find_register(named_register())
    except NoRegister:
        if named_register():
            raise
        return None


def is_quiet() -> bool:
    return bool(click.get_current_context().meta.get(QUIET))
