"""The parse is the model's own, computed faster."""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.read import parse as parsing
from sijill.read.written_out import is_headline
from sijill.text.sentences import split_sentences

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "reports").glob("*.txt"))
ODD = (
    "",
    "  \n two   spaces ,and a tab\tbetween  Kadir Oum  and the   town of   Belhazi  ",
    "KILLED killed 3",
    "“Nine,” she said.“Ten,” said Col. Tam Arrow of the Ostren Civil Defence Force on 4 May 2031…",
    "Nine killed and three wounded near the ferry, the harbour master told them.",
    "x" * 400 + " died",
    "😀 2 men \u202b١٢\u202c in الرقة",
)


def sentences_of(text: str) -> list[tuple[int, int, str]]:
    return [(n, start, text[start:end]) for n, (start, end) in enumerate(split_sentences(text))]


@pytest.mark.parametrize(
    "sentences",
    [*(sentences_of(path.read_text(encoding="utf-8")) for path in EXAMPLES), [(n, 0, text) for n, text in enumerate(ODD)]],
    ids=[*(path.stem for path in EXAMPLES), "odd"],
)  # fmt: skip
def test_a_parse_is_that_of_the_models_own_pipeline(sentences: list[tuple[int, int, str]]) -> None:
    sentences = [one for one in sentences if not is_headline(one[2])]
    docs = parsing._parser().pipe([parsing._plain(text) for _, _, text in sentences])
    for tree, doc, (_, start, text) in zip(parsing.parse(sentences), docs, sentences, strict=True):
        assert [(w.start - start, w.tag, w.dep, w.head) for w in tree.words] == [
            (token.idx, token.tag_, token.dep_, token.head.i) for token in doc
        ]
        assert [w.text for w in tree.words] == [text[token.idx : token.idx + len(token)] for token in doc]
        assert [(s - start, e - start, label) for s, e, label in tree.entities] == [
            (ent.start_char, ent.end_char, ent.label_) for ent in doc.ents
        ]


def test_a_parse_does_not_depend_on_what_was_read_before() -> None:
    sentence = (0, 0, "Gunmen killed three farmers near Belhazi on Monday, the Ostren Observatory said.")
    (before,) = parsing.parse([sentence])
    list(parsing.parse([(n, 0, text) for n, text in enumerate(ODD)]))
    (after,) = parsing.parse([sentence])
    assert [(w.tag, w.dep, w.head, w.entity) for w in before.words] == [
        (w.tag, w.dep, w.head, w.entity) for w in after.words
    ]
    assert before.entities == after.entities
