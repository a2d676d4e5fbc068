"""Writes what `sijill source list` prints. Sources and how often each one speaks -> lines, JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sijill.model.register import Register
from sijill.model.source import Source
from sijill.publish.words import country_name, plain, plural


def spoken_claims(register: Register) -> Counter[str]:
    """How many claims each source is quoted for."""
    return Counter(source for read in register.documents for claim in read.claims for source in claim.source_ids)


def source_line(source: Source, claims: int) -> str:
    known = (
        source.kind.value.replace("_", " "), source.party and f"party {source.party}", country_name(source.country),
        source.reliability, source.depends_on and f"repeats {source.depends_on}", "private" if source.private else None,
    )  # fmt: skip
    return plain(f"{source.id}  {source.name}  {', '.join(one for one in known if one)}  {plural(claims, 'claim')}")


def source_shape(source: Source, claims: int) -> dict[str, Any]:
    """The same as one JSON object."""
    return {
        "id": source.id, "name": source.name, "kind": source.kind.value, "party": source.party,
        "country": source.country, "reliability": source.reliability, "depends_on": source.depends_on,
        "named": source.named, "private": source.private, "claims": claims,
    }  # fmt: skip
