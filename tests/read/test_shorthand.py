"""Shorthand is read as if it were written out, and what is claimed keeps the words of the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.config import Limits, Read
from sijill.model.claim import CountClaim, MentionKind
from sijill.read import read
from sijill.read.shorthand import write_out
from tests.factories import make_document


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Govt forces shot 9 ppl incl. 2 kids", "government forces shot 9 people including 2 kids"),
        ("3 policemen KIA, 5 WIA", "3 policemen killed, 5 wounded"),
        ("1,240 HHs (6,800 indiv.) fled", "1,240 households (6,800 individuals) fled"),
        ("a 12yo girl and 14 y/o boy", "a 12-year-old girl and 14-year-old boy"),
        ("shelling of #Abu_Merra & #TelHarun", "shelling of  Abu Merra and  Tel Harun"),
        ("🔴 7 dead", "  7 dead"),
    ],
)
def test_shorthand_is_written_out(text: str, meant: str) -> None:
    assert write_out(text).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "A KIA dealer in Lowmere",
        "AT&T said",
        "Harrow Inc. and its C# course",
        "issue #1",
        "12 in jail",
        "18 worshippers.",
    ],
)
def test_what_only_looks_like_shorthand_stays(text: str) -> None:
    assert write_out(text).text == text


@given(st.text(alphabet="ab9 #_&ABc.,/w🔴\n", max_size=60))
def test_every_stretch_leads_back_to_one_of_the_text(text: str) -> None:
    written = write_out(text)
    assert written.back(0, is_end=False) == 0
    assert written.back(len(written.text), is_end=True) == len(text)
    places = [written.back(at, is_end=False) for at in range(len(written.text) + 1)]
    assert places == sorted(places)


def test_a_claim_in_shorthand_has_the_words_of_the_text() -> None:
    text = "🔴 At least 18 ppl incl. 5 kids killed & 40+ injured in #Tel_Harun, rescuers say. 3 ppl missing."
    reading, _ = read(make_document(text), Read(), Limits())
    counts = [claim for claim in reading.claims if isinstance(claim, CountClaim)]
    assert [(c.outcome.value, c.count.min, c.count_span.quote) for c in counts] == [
        ("killed", 18, "At least 18"), ("injured", 40, "40+"), ("missing", 3, "3"),
    ]  # fmt: skip
    assert counts[0].span.quote == "At least 18 ppl incl. 5 kids killed"
    spans = [span for claim in counts for span in (claim.span, claim.count_span)]
    spans += [mention.span for mention in reading.mentions]
    assert all(text[span.start : span.end] == span.quote for span in spans)
    assert "Tel_Harun" in {mention.span.quote for mention in reading.mentions if mention.kind is MentionKind.PLACE}
