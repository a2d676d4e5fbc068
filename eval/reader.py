"""Hands texts to Sijill's own reader, in process, as the commands `read` and `tally` would.

texts -> tallies, or claims, one for each text in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.tallies import Tally, Text, make_documents
from sijill.config import Read, Settings


def use_processes(count: int) -> Settings:
    """Default settings, but with so many processes; 0 is one for each core."""
    return Settings(read=Read(processes=count))


def tell_by_reader(texts: Sequence[Text], processes: int = 0) -> list[Tally]:
    """One tally a text."""
    from sijill.pipeline import tally_texts

    return list(tally_texts(make_documents(texts), use_processes(processes)))


def read_by_reader(texts: Sequence[Text], processes: int = 0) -> list[list[Any]]:
    """The claims of each text, in the shape of `sijill read --json`."""
    from sijill.pipeline import read_texts

    documents = make_documents(texts)
    claims: dict[str, list[Any]] = {document.name: [] for document in documents}
    for claim in read_texts(documents, use_processes(processes)):
        claims[claim["document"]].append(claim)
    return [claims[document.name] for document in documents]
