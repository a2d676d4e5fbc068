"""Decides what belongs together: ReadDocuments and the Links before -> Links, Problems. Adds up nothing.

The steps, in order (docs/linking.md):
1. profiles.py, accounts.py   what is kept of each document; what it tells of one incident
2. families.py                which documents derive from one another
3. candidates.py, same_incident.py, same_episode.py, clusters.py   which accounts are one
4. episodes.py, incidents.py, titles.py, identity.py   what they are as a whole, what holds what, under which id
   doubts.py                  which accounts may speak of an incident besides
5. voices.py                  which claims go back to one origin

Everything after step 1 is worked out from all profiles, old and new, so that the order of arrival changes nothing and a document that is
removed leaves no trace; only judgements of pairs are taken over from the build before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sijill.config import Link
from sijill.link.differing import cut
from sijill.link.families import find_families
from sijill.link.grouping import VERSION, Standing, group_accounts
from sijill.link.identity import remember
from sijill.link.meaning import Meaning
from sijill.link.profiles import profile_alone, profile_document
from sijill.link.subjects import write_subjects
from sijill.link.voices import find_voices, propose_same_count
from sijill.model.decision import Decision
from sijill.model.incident import Incident, Links, Profile
from sijill.model.problem import Problem
from sijill.model.register import ReadDocument

Subject = TypeVar("Subject", bound=Incident)

LINKER = VERSION

__all__ = ["LINKER", "forget", "link", "link_alone"]


def link(
    batch: Sequence[ReadDocument], prior: Links, decisions: Sequence[Decision], settings: Link
) -> tuple[Links, tuple[Problem, ...]]:
    """Links new or re-read documents with those of the build before; the documents of the batch replace theirs."""
    fresh = {read.document.id: profile_document(read) for read in batch if read.document.withdrawn is None}
    gone = {read.document.id for read in batch}
    kept = [profile for profile in prior.profiles if profile.document_id not in gone]
    profiles = sorted([*kept, *fresh.values()], key=lambda profile: profile.document_id)
    return _link(profiles, prior, _standing(prior, gone), decisions, settings)


def link_alone(read: ReadDocument, settings: Link) -> Links:
    """The incidents of one text by itself: those of `link`, without what only a comparison with other texts asks for."""
    links, _ = _link([profile_alone(read)], Links(), Standing(), (), settings)
    return links


def _link(
    profiles: Sequence[Profile],
    prior: Links,
    standing: Standing,
    decisions: Sequence[Decision],
    settings: Link,
) -> tuple[Links, tuple[Problem, ...]]:
    meaning = Meaning()
    kinship = find_families(profiles, meaning, standing.judgements)
    grouped = group_accounts(profiles, kinship, standing, decisions, settings, meaning)
    subjects = write_subjects(grouped, profiles, prior, decisions)
    traits = [
        [trait for side in group for trait in side.account.traits] for group in (*grouped.incidents, *grouped.episodes)
    ]
    voices = find_voices(profiles, kinship.family_of, traits)
    proposals = propose_same_count(traits, voices)
    links = Links(
        profiles=tuple(profiles),
        incidents=subjects.incidents,
        episodes=subjects.episodes,
        families=kinship.families,
        voices=voices,
        judgements=(*grouped.judgements, *kinship.judgements, *proposals),
        differing=grouped.differing,
        main_incidents=subjects.main,
        formers=remember(prior.formers, (*prior.incidents, *prior.episodes), (*subjects.incidents, *subjects.episodes)),
    )
    return links, grouped.problems


def forget(prior: Links, document_ids: Iterable[str]) -> Links:
    """Takes documents out of what was linked; `link` with what is left then undoes all that they caused."""
    gone = set(document_ids)
    claims = {
        claim_id
        for one in prior.profiles
        if one.document_id in gone
        for account in one.accounts
        for claim_id in account.claim_ids
    }
    incidents = tuple(_cut(one, claims, gone) for one in prior.incidents if set(one.document_ids) - gone)
    episodes = tuple(_cut(one, claims, gone) for one in prior.episodes if set(one.document_ids) - gone)
    standing = _standing(prior, gone)
    return replace(
        prior,
        profiles=tuple(one for one in prior.profiles if one.document_id not in gone),
        incidents=incidents,
        episodes=episodes,
        families=tuple(
            replace(one, document_ids=left, first=one.first if one.first in left else None)
            for one in prior.families
            if len(left := tuple(document for document in one.document_ids if document not in gone)) > 1
        ),
        voices=tuple(
            replace(one, claim_ids=left)
            for one in prior.voices
            if (left := tuple(claim_id for claim_id in one.claim_ids if claim_id not in claims))
        ),
        judgements=standing.judgements,
        differing=standing.differing,
        main_incidents=tuple(row for row in prior.main_incidents if row[0] not in gone),
        formers=remember(prior.formers, (*prior.incidents, *prior.episodes), (*incidents, *episodes)),
    )


def _standing(prior: Links, gone: set[str]) -> Standing:
    """The judgements between documents that stay, their accounts and their claims."""
    left: set[str] = set()
    for profile in prior.profiles:
        if profile.document_id not in gone:
            left.add(profile.document_id)
            left.update(one for account in profile.accounts for one in (account.id, *account.claim_ids))
    return Standing(
        judgements=tuple(one for one in prior.judgements if one.left in left and one.right in left),
        differing=cut(prior.differing, left),
    )


def _cut(subject: Subject, claims: set[str], gone: set[str]) -> Subject:
    return replace(
        subject,
        claim_ids=tuple(one for one in subject.claim_ids if one not in claims),
        document_ids=tuple(one for one in subject.document_ids if one not in gone),
        doubts=tuple(one for one in subject.doubts if not gone & set(one.document_ids)),
    )
