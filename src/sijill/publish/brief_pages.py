"""Prints a brief: Markdown, or one HTML page that needs nothing beside it. Brief -> text."""

from __future__ import annotations

import re
from importlib.resources import files

from sijill.publish.brief import Brief, Note
from sijill.publish.words import NOTICE

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!])")


def brief_markdown(brief: Brief) -> str:
    """The brief as Markdown with numbered footnotes."""
    lines = [f"# {_escape(brief.title)}", ""]
    lines += [_escape(brief.subtitle), ""] if brief.subtitle else []
    lines += [f"*{NOTICE}*", ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", ""]
        for about, sentences in section.told.items():
            lines += [f"**{_escape(about)}**", ""]
            lines += [f"- {_escape(one.words)} {''.join(f'[^{number}]' for number in one.notes)}" for one in sentences]
            lines.append("")
    lines += [_note(note) for note in brief.notes]
    return "\n".join(lines) + "\n"


def _note(note: Note) -> str:
    receipt = f"{note.document}, {note.published}"
    return f"[^{note.number}]: {_escape(note.said_by)} ({_escape(receipt)}): “{_escape(note.quote)}”"


def _escape(words: str) -> str:
    """Text of a report must not become markup."""
    return _MARKUP.sub(r"\\\1", words)


def brief_html(brief: Brief) -> str:
    """The brief as one page: footnotes are links both ways, every quote keeps its own direction of writing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sijill.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("sijill.publish") / "static/style.css").read_text(encoding="utf-8")
    return environment.get_template("brief.html").render(brief=brief, style=style, notice=NOTICE)
