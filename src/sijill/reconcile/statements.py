"""Decides whether what a text says of its own figures holds: sums, shares, changes, ranks, distances, headlines.

One document with its claims, and the register's series where there is one -> Checked, each with a verdict and the working. A wrong "does
not hold" is worse than "cannot be checked": where figures are open, overlap or may be rounded, or two speakers give them, it is the latter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sijill.model.claim import CountClaim, StatementClaim, StatementKind
from sijill.model.register import ReadDocument
from sijill.model.statement import Checked
from sijill.reconcile.distances import check_distance
from sijill.reconcile.happenings import Series
from sijill.reconcile.headlines import check_headline
from sijill.reconcile.proportions import check_change, check_ratio, check_share
from sijill.reconcile.ranks import check_rank
from sijill.reconcile.sums import check_sum
from sijill.reconcile.worked import Told, Worked

_CHECKS: dict[StatementKind, Callable[[Told], Worked]] = {
    StatementKind.SUM: check_sum,
    StatementKind.SHARE: check_share,
    StatementKind.CHANGE: check_change,
    StatementKind.RATIO: check_ratio,
    StatementKind.RANK: check_rank,
    StatementKind.DISTANCE: check_distance,
    StatementKind.HEADLINE: check_headline,
}


def check_statements(documents: Iterable[ReadDocument], series: Series) -> tuple[Checked, ...]:
    """Every statement of every document with its verdict, in the order of the texts; pure, and the same for any order of documents."""
    found = [one for read in documents for one in _check_document(read, series)]
    return tuple(sorted(found, key=lambda one: (one.document_id, one.span.start, one.kind.value, one.span.end)))


def _check_document(read: ReadDocument, series: Series) -> Iterator[Checked]:
    statements = [resolved for resolved in read.claims if isinstance(resolved.claim, StatementClaim)]
    if not statements:
        return
    counts = tuple(resolved for resolved in read.claims if isinstance(resolved.claim, CountClaim))
    for resolved in statements:
        claim = resolved.claim
        assert isinstance(claim, StatementClaim)
        told = Told(resolved=resolved, claim=claim, counts=counts, published=read.document.published, series=series)
        worked = _CHECKS[claim.kind](told)
        start, end = read.reading.sentences[claim.sentence]
        yield Checked(
            claim_id=claim.id, document_id=claim.document_id, kind=claim.kind, span=claim.span,
            sentence=" ".join(read.document.text[start:end].split()), verdict=worked.verdict, working=worked.working,
            claim_ids=worked.claim_ids,
        )  # fmt: skip
