"""How commands speak: results to stdout; progress, remarks and problems to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import click

from sijill.commands.options import is_quiet
from sijill.model.problem import Problem
from sijill.publish.words import plain

Given = TypeVar("Given")
LONG = 20  # fewer items are done before a bar could be read


def print_result(words: str) -> None:
    click.echo(words)


def print_json(shape: Any) -> None:
    """One object, on one line."""
    click.echo(json.dumps(shape, ensure_ascii=False, allow_nan=False))


def remark(words: str) -> None:
    """Something beside the result; -q leaves it out."""
    if not is_quiet():
        click.echo(words, err=True)


def say_where_texts_go(settings: Any) -> None:
    """Says, even with -q, that texts are sent away from this machine, where the settings want it."""
    if settings.read.is_remote:
        click.echo(f"texts are sent to {settings.read.endpoint}, as [read] says", err=True)


def print_problem(problem: Problem) -> None:
    """A fault in what was given; said even with -q. What it says names the file, where there is one."""
    where = f" ({problem.document})" if problem.document and problem.document not in problem.says else ""
    click.echo(plain(f"problem: {problem.says}{where}"), err=True)


def show_progress(label: str, items: Iterable[Given], total: int) -> Iterable[Given]:
    """A bar on stderr for long work that somebody watches."""
    if total < LONG or is_quiet() or not sys.stderr.isatty():
        return items
    return _with_bar(label, items, total)


def _with_bar(label: str, items: Iterable[Given], total: int) -> Iterator[Given]:
    with click.progressbar(items, length=total, label=f"{label:<12}", file=sys.stderr) as bar:
        yield from bar


def show_pages(number: int) -> None:
    """How many pages are written, on one line of a terminal that somebody watches."""
    if number % LONG == 0 and not is_quiet() and sys.stderr.isatty():
        click.echo(f"\r{number} pages", err=True, nl=False)
