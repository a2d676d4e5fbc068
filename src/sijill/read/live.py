"""Decides which figures of a live account stand: text, sentences, counts -> the same counts, each higher toll revising the one before it.

A live account is a text of entries under clock times, oldest or newest first. Its tolls are one growing toll, whoever gives them: "08:40
Mayor: two killed", "09:15 The governor says four". A lower figure that comes later is a rival and stays one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from sijill.model.claim import CountClaim, Outcome, Scope, Stance
from sijill.model.count import Unit

_CLOCK = re.compile(r"\s*[\[(]?(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)\s*(?P<half>[ap]\.?m\b)?(?![\d%])", re.I)
LEAST_ENTRIES = 3  # one or two clock times head a report that is no live account
_GROWS = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.BODIES_FOUND, Outcome.MISSING})
_OPEN = frozenset({Stance.HYPOTHETICAL, Stance.DENIED, Stance.FEARED})

Entries = list[tuple[int, int]]  # the sentence that an entry begins with, and its minute of the day


def follow_entries(
    text: str, sentences: Sequence[tuple[int, int]], counts: Sequence[CountClaim], some: Collection[str]
) -> tuple[CountClaim, ...]:
    """Lets each entry's toll revise the lower one before it; some: the counts of more people, or of some of them."""
    entries = entries_of(text, sentences)
    if not entries:
        return tuple(counts)
    tolls = {claim.id: claim for claim in counts if _is_toll(claim) and claim.id not in some}
    settled = {claim.id: claim for claim in counts}
    for outcome in _GROWS:
        last: CountClaim | None = None
        for claim in _by_entry([claim for claim in tolls.values() if claim.outcome is outcome], entries):
            if last is None or _is_elsewhere(claim, last):
                last = last or claim
                settled[claim.id] = replace(claim, part_of=None, revises=None)
            elif (claim.count.min or 0) > (last.count.min or 0):
                settled[claim.id] = replace(claim, part_of=None, restates=None, revises=last.id)
                last = claim
            elif claim.count == last.count:
                settled[claim.id] = replace(claim, part_of=None, restates=last.id, revises=None)
    return tuple(settled[claim.id] for claim in counts)


def entries_of(text: str, sentences: Sequence[tuple[int, int]]) -> Entries:
    """The entries of a live account in the order of the text; none for a text that is no live account."""
    entries: Entries = []
    for number, (start, end) in enumerate(sentences):
        clock = _CLOCK.match(text, start, end)
        if clock and not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t-–—•*[("):
            hour = int(clock["hour"]) % 12 + 12 * (clock["half"][0] in "pP") if clock["half"] else int(clock["hour"])
            entries.append((number, 60 * hour + int(clock["minute"])))
    minutes = [minute for _, minute in entries]
    in_order = minutes in (sorted(minutes), sorted(minutes, reverse=True))
    return entries if len(set(minutes)) >= LEAST_ENTRIES and in_order else []


def _by_entry(claims: Sequence[CountClaim], entries: Entries) -> list[CountClaim]:
    """The highest count of each entry, oldest entry first; what stands above the entries was written last."""
    begins = [sentence for sentence, _ in entries]
    highest: dict[int, CountClaim] = {}
    for claim in claims:
        at = bisect_right(begins, claim.sentence) - 1
        if at >= 0 and (at not in highest or (claim.count.min or 0) > (highest[at].count.min or 0)):
            highest[at] = claim
    return [highest[at] for at in sorted(highest, key=lambda at: (entries[at][1], at))]


def _is_toll(claim: CountClaim) -> bool:
    counted = claim.count.unit is Unit.PERSON and (claim.count.min or 0) > 0
    return (
        counted
        and claim.scope is Scope.INCIDENT
        and claim.stance not in _OPEN
        and not claim.victims.status.is_combatant
    )


def _is_elsewhere(claim: CountClaim, last: CountClaim) -> bool:
    return bool(claim.place and last.place and claim.place.span.quote != last.place.span.quote)
