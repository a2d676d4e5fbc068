"""A headline is shown to the parser as the sentence that it is short for, and its words stay its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.config import Limits, Read
from sijill.model.claim import MentionKind
from sijill.read import read
from sijill.read.parse import parse
from sijill.read.written_out import is_headline
from tests.factories import make_document


def written(headline: str) -> str:
    (tree,) = parse([(0, 0, headline)])
    return " ".join(word.text for word in tree.words)


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("Man shot dead in Ostren", "a Man was shot dead in Ostren"),
        ("14 dead, 31 hurt as blast rips through market", "14 were dead , 31 were hurt as blast rips through market"),
        ("Raiders kill union leader, 3 aides near Ostren", "Raiders kill a union leader and 3 aides near Ostren"),
        ("Car bomb kills 16, wounds 60 in Ostren", "Car bomb kills 16 and wounds 60 in Ostren"),
        ("Boy, 9, killed by stray bullet", "a Boy , 9 , was killed by stray bullet"),
        ("Six members of a family killed in raid", "Six members of a family were killed in raid"),
    ],
)
def test_a_headline_is_written_out(headline: str, sentence: str) -> None:
    assert written(headline) == sentence


@pytest.mark.parametrize(
    "line",
    [
        "Militants shot dead a clerk in Ostren",
        "Unknown men killed Orsa Maltin in Ostren",
        "The troops had killed three herders near Ostren",
        "Police say raiders were shot near the mill",
    ],
)
def test_a_line_that_leaves_nothing_out_stays_as_it_is(line: str) -> None:
    assert written(line) == line


def test_only_a_short_line_without_a_stop_is_a_headline() -> None:
    assert is_headline("12 killed in raid: police")
    assert not is_headline("12 were killed in the raid.")
    assert not is_headline("“They killed twelve.”")
    assert not is_headline("12 killed " * 40)


@given(st.text(alphabet=st.sampled_from("kils 12,:;-dea Mn’"), max_size=80))
def test_words_of_a_headline_stand_where_the_text_has_them(line: str) -> None:
    (tree,) = parse([(0, 7, line)])
    assert [w.start for w in tree.words] == sorted(w.start for w in tree.words)
    for word in tree.words:
        own = line[word.start - 7 : word.end - 7]
        assert own in (word.text, "", ",")


def test_who_takes_part_is_no_place() -> None:
    text = "The army killed nine gunmen of the Kesh Liberation Front at the Ostren crossing on Monday."
    reading, _ = read(make_document(text), Read(), Limits())
    places = [mention.span.quote for mention in reading.mentions if mention.kind is MentionKind.PLACE]
    assert all("Front" not in place for place in places)
