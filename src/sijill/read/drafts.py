"""What the reader knows of a count while it still relates it to the others of its text."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import CountClaim


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
    own_place: bool = False  # its place stands in its own sentence
    weak: bool = False  # by a verb that leaves open whether they lived: "was shot"
