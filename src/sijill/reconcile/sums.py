"""Decides whether parts come to the total that a text gives: the figures of one sentence, or of one text where it says "more"."""

from __future__ import annotations

from collections.abc import Sequence

from sijill.model.claim import CountClaim, Role, Term
from sijill.model.count import Count
from sijill.reconcile.worked import Told, Worked, fails, holds, is_loose, unchecked

# Of "about 50": so much more or less is still about as many.
LOOSE = 0.1


def check_sum(told: Told) -> Worked:
    """ "12 people: seven men, three women and two children" -> 7 + 3 + 2 = 12, the total given: holds"""
    terms = told.claim.terms
    whole = next(term for term in terms if term.role is Role.WHOLE)
    parts = [term for term in terms if term.role in (Role.BEFORE, Role.PART)]
    assert whole.count is not None
    low, high = _add(parts)
    if len(parts) == 1:
        if "in the end" in whole.words:
            return _check_growth(told, whole.count, parts[0])
        return fails(f"{_said(parts[0])} are more than the {whole.count.wording} in whom they are counted")
    if low is None:
        return unchecked(f"not every part has a figure of its own: {_listed(parts)}")
    said = f"{_listed(parts)} = {_figure(low, high)}"
    top, bottom = whole.count.max, whole.count.min or 0
    slack = max(1, round(LOOSE * bottom)) if any(term.count and is_loose(term.count) for term in (whole, *parts)) else 0
    if (top is None or low <= top + slack) and (high is None or high >= bottom - slack):
        return holds(f"{said}, which fits the {whole.count.wording} given")
    if top is not None and low > top:
        return _too_many(said, whole, parts, low - top)
    return _too_few(said, whole, parts, bottom - (high or 0))


def _too_many(said: str, whole: Term, parts: Sequence[Term], over: int) -> Worked:
    assert whole.count is not None
    wording = whole.count.wording
    without_young = [term for term in parts if term.axis != "age_group"]
    low, high = _add(without_young)
    if len(without_young) < len(parts) and low is not None and whole.count.min == low == high:
        return unchecked(f"{said}, {over} more than the {wording} given; the young may be counted among the others")
    if _overlap(parts):
        return unchecked(f"{said}, {over} more than the {wording} given; the groups may overlap")
    if _is_loose_total(whole, parts):
        return unchecked(f"{said}, {over} more than the {wording} given; the total may count something else")
    return fails(f"{said}, not {wording}: {over} too many")


def _too_few(said: str, whole: Term, parts: Sequence[Term], missing: int) -> Worked:
    assert whole.count is not None
    wording = whole.count.wording
    sexes = {term.value for term in parts if term.axis == "sex"}
    said_as_total = whole.words.endswith(("in all", "in the end"))
    is_exhaustive = said_as_total or sexes == {"female", "male"}
    if is_exhaustive and not _is_loose_total(whole, parts) and not _overlap(parts):
        return fails(f"{said}, not {wording}: {missing} too few")
    return unchecked(f"{said}; of the {wording} given, {missing} are not told apart")


def _check_growth(told: Told, whole: Count, more: Term) -> Worked:
    """ "three more died, bringing the toll to 24": what stood before must have been said in the text."""
    assert more.count is not None
    if whole.min is None or more.count.min is None or more.count.min != more.count.max:
        return unchecked("the figures are open")
    before = whole.min - more.count.min
    for resolved in told.counts:
        claim = resolved.claim
        assert isinstance(claim, CountClaim)
        if claim.count.best == before and claim.span.start < told.claim.span.start:
            return holds(f"{before} before + {more.count.wording} more = {whole.min}, the total given", resolved.id)
    return unchecked(f"the text gives no toll of {before} to which {more.count.wording} more would bring {whole.min}")


def _overlap(parts: Sequence[Term]) -> bool:
    """True unless the parts are of one kind, so that nobody stands in two: all of a status, all of a place, or by sex and age."""
    kinds = {"sex and age" if term.axis in ("sex", "age_group") else term.axis for term in parts}
    if kinds == {"status"}:
        return False
    return len(kinds) > 1 and None not in kinds


def _is_loose_total(whole: Term, parts: Sequence[Term]) -> bool:
    """ "bringing the total for the week to 15": the total may reach back further than the sentence."""
    return whole.words.endswith("in the end") and not any(term.role is Role.BEFORE for term in parts)


def _add(parts: Sequence[Term]) -> tuple[int | None, int | None]:
    counts = [term.count for term in parts if term.count]
    lows, highs = [count.min for count in counts], [count.max for count in counts]
    known = [low for low in lows if low is not None]
    if len(known) < len(parts):
        return None, None
    closed = [high for high in highs if high is not None]
    return sum(known), sum(closed) if len(closed) == len(parts) else None


def _listed(parts: Sequence[Term]) -> str:
    return " + ".join(_said(term) for term in parts)


def _said(term: Term) -> str:
    """A part as figure and words: "7 (seven men)", "9 in Tirsk"."""
    assert term.count is not None
    low = term.count.min
    figure = _figure(low, term.count.max) if low is not None else term.count.wording
    words = " ".join(term.words.split()[:5])
    return words if words[:1].isdigit() else f"{figure} ({words})"


def _figure(low: int, high: int | None) -> str:
    return f"{low:,} or more" if high is None else f"{low:,}" if low == high else f"{low:,} to {high:,}"
