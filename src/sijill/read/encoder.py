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
        self._ops, self._vocab = model.ops, vocab
        # The word itself, and then what the hash embeddings see of it (its norm, prefix, suffix, shape).
        self._columns = ["ORTH", *(node for node in _named(embed, "extract_features")[0].attrs["columns"])]
        self._hashed = [(node.attrs["seed"], node.get_param("E")) for node in _named(embed, "hashembed")]
        (static,) = _named(embed, "static_vectors")
        self._static = self._ops.as_contig(static.get_param("W"))
        (self._mix,) = _maxouts(embed, self._ops)
        self._windows = _maxouts(encode, self._ops)
        self._pad = encode.attrs["pad"]
        self._known: dict[bytes, Any] = {}

    def encode(self, docs: Sequence[Any]) -> list[Any]:
        """The vectors of each doc, one row a word; the docs stand side by side, with as much padding as the windows see."""
        import numpy as np

        words = [[self._word(row) for row in doc.to_array(self._columns)] for doc in docs]
        width = self._static.shape[0]
        stacked = np.zeros((self._pad + sum(len(rows) + self._pad for rows in words), width), dtype="f")
        at, spans = self._pad, []
        for rows in words:
            if rows:
                stacked[at : at + len(rows)] = rows
            spans.append((at, at + len(rows)))
            at += len(rows) + self._pad
        for layer in self._windows:
            stacked = stacked + self._maxout(self._ops.seq2col(stacked, 1), layer)
        return [stacked[start:end] for start, end in spans]

    def _word(self, row: Any) -> Any:
        """The vector of a word out of context."""
        key = row.tobytes()
        vector = self._known.get(key)
        if vector is None:
            if len(self._known) >= MAX_WORDS_KEPT:
                self._known.clear()
            vector = self._known[key] = self._embed(row)
        return vector

    def _embed(self, row: Any) -> Any:
        import numpy as np

        parts = []
        for (seed, table), key in zip(self._hashed, row[1:], strict=True):
            rows = self._ops.hash(np.asarray([key], dtype="uint64"), seed) % table.shape[0]
            parts.append(self._ops.gather_add(table, rows))
        vectors = self._vocab.vectors
        (found,) = vectors.find(keys=row[:1])
        unknown = np.zeros((1, self._static.shape[0]), dtype="f")
        known = self._ops.as_contig(vectors.data[found : found + 1])
        parts.append(unknown if found < 0 else self._ops.gemm(known, self._static, trans2=True))
        return self._maxout(np.hstack(parts), self._mix)[0]

    def _maxout(self, rows: Any, layer: tuple[Any, ...]) -> Any:
        """A maxout layer, normalised."""
        import numpy as np

        weights, bias, gain, shift = layer
        scores = self._ops.gemm(rows, weights, trans2=True)
        scores += bias
        width = len(gain)
        best = scores[:, :width].copy()
        for first in range(width, scores.shape[1], width):
            np.maximum(best, scores[:, first : first + width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best)[:, None] / best.shape[1] + _TINY
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
