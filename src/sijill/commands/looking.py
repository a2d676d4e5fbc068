"""show, explain: what the register holds, and why it says so."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from sijill.commands.options import chatty, json_option, named_register, register_option, rule_option
from sijill.commands.screen import print_json, print_result, remark
from sijill.model.register import Register
from sijill.publish.find import Found
from sijill.publish.lookup import Lookup


@click.command("show")
@click.argument("wanted", metavar="[ID]", required=False)
@rule_option
@json_option
@register_option
@chatty
def show_command(wanted: str | None, rule: str | None, as_json: bool) -> None:
    """Show the register on one screen, or one episode, incident, document, claim or toll."""
    from sijill.publish.contract import build_shape
    from sijill.publish.explain import explain_shape
    from sijill.publish.lookup import look_up
    from sijill.publish.show import show_register, show_subject

    register = built_register()
    if rule:
        register = judged_register(register, rule)
    if as_json:
        print_json(explain_shape(register, wanted) if wanted else build_shape(look_up(register)))
    else:
        print_result(show_subject(register, wanted) if wanted else show_register(register))


@click.command("explain")
@click.argument("wanted", metavar="ID")
@click.option("--without", "claim", metavar="CLAIM", help="Say what would change had this claim not been made.")
@rule_option
@json_option
@register_option
@chatty
def explain_command(wanted: str, claim: str | None, rule: str | None, as_json: bool) -> None:
    """Trace a toll, claim, incident, episode or document down to the words that it comes from."""
    from sijill.asking import ask_without, trace
    from sijill.config import find_register
    from sijill.publish.changes import changes_shape, explain_changes
    from sijill.publish.explain import explain, explain_shape
    from sijill.publish.find import find
    from sijill.publish.lookup import look_up
    from sijill.publish.reached import Asked
    from sijill.store.register import open_store

    register = built_register()
    if rule:
        register = judged_register(register, rule)
    settings = settings_with(rule)
    with open_store(find_register(named_register())) as store:
        if claim:
            lookup = look_up(register)
            subject = subject_of(find(wanted, lookup), lookup)
            found = find(claim, lookup).claim
            changes = ask_without(store, settings, subject, found.id if found else claim)
            if as_json:
                print_json(changes_shape(claim, changes))
            else:
                print_result(explain_changes(claim, changes, lookup))
            return
        asked = Asked(traced=partial(trace, store, settings), history=store.history)
        if as_json:
            print_json(explain_shape(register, wanted, asked))
        else:
            print_result(explain(register, wanted, asked))


def subject_of(found: Found, lookup: Lookup) -> str:
    """The incident or episode of what was found: a toll's, a claim's, a document's main one."""
    from sijill.errors import InputError

    if found.subject:
        return found.subject.id
    if found.toll:
        return found.toll.subject
    home = lookup.homes.get(found.claim.id) if found.claim else None
    if found.document:
        home = lookup.mains.get(found.document.document.id)
    if home is None:
        raise InputError("it belongs to no incident; name the incident, episode or toll to look at")
    return home


def settings_with(rule: str | None) -> Any:
    """The register's settings, with another rule where one is named."""
    from sijill.config import SETTINGS_FILE, find_register, read_settings

    settings = read_settings(find_register(named_register()) / SETTINGS_FILE)
    if rule is None:
        return settings
    return settings.model_copy(update={"reconcile": settings.reconcile.model_copy(update={"rule": rule})})


def judged_register(register: Register, rule: str) -> Register:
    """The register as another rule would have it; nothing of it is kept."""
    from sijill.asking import judge_by_rule
    from sijill.config import find_register
    from sijill.store.register import open_store

    with open_store(find_register(named_register())) as store:
        judged = judge_by_rule(store, register, settings_with(rule))
    remark(f"judged by {rule}; the register keeps the tolls of its own rule")
    return judged


def built_register() -> Register:
    """The register as last built; says what it does not hold yet."""
    from sijill.asking import with_statements
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
    return with_statements(register)
