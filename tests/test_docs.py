"""The documents say what the program does: commands, options, settings, columns, exit codes, links; their Python runs."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sijill import errors
from sijill.cli import COMMANDS, INTERRUPTED, cli
from sijill.config import Settings, default_settings, read_settings
from sijill.publish.exports import EXPORTS

ROOT = Path(__file__).parents[1]
MADE_LATER = "eval/final.csv"  # by the first `make eval-final`
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "NOTICE", *(ROOT / "docs").glob("*.md")])


def words_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands_in(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from commands_in(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


ALL = dict(commands_in(cli))
SETTINGS = [
    (section, name, one) for section, field in Settings.model_fields.items()
    for name, one in type(field.default).model_fields.items()
]  # fmt: skip


def section_of(name: str) -> str:
    """What docs/commands.md says of one command, and of those options that every command or several have."""
    pages = words_of("docs/commands.md").split("\n## ")
    return "\n".join(page for page in pages if page.startswith((f"{name}\n", "Options that every")))


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_option_is_documented(name: str) -> None:
    said = section_of(name)
    assert f"sijill {name}" in said or name == "init"
    for parameter in ALL[name].params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert f"`{option}" in said or f"[{option}" in said or f" {option}" in said, f"{name} {option}"


@pytest.mark.parametrize("name", ALL)
def test_every_command_explains_itself(name: str) -> None:
    assert ALL[name].help
    for parameter in ALL[name].params:
        assert not isinstance(parameter, click.Option) or parameter.help or parameter.name == "help", parameter.name


def test_every_command_has_its_place_in_the_table() -> None:
    assert {name.split()[0] for name in ALL} == set(COMMANDS)
    for name in ALL:
        assert f"| [`{name}`](#{name.replace(' ', '-')})" in words_of("docs/commands.md")


@pytest.mark.parametrize(("section", "name", "one"), SETTINGS, ids=lambda part: part if isinstance(part, str) else "")
def test_every_setting_is_documented_and_used(section: str, name: str, one: object) -> None:
    table = words_of("docs/settings.md").split(f"## [{section}]")[1].split("\n## ")[0]
    assert f"| `{name}` | `" in table
    assert getattr(one, "description", None)
    used = [
        path for path in (ROOT / "src" / "sijill").rglob("*.py")
        if path.name != "config.py" and re.search(rf"\.{name}\b", path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert used, f"nothing reads {section}.{name}"


def test_no_setting_is_documented_that_there_is_not() -> None:
    documented = re.findall(r"^\| `([a-z_]+)` \| `", words_of("docs/settings.md"), re.MULTILINE)
    assert documented == [name for _, name, _ in SETTINGS]


def test_the_settings_that_init_writes_are_the_defaults(tmp_path: Path) -> None:
    text = default_settings()
    (tmp_path / "sijill.toml").write_text(re.sub(r"^# (\w+ =)", r"\1", text, flags=re.MULTILINE))
    assert read_settings(tmp_path / "sijill.toml") == Settings()


def test_every_exit_code_is_documented() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SijillError)]
    codes = {0, INTERRUPTED, *(kind.exit_code for kind in kinds)}
    documented = re.findall(r"^\| (\d+) \|", words_of("docs/commands.md"), re.MULTILINE)
    assert {int(code) for code in documented} == codes


def test_every_exception_stands_in_the_tree() -> None:
    tree = errors.__doc__ or ""
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.SijillError):
            assert name in tree


@pytest.mark.parametrize("form", EXPORTS)
def test_every_column_of_every_export_is_documented(form: str) -> None:
    said = words_of("docs/exports.md")
    assert f"## {form}" in said
    for column in EXPORTS[form].columns:
        assert f"`{column}`" in said, column


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    for named in re.findall(r"`((?:src|docs|eval|tests|tools|examples|benchmarks)/[\w/.-]+)`", page.read_text("utf-8")):
        assert (ROOT / named).exists() or named == MADE_LATER, f"{page.name} names {named}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_in_the_documents_runs(page: Path) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for block in blocks:
            exec(compile(block, str(page), "exec"), names)
    if page.name == "README.md":
        assert "12 people" in printed.getvalue()
        assert names["killed"]
