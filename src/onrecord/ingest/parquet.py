"""Reads Parquet, in which researchers keep corpora: one story a row, columns as in any table."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onrecord.ingest.columns import Columns
from onrecord.ingest.draft import Source
from onrecord.ingest.gate import ignored, quarantined
from onrecord.ingest.given import known_field
from onrecord.ingest.tables import is_heading, story_from_row
from onrecord.records.story import Ignored, Story

_ROWS = 5_000_000
_BYTES = 1024 * 1024 * 1024  # unpacked, of the columns that are read
_RATIO = 2000  # times its packed size; columns of one repeated value pack far better than text
_AT_ONCE = 500  # rows


def is_parquet(data: bytes) -> bool:
    """Whether the bytes open like a Parquet file."""
    return data.startswith(b"PAR1")


def stories_from_parquet(data: bytes, source: Source) -> Iterator[Story | Ignored]:
    """A story, or the reason for none, for every row. Never raises."""
    own = replace(source, item=source.item.model_copy(update={"format": "parquet"}))
    number = 0
    try:
        for number, row in enumerate(_rows(data, source.columns), start=1):
            yield story_from_row(row, own, number=number)
    except _NoStoriesError as error:
        yield ignored(own.item, "not-a-story", str(error))
        return
    except Exception as error:  # noqa: BLE001 (broken files trip pyarrow up in ways that no list of exceptions covers)
        told = f"after row {number} no Parquet that can be read: {error}"
        yield quarantined(own.item, "parquet-invalid", told[:200])
        return
    if not number:
        yield ignored(own.item, "not-a-story", "a table with no row in it")


def stories_from_rows(path: Path, rows: range, source: Source) -> Iterator[Story | Ignored]:
    """As `stories_from_parquet`, but of some rows (counted from 1) of a file on disk, which may be of any size.

    Raises what pyarrow raises where the file is damaged.
    """
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415 (for this format only)

    own = replace(source, item=source.item.model_copy(update={"format": "parquet"}))
    with ParquetFile(path) as file:
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
        starts = [1 + sum(sizes[:n]) for n in range(len(sizes))]
        groups = [n for n, at in enumerate(starts) if at < rows.stop and at + sizes[n] > rows.start]
        wanted = _wanted(file.schema_arrow.names, source.columns)
        number = starts[groups[0]] if groups else 1
        for batch in file.iter_batches(batch_size=_AT_ONCE, columns=wanted, row_groups=groups):
            inside = [(n, row) for n, row in enumerate(batch.to_pylist(), start=number) if n in rows]
            number += batch.num_rows
            for n, row in inside:
                yield story_from_row({name: _plain(value) for name, value in row.items()}, own, number=n)


def _wanted(names: list[str], columns: Columns) -> list[str]:
    """The columns that are known or named: corpora carry many others, some of them huge."""
    return [n for n in names if known_field(n) or n in {column for _, column in columns.named}]


class _NoStoriesError(Exception):
    """The table has no column of text that is known."""


def _rows(data: bytes, columns: Columns) -> Iterator[Mapping[str, object]]:
    """The rows, with the columns that are wanted of them."""
    import pyarrow as pa  # noqa: PLC0415 (for this format only)
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    file = ParquetFile(pa.BufferReader(data))
    names = file.schema_arrow.names
    if not is_heading(names, columns):
        told = ", ".join(names[:12])
        raise _NoStoriesError(f"no column of text that is known among {told}; name it with --columns")
    wanted = _wanted(names, columns)
    _check_size(file, wanted, len(data))
    for batch in file.iter_batches(batch_size=_AT_ONCE, columns=wanted):
        for row in batch.to_pylist():
            yield {name: _plain(value) for name, value in row.items()}


def _check_size(file: Any, wanted: list[str], packed: int) -> None:
    """Raises ValueError where the columns would unpack to more than the limits."""
    about = file.metadata
    groups = [about.row_group(n) for n in range(about.num_row_groups)]
    chunks = [g.column(n) for g in groups for n in range(g.num_columns)]
    size = sum(c.total_uncompressed_size for c in chunks if c.path_in_schema.split(".")[0] in wanted)
    if about.num_rows > _ROWS or size > min(_BYTES, _RATIO * max(packed, 1000)):
        raise ValueError(f"{about.num_rows} rows of {size} bytes unpacked: beyond the limits")


def _plain(value: object) -> object:
    """The value as JSON would carry it: dates written out, missing numbers as nothing."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return None if isinstance(value, float) and not math.isfinite(value) else value
