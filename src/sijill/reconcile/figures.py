"""Decides what a worded count says in arithmetic: a low, a best and a high, each possibly unknown.

Count -> Figure; figures add, subtract and compare. Does not know who speaks or of whom.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sijill.model.claim import Stance
from sijill.model.count import Count, Quantifier

# Reports of one attack that differ by one or two are one count taken an hour apart, not rivals. On public event headlines with
# a coder's figure beside them, a tolerance of 2 serves better than 0, 1 or a share of the figure (docs/tolls.md).
NEAR = 2
# "about 20" and "19" say the same: a tenth either way.
ROUGHLY = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What someone says of one class: low..high with best; None is unknown (low) or open (high).

    reach    the highest number that is named, also where the figure is open above
    vague    the words give bounds only ("dozens")
    rough    "about": a more exact figure near it says the same
    expected where all is feared: the number that is feared as such
    partial  a count of some of the class (soldiers among all): a floor where another counts the whole class
    lifted   its best is what other figures add up to: it supports that number and does not say it
    """

    low: int | None
    best: int | None
    high: int | None
    reach: int | None
    claim_ids: tuple[str, ...]
    as_of: date | None = None
    vague: bool = False
    rough: bool = False
    feared: bool = False
    expected: int | None = None
    partial: bool = False
    lifted: bool = False
    notes: tuple[str, ...] = ()

    def holds(self, number: int) -> bool:
        """The number lies within what is said."""
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)

    def is_below(self, other: Figure) -> bool:
        """No number satisfies both, and this one is the lower."""
        return self.high is not None and other.low is not None and self.high < other.low


def figure_of(count: Count, stance: Stance, claim_ids: tuple[str, ...], as_of: date | None) -> Figure:
    """Reads a count as bounds; what is only feared raises nothing but the reach.  "at least 12" -> 12, 12, open"""
    reach = count.max if count.max is not None else count.min
    vague = count.quantifier is Quantifier.VAGUE
    if stance is Stance.FEARED:
        high = count.max if vague else reach
        return Figure(
            low=None,
            best=None,
            high=high,
            reach=reach,
            claim_ids=claim_ids,
            as_of=as_of,
            vague=vague,
            feared=True,
            expected=count.best,
        )
    return Figure(
        low=count.min,
        best=count.best,
        high=count.max,
        reach=reach,
        claim_ids=claim_ids,
        as_of=as_of,
        vague=vague,
        rough=count.quantifier is Quantifier.ABOUT,
    )


def add(figures: Iterable[Figure]) -> Figure:
    """Adds counts of different people; an unknown low adds nothing, an unknown best or high leaves the sum's unknown."""
    terms = tuple(figures)
    if len(terms) == 1:
        return terms[0]
    lows = [term.low for term in terms if term.low is not None]
    bests = [term.best for term in terms if term.best is not None]
    highs = [term.high for term in terms if term.high is not None]
    reaches = [term.reach for term in terms if term.reach is not None]
    return Figure(
        low=sum(lows) if lows else None,
        best=sum(bests) if len(bests) == len(terms) else None,
        high=sum(highs) if len(highs) == len(terms) else None,
        reach=sum(reaches) if reaches else None,
        claim_ids=ids_of(terms),
        as_of=latest(term.as_of for term in terms),
        vague=any(term.vague for term in terms),
        rough=any(term.rough for term in terms),
        feared=all(term.feared for term in terms),
        expected=sum(expected)
        if (expected := [t.expected for t in terms if t.expected]) and len(expected) == len(terms)
        else None,
        partial=all(term.partial for term in terms),
        lifted=any(term.lifted for term in terms),
        notes=notes_of(terms),
    )


def subtract(whole: Figure, part: Figure) -> Figure:
    """Takes a known part from a whole; never below zero.  10..10 less 2..3 -> 7..8"""
    low = None if whole.low is None or part.high is None else max(0, whole.low - part.high)
    best = None if whole.best is None or part.best is None else max(0, whole.best - part.best)
    high = None if whole.high is None else max(0, whole.high - (part.low or 0))
    reach = whole.reach if best is None else max(best, high or 0)
    return replace(whole, low=low, best=best, high=high, reach=reach, claim_ids=ids_of((whole, part)))


def cover(figures: Iterable[Figure]) -> Figure:
    """Figures of one voice and one day that cannot be ordered: the lowest low, the highest high, the fuller count as best."""
    terms = tuple(figures)
    if len(terms) == 1:
        return terms[0]
    definite = tuple(term for term in terms if not term.vague and not term.feared) or terms
    lows = [term.low for term in definite if term.low is not None]
    bests = [term.best for term in definite if term.best is not None]
    reaches = [term.reach for term in terms if term.reach is not None]
    best = max(bests, default=None)
    high = (
        None
        if any(term.high is None for term in definite if (term.low or 0) >= (best or 0))
        else max(reaches, default=None)
    )
    return Figure(
        low=min(lows, default=None), best=best, high=high, reach=max(reaches, default=None), claim_ids=ids_of(terms),
        as_of=latest(term.as_of for term in terms), vague=all(term.vague for term in terms),
        feared=all(term.feared for term in terms),
        expected=max((term.expected for term in terms if term.expected), default=None), partial=all(term.partial for term in terms),
        lifted=any(term.lifted for term in terms), notes=notes_of(terms),
    )  # fmt: skip


def carries(figure: Figure, best: int) -> bool:
    """The figure itself says `best`; a rounded floor carries what lies below its next round number.  "over 740" carries 745"""
    if figure.best is None or figure.low is None or figure.feared or figure.lifted:
        return False
    if figure.high is not None:
        return figure.low <= best <= figure.high
    return figure.low <= best < figure.low + round_step(figure.low)


def round_step(number: int) -> int:
    """The step in which a number is rounded.  740 -> 10, 1,000 -> 1,000, 12 -> 1"""
    step = 1
    while number and number % (step * 10) == 0:
        step *= 10
    return step


def ids_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(sorted({claim for figure in figures for claim in figure.claim_ids}))


def notes_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for figure in figures for note in figure.notes))


def latest(dates: Iterable[date | None]) -> date | None:
    return max((day for day in dates if day is not None), default=None)
