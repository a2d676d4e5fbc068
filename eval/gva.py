"""Measures killed and injured on news articles about shootings in the US, victims `all`.

Counted: articles that report something, of more than 300 characters, dated at least a day after their incident (earlier ones
precede later deaths). Parts are split by incident. *_exact over incidents with a positive number; *_invented is the share of
articles given a positive toll where the truth is zero.

    python -m eval.gva [--baseline] [--errors N] [--figure NAME] [--sample N]
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from eval.command import run
from eval.scores import Score
from eval.shared import read_rows
from eval.splits import Part, part_of
from eval.tallies import Teller, Text, answer_of, is_positive, says_exactly

LONGER_THAN = 300
JUNK_SHORTER_THAN = 150
# Any word that a report of a shooting can hardly do without.
TELLS_OF_SHOOTING = re.compile(
    r"\b(?:shots?|shoot(?:ings?|er)?|guns?|gun(?:man|men|fire|shot|ned)|firearm|bullets?"
    r"|wounded|killed|dead|died|murder\w*|homicide\w*)\b",
    re.IGNORECASE,
)


def find_junk(articles: Iterable[dict[str, Any]]) -> set[str]:
    """The ids of pages that report nothing: too short, the same page under several incidents, or no word of a shooting."""
    listed = list(articles)
    incidents = defaultdict(set)
    for article in listed:
        incidents[(article.get("content") or "").strip()].add(str(article["incident_uri"]))
    junk = set()
    for article in listed:
        text = article.get("content") or ""
        shared = len(incidents[text.strip()]) > 1
        if len(text) < JUNK_SHORTER_THAN or shared or not TELLS_OF_SHOOTING.search(text):
            junk.add(article["doc_id"])
    return junk


def read_day(words: str) -> date:
    """ "January 27, 2014" -> 2014-01-27"""
    return datetime.strptime(words, "%B %d, %Y").date()


def choose(articles: list[dict[str, Any]], incidents: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The articles that are counted."""
    junk = find_junk(articles)
    return [
        article
        for article in articles
        if article["doc_id"] not in junk
        and len(article["content"]) > LONGER_THAN
        and article.get("dct")
        and date.fromisoformat(article["dct"]) > read_day(incidents[str(article["incident_uri"])]["date"])
    ]


def score(part: Part, teller: Teller, sample: int | None = None) -> list[Score]:
    """The four figures over one part; sample takes the first articles only."""
    incidents = {str(row["incident_uri"]): row for row in read_rows("gva_incidents")}
    chosen = choose(read_rows("gva_articles"), incidents)
    rows = [row for row in chosen if part_of("gva", str(row["incident_uri"])) == part][:sample]
    return score_rows(rows, incidents, teller)


def score_rows(rows: list[dict[str, Any]], incidents: dict[str, dict[str, Any]], teller: Teller) -> list[Score]:
    """The four figures over these articles."""
    exact = {outcome: Score(dataset="gva", figure=f"{outcome}_exact") for outcome in ("killed", "injured")}
    invented = {
        outcome: Score(dataset="gva", figure=f"{outcome}_invented", lower_is_better=True)
        for outcome in ("killed", "injured")
    }
    texts = [Text(row["doc_id"], row["content"], date.fromisoformat(row["dct"])) for row in rows]
    for text, row, tally in zip(texts, rows, teller(texts), strict=True):
        for outcome in exact:
            truth = incidents[str(row["incident_uri"])][f"num_{outcome}"]
            answer = answer_of(tally, outcome, "all")
            place = {"row": text.id, "text": text.text[:1500], "gold": truth, "given": answer}
            if truth:
                exact[outcome].count(says_exactly(answer, truth), **place)
            else:
                invented[outcome].count(is_positive(answer), **place)
    return [*exact.values(), *invented.values()]


if __name__ == "__main__":
    run(score)
