"""An item of a list tells of the place and the time that label it."""

from __future__ import annotations

import pytest

from sijill.config import Limits, Read
from sijill.model.claim import AttributionClaim, CountClaim, Scope
from sijill.read import read
from sijill.read.items import cut_labels
from sijill.text.sentences import split_sentences
from tests.factories import make_document

LIST = """Weekly summary

1. Teka Bera (10 May): Bandits raided the village at night, killing 9 people.
2. Old Lowmar (12 May): 4 farmers shot dead on their fields.
3. Rafin Ora (13 May): Troops killed 11 bandits. Two soldiers were wounded.
4. Teka Bera (15 May): Second raid in a week. 3 killed, 6 injured.

Total for the week: 27 killed.
"""


def labels_of(text: str) -> list[str]:
    _, labels = cut_labels(text, split_sentences(text))
    return list(dict.fromkeys(label.span.quote for label in labels.values()))


def test_every_item_has_the_place_and_the_day_of_its_label() -> None:
    reading, _ = read(make_document(LIST), Read(), Limits())
    told = [
        (c.outcome.value, c.count.min, c.place and c.place.span.quote, c.time and c.time.span.quote)
        for c in reading.claims
        if isinstance(c, CountClaim)
    ]
    assert told == [
        ("killed", 9, "Teka Bera", "10 May"), ("killed", 4, "Old Lowmar", "12 May"), ("killed", 11, "Rafin Ora", "13 May"),
        ("injured", 2, "Rafin Ora", "13 May"), ("killed", 3, "Teka Bera", "15 May"), ("injured", 6, "Teka Bera", "15 May"),
        ("killed", 27, None, None),
    ]  # fmt: skip


def test_items_are_no_parts_of_one_another_and_their_sum_is_a_total_over_them() -> None:
    reading, _ = read(make_document(LIST), Read(), Limits())
    counts = [claim for claim in reading.claims if isinstance(claim, CountClaim)]
    assert not any(claim.part_of or claim.restates or claim.revises for claim in counts)
    assert [claim.scope for claim in counts][-1] is Scope.RUNNING_TOTAL


def test_a_place_that_labels_an_item_did_nothing() -> None:
    reading, _ = read(make_document(LIST), Read(), Limits())
    assert {c.perpetrator for c in reading.claims if isinstance(c, AttributionClaim)} == {"Bandits", "Troops"}


@pytest.mark.parametrize(
    "item",
    [
        "- Health ministry: 12 killed in raids.",
        "- Killed: 12 people.",
        "- Update: 12 killed in raids.",
        "- Perpetrator: unknown gunmen.",
        "Teka Bera: 12 killed in raids.",
        "- gunmen: 12 killed.",
    ],
)
def test_a_speaker_a_heading_and_a_line_of_its_own_are_no_places(item: str) -> None:
    assert labels_of(item) == []


@pytest.mark.parametrize(
    "item", ["• Teka Bera: 12 killed.", "Teka Bera (12 May): 12 killed.", "- Teka, Bera district – 12 killed."]
)
def test_a_bullet_or_a_day_makes_a_label(item: str) -> None:
    assert len(labels_of(item)) == 1


def test_labels_of_hostile_length_are_no_labels() -> None:
    assert labels_of("- " + "Teka " * 50_000 + ": 12 killed.") == []
