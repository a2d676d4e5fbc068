"""Decides what becomes a document: the world -> archived bytes -> Documents and Problems. Reads no claim."""

from __future__ import annotations

from sijill.collect.archive import Archive, InPlaceArchive
from sijill.collect.collected import Collected
from sijill.collect.intake import collect
from sijill.collect.metadata import read_metadata
from sijill.collect.stated import apply_defaults

__all__ = ["Archive", "Collected", "InPlaceArchive", "apply_defaults", "collect", "read_metadata"]
