"""Distances, middles and moves on the sphere: points in, points and kilometres out. Knows no places."""

from __future__ import annotations

import math
from collections.abc import Sequence

EARTH_KM = 6371.0

Point = tuple[float, float]  # latitude, longitude, WGS84 degrees
_KM_A_DEGREE = 111.19  # of latitude, rounded down


def distance_km(left: Point, right: Point) -> float:
    """Great-circle distance on a sphere of 6,371 km."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(lat), math.radians(lon)) for lat, lon in (left, right))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def is_within_km(left: Point, right: Point, most: float) -> bool:
    """At most so far apart; most pairs are told by their latitudes alone."""
    return abs(left[0] - right[0]) * _KM_A_DEGREE <= most and distance_km(left, right) <= most


def centre_of(points: Sequence[Point]) -> Point:
    """Mean direction of points on the sphere, so that a unit across 180° keeps its place."""
    x = y = z = 0.0
    for latitude, longitude in points:
        lat, lon = math.radians(latitude), math.radians(longitude)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def move(start: Point, bearing: float, distance: float) -> Point:
    """The point at a distance (km) and bearing (degrees from north) on the sphere."""
    lat, lon, angle = math.radians(start[0]), math.radians(start[1]), distance / EARTH_KM
    turn = math.radians(bearing)
    to_lat = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))
    to_lon = lon + math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(to_lat)
    )
    return round(math.degrees(to_lat), 5), round((math.degrees(to_lon) + 540) % 360 - 180, 5)
