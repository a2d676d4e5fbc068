"""How well one written name speaks for another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.text.name_sounds import evidence, letters_of, own_evidence

NAMES = st.text(alphabet="abdhiklmnrstuwy âéḩ'-", max_size=30)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Djoûrîn", "jurin"),
        ("Haouch el Tamr", "hauS tamr"),
        ("Ash Shuwayr", "Suwayr"),
        ("الضمرية", "ضمريه"),
        ("", ""),
        ("'", ""),
    ],
)
def test_groups_of_letters_that_stand_for_one_sound_are_one(name: str, letters: str) -> None:
    assert letters_of(name) == letters


@pytest.mark.parametrize(
    ("name", "spelling", "other"),
    [
        ("Djoûrîn", "Jurayn", "Jalma"),
        ("Kfar Zouhour", "Kafr Zuhur", "Kafr Tamrin"),
        ("Oumm Dafné", "Umm Dafnah", "Umm Rizqah"),
        ("Chouahida", "الشويهدة", "المريجب"),
        ("الشويهدة", "Shuwayhidah", "Muraijeb"),
        ("دير الحصى", "دير الحصا", "دير النار"),
    ],
)
def test_another_spelling_speaks_for_a_name_more_than_another_name_does(name: str, spelling: str, other: str) -> None:
    near, far = evidence(name, [spelling, other])
    assert near > 5 > far


@given(NAMES, st.lists(NAMES, max_size=5))
def test_each_name_is_weighed_by_itself_whatever_stands_beside_it(name: str, others: list[str]) -> None:
    assert evidence(name, others) == pytest.approx([evidence(name, [other])[0] for other in others])


@given(NAMES, NAMES)
def test_no_other_name_speaks_for_a_name_much_more_than_the_name_itself(name: str, other: str) -> None:
    assert evidence(name, [other])[0] <= own_evidence(name) + 3 * len(name) + 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_script_is_weighed(name: str, other: str) -> None:
    assert len(evidence(name, [other])) == 1
