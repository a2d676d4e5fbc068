"""Decides what a web page states of itself in machine-readable form: the date, title, outlet and address under which it was published.

HTML -> Metadata with `stated_by_page`, and faults. Takes explicit statements only (meta tags, schema.org JSON-LD and microdata of the
article itself): no date from an address, a byline or the text, no title from a heading.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from urllib.parse import urlsplit

from sijill.collect.markup import Kind, Token, read_attributes, read_tokens
from sijill.collect.stated import read_published, shorten
from sijill.model.document import Metadata

# In order of trust; the words are those of the tag or of the JSON-LD property.
DATE_STATEMENTS = (
    "meta article:published_time",
    "meta og:article:published_time",
    "json-ld datePublished",
    "microdata datePublished",
    "meta dc.date.issued",
    "meta dcterms.issued",
    "meta citation_publication_date",
    "meta parsely-pub-date",
    "meta sailthru.date",
)
TITLE_STATEMENTS = ("meta og:title", "json-ld headline", "title")
SOURCE_STATEMENTS = ("meta og:site_name", "json-ld publisher", "meta application-name")
URL_STATEMENTS = ("link canonical", "meta og:url")
ARTICLE_TYPES = re.compile(r"(?:\w*NewsArticle|Article|BlogPosting|LiveBlogPosting|Report|\w+Article)")
MAX_JSON_CHARS = 1_000_000
MAX_TAGS = 200_000
_CHARSET = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
# One page stated in two time zones may differ by a day; a greater difference is two different dates.
TIME_ZONES_APART = timedelta(days=1)


def find_charset(head: bytes) -> str | None:
    """The encoding that a page's first bytes state."""
    found = _CHARSET.search(head)
    return found[1].decode("ascii", "ignore") if found else None


def read_statements(page: str) -> tuple[Metadata, tuple[tuple[str, str], ...]]:
    """What a page states, and faults where its statements cannot be taken."""
    said: dict[str, list[str]] = {}
    for statement, words in _find_statements(page):
        if words.strip():
            said.setdefault(statement, []).append(words.strip())
    published, how_published, faults = _settle_date(said)
    title, how_title = _first(said, TITLE_STATEMENTS, shorten_title)
    source, how_source = _first(said, SOURCE_STATEMENTS, shorten_title)
    url, how_url = _first(said, URL_STATEMENTS, check_address)
    stated = (("published", how_published), ("title", how_title), ("source", how_source), ("url", how_url))
    by_page = tuple((field, how) for field, how in stated if how)
    return Metadata(published=published, title=title, source=source, url=url, stated_by_page=by_page), faults


def shorten_title(words: str) -> str | None:
    return shorten(words, 500) or None


def check_address(words: str) -> str | None:
    """A whole web address, or None."""
    try:
        parts = urlsplit(words)
    except ValueError:
        return None
    return words if parts.scheme in ("http", "https") and parts.hostname and len(words) < 2000 else None


def _first(
    said: dict[str, list[str]], statements: tuple[str, ...], read: Callable[[str], str | None]
) -> tuple[str | None, str]:
    """The first usable value and the statement that it came from."""
    for statement in statements:
        for words in said.get(statement, ()):
            if value := read(words):
                return value, statement
    return None, ""


def _settle_date(said: dict[str, list[str]]) -> tuple[date | None, str, tuple[tuple[str, str], ...]]:
    """The most trusted date, unless another statement of the page contradicts it: then none, and a fault."""
    found: list[tuple[date, str]] = []
    for statement in DATE_STATEMENTS:
        for words in said.get(statement, ()):
            try:
                found.append((read_published(words), statement))
            except ValueError:
                continue
    if not found:
        return None, "", ()
    first, how = found[0]
    for other, statement in found[1:]:
        if abs(other - first) > TIME_ZONES_APART:
            says = (
                f"the page states two dates of publication, {first} ({how}) and {other} ({statement}); neither is taken. "
                "Give the right one with --metadata or --published"
            )
            return None, "", (("dates_disagree", says),)
    return first, how, ()


def _find_statements(page: str) -> Iterator[tuple[str, str]]:
    """(statement, words) as they come."""
    script: Token | None = None
    for token in islice(read_tokens(page), MAX_TAGS):
        if token.kind is Kind.CONTENT and token.name == "title":
            yield "title", html.unescape(page[token.start : token.end])
        elif token.kind is Kind.CONTENT and token.name == "script" and script is not None:
            if "ld+json" in read_attributes(page, script).get("type", "").lower():
                yield from _read_json_ld(page[token.start : min(token.end, token.start + MAX_JSON_CHARS)])
        elif token.kind is Kind.OPEN:
            script = token if token.name == "script" else None
            yield from _read_tag(page, token)


def _read_tag(page: str, tag: Token) -> Iterator[tuple[str, str]]:
    """Statements of a meta, link or microdata tag."""
    if tag.name == "meta":
        attributes = read_attributes(page, tag)
        name = attributes.get("property") or attributes.get("name") or ""
        yield f"meta {name.strip().lower()}", attributes.get("content", "")
    elif tag.name == "link":
        attributes = read_attributes(page, tag)
        yield f"link {attributes.get('rel', '').strip().lower()}", attributes.get("href", "")
    if tag.name in ("meta", "time", "span", "div") and "datePublished" in page[tag.start : tag.end]:
        attributes = read_attributes(page, tag)
        if attributes.get("itemprop") == "datePublished":
            yield "microdata datePublished", attributes.get("datetime") or attributes.get("content", "")


def _read_json_ld(words: str) -> Iterator[tuple[str, str]]:
    """Statements of the page's own article; a page that describes several articles says nothing about itself."""
    try:
        graph = json.loads(words)
    except (ValueError, RecursionError):
        return
    nodes = graph if isinstance(graph, list) else [graph]
    nodes = [inner for node in nodes if isinstance(node, dict) for inner in _open_graph(node)]
    articles = [node for node in nodes if isinstance(node, dict) and _is_article(node)]
    if len(articles) != 1:
        return
    publisher = articles[0].get("publisher")
    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
        yield "json-ld publisher", publisher["name"]
    for name in ("datePublished", "headline"):
        if isinstance(articles[0].get(name), str):
            yield f"json-ld {name}", articles[0][name]


def _open_graph(node: dict[str, object]) -> list[object]:
    graph = node.get("@graph")
    return graph if isinstance(graph, list) else [node]


def _is_article(node: dict[str, object]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and bool(ARTICLE_TYPES.fullmatch(kind))
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )
