"""Decides whether two mentions of one person each can be the same person, by what the text says of them.

What is said of one victim (names, age, sex) -> Person; two Persons -> True (the same), False (two people), None (the text
does not tell). Name and age identify; sex and age tell apart; "the victim" says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sijill.model.claim import Detail, Victims
from sijill.text.names import sound_name

ADULT_FROM = 18
# Two ages told of one person may differ by a year: outlets round, and birthdays pass.
SAME_AGE_WITHIN = 1
# Letters at their beginning by which two forms of a first name are known as one: Dan, Daniel.
SPELT_ALIKE = 2
_OTHER = re.compile(r"\b(?:another|other|second|third|fourth|fifth|sixth)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Person:
    """What the words say of one person. age: (number, unit); child None: not said.

    Kinship tells nobody apart: one man is a father, a husband and a son.
    """

    names: frozenset[str] = frozenset()
    age: tuple[int, str] | None = None
    sex: str | None = None
    child: bool | None = None
    is_other: bool = False  # "another man", "a second victim": not who was told of before


def person_of(victims: Victims, wording: str) -> Person:
    """What a count of one says of its person, from its names, its details and the count's own words."""
    said = {detail.axis: detail for detail in victims.details if detail.share == "all"}
    age = _read_age(said.get("age"))
    group = said["age_group"].value if "age_group" in said else None
    child = None
    if age is not None:
        child = age[1] != "year" or age[0] < ADULT_FROM
    elif group is not None:
        child = group == "child"
    return Person(
        names=frozenset(name_parts(victims.names)),
        age=age,
        sex=said["sex"].value if "sex" in said else None,
        child=child,
        is_other=bool(_OTHER.search(wording)),
    )


def are_one_person(left: Person, right: Person) -> bool | None:
    """True for a shared name or age, False for what cannot be one person, None where nothing tells.

    "a 17-year-old boy", "Dan Arvel, 17" -> True; "Dan Arvel", "Mira Osten" -> False; "a man", "the victim" -> None
    """
    if left.names and right.names:
        return are_one_name(left.names, right.names)
    if left.sex and right.sex and left.sex != right.sex:
        return False
    if left.age and right.age:
        (number, unit), (other, other_unit) = left.age, right.age
        if unit != other_unit or abs(number - other) > SAME_AGE_WITHIN:
            return False
        if number == other:
            return True
    elif left.child is not None and right.child is not None and left.child is not right.child:
        return False
    return None


def are_one_name(left: frozenset[str] | set[str], right: frozenset[str] | set[str]) -> bool:
    """Two namings of one person: a part of the other's full name, or full names that differ in spelling only.

    "Arvel", "Dan Arvel" -> True; "Dan Arvel", "Daniel Arvel" -> True; "Dan Arvel", "Mira Arvel" -> False: kin share a surname
    """
    shared = left & right
    ours, theirs = left - shared, right - shared
    if not shared or not ours or not theirs or len(shared) > 1:
        return bool(shared)
    return any(
        one[:SPELT_ALIKE] == other[:SPELT_ALIKE] or sound_name(one) == sound_name(other)
        for one in ours
        for other in theirs
    )


def name_parts(names: Iterable[str]) -> set[str]:
    """The words of names by which a person is known again.  "Dan J. Arvel Jr." -> dan, arvel"""
    words = (word.casefold().strip(".,’'\"“”()") for name in names for word in re.split(r"[\s-]+", name))
    return {word.removesuffix("'s").removesuffix("’s") for word in words if len(word) > 2} - {
        "jr.",
        "the",
        "sgt",
        "mrs",
    }


def _read_age(detail: Detail | None) -> tuple[int, str] | None:
    """ "17 year" -> (17, "year")"""
    if detail is None:
        return None
    number, _, unit = detail.value.partition(" ")
    return int(number), unit
