"""What a place means: a name, what contains it, and how precisely it is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class WherePrecision(IntEnum):
    """UCDP where_prec."""

    EXACT = 1  # the named town, village or site itself
    NEAR = 2  # a limited area around a place, about 25 km
    ADM2 = 3
    ADM1 = 4
    REGION = 5  # larger than ADM1, between places, or vague
    COUNTRY = 6
    SEA_OR_AIR = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where something happened, as far as it is known. Latitude and longitude are WGS84 degrees or None, never 0 for unknown.

    An unresolved name keeps place_id None and the coordinates None, or those of the smallest unit that is known to hold it, with
    the precision and radius that follow. because: the reason in plain words.
    """

    name: str
    place_id: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    adm1: str | None = None
    adm2: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: WherePrecision | None = None
    radius_km: float | None = None
    mention: str | None = None
    because: str | None = None

    def __post_init__(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(f"half a coordinate for {self.name!r}")
        if (
            self.latitude is not None
            and self.longitude is not None
            and not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180)
        ):
            raise ValueError(f"coordinates out of range for {self.name!r}: {self.latitude}, {self.longitude}")
