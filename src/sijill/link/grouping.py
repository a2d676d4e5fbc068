"""Decides which accounts of all documents are one incident, and which totals one episode.

Profiles, their kinship, judgements of the build before and decisions -> groups of Sides, all judgements, Problems. Judges each pair by
same_incident.py or same_episode.py; forms the groups by clusters.py. Names nothing and relates no group to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sijill.config import Link
from sijill.link.candidates import find_candidates
from sijill.link.clusters import cluster
from sijill.link.decided import Decided, apply_decisions
from sijill.link.families import Kinship
from sijill.link.features import Side
from sijill.link.meaning import Meaning
from sijill.link.same_episode import TABLE as EPISODE_TABLE
from sijill.link.same_episode import judge_totals
from sijill.link.same_incident import TABLE as INCIDENT_TABLE
from sijill.link.same_incident import judge_pair
from sijill.model.decision import Decision
from sijill.model.incident import Account, Judgement, Profile
from sijill.model.problem import Problem

VERSION = "link@1"

Group = tuple[Side, ...]
Judge = Callable[[Side, Side, Meaning], Judgement]


@dataclass(frozen=True, slots=True)
class Grouped:
    incidents: tuple[Group, ...]
    episodes: tuple[Group, ...]
    sides: tuple[Side, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]


def group_accounts(
    profiles: Sequence[Profile],
    kinship: Kinship,
    prior: Sequence[Judgement],
    decisions: Sequence[Decision],
    settings: Link,
    meaning: Meaning,
) -> Grouped:
    """Groups the accounts that can found something, incidents and totals apart; the others stay ungrouped."""
    decided = apply_decisions([account for profile in profiles for account in profile.accounts], decisions)
    published = {profile.document_id: profile.published for profile in profiles}
    sides = tuple(
        Side(
            account, published[account.document_id], kinship.family_of[account.document_id], settings.same_incident_days
        )
        for account in decided.accounts
    )
    stands_for = _collapse_copies(sides, kinship.copy_of, decided)
    known = {(one.left, one.right): one for one in prior}
    judgements: list[Judgement] = list(decided.judgements)
    groups: list[tuple[Group, ...]] = []
    crowded: list[str] = []
    for totals, judge, join_at in (
        (False, judge_pair, INCIDENT_TABLE.same_at),
        (True, judge_totals, EPISODE_TABLE.same_at),
    ):
        own = [side for side in sides if side.account.founds and side.account.is_total is totals]
        leaders = [side for side in own if stands_for[side.account.id] == side.account.id]
        candidates = find_candidates(leaders, totals=totals)
        crowded += candidates.crowded
        judged = [_judge(leaders[i], leaders[j], judge, known, meaning) for i, j in candidates.pairs]
        judgements += judged
        groups.append(_form_groups(own, stands_for, judged, decided, join_at))
    return Grouped(
        incidents=groups[0],
        episodes=groups[1],
        sides=sides,
        judgements=tuple(judgements),
        problems=(*decided.problems, *_across_kinds(sides, decided), *_say_crowded(crowded, sides)),
    )


def _judge(
    left: Side, right: Side, judge: Judge, known: Mapping[tuple[str, str], Judgement], meaning: Meaning
) -> Judgement:
    """Takes over a judgement of the build before where its rule and the documents' kinship are still the same."""
    first, second = sorted((left.account.id, right.account.id))
    before = known.get((first, second))
    if before is not None:
        table = INCIDENT_TABLE if judge is judge_pair else EPISODE_TABLE
        was_family = any(one.feature == "family" for one in before.evidence)
        if before.made_by == table.version(left.days) and was_family is (left.family == right.family):
            return before
    return judge(left, right, meaning)


def _form_groups(
    own: Sequence[Side], stands_for: Mapping[str, str], judged: Sequence[Judgement], decided: Decided, join_at: float
) -> tuple[Group, ...]:
    """Clusters the leaders, then gives each copy the group of the account that stands for it."""
    held: dict[str, list[Side]] = defaultdict(list)
    for side in own:
        held[stands_for[side.account.id]].append(side)
    labels = {leader: frozenset(side.account.document_id for side in sides) for leader, sides in held.items()}
    clusters = cluster(
        labels,
        {(one.left, one.right): one.score for one in judged},
        join_at=join_at,
        must=[(stands_for[left], stands_for[right]) for left, right in decided.must],
        cannot=[(stands_for[left], stands_for[right]) for left, right in decided.cannot],
        late={side.account.id for side in own if side.account.is_background},
    )
    return tuple(
        tuple(sorted((side for leader in ids for side in held[leader]), key=lambda side: side.account.id))
        for ids in clusters
    )


def _collapse_copies(sides: Sequence[Side], copy_of: Mapping[str, str], decided: Decided) -> dict[str, str]:
    """account -> the account that stands for it: in copies, the same claims at the same place in order are one account.

    So ten thousand copies cost no comparison. An account that a person decided on stands for itself.
    """
    by_document: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        by_document[side.account.document_id].append(side)
    free = {side.account.id for side in sides} - {one for pair in (*decided.must, *decided.cannot) for one in pair}
    stands_for = {side.account.id: side.account.id for side in sides}
    for copy, leader in copy_of.items():
        waiting: dict[object, list[Side]] = defaultdict(list)
        for side in by_document[leader]:
            waiting[_shape(side.account)].append(side)
        for side in by_document[copy]:
            if (same := waiting[_shape(side.account)]) and side.account.id in free:
                stands_for[side.account.id] = same.pop(0).account.id
    return {account: _last(account, stands_for) for account in stands_for}


def _last(account: str, stands_for: Mapping[str, str]) -> str:
    """A copy of an edited copy leads to the first of them."""
    while stands_for[account] != account:
        account = stands_for[account]
    return account


def _shape(account: Account) -> object:
    """What a copy keeps of an account: its kind, counts and place; dates may be read anew under another day of publication."""
    counts = sorted(
        (
            trait.outcome or "",
            trait.status,
            *((trait.count.unit, trait.count.min or -1, trait.count.max or -1) if trait.count else ()),
        )
        for trait in account.traits
    )
    place = account.location.place_id or account.location.name if account.location else None
    return account.is_total, account.is_background, account.founds, place, tuple(counts)


def _across_kinds(sides: Sequence[Side], decided: Decided) -> list[Problem]:
    kind = {side.account.id: side.account.is_total for side in sides}
    return [
        Problem(
            kind="decision_not_applied",
            says=f"{left} and {right} were decided to be one, but one is a total over several incidents; it stays an episode's",
        )
        for left, right in decided.must
        if kind[left] is not kind[right]
    ]


def _say_crowded(crowded: Sequence[str], sides: Sequence[Side]) -> list[Problem]:
    if not crowded:
        return []
    document = {side.account.id: side.account.document_id for side in sides}
    says = f"{len(crowded)} accounts lie so close to hundreds of others in place and time that they were compared with the nearest only"
    return [Problem(kind="crowded", says=says, document=document[crowded[0]])]
