"""A pattern of many words matches what the plain list of them would."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sijill.text.forms import pattern_of

FORMS = st.sets(st.text(alphabet="ab -'.", min_size=1, max_size=5), min_size=1, max_size=8)


@given(FORMS, st.text(alphabet="ab -'.", max_size=20))
def test_the_longest_form_is_found_as_in_a_plain_list(forms: set[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    assert [m.span() for m in re.finditer(pattern_of(forms), text)] == [m.span() for m in re.finditer(plain, text)]


def test_words_that_share_a_beginning_share_it_in_the_pattern() -> None:
    assert pattern_of({"kill", "killed", "died"}) == "(?:died|kill(?:ed)?)"
