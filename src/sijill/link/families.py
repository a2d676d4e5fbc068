"""Decides which documents are derived from one another: copies, syndicated edits, excerpts, rewrites in other words.

Profiles -> Families with evidence, the Judgements between documents, and which document is a copy of which. Says nothing of incidents.
Compares within buckets only: ten thousand identical documents cost ten thousand look-ups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sijill.link.facts import weigh_by_name
from sijill.link.meaning import Meaning
from sijill.link.profiles import PERMUTATIONS, estimate_likeness
from sijill.model.document import Family
from sijill.model.incident import Evidence, Judgement, Profile, Verdict
from sijill.text.names import fold_name

MADE_BY = "families@2"
BAND_ROWS = 4
MAX_BUCKET = 40  # beyond it, documents are compared with the bucket's leaders only
# Shorter texts are formulas ("two killed in clashes"): alike without being copied. Only the very same words make them one family.
MIN_WORDS = 40
# 0.5 of word 3-grams: an edit of one word in eight. Independent reports of one event stay under 0.1 (measured on the sample reports: 0.04).
COPY_LIKENESS = 0.5
EXCERPT_SHARE = 0.6  # of the shorter text's sampled prints found in the longer one
MIN_PRINTS = 4
# Rewrites in other words: independent reports of one event share its places and its victims' names; a rewrite shares nearly all facts
# of its source, and its course. Each must hold, and both together. On the sample reports the one rewrite has 0.79 and 0.88, the other nine
# pairs at most 0.36 and 0.80. Of 236 pairs of differently worded reports on one incident (Gun Violence Corpus, train part), which may well
# hold some true rewrites, 1 % pass.
REWRITE_FACTS = 0.5
REWRITE_WEIGHT = 5.0
REWRITE_MEANING = 0.75
REWRITE_BOTH = 1.6
OPENINGS = "openings"  # the evidence that keeps how near in meaning two openings are
MAX_POSTINGS = 60  # a fact in more documents than this tells no rewrite


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

    def weigh_rewrite(self, left: Profile, right: Profile, share: float, likeness: float) -> None:
        """Joins two documents that share facts and meaning; where the meaning fails, keeps that it was asked."""
        score = round(min(share, likeness), 4)
        meaning = Evidence(
            feature=OPENINGS, score=likeness, weight=0.0, because=f"their openings' meaning: {likeness:.2f}"
        )
        if likeness >= REWRITE_MEANING and share + likeness >= REWRITE_BOTH:
            told = f"{right.name} tells {left.name} in other words: {share:.0%} of the facts, meaning {likeness:.2f}"
            self.join(left, right, "rewrite", score, told, meaning)
            return
        first, second = _pair(left, right)
        told = f"{left.name} and {right.name} share {share:.0%} of the facts, but not the course of the telling"
        facts = Evidence(feature="facts", score=round(share, 4), weight=1.0, because=told)
        self.judgements[first, second] = Judgement(
            left=first, right=second, verdict=Verdict.DIFFERENT, score=score, evidence=(facts, meaning), made_by=MADE_BY
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
    _join_rewrites(leaders, found, meaning, _known_cosines(prior))
    return _write_families(ordered, found)


def arrival(profile: Profile) -> tuple[str, str]:
    """Order by publication, unknown dates last: never by the order in which documents came in."""
    return profile.published or "9999", profile.document_id


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
    for left, right in _near_pairs([one for one in leaders if one.words >= MIN_WORDS], _bands, found):
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


def _bands(profile: Profile) -> Iterator[tuple[object, ...]]:
    for start in range(0, PERMUTATIONS if profile.signature else 0, BAND_ROWS):
        yield (start, *profile.signature[start : start + BAND_ROWS])


def _join_excerpts(leaders: Sequence[Profile], found: _Found) -> None:
    """A document whose runs of eight words stand mostly in another is an excerpt of it, or holds it."""
    for left, right in _near_pairs(
        [one for one in leaders if len(one.prints) >= MIN_PRINTS], lambda one: one.prints, found
    ):
        shared = len(set(left.prints) & set(right.prints))
        share = shared / min(len(left.prints), len(right.prints))
        if shared >= MIN_PRINTS and share >= EXCERPT_SHARE:
            found.join(
                left,
                right,
                "excerpt",
                share,
                f"{share:.0%} of the shorter of {left.name} and {right.name} stands in the other",
            )


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
    leaders: Sequence[Profile], found: _Found, meaning: Meaning, known: Mapping[tuple[str, str], float]
) -> None:
    """Documents that share most of their names, figures and quotations, and their meaning, are one told anew."""
    long_enough = [one for one in leaders if one.words >= MIN_WORDS]
    weighed = {one.document_id: weigh_by_name(one.facts) for one in long_enough}
    alike = []
    for left, right in _near_pairs(long_enough, _telling_facts, found, max_bucket=MAX_POSTINGS):
        ours, theirs = weighed[left.document_id], weighed[right.document_id]
        weight = round(sum(max(ours[name], theirs[name]) for name in ours.keys() & theirs.keys()), 6)
        least = round(min(sum(ours.values()), sum(theirs.values())), 6)
        if weight >= REWRITE_WEIGHT and weight >= REWRITE_FACTS * least:
            alike.append((left, right, weight / least, known.get(_pair(left, right))))
    meaning.prepare(one.lead for left, right, _, cosine in alike if cosine is None for one in (left, right))
    for left, right, share, cosine in alike:
        if found.root(left.document_id) == found.root(right.document_id):
            continue
        likeness = cosine if cosine is not None else meaning.compare(left.lead, right.lead) or 0.0
        found.weigh_rewrite(left, right, share, likeness)


def _pair(left: Profile, right: Profile) -> tuple[str, str]:
    first, second = sorted((left.document_id, right.document_id))
    return first, second


def _telling_facts(profile: Profile) -> list[str]:
    return [
        "n:" + fact[2:] if fact.startswith("p:") else fact
        for fact in profile.facts
        if fact[:2] in ("q:", "p:", "n:", "a:")
    ]


def _near_pairs(
    profiles: Sequence[Profile], keys: object, found: _Found, *, max_bucket: int = MAX_BUCKET
) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that share a key and are not yet of one family, earlier document first; of a large bucket only those with its leaders."""
    buckets: dict[object, list[Profile]] = defaultdict(list)
    assert callable(keys)
    for profile in profiles:
        for key in keys(profile):
            buckets[key].append(profile)
    seen: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        leaders: list[Profile] = []
        for right in bucket:
            for left in leaders:
                pair = (left.document_id, right.document_id)
                if pair not in seen and found.root(pair[0]) != found.root(pair[1]):
                    seen.add(pair)
                    yield left, right
            if len(leaders) < max_bucket and (len(bucket) <= max_bucket or not _is_led(right, leaders, found)):
                leaders.append(right)


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
            first, because = _tell_first(group)
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


def _tell_first(group: Sequence[Profile]) -> tuple[str | None, str]:
    """The document that the others derive from: the one that others credit, else the only earliest published; else nobody knows."""
    credited = _count_credits(group)
    best = credited.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        name = next(profile.name for profile in group if profile.document_id == best[0][0])
        return best[0][0], f"{name} came first: others credit its outlet"
    dates = sorted(profile.published for profile in group if profile.published)
    earliest = [profile for profile in group if dates and profile.published == dates[0]]
    if len(dates) == len(group) and len(earliest) == 1:
        return earliest[
            0
        ].document_id, f"{earliest[0].name} came first: it was published on {dates[0]}, before the others"
    return None, "which came first is not known: no date or credit tells"


def _count_credits(group: Sequence[Profile]) -> Counter[str]:
    """How many others credit the outlet of each document; of an outlet's several documents the earliest is meant."""
    of_outlet: dict[str, str] = {}
    for profile in sorted(group, key=arrival):
        if profile.source and len(name := fold_name(profile.source)) > 2:
            of_outlet.setdefault(name, profile.document_id)
    credited: Counter[str] = Counter()
    for profile in group:
        named = {
            of_outlet[run] for credit in profile.credits for run in _runs(fold_name(credit).split()) if run in of_outlet
        }
        credited.update(named - {profile.document_id})
    return credited


def _runs(words: list[str], at_most: int = 6) -> Iterator[str]:
    return (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + at_most) + 1))
