"""Decides what a text leaves to be injured that counts those struck and those who died of it, and never the others.

Tellings of a case -> the same with remainders. "five people were shot, one died" -> 4 injured, shown as a remainder. Within one document
and one day only: no total of one source is lessened by the dead of another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sijill.model.claim import Outcome
from sijill.model.count import Unit
from sijill.model.toll import VictimClass
from sijill.reconcile.counted import Counted
from sijill.reconcile.figures import Figure, subtract
from sijill.reconcile.roots import ONE, is_described
from sijill.reconcile.tellings import Telling

ALL = VictimClass.ALL
STRUCK = (Outcome.CASUALTIES, Unit.PERSON)
DEAD = (Outcome.KILLED, Unit.PERSON)
HURT = (Outcome.INJURED, Unit.PERSON)


def add_remainders(tellings: Sequence[Telling], counts: Mapping[str, Counted]) -> tuple[Telling, ...]:
    """Adds the injured that follow from those struck less those dead, where the document counts no injured of its own.

    Single persons among the injured ("a woman is in critical condition") are some of the remainder, and become a floor.
    """
    by_document: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_document[telling.document_id].append(telling)
    settled: list[Telling] = []
    for own in by_document.values():
        found = find_remainder(own, counts)
        if found is None:
            settled += own
            continue
        settled.append(found)
        settled += [make_partial(telling) if telling.key == HURT else telling for telling in own]
    return tuple(settled)


def find_remainder(own: Sequence[Telling], counts: Mapping[str, Counted]) -> Telling | None:
    """The telling of the injured that one document leaves open; None where it counts them, or counts too little."""
    struck = [telling for telling in own if telling.key == STRUCK and is_of_struck(telling.figures.get(ALL), counts)]
    dead = [figure for telling in own if telling.key == DEAD and (figure := dead_by_others(telling))]
    hurt = [figure for telling in own if telling.key == HURT and (figure := telling.figures.get(ALL))]
    if (
        len({telling.figures[ALL].best for telling in struck}) != 1
        or not dead
        or any(is_counted(figure, counts) for figure in hurt)
    ):
        return None
    whole, most = struck[0].figures[ALL], max(dead, key=lambda figure: figure.reach or 0)
    if whole.best is None or not most.best or whole.feared or most.feared:
        return None
    rest = subtract(whole, most)
    if not rest.best or any((figure.best or 0) > rest.best for figure in hurt):
        return None
    note = f"remainder of {whole.best} struck less {most.best} dead: {rest.best}"
    figures = {ALL: replace(rest, partial=False, notes=(*rest.notes, note))}
    return replace(struck[0], key=HURT, figures=figures, fighters=None, separates=False, reasons={}, overflows=())


def dead_by_others(telling: Telling) -> Figure | None:
    """The dead without those who died in their own attack: they are none of those whom they struck."""
    everyone, attackers = telling.figures.get(ALL), telling.figures.get(VictimClass.ATTACKERS)
    return subtract(everyone, attackers) if everyone is not None and attackers is not None else everyone


def is_of_struck(figure: Figure | None, counts: Mapping[str, Counted]) -> bool:
    """The figure counts those who were shot or stabbed; "victims" may also be of other harm."""
    if figure is None or figure.best is None or figure.high is None:
        return False
    quotes = [counts[claim].resolved.claim.span.quote.casefold() for claim in figure.claim_ids if claim in counts]
    return bool(quotes) and not any("victim" in quote for quote in quotes)


def is_counted(figure: Figure, counts: Mapping[str, Counted]) -> bool:
    """Some of its claims say how many were hurt, beyond single persons described or "one of them"."""
    told = [counts[claim] for claim in figure.claim_ids if claim in counts]
    return any(not is_described(counted) and not ONE.search(counted.count.wording) for counted in told)


def make_partial(telling: Telling) -> Telling:
    return replace(
        telling, figures={victims: replace(figure, partial=True) for victims, figure in telling.figures.items()}
    )
