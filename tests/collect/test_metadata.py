"""The metadata table says what it says: exactly, or with the row and column where it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from sijill.collect import apply_defaults, read_metadata
from sijill.collect.stated import merge_metadata, read_lang, read_published
from sijill.errors import InputError
from sijill.model.document import Metadata
from tests.collect.files import REPORT, take

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "collect" / "metadata.yaml").read_text(encoding="utf-8"))
MARCH_9 = date(2025, 3, 9)


def table(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "metadata.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["says"])
def test_a_wrong_table_is_refused_with_its_row_and_column(tmp_path: Path, case: dict[str, str]) -> None:
    path = table(tmp_path, case["table"])
    with pytest.raises(InputError) as fault:
        read_metadata(path)
    assert case["says"] in str(fault.value)
    assert str(fault.value).startswith(f"{path}: ")


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["is"])
def test_a_table_is_read_however_a_spreadsheet_wrote_it(tmp_path: Path, case: dict[str, str]) -> None:
    content = case["table"].encode(case.get("encoding", "utf-8"))
    assert read_metadata(table(tmp_path, content)) == {
        "a.txt": Metadata(published=MARCH_9, source="The Orvale Post"),
        "b.txt": Metadata(title="Twelve dead, five hurt"),
    }


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the metadata cannot be read: No such file or directory; name a CSV file"):
        read_metadata(tmp_path / "gone.csv")


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case[0])
def test_only_a_date_that_can_mean_one_day_is_read(case: tuple[str, date | None]) -> None:
    words, expected = case
    if expected is None:
        with pytest.raises(ValueError, match=r"is no ISO date such as 2025-03-09|out of range|must be in"):
            read_published(words)
    else:
        assert read_published(words) == expected


def test_a_language_is_its_tags_first_part() -> None:
    assert (read_lang("en"), read_lang("AR-sy"), read_lang("zh_Hant")) == ("en", "ar", "zh")
    with pytest.raises(ValueError, match="no language code"):
        read_lang("english, mostly")


@pytest.mark.parametrize("row", ["a/report.txt", "a/report", "report.txt", "report", "./a\\report.txt"])
def test_a_row_names_a_file_by_path_name_or_stem(tmp_path: Path, row: str) -> None:
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "report.txt").write_text(REPORT)
    listed = read_metadata(table(tmp_path, f"file,published\n{row},2025-03-09\n"))
    taken = take(tmp_path, tmp_path / "in", listed=listed)
    assert taken.only.published == MARCH_9
    assert taken.kinds == []


def test_accents_match_however_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "Orva\u0302le.txt").write_text(REPORT)
    taken = take(tmp_path, tmp_path / "Orva\u0302le.txt", listed={"Orv\u00e2le.txt": Metadata(published=MARCH_9)})
    assert taken.only.published == MARCH_9


def test_a_row_that_fits_two_files_is_applied_to_none(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "report.txt").write_text(f"{REPORT} {folder}")
    taken = take(tmp_path, tmp_path / "in", listed={"report.txt": Metadata(published=MARCH_9)})
    assert [document.published for document in taken.documents] == [None, None]
    assert taken.kinds == ["metadata_ambiguous"] * 2
    assert "fits 2 files and is not applied; write each file's path" in taken.problems[0].says


def test_rows_that_fit_no_input_are_said_with_what_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "001_orvale.txt").write_text(REPORT)
    taken = take(tmp_path, tmp_path / "001_orvale.txt", listed={"001": Metadata(), "tamrin": Metadata()})
    assert taken.kinds == ["metadata_unused"]
    assert "no input fits the metadata rows '001' (is '001_orvale' meant?), 'tamrin'" in taken.fault.says


def test_the_given_table_may_lie_among_the_reports(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT)
    path = table(tmp_path / "in", "file,published\na.txt,2025-03-09\n")
    given = take(tmp_path, tmp_path / "in", listed=read_metadata(path))
    assert (given.names, given.kinds) == (["a"], [])
    not_given = take(tmp_path, tmp_path / "in")
    assert (not_given.names, not_given.kinds) == (["a"], ["metadata_table"])
    assert "give it with --metadata" in not_given.fault.says


def test_a_row_may_name_a_record_by_its_id_and_goes_before_it(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "r1", "text": "One dead.", "published": "2025-01-01", "source": "Post"}\n')
    taken = take(tmp_path, path, listed={"r1": Metadata(published=MARCH_9)})
    assert taken.only.metadata == Metadata(external_id="r1", published=MARCH_9, source="Post")
    assert taken.kinds == []


def test_a_row_for_a_file_of_records_fills_what_they_leave_open(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"text": "One dead.", "published": "2025-01-01"}\n{"text": "Two dead."}\n')
    taken = take(tmp_path, path, listed={"reports": Metadata(published=MARCH_9)})
    assert [document.published for document in taken.documents] == [date(2025, 1, 1), MARCH_9]


def test_a_callers_default_fills_gaps_and_changes_the_identity(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_text(f"{REPORT}again")
    taken = take(tmp_path, tmp_path, listed={"a": Metadata(source="Post")})
    filled = [
        document
        for batch in taken.batches
        for document in apply_defaults(batch, Metadata(source="Wire", published=MARCH_9)).documents
    ]
    assert [document.metadata.source for document in filled] == ["Post", "Wire"]
    assert {document.published for document in filled} == {MARCH_9}
    direct = take(tmp_path, tmp_path / "b.txt", listed={"b": Metadata(source="Wire", published=MARCH_9)})
    assert filled[1].id == direct.only.id != taken.documents[1].id


def test_a_problem_follows_its_document_to_the_new_identity(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Twelve dead in a café.".encode("cp1252"))
    (batch,) = take(tmp_path, tmp_path / "a.txt").batches
    filled = apply_defaults(batch, Metadata(source="Wire"))
    assert [problem.document for problem in filled.problems] == [filled.documents[0].id] != [batch.documents[0].id]


def test_what_a_page_says_of_itself_gives_way_to_what_a_person_says() -> None:
    page = Metadata(source="Site", title="T", stated_by_page=(("source", "meta og:site_name"), ("title", "title")))
    merged = merge_metadata(Metadata(source="Post"), page)
    assert merged == Metadata(source="Post", title="T", stated_by_page=(("title", "title"),))
