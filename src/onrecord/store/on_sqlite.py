"""SQLite's own way: one file in WAL, FTS5 for words, an R*Tree for points. Datasette opens it as it is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    column,
    create_engine,
    event,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from onrecord.records.filter import Box
from onrecord.store.batches import Row
from onrecord.store.dialect import Condition, Nums
from onrecord.store.schema import incident

_MEMORY, _MEMORY_OF_LOAD = 65_536, 524_288  # KiB of the file held in memory
_PATIENCE = 60  # seconds to wait for another process that is writing

_WORDS = table("incident_words", column("rowid"), column("incident_words"))
_BOX = table("incident_box", column("num"), column("west"), column("east"), column("south"), column("north"))

# the tokenizer takes every letter beyond ASCII as part of a word: words were parted before they came here
_MADE = {
    "incident_words": """
        CREATE VIRTUAL TABLE incident_words USING fts5(
            words, content='incident', content_rowid='num', tokenize='ascii', detail='none')""",
    "incident_box": "CREATE VIRTUAL TABLE incident_box USING rtree(num, west, east, south, north)",
}
_TRIGGERS = {
    "incident_words_added": """
        CREATE TRIGGER incident_words_added AFTER INSERT ON incident BEGIN
            INSERT INTO incident_words (rowid, words) VALUES (new.num, new.words);
        END""",
    "incident_words_gone": """
        CREATE TRIGGER incident_words_gone AFTER DELETE ON incident BEGIN
            INSERT INTO incident_words (incident_words, rowid, words) VALUES ('delete', old.num, old.words);
        END""",
    "incident_added": """
        CREATE TRIGGER incident_added AFTER INSERT ON incident WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN
            INSERT INTO incident_box VALUES (new.num, new.lon, new.lon, new.lat, new.lat);
        END""",
    "incident_gone": """
        CREATE TRIGGER incident_gone AFTER DELETE ON incident BEGIN
            DELETE FROM incident_box WHERE num = old.num;
        END""",
}


class Sqlite:
    """The record in one SQLite file."""

    name = "sqlite"

    def engine(self, where: str) -> Engine:
        """What connects to the file, which is made where it is not there."""
        Path(where).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{where}", connect_args={"timeout": _PATIENCE})
        event.listen(engine, "connect", _settle)
        return engine

    def lock(self, connection: Connection) -> None:
        """Takes the file's one lock for writing."""
        if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    def hold(self, connection: Connection) -> None:
        """Begins a transaction that reads the file as it is at its first question."""
        connection.exec_driver_sql("BEGIN")

    def make_indexes(self, connection: Connection) -> None:
        """Makes the index of words, the R*Tree, and the triggers that keep both; fills them from what is there."""
        for statement in (*_MADE.values(), *_TRIGGERS.values()):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO incident_words (incident_words) VALUES ('rebuild')")
        connection.exec_driver_sql(
            "INSERT INTO incident_box SELECT num, lon, lon, lat, lat FROM incident WHERE lat IS NOT NULL"
            " AND lon IS NOT NULL"
        )

    def drop_indexes(self, connection: Connection) -> None:
        """Takes the triggers and both indexes away."""
        for name in _TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        for name in _MADE:
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")

    def begin_load(self, connection: Connection) -> None:
        """Takes more memory, so that trees grow in it."""
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_MEMORY_OF_LOAD}")

    def load(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Adds many rows past SQLAlchemy, which looks at each value."""
        if rows:
            columns = ", ".join(f'"{name}"' for name in rows[0])
            values = ", ".join("?" * len(rows[0]))
            statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({values})'  # noqa: S608 (names of our own)
            connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])

    def saying(self, words: Sequence[str]) -> Nums:
        """The incidents that hold all of these words."""
        return select(_WORDS.c.rowid).where(_WORDS.c.incident_words.match(" AND ".join(f'"{w}"' for w in words)))

    def says(self, words: Sequence[str]) -> Condition:
        """Whether the incident is one of those."""
        return incident.c.num.in_(self.saying(words))

    def holds(self, words: Sequence[str]) -> Condition:
        """Whether the words stand in its row."""
        return and_(*(func.instr(" " + incident.c.words + " ", f" {word} ") > 0 for word in words))

    def near(self, box: Box) -> Nums:
        """The incidents whose point, rounded to four bytes, lies in the box."""
        c = _BOX.c
        if box.west <= box.east:
            across = and_(c.east >= box.west, c.west <= box.east)
        else:
            across = or_(c.east >= box.west, c.west <= box.east)
        return select(c.num).where(c.north >= box.south, c.south <= box.north, across)

    def touches(self, box: Box) -> Condition:
        """Whether the incident is one of those."""
        return incident.c.num.in_(self.near(box))

    def either(self, nums: Nums, first: Condition, second: Condition) -> Condition:  # noqa: ARG002 (the other database asks)
        """Whether the incident is one of either, looked up one after the other."""
        return incident.c.num.in_(nums)

    def bare(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column behind a plus."""
        return literal_column(f'+incident."{column.key}"', column.type)

    def tidy(self, connection: Connection) -> None:
        """Counts the tables for the planner."""
        connection.exec_driver_sql("ANALYZE")

    def faults(self, connection: Connection) -> tuple[str, ...]:
        """What SQLite finds wrong with the file, its keys and the index of words."""
        damage = [str(said) for said in connection.scalars(text("PRAGMA integrity_check")) if said != "ok"]
        loose = connection.execute(text("PRAGMA foreign_key_check")).all()
        return (*damage, *(f"a row of {row[0]} that belongs to no row of {row[2]}" for row in loose))


def _settle(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA cache_size = -{_MEMORY}")
    cursor.close()
