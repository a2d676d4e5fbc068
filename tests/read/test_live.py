"""The tolls of a live account are one growing toll; what is no live account stays as it is told."""

from __future__ import annotations

import pytest

import sijill
from sijill.config import Limits, Read
from sijill.model.claim import CountClaim
from sijill.read import read
from sijill.read.live import entries_of
from sijill.text.sentences import split_sentences
from tests.factories import make_document

ENTRIES = ["08:40\nMayor Ilko Dran: two people killed.", "09:15\nThe governor says 4 dead.", "10:05\nThe toll rises to six.",
           "11:00\nThe ministry of a neighbouring state says three were killed."]  # fmt: skip


def best_of(text: str) -> int | None:
    tolls = sijill.tally(text, published="2031-06-04")["tolls"]
    return next(toll["best"] for toll in tolls if (toll["outcome"], toll["victims"]) == ("killed", "all"))


@pytest.mark.parametrize("newest_first", [False, True])
def test_each_entry_revises_the_lower_toll_before_it_in_whatever_order_they_stand(newest_first: bool) -> None:
    entries = ENTRIES[:3][::-1] if newest_first else ENTRIES[:3]
    text = "Karsh: what is known\n\n" + "\n\n".join(entries)
    counts = [c for c in read(make_document(text), Read(), Limits())[0].claims if isinstance(c, CountClaim)]
    by_id = {claim.id: claim.count.min for claim in counts}
    assert {claim.count.min: by_id.get(claim.revises or "") for claim in counts} == {2: None, 4: 2, 6: 4}
    assert best_of(text) == 6


def test_a_lower_figure_that_comes_later_is_a_rival() -> None:
    counts = [
        c for c in read(make_document("\n\n".join(ENTRIES)), Read(), Limits())[0].claims if isinstance(c, CountClaim)
    ]
    assert [claim.revises for claim in counts if claim.count.min == 3] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "08:40 Two killed.\n09:15 Four killed.",
        "08:40 Two killed.\n07:10 Four killed.\n11:00 Five killed.",
        "At 08:40 two were killed, at 09:15 four and at 10:05 six.",
        "12.5% more\n13.5% more\n14.5% more",
    ],
)
def test_what_is_no_live_account(text: str) -> None:
    assert entries_of(text, split_sentences(text)) == []
