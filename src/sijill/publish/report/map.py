"""Lays out the map: incidents on the offline outline, uncertain places as circles of their radius.

Incidents with their locations -> Map, plain geometry that map.html draws. Incidents whose place is not known are no part of it;
the page lists them beside. Nothing is ever put at 0, 0 for want of a place.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from sijill.model.incident import Incident
from sijill.model.location import Location, WherePrecision
from sijill.publish.report.outline import Box, Point, clip

WIDTH, HEIGHT = 860.0, 540.0
_KM_PER_DEGREE = 111.2
_SMALLEST_SPAN = 1.6  # degrees: closer in, a 1:50m outline is empty
_FARTHEST_RADIUS_KM = 200.0  # a country's circle does not decide how far the map zooms out
_GRATICULE_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_BAR_LENGTHS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_LOCATOR_SPAN = 14.0  # degrees
_LOCATOR_SIZE = (180.0, 120.0)
MOST_PLACES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country: the path of its outline and where its name stands (None where too little of it shows)."""

    name: str
    path: str
    label: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Incidents at one point. ring: radius in map units, None where it is too small to draw; exact: the spot itself is named."""

    number: int
    location: Location
    incidents: tuple[Incident, ...]
    x: float
    y: float
    ring: float | None
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the graticule: at: its place on the edge, label: "36°E"."""

    at: float
    label: str
    upright: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A small map of what lies around, with the frame of the large one on it."""

    lands: tuple[Land, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    lands: tuple[Land, ...]
    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    bar_km: int
    bar: float
    locator: Locator | None
    left_out: int  # places beyond MOST_PLACES, which only the list has


def draw_map(incidents: Iterable[Incident]) -> Map | None:
    """Lays out every incident that has a point; None where none has."""
    grouped = _by_place(incidents)
    if not grouped:
        return None
    view = _View(_box([group[0] for group in grouped[:MOST_PLACES]]))
    places = tuple(_place(number, group, view) for number, group in enumerate(grouped[:MOST_PLACES], start=1))
    bar_km = max((km for km in _BAR_LENGTHS_KM if view.units(km) <= WIDTH / 4), default=_BAR_LENGTHS_KM[0])
    return Map(
        lands=tuple(_clear(_land(country.name, rings, view), places) for country, rings in clip(view.box)),
        places=places,
        lines=_graticule(view),
        bar_km=bar_km,
        bar=round(view.units(bar_km), 1),
        locator=_locator(view),
        left_out=max(0, len(grouped) - MOST_PLACES),
    )


def _locator(view: _View) -> Locator | None:
    """Shows where the map lies, in a frame of at least 14 degrees; None where the map itself shows as much."""
    west, south, east, north = view.box
    if north - south > _LOCATOR_SPAN / 2:
        return None
    reach = max(_LOCATOR_SPAN, 4 * (north - south)) / 2
    # Steps of a few degrees, so that neighbouring maps share one drawing.
    step = reach / 4
    middle = (round((west + east) / 2 / step) * step, round((south + north) / 2 / step) * step)
    wide, lands = _around(middle, reach)
    corner, opposite = wide.spot(west, north), wide.spot(east, south)
    return Locator(
        lands=lands,
        x=corner[0],
        y=corner[1],
        width=round(opposite[0] - corner[0], 1),
        height=round(opposite[1] - corner[1], 1),
    )


@lru_cache(maxsize=512)
def _around(middle: Point, reach: float) -> tuple[_View, tuple[Land, ...]]:
    box = (middle[0] - reach, max(middle[1] - reach, -90.0), middle[0] + reach, min(middle[1] + reach, 90.0))
    view = _View(box, _LOCATOR_SIZE)
    return view, tuple(_land(country.name, rings, view) for country, rings in clip(view.box))


def _by_place(incidents: Iterable[Incident]) -> list[tuple[Location, tuple[Incident, ...]]]:
    """Groups incidents that share a point and a precision; places with most incidents first, else north to south."""
    grouped: defaultdict[tuple[float, float, int], list[Incident]] = defaultdict(list)
    for incident in incidents:
        location = incident.location
        if location is not None and location.latitude is not None and location.longitude is not None:
            key = (round(location.latitude, 3), round(location.longitude, 3), int(location.precision or 0))
            grouped[key].append(incident)
    ordered = sorted(grouped.items(), key=lambda group: (-len(group[1]), -group[0][0], group[0][1]))
    return [(group[0].location, tuple(group)) for _, group in ordered if group[0].location is not None]


class _View:
    """A box of degrees on the page: equirectangular, true to scale at the box's middle latitude."""

    def __init__(self, box: Box, page: Point = (WIDTH, HEIGHT)) -> None:
        west, south, east, north = box
        self.squeeze = max(math.cos(math.radians((south + north) / 2)), 0.05)
        # Grow the shorter side, so that the box has the page's shape.
        wide, high = (east - west) * self.squeeze, north - south
        self.scale = min(page[0] / wide, page[1] / high)
        middle = ((west + east) / 2, (south + north) / 2)
        half = (page[0] / self.scale / self.squeeze / 2, page[1] / self.scale / 2)
        self.box: Box = (middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1])

    def spot(self, longitude: float, latitude: float) -> Point:
        if longitude < self.box[0]:
            longitude += 360
        x = (longitude - self.box[0]) * self.squeeze * self.scale
        return round(x, 1), round((self.box[3] - latitude) * self.scale, 1)

    def units(self, km: float) -> float:
        return km / _KM_PER_DEGREE * self.scale


def _box(locations: Sequence[Location]) -> Box:
    """The degrees that hold every place and its circle, across the date line where that is the shorter way round."""
    points = [
        (one.longitude, one.latitude, one)
        for one in locations
        if one.longitude is not None and one.latitude is not None
    ]
    longitudes = sorted(point[0] for point in points)
    gaps = [right - left for left, right in pairwise(longitudes)]
    split = gaps.index(max(gaps)) if gaps and max(gaps) > 180 else None
    west_of = longitudes[split] if split is not None else -181.0
    edges = []
    for longitude, latitude, location in points:
        east = longitude + 360 if longitude <= west_of else longitude
        reach = min(location.radius_km or 0.0, _FARTHEST_RADIUS_KM) / _KM_PER_DEGREE
        across = reach / max(math.cos(math.radians(latitude)), 0.05)
        edges.append((east - across, latitude - reach, east + across, latitude + reach))
    west, south = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    east, north = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    pad_x, pad_y = _padding(east - west), _padding(north - south)
    return west - pad_x, max(south - pad_y, -90.0), east + pad_x, min(north + pad_y, 90.0)


def _padding(span: float) -> float:
    return max(span * 0.12, (_SMALLEST_SPAN - span) / 2)


def _land(name: str, rings: list[list[Point]], view: _View) -> Land:
    drawn = [_thin([view.spot(*point) for point in ring]) for ring in rings]
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in drawn if len(ring) > 2)
    largest = max(drawn, key=lambda ring: abs(_area(ring)))
    label = _middle(largest) if abs(_area(largest)) > 12_000 else None
    return Land(name=name, path=path, label=label)


def _clear(land: Land, places: Sequence[Place]) -> Land:
    """Moves a country's name off the places; drops it where there is no room."""
    if land.label is None:
        return land
    x, y = land.label
    for shift in (0, -70, 70, -140, 140, -210, 210):
        moved = y + shift
        if 30 < moved < HEIGHT - 30 and not any(
            abs(place.x - x) < 90 and abs(place.y - moved) < 28 for place in places
        ):
            return replace(land, label=(x, round(moved, 1)))
    return replace(land, label=None)


def _thin(ring: list[Point]) -> list[Point]:
    """Leaves out points that fall on the one before."""
    kept: list[Point] = []
    for point in ring:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 0.6:
            kept.append(point)
    return kept


def _area(ring: list[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(left[0] * right[1] - right[0] * left[1] for left, right in pairs) / 2


def _middle(ring: list[Point]) -> Point:
    """The centre of gravity of a ring, kept off the map's edge."""
    area = _area(ring)
    x = y = 0.0
    for left, right in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = left[0] * right[1] - right[0] * left[1]
        x, y = x + (left[0] + right[0]) * cross, y + (left[1] + right[1]) * cross
    x, y = x / (6 * area), y / (6 * area)
    return round(min(max(x, 60.0), WIDTH - 60), 1), round(min(max(y, 24.0), HEIGHT - 24), 1)


def _place(number: int, group: tuple[Location, tuple[Incident, ...]], view: _View) -> Place:
    location, incidents = group
    assert location.longitude is not None and location.latitude is not None
    x, y = view.spot(location.longitude, location.latitude)
    ring = view.units(location.radius_km) if location.radius_km else 0.0
    return Place(
        number=number, location=location, incidents=incidents, x=x, y=y, ring=round(ring, 1) if ring >= 4 else None,
        exact=location.precision in (WherePrecision.EXACT, WherePrecision.NEAR),
    )  # fmt: skip


def _graticule(view: _View) -> tuple[Line, ...]:
    west, south, east, north = view.box
    step = next((step for step in _GRATICULE_STEPS if (north - south) / step <= 5), _GRATICULE_STEPS[-1])
    lines = [
        Line(at=view.spot(degree, north)[0], label=_degrees(((degree + 180) % 360) - 180, "E", "W"), upright=True)
        for degree in _multiples(west, east, step)
    ]
    lines += [
        Line(at=view.spot(west, degree)[1], label=_degrees(degree, "N", "S"), upright=False)
        for degree in _multiples(max(south, -90.0), min(north, 90.0), step)
    ]
    return tuple(lines)


def _multiples(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [round(index * step, 6) for index in range(first, math.floor(high / step) + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    """_degrees(-3.5, "E", "W") -> "3.5°W" """
    return f"{abs(value):g}°{positive if value > 0 else negative if value < 0 else ''}"
