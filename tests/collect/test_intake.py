"""Whatever comes in: what can be read becomes a document, the rest is named with its remedy, and nothing stops the others."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from sijill.collect import Archive, InPlaceArchive, collect
from sijill.config import Collect, Limits
from sijill.errors import InputError
from sijill.model.document import Document, MediaType, Metadata, document_id
from tests.collect.files import REPORT, Taken, lock_pdf, take, write_pdf

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs signals, pipes or limits that Windows lacks")
TWO_MARKS = "12\u200f345 dead \u202ein Orvale"


def bad_folder(tmp_path: Path) -> Path:
    """One file of every kind that goes wrong, and one good one at each end."""
    folder = tmp_path / "in"
    folder.mkdir()
    contents = {
        "00-good.txt": REPORT.encode(),
        "01-empty.txt": b"",
        "02-blank.md": b" \r\n\t\n",
        "03-binary.txt": bytes(range(256)) * 100,
        "04-picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "05-pdf.txt": write_pdf(["Twelve dead."]),
        "06-locked.pdf": lock_pdf(write_pdf(["Twelve dead."]), "secret"),
        "07-cut.pdf": write_pdf(["Twelve dead."])[:300],
        "08-scanned.pdf": write_pdf([]),
        "09-script.html": b"<html><body><script>x()</script></body></html>",
        "10-large.txt": b"Twelve dead. " * 100_000,
        "11-long.txt": b"Twelve dead. " * 50_000,
        "12-lines.jsonl": b'{"text": "One dead."}\n{"text": \n{"text": "Three dead."}\n',
        "13-latin.txt": "Douze morts à Orvâle, le café a brûlé".encode("latin-1"),
        "99-good.txt": b"\xef\xbb\xbfFive dead\r\nin Tamrin.\r\n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def test_every_fault_is_named_with_file_and_remedy_and_the_rest_is_taken(tmp_path: Path) -> None:
    folder = bad_folder(tmp_path)
    taken = take(tmp_path, folder, limits=Limits(max_document_mb=1))
    assert taken.names == ["00-good", "12-lines-1", "12-lines-3", "13-latin", "99-good"]
    found = {Path(problem.says.split(": ")[0].split(", line")[0]).name: problem.kind for problem in taken.problems}
    assert found == {
        "01-empty.txt": "empty", "02-blank.md": "empty", "03-binary.txt": "binary", "04-picture.txt": "binary",
        "05-pdf.txt": "binary", "06-locked.pdf": "password", "07-cut.pdf": "broken_pdf", "08-scanned.pdf": "scanned_pdf",
        "09-script.html": "no_text", "10-large.txt": "too_large", "11-long.txt": "too_long", "12-lines.jsonl": "broken_record",
        "13-latin.txt": "encoding_assumed",
    }  # fmt: skip
    assert all(";" in problem.says or "." in problem.says for problem in taken.problems)


def test_what_is_not_read_is_archived_all_the_same(tmp_path: Path) -> None:
    folder = bad_folder(tmp_path)
    take(tmp_path, folder, limits=Limits(max_document_mb=1))
    kept = {path.read_bytes() for path in (tmp_path / "register" / "archive").glob("??/*")}
    assert kept == {path.read_bytes() for path in folder.iterdir()}


def test_a_mark_is_removed_and_line_ends_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfFive dead\r\nin Tamrin.\r\n")
    document = take(tmp_path, tmp_path / "a.txt").only
    assert (document.text, document.extractor, document.media_type) == (
        "Five dead\r\nin Tamrin.\r\n",
        None,
        MediaType.TEXT,
    )


@pytest.mark.parametrize("text", [TWO_MARKS, "9" * 400 + " dead", "12\t\x0c dead", " ".join(map(str, range(10_000)))])
def test_odd_characters_and_numbers_are_left_to_the_reader(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    taken = take(tmp_path, tmp_path / "a.txt")
    assert (taken.only.text, taken.problems) == (text, [])


def test_a_document_is_its_bytes_and_what_is_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    first = take(tmp_path, tmp_path / "a.txt").only
    assert first.id == document_id(first.blob, None, Metadata())
    again = take(tmp_path, tmp_path / "a.txt").only
    assert again == first
    dated = take(tmp_path, tmp_path / "a.txt", listed={"a": Metadata(published=date(2025, 3, 9))}).only
    assert dated.id != first.id
    assert dated.blob == first.blob


def test_the_same_bytes_under_two_names_are_one_document_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_text(REPORT)
    taken = take(tmp_path, tmp_path)
    assert taken.names == ["a", "b"]
    assert taken.documents[0].id == taken.documents[1].id
    assert "the very same bytes as" in taken.fault.says and "a.txt" in taken.fault.says
    told_apart = take(tmp_path, tmp_path / "a.txt", tmp_path / "b.txt", listed={"b": Metadata(source="Post")})
    assert (len({document.id for document in told_apart.documents}), told_apart.kinds) == (2, [])


def test_the_same_records_in_two_files_are_said_once_a_file(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text('{"text": "One dead."}\n' * 3)
    assert take(tmp_path, tmp_path).kinds == ["same_document"]


@pytest.mark.parametrize(
    ("content", "kind", "names", "media_type"),
    [
        (b"Twelve dead in Orvale.", None, ["stdin"], MediaType.TEXT),
        (
            b'\xef\xbb\xbf{"id": "a", "text": "One dead."}\n{"text": "Two dead."}',
            None,
            ["a", "stdin-2"],
            MediaType.JSONL,
        ),
        (write_pdf(["Twelve dead."]), None, ["stdin"], MediaType.PDF),
        (
            b"<!doctype html><p>Twelve people died in Orvale on Friday, the council said.",
            None,
            ["stdin"],
            MediaType.HTML,
        ),
        (b'{"text": "One dead."}', MediaType.TEXT, ["stdin"], MediaType.TEXT),
        (b"id,text\na,One dead.\n", MediaType.CSV, ["a"], MediaType.CSV),
    ],
)
def test_standard_input_is_read_as_what_it_is_or_as_it_is_said_to_be(
    tmp_path: Path, content: bytes, kind: MediaType | None, names: list[str], media_type: MediaType
) -> None:
    archive = Archive(tmp_path / "archive")
    taken = Taken(list(collect(["-"], {}, archive, Limits(), Collect(), stdin=io.BytesIO(content), stdin_type=kind)))
    assert taken.names == names
    assert {document.media_type for document in taken.documents} == {media_type}


def test_a_page_in_the_encoding_that_it_states_is_read(tmp_path: Path) -> None:
    text = "قتل 12 مدنيا في هجوم على القرية يوم الخميس، بحسب المجلس المحلي"
    page = f"<html><head><meta charset=windows-1256></head><body><article><p>{text}</p></article></body></html>"
    (tmp_path / "a.html").write_bytes(page.encode("cp1256"))
    taken = take(tmp_path, tmp_path / "a.html")
    assert (taken.only.text, taken.problems) == (text, [])


@unix_only
def test_a_named_pipe_is_read_as_a_stream(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = subprocess.Popen([sys.executable, "-c", f"open({str(tmp_path / 'pipe')!r}, 'w').write('Twelve dead.')"])
    document = take(tmp_path, tmp_path / "pipe").only
    writer.wait()
    assert (document.name, document.text) == ("pipe", "Twelve dead.")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "a.txt").chmod(0)
    assert take(tmp_path, tmp_path / "a.txt").kinds == ["not_readable"]


def test_a_file_that_vanishes_before_its_turn_is_said(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{REPORT}{name}")
    batches = collect([str(tmp_path)], {}, Archive(tmp_path / "archive"), Limits(), Collect())
    (tmp_path / "a.txt").unlink()
    taken = Taken(list(batches))
    assert (taken.names, taken.kinds) == (["b"], ["not_readable"])


def test_a_wrong_input_raises_before_anything_is_archived(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    with pytest.raises(InputError):
        collect(
            [str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")],
            {},
            Archive(tmp_path / "archive"),
            Limits(),
            Collect(),
        )
    assert not (tmp_path / "archive").exists()


def test_one_batch_an_input_in_the_order_given(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{REPORT}{name}")
    order = [str(tmp_path / f"{name}.txt") for name in ("c", "a", "b")]
    assert [batch.seen for batch in take(tmp_path, *order).batches] == order


def test_without_a_register_nothing_is_copied(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><article><p>{REPORT}</p></article></body></html>")
    with InPlaceArchive() as archive:
        taken = Taken(list(collect([str(tmp_path / "a.html")], {}, archive, Limits(), Collect())))
        assert not any(archive.folder.iterdir())
    assert taken.only.text == REPORT.strip()


BIG = """
import resource, sys
from pathlib import Path
from sijill.collect import Archive, collect
from sijill.config import Collect, Limits
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
batches = list(collect(sys.argv[2:], {}, Archive(Path(sys.argv[1])), Limits(), Collect()))
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(*[problem.kind for batch in batches for problem in batch.problems], sum(len(batch.documents) for batch in batches), grown)
"""


@unix_only
def test_a_text_of_200_mb_is_archived_but_not_read_and_takes_little_memory(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        for _ in range(200):
            stream.write(b"Twelve dead. " * 77_000)
    done = subprocess.run(
        [sys.executable, "-c", BIG, str(tmp_path / "archive"), str(large)], capture_output=True, text=True, check=True
    )
    kind, documents, grown = done.stdout.split()
    assert (kind, documents) == ("too_large", "0")
    assert int(grown) / (1 if sys.platform == "linux" else 1024) < 60_000  # kilobytes


NO_ROOM = """
import resource, sys
from pathlib import Path
from sijill.collect import Archive, collect
from sijill.config import Collect, Limits
from sijill.errors import StoreFull
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    for batch in collect(sys.argv[2:], {}, Archive(Path(sys.argv[1])), Limits(), Collect()):
        print(*[document.name for document in batch.documents])
except StoreFull as full:
    print(full)
"""


@unix_only
def test_no_room_ends_the_run_after_what_was_confirmed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b.txt").write_text(REPORT * 1_000)
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(tmp_path / "archive"), *files], capture_output=True, text=True, check=True
    )
    first, says = done.stdout.splitlines()
    assert first == "a"
    assert "a file-size limit was reached" in says
    assert take(tmp_path, *files).names == ["a", "b"]


def test_collecting_starts_quickly() -> None:
    heavy = ("trafilatura", "lxml", "pypdf", "http.client", "ssl", "charset_normalizer")
    statement = f"import sys, sijill.collect; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_thousands_of_small_files_are_taken_in_time(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(300):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{number} dead in Orvale.")
    start = time.monotonic()
    assert len(take(tmp_path, tmp_path / "in").documents) == 300
    assert time.monotonic() - start < 30


def test_a_document_without_a_name_is_no_document() -> None:
    with pytest.raises(ValueError, match="has no name; give its external id"):
        Document(
            id="d", blob="0" * 64, record=None, name="", text="x", media_type=MediaType.TEXT, extractor=None, metadata=Metadata()
        )  # fmt: skip
