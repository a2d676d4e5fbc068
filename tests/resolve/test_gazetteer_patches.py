"""Places and names that somebody keeps by hand: each with its source, theirs, and above every update."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from sijill.errors import InputError
from sijill.resolve.gazetteer import Gazetteer
from sijill.resolve.gazetteer_compile import own_index
from sijill.resolve.gazetteer_index import open_index
from sijill.resolve.gazetteer_own import Import, Wishes, add_file, imports, own_digest

Take: TypeAlias = Callable[[str], Import]
Opened: TypeAlias = Callable[[], Gazetteer]

GOOD = """
[[place]]
name = "Hai Quelmo"
others = ["حي كلمو"]
country = "GM"
kind = "part"
latitude = 13.31
longitude = -16.2
source = "field visit, March 2025"

[[name]]
place = "{known}"
names = ["Old Tesmil"]
source = "map of the survey department, sheet 7"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "gazetteer"


@pytest.fixture
def known(small_index: Path) -> str:
    """The id of some town of the world."""
    with open_index(small_index) as base:
        return str(base.execute("select ref from place where kind = 'city' order by ref").fetchone()[0])


@pytest.fixture
def take(folder: Path, tmp_path: Path, small_index: Path) -> Take:
    def take_words(words: str) -> Import:
        path = tmp_path / "patches.toml"
        path.write_text(words, encoding="utf-8")
        return add_file(folder, path, Wishes(), small_index)

    return take_words


@pytest.fixture
def opened(folder: Path, small_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    from sijill.resolve import gazetteer_compile

    monkeypatch.setattr(gazetteer_compile, "world_index", lambda _cache: small_index)
    made: list[Gazetteer] = []

    def open_both() -> Gazetteer:
        own = own_index(folder, tmp_path)
        made.append(Gazetteer([*([open_index(own)] if own else []), open_index(small_index)]))
        return made[-1]

    yield open_both
    for one in made:
        one.close()


def test_a_place_and_a_name_kept_by_hand_are_found(take: Take, opened: Opened, known: str) -> None:
    made = take(GOOD.format(known=known))
    assert (made.places, made.names) == (1, 1)
    gazetteer = opened()
    assert [(one.name, one.kind, one.country) for one in gazetteer.find("حي كلمو", country="GM")][:1] == [
        ("Hai Quelmo", "part", "GM")
    ]
    assert [one.place_id for one in gazetteer.named("Old Tesmil")] == [known]


def test_the_sources_of_the_rows_are_told(take: Take, folder: Path, known: str) -> None:
    assert "field visit, March 2025; map of the survey department" in take(GOOD.format(known=known)).format
    assert [one.file for one in imports(folder)] == ["patches.toml"]


PLACE = '[[place]]\nname = "Quelmo"\ncountry = "GM"\nlatitude = 13.3\nlongitude = -16.2\nsource = "map"\n'
BAD = {
    "no source": (PLACE.replace('source = "map"\n', ""), r"\[\[place\]\] 1: no source"),
    "an empty source": (PLACE.replace('"map"', '""'), r"\[\[place\]\] 1: no source"),
    "the second row": (PLACE + PLACE.replace("13.3", "93.3"), r"\[\[place\]\] 2: latitude 93.3 is outside"),
    "no number": (PLACE.replace("13.3", '"north"'), "latitude 'north' is no number"),
    "nowhere": (PLACE.replace("13.3", "0").replace("-16.2", "0"), "0, 0 is no place"),
    "no country": (PLACE.replace("GM", "Qorvem"), "country 'Qorvem' is no country"),
    "an unknown key": (PLACE + 'colour = "red"\n', "colour is not known"),
    "an unknown table": (PLACE + "[settings]\na = 1\n", r"\[settings\] is not known"),
    "one table": (PLACE.replace("[[place]]", "[place]"), r"place is written \[\[place\]\]"),
    "the same place twice": (PLACE + PLACE, "stands in row 1 already"),
    "no place id": ('[[name]]\nplace = "Quelmo"\nnames = ["Kelmo"]\nsource = "map"\n', "'Quelmo' is no place id"),
    "an unknown place": (
        '[[name]]\nplace = "geonames:999999999999"\nnames = ["Kelmo"]\nsource = "map"\n',
        "no place has the id",
    ),
    "not TOML": ("[[place]\nname", "not TOML"),
    "nothing": ("# none yet\n", r"holds no \[\[place\]\]"),
    "a name of signs": (PLACE.replace("Quelmo", "???"), r"name '\?\?\?' is no name"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named_and_nothing_is_taken(take: Take, folder: Path, case: str) -> None:
    words, said = BAD[case]
    with pytest.raises(InputError, match=said):
        take(words)
    assert own_digest(folder) is None
    assert imports(folder) == []
