"""Decides of which group an account of the past speaks.

Late accounts, the groups that stand, judgements of pairs -> which late account belongs to which group, and why. A trial or an anniversary
gives a month and a figure, seldom more, and no one report of the group need have both: so it is weighed against the group as a whole, each
kind of evidence by the member that it fits best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sijill.link.judging import as_probability
from sijill.model.incident import Evidence, Judgement, Verdict

MADE_BY = "late@1"
# Less than even odds suffice where nothing else comes near: of the past a text says little, and what it speaks of did happen.
LATE_AT = 0.35
LATE_LEAD = 0.15


@dataclass(frozen=True, slots=True)
class Placed:
    group: int
    judgement: Judgement


def place_late(
    late: Collection[str],
    groups: Sequence[Sequence[str]],
    judged: Iterable[Judgement],
    labels: Mapping[str, frozenset[str]],
    cannot: Collection[tuple[str, str]],
    starts: Mapping[str, float],
) -> dict[str, Placed]:
    """Gives each late account the group that fits it best; one that fits two groups about as well waits by itself.

    starts: made_by of a judgement -> the sum that its table starts from.

    Never the group of its own document, nor one that a person told it apart from.
    """
    group_of = {one: i for i, ids in enumerate(groups) for one in ids}
    pieces: dict[str, dict[int, list[Judgement]]] = defaultdict(lambda: defaultdict(list))
    for judgement in judged:
        for one, other in ((judgement.left, judgement.right), (judgement.right, judgement.left)):
            if one in late and other in group_of:
                pieces[one][group_of[other]].append(judgement)
    chosen = []
    for one, by_group in pieces.items():
        ranked = sorted(
            ((_weigh_group(found, starts), group) for group, found in by_group.items()),
            key=lambda row: (-row[0][0], row[1]),
        )
        (score, evidence), group = ranked[0]
        if score >= LATE_AT and (len(ranked) == 1 or score - ranked[1][0][0] >= LATE_LEAD):
            chosen.append((-score, one, group, evidence))
    placed: dict[str, Placed] = {}
    held = {i: frozenset[str]().union(*(labels[one] for one in ids)) for i, ids in enumerate(groups)}
    for score, one, group, evidence in sorted(chosen, key=lambda row: row[:3]):
        barred = any((one, other) in cannot or (other, one) in cannot for other in groups[group])
        if not barred and not held[group] & labels[one]:
            held[group] |= labels[one]
            placed[one] = Placed(group, _write_judgement(one, min(groups[group]), -score, evidence))
    return placed


def _weigh_group(judgements: Sequence[Judgement], starts: Mapping[str, float]) -> tuple[float, tuple[Evidence, ...]]:
    """Sums, for each kind of evidence, the piece of the member that fits best; judgements by different tables are summed apart."""
    by_table: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for judgement in judgements:
        best = by_table[judgement.made_by]
        for piece in judgement.evidence:
            known = best.get(piece.feature)
            if known is None or (piece.score, piece.because) > (known.score, known.because):
                best[piece.feature] = piece
    sums = {
        made_by: as_probability(starts[made_by] + sum(piece.score * piece.weight for piece in best.values()))
        for made_by, best in by_table.items()
    }
    made_by = max(sorted(sums), key=lambda one: sums[one])
    return sums[made_by], tuple(by_table[made_by][name] for name in sorted(by_table[made_by]))


def _write_judgement(one: str, other: str, score: float, evidence: tuple[Evidence, ...]) -> Judgement:
    left, right = sorted((one, other))
    return Judgement(left=left, right=right, verdict=Verdict.SAME, score=score, evidence=evidence, made_by=MADE_BY)
