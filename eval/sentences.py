"""Measures the reader against sentences that were annotated one by one: claims, their fields, and their relations.

The reader reads the whole document, and what it says in the drawn sentence is compared (docs/annotation.md, "Single sentences").
Relations are compared within the sentence and its neighbours. It decides no rule of annotation.

python -m eval.sentences [--errors N] [--figure NAME]     the development half; the other one by python -m eval.final sentences
python -m eval.sentences --show                           the gold's own words of the development half
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.draw_sentences import SET, read_texts
from eval.fields import judge
from eval.gold import Gold, Matching, Range, accepts, match, number_span, overlap, read_gold, span_of, waive, words_of
from eval.reader import read_by_reader
from eval.scores import Miss, Score, print_scores
from eval.sentence_relations import RELATIONS, Window, relate
from eval.shared import PROJECT, SharedAbsent, read_rows
from eval.splits import Part, part_of
from eval.tallies import Text

GOLD = PROJECT / "eval" / "gold" / "sentences.jsonl"
# the second draw, of sentences whose counts hang together (eval/draw_related.py)
RELATED = PROJECT / "eval" / "gold" / "related.jsonl"
FIELDS = (
    "attributed_to",
    "scope",
    "status",
    "stance",
    "quantifier",
    "unit",
    "verification",
    "details",
    "place",
    "time",
)

Claims = Sequence[Mapping[str, Any]]
ClaimReader = Callable[[Sequence[Text]], Sequence[Claims]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the reader found of one sentence: the required claims it holds, those it lacks, those that nobody says."""

    sentence: Gold
    pairs: tuple[tuple[Gold, Mapping[str, Any]], ...]
    missed: tuple[Gold, ...]
    extra: tuple[Mapping[str, Any], ...]
    window: Window


def place_of(given: Mapping[str, Any]) -> Range:
    """Where the words stand that make a given claim what it is: its number, its actor, else the whole of it."""
    if given["kind"] in ("count", "movement"):
        return number_span(given)
    return words_of(given, given["perpetrator"]) if given["kind"] == "attribution" else span_of(given)


def stands_in(given: Mapping[str, Any], sentence: Range | None) -> bool:
    return sentence is not None and overlap(place_of(given), sentence)


def is_left_open(given: Mapping[str, Any], claims: Sequence[Gold]) -> bool:
    """True where an unmatched given count stands on the number of an optional one, whatever bounds it gives ("many")."""
    return given["kind"] == "count" and any(
        claim.get("optional")
        and claim["kind"] == "count"
        and accepts(claim["outcome"], given["outcome"])
        and overlap((claim["count_start"], claim["count_end"]), number_span(given))
        for claim in claims
    )


def compare(sentence: Gold, given: Claims) -> Found:
    """Pairs the gold of one drawn sentence, and of its neighbours for relations alone, with a reader's claims of the document."""
    reach = {name: tuple(sentence[name]) if sentence[name] else None for name in ("before", "after")}
    drawn = (sentence["start"], sentence["end"])
    inside = [claim for claim in given if stands_in(claim, drawn)]
    beside = [c for c in given if c not in inside and any(stands_in(c, cut) for cut in reach.values())]
    own = [claim for claim in sentence["claims"] if not claim.get("context")]
    matching: Matching = match(own, inside)
    neighbours = match([claim for claim in sentence["claims"] if claim.get("context")], beside)
    waived = waive(own, {gold["id"] for gold, _ in matching.pairs})
    counted = {claim["id"] for claim in own if not claim.get("optional")} - waived
    return Found(
        sentence=sentence,
        pairs=tuple(pair for pair in matching.pairs if pair[0]["id"] in counted),
        missed=tuple(claim for claim in matching.missed if claim["id"] in counted),
        extra=tuple(claim for claim in matching.extra if not is_left_open(claim, own)),
        window=Window(
            gold=sentence["claims"], given=given, near=(*inside, *beside), pairs=matching.pairs + neighbours.pairs
        ),
    )


def score_found(
    comparisons: Sequence[Found], texts: Mapping[str, str], kinds: Sequence[str], name: str, dataset: str = SET
) -> Score:
    """F1 over claims of these kinds: twice the right ones, of those given and those in the gold."""
    score = Score(dataset=dataset, figure=name)
    for found in comparisons:
        right = [pair for pair in found.pairs if pair[0]["kind"] in kinds]
        missed = [claim for claim in found.missed if claim["kind"] in kinds]
        extra = [claim for claim in found.extra if claim["kind"] in kinds]
        score.hits += 2 * len(right)
        score.n += 2 * len(right) + len(missed) + len(extra)
        for claim in missed:
            score.misses.append(
                tell_miss(found, texts, describe_gold(claim, texts[found.sentence["document"]]), "nothing")
            )
        for given in extra:
            score.misses.append(tell_miss(found, texts, "nothing", describe_given(given)))
    return score


def score_fields(comparisons: Sequence[Found], texts: Mapping[str, str], dataset: str = SET) -> list[Score]:
    """Accuracy of each field over the required claims that were found."""
    scores = {field: Score(dataset=dataset, figure=field) for field in FIELDS}
    for found in comparisons:
        text = texts[found.sentence["document"]]
        for gold, given in found.pairs:
            for field, is_right in judge((gold, given), text).items():
                told = f"{describe_given(given)}: {show_field(given, field)}"
                wanted = f"{describe_gold(gold, text)}: {show_words(gold.get(field), text)}"
                scores[field].count(
                    is_right, row=found.sentence["document"], text=show(found, texts), gold=wanted, given=told
                )
    return list(scores.values())


def score_relations(comparisons: Sequence[Found], texts: Mapping[str, str], dataset: str = SET) -> list[Score]:
    """F1 of each relation and of all together, between claims that were found."""
    scores = {name: Score(dataset=dataset, figure=f"{name}_f1") for name in (*RELATIONS, "relations")}
    for found in comparisons:
        for relation, outcome in relate(found.window).items():
            for score in (scores[relation], scores["relations"]):
                score.hits += 2 * len(outcome.right)
                score.n += len(outcome.said) + len(outcome.truth)
                wrong = (outcome.truth | outcome.said) - outcome.right
                score.misses += [
                    tell_miss(found, texts, f"{relation} {sorted(outcome.truth)}", str(pair)) for pair in sorted(wrong)
                ]
    return list(scores.values())


def tell_miss(found: Found, texts: Mapping[str, str], gold: str, given: str) -> Miss:
    return Miss(row=found.sentence["document"], text=show(found, texts), gold=gold, given=given)


def show(found: Found, texts: Mapping[str, str]) -> str:
    """The drawn sentence between its neighbours: "… | the sentence | …"."""
    text, cuts = texts[found.sentence["document"]], (found.sentence["before"], found.sentence["after"])
    before, after = (text[cut[0] : cut[1]] if cut else "" for cut in cuts)
    return f"{before} | {text[found.sentence['start'] : found.sentence['end']]} | {after}"


def describe_gold(gold: Gold, text: str) -> str:
    words = show_words([gold.get("perpetrator") or [gold.get("count_start"), gold.get("count_end")]], text)
    return f"{gold['id']} {gold['kind']} {gold.get('outcome', '')} {words} {gold.get('min')}..{gold.get('max')}"


def describe_given(given: Mapping[str, Any]) -> str:
    words = given["count"] if "count" in given else given.get("perpetrator") or given["quote"]
    return f"{given['kind']} {given.get('outcome', '')} {words}"


def show_field(given: Mapping[str, Any], field: str) -> object:
    """What a given claim says in a field of the gold's."""
    if field in ("status", "details"):
        return given["victims"][field]
    if field in ("quantifier", "unit"):
        return given["count"][field]
    return given.get("period" if field == "time" else field)


def show_words(label: Any, text: str) -> object:
    """A gold label, with the words of its spans where it is a list of spans."""
    if isinstance(label, list) and label and all(isinstance(one, list) for one in label):
        return [text[start:end] for start, end in label if start is not None]
    return label


def gather(part: Part, gold: Path = GOLD) -> list[Gold]:
    """The annotated sentences of one half."""
    return [sentence for sentence in read_gold(gold) if part_of(SET, sentence["document"]) == part]


def date_texts(sentences: Sequence[Gold], texts: Mapping[str, str]) -> list[Text]:
    """The sentences' documents, dated where their data set dates them."""
    dates = {row["doc_id"]: row["dct"] for row in read_rows("gva_articles") if row.get("dct")}
    names = [sentence["document"] for sentence in sentences]
    return [Text(name, texts[name], date.fromisoformat(dates[name]) if name in dates else None) for name in names]


def score(part: Part, reader: ClaimReader = read_by_reader) -> list[Score]:
    """All figures over one half of both samples, "sentences" and "related"."""
    texts = read_texts()
    scores: list[Score] = []
    for dataset, gold in ((SET, GOLD), ("related", RELATED)):
        sentences = gather(part, gold)
        scores += score_sentences(sentences, reader(date_texts(sentences, texts)), texts, dataset)
    return scores


def score_sentences(
    sentences: Sequence[Gold], given: Sequence[Claims], texts: Mapping[str, str], dataset: str = SET
) -> list[Score]:
    """All figures over these sentences and a reader's claims of their documents."""
    comparisons = [compare(sentence, claims) for sentence, claims in zip(sentences, given, strict=True)]
    every = ("count", "attribution", "indicator", "movement")
    return [
        score_found(comparisons, texts, every, "claims_f1", dataset),
        score_found(comparisons, texts, ("count",), "counts_f1", dataset),
        score_found(comparisons, texts, ("attribution",), "perpetrators_f1", dataset),
        *score_fields(comparisons, texts, dataset),
        *score_relations(comparisons, texts, dataset),
    ]


def show_gold() -> None:
    """Prints the development half's sentences with the words at the gold's offsets."""
    texts = read_texts()
    for sentence in (*gather("development"), *gather("development", RELATED)):
        text = texts[sentence["document"]]
        print(sentence["document"], text[sentence["start"] : sentence["end"]], sep="\t")
        for claim in sentence["claims"]:
            spans = {name: show_words(claim.get(name), text) for name in ("attributed_to", "place", "time")}
            print("   ", describe_gold(claim, text), spans)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N misses of each figure")
    parser.add_argument("--figure", help="list the misses of this figure only")
    parser.add_argument("--show", action="store_true", help="print the words at the gold's offsets")
    chosen = parser.parse_args()
    try:
        if chosen.show:
            show_gold()
            return
        scores = score("development")
    except SharedAbsent as absent:
        sys.exit(f"skipped: {absent}")
    print_scores(scores, chosen.errors, chosen.figure)


if __name__ == "__main__":
    main()
