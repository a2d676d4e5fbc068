"""decide, log, remove: what people decide about the register, and the record of it."""

from __future__ import annotations

from typing import Any

import click

from sijill.commands.desk import deciding, desk, find_place, find_speaker
from sijill.commands.options import chatty, json_option, named_register, register_option
from sijill.commands.screen import print_json, print_result


@click.group("decide")
@chatty
def decide_command() -> None:
    """Decide what the machine could not, or got wrong; each decision has a reviewer and a reason and survives every build."""


@decide_command.command("reject")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@deciding
def reject_command(claims: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """The text does not say what these claims say; they stay to be seen, without effect."""
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        at.decide(*(asked.reject(at.asking, at.claim(one)) for one in claims))


@decide_command.command("correct")
@click.argument("claim")
@click.argument("field")
@click.argument("value")
@click.option("--country", metavar="CODE", help="Of a place: the country that holds it.")
@click.option("--within", metavar="PLACE", help="Of a place: a place or unit that holds it.")
@click.option("--kind", metavar="KIND", help="Of a speaker: official, monitor, witness, …")
@deciding
def correct_command(
    claim: str, field: str, value: str, country: str | None, within: str | None, kind: str | None,
    reviewer: str | None, reason: str,
) -> None:  # fmt: skip
    """One FIELD of a claim is otherwise: outcome, count, status, scope, stance, verification, in_scope, place, period, speaker,
    perpetrator. A count is 9, 6-8, 12+ or -20; a period 2031-03-06..2031-03-08; none takes a place, period or speaker away.
    """
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        found = at.claim(claim)
        if field == "place":
            said = find_place(at, value, country, within)
        elif field == "speaker":
            said = find_speaker(at, value, kind)
        else:
            said = asked.read_value(field, value) if field in asked.FIELDS else value
        at.decide(asked.correct(at.asking, found, field, said))


@decide_command.command("verified")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@deciding
def verified_command(claims: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """Somebody checked these claims and they hold; the reason says who and how."""
    _mark(claims, "verified", reviewer, reason)


@decide_command.command("retracted")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@deciding
def retracted_command(claims: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """Whoever made these claims took them back; they stay to be seen and carry no toll."""
    _mark(claims, "retracted", reviewer, reason)


def _mark(claims: tuple[str, ...], mark: str, reviewer: str | None, reason: str) -> None:
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        at.decide(*(asked.correct(at.asking, at.claim(one), "verification", mark) for one in claims))


@decide_command.command("add")
@click.argument("document")
@click.option("--quote", required=True, metavar="WORDS", help="The words that say it, exactly as the text has them.")
@click.option("--number", metavar="WORDS", help="The words of the number, within the quote.")
@click.option("--outcome", required=True, metavar="OUTCOME", help="killed, injured, missing, displaced, …")
@click.option("--count", required=True, metavar="COUNT", help="9, 6-8, 12+ (at least) or -20 (up to).")
@click.option("--unit", default="person", show_default=True, metavar="UNIT", help="person, household, dwelling.")
@click.option("--status", metavar="STATUS", help="civilian, security_forces, attackers, …")
@click.option("--scope", metavar="SCOPE", help="incident, running_total or background. [default: incident]")
@click.option("--stance", metavar="STANCE", help="asserted, reported, alleged, …")
@click.option("--speaker", metavar="NAME", help="Who says so, if not the report itself.")
@click.option("--kind", metavar="KIND", help="What the speaker is: official, monitor, witness, …")
@click.option("--place", metavar="NAME", help="Where it happened; --country and --within tell namesakes apart.")
@click.option("--country", metavar="CODE", help="The country that holds the place.")
@click.option("--within", metavar="PLACE", help="A place or unit that holds the place.")
@click.option("--period", metavar="DAYS", help="2031-03-06, 2031-03-06..2031-03-08 or 2031-03-06.. (since).")
@deciding
def add_claim_command(document: str, reviewer: str | None, reason: str, **said: str | None) -> None:
    """Add a claim that the reader missed in DOCUMENT, with the words that make it."""
    from sijill.errors import UnknownId
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        read = at.find(document).document
        if read is None:
            raise UnknownId(f"{document!r} is no document; sijill show lists them")
        value: dict[str, Any] = {
            key: said[key] for key in ("quote", "number", "outcome", "unit", "status", "scope", "stance")
        }
        value |= asked.read_count(said["count"] or "")
        if said["period"]:
            value["period"] = asked.read_value("period", said["period"])
        if said["place"]:
            value["place"] = find_place(at, said["place"], said["country"], said["within"])
        if said["speaker"]:
            speaker = find_speaker(at, said["speaker"], said["kind"])
            value |= {"speaker": speaker["name"], "source": speaker["source"], "speaker_kind": speaker["kind"]}
        text = read.document.text
        at.decide(asked.add(at.asking, read.document.id, text, read.reading.sentences, value))


@decide_command.command("same")
@click.argument("wanted", metavar="ID...", nargs=-1, required=True)
@deciding
def same_command(wanted: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """These claims or incidents are one incident."""
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        at.decide(asked.same(at.asking, [at.side(one) for one in wanted]))


@decide_command.command("different")
@click.argument("wanted", metavar="ID...", nargs=-1, required=True)
@deciding
def different_command(wanted: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """These claims or incidents are of different incidents."""
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        at.decide(asked.different(at.asking, [at.side(one) for one in wanted]))


@decide_command.command("into")
@click.argument("episode")
@click.argument("incidents", metavar="INCIDENT...", nargs=-1, required=True)
@deciding
def into_command(episode: str, incidents: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """These incidents or episodes are part of EPISODE."""
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        outer = at.subject(episode, "episode")
        inner = [at.subject(one, "incident or episode") for one in incidents]
        above = at.above(outer)
        at.decide(*(asked.into_episode(at.asking, one, outer, above) for one in inner))


@decide_command.command("out")
@click.argument("incidents", metavar="INCIDENT...", nargs=-1, required=True)
@deciding
def out_command(incidents: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """These incidents are no part of the episode that they stand in."""
    from sijill.errors import DecisionRefused
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        found = [at.subject(one, "incident or episode") for one in incidents]
        if loose := [one.id for one in found if one.part_of not in at.lookup.subjects]:
            raise DecisionRefused(f"{loose[0]} is part of no episode")
        at.decide(*(asked.out_of_episode(at.asking, one, at.lookup.subjects[one.part_of]) for one in found))


@decide_command.command("toll")
@click.argument("toll")
@click.option("--min", "low", metavar="N", default="none", help="The lowest credible figure; none: not known.")
@click.option("--best", metavar="N", default="none", help="The best figure; none: none is supported.")
@click.option("--max", "high", metavar="N", default="none", help="The highest credible figure; none: open.")
@deciding
def toll_command(toll: str, low: str, best: str, high: str, reviewer: str | None, reason: str) -> None:
    """Set a toll, named SUBJECT/OUTCOME[/VICTIMS[/UNIT]]; the rule's own figures stay beside it."""
    from sijill.errors import DecisionRefused, UnknownId
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        found = at.find(toll).toll
        if found is None:
            raise UnknownId(f"{toll!r} is no toll; sijill show INCIDENT lists those of an incident")
        said = {"min": low, "best": best, "max": high}
        if odd := [one for one in said.values() if one not in asked.NONE and not one.isdecimal()]:
            raise DecisionRefused(f"{odd[0]!r} is no number; write 12, or none")
        figures = {side: None if one in asked.NONE else int(one) for side, one in said.items()}
        at.decide(asked.set_toll(at.asking, at.lookup.subjects[found.subject], found, figures))


@decide_command.command("close")
@click.argument("contradiction")
@deciding
def close_command(contradiction: str, reviewer: str | None, reason: str) -> None:
    """A contradiction is explained; the reason says how. It stays to be seen, closed."""
    _close(contradiction, reviewer, reason, reopen=False)


@decide_command.command("reopen")
@click.argument("contradiction")
@deciding
def reopen_command(contradiction: str, reviewer: str | None, reason: str) -> None:
    """A closed contradiction is open again."""
    _close(contradiction, reviewer, reason, reopen=True)


def _close(wanted: str, reviewer: str | None, reason: str, *, reopen: bool) -> None:
    from sijill.errors import UnknownId
    from sijill.publish.lookup import contradiction_id
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        found = [one for one in at.lookup.register.contradictions if contradiction_id(one) == wanted]
        if not found:
            raise UnknownId(f"{wanted!r} is no contradiction; sijill show INCIDENT lists those of an incident")
        at.decide(asked.close(at.asking, found[0], reopen=reopen))


@decide_command.command("name")
@click.argument("name")
@click.option("--public/--private", required=True, help="Whether the name may stand in what is shared.")
@deciding
def name_command(name: str, public: bool, reviewer: str | None, reason: str) -> None:
    """A person's NAME may, or may not, stand in what is shared."""
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        at.decide(asked.name(at.asking, name, public=public))


@decide_command.command("undo")
@click.argument("decisions", metavar="DECISION...", nargs=-1, required=True)
@deciding
def undo_command(decisions: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """Take decisions back; what they changed is as before. An undo can be undone."""
    from sijill.errors import UnknownId
    from sijill.review import asked
    from sijill.review.replay import undone_by

    with desk(reviewer, reason) as at:
        log = {row.decision.id: row.decision for row in at.store.log()}
        if unknown := [one for one in decisions if one not in log]:
            raise UnknownId(f"{unknown[0]!r} is no decision; sijill log lists them")
        taken_back = undone_by(list(log.values()))
        at.decide(*(asked.undo(at.asking, log[one], taken_back.get(one)) for one in dict.fromkeys(decisions)))


@click.command("remove")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@deciding
def remove_command(documents: tuple[str, ...], reviewer: str | None, reason: str) -> None:
    """Withdraw documents: kept and marked, without effect from the next build on. sijill decide undo restores them."""
    from sijill.errors import UnknownId
    from sijill.review import asked

    with desk(reviewer, reason) as at:
        found = [at.find(one).document for one in documents]
        if None in found:
            raise UnknownId(f"{documents[found.index(None)]!r} is no document; sijill show lists them")
        at.decide(*(asked.withdraw(at.asking, read.document.id) for read in found))


@click.command("log")
@click.option("--verify", is_flag=True, help="Check that no row was changed, lost or put in.")
@json_option
@register_option
@chatty
def log_command(verify: bool, as_json: bool) -> None:
    """Print every decision ever made, and how it stands."""
    from sijill.config import find_register
    from sijill.errors import RegisterDamaged
    from sijill.publish.decisions import log_line, log_shape
    from sijill.store.register import open_store

    with open_store(find_register(named_register())) as store:
        fault, head = store.find_break(), store.log_head()
        if fault:
            raise RegisterDamaged(f"{fault}; compare it with a copy of the register")
        log, stands = store.log(), {one.decision.id: one for one in store.rulings()}
    if verify:
        print_result(f"{len(log)} decisions, each as it was written; the last one's hash is {head or 'none'}")
        return
    for row in log:
        ruling = stands.get(row.decision.id)
        if as_json:
            print_json(log_shape(row.number, row.decision, ruling, row.hash))
        else:
            print_result(log_line(row.decision, ruling))
