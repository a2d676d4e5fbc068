"""Decides where each claim's event happened, how precisely that is known, and why.

Document, Reading, Gazetteer -> (Location, or None where the text says nothing) for every claim, origin and destination of
movements. Which place a name means is decided in place_choice.py, where it lies in placed_names.py and areas.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.config import Resolve
from sijill.model.claim import (
    Claim,
    CountClaim,
    Mention,
    MovementClaim,
    Outcome,
    Reading,
    Scope,
    StatementClaim,
    StatementKind,
)
from sijill.model.document import Document
from sijill.model.location import Location, WherePrecision
from sijill.model.problem import Problem
from sijill.resolve.areas import at_the_speakers, location_of
from sijill.resolve.gazetteer import Candidate, Gazetteer
from sijill.resolve.main_town import MainTown
from sijill.resolve.place_choice import MAX_PLACES, Choice
from sijill.resolve.place_spotting import named_places, no_places
from sijill.resolve.place_words import kind_of_word, says_it_happened
from sijill.resolve.placed_names import PlacedNames
from sijill.resolve.title_places import choose_with_title, title_places

_HARM = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.BODIES_FOUND})
# What must speak for a town before what is told without a place happened there (main_town.py).
LEAST_FOR_TOWN = 2.0
_FINER = {
    WherePrecision.EXACT: 0, WherePrecision.NEAR: 1, WherePrecision.ADM2: 2, WherePrecision.SEA_OR_AIR: 3, WherePrecision.ADM1: 4,
    WherePrecision.REGION: 5, WherePrecision.COUNTRY: 6,
}  # fmt: skip
# People in a town that no village of the same name is taken for, and how sure its spelling must be.
LARGE, SURE_NAME = 100_000, 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlaces:
    """Where one claim's event happened; for movements also from where and to where."""

    location: Location | None
    origin: Location | None = None
    destination: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlaces:
    """What one document's places are: of each claim, the country that it is about, and what was too much to look at."""

    of_claim: Mapping[str, ClaimPlaces]
    country: str | None
    problems: tuple[Problem, ...] = ()


def find_places(
    document: Document, reading: Reading, gazetteer: Gazetteer, settings: Resolve, undated: Collection[str] = ()
) -> FoundPlaces:
    """Places for every claim of a reading, by claim id; undated: the claims whose words name a time that nothing dates."""
    named = named_places(document.text, reading)
    title = document.metadata.title
    in_title = title_places(title, document.text, gazetteer, no_places())
    choice = choose_with_title(document.text, title, in_title, named, gazetteer, settings.countries)
    text = _PlacedText(document.text, reading, choice, gazetteer, undated)
    return FoundPlaces(
        of_claim={claim.id: text.places_of(claim) for claim in reading.claims},
        country=choice.country.country if choice.country else None,
        problems=_too_many(document, len(named)),
    )


def _too_many(document: Document, number: int) -> tuple[Problem, ...]:
    if number <= MAX_PLACES:
        return ()
    says = f"the text names {number} places; those after the first {MAX_PLACES} were not looked up; split the document if they matter"
    return (Problem(kind="too_many_places", says=says, document=document.id),)


_THE_UNIT = re.compile(
    r"\b(?:in|across|throughout|around)\s+the\s+(province|governorate|state|district|county|country|region)\b", re.I
)


class _PlacedText:
    """One document with its places found: answers where a span, a sentence or the whole happens."""

    def __init__(
        self, text: str, reading: Reading, choice: Choice, gazetteer: Gazetteer, undated: Collection[str]
    ) -> None:
        self._text = text
        self._undated = undated
        self._sentences = reading.sentences
        self._choice = choice
        self._gazetteer = gazetteer
        self._claims = {claim.id: claim for claim in reading.claims}
        told = {claim.sentence for claim in reading.claims if tells_of_harm(claim)}
        self._names = PlacedNames(
            text, reading.sentences, choice, gazetteer, MainTown(text, reading.sentences, choice, gazetteer, told)
        )

    def places_of(self, claim: Claim) -> ClaimPlaces:
        if isinstance(claim, StatementClaim) and claim.kind is StatementKind.DISTANCE:
            return self._ends_of(claim)
        location = self._where(claim)
        if not isinstance(claim, MovementClaim):
            return ClaimPlaces(location=location)
        return ClaimPlaces(
            location=location,
            origin=self._at_mention(claim.origin) if claim.origin else None,
            destination=self._at_mention(claim.destination) if claim.destination else None,
        )

    def _ends_of(self, claim: StatementClaim) -> ClaimPlaces:
        """The two places of a stated distance."""
        there = self._named(claim.reference, None)
        return ClaimPlaces(location=self._named(claim.place, there.country if there else None), origin=there)

    def _named(self, mention: Mention | None, country: str | None) -> Location | None:
        """A named place itself, whatever the words around it say of where it lies: a stated distance is held against it.

        A name that was given up because no place of that name lies so near is the country's one large town of that name.
        """
        numbers = self._numbers_in(mention) if mention else []
        chosen = [one for number in numbers if (one := self._choice.chosen[number]) and one.point]
        if mention and country and numbers and not chosen:
            named = self._gazetteer.named(mention.span.quote, country)
            chosen = [one for one in named if one.kind == "city" and one.population >= LARGE and one.score > SURE_NAME]
            chosen = [] if len({one.place_id for one in chosen}) > 1 else chosen
        return location_of(chosen[0], chosen[0].name) if chosen else None

    def _where(self, claim: Claim) -> Location | None:
        return self._sharpened(claim, self._told_for(claim))

    def _sharpened(self, claim: Claim, found: Location | None) -> Location | None:
        """A country or province gives way to the place in it where the text says that it happened, else to where a speaker sits."""
        if found is None or claim.scope is not Scope.INCIDENT or _rank(found) < _rank_of(WherePrecision.ADM2):
            return found
        holder = self._gazetteer.place(found.place_id) if found.place_id else None
        if holder is None:
            return found
        places, chosen = self._choice.places, self._choice.chosen
        inside = [n for n, one in enumerate(chosen) if one and one.point and _is_finer_inside(one, holder)]
        for number in inside:
            if says_it_happened(self._text, self._sentences, places[number]):
                return _carried(self._names.location(number), "where the text says that it happened")
        if (town := self._names.town.best(holder, LEAST_FOR_TOWN)) is not None:
            return self._in_town(town)
        if (titled := self._named_in_title(holder)) is not None:
            return titled
        if any(one and one.kind in ("city", "adm2") and not places[n].weak for n, one in enumerate(chosen)):
            return found
        sits = [n for n in inside if places[n].weak and not places[n].across and not places[n].guess]
        return _carried(at_the_speakers(self._names.location(sits[0])), "where a speaker sits") if sits else found

    def _in_town(self, number: int) -> Location:
        """The town that the text is about; where only its police or dateline name it, the area around."""
        located = self._names.location(number)
        if self._names.town.is_seat_only(number):
            return _carried(at_the_speakers(located), "where the report or its police sit")
        return _carried(located, "the town that the text is mostly about")

    def _named_in_title(self, holder: Candidate | None = None) -> Location | None:
        """The town of the headline; around the outlet's where the headline names none."""
        found = self._names.town.titled(holder)
        if found is None:
            return None
        one, is_outlet = found
        located = location_of(one, one.name)
        return (
            _carried(at_the_speakers(located), "the outlet's town") if is_outlet else _carried(located, "the headline")
        )

    def _told_for(self, claim: Claim) -> Location | None:
        picked = (
            [number for number in self._numbers_in(claim.place) if not self._choice.places[number].weak]
            if claim.place
            else []
        )
        if picked:
            return self._refined(claim, picked)
        if claim.place is None and (unit := self._unit_named_before(claim)) is not None:
            return _carried(
                self._names.location(unit),
                f"{self._choice.places[unit].name}, named before as what these words stand for",
            )
        if (whole := self._whole_of(claim)) is not None:
            return _carried(whole, "the claim that this one is a part of")
        if self._is_of_another_time(claim):
            numbers = self._told_in(claim.sentence, claim.span.start)
            return (
                self._names.together(numbers)
                if numbers
                else self._country_only("told of another time; the text names no place for it")
            )
        wide: Location | None = None
        for sentence, basis in self._names.around(claim.sentence):
            if numbers := self._told_in(sentence, claim.span.start):
                found = self._names.together(numbers)
                found = found if sentence == claim.sentence else _carried(found, basis)
                if found.precision is not WherePrecision.COUNTRY:
                    return found
                wide = wide or found
        return wide or self._main_place()

    def _is_of_another_time(self, claim: Claim) -> bool:
        """Told of an earlier time, or as a total of a time that nothing dates: it need not be where the story is."""
        return claim.scope is Scope.BACKGROUND or (claim.scope is Scope.RUNNING_TOTAL and claim.id in self._undated)

    def _unit_named_before(self, claim: Claim) -> int | None:
        """ "across the province": the province that was named last."""
        start, end = self._sentences[claim.sentence]
        spoken = _THE_UNIT.search(self._text, start, end)
        if spoken is None:
            return None
        kind = kind_of_word().get(spoken[1].lower())
        places, chosen = self._choice.places, self._choice.chosen
        for number in range(len(places) - 1, -1, -1):
            one = chosen[number]
            named = kind in places[number].kinds or (one is not None and one.kind == kind)
            if places[number].start < spoken.start() and places[number].name and named:
                return number
        return None

    def _whole_of(self, claim: Claim) -> Location | None:
        """The place of the claim that this one is part of or restates, if that one names it."""
        above = self._claims.get(claim.part_of or claim.restates or "")
        if above is None or above.place is None or above.part_of == claim.id or above.restates == claim.id:
            return None
        return self._where(above)

    def _refined(self, claim: Claim, numbers: list[int]) -> Location:
        """A picked container gives way to what the words put in it, and for an incident to a finer place inside it told nearby."""
        picked = self._names.together(numbers)
        if len(self._names.apart(numbers)) > 1:
            return picked
        chained = [
            n for n in self._names.strong_in(claim.sentence) if not set(numbers).isdisjoint(self._choice.containers(n))
        ]
        if chained:
            if claim.scope is Scope.INCIDENT:
                inside = [
                    n for n in self._names.strong_in(claim.sentence) if n not in numbers and self._lies_in(n, chained)
                ]
                chained = sorted({*chained, *inside})
            return self._names.together(self._nearest(self._finest_known(self._names.apart(chained)), claim.span.start))
        if claim.scope is not Scope.INCIDENT:
            return picked
        wide = picked.precision in (WherePrecision.COUNTRY, WherePrecision.ADM1, WherePrecision.REGION)
        for sentence, basis in self._names.around(claim.sentence, after=2) if wide else [(claim.sentence, "")]:
            finer = [n for n in self._names.strong_in(sentence) if n not in numbers and self._lies_in(n, numbers)]
            if finer and (sentence >= claim.sentence or picked.precision is WherePrecision.COUNTRY):
                found = self._names.together(self._nearest(self._names.apart(finer), claim.span.start))
                return found if sentence == claim.sentence else _carried(found, basis)
        return picked

    def _finest_known(self, numbers: Sequence[int]) -> list[int]:
        """Towns and districts before provinces; a name that no gazetteer has counts as what its words call it."""
        ranks = [
            _rank(self._names.location(n)) if self._choice.chosen[n] else 0 if not self._is_doubtful(n) else 6
            for n in numbers
        ]
        fine = [n for n, rank in zip(numbers, ranks, strict=True) if rank < _rank_of(WherePrecision.ADM1)]
        return fine or list(numbers)

    def _nearest(self, numbers: Sequence[int], start: int) -> list[int]:
        """The place nearest to the claim's words, with what stands beside it."""
        places = self._choice.places
        nearest = min(numbers, key=lambda number: abs(places[number].start - start))
        return [number for number in numbers if number == nearest or self._names.beside(number, nearest)]

    def _lies_in(self, number: int, holders: Sequence[int]) -> bool:
        """It lies in a picked unit; a name that no gazetteer has lies in any unit around it."""
        one, held = self._choice.chosen[number], [self._choice.chosen[holder] for holder in holders]
        if one is None:
            place = self._choice.places[number]
            named_so = bool(place.name) and (not place.guess or (place.kinds or ("",))[0] in ("place", "part", "adm2"))
            units = ("country", "adm1", "region")
            kinds = [
                other.kind if other else (self._choice.places[holder].kinds or ("",))[0]
                for other, holder in zip(held, holders, strict=True)
            ]
            return named_so and bool(kinds) and all(kind in units for kind in kinds)
        return one.kind != "country" and any(
            other and other.kind != "city" and one.place_id != other.place_id and one.is_within(other) for other in held
        )

    def _told_in(self, sentence: int, start: int) -> list[int]:
        """The place that a sentence tells of: the last one before the claim, else the first one after, with what stands beside it."""
        strong = self._names.strong_in(sentence)
        if not strong:
            return []
        places = self._choice.places
        specific = [number for number in strong if _rank(self._names.location(number)) < 6] or strong
        specific = [number for number in specific if not self._is_doubtful(number)] or specific
        nearest = min(specific, key=lambda number: (self._depth(number), abs(places[number].start - start)))
        return [number for number in strong if number == nearest or self._names.beside(number, nearest)]

    def _is_doubtful(self, number: int) -> bool:
        """A name that no gazetteer has and that no word calls a place: a person, a body or a group as likely as a place."""
        place = self._choice.places[number]
        return self._choice.chosen[number] is None and bool(place.name) and not place.kinds

    def _depth(self, number: int) -> int:
        """0 for a place that lies in no other of its chain's front: "X" of "X, Y" before "Y"."""
        return 1 if any(self._choice.container(other) == number for other in range(number)) else 0

    def _numbers_in(self, mention: Mention) -> list[int]:
        return [
            number for number, place in enumerate(self._choice.places)
            if place.start < mention.span.end and mention.span.start < place.end
        ]  # fmt: skip

    def _at_mention(self, mention: Mention) -> Location | None:
        """Where a movement starts or ends; "Russia's base in X" is X, and "from X to Y" never makes X the place Y."""
        numbers = [number for number in self._numbers_in(mention) if not self._choice.places[number].weak]
        if not numbers:
            places = self._choice.places
            numbers = [
                n
                for n in self._names.strong_in(mention.sentence)
                if 0 <= places[n].start - mention.span.end <= 40
                and " to " not in self._text[mention.span.end : places[n].start]
            ][:1]
        return self._names.together(numbers) if numbers else None

    def _main_place(self) -> Location | None:
        """The place that most of the text is about: the one named most often, earlier ones first; never a far-off mention."""
        strong = [
            number
            for number, place in enumerate(self._choice.places)
            if not place.weak and self._names.has_point(number)
        ]
        basis = "the document's main place"
        if (town := self._names.town.best(least=LEAST_FOR_TOWN)) is not None:
            return self._in_town(town)
        if not any(self._names.sure(n).kind in ("city", "adm2") for n in strong) and (titled := self._named_in_title()):
            return titled
        if not strong:
            strong = [
                n
                for n, place in enumerate(self._choice.places)
                if self._names.has_point(n) and not place.guess and self._names.sure(n).kind != "country"
            ]
            basis = "where a speaker sits; the text names no other place"
        if not strong:
            return self._country_only("the text names no place but speaks of this country")
        counted = Counter(
            self._names.sure(number).place_id for number in strong if self._names.sure(number).kind != "country"
        )
        first = next((number for number in strong if self._names.sure(number).kind != "country"), strong[0])
        most = max(strong, key=lambda number: (counted[self._names.sure(number).place_id], -number))
        number = (
            first if counted[self._names.sure(first).place_id] >= counted[self._names.sure(most).place_id] else most
        )
        return _carried(self._names.location(number), basis)

    def _country_only(self, why: str) -> Location | None:
        location = self._names.country_location()
        return replace(location, mention=None, because=f"{location.name}: {why}") if location else None


def tells_of_harm(claim: Claim) -> bool:
    """It counts people who were hurt in the text's own story; an arrest or a flight is elsewhere."""
    return isinstance(claim, CountClaim) and claim.scope is Scope.INCIDENT and claim.outcome in _HARM


def _is_finer_inside(one: Candidate, holder: Candidate) -> bool:
    order = ("country", "region", "adm1", "adm2", "city")
    return one.kind in order and order.index(one.kind) > order.index(holder.kind) and one.is_within(holder)


def _rank_of(precision: WherePrecision) -> int:
    return _FINER[precision]


def _rank(location: Location) -> int:
    return _FINER[location.precision] if location.precision is not None else 7


def _carried(location: Location, basis: str) -> Location:
    """A place carried over from elsewhere in the text says so."""
    return replace(location, because=f"{location.because}; carried over from {basis}")
