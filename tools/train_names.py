"""Learns which letters of a name's spellings stand for one another, and how sure a match is, from attested pairs of spellings.

    python -m tools.train_names        writes src/sijill/data/name_sounds.json; needs the public data beside the project

1 sounds    pairs (another spelling, the names of its place) -> counts of letter for letter in their best alignment, five rounds of
            expectation and maximisation (each with the best alignment only), then log odds against letters drawn by chance
2 judgement attested pairs and the most alike wrong names of the same country -> a logistic regression on what the tables give
3 meant     the likeliest place of each spelling, once with its true place in the index and once with it taken out -> whether it is the true
            one, by its judgement and its rivals'; spellings that a place bears just so are left out, as are other rows of the true place

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
from sijill.resolve.gazetteer_spellings import FEATURES, MEANT, beside_rivals, is_one_place, judge
from sijill.text.name_sounds import letters_of, load_model, marked_letters, plain_letter
from sijill.text.names import fold_name, is_arabic

SEED = 20261122
ROUNDS = 5
# A pair further apart than this in the first, unweighted alignment is another name, not another spelling.
MOST_APART = 0.55
SYRIAN_ROWS, OTHER_ROWS, WRONG_ONES = 1_200, 150, 8
TARGET = PROJECT / "src" / "sijill" / "data" / "name_sounds.json"
_THROAT = set("ʿʾ'")
_WEAK_LATIN, _WEAK_ARABIC = set("aeiou ") | _THROAT, set("ايوعهء")
# A marked letter that is seen less often counts as its plain one.
LEAST_SEEN = 40
Cost = Callable[[str, str], float]
Pair = tuple[str, list[str]]
Gather = Callable[[Query, str | None, Gazetteer, list[tuple[float, ...]], list[float]], None]


def align(left: str, right: str, cost: Cost) -> tuple[float, list[tuple[str, str]]]:
    """The cheapest alignment: its cost and its steps; ("a", "") drops a letter, ("", "b") adds one."""
    adds = [cost("", letter) for letter in right]
    row = [0.0]
    for add in adds:
        row.append(row[-1] + add)
    turns = ["a" * len(row)]  # how each cell was reached: p a pair, d a letter dropped, a one added
    for letter in left:
        drop, here, turn = cost(letter, ""), [row[0] + cost(letter, "")], ["d"]
        for j, other in enumerate(right):
            paired, dropped, added = row[j] + cost(letter, other), row[j + 1] + drop, here[j] + adds[j]
            best = min(paired, dropped, added)
            here.append(best)
            turn.append("p" if best == paired else "d" if best == dropped else "a")
        row = here
        turns.append("".join(turn))
    path, i, j = [], len(left), len(right)
    while i or j:
        turn_here = turns[i][j]
        path.append((left[i - 1] if turn_here != "a" else "", right[j - 1] if turn_here != "d" else ""))
        i, j = i - (turn_here != "a"), j - (turn_here != "d")
    return row[-1], path


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
    return 0.0 if plain_letter(left) == right else 0.2 if left in _THROAT and not right else 1.0


def _by_consonants(left: str, right: str) -> float:
    """A first guess between the scripts: consonants as anyascii writes them, vowels nearly free."""
    from anyascii import anyascii

    left = left if left in _THROAT else plain_letter(left)
    if not left or not right:
        return 0.5 if right in _WEAK_ARABIC and right else 0.2 if left and left in _WEAK_LATIN else 1.0
    if left in _THROAT:
        return 0.0 if right in "عءا" else 1.0
    written = letters_of(anyascii(right))
    return 0.0 if written[:1] == left else 0.3 if right in "ويا" and left in "aeiouyw" else 1.0


def learn_tables(pairs: Sequence[tuple[str, Sequence[str]]]) -> dict[str, Any]:
    """Both tables, from queries in Latin script and the names of their places."""
    latin: list[Pair] = []
    arabic: list[Pair] = []
    seen = Counter(letter for written, _ in pairs for letter in marked_letters(written))
    for written, names in pairs:
        left = "".join(
            one if one.isascii() or seen[one] >= LEAST_SEEN else plain_letter(one) for one in marked_letters(written)
        )
        if not left or is_arabic(left):
            continue
        letters = sorted({letters_of(fold_name(name)) for name in names} - {""})
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


def learn_weights(names: Sequence[str], gather: Gather) -> dict[str, float]:
    """Weights of what is gathered over Syria and, for breadth, the other countries, country-wide and given the district."""
    rows: list[tuple[float, ...]] = []
    right: list[float] = []

    def ask(queries: Sequence[Query], gazetteer: Gazetteer) -> None:
        for query in queries:
            for within in dict.fromkeys((None, query.district or None)):
                gather(query, within, gazetteer, rows, right)

    with variants.imported(shared_folder() / "gazetteer" / "syria_places.tsv.gz", "SY") as gazetteer:
        ask(variants.every_so_often(variants.syrian_queries("development"), SYRIAN_ROWS), gazetteer)
    for country in variants.OTHER_COUNTRIES:
        queries = variants.every_so_often(variants.other_queries(country, "development"), OTHER_ROWS)
        with variants.imported_without(queries, country) as gazetteer:
            ask(queries, gazetteer)
    return fit(rows, right, names)


def gather_judged(
    query: Query, within: str | None, gazetteer: Gazetteer, rows: list[tuple[float, ...]], right: list[float]
) -> None:
    """FEATURES of the true place and of those most alike."""
    found = [(row[1] + row[2], one.ref, row) for one, row in gazetteer.described(query.written, query.country, within)]
    true = [row for _, place, row in found if place == query.place_id]
    wrong = sorted((share, row) for share, place, row in found if place != query.place_id)[-WRONG_ONES:]
    rows += [*true, *(row for _, row in wrong)]
    right += [1.0] * len(true) + [0.0] * len(wrong)


def gather_meant(
    query: Query, within: str | None, gazetteer: Gazetteer, rows: list[tuple[float, ...]], right: list[float]
) -> None:
    """MEANT of the likeliest place, with the true place among the candidates and without it."""
    if gazetteer.named(query.written, query.country):
        return
    judged = judge(list(gazetteer.described(query.written, query.country, within)))
    true = gazetteer.place(query.place_id)
    for left_out in (None, query.place_id):
        known = [(one, gazetteer.place(one.ref)) for one in judged if one.ref != left_out]
        beside = beside_rivals([(one.probability, place.point if place else None) for one, place in known])
        first = max(range(len(known)), key=lambda at: known[at][0].probability, default=None)
        if first is None:
            continue
        one, place = known[first]
        if one.ref == query.place_id or not (place and true and is_one_place(place.point, true.point)):
            rows.append(beside[first])
            right.append(float(one.ref == query.place_id))


def fit(rows: Sequence[tuple[float, ...]], right: Sequence[float], names: Sequence[str]) -> dict[str, float]:
    """Logistic regression with a light ridge."""
    import numpy as np
    from scipy.optimize import minimize

    x, y = np.array(rows), np.array(right)

    def loss(weights: Any) -> tuple[float, Any]:
        z = x @ weights
        value = np.logaddexp(0, z).sum() - y @ z + 0.5 * weights @ weights
        return value, x.T @ (1 / (1 + np.exp(-z)) - y) + weights

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 4) for name, weight in zip(names, found.x, strict=True)}


def main() -> None:
    random.seed(SEED)
    pairs = variants.training_pairs()
    model: dict[str, Any] = {
        "name": "name-sounds", "version": "1", "seed": SEED, "pairs": len(pairs),
        "trained_on": "development halves of eval/variants.py: spellings of places of GeoNames and Who's On First (CC BY 4.0)",
    }  # fmt: skip
    model |= learn_tables(pairs)
    for weights, names, gather in (("judgement", FEATURES, gather_judged), ("meant", MEANT, gather_meant)):
        # each step is learned on what the ones before give
        write({"judgement": dict.fromkeys(FEATURES, 0.0), "meant": dict.fromkeys(MEANT, 0.0)} | model, TARGET)
        load_model.cache_clear()
        model[weights] = learn_weights(names, gather)
    write(model, TARGET)


def write(model: dict[str, Any], target: Path) -> None:
    """One line a field, so that a change can be read."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in model.items()]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
