"""Decides which documents are derived from one another: copies, syndicated edits, excerpts, rewrites in other words.

Profiles -> Families with evidence, the Judgements between documents, and which document is a copy of which. Says nothing of incidents.
Compares within buckets only: ten thousand identical documents cost ten thousand look-ups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sijill.link.firsts import arrival, tell_credit, tell_first
from sijill.link.meaning import Meaning
from sijill.link.packed import BYTES_EACH, unpack, unpack_all
from sijill.link.profiles import estimate_likeness, share_of_shorter
from sijill.link.rewrites import SCORE_AT, Telling, Tellings
from sijill.link.sharing import find_sharing
from sijill.model.document import Family
from sijill.model.incident import Evidence, Judgement, Profile, Verdict

MADE_BY = "families@4"
BAND_ROWS = 4
MIXER = 0x9E3779B97F4A7C15  # odd, and far from any power of two: Knuth's multiplicative hashing, 2 ** 64 by the golden ratio
MAX_BUCKET = 40  # beyond it, documents are compared with the bucket's leaders only
# Shorter texts are formulas ("two killed in clashes"): alike without being copied. Only the very same words make them one family.
MIN_WORDS = 40
# 0.5 of word 3-grams: an edit of one word in eight.
COPY_LIKENESS = 0.5
# Of the shorter text's word 4-grams, in the longer. On the development half of eval/families.py the 21 edits and excerpts have .42 and
# more, 75 independent pairs at most .19; what lies between shares a statement or the background of an earlier report.
EXCERPT_SHARE = 0.4
MIN_PRINTS = 8
PRINT_BYTES = MIN_PRINTS * BYTES_EACH
EDITED_LENGTH = 0.6  # of the longer's words: what is shorter than that is an excerpt
OPENINGS = "openings"  # the evidence that keeps how near in meaning two openings are
MAX_HOLDERS, LEADERS = 16, 3  # of a run of words that more texts have, only the first are compared with the others


@dataclass(slots=True)
class _Found:
    """Families as they grow: who stands with whom, and why."""

    parent: dict[str, str]
    judgements: dict[tuple[str, str], Judgement] = field(default_factory=dict)
    copy_of: dict[str, str] = field(default_factory=dict)
    why: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def root(self, document: str) -> str:
        while self.parent[document] != document:
            self.parent[document] = document = self.parent[self.parent[document]]
        return document

    def join(self, left: Profile, right: Profile, kind: str, score: float, because: str, *more: Evidence) -> None:
        """Puts two documents into one family."""
        first, second = _pair(left, right)
        evidence = (Evidence(feature=kind, score=score, weight=1.0, because=because), *more)
        self.judgements[first, second] = Judgement(
            left=first, right=second, verdict=Verdict.SAME, score=score, evidence=evidence, made_by=MADE_BY
        )
        one, other = sorted((self.root(first), self.root(second)))
        self.parent[other] = one
        self.why[first].append(because)

    def weigh_rewrite(self, left: Profile, right: Profile, told: Telling, credit: str | None, meaning: float) -> None:
        """Joins two documents of which one tells the other; where the meaning fails, keeps that it was asked."""
        score = told.score(meaning)
        asked = Evidence(feature=OPENINGS, score=meaning, weight=0.0, because=f"their openings' meaning: {meaning:.2f}")
        words = ", ".join(told.words)
        shares = (
            f"{told.mutual:.0%} of what is rare in both is common to them, {told.together:.0%} in the same sentences, meaning"
            f" {meaning:.2f}; among it: {words}"
        )
        own = f"; each has names or figures that the other lacks: {', '.join(told.own_words)}" if told.own else ""
        if score >= SCORE_AT:
            because = f"{right.name} tells {left.name} in other words: {shares}"
            more = [Evidence(feature="credit", score=1.0, weight=0.0, because=credit)] if credit else []
            self.join(left, right, "rewrite", min(1.0, score / 2), because, asked, *more)
            return
        first, second = _pair(left, right)
        because = f"{left.name} and {right.name} share rare words, but neither tells the other's text: {shares}{own}"
        facts = Evidence(feature="facts", score=told.mutual, weight=1.0, because=because)
        self.judgements[first, second] = Judgement(
            left=first,
            right=second,
            verdict=Verdict.DIFFERENT,
            score=min(1.0, score / 2),
            evidence=(facts, asked),
            made_by=MADE_BY,
        )


@dataclass(frozen=True, slots=True)
class Kinship:
    """What is known of the documents' derivation. copy_of: a copy -> the document whose accounts stand for its own."""

    families: tuple[Family, ...]
    judgements: tuple[Judgement, ...]
    family_of: Mapping[str, str]
    copy_of: Mapping[str, str]


def find_families(profiles: Sequence[Profile], meaning: Meaning, prior: Iterable[Judgement] = ()) -> Kinship:
    """Finds families in four steps, each among those that the step before left apart. prior: judgements of the build before."""
    ordered = sorted(profiles, key=arrival)
    found = _Found(parent={profile.document_id: profile.document_id for profile in ordered})
    leaders = _join_exact(ordered, found)
    _join_copies(leaders, found)
    _join_excerpts(leaders, found)
    _join_rewrites(ordered, leaders, found, meaning, _known_cosines(prior))
    return _write_families(ordered, found)


def _join_exact(ordered: Sequence[Profile], found: _Found) -> list[Profile]:
    """Documents of the very same words are copies of the first published; gives those firsts."""
    first: dict[str, Profile] = {}
    leaders = []
    for profile in ordered:
        leader = first.setdefault(profile.text_digest or profile.document_id, profile)
        if leader is profile:
            leaders.append(profile)
            continue
        found.copy_of[profile.document_id] = leader.document_id
        found.join(leader, profile, "copy", 1.0, f"{profile.name} has the same words as {leader.name}")
    return leaders


def _join_copies(leaders: Sequence[Profile], found: _Found) -> None:
    """Documents that share most word 3-grams are copies with edits."""
    for left, right in _near_pairs([one for one in leaders if one.words >= MIN_WORDS and one.signature], found):
        likeness = estimate_likeness(left.signature, right.signature)
        if likeness >= COPY_LIKENESS:
            found.copy_of.setdefault(right.document_id, found.copy_of.get(left.document_id, left.document_id))
            found.join(
                left,
                right,
                "near copy",
                likeness,
                f"{right.name} shares {likeness:.0%} of its wording with {left.name}",
            )


def _join_excerpts(leaders: Sequence[Profile], found: _Found) -> None:
    """A document of which much stands word for word in another is an edit of it or an excerpt from it."""
    long_enough = [one for one in leaders if one.words >= MIN_WORDS and len(one.prints) >= PRINT_BYTES]
    prints, owners = unpack_all([one.prints for one in long_enough])
    pairs = find_sharing(prints, owners, at_least=MIN_PRINTS // 2, max_holders=MAX_HOLDERS, leaders=LEADERS)
    for left, right in ((long_enough[one], long_enough[other]) for one, other in pairs):
        if found.root(left.document_id) == found.root(right.document_id):
            continue
        shared, share = share_of_shorter(left.prints, right.prints)
        if shared >= MIN_PRINTS and share >= EXCERPT_SHARE:
            lengths = sorted((left.words, right.words))
            kind = "edited copy" if lengths[0] >= EDITED_LENGTH * lengths[1] else "excerpt"
            told = f"{share:.0%} of the shorter of {left.name} and {right.name} stands word for word in the other"
            found.join(left, right, kind, round(share, 4), told)


def _known_cosines(prior: Iterable[Judgement]) -> dict[tuple[str, str], float]:
    """How near in meaning two openings were found to be; they have not changed since."""
    return {
        (one.left, one.right): piece.score
        for one in prior
        if one.made_by == MADE_BY
        for piece in one.evidence
        if piece.feature == OPENINGS
    }


def _join_rewrites(
    ordered: Sequence[Profile],
    leaders: Sequence[Profile],
    found: _Found,
    meaning: Meaning,
    known: Mapping[tuple[str, str], float],
) -> None:
    """Documents that share what is rare in both of them, in the same sentences, are one told anew (rewrites.py)."""
    long_enough = [one for one in leaders if one.words >= MIN_WORDS]
    tellings = Tellings(long_enough, {one.document_id: found.root(one.document_id) for one in ordered})
    by_id = {one.document_id: one for one in long_enough}
    alike = []
    for left, right in ((by_id[one], by_id[other]) for one, other in tellings.find_pairs()):
        if found.root(left.document_id) == found.root(right.document_id):
            continue
        credit = tell_credit(left, right)
        told = tellings.compare(left.document_id, right.document_id, is_credited=credit is not None)
        if told.may_be_rewrite:
            alike.append((left, right, told, credit, known.get(_pair(left, right))))
    meaning.prepare(one.lead for left, right, *_, cosine in alike if cosine is None for one in (left, right))
    for left, right, told, credit, cosine in alike:
        if found.root(left.document_id) == found.root(right.document_id):
            continue
        likeness = cosine if cosine is not None else meaning.compare(left.lead, right.lead) or 0.0
        found.weigh_rewrite(left, right, told, credit, likeness)


def _pair(left: Profile, right: Profile) -> tuple[str, str]:
    first, second = sorted((left.document_id, right.document_id))
    return first, second


def _near_pairs(profiles: Sequence[Profile], found: _Found) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that share a band and are not yet of one family, earlier document first; of a large bucket only those with its leaders."""
    seen: set[tuple[str, str]] = set()
    for bucket in _share_bands([one.signature for one in profiles]):
        leaders: list[Profile] = []
        for right in (profiles[number] for number in bucket):
            for left in leaders:
                pair = (left.document_id, right.document_id)
                if pair not in seen and found.root(pair[0]) != found.root(pair[1]):
                    seen.add(pair)
                    yield left, right
            if len(leaders) < MAX_BUCKET and (len(bucket) <= MAX_BUCKET or not _is_led(right, leaders, found)):
                leaders.append(right)


def _share_bands(signatures: Sequence[bytes]) -> list[list[int]]:
    """The numbers of the signatures that have all rows of one band in common, by the first of them."""
    import numpy as np

    if not signatures:
        return []
    rows = unpack(b"".join(signatures)).reshape(len(signatures), -1, BAND_ROWS).astype(np.uint64)
    keys = rows[:, :, 0]
    for row in range(1, BAND_ROWS):
        keys = (keys ^ (keys >> np.uint64(29))) * MIXER + rows[:, :, row]
    buckets: list[tuple[list[int], int]] = []
    for band in range(keys.shape[1]):
        order = np.argsort(keys[:, band], kind="stable")
        starts = np.flatnonzero(np.diff(keys[order, band], prepend=keys[order[0], band] + np.uint64(1)))
        sizes = np.diff(starts, append=len(order))
        held = zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True)
        buckets += [(order[start : start + size].tolist(), band) for start, size in held]
    return [bucket for bucket, _ in sorted(buckets, key=lambda row: (row[0][0], row[1]))]


def _is_led(profile: Profile, leaders: Sequence[Profile], found: _Found) -> bool:
    root = found.root(profile.document_id)
    return any(found.root(leader.document_id) == root for leader in leaders)


def _write_families(ordered: Sequence[Profile], found: _Found) -> Kinship:
    members: dict[str, list[Profile]] = defaultdict(list)
    for profile in ordered:
        members[found.root(profile.document_id)].append(profile)
    families, family_of = [], {}
    for group in members.values():
        smallest = min(profile.document_id for profile in group)
        family = f"family-{sha256(smallest.encode()).hexdigest()[:12]}"
        family_of.update({profile.document_id: family for profile in group})
        if len(group) > 1:
            ids = tuple(sorted(profile.document_id for profile in group))
            first, because = tell_first(group)
            evidence = (*_first_reasons(found.why[one] for one in ids), because)
            families.append(
                Family(id=family, document_ids=ids, first=first, evidence=tuple(one for one in evidence if one))
            )
    return Kinship(
        families=tuple(sorted(families, key=lambda family: family.id)),
        judgements=tuple(found.judgements[pair] for pair in sorted(found.judgements)),
        family_of=family_of,
        copy_of=found.copy_of,
    )


def _first_reasons(reasons: Iterable[Sequence[str]], at_most: int = 12) -> tuple[str, ...]:
    said = [because for some in reasons for because in some]
    more = (f"and {len(said) - at_most} more pairs",) if len(said) > at_most else ()
    return (*said[:at_most], *more)
