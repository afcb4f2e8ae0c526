"""A SQLite file of tables, with an index on what is asked most; Datasette opens it as it is."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.table import Table, batches
from onrecord.records.incident import Incident

_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_INDEXED = ("type", "start", "place", "country", "incident", "claimant", "story")
_CHUNK = 1 << 20  # bytes
_BATCH = 500  # rows


def sqlite_chunks(tables: Sequence[Table], incidents: Iterable[Incident], stories: Stories) -> Iterator[bytes]:
    """The tables as one SQLite file, written aside and handed on piece by piece.

    Columns are described in the table `columns`, so that the file explains itself.
    """
    with TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "export.sqlite"
        write_sqlite(path, tables, incidents, stories)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def write_sqlite(path: Path, tables: Sequence[Table], incidents: Iterable[Incident], stories: Stories) -> None:
    """Writes the tables into a new SQLite file."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # a file that is not whole is never handed on
        inserts = [_made(connection, table) for table in tables]
        for batch in batches(incidents, _BATCH):
            for table, insert in zip(tables, inserts, strict=True):
                insert(table.rows(batch, stories))
        for table in tables:
            for name in _INDEXED:
                if any(column.name == name for column in table.columns):
                    connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
        connection.commit()
    finally:
        connection.close()


def _made(connection: sqlite3.Connection, table: Table) -> Callable[[Iterable[tuple[object, ...]]], object]:
    """Creates the table and tells what inserts rows into it."""
    fields = [f'"{c.name}" {_TYPES.get(c.kind, "TEXT")}' for c in table.columns]
    key = f', PRIMARY KEY ("{table.key}")'
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(fields)}{key})')
    connection.execute('CREATE TABLE IF NOT EXISTS "columns" ("table" TEXT, "column" TEXT, "about" TEXT, "hxl" TEXT)')
    connection.executemany(
        'INSERT INTO "columns" VALUES (?, ?, ?, ?)', [(table.name, c.name, c.about, c.hxl) for c in table.columns]
    )
    insert = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 (names are ours)
    return lambda rows: connection.executemany(insert, ([_clean(v) for v in row] for row in rows))


def _clean(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
