"""Decides when two written names may be the same name: folding, a spelling key, and how alike two spellings are.

A name in Latin or Arabic (or any other) script -> its folded form, its key, a likeness from 0 to 1. Knows no place and no
person; which of several bearers of a name is meant is decided by the stages.

The three forms, from strict to loose (docs/places.md):
    fold_name      case, accents, hyphens and apostrophes do not count        "Al-Ḥasakah" -> "al hasakah"
    sound_name     articles fall away, letters that transliterations swap are one, vowels stay in three classes
                                                                              "Al-Ḥasakah" -> "hasaka", "Hasakeh" -> "hasaki"
    spelling_key   the consonants of that                                     both -> "hsk"
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

# Vowel signs and the letter stretcher carry nothing for matching; letters of one sound class are written one way.
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARABIC_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "گ": "ك",
        "چ": "ج",
        "پ": "ب",
        "ڤ": "ف",
    }
)
_ARABIC_FIRST_ALEF = re.compile(r"\bا")
_ARABIC = re.compile("[\u0600-\u06ff]")
ARABIC_ARTICLE = re.compile(r"\b(?:وال|بال|ال)(?=\w{2})")
_APOSTROPHES = re.compile(r"['’‘ʿʾʼ`´ʻ]")
_NO_LETTER = re.compile(r"[^\w]+|_")

# The Arabic article, also assimilated to the letter that follows ("ash Sham", "ed Dar", "ez-Zor"); French and Spanish
# articles are left: "La Paz" is not "Paz".
ARTICLE = re.compile(r"\b(?:al|el|ul|il|l)\b(?=\W*\w)|\b[aeu](?:([tdrzsnl])|(sh|th|ch|dh))\b(?=\W*(?:\1|\2))")
# Longest first. What transliterations of Arabic, Persian, Turkish, Kurdish, Hausa and Cyrillic names use for one sound.
_SOUNDS = {
    "tch": "s", "dsch": "j", "sch": "s", "dj": "j", "dzh": "j", "zh": "j", "sh": "s", "ch": "s", "kh": "h", "gh": "g", "rh": "g",
    "dh": "d", "th": "t", "ph": "f", "ck": "k", "qu": "k", "q": "k", "x": "h", "p": "b", "ce": "si", "ci": "si", "cy": "si",
    "c": "k", "ou": "u", "oo": "u", "ee": "i", "w": "u", "y": "i", "o": "u", "e": "i",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_NO_VOWELS = str.maketrans("", "", "aiu")
_DOUBLED = re.compile(r"(.)\1+")
FINAL_H = re.compile(r"(?<=\w)(?<![sckgrdtp])h\b")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Writes a name without case, accents, punctuation and Arabic vowel signs.  "Deir ez-Zōr" -> "deir ez zor" """
    if name.isascii():
        folded = name.replace("'", "").replace("`", "").lower()
    else:
        folded = unicodedata.normalize("NFKC", name)
        bare = _ARABIC_MARKS.sub("", folded)
        if _ARABIC.search(_NO_LETTER.sub("", bare)):  # a full stop alone does not make a name Arabic
            folded = bare.translate(_ARABIC_LETTERS).lower()
        else:
            folded = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", folded))).lower()
    return " ".join(_NO_LETTER.sub(" ", folded).split())


@lru_cache(maxsize=65536)
def sound_name(name: str) -> str:
    """Writes a name by its sounds: no article, one letter for what transliterations swap, three vowels.  "Tartous" -> "tartus" """
    folded = fold_name(name)
    if _ARABIC.search(folded):
        folded = (
            anyascii(_ARABIC_FIRST_ALEF.sub("a", ARABIC_ARTICLE.sub("", folded)))
            .lower()
            .replace("'", "")
            .replace("`", "")
        )
    elif " " in folded:
        folded = ARTICLE.sub(" ", folded).strip() or folded
    sounds = _SOUND.sub(lambda written: _SOUNDS[written.group()], FINAL_H.sub("", folded))
    return _DOUBLED.sub(r"\1", " ".join(sounds.split()))


def is_arabic(name: str) -> bool:
    """Holds a letter of the Arabic script."""
    return _ARABIC.search(name) is not None


@lru_cache(maxsize=65536)
def spelling_key(name: str) -> str:
    """The consonants of a name's sounds; variant spellings share it, and so do some other names.  "Baniyas", "Banias" -> "bns" """
    sounds = sound_name(name).replace(" ", "")
    if not sounds:
        return ""
    first = "a" if sounds[0] in "aiu" else sounds[0]
    return _DOUBLED.sub(r"\1", first + sounds[1:].translate(_NO_VOWELS))


def likeness(left: str, right: str) -> float:
    """How alike two spellings are by their sounds, 0 to 1; 1 where only case, accents, articles or swapped letters differ."""
    one, other = sound_name(left), sound_name(right)
    if one == other:
        return 1.0
    if is_arabic(left) != is_arabic(right):
        # One script writes no short vowels, so only the consonants can be compared; never as sure as a full match.
        return 0.93 * ratio(spelling_key(left), spelling_key(right)) / 100
    flat_one, flat_other = one.replace(" ", ""), other.replace(" ", "")
    return 0.5 * JaroWinkler.similarity(flat_one, flat_other) + 0.5 * ratio(flat_one, flat_other) / 100
