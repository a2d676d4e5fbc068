"""Decides which claims of one document tell of one incident, and which of one total.

ReadDocument -> Accounts. What the text tells apart stays apart; a running total and the past are accounts of their own.
Compares nothing across documents.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

from sijill.data import load_table
from sijill.link.bundles import (
    Bundle,
    Kind,
    bind_claims,
    days_apart,
    is_founding,
    is_told,
    places_apart,
)  # fmt: skip
from sijill.link.facts import find_facts
from sijill.link.relations import (
    Counts,
    Place,
    compare_counts,
    compare_places,
    days_of,
    is_broad,
    is_carried,
    is_dated,
    is_day,
    is_placed,
)  # fmt: skip
from sijill.model.claim import (
    AttributionClaim,
    Claim,
    CountClaim,
    MovementClaim,
    ResolvedClaim,
    Scope,
    Status,
    TriggerClaim,
)
from sijill.model.incident import Account, Teller, Trait
from sijill.model.period import Basis
from sijill.model.register import ReadDocument
from sijill.text.names import sound_name

NEAR_SENTENCES = 3  # a follower further from the past that it would follow speaks of something else
MAX_WORDS = 600  # characters of an account's sentences that are kept for their meaning


def tell_accounts(read: ReadDocument) -> tuple[Account, ...]:
    """Groups a document's claims into accounts, in the order of the text."""
    claims = sorted((one for one in read.claims if is_told(one)), key=lambda one: (one.claim.span.start, one.id))
    bundles = bind_claims(claims)
    merged: list[Bundle] = []
    for kind in Kind:
        merged += _merge_kind([bundle for bundle in bundles if bundle.kind is kind], read)
    merged = _settle_unanchored(merged, read)
    _attach_followers(merged, [one for one in claims if not is_founding(one)])
    for trigger in read.claims:
        if isinstance(trigger.claim, TriggerClaim) and (home := _home_of_follower(trigger, merged)):
            home.triggers.append(trigger)
    merged.sort(key=lambda bundle: (bundle.sentence, bundle.claims[0].claim.span.start))
    return _write_accounts(merged, read)


def _merge_kind(bundles: list[Bundle], read: ReadDocument) -> list[Bundle]:
    """Merges bundles of one kind that fit each other, in text order, each with the one that it fits best."""
    merged: list[Bundle] = []
    for bundle in bundles:
        fitting = [other for other in merged if bundle.is_anchored and other.is_anchored and _fits(other, bundle, read)]
        if fitting:
            _absorb(
                min(fitting, key=lambda other: (_rank_place(other, bundle), bundle.sentence - other.sentence)), bundle
            )
        else:
            merged.append(bundle)
    return merged


def _fits(left: Bundle, right: Bundle, read: ReadDocument) -> bool:
    if days_apart(left.period, right.period):
        return False
    if left.is_total or right.is_total:
        return left.is_total and right.is_total and _are_one_total(left, right)
    if places_apart(left.location, right.location):
        return False
    return not (_tells_another(right, read) and _share_outcome(left, right))


def _are_one_total(left: Bundle, right: Bundle) -> bool:
    """Totals of one text are one where no place, no day and no count tells them apart.

    A narrower place tells them apart only where both count the same harm to the same people: "46 in the province, 300 in the country".
    """
    carried = is_carried(left.location) or is_carried(right.location)
    relation = compare_places(left.location, right.location).relation
    if relation is Place.APART and not carried:
        return False
    narrower = relation is Place.WITHIN or (
        left.location and right.location and is_placed(left.location) is not is_placed(right.location)
    )
    if narrower and not carried and _count_alike(left, right):
        return False
    if left.period and right.period and Basis.CONTEXT not in (left.period.basis, right.period.basis):
        (start, _), (other, _) = days_of(left.period), days_of(right.period)
        if start and other and abs((start - other).days) > 1:
            return False
    return not any(
        compare_counts(_trait(one, {}), _trait(other, {})) is Counts.CLASH and not _may_hold(one, other)
        for one in left.claims
        for other in right.claims
    )


def _count_alike(left: Bundle, right: Bundle) -> bool:
    """True where both count one outcome of one class, and not with one number."""
    ours, theirs = ([_trait(one, {}) for one in side.claims] for side in (left, right))
    pairs = [(one, other) for one in ours for other in theirs if one.status is other.status]
    return any(compare_counts(one, other) in (Counts.OVERLAP, Counts.CLASH) for one, other in pairs)


def _may_hold(left: ResolvedClaim, right: ResolvedClaim) -> bool:
    """One count may be of a class within the other's: 745 civilians within over 1,000."""
    statuses = [one.claim.victims.status for one in (left, right) if isinstance(one.claim, CountClaim)]
    return len(set(statuses)) == 2 and Status.UNSPECIFIED in statuses


def _share_outcome(left: Bundle, right: Bundle) -> bool:
    outcomes = [
        {one.claim.outcome for one in side.claims if isinstance(one.claim, CountClaim)} for side in (left, right)
    ]
    return bool(outcomes[0] & outcomes[1])


@cache
def _another() -> re.Pattern[str]:
    table = load_table("linking")["apart"]
    before = rf"(?:{'|'.join(table['before_violence'])})(?: \w+){{0,2}} (?:{'|'.join(table['violence'])})"
    return re.compile(rf"\b(?:{'|'.join(table['always'])}|{before})\b", re.IGNORECASE)


def _tells_another(bundle: Bundle, read: ReadDocument) -> bool:
    """True where the sentence that opens a bundle says that it is another incident: "in a separate attack"."""
    start, end = _sentence_span(bundle.sentence, read)
    return bool(_another().search(read.document.text[start:end]))


def _rank_place(left: Bundle, right: Bundle) -> int:
    order = (Place.SAME, Place.NEAR, Place.WITHIN, Place.UNKNOWN, Place.POSSIBLE, Place.APART)
    return order.index(compare_places(left.location, right.location).relation)


def _absorb(into: Bundle, bundle: Bundle) -> None:
    into.claims += bundle.claims
    into.parts += bundle.parts
    into.reasons += [reason for reason in bundle.reasons if reason not in into.reasons]
    bundle.claims = into.claims  # whoever contains the absorbed bundle is led to the one that took it in
    into.settle()


def _settle_unanchored(bundles: list[Bundle], read: ReadDocument) -> list[Bundle]:
    """A claim with neither place nor time of its own speaks of the incident before it, else of the one after it, else of the total."""
    settled = [bundle for bundle in bundles if bundle.is_anchored]
    for bundle in sorted((one for one in bundles if not one.is_anchored), key=lambda one: one.sentence):
        home = (
            None
            if _tells_another(bundle, read) and any(_share_outcome(one, bundle) for one in settled)
            else _home(bundle, settled)
        )
        if home is None:
            settled.append(bundle)
        else:
            _absorb(home, bundle)
    return settled


def _home(bundle: Bundle, settled: Sequence[Bundle]) -> Bundle | None:
    """The account that an unanchored bundle speaks of: of its own kind first, an incident before a total."""
    if bundle.parts:
        return None
    if bundle.kind is Kind.INCIDENT:
        order: tuple[Kind, ...] = (Kind.INCIDENT, Kind.TOTAL)
    else:
        order = (bundle.kind,)
    for kind in order:
        near = [one for one in settled if one.kind is kind and bundle not in one.parts]
        if kind is Kind.TOTAL and bundle.kind is Kind.TOTAL:
            near = [one for one in near if _are_one_total(one, bundle)]
        if near:
            return min(near, key=lambda one: _away(one, bundle.sentence))
    return None


def _away(bundle: Bundle, sentence: int) -> tuple[int, int]:
    """Distance from a sentence to the nearest claim of a bundle; texts refer back, so what follows counts as twice as far."""
    steps = [sentence - one.claim.sentence for one in bundle.claims]
    return min(step if step >= 0 else 1 - 2 * step for step in steps), bundle.sentence


def _attach_followers(bundles: list[Bundle], followers: list[ResolvedClaim]) -> None:
    """Gives displacement, arrests and attribution to the account that they speak of; what speaks of none stands alone."""
    founded = list(bundles)
    for one in followers:
        if home := _home_of_follower(one, founded):
            home.claims.append(one)
            continue
        kind = Kind.PAST if one.claim.scope is Scope.BACKGROUND else Kind.INCIDENT
        lone = Bundle(claims=[one], kind=kind, period=one.period, location=one.location)
        lone.is_total = one.claim.scope is Scope.RUNNING_TOTAL or (is_broad(one.location) and not is_dated(one.period))
        bundles.append(lone)
        if not lone.is_total and _is_anchored_attribution(one):
            founded.append(lone)


def _home_of_follower(one: ResolvedClaim, founded: Sequence[Bundle]) -> Bundle | None:
    """The nearest account that fits in time, and for an attribution in place; the past keeps to the past, and to what is close by."""
    is_past = one.claim.scope is Scope.BACKGROUND
    fitting = [
        bundle
        for bundle in founded
        if (bundle.kind is Kind.PAST) is is_past
        and not days_apart(bundle.period, one.period)
        and not (isinstance(one.claim, AttributionClaim) and _is_elsewhere(bundle, one))
        and (not is_past or _away(bundle, one.claim.sentence)[0] <= NEAR_SENTENCES)
    ]
    return min(fitting, key=lambda bundle: _rank_home(bundle, one), default=None)


def _rank_home(bundle: Bundle, one: ResolvedClaim) -> tuple[bool, bool, tuple[int, int]]:
    """The same sentence first, then the same place and kind, then nearness in the text."""
    away = _away(bundle, one.claim.sentence)
    near = compare_places(bundle.location, one.location).relation in (Place.SAME, Place.NEAR, Place.WITHIN)
    is_of_kind = bundle.is_total is (one.claim.scope is Scope.RUNNING_TOTAL)
    return away[0] > 0, not (near and is_of_kind), away


def _is_elsewhere(bundle: Bundle, one: ResolvedClaim) -> bool:
    """True for an attribution whose own place is not the account's; a total holds places that it does not name."""
    if bundle.is_total:
        relation = compare_places(bundle.location, one.location).relation
        return relation is Place.APART and not is_carried(bundle.location) and not is_carried(one.location)
    return places_apart(bundle.location, one.location)


def _write_accounts(bundles: list[Bundle], read: ReadDocument) -> tuple[Account, ...]:
    segments = _assign_sentences(bundles, read)
    parties = {source.id: source.party for source in read.sources}
    ids = {id(bundle.claims): _account_id(bundle) for bundle in bundles}
    wholes: dict[int, list[str]] = {}
    for bundle in bundles:
        for part in bundle.parts:
            if part.claims is not bundle.claims and id(part.claims) in ids:
                wholes.setdefault(id(part.claims), []).append(ids[id(bundle.claims)])
    accounts = []
    for bundle, sentences in zip(bundles, segments, strict=True):
        accounts.append(_write_account(bundle, sentences, read, parties, tuple(wholes.get(id(bundle.claims), ()))))
    return tuple(accounts)


def _write_account(
    bundle: Bundle, sentences: list[int], read: ReadDocument, parties: dict[str, str | None], wholes: tuple[str, ...]
) -> Account:
    own = sorted({one.claim.sentence for one in bundle.claims})
    text = read.document.text
    counted = [one.claim for one in bundle.claims if isinstance(one.claim, CountClaim)]
    return Account(
        id=_account_id(bundle),
        document_id=read.document.id,
        claim_ids=tuple(sorted(one.id for one in (*bundle.claims, *bundle.triggers))),
        is_total=bundle.is_total,
        is_background=bundle.kind is Kind.PAST,
        period=bundle.period,
        location=bundle.location,
        facts=find_facts("\n".join(text[slice(*_sentence_span(number, read))] for number in sentences)),
        traits=tuple(
            _trait(one, parties) for one in sorted((*bundle.claims, *bundle.triggers), key=lambda one: one.id)
        ),
        words=" ".join(" ".join(text[slice(*_sentence_span(number, read))].split()) for number in own)[:MAX_WORDS],
        actors=_actors(bundle),
        sentence=bundle.sentence,
        in_scope=not counted or any(claim.in_scope for claim in counted),
        founds=any(
            is_founding(one) or (not bundle.is_total and _is_anchored_attribution(one)) for one in bundle.claims
        ),
        part_of=tuple(sorted(set(wholes))),
        evidence=tuple(bundle.reasons),
    )


def _actors(bundle: Bundle) -> tuple[str, ...]:
    """Who is named as perpetrator or as actor beside the claims."""
    named = {mention.span.quote for one in bundle.claims for mention in one.claim.actors}
    named |= {one.claim.perpetrator for one in bundle.claims if isinstance(one.claim, AttributionClaim)}
    return tuple(sorted({sound_name(name) for name in named} - {""}))


def _is_anchored_attribution(one: ResolvedClaim) -> bool:
    """Who did it is said of one place or one day, though nobody says how many were harmed."""
    located = is_placed(one.location) and not is_broad(one.location) and not is_carried(one.location)
    return isinstance(one.claim, AttributionClaim) and (located or is_day(one.period))


def _assign_sentences(bundles: list[Bundle], read: ReadDocument) -> list[list[int]]:
    """Gives each sentence to the account whose claim is nearest to it; the past keeps to the sentences of its claims."""
    segments: list[list[int]] = [[] for _ in bundles]
    live = [i for i, bundle in enumerate(bundles) if bundle.kind is not Kind.PAST]
    past = {
        one.claim.sentence: i for i, bundle in enumerate(bundles) if bundle.kind is Kind.PAST for one in bundle.claims
    }
    at = {one.claim.sentence: i for i in reversed(live) for one in bundles[i].claims}
    marks = sorted(at)
    for number in range(max(len(read.reading.sentences), 1)):
        if number in past and number not in at:
            segments[past[number]].append(number)
        elif marks:
            segments[at[_nearest(marks, number)]].append(number)
    for i, bundle in enumerate(bundles):
        segments[i] = sorted({*segments[i], *(one.claim.sentence for one in bundle.claims)})
    return segments


def _nearest(marks: list[int], number: int) -> int:
    from bisect import bisect_right

    at = bisect_right(marks, number)
    before, after = marks[at - 1] if at else None, marks[at] if at < len(marks) else None
    if before is None or after is None:
        return before if before is not None else marks[0] if after is None else after
    return before if number - before <= after - number else after


def _sentence_span(number: int, read: ReadDocument) -> tuple[int, int]:
    spans = read.reading.sentences
    return spans[number] if 0 <= number < len(spans) else (0, 0)


def _trait(resolved: ResolvedClaim, parties: dict[str, str | None]) -> Trait:
    claim = resolved.claim
    counted = claim if isinstance(claim, CountClaim) else None
    tellers = []
    for i, speaker in enumerate(claim.attributed_to):
        source = resolved.source_ids[i] if i < len(resolved.source_ids) else f"speaker:{speaker.name.casefold()}"
        tellers.append(
            Teller(
                source_id=source, name=speaker.name, kind=speaker.kind, named=speaker.named, party=parties.get(source)
            )
        )
    return Trait(
        claim_id=resolved.id,
        outcome=counted.outcome if counted else None,
        count=counted.count if counted else None,
        status=counted.victims.status if counted else Status.UNSPECIFIED,
        scope=claim.scope,
        stance=claim.stance,
        sentence=claim.sentence,
        tellers=tuple(tellers),
        part_of=claim.part_of,
        restates=claim.restates,
        revises=claim.revises,
        says=_says(claim),
    )


def _says(claim: Claim) -> str:
    """What an attribution or a movement says, so that a copy is seen to say the same."""
    if isinstance(claim, AttributionClaim):
        return sound_name(claim.perpetrator)
    if isinstance(claim, TriggerClaim):
        return f"set off by {sound_name(claim.actor or claim.span.quote)}"
    if isinstance(claim, MovementClaim):
        return f"{claim.measure} {claim.count.min} {claim.count.max}"
    return ""


def _account_id(bundle: Bundle) -> str:
    smallest = min(one.id for one in bundle.claims)
    return f"account-{hashlib.sha256(smallest.encode()).hexdigest()[:12]}"
