"""Decides which claim of a reader is which claim of the gold.

gold lines (offsets and labels, docs/annotation.md) and a reader's claims (as `sijill read --json` prints them) -> pairs, missed, extra.
A count is found where outcome and bounds agree and the words of the number overlap; it scores no fields.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Gold = Mapping[str, Any]
Given = Mapping[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What was found of one document; `extra` leaves out what is neither right nor wrong."""

    pairs: tuple[tuple[Gold, Given], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Given, ...]


def read_gold(path: Path) -> list[Gold]:
    """All gold claims of a file, in its order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def accepts(label: Any, value: Any) -> bool:
    """True where a gold label (one value, or the list of all that are right) takes this value."""
    return value in label if isinstance(label, list) else bool(value == label)


def overlap(left: Range, right: Range) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def span_of(claim: Mapping[str, Any]) -> Range:
    return claim["start"], claim["end"]


def words_of(claim: Given, words: str) -> Range:
    """Where these words stand within a given claim; its whole span where they do not stand there."""
    at = claim["quote"].find(words)
    return (claim["start"] + at, claim["start"] + at + len(words)) if words and at >= 0 else span_of(claim)


def number_span(given: Given) -> Range:
    """The words of a given claim's number."""
    if given.get("count_start") is not None:
        return given["count_start"], given["count_end"]
    return words_of(given, given["count"]["wording"])


def is_same_number(gold: Gold, given: Given) -> bool:
    count = given["count"]
    spans = overlap((gold["count_start"], gold["count_end"]), number_span(given))
    return spans and (gold["min"], gold["max"]) == (count["min"], count["max"])


def is_same(gold: Gold, given: Given) -> bool:
    """True where a given claim says what this gold claim says."""
    if gold["kind"] != given["kind"]:
        return False
    if gold["kind"] == "count":
        return accepts(gold["outcome"], given["outcome"]) and is_same_number(gold, given)
    if gold["kind"] == "movement":
        return is_same_number(gold, given)
    if gold["kind"] == "indicator":
        same = (gold["value"], gold["measure"]) == (given["value"], given["measure"])
        return same and overlap(span_of(gold), span_of(given))
    return overlap(tuple(gold["perpetrator"]), words_of(given, given["perpetrator"]))


def is_forgiven(given: Given, claims: Sequence[Gold]) -> bool:
    """True where an unmatched claim is neither right nor wrong: without any bound, or a detail of the gold as a claim of its own."""
    if given["kind"] in ("count", "movement") and given["count"]["min"] is None and given["count"]["max"] is None:
        return True
    if given["kind"] != "count":
        return False
    return any(
        accepts(gold.get("outcome"), given["outcome"]) and overlap((part["start"], part["end"]), number_span(given))
        for gold in claims
        for part in gold.get("details", ())
    )


def match(claims: Sequence[Gold], given: Sequence[Given]) -> Matching:
    """Pairs each gold claim of one document with at most one given claim, required ones first, longest overlap first."""
    left = list(given)
    pairs: list[tuple[Gold, Given]] = []
    missed: list[Gold] = []
    for gold in sorted(claims, key=lambda claim: bool(claim.get("optional"))):
        fitting = [claim for claim in left if is_same(gold, claim)]
        if fitting:
            nearest = min(
                fitting, key=lambda claim: abs(claim["start"] - gold["start"]) + abs(claim["end"] - gold["end"])
            )
            left.remove(nearest)
            pairs.append((gold, nearest))
        elif not gold.get("optional"):
            missed.append(gold)
    extra = tuple(claim for claim in left if not is_forgiven(claim, claims))
    return Matching(pairs=tuple(pairs), missed=tuple(missed), extra=extra)


def waive(claims: Sequence[Gold], found: set[str]) -> set[str]:
    """The ids that need not be found because a sum is told either as a whole or by its members.

    The whole found: its members. All members found: the whole. Neither: the members, so that one sum is missed once.
    """
    members: dict[str, set[str]] = {}
    for claim in claims:
        if claim.get("member_of"):
            members.setdefault(claim["member_of"], set()).add(claim["id"])
    waived: set[str] = set()
    for whole, parts in members.items():
        waived |= {whole} if whole not in found and parts <= found else parts
    return waived
