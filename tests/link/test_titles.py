"""Titles say what, where and when, and accuse nobody."""

from __future__ import annotations

import pytest

from sijill.link.titles import title_of
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
