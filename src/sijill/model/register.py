"""What a register holds after a build: all that is shown, exported or reported."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.claim import Reading, ResolvedClaim
from sijill.model.decision import Ruling
from sijill.model.document import Document
from sijill.model.incident import Links
from sijill.model.problem import Problem
from sijill.model.source import Source
from sijill.model.statement import Checked
from sijill.model.toll import Contradiction, Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A document with what was read in it and found of it: what `link` takes a batch of."""

    document: Document
    reading: Reading
    claims: tuple[ResolvedClaim, ...]
    sources: tuple[Source, ...] = ()  # the speakers of its claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One build: documents with their claims, the links between them, tolls, contradictions, problems, and what people decided."""

    built_at: str  # ISO date and time, UTC
    documents: tuple[ReadDocument, ...]
    sources: tuple[Source, ...]
    links: Links
    tolls: tuple[Toll, ...]
    contradictions: tuple[Contradiction, ...]
    problems: tuple[Problem, ...]
    rulings: tuple[Ruling, ...] = ()  # how every decision stands, in the order of the log
    rejected: tuple[ResolvedClaim, ...] = ()  # claims without effect, because people said so
    statements: tuple[Checked, ...] = ()  # worked out whenever a register is opened to be shown; never stored
