"""Writes what `sijill review` shows of one question: a line, a JSON object, or a page with the words themselves.

Item and Lookup -> text. Decides neither what is asked nor in which order.
"""

from __future__ import annotations

from typing import Any

from sijill.model.claim import ResolvedClaim
from sijill.model.question import Item
from sijill.model.toll import Toll
from sijill.publish.lines import wrapped
from sijill.publish.lookup import Lookup, sentence_of
from sijill.publish.words import chain_words, claim_words, day_words, plain, toll_label, toll_words

MARKS = ("«", "»")  # around the words of a claim; a terminal without colour shows them too
MOST_CLAIMS = 8


def item_line(item: Item, lookup: Lookup) -> str:
    titles = "; ".join(lookup.subjects[one].title for one in item.subjects if one in lookup.subjects)
    return plain(f"{item.id}  {item.asks.value.replace('_', ' ')}  {titles or item.about}  {lookup.in_words(item.why)}")


def item_shape(item: Item, lookup: Lookup) -> dict[str, Any]:
    """One line of `review --json`. weight: how many people the answer may move."""
    return {
        "id": item.id, "asks": item.asks.value, "weight": item.weight, "why": lookup.in_words(item.why),
        "subjects": list(item.subjects), "claim_ids": list(item.claim_ids), "sides": [list(side) for side in item.sides],
        "about": item.about or None,
    }  # fmt: skip


def item_page(item: Item, lookup: Lookup) -> str:
    """The question with the tolls that it touches and the sentences that it rests on, the claim's words marked."""
    lines = wrapped(f"{item.asks.value.replace('_', ' ')}: {lookup.in_words(item.why)}")
    for subject in (lookup.subjects[one] for one in item.subjects if one in lookup.subjects):
        tolls = [f"{toll_label(toll)} {toll_words(toll)}" for toll in lookup.told_tolls(subject.id)]
        lines += wrapped(f"{subject.title} [{subject.id}]: {'; '.join(tolls) or 'no toll'}", indent=2, hang=2)
    sides = item.sides or tuple((claim_id,) for claim_id in item.claim_ids)
    for number, side in enumerate(sides[:MOST_CLAIMS], start=1):
        for claim in [lookup.claims[one] for one in side if one in lookup.claims][:2]:
            lines += ["", *wrapped(f"{number}. {_said(claim, lookup)}", indent=2, hang=3)]
            lines += wrapped(_marked(claim, lookup), indent=5)
    return "\n".join(lines)


def _said(claim: ResolvedClaim, lookup: Lookup) -> str:
    document = lookup.document_of(claim)
    published = day_words(document.published) if document.published else "date of report not known"
    return f"{claim_words(claim.claim)} · {chain_words(claim.claim, lookup.outlet_of(document))} · {published} [{claim.id}]"


def _marked(claim: ResolvedClaim, lookup: Lookup) -> str:
    """The sentence of a claim with the claim's own words marked."""
    read, span = lookup.documents[claim.claim.document_id], claim.claim.span
    start, end = sentence_of(claim.claim, read)
    text = read.document.text
    before, said, after = text[start : span.start], text[span.start : span.end], text[span.end : end]
    return plain(f"{before}{MARKS[0]}{said}{MARKS[1]}{after}")


def effect_words(before: Toll | None, after: Toll | None) -> str:
    """What leaving a claim out does to a toll: "killed: now 12 (9-14), then 9"."""
    known = before or after
    sides = [toll_words(one) if one else "no toll" for one in (before, after)]
    return f"{toll_label(known)}: now {sides[0]}, then {sides[1]}" if known else "no toll moves"
