"""Decides which language a text is in: text -> ISO 639-1 code, or None where it is too short to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sijill.read.lexicon import harm_words, is_person_noun
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
MAX_HEADLINE = 30  # words
# Words of harm that are words of another language as well: German "die", French "mort".
_ALSO_ELSEWHERE = frozenset(
    {"die", "massacre", "massacres", "homicide", "homicides", "dying", "lives", "execution", "torture"}
)


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
    if len(_ENGLISH.findall(sample)) >= ENGLISH_SHARE * len(words) or _is_english_headline(words):
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability > 0.8 else believed


def _is_english_headline(words: list[str]) -> bool:
    """True where a short text has few function words and many for harm and people: "Suspected gunmen kill four in ambush"."""
    if len(words) > MAX_HEADLINE:
        return False
    lower = [word.lower() for word in words]
    known = sum(word in harm_words() or is_person_noun(word) or bool(_ENGLISH.fullmatch(word)) for word in lower)
    own = any(word in harm_words() for word in lower if word not in _ALSO_ELSEWHERE)
    return own and known >= ENGLISH_SHARE * len(words)
