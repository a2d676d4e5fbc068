"""Decides what two accounts have in common: one small function for each kind of evidence.

Two Sides -> (score from -1 to 1, the reason in words), or None where there is nothing to compare. Weighs and decides nothing:
same_incident.py and same_episode.py do. The docstrings are what a reviewer reads as the name of the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from math import log, log10

from sijill.link.bundles import FOLLOWING
from sijill.link.hours import NIGHT, parts_of_day
from sijill.link.kinds import kinds_in
from sijill.link.relations import (
    Counts,
    Place,
    compare_counts,
    compare_places,
    days_of,
    gap_days,
    is_area,
    is_carried,
    is_dated,
    is_placed,
)
from sijill.model.claim import Outcome
from sijill.model.incident import Account, Trait
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis
from sijill.text.names import fold_name, spelling_key

Finding = tuple[float, str]
# Reports of one act reach their readers within this many days; a later one is background or an anniversary.
NEWS_DAYS = 3
NEIGHBOURHOOD_KM = 100.0
NAMED_IN_BOTH = 0.8  # of a place in common: a text may name a village that its figure is not of
# An account with no date of its own happened, if it is news, in the days before it was published.
UNDATED_DAYS = 4


@dataclass(frozen=True, slots=True)
class Side:
    """One of two accounts that are compared, with what its document adds."""

    account: Account
    published: str | None
    family: str
    is_main: bool  # what its document is mainly about: it speaks for all its names and words
    days: int  # settings: how many days apart reports of one incident may place it
    names: Mapping[str, float] = field(
        default_factory=dict
    )  # of the account, of a main one its document's -> how telling
    near: Mapping[str, float] = field(
        default_factory=dict
    )  # main accounts that it is compared with -> the cosine of their documents' words
    plain: Mapping[str, tuple[float, float]] = field(
        default_factory=dict
    )  # the same in a small register: the cosine by ordinary English, and how much there was to compare
    span: tuple[date | None, date | None] | None = None  # first and last day; None where it is not dated
    tells_persons: bool = False  # by name and age
    harm: frozenset[Outcome] = frozenset()


def compare_place(left: Side, right: Side) -> Finding | None:
    """The two places are one, as far as their precision tells."""
    one, other = left.account.location, right.account.location
    distance = compare_places(one, other)
    if distance.relation in (Place.UNKNOWN, Place.POSSIBLE) and (
        named := _name_unfound(left, right) or _name_unfound(right, left)
    ):
        return NAMED_IN_BOTH, f"{named}, which no gazetteer has, is named in both"
    if distance.relation is Place.UNKNOWN or one is None or other is None:
        return None
    away = "" if distance.km is None else f" ({distance.km:.0f} km)"
    carried = is_carried(one) or is_carried(other)
    if distance.relation is Place.APART:
        # within a province reports name the town, the quarter, the county, or the town of the hospital
        near = distance.km is not None and distance.km <= NEIGHBOURHOOD_KM
        return (-0.6 if carried or near else -1.0), f"{one.name} and {other.name} are apart{away}"
    score = {Place.SAME: 1.0, Place.NEAR: 0.8, Place.WITHIN: 0.5, Place.POSSIBLE: 0.1}[distance.relation]
    score *= _place_size(one, other, distance.relation) * (0.8 if carried else 1.0)
    words = (
        f"both at {one.name}"
        if distance.relation is Place.SAME
        else f"{one.name} and {other.name}: {distance.relation}{away}"
    )
    return score, words


def _name_unfound(side: Side, other: Side) -> str | None:
    """The place of an account that no gazetteer has, where the other one's text names it too: "Tabango", "Tabango, near Gao"."""
    location = side.account.location
    if location is None or location.place_id is not None or is_carried(location) or not is_placed(location):
        return None
    keys = _name_keys(location.name)
    return location.name if any(name[2:] in keys for name in other.names) else None


def _place_size(left: Location, right: Location, relation: Place) -> float:
    """An area in common tells less than a town: a district a half, a province a quarter."""
    widest = max(left.precision or WherePrecision.EXACT, right.precision or WherePrecision.EXACT)
    if not (is_area(left) or is_area(right)):
        # of two names without coordinates one of which the other lies in, one is a province or district
        return 0.4 if relation is Place.WITHIN else 1.0
    return {WherePrecision.ADM2: 0.6, WherePrecision.ADM1: 0.4}.get(widest, 0.3)


def compare_days(left: Side, right: Side) -> Finding | None:
    """The two dates are one, as far as their precision tells."""
    one, other = left.span, right.span
    if one is None or other is None:
        return None
    gap = gap_days(one, other)
    if gap:
        allowed = max(left.days, right.days)
        score = 0.4 if gap == 1 else -0.3 if gap <= allowed else -1.0
        if Basis.CONTEXT in (
            left.account.period and left.account.period.basis,
            right.account.period and right.account.period.basis,
        ):
            score = min(
                score, score / 2
            )  # a carried-over day is where the text stands, not always where the event does
        return score, f"{gap} day{'s' if gap > 1 else ''} apart"
    longest = max(_length(one), _length(other))
    return max(
        0.05, longest**-0.5
    ), "the same day" if longest == 1 else f"their periods touch, the longer has {longest} days"


def compare_hours(left: Side, right: Side) -> Finding | None:
    """On one day, it was the same part of the day."""
    one, other = parts_of_day(left.account.words), parts_of_day(right.account.words)
    # several parts of the day are of a longer attack, or of what came before and after
    if len(one) != 1 or len(other) != 1 or not _one_day(left, right):
        return None
    if one == other:
        return 0.35, f"both in the {next(iter(one))}"
    # "around noon" and "in the morning" may be one hour; a night is not
    return (-1.0 if NIGHT in one | other else -0.2), f"in the {' and in the '.join(sorted(one | other))} of one day"


def _one_day(left: Side, right: Side) -> bool:
    spans = [days_of(side.account.period, side.published) for side in (left, right) if is_dated(side.account.period)]
    return len(spans) == 2 and spans[0] == spans[1] and spans[0][0] == spans[0][1]


def _length(days: tuple[object, object]) -> int:
    start, end = days
    return (end - start).days + 1 if isinstance(start, date) and isinstance(end, date) else 365


def compare_publication(left: Side, right: Side) -> Finding | None:
    """Where a date is missing, the days before the report was published stand for it: news is told within days."""
    if is_dated(left.account.period) and is_dated(right.account.period):
        return None
    one, other = _days_of_news(left), _days_of_news(right)
    if one is None or other is None:
        return None
    gap = gap_days(one, other)
    if gap:
        return (0.1 if gap <= NEWS_DAYS else -0.6), f"told {gap} days apart, not both dated"
    longest = max(_length(one), _length(other))
    return (0.5 if longest <= UNDATED_DAYS + 1 else 0.2), "told within the same days, not both dated"


def _days_of_news(side: Side) -> tuple[date, date] | None:
    """The days of an account: its own, or for undated news the last before its publication; the undated past has none."""
    start, end = days_of(side.account.period, side.published)
    if is_dated(side.account.period) and start:
        return start, end or start
    if end is None or side.account.is_background:
        return None
    return end - timedelta(days=UNDATED_DAYS), end


def compare_figures(left: Side, right: Side) -> Finding | None:
    """The counts are one number, or may be one number at two times."""
    best: tuple[float, str, Trait, Trait] | None = None
    for one in left.account.traits:
        for other in right.account.traits:
            if one.outcome is not other.outcome:  # most pairs; nothing to compare
                continue
            found = _compare_pair(one, other)
            if found and (best is None or found[0] > best[0]):
                best = (*found, one, other)
    return None if best is None else (best[0], f"{best[1]}: {_write_counts(best[2], best[3])}")


def _write_counts(left: Trait, right: Trait) -> str:
    worded = [trait.count.wording for trait in (left, right) if trait.count]
    return f"{' and '.join(worded)} {(left.outcome or '').replace('_', ' ')}"


def _compare_pair(left: Trait, right: Trait) -> Finding | None:
    relation = compare_counts(left, right)
    if relation is Counts.SILENT or left.count is None or right.count is None or left.outcome in FOLLOWING:
        return None
    size = max(left.count.min or left.count.max or 0, right.count.min or right.count.max or 0)
    if relation is Counts.EQUAL:
        # one killed tells nothing, seventeen killed tell much
        return min(1.0, 0.15 + 0.6 * log10(max(size, 1))), "the same count"
    least = min(left.count.min or 0, right.count.min or 0)
    if relation is Counts.OVERLAP:
        # "at least 12" fits any toll; "more than 700" fits few
        return min(0.7, 0.2 + 0.2 * log10(max(least, 10) / 10)), "counts that may be one"
    small = min(left.count.best or left.count.min or size, right.count.best or right.count.min or size)
    ratio = (size + 1) / (small + 1)
    return (-0.1 if ratio <= 2 else -0.4 if ratio <= 4 else -0.9), "different counts"


def compare_names(left: Side, right: Side) -> Finding | None:
    """They name the same persons, streets and targets, or quote the same words, and few others do."""
    places = _place_facts(left) | _place_facts(right)
    shared = [name for name in left.names if name in right.names and name[2:] not in places]
    weight = sum(min(left.names[name], right.names[name]) for name in shared)
    if weight >= LITTLE_WEIGHT:
        return min(1.0, weight / FULL_WEIGHT), f"{len(shared)} names or quotations shared"
    return (-0.3, "both name persons, and none is shared") if left.tells_persons and right.tells_persons else None


LITTLE_WEIGHT = 0.3
FULL_WEIGHT = 4.0  # two persons with their age, known to these two reports only, and their street


def compare_wording(left: Side, right: Side) -> Finding | None:
    """Their openings share words that few other documents have."""
    cosine = left.near.get(right.account.id)
    if cosine is None:
        return None
    score = log(max(cosine, LEAST_WORDING) / CHANCE_WORDING) / log(SHARED_WORDING / CHANCE_WORDING)
    return max(-1.0, min(1.0, score)), f"their texts share {cosine:.0%} of their telling words"


# Cosines of two texts' telling words: what reports of two incidents reach by chance, and what only reports of one reach
# (Gun Violence Corpus, train part: 55,278 pairs).
CHANCE_WORDING = 0.08
SHARED_WORDING = 0.5
LEAST_WORDING = 0.02


def compare_plain_wording(left: Side, right: Side) -> Finding | None:
    """Their openings share, or do not share, words that ordinary English seldom has."""
    found = left.plain.get(right.account.id)
    if found is None:
        return None
    cosine, share = found
    score = log(min(max(cosine, LEAST_PLAIN), SHARED_PLAIN) / CHANCE_PLAIN) / log(SHARED_PLAIN / CHANCE_PLAIN)
    return score * share, f"their texts share {cosine:.0%} of what is rare in ordinary English"


# Cosines of two texts' telling words by ordinary English. Of 1,279 pairs of articles on one shooting and 2,486 on two in one town (gva,
# development part) the odds that it is one are even at .07, one in five at 0, thirteen to one at .35, seventy at .45; their logarithm
# is nearly a straight line in the logarithm of the cosine.
CHANCE_PLAIN = 0.05  # less than where the odds are even: the pairs that are judged agree in place or in names already
SHARED_PLAIN = 0.5
LEAST_PLAIN = 0.025


def compare_told(left: Side, right: Side) -> Finding | None:
    """They were published about the same time; the same day speaks for one, a year against it."""
    if left.published is None or right.published is None:
        return None
    gap = abs((_day_of(left.published) - _day_of(right.published)).days)
    return 0.3 - min(
        1.0, log(gap + 1) / log(366)
    ), "published the same day" if gap == 0 else f"published {gap} days apart"


@lru_cache(maxsize=65_536)
def _day_of(published: str) -> date:
    return date.fromisoformat(published)


def _place_facts(side: Side) -> frozenset[str]:
    """The place's own name is no further evidence."""
    location = side.account.location
    return frozenset() if location is None else _name_keys(location.name, location.mention or "")


@lru_cache(maxsize=65_536)
def _name_keys(*names: str) -> frozenset[str]:
    words = [fold_name(name).split() for name in names]
    return frozenset(" ".join(spelling_key(word) or word for word in some) for some in words if some)


def compare_actors(left: Side, right: Side) -> Finding | None:
    """They name the same actor."""
    one, other = set(left.account.actors), set(right.account.actors)
    if not one or not other:
        return None
    return (1.0, "the same actor") if one & other else (-0.2, "other actors are named")


def compare_kinds(left: Side, right: Side) -> Finding | None:
    """It was done in the same way."""
    one, other = kinds_in(left.account.words), kinds_in(right.account.words)
    if not one or not other:
        return None
    if shared := one & other:
        return 0.6, f"the same kind of violence: {', '.join(sorted(shared))}"
    return -1.0, f"another kind of violence: {', '.join(sorted(one))} and {', '.join(sorted(other))}"


def compare_voices(left: Side, right: Side) -> Finding | None:
    """The same named speaker gives a count that stands or grows."""
    for one in left.account.traits:
        for other in right.account.traits:
            tellers = {teller.source_id: teller.name for teller in one.tellers if teller.named}
            shared = [teller for teller in other.tellers if teller.source_id in tellers]
            if shared and one.outcome is not None and one.outcome is other.outcome and _may_be_one(one, other):
                return 1.0, f"{shared[0].name} gives both counts"
    return None


def _may_be_one(left: Trait, right: Trait) -> bool:
    """One running count, a few days later: not more than half as large again."""
    if left.count is None or right.count is None or left.count.unit is not right.count.unit:
        return False
    figures = sorted(count.best or count.min or count.max or 0 for count in (left.count, right.count))
    return figures[0] > 0 and figures[1] <= 1.5 * figures[0]


def compare_family(left: Side, right: Side) -> Finding | None:
    """The documents are of one family."""
    return (1.0, "their documents derive from one another") if left.family == right.family else None


def compare_violence(left: Side, right: Side) -> Finding | None:
    """Both tell of violence, or both of an accident or disaster."""
    return None if left.account.in_scope is right.account.in_scope else (-1.0, "one is told as an accident or disaster")


def compare_outcomes(left: Side, right: Side) -> Finding | None:
    """They tell of the same harm."""
    if not left.harm or not right.harm:
        return None
    return (-0.5, "other harm is told") if left.harm.isdisjoint(right.harm) else (0.5, "the same harm is told")
