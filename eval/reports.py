"""Measures the reader against annotated reports: claims found, missed and extra, fields, and relations.

python -m eval.reports [--examples | --accounts]     the figures, with missed and extra claims; of the sample reports, of the shipped
                                                     examples or of the long accounts
python -m eval.reports --show           the gold's own words, to check its offsets
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from eval.annotated import read_set
from eval.fields import judge, relate
from eval.gold import Gold, Matching, match, waive
from eval.reader import read_by_reader
from eval.scores import Score, format_scores
from eval.shared import SharedAbsent
from eval.tallies import Text


def fits(claim: Mapping[str, Any], kinds: tuple[str, ...] | None) -> bool:
    return kinds is None or claim["kind"] in kinds


def score_claims(dataset: str, matchings: Sequence[Matching]) -> list[Score]:
    """Recall and precision over required claims, of all kinds and of counts alone."""
    scores = []
    for name, kinds in (("claims", None), ("counts", ("count",))):
        pairs = [gold for m in matchings for gold, _ in m.pairs if not gold.get("optional") and fits(gold, kinds)]
        missed = [gold for m in matchings for gold in _lacking(m) if fits(gold, kinds)]
        extra = [claim for m in matchings for claim in m.extra if fits(claim, kinds)]
        scores.append(Score(dataset=dataset, figure=f"{name}_found", hits=len(pairs), n=len(pairs) + len(missed)))
        scores.append(Score(dataset=dataset, figure=f"{name}_right", hits=len(pairs), n=len(pairs) + len(extra)))
    return scores


def _lacking(matching: Matching) -> list[Gold]:
    """What was missed, less the sums and members whose other telling was found."""
    found = {gold["id"] for gold, _ in matching.pairs}
    told = [*(gold for gold, _ in matching.pairs), *matching.missed]
    waived = waive(told, found)
    return [gold for gold in matching.missed if gold["id"] not in waived]


def score_fields(dataset: str, matchings: Mapping[str, Matching], texts: Sequence[Text]) -> list[Score]:
    """Accuracy of each field over the required claims that were found."""
    right, n = Counter[str](), Counter[str]()
    for row in texts:
        for gold, given in matchings[row.id].pairs:
            if gold.get("optional"):
                continue
            for field, is_right in judge((gold, given), row.text).items():
                n[field] += 1
                right[field] += is_right
    return [Score(dataset=dataset, figure=field, hits=right[field], n=n[field]) for field in sorted(n)]


def score_relations(
    dataset: str, matchings: Mapping[str, Matching], gold: Mapping[str, list[Gold]], given: Mapping[str, list[Any]]
) -> Score:
    """F1 of restates, part_of and revises together: twice the right ones of those given and those in the gold."""
    right = said = truth = 0
    for document, matching in matchings.items():
        for counts in relate(matching, gold[document], given[document]).values():
            right, said, truth = right + counts[0], said + counts[1], truth + counts[2]
    return Score(dataset=dataset, figure="relations_f1", hits=2 * right, n=said + truth)


def score_documents(
    dataset: str, texts: Sequence[Text], gold: Sequence[Gold], given: Mapping[str, list[Any]]
) -> list[Score]:
    """All figures of these documents."""
    by_document = {row.id: [claim for claim in gold if claim["document"] == row.id] for row in texts}
    matchings = {row.id: match(by_document[row.id], given[row.id]) for row in texts}
    return [
        *score_claims(dataset, list(matchings.values())),
        *score_fields(dataset, matchings, texts),
        score_relations(dataset, matchings, by_document, given),
    ]


def read_all(texts: Sequence[Text]) -> dict[str, list[Any]]:
    """The reader's claims of each text."""
    return {row.id: claims for row, claims in zip(texts, read_by_reader(texts), strict=True)}


def score(dataset: str) -> list[Score]:
    """All figures over "reports", "examples" or "accounts"."""
    texts, gold = read_set(dataset)
    return score_documents(dataset, texts, gold, read_all(texts))


def show_gold(texts: Sequence[Text], gold: Sequence[Gold]) -> None:
    """Prints the words at the gold's offsets."""
    by_id = {row.id: row.text for row in texts}
    for claim in gold:
        text = by_id[claim["document"]]
        number = text[claim["count_start"] : claim["count_end"]] if "count_start" in claim else ""
        print(claim["document"], claim["id"], claim["kind"], claim.get("outcome", ""), f"[{number}]", sep="\t")
        print("   ", text[claim["start"] : claim["end"]])


def show_differences(row: Text, claims: Sequence[Gold], given: list[Any]) -> None:
    """Prints each missed and extra claim of one text, each wrong field, and the relations side by side."""
    matching = match(claims, given)
    for claim in _lacking(matching):
        print(row.id, "missed", claim["id"], claim["kind"], row.text[claim["start"] : claim["end"]][:150])
    for extra in matching.extra:
        print(row.id, "extra", extra["kind"], extra.get("outcome", ""), extra.get("count", ""), extra["quote"][:150])
    for claim, answer in matching.pairs:
        wrong = [field for field, is_right in judge((claim, answer), row.text).items() if not is_right]
        if wrong:
            print(row.id, "wrong", claim["id"], *wrong, [claim.get(field) for field in wrong])
            print("   ", {field: answer.get(field) for field in wrong}, answer.get("victims", ""), answer.get("period"))
    ids = {answer["id"]: claim["id"] for claim, answer in matching.pairs}
    for relation in ("restates", "part_of", "revises"):
        for claim, answer in matching.pairs:
            told = ids.get(answer[relation], answer[relation])
            if claim["kind"] == "count" and told != claim.get(relation):
                print(row.id, relation, claim["id"], "->", told, "; in the gold ->", claim.get(relation))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", action="store_true", help="the example reports instead of the sample reports")
    parser.add_argument("--accounts", action="store_true", help="the long accounts instead of the sample reports")
    parser.add_argument("--show", action="store_true", help="print the words at the gold's offsets")
    chosen = parser.parse_args()
    dataset = "examples" if chosen.examples else "accounts" if chosen.accounts else "reports"
    try:
        texts, gold = read_set(dataset)
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    if chosen.show:
        show_gold(texts, gold)
        return
    given = read_all(texts)
    for row in texts:
        show_differences(row, [claim for claim in gold if claim["document"] == row.id], given[row.id])
    print(format_scores(score_documents(dataset, texts, gold, given)))


if __name__ == "__main__":
    main()
