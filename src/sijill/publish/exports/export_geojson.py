"""GeoJSON (RFC 7946): a feature for each incident and episode, with its tolls among the properties.

Shared -> one FeatureCollection. Longitude first. An incident whose place is not known has a null geometry, and every point
says in radius_km how far off it may be.
"""

from __future__ import annotations

from typing import IO, Any

from sijill.publish.exports.layout import write_object
from sijill.publish.exports.rows import SUBJECT_COLUMNS, TOLL_COLUMNS, subject_fields, subjects, toll_fields
from sijill.publish.lookup import look_up
from sijill.publish.protect import Shared
from sijill.publish.words import NOTICE

COLUMNS = (*(column for column in SUBJECT_COLUMNS if column not in ("latitude", "longitude")), "tolls")


def rows(shared: Shared) -> list[dict[str, Any]]:
    """The features, as plain values."""
    lookup = look_up(shared.register)
    features = []
    for subject in subjects(lookup):
        fields = subject_fields(subject, lookup)
        latitude, longitude = fields.pop("latitude"), fields.pop("longitude")
        tolls = [toll_fields(toll, lookup, shared) for toll in lookup.tolls.get(subject.id, ())]
        geometry = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        features.append(
            {"type": "Feature", "id": subject.id, "geometry": geometry, "properties": {**fields, "tolls": tolls}}
        )
    return features


def write(shared: Shared, stream: IO[str]) -> None:
    collection = {
        "type": "FeatureCollection",
        "notice": NOTICE,
        "built_at": shared.register.built_at,
        "internal": shared.internal,
        "toll_columns": list(TOLL_COLUMNS),
        "features": rows(shared),
    }
    write_object(collection, stream)
