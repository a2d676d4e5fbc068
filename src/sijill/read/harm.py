"""What a statement of harm is, before it is counted."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import Outcome
from sijill.text.numbers import NumberExpression


@dataclass(frozen=True, slots=True)
class Harm:
    """One statement of harm. verb: the word that carries it; victims: heads of the noun phrases of those harmed.

    number: where the outcome noun itself is counted ("four fatalities"), instead of victims.
    by: head of the phrase of who did it, where the grammar says so.
    """

    outcome: Outcome
    verb: int
    victims: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()  # heads of those who suffered it with them: "along with his driver"
    number: NumberExpression | None = None
    by: int | None = None
    weak: bool = False
    themselves: bool = False  # killed by their own act
    lists: bool = False  # parts of those told of before: "the dead included …"
    toll: bool = False  # said of a toll: everybody, whatever was told before
