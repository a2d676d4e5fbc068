"""Decides which town a report is about, by everything that its words say of each.

The text, its Choice of places and the sentences that tell of somebody harmed -> the number of the town (or district) that most speaks for,
in the whole text or inside a country or province. Which claim that is the place of is decided in places.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sijill.resolve.gazetteer import Candidate, Gazetteer
from sijill.resolve.place_choice import Choice
from sijill.resolve.place_words import NamedPlace, says_it_happened
from sijill.resolve.report_seats import DATELINE

# What one mention speaks for its town, set by hand on development parts. The text's own words for where it happened come first; then
# whose police speak and where the report was written, which are told once each.
SAYS_IT_HAPPENED = 3.0
POLICE_OF = 1.0
WRITTEN_FROM = 1.5
IN_HEADLINE = 2.0
IN_OUTLET = 1.0
NAMED = 1.0
BESIDE_HARM = 1.0
MOST_NAMED = 3  # more mentions than these say nothing more
_KINDS = ("city", "adm2")


class MainTown:
    """The towns and districts that one document names, with what speaks for each."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        choice: Choice,
        gazetteer: Gazetteer,
        told: Collection[int],
    ) -> None:
        self._choice = choice
        self._gazetteer = gazetteer
        self._mentions: dict[str, list[int]] = defaultdict(list)
        for number, (place, one) in enumerate(zip(choice.places, choice.chosen, strict=True)):
            if one and one.kind in _KINDS and one.point and not place.across and (place.seat or not place.weak):
                self._mentions[one.place_id].append(number)
        self._titled = {
            one.place_id: place.seat for place, one in reversed(choice.titled) if one.kind in _KINDS and one.point
        }
        self._speaks = {
            place_id: self._weigh(text, sentences, numbers, told) for place_id, numbers in self._mentions.items()
        }

    def best(self, holder: Candidate | None = None, least: float = 0.0) -> int | None:
        """The first mention of the town that most speaks for, in the holder if one is given; a town before the district around it."""
        inside = [
            place_id
            for place_id, numbers in self._mentions.items()
            if holder is None or self._one(numbers[0]).is_within(holder)
        ]
        inside = [place_id for place_id in inside if self._speaks[place_id] >= least]
        if not inside:
            return None
        best = max(inside, key=lambda place_id: (self._speaks[place_id], -self._mentions[place_id][0]))
        district = self._one(self._mentions[best][0])
        if district.kind == "adm2":
            towns = [
                other for other in inside
                if self._one(self._mentions[other][0]).kind == "city" and self._one(self._mentions[other][0]).is_within(district)
            ]  # fmt: skip
            best = max(towns, key=lambda place_id: (self._speaks[place_id], -self._mentions[place_id][0]), default=best)
        numbers = self._mentions[best]
        return next((number for number in numbers if not self._choice.places[number].seat), numbers[0])

    def titled(self, holder: Candidate | None = None) -> tuple[Candidate, bool] | None:
        """The town that the title names, and whether only as its outlet's: for a text that names none."""
        found = [
            (place, one)
            for place, one in self._choice.titled
            if one.kind in _KINDS and one.point and (holder is None or one.is_within(holder))
        ]
        best = min(
            found,
            key=lambda pair: (pair[0].seat != "", pair[1].kind != "city", pair[0].guess, pair[0].start),
            default=None,
        )
        return (best[1], best[0].seat != "") if best else None

    def weight(self, number: int) -> float:
        """What speaks for the town of a mention."""
        return self._speaks[self._one(number).place_id]

    def is_seat(self, number: int) -> bool:
        """Its police speak, or the report was written there and names it again."""
        places = [self._choice.places[other] for other in self._mentions[self._one(number).place_id]]
        return any(place.seat and (place.seat != DATELINE or len(places) > 1) for place in places)

    def is_seat_only(self, number: int) -> bool:
        """True where the text names the town as a seat alone."""
        return all(self._choice.places[other].seat for other in self._mentions[self._one(number).place_id])

    def _weigh(
        self, text: str, sentences: Sequence[tuple[int, int]], numbers: Sequence[int], told: Collection[int]
    ) -> float:
        places = [self._choice.places[number] for number in numbers]
        named = [place for place in places if not place.seat]
        weight = NAMED * min(len([place for place in places if place.seat != DATELINE]), MOST_NAMED)
        if any(place.sentence in told for place in named):
            weight += BESIDE_HARM
        if any(says_it_happened(text, sentences, place) for place in named):
            weight += SAYS_IT_HAPPENED
        title = self._titled.get(self._one(numbers[0]).place_id)
        weight += 0.0 if title is None else IN_OUTLET if title else IN_HEADLINE
        return weight + self._of_seats(places, self._one(numbers[0]))

    def _of_seats(self, places: Sequence[NamedPlace], one: Candidate) -> float:
        kinds = {place.seat for place in places}
        police = POLICE_OF if kinds - {"", DATELINE} else 0.0
        return police + (WRITTEN_FROM if DATELINE in kinds and not self.is_capital(one) else 0.0)

    def is_capital(self, one: Candidate) -> bool:
        """Correspondents write from capitals of what happens elsewhere."""
        capital = self._gazetteer.capital(one.country) if one.country else None
        return capital is not None and capital.place_id == one.place_id

    def _one(self, number: int) -> Candidate:
        one = self._choice.chosen[number]
        assert one is not None, "only known places are counted"
        return one
