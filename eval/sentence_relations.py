"""Decides which relations a reader drew rightly within one annotated sentence and its neighbours.

gold and given claims of the three sentences, and which is which -> for restates, part_of and revises the pairs that are true, said and
right. Restatements of one figure stand for one another. Left aside: a relation that leads out of the three sentences, and one of a
claim that the gold does not hold (it is an extra claim already, or a detail told apart).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from eval.fields import first_said
from eval.gold import Gold

RELATIONS = ("restates", "part_of", "revises")

Pair = tuple[str, str]
UNKNOWN = "?"  # a claim of the three sentences that the gold does not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """gold: the claims of the sentence and its neighbours; given: all of the document; near: those given in the three sentences."""

    gold: Sequence[Gold]
    given: Sequence[Mapping[str, Any]]
    near: Sequence[Mapping[str, Any]]
    pairs: Sequence[tuple[Gold, Mapping[str, Any]]]


class Related(NamedTuple):
    """Pairs (claim, what it points to) of one relation, by the ids of the gold."""

    truth: frozenset[Pair]
    said: frozenset[Pair]
    right: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Names:
    """How gold and given claims are called the same.

    figure      gold id -> the gold id of the figure that it restates in the end, or itself
    counterpart given id -> gold id
    origin      given id -> the given id that it restates in the end
    """

    figure: Mapping[str, str]
    counterpart: Mapping[str, str]
    origin: Mapping[str, str]

    def figure_of(self, given: str, is_near: bool) -> str | None:
        """The gold's figure that a given claim tells, by itself or by what restates it too; None where it lies elsewhere."""
        if given in self.counterpart:
            return self.figure[self.counterpart[given]]
        for other, gold in self.counterpart.items():
            if self.origin.get(other) == self.origin.get(given):
                return self.figure[gold]
        return UNKNOWN if is_near else None


def relate(window: Window) -> dict[str, Related]:
    """Each relation's pairs between claims that were found, at least one of them in the drawn sentence."""
    names = Names(
        first_said(window.gold, lambda claim: claim["id"]),
        {given["id"]: gold["id"] for gold, given in window.pairs if gold["kind"] == "count"},
        first_said(window.given, lambda claim: claim["id"]),
    )
    near = {claim["id"] for claim in window.near}
    related = {name: contain(window, names, near, name) for name in ("part_of", "revises")}
    return {"restates": restate(window, names, near), **related}


def find_drawn(window: Window, names: Names) -> set[str]:
    """The figures that the drawn sentence itself tells and the reader found."""
    found = set(names.counterpart.values())
    return {names.figure[claim["id"]] for claim in window.gold if claim["id"] in found and not claim.get("context")}


def restate(window: Window, names: Names, near: set[str]) -> Related:
    """(later, first) of each figure that is told twice; right where the reader has both restate the same."""
    drawn, told = find_drawn(window, names), {gold: given for given, gold in names.counterpart.items()}
    truth = {
        (later, first)
        for later, first in names.figure.items()
        if later != first and later in told and first in told and first in drawn
    }
    right = {(a, b) for a, b in truth if names.origin[told[a]] == names.origin[told[b]]}
    wrong = set()
    for claim in window.near:
        here, there = names.counterpart.get(claim["id"]), claim["restates"]
        if here is None or there not in near or names.figure[here] not in drawn:
            continue
        if names.figure_of(there, True) != names.figure[here]:
            wrong.add((here, names.counterpart.get(there, UNKNOWN)))
    return Related(frozenset(truth), frozenset(right | wrong), frozenset(right))


def contain(window: Window, names: Names, near: set[str], relation: str) -> Related:
    """(part, whole) or (new, old), figures for claims; optional ones are right where said and not asked for."""
    drawn, found = find_drawn(window, names), {names.figure[gold] for gold in names.counterpart.values()}
    true: set[Pair] = set()
    open_: set[Pair] = set()
    for claim in window.gold:
        if claim["kind"] != "count" or not claim.get(relation):
            continue
        pair = (names.figure[claim["id"]], names.figure[claim[relation]])
        if set(pair) <= found and set(pair) & drawn:
            (open_ if claim.get("optional") else true).add(pair)
    said: set[Pair] = set()
    for given in window.near:
        target, own = given[relation], names.counterpart.get(given["id"])
        if not own or not target:
            continue
        here, there = names.figure[own], names.figure_of(target, target in near)
        if there and here != there and {here, there} & drawn:
            said.add((here, there))
    said -= open_ - true
    return Related(frozenset(true), frozenset(said), frozenset(said & true))
