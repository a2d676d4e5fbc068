"""Decides what an episode contains.

Groups of incident accounts and groups of totals -> for each group the episode that it is part of, with the reason. An incident is part of
an episode when a text says so; when one text tells both and place and days lie within; when they do and a text on the episode names the
place; or when they do and the episode is of one province or less and of some months at most. Does not decide which totals are one
(same_episode.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sijill.link.features import Side
from sijill.link.relations import (
    Place,
    compare_places,
    contains_period,
    contains_place,
    days_of,
    gap_days,
    is_placed,
)
from sijill.model.location import WherePrecision
from sijill.text.names import fold_name, spelling_key

Group = tuple[Side, ...]
Span = tuple[date | None, date | None]

SAYS_SO, TELLS_BOTH, NAMES_IT, LIES_WITHIN = 4, 3, 2, 1
# A total over more than this is a statistic; what happened meanwhile is part of it only where a text says or names it.
MAX_EPISODE_DAYS = 92


@dataclass(frozen=True, slots=True)
class Membership:
    whole: int  # position in the list of episodes
    because: str
    strength: int


def join_episodes(
    parts: Sequence[Group], episodes: Sequence[Group], *, among_themselves: bool = False
) -> dict[int, Membership]:
    """For each part, by its position, the episode that holds it best: by strength of the reason, then the narrowest."""
    by_account = {side.account.id: i for i, episode in enumerate(episodes) for side in episode}
    by_key: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for i, episode in enumerate(episodes):
        for key in _keys(episode):
            by_key[key].append(i)
    spans = [_hull(episode) for episode in episodes]
    reach = [_reach(episode) for episode in episodes]
    homes: dict[int, Membership] = {}
    for position, part in enumerate(parts):
        span = _hull(part)
        told = {by_account[one]: side for side in part for one in side.account.part_of if one in by_account}
        near = {i for key in _keys(part) for i in by_key[key]} | set(told)
        found = []
        for i in sorted(near - ({position} if among_themselves else set())):
            if i in told:
                found.append(Membership(i, _words_of(told[i], part), SAYS_SO))
            elif _may_hold(reach[i], part) and gap_days(spans[i], span) == 0:
                one = _tell_membership(part, i, episodes[i], among_themselves)
                found += [one] if one else []
        if found:
            best = min(found, key=lambda one: (-one.strength, _size(episodes[one.whole]), one.whole))
            if best.strength > LIES_WITHIN or not _has_rival(best, found, episodes):
                homes[position] = best
    return homes


def _hull(group: Group) -> tuple[date | None, date | None]:
    """From the first to the last day that any of the accounts allows."""
    spans = [days_of(side.account.period, side.published) for side in group]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    return (
        None if None in starts else min(start for start in starts if start),
        None if None in ends else max(end for end in ends if end),
    )


def _reach(episode: Group) -> Span:
    """From the first day to the last of its dated totals."""
    known = [side.span for side in episode if side.span]
    ends = [end for _, end in known]
    return min((start for start, _ in known if start), default=None), None if None in ends else max(
        filter(None, ends), default=None
    )


def _may_hold(reach: Span, part: Group) -> bool:
    """False where no account of the part can lie within the episode's days: most pairs, told at little cost."""
    return any(side.span is not None and contains_period(reach, side.span) for side in part)


def _keys(group: Group) -> set[tuple[str, str | None]]:
    countries = {("country", side.account.location.country) for side in group if side.account.location}
    return countries | {("document", side.account.document_id) for side in group}


def _words_of(side: Side, part: Group) -> str:
    reasons = [reason for reason in side.account.evidence if "total" in reason and not reason.startswith("a total")]
    return f"{side.account.document_id}: {reasons[0] if reasons else 'the text counts it within the total'}"


def _tell_membership(part: Group, whole: int, episode: Group, among_themselves: bool) -> Membership | None:
    """One text that tells both, its own story each, or place and days within and a text on the episode that names the place."""
    own = {side.account.document_id: side for side in episode if not side.account.is_background}
    for side in part:
        holder = own.get(side.account.document_id)
        if holder and not side.account.is_background and _holds(holder, side, among_themselves):
            return Membership(
                whole, f"{side.account.document_id} tells of both, and its place and days lie within", TELLS_BOTH
            )
    if among_themselves or not any(_holds(holder, side, False) for holder in episode for side in part):
        return None
    names = _place_names(part)
    for holder in episode:
        if _names_place(holder, names):
            return Membership(
                whole, f"its place and days lie within, and {holder.account.document_id} names the place", NAMES_IT
            )
    return _lie_within(part, whole, episode)


def _lie_within(part: Group, whole: int, episode: Group) -> Membership | None:
    """Place and days lie within the totals of one province, or less, and of some months at most; violence in violence."""
    for holder in episode:
        location, (start, end) = holder.account.location, holder.span or (None, None)
        if location is None or start is None or end is None or (end - start).days > MAX_EPISODE_DAYS:
            continue
        if (location.precision or 0) > WherePrecision.ADM1 or not holder.account.in_scope:
            continue
        inner = next((side for side in part if side.account.in_scope and _holds(holder, side, False)), None)
        if inner:
            area = f"{location.name}, whose total {holder.account.document_id} gives"
            return Membership(
                whole, f"{inner.account.document_id} tells of a place and days within {area}", LIES_WITHIN
            )
    return None


def _has_rival(best: Membership, found: Sequence[Membership], episodes: Sequence[Group]) -> bool:
    """True where another episode holds the part as well, and the best one does not lie within that."""
    return any(
        not any(_holds(holder, side, True) for holder in episodes[one.whole] for side in episodes[best.whole])
        for one in found
        if one.whole != best.whole
    )


def _holds(holder: Side, side: Side, is_episode: bool) -> bool:
    """Place and days lie within; an episode within an episode must also be smaller in one of them."""
    outer, inner = holder.span, side.span
    if outer is None or inner is None:
        return False
    if not contains_period(outer, inner) or not contains_place(holder.account.location, side.account.location):
        return False
    if not is_episode:
        return True
    same_place = compare_places(holder.account.location, side.account.location).relation is Place.SAME
    return not same_place or outer[0] != inner[0]


def _place_names(part: Group) -> frozenset[str]:
    """The names of a part's places, as facts are written."""
    locations = [side.account.location for side in part if is_placed(side.account.location)]
    return frozenset().union(*(_keys_of_name(one.name, one.mention or "") for one in locations if one))


@lru_cache(maxsize=65_536)
def _keys_of_name(*names: str) -> frozenset[str]:
    words = [[word for word in fold_name(name).split() if word != "al"] for name in names]
    keys = (" ".join(spelling_key(word) or word for word in some) for some in words)
    return frozenset(key for key in keys if len(key) > 2)


def _names_place(holder: Side, names: frozenset[str]) -> bool:
    return any(fact[2:] in names for fact in holder.account.facts if not fact.startswith("#"))


def _size(episode: Group) -> tuple[int, int]:
    """Narrow before wide: days first, then area."""
    spans = [days_of(side.account.period, side.published) for side in episode]
    days = [(end - start).days for start, end in spans if isinstance(start, date) and isinstance(end, date)]
    areas = [
        int(side.account.location.precision)
        for side in episode
        if side.account.location and side.account.location.precision
    ]
    return min(days, default=100_000), min(areas, default=9)


def without_circles(homes: dict[int, Membership]) -> dict[int, Membership]:
    """No episode lies within itself: of a circle, the last membership in order falls."""
    kept: dict[int, Membership] = {}
    for position in sorted(homes, key=lambda one: (-homes[one].strength, one)):
        above = homes[position].whole
        while above != position and above in kept:
            above = kept[above].whole
        if above != position:
            kept[position] = homes[position]
    return kept
