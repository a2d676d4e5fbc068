"""Decides where each name of a document lies: what was chosen for it, else what the text puts around it.

The text, its sentences and a Choice -> Location for one name or for several together. Which name a claim means is decided in places.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sijill.model.location import Location, WherePrecision
from sijill.resolve.areas import between, covering, located, location_of, within
from sijill.resolve.gazetteer import Candidate, Gazetteer
from sijill.resolve.main_town import MainTown
from sijill.resolve.place_choice import Choice
from sijill.resolve.place_words import NamedPlace, same_paragraph

_WIDE = (None, WherePrecision.COUNTRY, WherePrecision.ADM1, WherePrecision.REGION)
# What must speak for a town before a street lies in it, and before any other unknown name does (main_town.py).
LEAST_FOR_STREET, LEAST_FOR_NAME, LEAST_ALONE = 1.0, 2.0, 3.0
# Parts of a town by their last word.
_IN_TOWN = re.compile(
    r"\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Place|Court|Park|High|School|Apartments|Motel|Hotel|Club|Bar|Mall"
    r"|Heights|Village|Side|Square|Market|Center|Centre|Church|Mosque|Plaza|Homes|Terrace|Way|Parkway|Circle)\.?$"
)


class PlacedNames:
    """The names of one document with their locations; names go by their number in the Choice."""

    def __init__(
        self, text: str, sentences: Sequence[tuple[int, int]], choice: Choice, gazetteer: Gazetteer, town: MainTown
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._choice = choice
        self._gazetteer = gazetteer
        self.town = town
        self._located: dict[int, Location] = {}

    def around(self, sentence: int, after: int = 1) -> list[tuple[int, str]]:
        """Where a claim without a place of its own looks for one: its sentence, the ones before in the paragraph, the next ones."""
        order = [(sentence, "the same sentence")]
        for other in range(sentence - 1, -1, -1):
            if not same_paragraph(self._text, self._sentences, other, sentence):
                break
            order.append((other, "a sentence before, in the same paragraph"))
        for other in range(sentence + 1, min(sentence + 1 + after, len(self._sentences))):
            if not same_paragraph(self._text, self._sentences, sentence, other):
                break
            order.append((other, "a sentence after, in the same paragraph"))
        return order

    def beside(self, one: int, other: int) -> bool:
        first, last = sorted((one, other))
        return (
            all(self._choice.joins.get(number, (0, ""))[1] == "beside" for number in range(first, last))
            and first != last
        )

    def strong_in(self, sentence: int) -> list[int]:
        return [
            number for number, place in enumerate(self._choice.places) if place.sentence == sentence and not place.weak
        ]

    def apart(self, numbers: Sequence[int]) -> list[int]:
        """The places among these that hold none of the others: "X village, Y district" is one place."""
        holders = {self._choice.container(number) for number in numbers}
        return [number for number in numbers if number not in holders] or list(numbers[:1])

    def together(self, numbers: Sequence[int]) -> Location:
        apart = self.apart(numbers)
        locations = [self.location(number) for number in apart]
        if len(locations) == 1:
            return self._stretch(apart[0]) or locations[0]
        places = self._choice.places
        mention = self._text[places[apart[0]].start : places[apart[-1]].end]
        if len(locations) == 2 and places[apart[0]].relation in ("between", "road"):
            return between(locations[0], locations[1], mention)
        return covering(locations, mention)

    def _stretch(self, number: int) -> Location | None:
        """ "between X and Y", "the X-Y road": the place in between, where both ends are known."""
        places, joined = self._choice.places, self._choice.joins.get(number)
        if not joined or joined[1] != "beside" or not self.has_point(number) or not self.has_point(joined[0]):
            return None
        ends = [number, joined[0]]  # "the A-B-C road": every place along it
        while (
            places[number].relation != "between" and (more := self._choice.joins.get(ends[-1])) and more[1] == "beside"
        ):
            ends.append(more[0])
        if places[number].relation == "between" or places[ends[-1]].relation == "road":
            stretch = [self.location(end) for end in ends if self.has_point(end)]
            return between(stretch[0], stretch[-1], self._text[places[number].start : places[ends[-1]].end])
        return None

    def location(self, number: int) -> Location:
        if number not in self._located:
            place, one = self._choice.places[number], self._choice.chosen[number]
            self._located[number] = located(place, one) if one and one.point else self._unresolved(number, one)
        return self._located[number]

    def _unresolved(self, number: int, one: Candidate | None) -> Location:
        place = self._choice.places[number]
        if not place.name and (listed := self._listed(number)):
            return replace(covering([self.location(other) for other in listed], place.mention), name=place.mention)
        if place.relation == "capital" and (capital := self._capital()):
            return located(place, capital)
        if one is not None:  # a unit known by name, of which only the container has coordinates
            units = (self._gazetteer.place(ref) for ref in one.containers)
            unit = next((found for found in units if found and found.point), None)
            inside = within(place, located(place, unit) if unit else self.country_location(), "it lies in")
            return replace(
                inside, name=one.name, place_id=one.place_id, country=one.country, adm1=one.adm1, adm2=one.adm2
            )
        holder, why = self._holder(number)
        if (seat := self._seat_around(number, holder)) is not None:
            return within(place, seat, "the report is from")
        unknown = next(
            (self._choice.places[n] for n in self._choice.containers(number) if self._choice.chosen[n] is None), None
        )
        return within(place, holder or self.country_location(), why, unit=unknown)

    def _seat_around(self, number: int, holder: Location | None) -> Location | None:
        """The main town holds a street, a school or a quarter; another unknown name only where its police speak, and no village."""
        place = self._choice.places[number]
        if (
            (holder is not None and holder.precision not in _WIDE)
            or place.kinds[:1] in (("place",), ("adm1",), ("adm2",))
            or any(self._choice.chosen[above] for above in self._choice.containers(number))
        ):
            return None
        in_town = place.kinds[:1] == ("part",) or _IN_TOWN.search(place.mention) is not None
        town = self.town.best(least=LEAST_FOR_STREET if in_town else LEAST_FOR_NAME)
        if town is None and in_town and (titled := self.town.titled()):
            return location_of(titled[0], titled[0].name)
        if town is None or not (in_town or self.town.is_seat(town) or self.town.weight(town) >= LEAST_ALONE):
            return None
        return self.location(town)

    def _listed(self, number: int) -> list[int]:
        """The places that an area's words list: "coastal regions like X and Y"."""
        other, how = self._choice.joins.get(number, (0, ""))
        if how != "lists":
            return []
        return [n for n in range(other, len(self._choice.places)) if n == other or self.beside(n, other)]

    def _holder(self, number: int) -> tuple[Location | None, str]:
        """The smallest place that the words, the sentence or the paragraph offer to hold an unresolved name."""
        place = self._choice.places[number]
        for above in self._choice.containers(number):
            if self._choice.chosen[above] and above != number:
                return self.location(above), "the text puts it in or near"
        for sentence, _ in self.around(place.sentence, after=4):
            others = [other for other in self.strong_in(sentence) if other != number and self.has_point(other)]
            if sentence != place.sentence:
                others = [other for other in others if self.sure(other).kind != "country"]
            if (finest := self._finest(others, place)) is not None:
                told = "its sentence speaks of" if sentence == place.sentence else "its paragraph speaks of"
                return self._holding(place, finest), told
        return None, "the text speaks of"

    def _holding(self, place: NamedPlace, number: int) -> Location:
        """A village may lie near a town that is only told nearby; of another name no more than the province is sure."""
        one = self.sure(number)
        may_be_near = bool(place.kinds) and place.kinds[0] in ("place", "part", "adm2")
        if one.kind in ("city", "part", "adm2") and not may_be_near:
            units = [
                found
                for ref in one.containers
                if (found := self._gazetteer.place(ref)) and found.kind == "adm1" and found.point
            ]
            if units:
                return located(self._choice.places[number], units[0])
        return located(self._choice.places[number], one)

    def _finest(self, numbers: Sequence[int], place: NamedPlace) -> int | None:
        order = {"city": 0, "part": 0, "adm2": 1, "adm1": 2, "region": 3, "country": 4}
        places = self._choice.places
        return min(
            numbers,
            key=lambda other: (order[self.sure(other).kind], abs(places[other].start - place.start)),
            default=None,
        )

    def has_point(self, number: int) -> bool:
        one = self._choice.chosen[number]
        return one is not None and one.point is not None

    def sure(self, number: int) -> Candidate:
        one = self._choice.chosen[number]
        assert one is not None, "asked only of places with a candidate"
        return one

    def _capital(self) -> Candidate | None:
        country = self._choice.country
        return self._gazetteer.capital(country.country) if country and country.country else None

    def country_location(self) -> Location | None:
        country = self._choice.country
        if country is None:
            return None
        place = NamedPlace(start=0, end=0, sentence=0, mention=country.name, name=country.name)
        return located(place, country)
