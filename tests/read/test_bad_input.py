"""Texts as they really come: no crash, no number that nobody said, whatever was lost on the way. The texts are made here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import sijill

PUBLISHED = date(2031, 5, 14)
FIGURES = (
    ("killed", "Gunmen killed 14 villagers in the town of Belhazi on Monday, police said. Nine others were wounded."),
    ("bombing", "A bomb exploded in the market of Tel Maroun on Tuesday.\n\nIt killed 7 people and injured 23, the governor said."),
    ("two voices", "Masked men shot dead five farmers near Ostren on Sunday, a local official said. The army denied that it was involved."),
    ("soldiers", "Four soldiers and two civilians were killed in an ambush on the road to Velmar on Friday, the army said in a statement."),
)  # fmt: skip
TEXTS = [text for _, text in FIGURES]
NAMED = pytest.mark.parametrize("text", TEXTS, ids=[name for name, _ in FIGURES])
MENU_ABOVE = (
    "Home | News | Sport | Weather\nSubscribe now for $5 a month\nSign in\nMost read\n1. Ten ways to save on your bills\n"
    "2. Five films to watch\n\n"
)
MENU_BELOW = (
    "\n\nShare this article\nFacebook\nTwitter\n12 comments\nRelated stories\nCity council votes 8-3 on parking\n"
    "About us | Contact | Terms\nCopyright 2031 Maravel Courier.\nFollow 250,000 readers on our channel\nAdvertisement\n"
)

Figures = dict[tuple[str, str, str], tuple[int | None, int | None, int | None]]


def tolls(text: str) -> Figures:
    """(outcome, victims, unit) -> (min, best, max)."""
    told: Any = sijill.tally(text, published=PUBLISHED)
    return {(t["outcome"], t["victims"], t["unit"]): (t["min"], t["best"], t["max"]) for t in told["tolls"]}


def numbers_of(figures: Figures) -> set[int]:
    return {number for bounds in figures.values() for number in bounds if number}


def told(outcome: str, figures: Figures) -> tuple[int | None, int | None, int | None] | None:
    return figures.get((outcome, "all", "person"))


@NAMED
def test_the_plain_texts_have_tolls(text: str) -> None:
    assert numbers_of(tolls(text))


@NAMED
def test_a_paragraph_said_twice_counts_once(text: str) -> None:
    assert tolls(f"{text}\n\n{text}") == tolls(text)
    assert tolls(f"{text}\n\n{text}\n\n{text}") == tolls(text)


@NAMED
def test_what_stands_around_an_article_changes_no_toll(text: str) -> None:
    assert tolls(MENU_ABOVE + text + MENU_BELOW) == tolls(text)


@NAMED
def test_capitals_change_no_number(text: str) -> None:
    assert numbers_of(tolls(text.upper())) <= numbers_of(tolls(text))


@NAMED
def test_without_punctuation_no_number_is_new(text: str) -> None:
    bare = "".join(sign for sign in text if sign not in ".,;:'\"")
    assert numbers_of(tolls(bare)) <= numbers_of(tolls(text))


@NAMED
def test_bullets_without_full_stops_read_as_their_sentences(text: str) -> None:
    lines = [line.strip().rstrip(".") for line in text.replace("\n", " ").split(". ")]
    assert numbers_of(tolls("\n".join(f"• {line}" for line in lines))) == numbers_of(tolls(text))


@NAMED
def test_sentences_joined_without_a_space_read_as_their_sentences(text: str) -> None:
    joined = " ".join(text.split()).replace(". ", ".")
    assert tolls(joined) == tolls(" ".join(text.split()))


def test_a_quotation_that_lost_its_marks_keeps_its_number() -> None:
    said = "They came at dawn and killed 14 men first,said Kamal Oust, a shepherd from Belhazi.We buried them that night,he said."
    assert told("killed", tolls(said)) == (14, 14, 14)


def live_blog(updates: int) -> str:
    """An evening's updates, newest last; the toll grows by one every few of them."""
    lines = ["Live: bombing in the market of Tel Maroun"]
    for number in range(updates):
        hour, minute = 10 + number // 10, number % 10 * 6
        dead = 3 + number // 4
        lines.append(
            f"{hour}:{minute:02d}\nThe death toll in the bombing in Tel Maroun has risen to {dead}, the governor said."
        )
        lines.append("Ambulances are still on their way and shops are closed.")
    return "\n\n".join(lines)


def test_a_live_blog_gives_its_latest_toll_and_no_sum() -> None:
    figures = told("killed", tolls(live_blog(80)))
    assert figures is not None
    low, best, high = figures
    assert best == 22
    assert (low or 0) <= 22
    assert (high or 0) <= 22


TABLES = {
    "by spaces": "Province Killed Injured Missing\nOstren 14 30 2\nVelmar 7 12 0\nHalden 0 3 1\nTotal 21 45 3",
    "one line": "Province Killed Injured Missing Ostren 14 30 2 Velmar 7 12 0 Halden 0 3 1 Total 21 45 3",
    "cell by line": "Province\nKilled\nInjured\nOstren\n14\n30\nVelmar\n7\n12\nTotal\n21\n45",
    "by tabs": "Province\tKilled\tInjured\nOstren\t14\t30\nVelmar\t7\t12\nTotal\t21\t45",
    "by bars": "| Province | Killed | Injured |\n|---|---|---|\n| Ostren | 14 | 30 |\n| Velmar | 7 | 12 |\n| Total | 21 | 45 |",
    "of years": "Year Deaths 2027 112 2028 98 2029 143 2030 77",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_flattened_table_invents_nothing(table: str) -> None:
    article = TEXTS[0]
    assert numbers_of(tolls(f"{article}\n\n{table}")) == numbers_of(tolls(article))
    said = {int(word) for word in table.split() if word.isdigit()}
    assert numbers_of(tolls(table)) <= said


OTHERS = {
    "ar": "قتل مسلحون أربعة عشر شخصا في بلدة بلحازي يوم الاثنين، بحسب ما قالت الشرطة المحلية، وأصيب تسعة آخرون بجروح في الهجوم على السوق.",
    "ru": "Боевики убили 14 жителей посёлка Бельхази в понедельник, сообщила полиция. Ещё девять человек ранены.",
    "es": "Hombres armados mataron a 14 vecinos del pueblo de Belhazi el lunes, informó la policía. Otras nueve resultaron heridas.",
    "fr": "Des hommes armés ont tué 14 villageois dans la ville de Belhazi lundi, selon la police. Neuf autres ont été blessés.",
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), OTHERS.items(), ids=OTHERS)
def test_another_language_is_named_and_not_read(lang: str, text: str) -> None:
    from sijill.pipeline import document_of, read_texts

    problems: list[Any] = []
    document = document_of(text, published=PUBLISHED, source=None, name="case")
    assert list(read_texts([document], report=problems.append)) == []
    assert [problem.kind for problem in problems] == ["language_not_read"]
    assert f"'{lang}'" in problems[0].says


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@NAMED
def test_a_page_of_two_languages_gives_no_number_of_its_own(text: str, other: str) -> None:
    for page in (f"{other}\n\n{text}", f"{text}\n\n{other}"):
        assert numbers_of(tolls(page)) <= numbers_of(tolls(text))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", ".", "3", "killed", "Dead.", "12 killed", "?!", "\u200b", "\ufeff", "a" * 50, "💥 2"]
)
def test_very_short_texts_give_only_what_they_say(text: str) -> None:
    assert numbers_of(tolls(text)) <= {int(word) for word in text.split() if word.isdigit()}
