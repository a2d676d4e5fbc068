"""Decides how the groups stand in the register: under which id, within which episode, and which of them a document is mainly about.

Grouped accounts, profiles and the Links before -> Incidents, Episodes, main incidents. Forms no group and judges no pair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sijill.link import same_episode, same_incident
from sijill.link.decided import obey_memberships
from sijill.link.doubts import find_doubts
from sijill.link.episodes import Membership, join_episodes, without_circles
from sijill.link.features import Side
from sijill.link.grouping import Group, Grouped
from sijill.link.identity import keep_ids
from sijill.link.incidents import write_episode, write_incident
from sijill.link.main_account import find_main
from sijill.model.decision import Decision
from sijill.model.incident import Account, Episode, Incident, Judgement, Links, Profile

Subject = TypeVar("Subject", bound=Incident)
_DOCUMENT = re.compile(r"document-[\w-]+")


@dataclass(frozen=True, slots=True)
class Subjects:
    incidents: tuple[Incident, ...]
    episodes: tuple[Episode, ...]
    main: tuple[tuple[str, str], ...]


def write_subjects(
    grouped: Grouped, profiles: Sequence[Profile], prior: Links, decisions: Sequence[Decision]
) -> Subjects:
    """Writes every incident and episode with its id, title and place in the order."""
    names = {profile.document_id: profile.name for profile in profiles}
    within = _judgements_within(grouped)
    incident_claims, episode_claims = _claims(grouped.incidents), _claims(grouped.episodes)
    incident_ids = _keep_ids(incident_claims, prior.incidents, "incident", prior)
    episode_ids = _keep_ids(episode_claims, prior.episodes, "episode", prior)
    homes = join_episodes(grouped.incidents, grouped.episodes)
    homes = obey_memberships(homes, incident_claims, episode_claims, decisions)
    above = join_episodes(grouped.episodes, grouped.episodes, among_themselves=True)
    above = without_circles(obey_memberships(above, episode_claims, episode_claims, decisions))
    differing = {
        (row.account, other): score
        for row in grouped.differing
        for other, score in zip(row.others, row.scores, strict=True)
    }
    doubts = {
        **find_doubts(grouped.incidents, grouped.judgements, same_incident.BY_PLACE_AND_DAY.different_below, differing),
        **find_doubts(grouped.episodes, grouped.judgements, same_episode.TABLE.different_below, differing),
    }
    contains: dict[str, list[str]] = defaultdict(list)
    for ids, memberships in ((incident_ids, homes), (episode_ids, above)):
        for position, membership in memberships.items():
            contains[episode_ids[membership.whole]].append(ids[position])
    incidents = [
        replace(
            _place_within(
                write_incident(name, group, within[group[0].account.id], names), homes.get(i), episode_ids, names
            ),
            doubts=doubts.get(group[0].account.id, ()),
        )
        for i, (name, group) in enumerate(zip(incident_ids, grouped.incidents, strict=True))
    ]
    episodes = [
        replace(
            _place_within(
                write_episode(name, group, within[group[0].account.id], names), above.get(i), episode_ids, names
            ),
            contains=tuple(sorted(contains[name])),
            doubts=doubts.get(group[0].account.id, ()),
        )
        for i, (name, group) in enumerate(zip(episode_ids, grouped.episodes, strict=True))
    ]
    subject_of = {
        side.account.id: name
        for ids, groups in ((incident_ids, grouped.incidents), (episode_ids, grouped.episodes))
        for name, group in zip(ids, groups, strict=True)
        for side in group
    }
    return Subjects(
        incidents=tuple(sorted(incidents, key=lambda one: one.id)),
        episodes=tuple(sorted(episodes, key=lambda one: one.id)),
        main=_main_incidents(grouped.sides, subject_of),
    )


def _keep_ids(groups: Sequence[Sequence[str]], before: Sequence[Incident], prefix: str, prior: Links) -> list[str]:
    """The ids of the build before, and of earlier ones that name nothing any more."""
    mute = {
        profile.document_id: account.id
        for profile in prior.profiles
        for account in profile.accounts
        if not account.claim_ids
    }
    held = {
        one.id: one.claim_ids or tuple(mute[document] for document in one.document_ids if document in mute)
        for one in before
    }
    once = {one.id: one.claim_ids for one in prior.formers if one.id.startswith(f"{prefix}-")}
    return keep_ids(groups, held, prefix, once)


def _claims(groups: Sequence[Group]) -> list[list[str]]:
    """What a group is known by from build to build: its claims, or its accounts where nothing was read of it."""
    return [
        sorted({claim_id for side in group for claim_id in side.account.claim_ids})
        or [side.account.id for side in group]
        for group in groups
    ]


def _judgements_within(grouped: Grouped) -> Mapping[str, list[Judgement]]:
    """Judgements by the first account of the group that they lie in."""
    group_of = {
        side.account.id: group[0].account.id for group in (*grouped.incidents, *grouped.episodes) for side in group
    }
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in grouped.judgements:
        home = group_of.get(judgement.left)
        if home is not None and home == group_of.get(judgement.right):
            found[home].append(judgement)
    return found


def _place_within(
    subject: Subject, membership: Membership | None, episode_ids: Sequence[str], names: Mapping[str, str]
) -> Subject:
    """Notes the episode that holds a subject, and why."""
    if membership is None:
        return subject
    told = _DOCUMENT.sub(lambda found: names.get(found[0], found[0]), membership.because)
    because = f"part of {episode_ids[membership.whole]}: {told}"
    return replace(subject, part_of=episode_ids[membership.whole], evidence=(*subject.evidence, because))


def _main_incidents(sides: Sequence[Side], subject_of: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What each document is mainly about."""
    told: dict[str, list[Account]] = defaultdict(list)
    for side in sides:
        told[side.account.document_id].append(side.account)
    found = ((document, find_main(accounts)) for document, accounts in sorted(told.items()))
    return tuple(
        (document, subject_of[account.id]) for document, account in found if account and account.id in subject_of
    )
