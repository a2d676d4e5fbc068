"""Decides where the tags of a web page begin and end, in one pass whose time grows with the page's length and nothing else.

HTML -> tokens; tokens -> how deep and how odd the page is, its plain text, or a copy without what chokes a parser. Builds no tree.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

# Elements whose content is no markup, and ends with their own end tag only.
RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "template", "svg", "math")
)
UNREAD = RAW | {"head", "noscript", "object", "canvas", "audio", "video", "select", "button"}
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# Elements that a parser closes by itself; opening many of them in a row nests nothing.
SELF_CLOSING = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "html", "body", "head")
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup"
    " time tt u var wbr img".split()
)
MAX_TAG_CHARS = 20_000  # of a tag that is read for its attributes; longer ones hold embedded pictures
_TAG_STOP = re.compile(r"""[>"']""")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
# Tried at the beginning of a name only, and never twice.
_ATTRIBUTE = re.compile(r"""(?<![^\s"'/])([^\s=/"'<>]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'>]++))""")


class Kind(Enum):
    TEXT = auto()
    OPEN = auto()
    CLOSE = auto()
    CONTENT = auto()  # what stands between a raw element's tags


@dataclass(frozen=True, slots=True)
class Token:
    """page[start:end]; name is the element's, in lower case, empty for text."""

    kind: Kind
    name: str
    start: int
    end: int


def read_tokens(page: str) -> Iterator[Token]:
    """Tags and texts in order; comments, declarations and stray brackets are left out or text. Every character is looked at once."""
    position, length = 0, len(page)
    while position < length:
        opening = page.find("<", position)
        if opening != position:
            yield Token(Kind.TEXT, "", position, opening if opening >= 0 else length)
        if opening < 0:
            return
        if page.startswith("<!--", opening):
            position = _end_of(page, "-->", opening + 4)
        elif page.startswith(("<!", "<?"), opening):
            position = _end_of(page, ">", opening + 2)
        elif name := _NAME.match(page, opening + 1):
            position = _end_of_tag(page, name.end())
            yield Token(Kind.OPEN, name[0].lower(), opening, position)
            if name[0].lower() in RAW and page[position - 2 : position] != "/>":
                content_end = _end_of_content(page, name[0], position)
                yield Token(Kind.CONTENT, name[0].lower(), position, content_end)
                position = content_end
        elif page.startswith("</", opening) and (name := _NAME.match(page, opening + 2)):
            position = _end_of(page, ">", name.end())
            yield Token(Kind.CLOSE, name[0].lower(), opening, position)
        else:
            yield Token(Kind.TEXT, "", opening, opening + 1)
            position = opening + 1


def _end_of(page: str, mark: str, start: int) -> int:
    found = page.find(mark, start)
    return len(page) if found < 0 else found + len(mark)


def _end_of_tag(page: str, start: int) -> int:
    """The place after the bracket that closes a tag; one within a quoted value does not, and a quote that never ends ends the page."""
    while stop := _TAG_STOP.search(page, start):
        if stop[0] == ">":
            return stop.end()
        # A quotation mark opens a value only after an equals sign; elsewhere it is a slip.
        is_value = page[max(0, stop.start() - 20) : stop.start()].rstrip().endswith("=")
        start = _end_of(page, stop[0], stop.end()) if is_value else stop.end()
    return len(page)


def _end_of_content(page: str, name: str, start: int) -> int:
    """Where a raw element's end tag begins; the page's end where there is none."""
    found = re.compile(rf"</{re.escape(name)}[\s/>]", re.I).search(page, start)
    return found.start() if found else len(page)


@dataclass(frozen=True, slots=True)
class Shape:
    """depth: how many elements stand within one another at most."""

    depth: int
    longest_tag: int


def measure(page: str) -> Shape:
    """How deep a page nests and how long its longest tag is, before any parser is let near it."""
    depth = deepest = longest = 0
    for token in read_tokens(page):
        if token.kind is Kind.OPEN:
            longest = max(longest, token.end - token.start)
            if token.name not in VOID and token.name not in SELF_CLOSING:
                depth += 1
                deepest = max(deepest, depth)
        elif token.kind is Kind.CLOSE and token.name not in SELF_CLOSING:
            depth = max(0, depth - 1)
    return Shape(deepest, longest)


def flatten(page: str, max_depth: int, max_tag_chars: int) -> str:
    """A copy without scripts, with bare tags in place of long ones, and without the tags of what nests deeper than max_depth."""
    pieces: list[str] = []
    depth = 0
    for token in read_tokens(page):
        nests = token.name not in VOID and token.name not in SELF_CLOSING
        if token.kind is Kind.CLOSE and nests:
            depth = max(0, depth - 1)
        if token.kind is Kind.TEXT or (token.kind is Kind.CONTENT and token.name == "title"):
            pieces.append(page[token.start : token.end])
        elif token.kind is not Kind.CONTENT and (not nests or depth < max_depth):
            is_short = token.end - token.start <= max_tag_chars
            pieces.append(page[token.start : token.end] if is_short else f"<{token.name}>")
        elif token.kind is not Kind.CONTENT:
            pieces.append(" ")
        if token.kind is Kind.OPEN and nests:
            depth += 1
    return "".join(pieces)


def read_plain_text(page: str) -> str:
    """All visible words of a page, one line for each block; menus and footers, too."""
    lines: list[str] = [""]
    unread: list[str] = []
    for token in read_tokens(page):
        if token.kind is Kind.TEXT and not unread:
            lines[-1] += html.unescape(page[token.start : token.end])
        elif token.kind is Kind.CLOSE and token.name in unread:
            while unread.pop() != token.name:
                pass
        elif token.kind is Kind.OPEN and token.name == "body":
            unread.clear()
        elif token.kind is Kind.OPEN and token.name in UNREAD:
            unread.append(token.name)
        elif token.name not in INLINE and lines[-1]:
            lines.append("")
    cleaned = (" ".join(line.replace("\x00", "\ufffd").split()) for line in lines)
    return "\n".join(line for line in cleaned if line)


def read_attributes(page: str, tag: Token) -> dict[str, str]:
    """A tag's attributes; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(page[tag.start : min(tag.end, tag.start + MAX_TAG_CHARS)]):
        value = next((value for value in match.groups()[1:] if value is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found
