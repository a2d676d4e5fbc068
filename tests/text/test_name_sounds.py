"""How well one written name speaks for another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.text.name_sounds import evidence, for_and_against, letters_of, marked_letters, own_evidence

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


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ḩaouîjet ed Dârah", "ḥauîjet dâra"),
        ("Ḥawījat ad-Dāra", "ḥawījat dāra"),
        ("‘Ayn aş Şadr", "ʿayn ṣadr"),
        ("Çeltik Öz", "celtik öz"),
        ("‘", ""),
    ],
)
def test_marks_are_kept_in_the_name_that_is_asked_for(name: str, letters: str) -> None:
    assert marked_letters(name) == letters


@pytest.mark.parametrize(
    ("marked", "meant", "other"),
    [("Ḩarmal", "حرمل", "هرمل"), ("Şadād", "صداد", "سدد"), ("Ţamrah", "طمره", "تمره"), ("‘Afrah", "عفره", "افره")],
)
def test_a_mark_says_which_arabic_letter_was_written(marked: str, meant: str, other: str) -> None:
    right, wrong = evidence(marked, [meant, other])
    assert right > wrong + 1


def test_what_no_spelling_of_one_name_would_take_speaks_against() -> None:
    [(_, same), (_, other)] = for_and_against("Karm al Bir", ["Karm al Ber", "Tarm al Biz"])
    assert other < same - 2


@given(NAMES, st.lists(NAMES, max_size=5))
def test_each_name_is_weighed_by_itself_whatever_stands_beside_it(name: str, others: list[str]) -> None:
    assert evidence(name, others) == pytest.approx([evidence(name, [other])[0] for other in others])


@given(NAMES, NAMES)
def test_no_other_name_speaks_for_a_name_much_more_than_the_name_itself(name: str, other: str) -> None:
    assert evidence(name, [other])[0] <= own_evidence(name) + 3 * len(name) + 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_script_is_weighed(name: str, other: str) -> None:
    assert len(evidence(name, [other])) == 1
