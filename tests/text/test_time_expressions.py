"""Time expressions of conflict news: the interval that each one means, and the words that are no time at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sijill.model.period import Basis, DatedExpression, Openness, TimeType
from sijill.text.time_expressions import date_phrases, describe_dates, find_time_expressions

CASES = Path(__file__).parents[1] / "cases" / "dates"
SUNDAY = date(2025, 3, 9)
# Share of the development half that must be right; the held-back half is measured by eval, never here.
FLOOR = 0.95


def marked(text: str) -> tuple[str, int, int]:
    """The text without its [[marks]] and where the marked words stand."""
    start = text.index("[[")
    return text.replace("[[", "").replace("]]", ""), start, text.index("]]") - 2


def overlapping(found: tuple[DatedExpression, ...], start: int, end: int) -> list[DatedExpression]:
    return [phrase for phrase in found if phrase.start < end and start < phrase.end]


def is_right(case: dict[str, Any]) -> bool:
    text, start, end = marked(case["text"])
    found = overlapping(date_phrases(text, case["published"]), start, end)
    if case["open"] is None:
        return bool(found) and all(phrase.period is None for phrase in found)
    if len(found) != 1 or found[0].period is None:
        return False
    period = found[0].period
    return (period.start, period.end, period.open, period.precision, period.basis) == (
        case["start"], case["end"], case["open"], case["precision"], case["basis"],
    )  # fmt: skip


def test_intervals_of_conflict_news_are_read_as_written_down_beforehand() -> None:
    cases = yaml.safe_load((CASES / "development.yaml").read_text(encoding="utf-8"))
    wrong = [case["text"] for case in cases if not is_right(case)]
    assert len(wrong) <= len(cases) * (1 - FLOOR), wrong


@pytest.mark.parametrize("text", yaml.safe_load((CASES / "not_dates.yaml").read_text(encoding="utf-8")))
def test_words_that_only_look_like_a_time_are_left_alone(text: str) -> None:
    plain = text.replace("[[", "").replace("]]", "")
    spans = []
    while "[[" in text:
        _, start, end = marked(text)
        spans.append((start, end))
        text = text.replace("[[", "", 1).replace("]]", "", 1)
    for start, end in spans:
        for phrase in overlapping(date_phrases(plain, SUNDAY), start, end):
            assert phrase.type is TimeType.DURATION and phrase.period is None, phrase


def only(text: str, published: date | None = SUNDAY) -> DatedExpression:
    found = date_phrases(text, published)
    assert len(found) == 1, found
    return found[0]


def test_since_is_open_and_bounded_above_by_publication() -> None:
    period = only("More than 700 people were killed since Thursday.").period
    assert period is not None
    assert (period.start, period.end, period.open) == (date(2025, 3, 6), SUNDAY, Openness.END)
    assert period.mention == "since Thursday"


def test_without_a_document_date_only_what_the_text_supports_is_kept() -> None:
    assert only("They died on Sunday.", None).period is None
    period = only("They died on 6 March 2025.", None).period
    assert period is not None and period.basis is Basis.STATED


@pytest.mark.parametrize(
    "text",
    ["on 30 February 2025", "on February 30", "the 1st of never", "in 25 AD", "in 480 BC", "on 31 June", "0000-00-00", "2025-13-45",
     "on 99.99.9999", "in the 99th century", "10 Ramadan 9999", "since 1 Ramadan 1", "9" * 400 + " years ago", "10000 years ago",
     "99999 months later", "the past 9999 years", "at 99:99", "since since since", "between between and and", "",
     "İİİ since Thursday", "31 February to 45 March"],
)  # fmt: skip
def test_impossible_dates_end_in_no_interval_and_no_crash(text: str) -> None:
    for phrase in (*date_phrases(text, SUNDAY), *describe_dates(text, None)):
        assert phrase.words == text[phrase.start : phrase.end]


def test_a_day_that_does_not_exist_has_no_interval() -> None:
    assert all(phrase.period is None for phrase in date_phrases("It was 30 February 2025.", SUNDAY))


def test_the_timex3_view_has_one_entry_for_each_end_of_a_span() -> None:
    found = describe_dates("Clashes between 6 and 10 March 2025 left 80 dead.", None)
    assert [(item.words, item.timex3) for item in found] == [("6", "2025-03-06"), ("10 March 2025", "2025-03-10")]
    assert {(item.period.start, item.period.end) for item in found if item.period} == {
        (date(2025, 3, 6), date(2025, 3, 10))
    }


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["since", "until", "Thursday", "March", "6", "31", "2025", "1990s", "two", "days", "week", "ago", "later", "the", "of",
             "last", "first", "between", "and", "from", "to", "-", ",", ".", "a", "few", "before", "after", "overnight", "5:30", "p.m.",
             "early", "mid", "BC", "480", "every", "Ramadan", "1446", "Easter", "quarter", "half", "second", "then", "\n\n", "night", "x"]
        ),
        max_size=14,
    ),
    st.sampled_from([None, SUNDAY, date(1, 1, 1), date(9999, 12, 31)]),
)  # fmt: skip
def test_any_mixture_of_time_words_gives_ordered_spans_that_quote_the_text(
    words: list[str], published: date | None
) -> None:
    text = " ".join(words)
    for found in (date_phrases(text, published), find_time_expressions(text), describe_dates(text, published)):
        end = 0
        for phrase in found:
            assert phrase.start >= end and phrase.words == text[phrase.start : phrase.end] != ""
            end = phrase.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for phrase in date_phrases(text, SUNDAY):
        assert phrase.words == text[phrase.start : phrase.end]


def values(text: str, published: date | None = SUNDAY) -> list[str | None]:
    return [item.timex3 for item in describe_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 40 were shot twenty-four hours later.", [None]),
        ("a three-day siege and a week of calm", ["P3D", "P1W"]),
        ("two and a half years", ["P2.5Y"]),
        ("daily raids, every Friday, twice a week", ["XXXX-XX-XX", "XXXX-WXX-5", "XXXX-WXX"]),
        ("the 19th century and the 4th century BC", ["18", "BC03"]),
        ("in 264 BC and 499-493 BC", ["BC0264", "BC0499", "BC0493"]),
        ("the winter of 2023 and the third quarter of 2024", ["2023-WI", "2024-Q3"]),
        ("10 Ramadan 1446 and Ashura 2025", ["2025-03-10", "2025-07-05"]),
        ("at 8 p.m. Saturday and at 03:00 on Sunday", ["2025-03-08T20:00", "2025-03-09T03:00"]),
        ("Friday afternoon, Jan. 15, 2016", ["2016-01-15TAF", "2016-01-15"]),
        ("now and recently", ["PRESENT_REF", "PAST_REF"]),
        ("a decade ago", ["2015"]),
        ("the weekend", ["2025-W10-WE"]),
    ],
)
def test_timex3_values(text: str, expected: list[str | None]) -> None:
    assert values(text) == expected


def test_a_slashed_date_is_decided_only_where_one_reading_lies_after_publication() -> None:
    assert values("on 06/08/2025", date(2025, 7, 1)) == ["2025-06-08"]
    assert values("on 02/03/2025") == ["2025"]
    assert values("on 26/02/2025") == ["2025-02-26"]


def test_a_page_saved_later_counts_from_its_own_stamp() -> None:
    text = "Published: 6 March 2025\nTwo people were shot on Tuesday."
    assert values(text, date(2025, 8, 1)) == ["2025-03-06", "2025-03-04"]


def test_a_dateline_is_all_that_a_text_without_document_date_counts_from() -> None:
    text = "KOLM, March 6, 2025 (Ostrel Wire) - Two people were shot on Tuesday."
    assert values(text, None)[-1] == "2025-03-04"


def test_a_narrative_of_past_years_moves_forward_from_its_own_dates() -> None:
    text = (
        "In 1931 the province rose. In May 1932 the army came. On 3 June it took Kolm. In November 1932 Dravik fell, and in January"
        " the rebels fled. By 1934 the war was over. The next year a treaty was signed."
    )
    expected = ["1931", "1932-05", "1932-06-03", "1932-11", "1933-01", "1934", "1935"]
    assert values(text, date(2009, 12, 19)) == expected


def test_an_event_without_a_date_gives_no_day() -> None:
    (found,) = date_phrases("On Thursday he fell ill. Gunmen came two days after the wedding.", SUNDAY)[1:]
    assert found.period is None


@pytest.mark.parametrize("words", ["the ", "two ", "Eid al-Fitr ", "since a ", "6 and 7, 8 ", "((", "'s "])
def test_long_monotonous_texts_are_read_in_time(words: str) -> None:
    find_time_expressions(words * 2_000)


@pytest.mark.parametrize(
    ("words", "timex3"),
    [("this century", "20"), ("the previous decade", "201"), ("a year earlier", "2024"), ("fiscal 2012", "2012"),
     ("the former minister", "PAST_REF"), ("future raids", "FUTURE_REF"), ("in the past.", "PAST_REF"),
     ("tonight", "2025-03-09TNI"), ("mid-June", "2024-06"), ("late 2015", "2015"), ("the 1990s", "199"),
     ("the 19th century", "18"), ("the third quarter of 2012", "2012-Q3"), ("twice a week", "XXXX-WXX"),
     ("every Monday", "XXXX-WXX-1"), ("earlier this month", "2025-03"), ("three years ago", "2022"), ("last Tuesday", "2025-03-04")],
)  # fmt: skip
def test_general_expressions_have_a_timex3_value(words: str, timex3: str) -> None:
    found = describe_dates(f"Residents spoke of {words} near the bridge", SUNDAY)
    assert [one.timex3 for one in found] == [timex3]


@pytest.mark.parametrize("text", ["a man in his 40s", "a woman in her early 20's"])
def test_an_age_is_no_decade(text: str) -> None:
    assert date_phrases(f"Police look for {text}.", SUNDAY) == ()
