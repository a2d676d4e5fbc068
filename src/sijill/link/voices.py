"""Decides which claims go back to one origin.

Profiles, families and what is told of each subject -> Voices, and proposals that two voices give one count. Not finding an origin is never
independence: an unknown origin is a voice that corroborates nothing.

The rules, first that fits (docs/linking.md):
1. The farthest named speaker of the chain who is no outlet is the origin; all that it is quoted with, on whatever day and by whatever
   outlet, is one voice. A witness or a body under two names, who speaks of one incident or within one family, is one (same_speaker.py).
2. A speaker who is only described ("a security official") is a voice of its own within the document's family, marked `named False`; but
   "a rights group" in a headline is the one monitor that the family names for the same count.
3. A claim without a speaker whose document derives from another takes the voice of the same count there.
4. A claim that only an outlet or agency is quoted for derives from somebody who is not said.
5. Anything else has an unknown origin; the same count in one family is one such voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain

from sijill.link.relations import bounds_overlap
from sijill.link.same_speaker import Speakers, match_speakers
from sijill.model.claim import Status
from sijill.model.incident import Evidence, Judgement, Origin, Profile, Teller, Trait, Verdict, Voice
from sijill.model.source import SourceKind
from sijill.text.names import fold_name

MADE_BY = "voices@3"
CARRIERS = (SourceKind.OUTLET, SourceKind.AGENCY)
# Two figures this near to each other, in one incident, are probably one figure in two wordings: "over 740" and 745.
NEAR_SHARE = 0.02
TELLING_SIZE = 20  # smaller counts agree by chance

Key = tuple[object, ...]


@dataclass(slots=True)
class _Draft:
    origin: Origin
    name: str | None
    source_id: str | None
    named: bool
    party: str | None
    traits: list[Trait] = field(default_factory=list)
    evidence: dict[str, None] = field(default_factory=dict)


def find_voices(
    profiles: Sequence[Profile], family_of: Mapping[str, str], subjects: Sequence[Sequence[Trait]] = ()
) -> tuple[Voice, ...]:
    """Gives every claim of every account its voice. subjects: what is told of each incident and episode."""
    speakers = match_speakers(
        chain(
            (
                (family_of[one.document_id], trait)
                for one in profiles
                for account in one.accounts
                for trait in account.traits
            ),
            ((number, trait) for number, traits in enumerate(subjects) for trait in traits),
        )
    )
    drafts: dict[Key, _Draft] = {}
    silent: list[tuple[Profile, Trait]] = []
    described: list[tuple[Profile, Trait, Teller]] = []
    named_as: dict[Key, set[Key]] = defaultdict(set)  # the same, of named voices of one kind
    spoken: dict[Key, set[Key]] = defaultdict(set)  # the same count in one family -> voices that give it
    for profile in sorted(profiles, key=lambda one: one.document_id):
        family = family_of[profile.document_id]
        for trait in (trait for account in profile.accounts for trait in account.traits):
            origin = tell_origin(trait)
            if origin is None:
                silent.append((profile, trait))
                continue
            if not speakers.is_known(origin):
                described.append((profile, trait, origin))
                continue
            key = _key_of(origin, family, speakers)
            _speak(drafts, key, origin, trait, _because(origin, profile, is_known=True))
            if len(names := speakers.names.get(speakers.id_of(origin.source_id), ())) > 1:
                drafts[key].evidence[f"one speaker under several names: {', '.join(names)}"] = None
            if origin.kind not in CARRIERS:
                said = _count_key(trait)
                spoken[family, *said].add(key)
                named_as[family, origin.kind, *said].add(key)
    for profile, trait, origin in described:
        family = family_of[profile.document_id]
        same = named_as[family, origin.kind, *_count_key(trait)]
        if len(same) == 1:
            key = next(iter(same))
            because = f"{profile.name} speaks of {origin.name} and names {drafts[key].name} for the same count"
            _speak(drafts, key, None, trait, because)
        else:
            key = _key_of(origin, family, speakers)
            _speak(drafts, key, origin, trait, _because(origin, profile, is_known=False))
            spoken[family, *_count_key(trait)].add(key)
    for profile, trait in silent:
        _place_silent(profile, trait, family_of[profile.document_id], drafts, spoken)
    return tuple(sorted((_write_voice(key, draft) for key, draft in drafts.items()), key=lambda voice: voice.id))


def tell_origin(trait: Trait) -> Teller | None:
    """The farthest named speaker who is no outlet, else the farthest described one, else the outlet.

    "activists, quoted by the Observatory" -> the Observatory; "a ministry source told state media" -> a ministry source
    """
    if len(trait.tellers) < 2:
        return trait.tellers[0] if trait.tellers else None
    outermost_first = list(reversed(trait.tellers))
    speakers = [teller for teller in outermost_first if teller.kind not in CARRIERS]
    named = [teller for teller in speakers if teller.named]
    return next(iter((*named, *speakers, *outermost_first)), None)


def _key_of(origin: Teller, family: str, speakers: Speakers) -> Key:
    if speakers.is_known(origin):
        return ("source", speakers.id_of(origin.source_id))
    return ("described", family, fold_name(origin.name))


def _draft_of(origin: Teller | None) -> _Draft:
    """A voice that has said nothing yet."""
    if origin is None:
        return _Draft(origin=Origin.UNKNOWN, name=None, source_id=None, named=False, party=None)
    carried = origin.kind in CARRIERS
    return _Draft(
        origin=Origin.DERIVED if carried else Origin.NAMED,
        name=origin.name,
        source_id=origin.source_id,
        named=origin.named,
        party=origin.party,
    )


def _because(origin: Teller, profile: Profile, *, is_known: bool) -> str:
    if origin.kind in CARRIERS:
        repeats = f"; it is known to speak for {origin.party}" if origin.party else ""
        return f"{profile.name} has it from {origin.name}, and does not say where {origin.name} has it from{repeats}"
    described = "" if is_known else ", by description only: it may be anyone who fits"
    return f"{profile.name} quotes {origin.name} for it{described}"


def _count_key(trait: Trait) -> Key:
    if trait.count is None:
        return (trait.outcome, trait.says or trait.claim_id)
    return (trait.outcome, trait.count.unit, trait.count.min, trait.count.max)


def _speak(drafts: dict[Key, _Draft], key: Key, origin: Teller | None, trait: Trait, because: str) -> None:
    """Lets a voice give one more claim. origin: who makes it a voice where it is none yet; None: nobody who is known."""
    voice = drafts.get(key)
    if voice is None:
        voice = drafts[key] = _draft_of(origin)
    voice.traits.append(trait)
    voice.evidence[because] = None
    if origin is None:
        return
    voice.party = voice.party or origin.party
    if origin.named and not voice.named:  # initials were met before the name
        voice.named, voice.name, voice.source_id = True, origin.name, origin.source_id


def _place_silent(
    profile: Profile, trait: Trait, family: str, drafts: dict[Key, _Draft], spoken: Mapping[Key, set[Key]]
) -> None:
    """A claim without a speaker: the one voice that gives its count in the family, else an unknown origin."""
    shared = spoken.get((family, *_count_key(trait)), set())
    if len(shared) == 1:
        voice = drafts[next(iter(shared))]
        voice.traits.append(trait)
        voice.evidence[
            f"{profile.name} gives the same count without a speaker, and its family has it from {voice.name}"
        ] = None
        return
    key = ("unknown", family, *_count_key(trait))
    elsewhere = [credit for credit in profile.credits if "original" in credit.casefold()]
    because = f"{profile.name} names no origin" + (f' but points elsewhere ("{elsewhere[0]}")' if elsewhere else "")
    _speak(drafts, key, None, trait, because)


def _write_voice(key: Key, draft: _Draft) -> Voice:
    identity = "\x1f".join(str(part) for part in key)
    reasons = tuple(draft.evidence)
    more = (f"and in {len(reasons) - 12} more ways",) if len(reasons) > 12 else ()
    return Voice(
        id=f"voice-{sha256(identity.encode()).hexdigest()[:12]}",
        origin=draft.origin,
        origin_name=draft.name,
        party=draft.party,
        claim_ids=tuple(sorted(trait.claim_id for trait in draft.traits)),
        evidence=(*reasons[:12], *more),
        source_id=draft.source_id,
        named=draft.named,
    )


def propose_same_count(subjects: Sequence[Sequence[Trait]], voices: Sequence[Voice]) -> tuple[Judgement, ...]:
    """Proposes, never decides, that an unknown origin's count is a named voice's: nearly the same large figure of one incident."""
    voice_of = {claim_id: voice for voice in voices for claim_id in voice.claim_ids}
    found: dict[tuple[str, str], Judgement] = {}
    for traits in subjects:
        ordered = sorted((trait for trait in traits if trait.count is not None), key=lambda trait: trait.claim_id)
        unknown = [trait for trait in ordered if voice_of[trait.claim_id].origin is not Origin.NAMED]
        named = [
            trait
            for trait in ordered
            if voice_of[trait.claim_id].origin is Origin.NAMED and voice_of[trait.claim_id].named
        ]
        for one in unknown:
            for other in named:
                pair = (voice_of[one.claim_id].id, voice_of[other.claim_id].id)
                if pair not in found and (because := _probably_one(one, other)):
                    found[pair] = _propose(
                        one, other, f"{because}; {voice_of[other.claim_id].origin_name} is quoted for one of them"
                    )
    return tuple(sorted(found.values(), key=lambda judgement: (judgement.left, judgement.right)))


def _probably_one(left: Trait, right: Trait) -> str | None:
    if (
        left.count is None
        or right.count is None
        or left.outcome is not right.outcome
        or left.count.unit is not right.count.unit
    ):
        return None
    if left.status is not right.status and Status.UNSPECIFIED not in (left.status, right.status):
        return None
    figures = sorted(count.best or count.min or 0 for count in (left.count, right.count))
    near = figures[0] >= TELLING_SIZE and figures[1] - figures[0] <= NEAR_SHARE * figures[1]
    if not near or not bounds_overlap(left.count, right.count):
        return None
    return f"probably the same count: {left.count.wording} and {right.count.wording}"


def _propose(left: Trait, right: Trait, because: str) -> Judgement:
    first, second = sorted((left.claim_id, right.claim_id))
    evidence = Evidence(feature="figures", score=0.5, weight=1.0, because=because)
    return Judgement(left=first, right=second, verdict=Verdict.UNSURE, score=0.5, evidence=(evidence,), made_by=MADE_BY)
