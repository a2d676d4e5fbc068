"""Decides which known towns of the world lie nearest to a point, for importing tables that do not say where their rows belong.

points -> the nearest towns of the world index. A k-d tree on the unit sphere; knows no names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sijill.resolve.geometry import EARTH_KM, Point

FAR_KM = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A known town near a point."""

    id: int
    country: str
    adm1: int | None
    adm2: int | None
    km: float


class WorldTowns:
    """The towns of a world index by where they lie."""

    def __init__(self, world: Path) -> None:
        import numpy as np
        from scipy.spatial import cKDTree

        with closing(sqlite3.connect(f"file:{world}?mode=ro&immutable=1", uri=True)) as base:
            self._rows = base.execute(
                "select id, country, adm1, adm2, latitude, longitude from place"
                " where kind = 'city' and latitude is not null and country is not null"
            ).fetchall()
        self._tree: Any = cKDTree(_on_sphere(np.array([row[4:6] for row in self._rows], dtype=float).reshape(-1, 2)))

    @staticmethod
    @cache
    def of(world: Path) -> WorldTowns:
        return WorldTowns(world)

    def nearest(self, points: Sequence[Point], count: int = 1, within_km: float = FAR_KM) -> list[list[Near]]:
        """For each point up to `count` towns within `within_km`, nearest first."""
        import numpy as np

        if not points or not self._rows:
            return [[] for _ in points]
        distances, numbers = self._tree.query(
            _on_sphere(np.array(points, dtype=float)),
            k=[*range(1, count + 1)],
            distance_upper_bound=within_km / EARTH_KM,
        )
        return [
            [
                self._near(int(number), float(far))
                for far, number in zip(row, found, strict=True)
                if number < len(self._rows)
            ]
            for row, found in zip(distances, numbers, strict=True)
        ]

    def countries_of(self, points: Sequence[Point]) -> list[str]:
        """The country of the town nearest to each point; points far from every town say nothing."""
        return [near[0].country for near in self.nearest(points) if near] or ["?"]

    def _near(self, number: int, far: float) -> Near:
        town, country, adm1, adm2, _, _ = self._rows[number]
        return Near(id=town, country=country, adm1=adm1, adm2=adm2, km=far * EARTH_KM)


def _on_sphere(points: Any) -> Any:
    import numpy as np

    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
