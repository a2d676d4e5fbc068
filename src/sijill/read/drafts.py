"""What the reader knows of a count while it still relates it to the others of its text."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import CountClaim
from sijill.model.count import Quantifier
from sijill.text.persons import Person, are_one_person, person_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A count claim with what only the relating needs. clause, before, sentence_text: words around it."""

    claim: CountClaim
    clause: str
    before: str  # the sentence up to and with the count's phrase
    sentence_text: str
    names: tuple[str, ...] = ()
    more: bool = False
    definite: bool = False
    tied: bool = False
    implied_pronoun: bool = False
    is_listed_part: bool = False  # "Victims included …", "among them …"
    is_toll: bool = False  # "the toll stands at", "its count to": everybody
    item: int | None = None  # the sentence that begins the item of a list in which it stands
    own_place: bool = False  # its place stands in its own sentence
    seat: str = ""  # where somebody on the spot speaks, where the figure has no place: "a priest in Amola"
    weak: bool = False  # by words that leave open whether they lived: "was shot", "was taken to hospital"
    in_care: bool = (
        False  # by the state that they are in, so of some of the hurt: "are in critical condition", "were treated"
    )
    verb_is_shot: bool = False  # counts all who were shot or stabbed, those who died among them

    @property
    def is_one(self) -> bool:
        """Counts one person, neither "at least one" nor "one or two"."""
        count = self.claim.count
        return (count.min, count.max) == (1, 1) and count.quantifier is Quantifier.EXACT

    @property
    def person(self) -> Person:
        return person_of(self.claim.victims, self.claim.count.wording)


def are_same_person(left: Draft, right: Draft) -> bool | None:
    """Of two counts of one: True for the same person, False for two people; None where nothing tells, or one counts several."""
    if left.item is not None and right.item is not None and left.item != right.item:
        return False  # a list names nobody twice
    return are_one_person(left.person, right.person) if left.is_one and right.is_one else None
