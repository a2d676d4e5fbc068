"""Decides which claims of one text cannot be torn apart, and whether such a bundle tells of one incident, of a total, or of the past.

ResolvedClaims of one document -> Bundles, each of one kind, with what the text says contains what. Does not merge bundles that only
happen to fit together: accounts.py does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sijill.link.facts import venue_words
from sijill.link.relations import (
    Place,
    compare_places,
    days_of,
    gap_days,
    is_broad,
    is_carried,
    is_dated,
    is_day,
    is_placed,
    is_point,
    length_days,
)
from sijill.model.claim import AttributionClaim, CountClaim, MovementClaim, Outcome, ResolvedClaim, Scope, Stance
from sijill.model.count import Unit
from sijill.model.location import Location, WherePrecision
from sijill.model.period import Basis, Period
from sijill.text.names import fold_name

# What follows from violence, or stands beside it, and is told of an incident without being one.
FOLLOWING = (Outcome.DISPLACED, Outcome.SHELTERED, Outcome.RETURNED, Outcome.AFFECTED, Outcome.DETAINED)
# A day and the night into the next: a longer span over a province holds several incidents.
ONE_INCIDENT_DAYS = 2
# Counts of one sentence that are compared with each other; a sentence of hundreds is a table.
MOST_IN_ONE_BREATH = 6


class Kind(StrEnum):
    INCIDENT = "incident"
    TOTAL = "total"
    PAST = "past"  # background: not this text's own story


@dataclass(slots=True)
class Bundle:
    claims: list[ResolvedClaim]
    kind: Kind
    is_total: bool = False  # also of the past: "in all, 300 died that year"
    period: Period | None = None
    location: Location | None = None
    parts: list[Bundle] = field(default_factory=list)
    triggers: list[ResolvedClaim] = field(default_factory=list)  # what set it off: found no account, move none
    reasons: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> int:
        return min(one.claim.sentence for one in self.claims)

    @property
    def founds(self) -> bool:
        return any(is_founding(one) for one in self.claims)

    @property
    def is_anchored(self) -> bool:
        """Has a place or a time of its own, not one that was carried over from elsewhere in the text."""
        has_place = is_placed(self.location) and not is_carried(self.location)
        return has_place or (
            is_dated(self.period) and self.period is not None and self.period.basis is not Basis.CONTEXT
        )

    def settle(self) -> None:
        """Takes time and place from the claims: the most precise for an incident, those of the largest count for a total."""
        self.claims.sort(key=lambda one: (one.claim.sentence, one.claim.span.start, one.id))
        ordered = sorted(self.claims, key=_by_size) if self.is_total else self.claims
        self.period = choose_period([one.period for one in ordered], keep_first=self.is_total)
        self.location = choose_location([one.location for one in ordered], keep_first=self.is_total)


def is_founding(resolved: ResolvedClaim) -> bool:
    """True for a claim that people were killed or harmed: what an incident can rest on."""
    claim = resolved.claim
    return (
        isinstance(claim, CountClaim)
        and claim.outcome not in FOLLOWING
        and claim.count.unit is not Unit.INCIDENT
        and claim.stance is not Stance.HYPOTHETICAL
    )


def is_told(resolved: ResolvedClaim) -> bool:
    """False for statistics and for what might happen: they speak of no incident."""
    claim = resolved.claim
    kinds = (CountClaim, AttributionClaim, MovementClaim)
    return isinstance(claim, kinds) and claim.stance is not Stance.HYPOTHETICAL


def _by_size(resolved: ResolvedClaim) -> tuple[int, int]:
    claim = resolved.claim
    size = (claim.count.min or claim.count.max or 0) if isinstance(claim, CountClaim) else 0
    return (-size, claim.span.start)


def choose_period(periods: Sequence[Period | None], *, keep_first: bool = False) -> Period | None:
    """The period that dates best: with a start, stated rather than carried over, shortest, most often given, then first."""
    known = [period for period in periods if period is not None]
    if len(known) < 2:
        return known[0] if known else None
    if keep_first and (dated := [period for period in known if is_dated(period)]):
        return dated[0]
    days = Counter((period.start, period.end) for period in known)

    def rank(period: Period) -> tuple[bool, bool, int, int]:
        length = length_days(period)
        return (
            not is_dated(period), period.basis is Basis.CONTEXT, length if length is not None else 10_000,
            -days[period.start, period.end],
        )  # fmt: skip

    return min(known, key=rank, default=None)


def choose_location(locations: Sequence[Location | None], *, keep_first: bool = False) -> Location | None:
    """The location known best: placed, the claim's own, most precise, most often given, with what contains it, then first.

    A total keeps its own place if it has one.
    """
    known = [location for location in locations if location is not None]
    if len(known) < 2:
        return known[0] if known else None
    if keep_first and (own := [location for location in known if not is_carried(location)]):
        return next((location for location in own if is_placed(location)), own[0])
    names = Counter(location.place_id or location.name for location in known)

    def rank(location: Location) -> tuple[bool, bool, int, int, bool]:
        precision = 8 if location.precision is None else int(location.precision)
        given = names[location.place_id or location.name]
        return not is_placed(location), is_carried(location), precision, -given, location.adm1 is None

    return min(known, key=rank, default=None)


def bind_claims(claims: Sequence[ResolvedClaim]) -> list[Bundle]:
    """Bundles the founding claims that restate, revise or are part of one another, and tells the bundles' kinds."""
    founding = [one for one in claims if is_founding(one)]
    by_id = {one.id: one for one in founding}
    groups = {one.id: [one] for one in founding}
    held = _totals_over_parts(founding, by_id)
    for one in founding:
        for other in (one.claim.restates, one.claim.revises, one.claim.part_of):
            if other in by_id and not (other == one.claim.part_of and other in held):
                _join(groups, one.id, other)
    for left, right in _of_one_breath(founding, held):
        _join(groups, left.id, right.id)
    bundles = _make_bundles(groups, held)
    of_claim = {one.id: bundle for bundle in bundles for one in bundle.claims}
    for one in founding:
        whole = one.claim.part_of
        if whole in held and of_claim[whole] is not of_claim[one.id]:
            _contain(of_claim[whole], of_claim[one.id], "the text counts it within the total")
    _find_sums(bundles)
    return sorted(bundles, key=lambda bundle: (bundle.sentence, bundle.claims[0].claim.span.start))


def _totals_over_parts(founding: list[ResolvedClaim], by_id: dict[str, ResolvedClaim]) -> set[str]:
    """Claims that count several incidents together: a running total of which an incident is part, or parts that are told apart."""
    held = set()
    for whole in founding:
        parts = [one for one in founding if one.claim.part_of == whole.id]
        if whole.claim.scope is Scope.RUNNING_TOTAL:
            if any(part.claim.scope is Scope.INCIDENT for part in parts):
                held.add(whole.id)
        elif any(are_apart(one, other) for i, one in enumerate(parts) for other in parts[:i]):
            held.add(whole.id)
    return held


def _of_one_breath(
    founding: Sequence[ResolvedClaim], held: Iterable[str]
) -> Iterator[tuple[ResolvedClaim, ResolvedClaim]]:
    """Neighbours in one sentence that tell different harm of one act: "killed a guard and injured nine others".

    Two counts of one harm may be of two acts; so may those of which one is a total, or the past, and those told apart.
    """
    wholes = set(held)
    for i, one in enumerate(founding):
        for other in founding[i + 1 : i + 1 + MOST_IN_ONE_BREATH]:
            if (
                one.claim.sentence == other.claim.sentence
                and one.claim.scope is other.claim.scope
                and _outcome(one) is not _outcome(other)
                and not {one.id, other.id} & wholes
                and not are_apart(one, other)
            ):
                yield one, other


def _outcome(resolved: ResolvedClaim) -> Outcome | None:
    return resolved.claim.outcome if isinstance(resolved.claim, CountClaim) else None


def are_apart(left: ResolvedClaim, right: ResolvedClaim) -> bool:
    """True where one text puts two claims at different places or on different days."""
    return places_apart(left.location, right.location) or days_apart(left.period, right.period)


def places_apart(left: Location | None, right: Location | None) -> bool:
    """True for places that cannot be one, and for two names of which one is in no gazetteer: a text that uses two names means two.

    A street or a building that no gazetteer has may lie in the town that is named beside it, and a village be the one that is said to lie
    near it ("a village near Gao ... in Tabango").
    """
    if is_carried(left) or is_carried(right):
        return False
    relation = compare_places(left, right).relation
    if relation is Place.APART:
        return True
    if left is None or right is None or not (is_placed(left) and is_placed(right)):
        return False
    unresolved = [one for one in (left, right) if one.place_id is None]
    if len(unresolved) == 1 and (is_venue(unresolved[0]) or WherePrecision.NEAR in (left.precision, right.precision)):
        return False
    return relation is Place.POSSIBLE and bool(unresolved)


def is_venue(location: Location) -> bool:
    """True for a street, a school, a hospital: a name within a town, which lies in the town that the text names as well as not."""
    institution, address = venue_words()
    words = set(fold_name(location.name).split())
    return bool(words & (institution | address)) or any(word[0].isdigit() for word in words)


def days_apart(left: Period | None, right: Period | None) -> bool:
    """True for two days that the text itself names, more than a night apart, and for longer periods that do not touch."""
    if not (is_dated(left) and is_dated(right)) or left is None or right is None:
        return False
    gap = gap_days(days_of(left), days_of(right))
    carried = Basis.CONTEXT in (left.basis, right.basis)
    return gap > (ONE_INCIDENT_DAYS if carried else 1)


def _join(groups: dict[str, list[ResolvedClaim]], left: str, right: str) -> None:
    if groups[left] is not groups[right]:
        merged = groups[left] + groups[right]
        for one in merged:
            groups[one.id] = merged


def _make_bundles(groups: dict[str, list[ResolvedClaim]], held: Iterable[str]) -> list[Bundle]:
    wholes = set(held)
    bundles = []
    for claims in {id(group): group for group in groups.values()}.values():
        bundle = Bundle(claims=claims, kind=Kind.INCIDENT)
        bundle.settle()
        _tell_kind(bundle, any(one.id in wholes for one in claims))
        if bundle.is_total:
            bundle.settle()
        bundles.append(bundle)
    return bundles


def _tell_kind(bundle: Bundle, holds_parts: bool) -> None:
    scopes = {one.claim.scope for one in bundle.claims}
    # one town on one day is no place for several incidents, unless the text tells its parts apart
    one_place_one_day = is_day(bundle.period) and bundle.location is not None and is_point(bundle.location)
    says_total = Scope.RUNNING_TOTAL in scopes and not one_place_one_day
    length = length_days(bundle.period)
    spans_several = (
        is_broad(bundle.location)
        and not (_is_inferred(bundle.location) and Scope.INCIDENT in scopes)
        and is_dated(bundle.period)
        and (length is None or length > ONE_INCIDENT_DAYS)
    )
    bundle.is_total = says_total or holds_parts or spans_several
    if scopes == {Scope.BACKGROUND}:
        bundle.kind = Kind.PAST
    elif bundle.is_total:
        bundle.kind = Kind.TOTAL
    if bundle.is_total:
        told = (
            "the text says so"
            if says_total
            else "its parts are told apart"
            if holds_parts
            else "it spans a province and several days"
        )
        bundle.reasons.append(f"a total over several incidents: {told}")


def _is_inferred(location: Location | None) -> bool:
    """A country that the claim does not name: it says how little is known of one incident, and spans nothing."""
    return location is not None and location.precision is WherePrecision.COUNTRY and location.mention is None


def _contain(whole: Bundle, part: Bundle, because: str) -> None:
    if part not in whole.parts:
        whole.parts.append(part)
        part.reasons.append(because)


def _find_sums(bundles: list[Bundle]) -> None:
    """A count that is the sum of two or more others at places told apart is their total.  10 in two towns = 4 in one + 6 in another"""
    own = [bundle for bundle in bundles if bundle.kind is not Kind.PAST]
    counts = {
        outcome: [_exact_count(bundle, outcome) for bundle in own] for outcome in (Outcome.KILLED, Outcome.INJURED)
    }
    for i, whole in enumerate(own):
        if whole.parts:
            continue
        for outcome, found in counts.items():
            total = found[i]
            rest = [
                (other, count)
                for other, count in zip(own, found, strict=True)
                if total and count and other is not whole and not other.is_total
            ]
            if len(rest) < 2 or sum(count for _, count in rest) != total:
                continue
            # a count with a town and a day of its own beside theirs is one more of them, however the numbers fall
            if whole.is_anchored and all(_bundles_apart(whole, other) for other, _ in rest):
                continue
            if all(_bundles_apart(one, other) for k, (one, _) in enumerate(rest) for other, _ in rest[:k]):
                whole.is_total, whole.kind = True, Kind.TOTAL
                whole.reasons.append(f"a total over several incidents: {total} is the sum of what is told of them")
                for part, count in rest:
                    _contain(whole, part, f"its {count} {outcome.value} are one addend of the total of {total}")
                break


def _exact_count(bundle: Bundle, outcome: Outcome) -> int | None:
    """The largest exact count of an outcome in a bundle."""
    counts = [
        one.claim.count.best or 0
        for one in bundle.claims
        if isinstance(one.claim, CountClaim) and one.claim.outcome is outcome and one.claim.count.unit is Unit.PERSON
    ]
    return max(counts, default=0) or None


def _bundles_apart(left: Bundle, right: Bundle) -> bool:
    return places_apart(left.location, right.location) or days_apart(left.period, right.period)
