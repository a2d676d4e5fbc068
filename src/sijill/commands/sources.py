"""source: who speaks in a register, and what people set of them."""

from __future__ import annotations

import click

from sijill.commands.desk import deciding, desk
from sijill.commands.looking import built_register
from sijill.commands.options import chatty, json_option, register_option
from sijill.commands.screen import print_json, print_result


@click.group("source")
@chatty
def source_command() -> None:
    """Who speaks in this register: list them, and set what the machine could not know."""


@source_command.command("list")
@click.option("--kind", metavar="KIND", help="Only sources of this kind: official, monitor, witness, …")
@json_option
@register_option
@chatty
def list_command(kind: str | None, as_json: bool) -> None:
    """Print every source with its kind, party, country, reliability and the number of its claims."""
    from sijill.publish.sources import source_line, source_shape, spoken_claims

    register = built_register()
    spoken = spoken_claims(register)
    for source in sorted(register.sources, key=lambda one: (-spoken[one.id], one.id)):
        if kind in (None, source.kind.value):
            if as_json:
                print_json(source_shape(source, spoken[source.id]))
            else:
                print_result(source_line(source, spoken[source.id]))


@source_command.command("set")
@click.argument("source")
@click.option("--kind", metavar="KIND", help="outlet, agency, monitor, official, international, ngo, armed_group, …")
@click.option("--party", metavar="NAME", help="Whose line it speaks; two sources of one party are never two voices.")
@click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-2 code of the country that it belongs to.")
@click.option("--reliability", metavar="WORD", help="reliable, mixed or unreliable; the reason says why.")
@click.option("--depends-on", metavar="SOURCE", help="A source that it repeats: the two are one party from then on.")
@deciding
def set_command(source: str, reviewer: str | None, reason: str, **said: str | None) -> None:
    """Set what SOURCE is. It is a decision like any other: sijill decide undo takes it back."""
    from sijill.errors import UnknownId
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        known = {one.id: one for one in at.lookup.register.sources}
        for wanted in (source, said["depends_on"]):
            if wanted is not None and wanted not in known:
                raise UnknownId(f"{wanted!r} is no source of this register; sijill source list shows them")
        fields = {name: value for name, value in said.items() if value is not None}
        if repeated := said["depends_on"]:
            fields.setdefault("party", known[repeated].party or known[repeated].name)
        at.decide(asked.source(at.asking, source, fields))
