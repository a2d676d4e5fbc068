"""Decides which accounts of all documents are one incident, and which totals one episode.

Profiles, their kinship, judgements of the build before and decisions -> groups of Sides, all judgements, Problems. Judges each pair by
same_incident.py or same_episode.py; forms the groups by clusters.py. Names nothing and relates no group to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sijill.config import Link
from sijill.link import same_incident
from sijill.link.bundles import FOLLOWING
from sijill.link.candidates import find_candidates
from sijill.link.clusters import cluster
from sijill.link.decided import Decided, apply_decisions
from sijill.link.differing import Kept, keep_plain, recall, sift, write_differing
from sijill.link.families import Kinship, find_families
from sijill.link.features import Side
from sijill.link.judging import SAME_AT, judge_pairs
from sijill.link.late import place_late
from sijill.link.main_account import find_main
from sijill.link.meaning import Meaning
from sijill.link.plain_wording import know_plain_wording
from sijill.link.rarity import measure_rarity
from sijill.link.relations import days_of, is_dated
from sijill.link.same_episode import TABLE as EPISODE_TABLE
from sijill.link.wording import Wording, weigh_wording
from sijill.model.decision import Decision
from sijill.model.incident import Account, Differing, Judgement, Profile
from sijill.model.problem import Problem

VERSION = "link@7"
TABLES = (same_incident.BY_PLACE_AND_DAY, same_incident.BY_WORDING, EPISODE_TABLE)

Group = tuple[Side, ...]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What was judged in the build before, of documents that are as they were."""

    judgements: tuple[Judgement, ...] = ()
    differing: tuple[Differing, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouped:
    incidents: tuple[Group, ...]
    episodes: tuple[Group, ...]
    sides: tuple[Side, ...]
    judgements: tuple[Judgement, ...]
    differing: tuple[Differing, ...]
    problems: tuple[Problem, ...]


def group_accounts(
    profiles: Sequence[Profile],
    kinship: Kinship,
    prior: Standing,
    decisions: Sequence[Decision],
    settings: Link,
    meaning: Meaning,
) -> Grouped:
    """Groups the accounts that can found something, incidents and totals apart; the others stay ungrouped."""
    decided = apply_decisions([account for profile in profiles for account in profile.accounts], decisions)
    sides = _take_sides(profiles, decided.accounts, kinship, settings)
    stands_for = _collapse_copies(sides, kinship.copy_of, decided)
    wording = weigh_wording(profiles, kinship.family_of)
    known = {(one.left, one.right): one for one in prior.judgements}
    made_by = "; ".join(table.version(settings.same_incident_days) for table in TABLES)
    before = recall(prior.differing, made_by)
    judgements: list[Judgement] = list(decided.judgements)
    differing: list[Differing] = []
    groups: list[tuple[Group, ...]] = []
    crowded: list[str] = []
    for totals, choose in ((False, same_incident.choose_table), (True, lambda left, right: EPISODE_TABLE)):
        own = [side for side in sides if side.account.founds and side.account.is_total is totals]
        leaders = [side for side in own if stands_for[side.account.id] == side.account.id]
        candidates = find_candidates(leaders, totals=totals, wording=wording)
        crowded += candidates.crowded
        cosines = _compare_wording(leaders, candidates.pairs, wording)
        kept, rest = sift(leaders, candidates.pairs, cosines, before)
        pairs = _know_wording(leaders, [candidates.pairs[i] for i in rest], [cosines[i] for i in rest])
        pairs = pairs if wording else know_plain_wording(pairs, profiles)
        judged = judge_pairs(choose, pairs, known, meaning)
        kept += keep_plain(judged.plain)
        formed, late = _form_groups(own, stands_for, judged.whole, kept, decided, settings)
        judgements += [*judged.whole, *late]
        differing += write_differing(leaders, kept, made_by)
        groups.append(formed)
    return Grouped(
        incidents=groups[0],
        episodes=groups[1],
        sides=sides,
        judgements=tuple(judgements),
        differing=tuple(differing),
        problems=(*decided.problems, *_across_kinds(sides, decided), *_say_crowded(crowded, sides)),
    )


def list_pairs(profiles: Sequence[Profile], settings: Link) -> list[tuple[Side, Side]]:
    """The pairs of incident accounts that would be judged, for those who learn what evidence weighs."""
    kinship = find_families(profiles, Meaning())
    accounts = [account for profile in profiles for account in profile.accounts]
    sides: Sequence[Side] = [one for one in _take_sides(profiles, accounts, kinship, settings) if one.account.founds]
    wording = weigh_wording(profiles, kinship.family_of)
    sides = [one for one in sides if not one.account.is_total]
    pairs = find_candidates(sides, totals=False, wording=wording).pairs
    return _know_wording(sides, pairs, _compare_wording(sides, pairs, wording))


def _take_sides(
    profiles: Sequence[Profile], accounts: Sequence[Account], kinship: Kinship, settings: Link
) -> tuple[Side, ...]:
    """Adds to each account what comparing it needs; a document's main account also speaks for the document's names and opening."""
    rarity = measure_rarity(profiles, kinship.family_of)
    profile_of = {profile.document_id: profile for profile in profiles}
    told: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        told[account.document_id].append(account)
    main = {found.id for own in told.values() if (found := find_main(own))}
    sides = []
    for account in accounts:
        profile = profile_of[account.document_id]
        is_main = account.id in main
        sides.append(
            Side(
                account=account,
                published=profile.published,
                family=kinship.family_of[account.document_id],
                is_main=is_main,
                days=settings.same_incident_days,
                names=rarity.weigh_names(profile.facts if is_main else account.facts),
                span=days_of(account.period, profile.published) if is_dated(account.period) else None,
                tells_persons=any(fact.startswith("p:") for fact in account.facts),
                harm=frozenset(trait.outcome for trait in account.traits if trait.outcome).difference(FOLLOWING),
            )
        )
    return tuple(sides)


def _compare_wording(sides: Sequence[Side], pairs: Sequence[Pair], wording: Wording | None) -> list[float | None]:
    """How alike the documents of each pair of main accounts are worded."""
    cosines: list[float | None] = [None] * len(pairs)
    if wording is not None:
        documents = [side.account.document_id if side.is_main else None for side in sides]
        main = [position for position, (i, j) in enumerate(pairs) if documents[i] and documents[j]]
        asked = [(sides[i].account.document_id, sides[j].account.document_id) for i, j in (pairs[one] for one in main)]
        for position, cosine in zip(main, wording.compare(asked), strict=True):
            cosines[position] = cosine
    return cosines


def _know_wording(
    sides: Sequence[Side], pairs: Sequence[Pair], cosines: Sequence[float | None]
) -> list[tuple[Side, Side]]:
    """The pairs of sides, each of which knows how alike its document's words are to those that it is compared with."""
    near: dict[int, dict[str, float]] = {i: {} for pair in pairs for i in pair}
    for (i, j), cosine in zip(pairs, cosines, strict=True):
        if cosine is not None:
            near[i][sides[j].account.id] = near[j][sides[i].account.id] = cosine
    known = {i: replace(sides[i], near=some) for i, some in near.items()}
    return [(known[i], known[j]) for i, j in pairs]


def _form_groups(
    own: Sequence[Side],
    stands_for: Mapping[str, str],
    judged: Sequence[Judgement],
    different: Sequence[Kept],
    decided: Decided,
    settings: Link,
) -> tuple[tuple[Group, ...], list[Judgement]]:
    """Clusters the leaders, places those of the past, then gives each copy the group of the account that stands for it."""
    held: dict[str, list[Side]] = defaultdict(list)
    for side in own:
        held[stands_for[side.account.id]].append(side)
    labels = {leader: frozenset(side.account.document_id for side in sides) for leader, sides in held.items()}
    scores = {(left, right): score for left, right, score, _ in different}
    scores.update(((one.left, one.right), one.score) for one in judged)
    must = [(stands_for[left], stands_for[right]) for left, right in decided.must]
    cannot = [(stands_for[left], stands_for[right]) for left, right in decided.cannot]
    past = {leader for leader, sides in held.items() if all(side.account.is_background for side in sides)}
    past -= {one for pair in must for one in pair}
    told_now = {leader: documents for leader, documents in labels.items() if leader not in past}
    starts = {table.version(settings.same_incident_days): table.start for table in TABLES}
    groups = [list(ids) for ids in cluster(told_now, scores, join_at=SAME_AT, must=must, cannot=cannot)]
    placed = place_late(past, groups, judged, labels, cannot, starts)
    waiting = {leader: labels[leader] for leader in past if leader not in placed}
    for leader, home in placed.items():
        groups[home.group].append(leader)
    groups += [list(ids) for ids in cluster(waiting, scores, join_at=SAME_AT, cannot=cannot)]
    formed = tuple(
        tuple(sorted((side for leader in ids for side in held[leader]), key=lambda side: side.account.id))
        for ids in sorted(groups)
        if _tells_something([side for leader in ids for side in held[leader]])
    )
    return formed, [home.judgement for _, home in sorted(placed.items())]


def _tells_something(group: Sequence[Side]) -> bool:
    """False where nothing was read of a group and all its documents are one told again: it waits for another that tells the same."""
    return any(side.account.claim_ids for side in group) or len({side.family for side in group}) > 1


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
