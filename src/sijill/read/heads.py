"""Finds the head of each word with the model's own weights: Docs and their vectors -> the parser's states, one a doc.

The greedy search of the model's parser, taken apart: what each word adds to a state is computed once for the whole text, then all
sentences take one step side by side. The moves and their rules stay the parser's; its own loop asks Python's lock for every vector that
it adds, which takes half of its time. Tests compare the result with the parser's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any


class HeadFinder:
    """The greedy parser for prediction only."""

    def __init__(self, parser: Any) -> None:
        import numpy as np
        from spacy.ml.parser_model import ParserStepModel

        self._parser = parser
        lower, upper = parser.model.get_ref("lower"), parser.model.get_ref("upper")
        linear = parser.model.get_ref("tok2vec").layers[-1]
        self._narrow, self._narrow_bias = linear.get_param("W").T, linear.get_param("b")
        features, hidden, pieces, width = lower.get_param("W").shape
        if pieces != 2 or parser.model.attrs["unseen_classes"]:
            raise ValueError(f"the parser has {pieces} rival scores a unit, not 2, or moves that it never learned")
        # A word adds one row to a state for each place in it where it may stand; the two rivals stand in blocks, not side by side.
        by_place = lower.get_param("W").transpose(0, 2, 1, 3)
        self._rows = by_place.reshape(features * pieces * hidden, width).T
        self._no_word = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(-1)
        self._bias = lower.get_param("b").T.reshape(-1)
        self._features, self._hidden = features, hidden
        self._weights, self._weights_bias = upper.get_param("W").T, upper.get_param("b")
        self._places = np.arange(features, dtype="int32")
        self._words_of = ParserStepModel.get_token_ids  # asks of its model only the number of features
        self._asked = SimpleNamespace(state2vec=SimpleNamespace(nF=features))

    def find(self, docs: Sequence[Any], vectors: Sequence[Any]) -> list[Any]:
        """The final state of each doc."""
        import numpy as np

        batch: list[Any] = self._parser.moves.init_batch(docs)
        words = np.concatenate(vectors) @ self._narrow + self._narrow_bias
        rows = np.concatenate((self._no_word[None], words @ self._rows)).reshape(-1, 2 * self._hidden)
        states = [state for state in batch if not state.is_final()]
        while states:
            seen = self._words_of(self._asked, states) + 1  # no word is -1
            summed = rows[seen * self._features + self._places].sum(axis=1) + self._bias
            hidden = np.maximum(summed[:, : self._hidden], summed[:, self._hidden :])
            states = self._parser.transition_states(states, hidden @ self._weights + self._weights_bias)
        return batch
