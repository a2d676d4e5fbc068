"""Decides how evidence becomes a verdict: a table of weights, a sum, three verdicts.

Table and two Sides -> Judgement with all its Evidence. Which evidence there is, and what it weighs, stands in the tables of
same_incident.py and same_episode.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp

from sijill.link.features import Finding, Side
from sijill.link.meaning import Meaning
from sijill.model.incident import Evidence, Judgement, Verdict

Feature = Callable[[Side, Side], Finding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a judge weighs. start: the sum before any evidence; same_at, different_below: probabilities.

    meaning: (weight, cosine that says nothing); asked only where the rest leaves a doubt, since it costs most.
    """

    made_by: str
    start: float
    weights: tuple[tuple[str, Feature, float], ...]
    meaning: tuple[float, float]
    same_at: float
    different_below: float
    doubt: float = 1.5  # how far from `same_at` the sum may lie for meaning to be asked

    def version(self, days: int) -> str:
        """The rule and the setting that a judgement was made by; another one makes it anew."""
        return f"{self.made_by} ({days} days)"


def weigh(table: Table, left: Side, right: Side, meaning: Meaning) -> Judgement:
    """Sums the weighted evidence and gives the verdict; the pair's order changes nothing."""
    if left.account.id > right.account.id:
        left, right = right, left
    evidence = []
    total = table.start
    for name, feature, weight in table.weights:
        if found := feature(left, right):
            score, because = found
            total += score * weight
            evidence.append(Evidence(feature=name, score=round(score, 4), weight=weight, because=because))
    if abs(total - _logit(table.same_at)) < table.doubt:
        cosine = meaning.compare(left.account.words, right.account.words)
        if cosine is not None:
            weight, neutral = table.meaning
            score = max(-1.0, min(1.0, (cosine - neutral) / (1 - neutral)))
            total += weight * score
            evidence.append(
                Evidence(
                    feature="meaning",
                    score=round(score, 4),
                    weight=weight,
                    because=f"their sentences' meaning: {cosine:.2f}",
                )
            )
    score = as_probability(total)
    verdict = (
        Verdict.SAME
        if score >= table.same_at
        else Verdict.DIFFERENT
        if score < table.different_below
        else Verdict.UNSURE
    )
    return Judgement(
        left=left.account.id,
        right=right.account.id,
        verdict=verdict,
        score=score,
        evidence=tuple(evidence),
        made_by=table.version(left.days),
    )


def as_probability(total: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 6)


def _logit(probability: float) -> float:
    from math import log

    return log(probability / (1 - probability))
