"""Decides whether a stated share, change or multiple follows from the figures that it speaks of.

From the statement's own sentence where that gives them, else from the text's counts, else for changes from the register's series.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import CountClaim, Outcome, Role, StatementClaim, Status
from sijill.model.count import Count, Quantifier
from sijill.reconcile.series import compare_with_series
from sijill.reconcile.worked import (
    DEAD,
    Told,
    Worked,
    asserted,
    fails,
    holds,
    is_loose,
    percent,
    speak_apart,
    unchecked,
)

# A fraction in words ("a third") and a word of estimate ("about") leave so much room, as a share of one.
WORDED, ESTIMATED = 0.04, 0.05
# Nearer than this beyond what rounding allows, a share is not called wrong.
DOUBTFUL = 0.03
# Of round figures ("about 250 of some 600") a share may be off by so much more.
ROUND_FIGURES = 0.1
# Of a multiple: so far off is still "doubled", so far off is not; in between nothing is said.
RATIO_NEAR, RATIO_FAR = 0.1, 0.2
_BELOW = (Quantifier.UP_TO, Quantifier.LESS_THAN)
_ABOVE = (Quantifier.AT_LEAST, Quantifier.MORE_THAN)
_OTHER_HARM = (
    ("injured", Outcome.INJURED),
    ("wounded", Outcome.INJURED),
    ("hurt", Outcome.INJURED),
    ("displaced", Outcome.DISPLACED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure that a share speaks of, and the claims that give it; why: where there is none."""

    count: Count | None
    claim_ids: tuple[str, ...] = ()
    why: str = ""


def check_share(told: Told) -> Worked:
    """ "a third of the ten killed, three people" -> 3 of 10 is 30 per cent: holds, as far as thirds of ten can"""
    claim = told.claim
    part = _part_of(told)
    whole = _whole_of(told, part)
    ids = (*part.claim_ids, *whole.claim_ids)
    if part.count is None or whole.count is None:
        reasons = [figure.why for figure in (whole, part) if figure.why]
        return unchecked("; ".join(reasons), *ids)
    top, base = part.count.best, whole.count.best
    if not top or not base or top > base:
        return unchecked(f"{part.count.wording} of {whole.count.wording} makes no share", *ids)
    share = top / base
    said = f"{part.count.wording} of {whole.count.wording} is {percent(share)}"
    if any(count.max is None for count in (part.count, whole.count)):
        return unchecked(f"{said}, but the figures are open above; {_claimed(claim)} is claimed", *ids)
    loose = is_loose(part.count) or is_loose(whole.count)
    return _judge_share(claim, share, base, said, loose, ids)


def _judge_share(
    claim: StatementClaim, share: float, base: int, said: str, loose: bool, ids: tuple[str, ...]
) -> Worked:
    assert claim.low is not None and claim.high is not None
    one = 1 / base
    room = max(_rounding_of(claim.low), 0.5 * one)
    if claim.quantifier is Quantifier.ABOUT or loose:
        room = max(2 * room, ESTIMATED)
    far = room + DOUBTFUL  # beyond what rounding allows
    low, high = claim.low - room, claim.high + room
    nearly = 0.1 * one  # "more than half" is not half
    if claim.quantifier in _ABOVE:
        low, high, far = claim.low + (nearly if claim.quantifier is Quantifier.MORE_THAN else 0.0), 1.0, one / 2
    elif claim.quantifier in _BELOW:
        high = claim.high - (nearly if claim.quantifier is Quantifier.LESS_THAN else 0.0)
        low, far = 0.0, max(DOUBTFUL, one / 2)
    if low <= share <= high:
        return holds(f"{said}; {_claimed(claim)} is claimed", *ids)
    off = low - share if share < low else share - high
    if off > (far + ROUND_FIGURES if loose else far):
        return fails(f"{said}, not {_claimed(claim)}", *ids)
    return unchecked(f"{said}; {_claimed(claim)} is claimed, which rounding may explain", *ids)


def _rounding_of(value: float) -> float:
    """Half the step in which a share is told: 27.8 per cent to a tenth, 75 to five, 60 to ten, 23 to one; a third loosely."""
    points = 100 * value
    if abs(points - round(points)) > 1e-6:
        return 0.0005 if abs(10 * points - round(10 * points)) < 1e-6 else WORDED
    return 0.05 if round(points) % 10 == 0 else 0.025 if round(points) % 5 == 0 else 0.005


def _claimed(claim: StatementClaim) -> str:
    assert claim.low is not None and claim.high is not None
    before = {
        Quantifier.ABOUT: "about ",
        Quantifier.UP_TO: "up to ",
        Quantifier.LESS_THAN: "less than ",
        Quantifier.AT_LEAST: "at least ",
        Quantifier.MORE_THAN: "more than ",
    }
    value = percent(claim.low) if claim.low == claim.high else f"{percent(claim.low)} to {percent(claim.high)}"
    return before.get(claim.quantifier, "") + value


def _part_of(told: Told) -> _Figure:
    """The part that the sentence gives, else the text's one count of the group that it names."""
    given = told.claim.counts(Role.PART)
    if given:
        return _Figure(count=given[0])
    group = next((term for term in told.claim.terms if term.role is Role.GROUP), None)
    if group is None:
        return _Figure(count=None, why="the text gives no number of those of whom the share is said")
    if group.axis is None:
        return _Figure(count=None, why=f"the text gives no number of those who were {group.words}")
    found: dict[int, tuple[Count, str]] = {}
    for resolved, claim in asserted(told, _outcomes_of(told.claim)):
        count = _count_of_group(claim, group.axis, group.value)
        if count and count.best is not None and not speak_apart(told.claim, claim):
            found.setdefault(count.best, (count, resolved.id))
    if len(found) == 1:
        count, claim_id = next(iter(found.values()))
        return _Figure(count=count, claim_ids=(claim_id,))
    why = (
        f"the text gives no number of {group.words.lower()}"
        if not found
        else f"the text gives several numbers of {group.words.lower()}"
    )
    return _Figure(count=None, why=why)


def _count_of_group(claim: CountClaim, axis: str, value: str | None) -> Count | None:
    """What a claim counts of a group: all of it, or those whom it tells apart.  "20 people, 12 of them women" -> 12"""
    if axis == "status" and claim.victims.status.value == value:
        return claim.count
    for detail in claim.victims.details:
        if detail.axis == axis and detail.value == value:
            if detail.count is not None:
                return detail.count
            return claim.count if detail.share == "all" else None
    return None


def _whole_of(told: Told, part: _Figure) -> _Figure:
    """The base that the sentence gives, else the whole of which the part is told, else the text's one total."""
    given = told.claim.counts(Role.WHOLE)
    if given:
        return _Figure(count=given[0])
    own = asserted(told, _outcomes_of(told.claim))
    by_id = {resolved.id: claim for resolved, claim in own}
    for claim_id in part.claim_ids:
        above = by_id.get(by_id[claim_id].part_of or "")
        if above is not None:
            return _Figure(count=above.count, claim_ids=(above.id,))
    found: dict[int, tuple[Count, str]] = {}
    for resolved, claim in own:
        is_total = (
            claim.part_of is None and claim.victims.status is Status.UNSPECIFIED and not _share_words(told.claim, claim)
        )
        is_total = is_total and not any(detail.share == "all" for detail in claim.victims.details)
        if is_total and claim.count.best is not None and not speak_apart(told.claim, claim):
            found.setdefault(claim.count.best, (claim.count, resolved.id))
    if len(found) == 1:
        count, claim_id = next(iter(found.values()))
        return _Figure(count=count, claim_ids=(claim_id,))
    words = told.claim.words(Role.WHOLE) or "all of them"
    return _Figure(
        count=None, why=f"the text gives {'no number' if not found else 'several numbers'} of the {words.lower()}"
    )


def _share_words(left: StatementClaim, right: CountClaim) -> bool:
    return left.span.start < right.span.end and right.span.start < left.span.end


def _outcomes_of(claim: StatementClaim) -> tuple[Outcome, ...]:
    words = (claim.words(Role.WHOLE) or "").lower()
    return next(((outcome,) for word, outcome in _OTHER_HARM if word in words), DEAD)


def check_change(told: Told) -> Worked:
    """ "rose from 40 to 120, an increase of 300 per cent" -> 120 is 200 per cent more than 40: does not hold"""
    figures = _before_and_after(told.claim)
    if isinstance(figures, Worked):
        return compare_with_series(told, is_ratio=False) or figures
    before, after, loose = figures
    change = (after - before) / before
    said = f"from {before:,} to {after:,} is {percent(abs(change))} {'more' if change >= 0 else 'less'}"
    claim = told.claim
    assert claim.low is not None and claim.high is not None
    if change * claim.low < 0:
        return unchecked(f"{said}; which of them came first is not sure")
    share, low, high = abs(change), *sorted((abs(claim.low), abs(claim.high)))
    room = max(_rounding_of(low), 0.5 / before, 0.02 * high)
    if loose or claim.quantifier is Quantifier.ABOUT:
        room = max(2 * room, ESTIMATED)
    return _judge(claim, share, low, high, room, 2 * room + DOUBTFUL, said, loose)


def check_ratio(told: Told) -> Worked:
    """ "tripled from 20 to 45" -> 45 is 2.25 times 20: does not hold; "almost tripled from 20 to 58" holds"""
    figures = _before_and_after(told.claim)
    if isinstance(figures, Worked):
        return compare_with_series(told, is_ratio=True) or figures
    before, after, loose = figures
    claim = told.claim
    assert claim.low is not None and claim.high is not None
    ratio = after / before
    near = RATIO_NEAR * claim.low
    return _judge(
        claim,
        ratio,
        claim.low,
        claim.high,
        near,
        RATIO_FAR * claim.low,
        f"{after:,} is {ratio:.2f} times {before:,}",
        loose,
    )


def _before_and_after(claim: StatementClaim) -> tuple[int, int, bool] | Worked:
    before, after = (claim.counts(role) for role in (Role.BEFORE, Role.AFTER))
    if not before or not after:
        return unchecked("the text does not give both figures that it compares")
    first, last = before[0].best, after[0].best
    if not first or last is None:
        return unchecked(f"{before[0].wording} and {after[0].wording} are too open to compare")
    return first, last, any(is_loose(count) or count.max is None for count in (before[0], after[0]))


def _judge(
    claim: StatementClaim, value: float, low: float, high: float, near: float, far: float, said: str, loose: bool
) -> Worked:
    """Holds within near, does not hold beyond far; a bound ("more than doubled") is held to its own side."""
    bottom, top, beyond = low - near, high + near, far - near
    if claim.quantifier in _ABOVE:
        bottom, top, beyond = low, float("inf"), 0.25 * near
    elif claim.quantifier in _BELOW:
        bottom, top, beyond = 0.0, high + 0.25 * near, near
    if bottom <= value <= top:
        return holds(f"{said}, as claimed")
    off = bottom - value if value < bottom else value - top
    if off > beyond and not loose:
        return fails(f"{said}, not {_words_of(claim, low)}")
    return unchecked(f"{said}; {_words_of(claim, low)} is claimed, which rounding may explain")


def _words_of(claim: StatementClaim, low: float) -> str:
    return f"“{claim.span.quote}”" if claim.kind == "ratio" else percent(low)
