"""Measures the reader against the gold of the sample reports: claims found, missed and extra, fields, and relations.

python -m eval.reports            the figures, with missed and extra claims
python -m eval.reports --show     the gold's own words, to check its offsets
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from eval.fields import judge, relate
from eval.gold import Gold, Matching, match, read_gold
from eval.reader import read_by_reader
from eval.scores import Score, format_scores
from eval.shared import SharedAbsent, read_reports
from eval.tallies import Text

# The dates that go with the sample reports; they come with the task, not with the files.
PUBLISHED = {"000": "2025-07-01", "001": "2025-03-09", "002": "2025-03-09", "003": "2025-03-08", "004": "2025-03-09"}


def score_claims(matchings: Sequence[Matching]) -> list[Score]:
    """Recall and precision over required claims, of all kinds and of counts alone."""
    scores = []
    for name, kinds in (("claims", None), ("counts", ("count",))):
        pairs = [gold for m in matchings for gold, _ in m.pairs if not gold.get("optional") and fits(gold, kinds)]
        missed = [gold for m in matchings for gold in m.missed if fits(gold, kinds)]
        extra = [claim for m in matchings for claim in m.extra if fits(claim, kinds)]
        scores.append(Score(dataset="reports", figure=f"{name}_found", hits=len(pairs), n=len(pairs) + len(missed)))
        scores.append(Score(dataset="reports", figure=f"{name}_right", hits=len(pairs), n=len(pairs) + len(extra)))
    return scores


def fits(claim: Mapping[str, Any], kinds: tuple[str, ...] | None) -> bool:
    return kinds is None or claim["kind"] in kinds


def score_fields(matchings: Mapping[str, Matching], texts: Mapping[str, str]) -> list[Score]:
    """Accuracy of each field over the required claims that were found."""
    right, n = Counter[str](), Counter[str]()
    for document, matching in matchings.items():
        for gold, given in matching.pairs:
            if gold.get("optional"):
                continue
            for field, is_right in judge((gold, given), texts[document]).items():
                n[field] += 1
                right[field] += is_right
    return [Score(dataset="reports", figure=field, hits=right[field], n=n[field]) for field in sorted(n)]


def score_relations(
    matchings: Mapping[str, Matching], gold: Mapping[str, list[Gold]], given: Mapping[str, list[Any]]
) -> list[Score]:
    """F1 of restates, part_of and revises together, written as 2·right of given + gold."""
    right = said = truth = 0
    for document, matching in matchings.items():
        for counts in relate(matching, gold[document], given[document]).values():
            right, said, truth = right + counts[0], said + counts[1], truth + counts[2]
    return [Score(dataset="reports", figure="relations_f1", hits=2 * right, n=said + truth)]


def score_documents(gold: Sequence[Gold], given: Mapping[str, list[Any]], texts: Mapping[str, str]) -> list[Score]:
    """All figures of these documents."""
    by_document = {document: [claim for claim in gold if claim["document"] == document] for document in texts}
    matchings = {document: match(by_document[document], given[document]) for document in texts}
    return [
        *score_claims(list(matchings.values())),
        *score_fields(matchings, texts),
        *score_relations(matchings, by_document, given),
    ]


def read_all(texts: Mapping[str, str]) -> dict[str, list[Any]]:
    """The reader's claims of each sample report."""
    from datetime import date

    rows = [Text(name, text, date.fromisoformat(PUBLISHED[name])) for name, text in texts.items()]
    return dict(zip(texts, read_by_reader(rows), strict=True))


def score() -> list[Score]:
    """All figures over the sample reports."""
    texts = read_reports()
    return score_documents(read_gold(), read_all(texts), texts)


def show_gold(texts: Mapping[str, str]) -> None:
    """Prints the words at the gold's offsets."""
    for claim in read_gold():
        text = texts[claim["document"]]
        number = text[claim["count_start"] : claim["count_end"]] if "count_start" in claim else ""
        print(claim["document"], claim["id"], claim["kind"], claim.get("outcome", ""), f"[{number}]", sep="\t")
        print("   ", text[claim["start"] : claim["end"]])


def show_differences(texts: Mapping[str, str], given: Mapping[str, list[Any]]) -> None:
    """Prints each missed and extra claim, and each field that is wrong."""
    gold = read_gold()
    for document, text in texts.items():
        claims = [claim for claim in gold if claim["document"] == document]
        matching = match(claims, given[document])
        for claim in matching.missed:
            print(document, "missed", claim["id"], claim["kind"], text[claim["start"] : claim["end"]][:150])
        for extra in matching.extra:
            print(
                document, "extra", extra["kind"], extra.get("outcome", ""), extra.get("count", ""), extra["quote"][:150]
            )
        for claim, answer in matching.pairs:
            wrong = [field for field, is_right in judge((claim, answer), text).items() if not is_right]
            if wrong:
                print(document, "wrong", claim["id"], *wrong, {field: answer.get(field) for field in wrong})
        for relation in ("restates", "part_of", "revises"):
            told = [(claim["id"], claim.get(relation), answer.get(relation)) for claim, answer in matching.pairs]
            print(document, relation, [line for line in told if line[1] or line[2]])


def main() -> None:
    try:
        texts = read_reports()
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    if "--show" in sys.argv:
        show_gold(texts)
        return
    given = read_all(texts)
    show_differences(texts, given)
    print(format_scores(score_documents(read_gold(), given, texts)))


if __name__ == "__main__":
    main()
