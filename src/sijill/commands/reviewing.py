"""review: what a person should look at next, asked one thing at a time and answered with single keys.

Items of the queue -> questions on the terminal -> decisions in the log, each written as it is made, so that one may stop at any point.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from sijill.commands.desk import Desk, desk, find_place, find_speaker
from sijill.commands.looking import built_register
from sijill.commands.options import chatty, json_option, named_register, register_option
from sijill.commands.screen import print_json, print_result, remark

MOST_WEIGHED = 4  # claims of one question whose effect on the tolls is worked out
QUIT, SKIP = "q", "\r\n "


@click.command("review")
@click.option("--as", "reviewer", metavar="NAME", help="Who decides. [default: reviewer in sijill.toml]")
@click.option("--most", metavar="N", type=click.IntRange(1), help="At most so many things, the most consequential.")
@click.option("--list", "only_list", is_flag=True, help="Print the queue and ask nothing.")
@json_option
@register_option
@chatty
def review_command(reviewer: str | None, most: int | None, only_list: bool, as_json: bool) -> None:
    """Go through what a person should look at, most consequential first; a key answers, Enter leaves it for later, q stops.

    Every answer asks for its reason and is a decision of its own (sijill log); the next build brings it into force.
    """
    from sijill.publish.lookup import look_up
    from sijill.publish.questions import item_line, item_shape
    from sijill.review.queue import find_items

    register = built_register()
    items, lookup = find_items(register, _undecided())[:most], look_up(register)
    if as_json or only_list:
        for item in items:
            if as_json:
                print_json(item_shape(item, lookup))
            else:
                print_result(item_line(item, lookup))
        return
    if not items:
        print_result("nothing waits for a person")
        return
    made = _ask_all(items, lookup, reviewer)
    remark(f"{made} decided; what is left comes back next time" + ("; next: sijill build" if made else ""))


def _undecided() -> list[Any]:
    """Decisions that no build has brought into force yet."""
    from sijill.config import find_register
    from sijill.store.register import open_store

    with open_store(find_register(named_register())) as store:
        known = {ruling.decision.id for ruling in store.rulings()}
        return [row.decision for row in store.log() if row.decision.id not in known]


def _ask_all(items: Sequence[Any], lookup: Any, reviewer: str | None) -> int:
    from sijill.errors import DecisionRefused, UnknownId
    from sijill.publish.questions import item_page
    from sijill.review.queue import ANSWERS

    made = 0
    for number, item in enumerate(items, start=1):
        print_result(f"\n{number} of {len(items)}\n{item_page(item, lookup)}\n")
        for line in _effects(item):
            print_result(f"  {line}")
        answers = ANSWERS[item.asks]
        keys = "  ".join(f"[{key}] {words}" for key, words in answers.items())
        while True:
            click.echo(f"{keys}  [Enter] later  [{QUIT}] stop: ", nl=False)
            key = click.getchar()
            click.echo("" if key in SKIP else key)
            if key in SKIP or key == QUIT:
                break
            if key not in answers:
                click.echo(f"{key!r} is none of the keys")
                continue
            try:
                with desk(reviewer, click.prompt("why", prompt_suffix="? ")) as at:
                    at.decide(*_decisions(at, item, key))
            except (DecisionRefused, UnknownId) as refused:
                click.echo(f"not decided: {refused}")
                continue
            made += 1
            break
        if key == QUIT:
            break
    return made


def _effects(item: Any) -> list[str]:
    """What each claim moves: the tolls as they are, and as they would be without it."""
    from sijill.asking import ask_without
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.errors import InputError
    from sijill.publish.questions import effect_words
    from sijill.store.register import open_store

    folder = find_register(named_register())
    settings, lines = read_settings(folder / SETTINGS_FILE), []
    with open_store(folder) as store:
        for number, claim_id in enumerate(item.claim_ids[:MOST_WEIGHED], start=1):
            for subject in item.subjects:
                try:
                    changes = ask_without(store, settings, subject, claim_id)
                except InputError:  # a pair's other side
                    continue
                lines += [f"without {number}: {effect_words(one.before, one.after)}" for one in changes]
    return lines


def _decisions(at: Desk, item: Any, key: str) -> list[Any]:
    """What an answer decides. Whatever more it needs is asked for here."""
    from sijill.model.question import Asks
    from sijill.review import asked

    claim = item.claim_ids[0] if item.claim_ids else ""
    match item.asks, key:
        case Asks.PAIR, "s":
            return [asked.same(at.asking, item.sides)]
        case Asks.PAIR, "d":
            return [asked.different(at.asking, item.sides)]
        case Asks.CONTRADICTION, "c":
            return [asked.close(at.asking, at.contradiction(item.about, item.claim_ids))]
        case Asks.CONTRADICTION, "r":
            number = click.prompt("which claim", type=click.IntRange(1, len(item.claim_ids)))
            return [asked.reject(at.asking, at.claim(item.claim_ids[number - 1]))]
        case Asks.CLAIM, "y":
            return [asked.correct(at.asking, at.claim(claim), "confidence", 1.0)]
        case ((Asks.CLAIM | Asks.ORIGIN), "n"):
            return [asked.reject(at.asking, at.claim(claim))]
        case Asks.CLAIM, "c":
            figure = asked.read_value("count", click.prompt("the count (9, 6-8, 12+, -20)"))
            return [asked.correct(at.asking, at.claim(claim), "count", figure)]
        case Asks.ORIGIN, "s":
            speaker = find_speaker(at, click.prompt("who says so"), click.prompt("kind", default="unknown"))
            return [asked.correct(at.asking, at.claim(claim), "speaker", speaker)]
        case Asks.UNPLACED, "p":
            place = find_place(at, click.prompt("the place, by name or id"), None, None)
            return [asked.correct(at.asking, at.claim(one), "place", place) for one in item.claim_ids]
        case Asks.UNDATED, "d":
            days = asked.read_value("period", click.prompt("the day or days (2031-03-06, 2031-03-06..2031-03-08)"))
            return [asked.correct(at.asking, at.claim(one), "period", days) for one in item.claim_ids]
        case Asks.NAME, ("p" | "h"):
            return [asked.name(at.asking, item.about, public=key == "p")]
        case Asks.STALE, "u":
            return [asked.undo(at.asking, at.logged(item.about), None)]
        case _:
            return [asked.again(at.asking, at.logged(item.about), [at.claim(one).claim for one in item.claim_ids])]
