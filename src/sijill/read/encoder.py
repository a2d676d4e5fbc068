"""Computes the parser's word vectors in context from the parser's own weights: Docs of one text -> one matrix of vectors each.

The same arithmetic as the model's own layers (hash embeddings and static vectors, then four windows of one word each side), without
what prediction does not need. What depends on the word alone is computed once a word, by itself, so that a vector never
depends on what else was read before it. Knows spaCy's layers by their names; tests compare it with the model's own answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MAX_WORDS_KEPT = 50_000  # 19 MB an encoder; then it starts afresh
_TINY = 1e-08  # what the model's layers add to a variance


class Encoder:
    """One tok2vec layer of the model, for prediction only."""

    def __init__(self, model: Any, vocab: Any) -> None:
        embed, encode = model.get_ref("embed"), model.get_ref("encode")
        self._ops, self._vectors = model.ops, vocab.vectors
        hashed = _named(embed, "hashembed")
        (static,) = _named(embed, "static_vectors")
        # The word itself, and then what the hash embeddings see of it (its norm, prefix, suffix, shape).
        self._columns = ["ORTH", *_named(embed, "extract_features")[0].attrs["columns"]]
        self._width = static.get_param("W").shape[0]
        ((mix, *self._mix),) = _maxouts(embed, self._ops)
        # The mixing layer is linear until its maximum: each embedding's share in it is known apart, and kept apart.
        shares = [self._ops.as_contig(mix[:, k * self._width : (k + 1) * self._width]) for k in range(len(hashed) + 1)]
        self._hashed = [
            (node.attrs["seed"], node.get_param("E"), share) for node, share in zip(hashed, shares, strict=False)
        ]
        self._static = self._ops.as_contig(shares[-1] @ static.get_param("W"))
        self._windows = _maxouts(encode, self._ops)
        self._pad = encode.attrs["pad"]
        self._shares: list[dict[int, Any]] = [{} for _ in self._hashed]
        self._known: dict[bytes, Any] = {}

    def encode(self, docs: Sequence[Any]) -> list[Any]:
        """The vectors of each doc, one row a word; the docs stand side by side, with as much padding as the windows see."""
        import numpy as np

        words = self._words([doc.to_array(self._columns) for doc in docs])
        stacked = np.zeros((self._pad + sum(len(rows) + self._pad for rows in words), self._width), dtype="f")
        at, spans = self._pad, []
        for rows in words:
            if rows:
                stacked[at : at + len(rows)] = rows
            spans.append((at, at + len(rows)))
            at += len(rows) + self._pad
        for weights, *norm in self._windows:
            stacked = stacked + _best_of(self._ops.seq2col(stacked, 1) @ weights.T, *norm)
        return [stacked[start:end] for start, end in spans]

    def _words(self, docs: list[Any]) -> list[list[Any]]:
        """The vectors of words out of context, from the traits of each."""
        keys = [[row.tobytes() for row in rows] for rows in docs]
        if len(self._known) > MAX_WORDS_KEPT:
            self._forget()
        missing = {
            key: row
            for known, rows in zip(keys, docs, strict=True)
            for key, row in zip(known, rows, strict=True)
            if key not in self._known
        }
        if missing:
            scores = [self._mixed(row) for row in missing.values()]
            self._known.update(zip(missing, _best_of(scores, *self._mix), strict=True))
        return [[self._known[key] for key in known] for known in keys]

    def _forget(self) -> None:
        self._known.clear()
        for shares in self._shares:
            shares.clear()

    def _mixed(self, row: Any) -> Any:
        (found,) = self._vectors.find(keys=row[:1])
        _orth, *seen = row.tolist()
        scores = sum(self._share(column, key) for column, key in enumerate(seen))
        return scores if found < 0 else scores + self._static @ self._vectors.data[found]

    def _share(self, column: int, key: int) -> Any:
        """What one trait of a word adds to the mixing layer."""
        import numpy as np

        share = self._shares[column].get(key)
        if share is None:
            seed, table, weights = self._hashed[column]
            (rows,) = self._ops.hash(np.asarray([key], dtype="uint64"), seed) % len(table)
            share = self._shares[column][key] = weights @ table[rows].sum(axis=0)
        return share


def _best_of(scores: Any, bias: Any, gain: Any, shift: Any) -> Any:
    """A maxout layer's end: the best of the rival scores, normalised."""
    import numpy as np

    scores = scores + bias
    width = len(gain)
    best = scores[:, :width].copy()
    for first in range(width, scores.shape[1], width):
        np.maximum(best, scores[:, first : first + width], out=best)
    best -= np.add.reduce(best, axis=1, keepdims=True) / width
    spread = np.einsum("ij,ij->i", best, best)[:, None] / width + _TINY
    best *= spread**-0.5
    best *= gain
    best += shift
    return best


def _named(model: Any, name: str) -> list[Any]:
    return [node for node in model.walk() if node.name == name]


def _maxouts(model: Any, ops: Any) -> list[tuple[Any, ...]]:
    """(weights, bias, gain, shift) of each maxout and the normalisation behind it, in order; rivals stand in blocks, not side by side."""
    layers = []
    for dense, norm in zip(_named(model, "maxout"), _named(model, "layernorm"), strict=True):
        wide, pieces, narrow = dense.get_param("W").shape
        weights = ops.as_contig(dense.get_param("W").transpose(1, 0, 2).reshape(pieces * wide, narrow))
        bias = dense.get_param("b").T.reshape(-1)
        layers.append((weights, bias, norm.get_param("G"), norm.get_param("b")))
    return layers
