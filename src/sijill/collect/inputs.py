"""Decides what an input means: a file, a folder and what lies in it, standard input, or a web address.

Words of the caller -> Inputs in a fixed order, and Problems of the folders. Opens no file; a wrong input raises before anything is taken.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from sijill.collect.addresses import check_address, is_address
from sijill.collect.media import SUFFIXES
from sijill.config import ARCHIVE_FOLDER, REGISTER_FILE, SETTINGS_FILE
from sijill.errors import InputError
from sijill.model.problem import Problem

STANDARD_INPUT = "-"
SHOWN = 5  # names in one message


class Way(Enum):
    """How an input's bytes are had."""

    FILE = auto()
    STREAM = auto()  # read once, from its start: standard input, a pipe
    ADDRESS = auto()


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to take. said: as messages name it; names: under which a metadata table may list it, the most exact first."""

    way: Way
    said: str
    path: Path | None = None
    names: tuple[str, ...] = ()
    in_folder: bool = False


def find_inputs(inputs: Sequence[str], archive: Path) -> tuple[list[Input], list[Problem]]:
    """All inputs in the order given, folders unfolded and sorted; a file that is named twice is taken once.

    Raises InputError or FetchRefused for a path that is missing, a folder without any readable file, and an address that is
    never fetched. The register's own files are left out.
    """
    found: dict[str, Input] = {}
    problems: list[Problem] = []
    for words in inputs:
        for one in _unfold(words, archive, problems):
            key = str(one.path.resolve()) if one.way is Way.FILE and one.path else one.said
            found.setdefault(key, one)
    return list(found.values()), problems


def _unfold(words: str, archive: Path, problems: list[Problem]) -> list[Input]:
    if words == STANDARD_INPUT:
        return [Input(Way.STREAM, "standard input")]
    if is_address(words.strip()):
        # Private addresses are the fetch's matter: whether they are allowed, it knows.
        url = check_address(words.strip(), allow_private=True).url
        return [Input(Way.ADDRESS, url, names=(words.strip(), url))]
    path = Path(words)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise InputError(f"{words}: {why.lower()}; check the path") from fault
    if stat.S_ISDIR(mode):
        return _unfold_folder(path, archive, problems)
    if stat.S_ISREG(mode):
        return [Input(Way.FILE, words, path, (words, path.name, path.stem))]
    if stat.S_ISFIFO(mode):
        return [Input(Way.STREAM, words, path, (words, path.name))]
    raise InputError(f"{words}: neither a file nor a folder; name a file, a folder, an address or - for standard input")


def _unfold_folder(folder: Path, archive: Path, problems: list[Problem]) -> list[Input]:
    """The files of a folder that may be documents, sorted by their path; raises InputError where there is none."""
    taken: list[Input] = []
    others: list[Path] = []
    for path in sorted(_walk(folder, archive, problems), key=lambda path: path.relative_to(folder).parts):
        suffix = path.suffix.lower()
        if suffix and suffix not in SUFFIXES:
            others.append(path)
            continue
        relative = path.relative_to(folder).as_posix()
        names = (str(path), relative, relative.removesuffix(path.suffix), path.name, path.stem)
        taken.append(Input(Way.FILE, str(path), path, names, in_folder=True))
    if not taken:
        why = f"only {_describe_others(others)}" if others else "it is empty"
        raise InputError(
            f"{folder}: the folder holds no file that can be read ({why}); known are {', '.join(SUFFIXES)}"
        )
    if others:
        says = (
            f"{folder}: {_describe_others(others)} not read; known are {', '.join(SUFFIXES)}. "
            "Convert what is a report, or name a text file itself to have it read whatever its name"
        )
        problems.append(Problem(kind="unknown_kind", says=says, document=str(folder)))
    return taken


def _describe_others(paths: Sequence[Path]) -> str:
    """How many files of which kinds.  "3 files of other kinds (.jpg 2, .docx 1; first photo.jpg)" """
    kinds = Counter(path.suffix.lower() for path in paths).most_common(SHOWN)
    counted = ", ".join(f"{kind} {number}" for kind, number in kinds)
    return f"{len(paths)} {'file' if len(paths) == 1 else 'files'} of other kinds ({counted}; first {paths[0].name})"


def _walk(folder: Path, archive: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every regular file below a folder, once. Linked folders come after real ones, so that a file goes by its real path."""
    waiting, linked = [folder], list[Path]()
    seen: set[tuple[int, int]] = set()
    own = _identity(archive)
    while waiting or linked:
        here = waiting.pop() if waiting else linked.pop(0)
        identity = _identity(here)
        if identity in seen:
            says = f"{here}: this link leads back to a folder that is read already; it is not followed again. Remove the link"
            problems.append(Problem(kind="folder_loop", says=says, document=str(here)))
            continue
        if identity is not None:
            seen.add(identity)
        if identity is None or identity != own:
            for entry in _list_folder(here, problems):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_symlink() and Path(entry.path).is_dir():  # also says no of a link to itself
                    linked.append(Path(entry.path))
                elif _is_readable(entry, own, problems):
                    yield Path(entry.path)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and number of a folder, whatever path leads to it."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _list_folder(folder: Path, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """A folder's entries in order, hidden ones left out."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as fault:
        says = f"{folder}: the folder cannot be listed ({fault.strerror}); allow reading it"
        problems.append(Problem(kind="not_readable", says=says, document=str(folder)))
        return []


def _is_readable(entry: os.DirEntry[str], own: tuple[int, int] | None, problems: list[Problem]) -> bool:
    """Whether an entry is a regular file that is not the register's own; pipes, devices and broken links hold no document."""
    # register.db comes with register.db-wal, register.lock and the like.
    is_own = entry.name == SETTINGS_FILE or entry.name.startswith(f"{Path(REGISTER_FILE).stem}.")
    if is_own and own is not None and _identity(Path(entry.path).parent / ARCHIVE_FOLDER) == own:
        return False
    try:
        if entry.is_file():
            return True
        why = "this link leads nowhere" if entry.is_symlink() else "it is no regular file"
    except OSError as fault:
        why = f"it cannot be looked at ({fault.strerror})"
    says = f"{entry.path}: {why}; remove it, or put the file itself there"
    problems.append(Problem(kind="not_regular", says=says, document=entry.path))
    return False
