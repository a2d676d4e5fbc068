"""Learns which letters of a name's spellings stand for one another, and how sure a match is, from attested pairs of spellings.

    python -m tools.train_names        writes src/sijill/data/name_sounds.json; needs the public data beside the project

1 sounds    pairs (another spelling, the names of its place) -> counts of letter for letter in their best alignment, five rounds of
            expectation and maximisation (each with the best alignment only), then log odds against letters drawn by chance
2 judgement attested pairs and the most alike wrong names of the same country -> a logistic regression on what the tables give

Development parts only: the halves that eval/variants.py measures are never read. Fixed seed; the same data give the same file.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval import variants
from eval.shared import PROJECT, shared_folder
from eval.variants import Query
from sijill.resolve.gazetteer import Gazetteer
from sijill.resolve.gazetteer_spellings import FEATURES
from sijill.text.name_sounds import letters_of, load_model
from sijill.text.names import is_arabic

SEED = 20261122
ROUNDS = 5
# A pair further apart than this in the first, unweighted alignment is another name, not another spelling.
MOST_APART = 0.55
SYRIAN_ROWS, OTHER_ROWS, WRONG_ONES = 1_200, 150, 8
TARGET = PROJECT / "src" / "sijill" / "data" / "name_sounds.json"
_WEAK_LATIN, _WEAK_ARABIC = set("aeiou "), set("ايوعهء")
Cost = Callable[[str, str], float]
Pair = tuple[str, list[str]]


def align(left: str, right: str, cost: Cost) -> tuple[float, list[tuple[str, str]]]:
    """The cheapest alignment: its cost and its steps; ("a", "") drops a letter, ("", "b") adds one."""
    rows = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    steps = [[("", "")] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            choices = []
            if i and j:
                choices.append((rows[i - 1][j - 1] + cost(left[i - 1], right[j - 1]), (left[i - 1], right[j - 1])))
            if i:
                choices.append((rows[i - 1][j] + cost(left[i - 1], ""), (left[i - 1], "")))
            if j:
                choices.append((rows[i][j - 1] + cost("", right[j - 1]), ("", right[j - 1])))
            if choices:
                rows[i][j], steps[i][j] = min(choices, key=lambda choice: choice[0])
    path, i, j = [], len(left), len(right)
    while i or j:
        step = steps[i][j]
        path.append(step)
        i, j = i - bool(step[0]), j - bool(step[1])
    return rows[-1][-1], path


def count_letters(pairs: Sequence[Pair], first: Cost) -> Counter[tuple[str, str]]:
    """Counts of letter for letter over the best alignments, after ROUNDS rounds."""
    cost, live = first, list(pairs)
    counts: Counter[tuple[str, str]] = Counter()
    for number in range(ROUNDS):
        counts, kept = Counter(), []
        for left, rights in live:
            apart, path = min((_apart(left, right, cost) for right in rights), key=lambda found: found[0])
            if number or apart < MOST_APART:
                kept.append((left, rights))
                counts.update(path)
        live = kept
        cost = _cost_of(counts)
    return counts


def _apart(left: str, right: str, cost: Cost) -> tuple[float, list[tuple[str, str]]]:
    whole, path = align(left, right, cost)
    return whole / max(len(left), len(right)), path


def _cost_of(counts: Counter[tuple[str, str]]) -> Cost:
    whole, lefts, rights = sum(counts.values()), Counter[str](), Counter[str]()
    for (left, right), count in counts.items():
        lefts[left] += count
        rights[right] += count
    known: dict[tuple[str, str], float] = {}

    def cost(left: str, right: str) -> float:
        if (left, right) not in known:
            by_chance = (lefts[left] + 0.5) * (rights[right] + 0.5) / whole
            known[left, right] = -math.log((counts[left, right] + 0.05 + 0.1 * by_chance) / whole)
        return known[left, right]

    return cost


def table_of(counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    """Log odds of each pair of letters against chance."""
    whole, lefts, rights = sum(counts.values()), Counter[str](), Counter[str]()
    for (left, right), count in counts.items():
        lefts[left] += count
        rights[right] += count
    cost = _cost_of(counts)
    rows, columns = ("".join(sorted(filter(None, side))) for side in (lefts, rights))

    def odds(left: str, right: str) -> float:
        alone = [math.log((side[letter] + 0.5) / whole) for side, letter in ((lefts, left), (rights, right)) if letter]
        return round(-cost(left, right) - sum(alone), 2)

    return {
        "rows": rows, "columns": columns, "pairs": [[odds(left, right) for right in columns] for left in rows],
        "dropped": [odds(left, "") for left in rows], "added": [odds("", right) for right in columns],
    }  # fmt: skip


def _levenshtein(left: str, right: str) -> float:
    return 0.0 if left == right else 1.0


def _by_consonants(left: str, right: str) -> float:
    """A first guess between the scripts: consonants as anyascii writes them, vowels nearly free."""
    from anyascii import anyascii

    if not left or not right:
        return 0.5 if right in _WEAK_ARABIC and right else 0.2 if left in _WEAK_LATIN and left else 1.0
    written = letters_of(anyascii(right))
    return 0.0 if written[:1] == left else 0.3 if right in "ويا" and left in "aeiouyw" else 1.0


def learn_tables(pairs: Sequence[tuple[str, Sequence[str]]]) -> dict[str, Any]:
    """Both tables, from queries in Latin script and the names of their places."""
    latin: list[Pair] = []
    arabic: list[Pair] = []
    for written, names in pairs:
        left = letters_of(written)
        if not left or is_arabic(left):
            continue
        letters = sorted({letters_of(name) for name in names} - {""})
        for kept, rights in (
            (latin, [one for one in letters if not is_arabic(one)]),
            (arabic, [one for one in letters if is_arabic(one)]),
        ):
            if rights:
                kept.append((left, rights))
    return {
        "latin_latin": table_of(count_letters(latin, _levenshtein)),
        "latin_arabic": table_of(count_letters(arabic, _by_consonants)),
    }


def learn_judgement() -> dict[str, float]:
    """Weights of FEATURES: each spelling's true place against the most alike places of its country."""
    rows: list[tuple[float, ...]] = []
    right: list[float] = []
    with variants.imported(shared_folder() / "gazetteer" / "syria_places.tsv.gz", "SY") as gazetteer:
        _gather(variants.every_so_often(variants.syrian_queries("development"), SYRIAN_ROWS), gazetteer, rows, right)
    for country in variants.OTHER_COUNTRIES:
        queries = variants.every_so_often(variants.other_queries(country, "development"), OTHER_ROWS)
        with variants.imported_without(queries, country) as gazetteer:
            _gather(queries, gazetteer, rows, right)
    return fit(rows, right)


def _gather(queries: Sequence[Query], gazetteer: Gazetteer, rows: list[tuple[float, ...]], right: list[float]) -> None:
    for query in queries:
        _gather_one(query, None, gazetteer, rows, right)
        if query.district:
            _gather_one(query, query.district, gazetteer, rows, right)


def _gather_one(
    query: Query, within: str | None, gazetteer: Gazetteer, rows: list[tuple[float, ...]], right: list[float]
) -> None:
    found = [(row[1] + row[2], place, row) for place, row in gazetteer.described(query.written, query.country, within)]
    true = [row for _, place, row in found if place == query.place_id]
    wrong = sorted((share, row) for share, place, row in found if place != query.place_id)[-WRONG_ONES:]
    rows += [*true, *(row for _, row in wrong)]
    right += [1.0] * len(true) + [0.0] * len(wrong)


def fit(rows: Sequence[tuple[float, ...]], right: Sequence[float]) -> dict[str, float]:
    """Logistic regression with a light ridge."""
    import numpy as np
    from scipy.optimize import minimize

    x, y = np.array(rows), np.array(right)

    def loss(weights: Any) -> tuple[float, Any]:
        z = x @ weights
        value = np.logaddexp(0, z).sum() - y @ z + 0.5 * weights @ weights
        return value, x.T @ (1 / (1 + np.exp(-z)) - y) + weights

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 4) for name, weight in zip(FEATURES, found.x, strict=True)}


def main() -> None:
    random.seed(SEED)
    pairs = variants.training_pairs()
    model: dict[str, Any] = {
        "name": "name-sounds", "version": "1", "seed": SEED, "pairs": len(pairs),
        "trained_on": "development halves of eval/variants.py: spellings of places of GeoNames and Who's On First (CC BY 4.0)",
    }  # fmt: skip
    model |= learn_tables(pairs)
    write({**model, "judgement": dict.fromkeys(FEATURES, 0.0)}, TARGET)
    load_model.cache_clear()
    model["judgement"] = learn_judgement()
    write(model, TARGET)


def write(model: dict[str, Any], target: Path) -> None:
    """One line a field, so that a change can be read."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in model.items()]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
