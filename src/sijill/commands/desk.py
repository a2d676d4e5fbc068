"""What every decision needs: the register held for writing, the ids that a person gives looked up, the result said.

Ids and names as typed -> claims, incidents, places, sources; refused where they name nothing, or several things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from sijill.commands.options import chatty, named_register, register_option
from sijill.commands.screen import print_result, remark

Command = TypeVar("Command", bound=Callable[..., Any])


def deciding(command: Command) -> Command:
    """--reason and --as, which every decision has."""
    reason = click.option("--reason", "-m", metavar="TEXT", default="", help="Why; it is required and kept for ever.")
    reviewer = click.option("--as", "reviewer", metavar="NAME", help="Who decides. [default: reviewer in sijill.toml]")
    return reason(reviewer(register_option(chatty(command))))


@dataclass(frozen=True, slots=True)
class Desk:
    """A register opened for deciding, with what stands in it."""

    store: Any
    lookup: Any
    asking: Any

    def find(self, wanted: str) -> Any:
        """What an id names; a claim that was rejected is said to be, and an unknown one refused."""
        from sijill.errors import DecisionRefused
        from sijill.publish.find import find

        if any(claim.id == wanted for claim in self.lookup.register.rejected):
            raise DecisionRefused(f"{wanted} was rejected; find that decision with sijill log, and undo it first")
        found = find(wanted, self.lookup)
        if found.became:
            remark(found.became)
        return found

    def claim(self, wanted: str) -> Any:
        """A claim as the machine read it: what a decision on it rests on."""
        from sijill.errors import UnknownId
        from sijill.replaying import claim_as_read

        found = self.find(wanted).claim
        if found is None:
            raise UnknownId(f"{wanted!r} is no claim; sijill show DOCUMENT lists those of a document")
        return claim_as_read(self.store, found)

    def side(self, wanted: str) -> tuple[str, ...]:
        """The claims that a claim's or an incident's id stands for."""
        from sijill.errors import UnknownId

        found = self.find(wanted)
        if found.claim:
            return (found.claim.id,)
        if found.subject and found.subject.claim_ids:
            return tuple(found.subject.claim_ids)
        raise UnknownId(f"{wanted!r} is no claim, incident or episode that holds words of a report")

    def subject(self, wanted: str, kind: str) -> Any:
        from sijill.errors import UnknownId
        from sijill.model.incident import Episode

        found = self.find(wanted).subject
        if found is None or (kind == "episode" and not isinstance(found, Episode)):
            raise UnknownId(f"{wanted!r} is no {kind}; sijill show lists them")
        return found

    def contradiction(self, facet: str, claim_ids: tuple[str, ...]) -> Any:
        """The contradiction of this facet between exactly these claims."""
        from sijill.errors import UnknownId

        for one in self.lookup.register.contradictions:
            if one.facet.value == facet and one.claim_ids == claim_ids:
                return one
        raise UnknownId("this contradiction is no longer there; sijill show INCIDENT lists those of an incident")

    def logged(self, wanted: str) -> Any:
        """A decision of the log."""
        from sijill.errors import UnknownId

        for row in self.store.log():
            if row.decision.id == wanted:
                return row.decision
        raise UnknownId(f"{wanted!r} is no decision; sijill log lists them")

    def above(self, subject: Any) -> list[str]:
        """What an episode lies within, outward."""
        found: list[str] = []
        while subject and subject.part_of and subject.part_of not in found:
            found.append(subject.part_of)
            subject = self.lookup.subjects.get(subject.part_of)
        return found

    def decide(self, *decisions: Any) -> None:
        """Writes decisions to the log, all or none, and says so."""
        for made in self.store.decide(decisions):
            print_result(f"{made.id}  {made.kind}  {made.reviewer}: {made.reason}")
        remark("next: sijill build, which brings it into force")


@contextmanager
def desk(reviewer: str | None, reason: str) -> Iterator[Desk]:
    """The register, held for writing so that no two people decide at once."""
    from sijill.config import SETTINGS_FILE, find_register, read_settings
    from sijill.errors import NoRegister
    from sijill.publish.lookup import look_up
    from sijill.review.asked import Asking
    from sijill.store.register import open_store

    folder = find_register(named_register())
    settings = read_settings(folder / SETTINGS_FILE)
    asking = Asking(reviewer=settings.review.reviewer if reviewer is None else reviewer, reason=reason)
    with open_store(folder, writing=True) as store:
        register = store.register()
        if register is None:
            raise NoRegister(f"{folder} has not been built yet; run sijill build first")
        yield Desk(store, look_up(register), asking)


def find_place(at: Desk, name: str, country: str | None, within: str | None) -> Any:
    """The one place that a person means; refuses between several."""
    from sijill.errors import DecisionRefused
    from sijill.gazetteers import gazetteer, own_places
    from sijill.model.location import Location, WherePrecision
    from sijill.review.asked import NONE, place_value

    if name in NONE:
        return None
    places = gazetteer(own_places(at.store.folder))
    known = places.place(name)
    found = [known] if known else places.find(name, country=country, within=within)
    best = [one for one in found if one.score >= found[0].score - 0.05]
    if not best:
        raise DecisionRefused(f"the gazetteer knows no place {name!r}; sijill gazetteer find shows what it knows")
    if len(best) > 1:
        listed = "; ".join(f"{one.place_id} {one.name} ({one.adm1 or one.country})" for one in best)
        raise DecisionRefused(f"{name!r} may be {listed}: give the id, --country or --within")
    place = best[0]
    levels = {"country": WherePrecision.COUNTRY, "adm1": WherePrecision.ADM1, "adm2": WherePrecision.ADM2}
    return place_value(
        Location(
            name=place.name, place_id=place.place_id, country=place.country, adm1=place.adm1, adm2=place.adm2,
            latitude=place.latitude, longitude=place.longitude, radius_km=place.radius_km,
            precision=levels.get(place.kind, WherePrecision.EXACT), because="a person placed it",
        )
    )  # fmt: skip


def find_speaker(at: Desk, name: str, kind: str | None) -> Any:
    """The source that a person names: one of the register by name or id, else a new one."""
    from sijill.review import asked

    if name in asked.NONE:
        return None
    known = [source for source in at.lookup.register.sources if name in (source.id, source.name)]
    return asked.speaker_value(known[0] if known else asked.new_source(name, kind))
