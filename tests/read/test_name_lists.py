"""Every name of a list is one person, and no number of a list is a number of people."""

from __future__ import annotations

import pytest

import sijill
from sijill.model.claim import Outcome
from sijill.read.name_lists import name_lines
from sijill.text.sentences import split_sentences

BY_NUMBER = """Eight residents of Harun Pass were buried on Tuesday. The municipality published their names:

1. Samir Qadour, 34, teacher
2. Lina Qadour, 8
3. Adel Mourani, 61
4. Rima Haddeh (29), nurse

Fourteen others were wounded.
"""


def killed_in(text: str) -> int | None:
    tolls = sijill.tally(text, published="2031-06-04")["tolls"]
    return next((toll["best"] for toll in tolls if (toll["outcome"], toll["victims"]) == ("killed", "all")), None)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Samir Qadour, 34, Lina Qadour, 8, and Adel Mourani were killed in Lowmere.", 3),
        ("The dead were identified as Samir Qadour, 34, Lina Qadour, 8, and Adel Mourani.", 3),
        ("Police named the victims of the shooting as Samir Qadour, a teacher, and Lina Qadour, 8.", 2),
        ("Killed: Samir Qadour, Lina Mourani.", 2),
        ("Two people were shot dead in Lowmere. They were named as Samir Qadour and Lina Mourani.", 2),
        ("Samir Qadour, brother of Adel Mourani, was killed.", 1),
        ("Police identified the suspects as Samir Qadour and Adel Mourani.", None),
        (BY_NUMBER, 4),
        ("Names of those killed in Lowmere:\n- Samir Qadour (34)\n- Lina Qadour (8)\n- Adel Mourani, baker\n", 3),
        ("Guests of the festival:\n- Samir Qadour (34)\n- Lina Qadour (8)\n", None),
    ],
)
def test_a_list_of_names_counts_each_of_them_once(text: str, killed: int | None) -> None:
    assert killed_in(text) == killed


def test_the_nearest_heading_says_what_happened() -> None:
    text = "Killed:\nSamir Qadour, 34\nLina Qadour, 8\n\nWounded:\nRima Haddeh\nYusuf Tahan, 45\n"
    found = name_lines(text, split_sentences(text))
    assert list(found.values()) == [Outcome.KILLED, Outcome.KILLED, Outcome.INJURED, Outcome.INJURED]


@pytest.mark.parametrize(
    "text",
    [
        "Ten people were killed.\n\nLatest News\nWorld Sport\nAbout Us\nContact Editor\n",
        "Ten people killed in Lowmere\nDan Arvel\nStaff Writer\n",
    ],
)
def test_a_menu_and_a_byline_are_no_list_of_the_dead(text: str) -> None:
    assert name_lines(text, split_sentences(text)) == {}
