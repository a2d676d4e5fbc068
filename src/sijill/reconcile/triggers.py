"""Decides where voices disagree on what set the violence of an incident off: on whose act came first.

Case and who speaks -> Contradictions. Two accounts clash only where each says who did the earlier act, and these are two sides: a state's
forces and somebody else, or two names. "gunmen" and "militants" may be the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sijill.model.case import Case
from sijill.model.claim import ResolvedClaim, Stance, TriggerClaim
from sijill.model.toll import Contradiction, Facet
from sijill.reconcile.explanations import explain_accounts
from sijill.reconcile.last_words import last_words
from sijill.reconcile.speakers import Speaking, is_one_name, names_in, state_words, word_lists
from sijill.text.names import fold_name

_ANSWERS = "earlier act: each may have answered an act before it"


def trigger_contradictions(case: Case, speakers: Mapping[str, Speaking]) -> Iterable[Contradiction]:
    """Two voices whose last words put the first act on two sides; none where either also says what the other does."""
    told: dict[str, list[tuple[ResolvedClaim, str]]] = defaultdict(list)
    claims = [
        one
        for one in case.claims
        if isinstance(one.claim, TriggerClaim) and one.claim.stance is not Stance.HYPOTHETICAL
    ]
    for resolved in last_words(case, claims, speakers):
        assert isinstance(resolved.claim, TriggerClaim)
        told[speakers[resolved.id].key].append((resolved, resolved.claim.actor))
    for left, right in combinations(sorted(told), 2):
        pairs = [(one, other) for one in told[left] for other in told[right]]
        apart = [(one, other) for (one, ours), (other, theirs) in pairs if are_two_sides(ours, theirs)]
        if not apart or any(are_one_side(ours, theirs) for (_, ours), (_, theirs) in pairs):
            continue
        one, other = apart[0]
        yield Contradiction(
            subject=case.subject.id, facet=Facet.TRIGGER, claim_ids=tuple(sorted((one.id, other.id))), size=None,
            between=tuple(_name(claim, speakers) for claim in (one, other)),
            explained_by=(_ANSWERS, *explain_accounts(case, (one,), (other,), speakers)),
        )  # fmt: skip


def are_one_side(left: str, right: str) -> bool:
    """True for the same name, or for two that are both a state's forces or both not.  "soldiers", "the army" """
    ours, theirs = _names(left), _names(right)
    if ours and theirs:
        return any(is_one_name(one, other) for one in ours for other in theirs)
    return _kind(left) is not None and _kind(left) == _kind(right)


def are_two_sides(left: str, right: str) -> bool:
    """True for a state's forces and others, or for two names.  "the army", "militants" -> True; "gunmen", "militants" -> False"""
    ours, theirs = _names(left), _names(right)
    if ours and theirs:
        return not any(is_one_name(one, other) for one in ours for other in theirs)
    kinds = {_kind(left), _kind(right)}
    return kinds == {"state", "others"}


def _names(actor: str) -> frozenset[str]:
    """The names in an actor's words: what is written small ("a bomb", "rumours") names nobody."""
    return names_in(" ".join(word for word in actor.split() if word[:1].isupper()))


def _kind(actor: str) -> str | None:
    """Whether an actor is an arm of a state, or people who are none, or a name of its own; None for whom the words do not say."""
    folded = f" {fold_name(actor)} "
    if any(word in folded for word in state_words()):
        return "state"
    if word_lists()["others"] & set(folded.split()) or _names(actor):
        return "others"
    return None


def _name(resolved: ResolvedClaim, speakers: Mapping[str, Speaking]) -> str:
    """ "Coast Observatory (soldiers shelled the village)" """
    return f"{speakers[resolved.id].name} ({' '.join(resolved.claim.span.quote.split())})"
