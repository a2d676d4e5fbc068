"""The report opens from disk, says what it must on every page, and holds nothing that a document could use against its reader."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from sijill.config import Publish
from sijill.errors import InputError
from sijill.model.document import Metadata
from sijill.model.incident import Links
from sijill.model.register import Register
from sijill.publish.report import write_report
from sijill.publish.words import NOTICE
from tests.publish.sample import sample_register


class Page(HTMLParser):
    """Collects tags, ids, links and headings, and checks that elements close."""

    void = frozenset("meta link input br hr img".split())

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags[tag] += 1
        self.attributes += attrs
        if tag not in self.void:
            self.open.append(tag)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))
        if tag in ("link", "script", "img", "iframe", "object", "embed", "source", "use"):
            self.loads += [str(told[name]) for name in ("href", "src", "data", "xlink:href") if told.get(name)]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.void:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def written(tmp_path: Path, register: Register, *, internal: bool = False) -> dict[str, str]:
    folder = tmp_path / "report"
    write_report(register, folder, internal=internal, settings=Publish())
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def hostile_register() -> Register:
    """The sample with a document whose title, source and address attack the page."""
    register = sample_register()
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{ 7*7 }}'
    documents = tuple(
        replace(
            read,
            document=replace(
                read.document, name=f"x{index}{attack}",
                metadata=Metadata(title=attack, source=attack, url="javascript:alert(3)"),
            ),
        )
        for index, read in enumerate(register.documents)
    )  # fmt: skip
    links = replace(
        register.links,
        incidents=tuple(replace(one, title=attack, evidence=(attack,)) for one in register.links.incidents),
    )
    tolls = tuple(replace(toll, notes=(attack,), rule=attack) for toll in register.tolls)
    return replace(register, documents=documents, links=links, tolls=tolls)


REGISTERS = {
    "sample": sample_register,
    "hostile": hostile_register,
    "empty": lambda: replace(
        sample_register(), documents=(), sources=(), links=Links(), tolls=(), contradictions=(), problems=()
    ),
}


@pytest.mark.parametrize("name", REGISTERS)
@pytest.mark.parametrize("internal", [False, True])
def test_every_page_is_sound_and_stays_on_the_disk(tmp_path: Path, name: str, internal: bool) -> None:
    pages = written(tmp_path, REGISTERS[name](), internal=internal)
    parsed = {path: Page(text) for path, text in pages.items()}
    anchors = {path: set(page.ids) for path, page in parsed.items()}
    for path, page in parsed.items():
        assert not page.open, f"{path} leaves {page.open} open"
        assert len(page.ids) == len(set(page.ids)), f"{path} has an id twice"
        assert page.headings[0] == 1 and page.headings.count(1) == 1
        assert all(right - left <= 1 for left, right in zip(page.headings, page.headings[1:], strict=False)), path
        assert NOTICE in pages[path]
        assert ("Internal copy." in pages[path]) is internal
        for load in page.loads:
            assert "://" not in load and (tmp_path / "report" / path).parent.joinpath(load).resolve().exists()
        for link in page.links:
            target, _, anchor = link.partition("#")
            found = path if not target else _resolve(path, target)
            assert found in anchors, f"{path} links to {link}"
            assert not anchor or unquote(anchor) in anchors[found], f"{path} links to {link}"


def _resolve(path: str, target: str) -> str:
    parts = [*Path(path).parent.parts]
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def test_hostile_text_is_shown_and_never_run(tmp_path: Path) -> None:
    for path, text in written(tmp_path, hostile_register()).items():
        page = Page(text)
        assert page.tags["script"] == (1 if path.startswith("incidents-") else 0)
        assert page.tags["img"] == 0
        assert not any(name.startswith("on") for name, _ in page.attributes)
        assert not any((value or "").startswith("javascript:") for _, value in page.attributes)
        assert "{{ 7*7 }}" in text or "49" not in text


def test_direction_characters_stay_inside_of_their_quote(tmp_path: Path) -> None:
    """Labels lose them; a quoted sentence keeps its own bytes and is isolated."""
    for text in written(tmp_path, sample_register()).values():
        for match in re.finditer("[\u202a-\u202e\u2066-\u2069]", text):
            before = text[: match.start()]
            assert before.rfind("<blockquote") > before.rfind("</blockquote>")


def test_every_toll_is_drawn_with_its_rivals_and_their_fate(tmp_path: Path) -> None:
    page = written(tmp_path, sample_register())["incidents/incident-market.html"]
    assert page.count('class="point carried"') >= 3 and page.count('class="point aside"') >= 2
    assert "set aside: <bdi>a party&#39;s figure, beside another voice</bdi>" in page
    assert "14 (12–15)" in page and '<mark class="figure">14</mark>' in page


def test_a_place_that_is_not_known_is_on_no_map(tmp_path: Path) -> None:
    register = sample_register()
    incidents = tuple(replace(one, location=None, period=None) for one in register.links.incidents)
    pages = written(tmp_path, replace(register, links=replace(register.links, incidents=incidents)))
    assert "On no map, because no place is known" in pages["index.html"] or "No place is known" in pages["index.html"]
    assert "Not on the timeline, because no date is known" in pages["index.html"]


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="other files"):
        write_report(sample_register(), folder, internal=False, settings=Publish())
    assert (folder / "thesis.txt").exists()


def test_a_report_replaces_the_report_before(tmp_path: Path) -> None:
    first = written(tmp_path, sample_register())
    assert "incidents/incident-road.html" in first
    second = written(tmp_path, REGISTERS["empty"]())
    assert "incidents/incident-road.html" not in second


def test_the_same_register_gives_the_same_pages(tmp_path: Path) -> None:
    assert written(tmp_path / "a", sample_register()) == written(tmp_path / "b", sample_register())


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of #rrggbb."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


READ_ON = {
    "paper": ("ink", "soft", "accent", "firm", "contested"),
    "band": ("ink", "soft", "accent"),
    "mark": ("ink",),
    "figure-mark": ("ink",),
    "land": ("soft", "accent"),
    "sea": ("soft", "accent"),
}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(theme: int) -> None:
    css = (Path(__file__).parents[2] / "src/sijill/publish/static/style.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[theme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    for ground, inks in READ_ON.items():
        for ink in inks:
            light, dark = sorted((luminance(colours[ground]), luminance(colours[ink])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {ground}"
