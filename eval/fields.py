"""Decides whether a field of a found claim is right.

a pair (gold claim, given claim) and the text -> for each field True, False, or absent where the gold does not say.
Names and mentions are right where one holds the other's words; relations point to the same claim or to a restatement of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.gold import Gold, Matching, accepts

Pair = tuple[Gold, Mapping[str, Any]]

# A date from elsewhere in the text, or a bound, is no mention of the claim's own.
CARRIED_OVER = ("context", "publication")


def fold(words: str) -> str:
    """Words for comparison: without case, article and plural.  "the Alawites" -> "alawite" """
    return words.casefold().removeprefix("the ").rstrip("s.")


def names_same(words: Sequence[str], given: str | None) -> bool:
    """True where one of the gold's words holds the given ones or the other way round; None only where gold names nothing."""
    if not given:
        return not words
    return any(fold(word) in fold(given) or fold(given) in fold(word) for word in words)


def judge_mention(gold: Gold, text: str, field: str, given: Mapping[str, Any] | None) -> bool:
    """A place or time; one that the gold inherits from another sentence may be left out."""
    words = [text[start:end] for start, end in gold[field]]
    mention = (given or {}).get("mention")
    if not words and (given or {}).get("basis") in CARRIED_OVER:
        return True
    if field in gold.get("inherited", ()):
        return True if not words or not mention else names_same(words, mention)
    return names_same(words, mention)


def judge_speaker(gold: Gold, text: str, given: Sequence[str]) -> bool:
    """The nearest speaker is one of the gold's; none where the gold has none, and as it likes where his name stands elsewhere."""
    words = [text[start:end] for start, end in gold["attributed_to"]]
    if "attributed_to" in gold.get("inherited", ()) and not (words and given):
        return True
    return names_same(words, given[0] if given else None)


def judge_details(gold: Gold, given: Sequence[Mapping[str, Any]]) -> bool:
    """Every detail of the gold is given with its share, and none is said of more victims than the text says."""

    def has(detail: Mapping[str, Any]) -> bool:
        return any(
            other["axis"] == detail["axis"]
            and fold(other["value"]) == fold(detail["value"])
            and (accepts(detail["share"], other["share"]) or detail["count"] is not None)
            for other in given
        )

    return all(has(detail) for detail in gold["details"] if not detail.get("optional"))


def judge(pair: Pair, text: str) -> dict[str, bool]:
    """The fields of one found claim that stand in its own lines."""
    gold, given = pair
    fields = {"stance": accepts(gold["stance"], given["stance"])}
    if gold["kind"] in ("count", "movement"):
        count = given["count"]
        fields["quantifier"] = gold["quantifier"] == count["quantifier"]
        fields["unit"] = gold["unit"] == count["unit"]
    if gold["kind"] == "count":
        fields["scope"] = accepts(gold["scope"], given["scope"])
        fields["status"] = accepts(gold["status"], given["victims"]["status"])
        fields["verification"] = accepts(gold["verification"], given["verification"])
        fields["details"] = judge_details(gold, given["victims"]["details"])
        fields["place"] = judge_mention(gold, text, "place", given["place"])
        fields["time"] = judge_mention(gold, text, "time", given["period"])
    speakers = given.get("attributed_to") or ([given["speaker"]] if given.get("speaker") else [])
    fields["attributed_to"] = judge_speaker(gold, text, speakers)
    return fields


def first_said(claims: Sequence[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], str]) -> dict[str, str]:
    """For each claim the one that it restates in the end, or itself."""
    points = {key(claim): claim.get("restates") for claim in claims}
    ends = {}
    for start in points:
        end, seen = start, {start}
        while (following := points.get(end)) and following not in seen:
            seen.add(following)
            end = following
        ends[start] = end
    return ends


def relate(
    matching: Matching, gold: Sequence[Gold], given: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[int, int, int]]:
    """(right, given, in gold) of each relation, among required claims that were found; ends count up to restatement."""
    counterpart = {answer["id"]: claim["id"] for claim, answer in matching.pairs}
    found = {claim["id"] for claim, _ in matching.pairs}
    ends = first_said(gold, lambda claim: claim["id"])
    figures = {}
    for relation in ("restates", "part_of", "revises"):
        truth = {
            (claim["id"], ends[claim[relation]])
            for claim in gold
            if claim["kind"] == "count" and claim.get(relation) and claim["id"] in found
        }
        said = {
            (counterpart[claim["id"]], ends.get(counterpart.get(claim[relation], ""), "?"))
            for claim in given
            if claim["kind"] == "count" and claim.get(relation) and claim["id"] in counterpart
        }
        figures[relation] = (len(truth & said), len(said), len(truth))
    return figures
