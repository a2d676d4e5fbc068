"""Decides which language a text is in: text -> ISO 639-1 code, or None where it is too short to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sijill.text.forms import pattern_of

# Shorter texts are named wrongly too often to refuse them.
MIN_LETTERS = 60
# Enough to tell; a long text costs no more.
SAMPLE_CHARS = 3_000
# Text full of foreign names is often taken for another language; English function words settle it, and no model is loaded.
_ENGLISH = re.compile(
    r"\b(?:"
    + pattern_of(
        "the of and in to were was have has had been by that this with from said who they their its it which for on at is are but not"
        " would after killed people".split()
    )
    + r")\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")
ENGLISH_SHARE = 0.2


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, stated: str | None) -> str | None:
    """Names the language; what the metadata states is believed only where the text is too short or unclear to tell."""
    sample = text[:SAMPLE_CHARS]
    believed = stated.lower()[:2] if stated else None
    words = _WORD.findall(sample)
    if sum(map(len, words)) < MIN_LETTERS:
        return believed
    if len(_ENGLISH.findall(sample)) >= ENGLISH_SHARE * len(words):
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability > 0.8 else believed
