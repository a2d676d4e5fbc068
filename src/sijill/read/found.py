"""The shape of a statement between reading and becoming a claim: offsets within its sentence, the value, its terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sijill.model.claim import Role, StatementKind, Status, Term
from sijill.model.count import Quantifier
from sijill.read.lexicon import age_group_of, sex_of, status_of
from sijill.read.signs import Signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """start..end: its words in the sentence; at: of the word whose speaker speaks it. reference: where a distance is told from."""

    kind: StatementKind
    start: int
    end: int
    low: float | None = None
    high: float | None = None
    quantifier: Quantifier = Quantifier.EXACT
    terms: tuple[Term, ...] = ()
    reference: tuple[int, int] | None = None


def number_term(role: Role, signs: Signs, start: int, words: str = "") -> Term:
    """A figure of the sentence, named by the words that follow it."""
    count = signs.count(start)
    return name_group(Term(role=role, words=f"{count.wording} {words}".strip(), count=count), words)


def name_group(term: Term, words: str) -> Term:
    """Says of whom a term speaks, by the first of its words that tells.  "young women" -> sex, female; "in Harun" -> place"""
    for word in re.findall(r"[\w-]+", words)[:4]:
        if word.lower() in ("in", "at", "near"):
            return replace(term, axis="place")
        if (status := status_of(word)) is not Status.UNSPECIFIED:
            return replace(term, axis="status", value=status.value)
        if age := age_group_of(word):
            return replace(term, axis="age_group", value=age)
        if sex := sex_of(word):
            return replace(term, axis="sex", value=sex)
    return term
