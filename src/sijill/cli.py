"""The command line: one command a stage, and the few that a person types every day.

Arguments -> a command's function and an exit code. Loads only the command that is asked for: --help needs none of the machinery.
Results go to stdout, everything else to stderr.

      0  done
      1  failed; or nothing of what was given could be taken; or whoever was reading the output stopped
      2  asked for wrongly: an option, a setting, an id, a file, no register
      3  the register cannot be used now: busy, damaged, no room
    130  stopped from the keyboard
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

import click

from sijill import __version__
from sijill.commands.options import chatty, register_option
from sijill.errors import SijillError

INTERRUPTED = 130
# In the order that a person meets them.
COMMANDS = {
    "init": "registers",
    "add": "registers",
    "build": "registers",
    "show": "looking",
    "explain": "looking",
    "count": "asking",
    "voices": "asking",
    "report": "sharing",
    "export": "sharing",
    "brief": "sharing",
    "read": "texts",
    "tally": "texts",
    "dates": "texts",
    "gazetteer": "places",
    "decide": "deciding",
    "review": "reviewing",
    "source": "sources",
    "remove": "deciding",
    "log": "deciding",
}


class Commands(click.Group):
    """Imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"sijill.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sijill")
@register_option
@chatty
def cli() -> None:
    """Turns conflicting reports of violence into an incident register that can be defended.

    A first register: sijill init, sijill add FOLDER, sijill build, sijill show.
    """


def main() -> NoReturn:
    """Runs one command and ends with its exit code; no failure of a caller or of the disk shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # What a document holds must not fail on the terminal's encoding; in JSON the replacement is a valid escape.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output stopped: what is left in the buffer must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as fault:
        code = _say(f"{fault.filename or 'output'}: {fault.strerror or fault}", 1)
    sys.exit(code)


def _run() -> int:
    try:
        return cli.main(prog_name="sijill", standalone_mode=False) or 0
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped; what was confirmed is kept, and the next run completes it", INTERRUPTED)
    except SijillError as fault:
        return _say(str(fault), fault.exit_code)


def _say(words: str, code: int) -> int:
    click.echo(f"sijill: {words}", err=True)
    return code
