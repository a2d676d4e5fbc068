"""Turns conflicting reports of violence into an incident register that can be defended.

    sijill.read(text, published="2025-03-09")     the claims of one text
    sijill.tally(text, published="2025-03-09")    the tolls of its main incident
    sijill.open_register("folder").register()     a register as last built

The shapes are those of `sijill read --json` and `sijill tally --json` (docs/commands.md).
"""

from __future__ import annotations

import sys
from datetime import date
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open_register", "read", "tally"]


def read(
    text: str, *, published: date | str | None = None, source: str | None = None, name: str = "text"
) -> list[dict[str, Any]]:
    """The claims of one text, each with the words that make it. published: a date or "2025-03-09"; it is never guessed."""
    from sijill.pipeline import document_of, read_texts

    return list(read_texts([document_of(text, published=published, source=source, name=name)]))


def tally(
    text: str, *, published: date | str | None = None, source: str | None = None, name: str = "text"
) -> dict[str, Any]:
    """The tolls of one text's main incident; an absent toll means that the text is silent, 0 that it says none."""
    from sijill.pipeline import document_of, tally_texts

    return next(tally_texts([document_of(text, published=published, source=source, name=name)]))


def open_register(folder: str | PathLike[str]) -> Any:
    """Opens a register for reading: a store.register.Store, whose register() gives all that the last build knows.

    Raises NoRegister, RegisterDamaged or RegisterBusy.
    """
    from sijill.store.register import open_store

    return open_store(Path(folder))


class _CallableModule(ModuleType):
    """The reading stage, which can be called as sijill.read(text)."""

    __call__ = staticmethod(read)


class _Package(ModuleType):
    """Keeps sijill.read(text) working once the stage of that name, sijill/read/, has been imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "read" and isinstance(value, ModuleType):
            value.__class__ = _CallableModule
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
