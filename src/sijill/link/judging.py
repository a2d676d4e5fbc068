"""Decides how evidence becomes a verdict: a table of weights, a sum, three verdicts.

Tables and pairs of Sides -> Judgements with all their Evidence. Which evidence there is, and what it weighs, stands in the tables of
same_incident.py and same_episode.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from sijill.link.features import Finding, Side
from sijill.link.meaning import Meaning
from sijill.model.incident import Evidence, Judgement, Verdict

# The evidence that a document between other documents may change; all else is told by the two texts alone.
DEPENDS_ON_OTHERS = ("family", "names", "wording")
MEANING = "meaning"
DECIDED_BY = "decision "
SAME_AT = 0.5

Feature = Callable[[Side, Side], Finding | None]
Chooser = Callable[[Side, Side], "Table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a judge weighs. start: the sum before any evidence, set so that even odds make "same"; different_below: a probability.

    meaning: (weight, cosine that says nothing); asked only where the rest leaves a doubt, since it costs most. None: it adds nothing.
    """

    made_by: str
    start: float
    weights: tuple[tuple[str, Feature, float], ...]
    meaning: tuple[float, float] | None
    different_below: float
    doubt: float = 1.5  # how far from even odds the sum may lie for meaning to be asked

    def version(self, days: int) -> str:
        """The rule and the setting that a judgement was made by; another one makes it anew."""
        return f"{self.made_by} ({days} days)"


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A pair with all its evidence but for the meaning."""

    table: Table
    left: Side
    right: Side
    evidence: Sequence[tuple[str, float, float, str]]  # as Evidence has it
    total: float
    in_doubt: bool

    @property
    def is_plain(self) -> bool:
        """Different, without kinship, without a doubt; and neither is of the past, which is weighed against whole groups (late.py)."""
        different = as_probability(self.total) < self.table.different_below and not self.in_doubt
        past = self.left.account.is_background or self.right.account.is_background
        return different and not past and self.left.family != self.right.family


@dataclass(frozen=True, slots=True)
class Judged:
    """plain: pairs that plainly differ, of which only the score is kept."""

    whole: list[Judgement]
    plain: list[tuple[Side, Side, float]]


def judge_pairs(
    choose: Chooser, pairs: Iterable[tuple[Side, Side]], known: Mapping[tuple[str, str], Judgement], meaning: Meaning
) -> Judged:
    """Judges each pair; the pair's order changes nothing. A judgement made before stands while its evidence does."""
    judged: list[Judgement] = []
    plain: list[tuple[Side, Side, float]] = []
    weighed: list[_Weighed] = []
    for one, other in pairs:
        left, right = (one, other) if one.account.id < other.account.id else (other, one)
        table = choose(left, right)
        before = known.get((left.account.id, right.account.id))
        if before is not None and before.made_by == table.version(left.days) and _stands(before, table, left, right):
            judged.append(before)
        elif (pair := _weigh(table, left, right)).is_plain:
            plain.append((left, right, as_probability(pair.total)))
        else:
            weighed.append(pair)
    meaning.prepare(
        side.account.words
        for pair in weighed
        if pair.in_doubt and _known_cosine(pair, known) is None
        for side in (pair.left, pair.right)
    )
    judged += [_settle(pair, _known_cosine(pair, known), meaning) for pair in weighed]
    return Judged(sorted(judged, key=lambda one: (one.left, one.right)), plain)


def _stands(before: Judgement, table: Table, left: Side, right: Side) -> bool:
    """True where what depends on other documents is as it was, with its words: kinship, and how telling names and words are."""
    was = {one.feature: (one.score, one.because) for one in before.evidence}
    for name, feature, _ in table.weights:
        if name in DEPENDS_ON_OTHERS:
            found = feature(left, right)
            if was.get(name) != (None if found is None else (round(found[0], 4), found[1])):
                return False
    return True


def _weigh(table: Table, left: Side, right: Side) -> _Weighed:
    evidence = []
    total = table.start
    for name, feature, weight in table.weights:
        if found := feature(left, right):
            score, because = round(found[0], 4), found[1]
            total += score * weight
            evidence.append((name, score, weight, because))
    in_doubt = table.meaning is not None and abs(total) < table.doubt
    return _Weighed(table, left, right, evidence, total, in_doubt)


def _known_cosine(pair: _Weighed, known: Mapping[tuple[str, str], Judgement]) -> float | None:
    """The cosine that an earlier judgement of the same two texts rests on."""
    before = known.get((pair.left.account.id, pair.right.account.id))
    if before is None or before.made_by != pair.table.version(pair.left.days) or pair.table.meaning is None:
        return None
    neutral = pair.table.meaning[1]
    scores = [one.score for one in before.evidence if one.feature == MEANING]
    return round(scores[0] * (1 - neutral) + neutral, 2) if scores else None


def _settle(pair: _Weighed, cosine: float | None, meaning: Meaning) -> Judgement:
    """Adds the meaning where the rest leaves a doubt, and gives the verdict."""
    total, table = pair.total, pair.table
    evidence = [
        Evidence(feature=name, score=score, weight=weight, because=because)
        for name, score, weight, because in pair.evidence
    ]
    if pair.in_doubt and cosine is None:
        cosine = meaning.compare(pair.left.account.words, pair.right.account.words)
    if pair.in_doubt and cosine is not None and table.meaning is not None:
        weight, neutral = table.meaning
        score = round((cosine - neutral) / (1 - neutral), 4)
        total += weight * score
        because = f"their sentences' meaning: {cosine:.2f}"
        evidence.append(Evidence(feature=MEANING, score=score, weight=weight, because=because))
    score = as_probability(total)
    return Judgement(
        left=pair.left.account.id, right=pair.right.account.id, verdict=_verdict(table, score), score=score,
        evidence=tuple(evidence),
        made_by=table.version(pair.left.days),
    )  # fmt: skip


def _verdict(table: Table, score: float) -> Verdict:
    if score >= SAME_AT:
        return Verdict.SAME
    return Verdict.DIFFERENT if score < table.different_below else Verdict.UNSURE


def as_probability(total: float) -> float:
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 6)


def is_decision(judgement: Judgement) -> bool:
    """A person made it."""
    return judgement.made_by.startswith(DECIDED_BY)
