"""GeoJSON (RFC 7946), one feature a line within one collection; null geometry for the unplaced."""

import json
from collections.abc import Iterable, Iterator

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.table import Table
from onrecord.records.incident import Incident


def geojson_chunks(table: Table, incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    """A FeatureCollection, written feature by feature; the properties are the columns of the table."""
    names = [column.name for column in table.columns]
    key, lat, lon = names.index(table.key), names.index("lat"), names.index("lon")
    yield b'{"type": "FeatureCollection", "features": ['
    comma = b"\n"
    for row in table.rows(incidents, stories):
        point = None if row[lat] is None or row[lon] is None else {"type": "Point", "coordinates": [row[lon], row[lat]]}
        properties = {name: value for name, value in zip(names, row, strict=True) if name not in {"lat", "lon"}}
        feature = {"type": "Feature", "id": row[key], "geometry": point, "properties": properties}
        yield comma + json.dumps(feature, ensure_ascii=False).encode("utf-8", "replace")
        comma = b",\n"
    yield b"\n]}\n"
