"""Decides which document of a family came first: the one whose outlet others credit, else the only earliest published.

Profiles of one family -> the first, or nobody, with the reason. Also says whether one document credits another's outlet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sijill.model.incident import Profile
from sijill.text.names import fold_name

LEAST_LETTERS = 3  # of an outlet's name


def arrival(profile: Profile) -> tuple[str, str]:
    """Order by publication, unknown dates last: never by the order in which documents came in."""
    return profile.published or "9999", profile.document_id


def tell_first(group: Sequence[Profile]) -> tuple[str | None, str]:
    """The document that the others derive from: the one that others credit, else the only earliest published; else nobody knows."""
    credited = _count_credits(group)
    best = credited.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        name = next(profile.name for profile in group if profile.document_id == best[0][0])
        return best[0][0], f"{name} came first: others credit its outlet"
    dates = sorted(profile.published for profile in group if profile.published)
    earliest = [profile for profile in group if dates and profile.published == dates[0]]
    if len(dates) == len(group) and len(earliest) == 1:
        first = earliest[0]
        return first.document_id, f"{first.name} came first: it was published on {dates[0]}, before the others"
    return None, "which came first is not known: no date or credit tells"


def tell_credit(left: Profile, right: Profile) -> str | None:
    """The words by which one document says that it has something from the other's outlet; None where neither does.

    "The mate told the Island Press Association" -> beside a report of the Island Press Association
    """
    for taker, giver in ((left, right), (right, left)):
        outlet = fold_name(giver.source or "")
        if len(outlet) >= LEAST_LETTERS and outlet != fold_name(taker.source or ""):
            for credit in taker.credits:
                if outlet in _runs(fold_name(credit).split()):
                    return f'{taker.name} credits {giver.source}: "{credit}"'
    return None


def _count_credits(group: Sequence[Profile]) -> Counter[str]:
    """How many others credit the outlet of each document; of an outlet's several documents the earliest is meant."""
    of_outlet: dict[str, str] = {}
    for profile in sorted(group, key=arrival):
        if profile.source and len(name := fold_name(profile.source)) >= LEAST_LETTERS:
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
