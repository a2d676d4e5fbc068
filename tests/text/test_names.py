"""Names under other spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.text.names import fold_name, likeness, sound_name, spelling_key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Al-Ḥasakah", "al hasakah"),
        ("Deir ez-Zōr", "deir ez zor"),
        ("Ma‘arrat", "Maarrat"),
        ("Sana'a", "Sanaa"),
        ("إِدْلِب", "ادلب"),
        ("  Two   Words ", "two words"),
    ],
)
def test_case_accents_hyphens_and_apostrophes_do_not_count(left: str, right: str) -> None:
    assert fold_name(left) == fold_name(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Ouadi Khaled", "Wadi Khalid"),
        ("El Qreiya", "Al Kreia"),
        ("Chouf", "Shuf"),
        ("An Nabk", "Nabk"),
        ("Djebel", "Jebel"),
    ],
)
def test_letters_that_transliterations_swap_and_articles_do_not_count(left: str, right: str) -> None:
    assert sound_name(left) == sound_name(right)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Baniyas", "بانياس"),
        ("Tartus", "طرطوس"),
        ("Idlib", "إدلب"),
        ("Ash Sharqiyah", "الشرقية"),
        ("Halab", "حلب"),
        ("Dimashq", "دمشق"),
    ],
)
def test_a_name_in_arabic_and_latin_script_shares_a_key(latin: str, arabic: str) -> None:
    assert spelling_key(latin) == spelling_key(arabic)
    assert likeness(latin, arabic) > 0.9


def test_other_consonants_are_another_name() -> None:
    assert spelling_key("Hama") != spelling_key("Homs")
    assert likeness("Hama", "Homs") < 0.7


def test_a_french_or_spanish_article_stays() -> None:
    assert sound_name("La Paz") != sound_name("Paz")


def test_a_name_that_is_only_an_article_keeps_its_letters() -> None:
    assert sound_name("Al") != ""


@given(st.text(max_size=40))
def test_any_text_has_a_form_and_is_like_itself(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
    assert likeness(name, name) == 1.0
    assert isinstance(spelling_key(name), str)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_the_same_both_ways(left: str, right: str) -> None:
    assert likeness(left, right) == pytest.approx(likeness(right, left), abs=1e-9)
    assert 0.0 <= likeness(left, right) <= 1.0
