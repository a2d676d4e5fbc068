"""A file of records is taken line by line: what is wrong with one costs one."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.collect import record_files
from sijill.collect.records import Unknown, read_csv, read_json_lines
from sijill.collect.tables import MAX_NEW_STARTS
from sijill.config import Limits
from sijill.model.document import MediaType, Metadata
from tests.collect.files import Taken, take

FULL = {
    "id": "r7", "text": "Twelve dead.\r\nFive hurt.", "title": "Raid", "url": "https://example.org/7", "source": "Post",
    "published": "2025-03-09", "lang": "en-GB",
}  # fmt: skip
WRITABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)


def take_lines(tmp_path: Path, *lines: str | bytes, name: str = "reports.jsonl", limits: Limits | None = None) -> Taken:
    path = tmp_path / name
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines) + b"\n")
    return take(tmp_path, path, limits=limits)


def test_a_record_keeps_all_that_it_says(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, json.dumps(FULL))
    document = taken.only
    assert (document.name, document.text, document.record) == ("r7", "Twelve dead.\r\nFive hurt.", 0)
    assert document.media_type is MediaType.JSONL
    assert document.metadata == Metadata(
        external_id="r7",
        title="Raid",
        url="https://example.org/7",
        source="Post",
        published=date(2025, 3, 9),
        lang="en",
    )
    assert taken.problems == []


def test_all_but_the_text_is_optional(tmp_path: Path) -> None:
    taken = take_lines(
        tmp_path, '{"text": "One dead."}', "", '{"text": "Two dead.", "published": null, "source": "", "id": 8}'
    )
    assert taken.names == ["reports-1", "8"]
    assert [document.record for document in taken.documents] == [0, 1]
    assert {document.published for document in taken.documents} == {None}
    assert taken.problems == []


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ('{"text": "Two dead."', "it is no JSON"),
        ("Two dead.", "it is no JSON"),
        ('["Two dead."]', "it is no JSON object"),
        ('{"body": "Two dead."}', "there is no text in it (it has body)"),
        ('{"text": "  "}', "there is no text in it (it is empty)"),
        ('{"text": 2}', "its field 'text' is no text but int"),
        ("[" * 100_000, "it nests too deeply"),
        ('{"text": "x", "id": ' + "9" * 5000 + "}", "it is no JSON"),
    ],
)
def test_a_broken_line_in_the_middle_costs_that_line(tmp_path: Path, broken: str, says: str) -> None:
    taken = take_lines(tmp_path, '{"text": "One dead."}', broken, '{"text": "Three dead."}')
    assert [document.text for document in taken.documents] == ["One dead.", "Three dead."]
    assert [document.record for document in taken.documents] == [0, 2]
    assert f"{tmp_path / 'reports.jsonl'}, line 2: {says}" in taken.problems[0].says


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("published", "9/3/2025", "bad_published"),
        ("lang", "the English", "bad_lang"),
        ("title", 7, "bad_field"),
        ("id", True, "bad_field"),
    ],
)
def test_a_wrong_field_is_left_out_and_the_record_taken(tmp_path: Path, field: str, value: object, kind: str) -> None:
    taken = take_lines(tmp_path, json.dumps({"text": "One dead.", field: value}))
    assert taken.only.metadata == Metadata()
    assert (taken.fault.kind, taken.fault.document) == (kind, taken.only.id)


def test_halves_of_surrogate_pairs_and_nuls_become_one_character_each(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, r'{"text": "12\ud800 dead\u0000."}')
    assert taken.only.text == "12\ufffd dead\ufffd."
    assert taken.kinds == ["bad_characters"]


def test_a_line_separator_within_a_text_ends_no_line(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, json.dumps({"text": "One\u2028dead\u0085."}, ensure_ascii=False))
    assert taken.only.text == "One\u2028dead\u0085."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_in_any_marked_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes('{"text": "One dead in Orvâle."}\r\n{"text": "Two dead."}\r\n'.encode(encoding))
    taken = take(tmp_path, path)
    assert [document.text for document in taken.documents] == ["One dead in Orvâle.", "Two dead."]
    assert taken.problems == []


def test_bytes_that_are_not_utf8_cost_no_record(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, '{"text": "Orvâle, Tamrîn"}', b'{"text": "12 dead \xff."}', '{"text": "Three dead."}')
    assert [document.text for document in taken.documents] == ["Orvâle, Tamrîn", "12 dead \ufffd.", "Three dead."]
    assert taken.kinds == ["bad_bytes"]


def test_limits_hold_for_records_not_for_their_file(tmp_path: Path) -> None:
    limits = Limits(max_document_mb=0.001, max_text_chars=300)
    lines = [json.dumps({"text": f"{number} dead."}) for number in range(200)]
    lines[50] = json.dumps({"text": "x" * 400})
    lines[60] = json.dumps({"text": "x" * 2_000})
    taken = take_lines(tmp_path, *lines, limits=limits)
    assert len(taken.documents) == 198
    assert taken.kinds == ["too_long", "too_large"]
    assert [
        ", line 51: its text has 400 characters" in taken.problems[0].says,
        ", line 61:" in taken.problems[1].says,
    ] == [True, True]


def test_more_records_than_the_limit_are_said(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{number} dead."}) for number in range(9)]
    taken = take_lines(tmp_path, *lines, limits=Limits(max_records_per_file=5))
    assert len(taken.documents) == 5
    assert "only its first 5 records are taken; split the file" in taken.fault.says


def test_many_faults_of_one_kind_are_one_finding(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, *["{broken"] * 500)
    assert taken.kinds == ["broken_record"] * (record_files.MAX_TOLD_APART + 1)
    assert "the same is wrong with 480 more of its records (500 in all)" in taken.problems[-1].says


def test_two_records_with_one_id_are_said(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, '{"id": "a", "text": "One dead."}', '{"id": "a", "text": "Two dead."}')
    assert len({document.id for document in taken.documents}) == 2
    assert taken.kinds == ["same_id"]


def test_unknown_fields_are_said_once(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, '{"text": "One dead.", "date": "2025-03-09"}', '{"text": "Two dead.", "date": "x"}')
    assert taken.kinds == ["unknown_fields"]
    assert "'date'; known are id, text and published, source" in taken.fault.says


def test_a_file_without_records_is_said(tmp_path: Path) -> None:
    assert take_lines(tmp_path, "", " ").kinds == ["empty"]


@given(st.lists(st.one_of(WRITABLE, st.just(" ")), min_size=1, max_size=5))
def test_any_texts_survive_json_lines_unchanged(texts: list[str]) -> None:
    written = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    records = list(read_json_lines(io.StringIO(written, newline="\n"), 10_000, Unknown()))
    assert [record.text for record in records] == [text if text.strip() else None for text in texts]


@given(st.lists(WRITABLE.filter(str.strip), min_size=1, max_size=5), st.sampled_from([",", ";", "\t", "|"]))
def test_any_texts_survive_csv_unchanged(texts: list[str], delimiter: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text"], *([str(number), text] for number, text in enumerate(texts))])
    stream = io.StringIO(written.getvalue(), newline="")
    records = list(read_csv(stream, 10_000, Unknown()))
    assert [record.text for record in records] == texts


def test_csv_is_read_with_the_same_columns(tmp_path: Path) -> None:
    content = 'id;published;text\r\n7;2025-03-09;"Twelve dead;\r\nfive ""hurt""."\r\n;;Two dead.\r\n'
    taken = take_lines(tmp_path, content.encode("utf-8-sig"), name="reports.csv")
    assert [(one.name, one.record, one.text) for one in taken.documents] == [
        ("7", 0, 'Twelve dead;\r\nfive "hurt".'), ("reports-2", 1, "Two dead."),
    ]  # fmt: skip
    assert taken.documents[0].published == date(2025, 3, 9)
    assert taken.problems == []


def test_a_cell_longer_than_the_csv_modules_own_limit_is_read(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, "text", '"' + "Twelve dead. " * 20_000 + '"', name="reports.csv")
    assert len(taken.only.text) == 260_000


def test_a_broken_row_costs_that_row(tmp_path: Path) -> None:
    rows = ["id,text", "a,One dead.", 'b,"Two" dead.', "c,Three dead, five hurt.", "d,Four dead.", "e,"]
    taken = take_lines(tmp_path, *rows, name="reports.csv")
    assert taken.names == ["a", "d"]
    assert [problem.says.split(": ")[0].rsplit(" ", 1)[1] for problem in taken.problems] == ["3", "4", "6"]
    assert taken.kinds == ["broken_record", "broken_record", "empty"]


def test_a_quotation_mark_that_never_closes_swallows_no_other_row(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, "id,text", 'a,"One dead.', "b,Two dead.", "c,Three dead.", name="reports.csv")
    assert taken.names == ["b", "c"]
    assert "line 2: the row cannot be read (unexpected end of data); mend the quotation marks" in taken.fault.says


def test_a_file_of_unclosed_quotation_marks_is_given_up_in_time(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, "id,text", *['a,"One dead.', "b,x"] * 5_000, name="reports.csv")
    assert "rest_not_taken" in taken.kinds
    assert len(taken.documents) == MAX_NEW_STARTS


def test_a_csv_without_a_text_column_is_said(tmp_path: Path) -> None:
    taken = take_lines(tmp_path, "id,body", "a,One dead.", name="reports.csv")
    assert taken.kinds == ["no_text_column"]
    assert "(columns: id, body); name it so in the header" in taken.fault.says
