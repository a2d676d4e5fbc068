"""show, explain: what the register holds, and why it says so."""

from __future__ import annotations

from functools import partial

import click

from sijill.commands.options import chatty, json_option, named_register, register_option
from sijill.commands.screen import print_json, print_result, remark
from sijill.model.register import Register


@click.command("show")
@click.argument("wanted", metavar="[ID]", required=False)
@json_option
@register_option
@chatty
def show_command(wanted: str | None, as_json: bool) -> None:
    """Show the register on one screen, or one episode, incident, document, claim or toll."""
    from sijill.publish.contract import build_shape
    from sijill.publish.explain import explain_shape
    from sijill.publish.lookup import look_up
    from sijill.publish.show import show_register, show_subject

    register = built_register()
    if as_json:
        print_json(explain_shape(register, wanted) if wanted else build_shape(look_up(register)))
    else:
        print_result(show_subject(register, wanted) if wanted else show_register(register))


@click.command("explain")
@click.argument("wanted", metavar="ID")
@json_option
@register_option
@chatty
def explain_command(wanted: str, as_json: bool) -> None:
    """Trace a toll, claim, incident, episode or document down to the words that it comes from."""
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.pipeline import trace
    from sijill.publish.explain import explain, explain_shape
    from sijill.store.register import open_store

    register = built_register()
    folder = find_register(named_register())
    settings = read_settings(folder / SETTINGS_FILE)
    with open_store(folder) as store:
        traced = partial(trace, store, settings)
        if as_json:
            print_json(explain_shape(register, wanted, traced))
        else:
            print_result(explain(register, wanted, traced))


def built_register() -> Register:
    """The register as last built; says what it does not hold yet."""
    from sijill.config import find_register
    from sijill.errors import NoRegister
    from sijill.store.register import open_store

    folder = find_register(named_register())
    with open_store(folder) as store:
        register, waiting, undecided = store.register(), store.waiting(), store.undecided()
    if register is None:
        raise NoRegister(f"{folder} has not been built yet; run sijill build first")
    if waiting:
        remark(f"{waiting} documents came since the last build; sijill build takes them in")
    if undecided:
        remark(f"{undecided} decisions were made since the last build; sijill build brings them into force")
    return register
