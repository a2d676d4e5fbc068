"""Who speaks: a source, its kind and its party."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    OUTLET = "outlet"
    AGENCY = "agency"
    MONITOR = "monitor"
    OFFICIAL = "official"  # government, ministry, police, army, their hospitals
    INTERNATIONAL = "international"  # UN, Red Cross
    NGO = "ngo"
    ARMED_GROUP = "armed_group"
    MEDICAL = "medical"
    WITNESS = "witness"
    RELATIVE = "relative"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One speaker. party: the side or institution whose line it speaks; two sources of one party never corroborate each other.

    depends_on: the source that it repeats. reliability: reliable, mixed or unreliable, as a person judged.
    named False: known by description only ("a security official"). private True: a person who is protected in what is shared.
    """

    id: str
    name: str
    kind: SourceKind
    party: str | None = None
    country: str | None = None
    named: bool = True
    private: bool = False
    reliability: str | None = None
    depends_on: str | None = None
