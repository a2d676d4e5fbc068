"""Finds the named entities of parsed sentences with the model's own weights: Docs and their vectors -> (first, last, label) of words.

The greedy search of the model's entity recogniser, taken apart: outside an entity the best move depends on the word alone, so that all
words are scored at once; only inside an entity is it one word after another. Tests compare it with the recogniser's own answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Entities = list[tuple[int, int, str]]  # first and last word, label
_BEGIN, _IN, _LAST, _UNIT, _OUT = "B", "I", "L", "U", "O"


class EntityFinder:
    """The greedy recogniser for the three features of the model: this word, the first of the open entity, the one before."""

    def __init__(self, ner: Any) -> None:
        import numpy as np

        lower, upper = ner.model.get_ref("lower"), ner.model.get_ref("upper")
        linear = ner.model.get_ref("tok2vec").layers[-1]
        self._narrow, self._narrow_bias = linear.get_param("W").T, linear.get_param("b")
        features, hidden, pieces, width = lower.get_param("W").shape
        if features != 3:
            raise ValueError(f"the entity recogniser looks at {features} words of a state, not at 3")
        self._lower = lower.get_param("W").reshape(features * hidden * pieces, width).T
        self._shape = (features, hidden, pieces)
        self._pad, self._bias = lower.get_param("pad")[0], lower.get_param("b")
        self._weights, self._upper_bias = upper.get_param("W").T, upper.get_param("b")
        names = [ner.moves.get_class_name(k) for k in range(ner.moves.n_moves)]
        self._moves = [(name[:1], name[2:]) for name in names]
        blocked = ner.model.attrs["unseen_classes"]
        self._never = np.asarray([label == "" and move != _OUT for move, label in self._moves])
        self._never[list(blocked)] = True
        kinds = np.asarray([move for move, _ in self._moves])
        self._begins, self._inside = kinds == _BEGIN, (kinds == _IN) | (kinds == _LAST)
        self._out = self._moves.index((_OUT, ""))
        self._in = {label: k for k, (move, label) in enumerate(self._moves) if move == _IN}
        self._last = {label: k for k, (move, label) in enumerate(self._moves) if move == _LAST}

    def find(self, docs: Sequence[Any], vectors: Sequence[Any]) -> list[Entities]:
        """The entities of each parsed doc of a text, from the vectors of the recogniser's own encoder."""
        import numpy as np

        traits = [doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs]
        is_space, starts = (np.concatenate(columns) for columns in zip(*(one.T for one in traits), strict=True))
        narrow = np.concatenate(vectors) @ self._narrow + self._narrow_bias
        seen = (narrow @ self._lower).reshape(len(narrow), *self._shape)
        moves = self._first_moves(seen, is_space == 1, starts == 1)
        found: list[Entities] = []
        first = 0
        for doc in docs:
            found.append(self._read(moves, seen, starts, first, first + len(doc)))
            first += len(doc)
        return found

    def _read(self, moves: Any, seen: Any, starts: Any, first: int, end: int) -> Entities:
        """The entities among the words of one doc, counted from its first."""
        found: Entities = []
        at = first
        while at < end:
            kind, label = self._moves[moves[at]]
            if kind == _OUT:
                at += 1
                continue
            last = at if kind == _UNIT else self._close(seen, at, label, starts)
            found.append((at - first, last - first, label))
            at = last + 1
        return found

    def _first_moves(self, seen: Any, is_space: Any, starts: Any) -> Any:
        """The best move at each word where no entity is open."""
        import numpy as np

        scores = self._score(seen[:, 0] + self._pad[1] + self._pad[2])
        scores[:, self._never | self._inside] = -np.inf
        ends_here = np.append(
            starts[1:], True
        )  # an entity of several words cannot begin at the last word of a sentence
        scores[np.ix_(ends_here | is_space, self._begins)] = -np.inf
        scores[is_space] = -np.inf
        scores[is_space, self._out] = 0.0
        return scores.argmax(axis=1).tolist()

    def _close(self, seen: Any, first: int, label: str, starts: Any) -> int:
        """The last word of an entity that is open: where the model closes it, or its sentence ends."""
        at = first + 1
        while at + 1 < len(seen) and starts[at + 1] != 1:
            (scores,) = self._score((seen[at, 0] + seen[first, 1] + seen[at - 1, 2])[None])
            # of two equal scores the recogniser takes the move that stands first in its table
            inside, closed = self._in[label], self._last[label]
            ahead = scores[inside] > scores[closed] or (scores[inside] == scores[closed] and inside < closed)
            if not ahead:
                break
            at += 1
        return at

    def _score(self, summed: Any) -> Any:
        return (summed + self._bias).max(axis=-1) @ self._weights + self._upper_bias
