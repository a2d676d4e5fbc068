"""Decides whether two totals are of the same episode.

The table of evidence that judging.py sums up for two accounts that are totals. Says nothing of the incidents within (episodes.py).
"""

from __future__ import annotations

from sijill.link import features
from sijill.link.features import NEWS_DAYS, Finding, Side
from sijill.link.judging import Table
from sijill.link.relations import Place, compare_places, contains_period, days_of, gap_days, is_dated, is_placed
from sijill.model.period import Basis


def compare_spans(left: Side, right: Side) -> Finding | None:
    """The two totals cover the same days: they begin together, or one lies in the other."""
    if not (is_dated(left.account.period) and is_dated(right.account.period)):
        return None
    one, other = days_of(left.account.period, left.published), days_of(right.account.period, right.published)
    carried = any(
        side.account.period is not None and side.account.period.basis is Basis.CONTEXT for side in (left, right)
    )
    if gap := gap_days(one, other):
        # a day that was carried over from another sentence is where the text stands, not where its total begins
        score = 0.0 if carried and gap <= NEWS_DAYS else -0.3 if gap == 1 else -1.0
        return score, f"{gap} days between their periods"
    if one[0] is None or other[0] is None:
        return None
    starts = abs((one[0] - other[0]).days)
    if starts <= 2:
        return 1.0, "both begin together"
    lengths = sorted((days[1] - days[0]).days + 1 if days[0] and days[1] else 365 for days in (one, other))
    if contains_period(one, other) or contains_period(other, one):
        # a month that holds four days may be the vaguer word for them; a year that holds them is another sum
        return (0.5 if lengths[1] <= 31 else -0.5), f"one period lies in the other, {lengths[0]} of {lengths[1]} days"
    return 0.1, "their periods overlap"


def compare_areas(left: Side, right: Side) -> Finding | None:
    """The two totals cover the same area, or one area lies in the other."""
    one, other = left.account.location, right.account.location
    relation = compare_places(one, other).relation
    if one is None or other is None:
        return None
    if not (is_placed(one) and is_placed(other)):
        one_country = one.country is not None and one.country == other.country
        return (0.35, f"both in one country ({one.name}, {other.name})") if one_country else None
    score = {
        Place.SAME: 1.0,
        Place.NEAR: 0.7,
        Place.WITHIN: 0.6,
        Place.POSSIBLE: 0.2,
        Place.UNKNOWN: 0.0,
        Place.APART: -1.0,
    }[relation]
    return score, f"{one.name} and {other.name}: {relation.value}"


TABLE = Table(
    made_by="same-episode@3",
    start=-4.14,
    weights=(
        ("place", compare_areas, 3.0),
        ("days", compare_spans, 3.0),
        ("publication", features.compare_publication, 2.5),
        ("figures", features.compare_figures, 1.5),
        ("names", features.compare_names, 2.0),
        ("wording", features.compare_wording, 1.0),
        ("actors", features.compare_actors, 0.6),
        ("kind", features.compare_kinds, 0.3),
        ("outcomes", features.compare_outcomes, 0.6),
        ("voices", features.compare_voices, 2.0),
        ("family", features.compare_family, 2.5),
        ("violence", features.compare_violence, 1.5),
    ),
    meaning=(2.5, 0.45),
    different_below=0.17,
)
