"""Titles say what, where and when, and accuse nobody."""

from __future__ import annotations

import pytest

from sijill.link.titles import title_of, where
from sijill.model.claim import Outcome
from tests.link.situations import make_place, make_time


@pytest.mark.parametrize(
    ("outcomes", "place", "time", "title"),
    [
        ({Outcome.KILLED, Outcome.INJURED}, "Tarvel", "2025-03-06..2025-03-09", "Killings in Tarvel, 6-9 March 2025"),
        ({Outcome.INJURED}, "Mesk", "2025-03-06", "People injured in Mesk, 6 March 2025"),
        ({Outcome.ABDUCTED}, "Mesk", "2025-03", "Abductions in Mesk, March 2025"),
        (set(), None, None, "Violence at an unknown place, date unknown"),
        ({Outcome.KILLED}, "Orrin", "2025-03-06..", "Killings in Orrin, since 6 March 2025"),
        ({Outcome.KILLED}, "Orrin", "2022", "Killings in Orrin, 2022"),
        ({Outcome.KILLED}, "Orrin", "2024-12-30..2025-01-02", "Killings in Orrin, 30 December 2024 - 2 January 2025"),
    ],
)
def test_a_title_says_what_where_and_when(
    outcomes: set[Outcome], place: str | None, time: str | None, title: str
) -> None:
    assert title_of(outcomes, make_place(place), make_time(time)) == title


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Tarvel", "in Tarvel"),
        ("coast of Orrin", "on the coast of Orrin"),
        ("Orrin coast", "on the Orrin coast"),
        ("near Tarvel", "near Tarvel"),
        ("off Tarvel", "off Tarvel"),
        ("between Tarvel and Mesk", "between Tarvel and Mesk"),
        ("60 km from Tarvel", "60 km from Tarvel"),
        ("north of Tarvel", "north of Tarvel"),
        ("road from Tarvel to Mesk", "on the road from Tarvel to Mesk"),
        ("northern Orrin", "in northern Orrin"),
        ("North Orrin", "in North Orrin"),
        ("western region", "in the western region"),
        ("mountain village", "in a mountain village"),
        ("Harrow Road", "on Harrow Road"),
        ("Mesk border", "on the Mesk border"),
        ("Vaskey Bridge", "at Vaskey Bridge"),
        ("Grey Sea", "in the Grey Sea"),
        ("Gulf of Tarvel", "in the Gulf of Tarvel"),
        ("Sea of Orrin", "in the Sea of Orrin"),
        ("the Grey Strip", "in the Grey Strip"),
        ("United States", "in the United States"),
        ("Democratic Republic of the Congo", "in the Democratic Republic of the Congo"),
        ("South Africa", "in South Africa"),
        ("Tarvel and Mesk", "in Tarvel and Mesk"),
    ],
)
def test_a_place_is_led_to_by_the_words_that_fit_it(name: str, told: str) -> None:
    assert where(name) == told
