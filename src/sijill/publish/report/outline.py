"""The offline outline of the world's countries: loads it, clips it to a box of degrees.

static/outline.json (Natural Earth 1:50m, public domain; made by tools/make_outline.py) -> country rings in degrees. Draws nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Point = tuple[float, float]  # longitude, latitude
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    name: str
    code: str | None
    box: Box
    rings: tuple[tuple[Box, list[Point]], ...]  # each with its own box


@cache
def countries() -> tuple[Country, ...]:
    outline = json.loads((files("sijill.publish") / "static/outline.json").read_text(encoding="utf-8"))
    steps = outline["steps_per_degree"]
    arcs = [_decode(text, steps) for text in outline["arcs"]]
    return tuple(
        Country(
            name=country["name"],
            code=country["code"],
            box=(country["box"][0], country["box"][1], country["box"][2], country["box"][3]),
            rings=tuple(_ring(indexes, arcs) for indexes in country["rings"]),
        )
        for country in outline["countries"]
    )


def _decode(text: str, steps: int) -> list[Point]:
    """Reads an encoded polyline (5-bit groups of zigzag differences)."""
    numbers: list[int] = []
    value = shift = 0
    for character in text:
        group = ord(character) - 63
        value |= (group & 0x1F) << shift
        shift += 5
        if group < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points: list[Point] = []
    x = y = 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x / steps, y / steps))
    return points


def _ring(indexes: list[int], arcs: list[list[Point]]) -> tuple[Box, list[Point]]:
    """Joins arcs to a ring with its box; a negative index runs its arc backwards."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys)), points


def clip(box: Box) -> Iterator[tuple[Country, list[list[Point]]]]:
    """The countries that reach into a box, each with its rings cut at the edges; a box may run past 180 degrees east."""
    for country in countries():
        rings: list[list[Point]] = []
        for turn in (0.0, 360.0, -360.0):
            if _apart(country.box, box, turn):
                continue
            for around, ring in country.rings:
                if not _apart(around, box, turn):
                    cut = _clip_ring([(x + turn, y) for x, y in ring] if turn else ring, box)
                    rings += [cut] if len(cut) > 2 else []
        if rings:
            yield country, rings


def _apart(inner: Box, box: Box, turn: float) -> bool:
    return inner[0] + turn > box[2] or inner[2] + turn < box[0] or inner[1] > box[3] or inner[3] < box[1]


def _clip_ring(ring: list[Point], box: Box) -> list[Point]:
    """Cuts a polygon at the four sides of a box (Sutherland and Hodgman 1974)."""
    for axis, limit, keeps_above in ((0, box[0], True), (0, box[2], False), (1, box[1], True), (1, box[3], False)):
        if not ring:
            break
        cut: list[Point] = []
        before = ring[-1]
        for point in ring:
            inside = (point[axis] >= limit) is keeps_above or point[axis] == limit
            was_inside = (before[axis] >= limit) is keeps_above or before[axis] == limit
            if inside is not was_inside:
                cut.append(_crossing(before, point, axis, limit))
            if inside:
                cut.append(point)
            before = point
        ring = cut
    return ring


def _crossing(left: Point, right: Point, axis: int, limit: float) -> Point:
    share = (limit - left[axis]) / (right[axis] - left[axis])
    other = left[1 - axis] + share * (right[1 - axis] - left[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)
