"""Parquet and GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/), a row group at a time."""

import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.table import Column, Table, Value, batches
from onrecord.records.incident import Incident

_GROUP = 3_000  # rows in memory at once
_TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "moment": pa.string(),
}
_BOX = ("xmin", "ymin", "xmax", "ymax")
# what readers skip row groups by; bounds of every column in every group would fill the memory of a large file
_SOUGHT = ("type", "status", "start", "end", "country", "lat", "lon", *(f"bbox.{corner}" for corner in _BOX))
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {
            "encoding": "WKB",
            "geometry_types": ["Point"],
            "covering": {"bbox": {corner: ["bbox", corner] for corner in _BOX}},
        }
    },
}  # no crs: then it is OGC:CRS84, longitude before latitude


class _Sink(BytesIO):
    """A file that is emptied while it is written, so that what was written need not be kept."""

    def __init__(self) -> None:
        super().__init__()
        self._before = 0

    def tell(self) -> int:
        return self._before + super().tell()

    def drained(self) -> bytes:
        """What was written since the last time."""
        chunk = self.getvalue()
        self._before += len(chunk)
        self.seek(0)
        self.truncate()
        return chunk


def parquet_chunks(
    table: Table, incidents: Iterable[Incident], stories: Stories, *, geo: bool = False
) -> Iterator[bytes]:
    """The table as Parquet; with `geo`, points as WKB in `geometry`, null for the unplaced, and in `bbox`."""
    schema = _schema(table, geo=geo)
    sink = _Sink()  # is not closed by the writer
    with pq.ParquetWriter(sink, schema, compression="zstd", version="2.6", write_statistics=list(_SOUGHT)) as writer:
        for rows in batches(table.rows(incidents, stories), _GROUP):
            writer.write_table(pa.table(_arrays(table, rows, geo=geo), schema=schema), row_group_size=_GROUP)
            yield sink.drained()
    yield sink.drained()


def _schema(table: Table, *, geo: bool) -> pa.Schema:
    fields = [pa.field(c.name, _TYPES[c.kind], metadata={"description": c.about}) for c in table.columns]
    if not geo:
        return pa.schema(fields)
    box = pa.struct([(corner, pa.float64()) for corner in _BOX])
    fields += [pa.field("geometry", pa.binary()), pa.field("bbox", box)]
    return pa.schema(fields, metadata={"geo": json.dumps(_GEO)})


def _arrays(table: Table, rows: Sequence[tuple[Value, ...]], *, geo: bool) -> list[pa.Array]:
    columns = list(zip(*rows, strict=True))
    arrays = [_array(column, values) for column, values in zip(table.columns, columns, strict=True)]
    if geo:
        names = [column.name for column in table.columns]
        points = list(zip(columns[names.index("lon")], columns[names.index("lat")], strict=True))
        arrays.append(pa.array([_wkb(x, y) for x, y in points], pa.binary()))
        boxes = [None if x is None or y is None else dict(zip(_BOX, (x, y, x, y), strict=True)) for x, y in points]
        arrays.append(pa.array(boxes, pa.struct([(corner, pa.float64()) for corner in _BOX])))
    return arrays


def _array(column: Column, values: Sequence[Value]) -> pa.Array:
    if column.kind == "date":
        return pa.array([_day(value) for value in values], pa.date32())
    if column.kind in {"text", "moment"}:
        clean = [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values]
        return pa.array(clean, pa.string())
    return pa.array(values, _TYPES[column.kind])


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _wkb(x: Value, y: Value) -> bytes | None:
    """A point as well-known binary, little-endian (OGC 06-103r4, section 8)."""
    return None if x is None or y is None else struct.pack("<BIdd", 1, 1, float(x), float(y))
