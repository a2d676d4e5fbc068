"""What the caller names is found, in a fixed order; what cannot be an input is refused before anything is taken."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sijill.collect.inputs import Input, Way, find_inputs
from sijill.errors import FetchRefused, InputError
from sijill.model.problem import Problem

links = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")


def find(tmp_path: Path, *words: Path | str) -> tuple[list[Input], list[Problem]]:
    return find_inputs([str(word) for word in words], tmp_path / "archive")


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Twelve dead in Orvale.")
    return folder


def found_names(tmp_path: Path, folder: Path) -> list[str]:
    return [one.path.relative_to(folder).as_posix() for one in find(tmp_path, folder)[0] if one.path]


def test_a_folder_is_unfolded_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "b.txt", "a/z.md", "a/b/c.html", ".hidden.txt", ".git/x.txt", "a.pdf", "README")
    assert found_names(tmp_path, folder) == ["README", "a/b/c.html", "a/z.md", "a.pdf", "b.txt"]


def test_a_folder_nested_deeper_than_python_recurses_is_walked(tmp_path: Path) -> None:
    deep = tmp_path / "in"
    for _ in range(400):
        deep = deep / "d"
    write(deep, "a.txt")
    assert len(find(tmp_path, tmp_path / "in")[0]) == 1


@links
def test_a_link_that_leads_back_is_said_and_the_files_are_taken_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "z/a.txt", "z/b.txt")
    (folder / "a-link").symlink_to(folder / "z")
    (folder / "z" / "loop").symlink_to(folder)
    found, problems = find(tmp_path, folder)
    assert [one.said for one in found] == [str(folder / "z" / "a.txt"), str(folder / "z" / "b.txt")]
    assert [problem.kind for problem in problems] == ["folder_loop", "folder_loop"]
    assert "not followed again. Remove the link" in problems[0].says


@links
def test_a_linked_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", "a.txt")
    folder = write(tmp_path / "in", "b.txt")
    (folder / "more").symlink_to(tmp_path / "elsewhere")
    assert found_names(tmp_path, folder) == ["b.txt", "more/a.txt"]


@links
def test_pipes_and_broken_links_in_a_folder_are_said_and_never_opened(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "a.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    found, problems = find(tmp_path, folder)
    assert [one.said for one in found] == [str(folder / "a.txt")]
    assert [problem.kind for problem in problems] == ["not_regular"] * 3


def test_files_of_other_kinds_are_said_once_a_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "a.txt", "one.jpg", "two.jpg", "three.docx")
    found, problems = find(tmp_path, folder)
    assert [one.said for one in found] == [str(folder / "a.txt")]
    (problem,) = problems
    assert problem.kind == "unknown_kind"
    assert "3 files of other kinds (.jpg 2, .docx 1; first one.jpg) not read" in problem.says


def test_a_file_of_any_name_is_taken_when_it_is_named_itself(tmp_path: Path) -> None:
    write(tmp_path, "notes.rst")
    assert find(tmp_path, tmp_path / "notes.rst")[0][0].way is Way.FILE


def test_a_file_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", "a.txt", "b.txt")
    found, _ = find(tmp_path, folder / "b.txt", folder, folder / "." / "b.txt")
    assert [one.path.name for one in found if one.path] == ["b.txt", "a.txt"]


def test_the_registers_own_files_are_no_input(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "sijill.toml", "register.db", "register.db-wal", "register.lock", "archive/ab/abcdef")
    found, problems = find(tmp_path, tmp_path)
    assert [one.path.name for one in found if one.path] == ["a.txt"]
    assert problems == []


def test_standard_input_is_a_stream(tmp_path: Path) -> None:
    assert find(tmp_path, "-")[0] == [Input(Way.STREAM, "standard input")]


def test_web_addresses_are_told_from_paths(tmp_path: Path) -> None:
    (found,) = find(tmp_path, " https://example.org/a?b=1#part ")[0]
    assert (found.way, found.said) == (Way.ADDRESS, "https://example.org/a?b=1")


@pytest.mark.parametrize("empty", [True, False])
def test_a_folder_without_readable_files_is_refused(tmp_path: Path, empty: bool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    if not empty:
        write(folder, "a.jpg")
    why = "it is empty" if empty else r"only 1 file of other kinds \(.jpg 1; first a.jpg\)"
    with pytest.raises(InputError, match=f"holds no file that can be read \\({why}\\); known are .txt"):
        find(tmp_path, folder)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or directory; check the path") as fault:
        find(tmp_path, tmp_path / "gone.txt")
    assert str(tmp_path / "gone.txt") in str(fault.value)


@pytest.mark.parametrize("words", ["file:///etc/passwd", "ftp://example.org/a", "https://user:secret@example.org/"])
def test_an_address_that_is_never_fetched_is_refused_at_once(tmp_path: Path, words: str) -> None:
    with pytest.raises(FetchRefused, match="and add the file") as fault:
        find(tmp_path, words)
    assert "secret" not in str(fault.value)


def test_a_path_that_no_system_knows_is_refused(tmp_path: Path) -> None:
    for words in ("a\x00b", "x" * 5000):
        with pytest.raises(InputError):
            find(tmp_path, words)
