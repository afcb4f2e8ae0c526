"""PostgreSQL's own way: a tsvector and GIN for words, a PostGIS point and GiST for places."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    cast,
    create_engine,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from onrecord.errors import SetupError
from onrecord.records.filter import Box
from onrecord.store.batches import Row
from onrecord.store.dialect import Condition, Nums
from onrecord.store.schema import incident

_KEY = 7_266_377_325  # of the lock that one writer holds
_MADE = (
    """CREATE OR REPLACE FUNCTION onrecord_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN array_to_tsvector(string_to_array(words, ' '))""",
    "CREATE INDEX incident_words ON incident USING gin (onrecord_words(words))",
    "CREATE INDEX incident_point ON incident USING gist (point)",
)
_POINT = """ALTER TABLE incident ADD COLUMN IF NOT EXISTS point geometry(Point, 4326)
            GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED"""


class Postgresql:
    """The record in a PostgreSQL database with PostGIS."""

    name = "postgresql"

    def engine(self, where: str) -> Engine:
        """What connects to the database at an address such as postgresql://user@host/name."""
        try:
            import psycopg  # noqa: F401, PLC0415 (an extra)
        except ImportError as error:
            raise SetupError(
                "R206", "a record in PostgreSQL needs psycopg; pip install 'onrecord[postgresql]'"
            ) from error
        return create_engine(make_url(where).set(drivername="postgresql+psycopg"))

    def lock(self, connection: Connection) -> None:
        """Takes the one lock for writing, which goes with the transaction."""
        connection.execute(select(func.pg_advisory_xact_lock(_KEY)))

    def hold(self, connection: Connection) -> None:
        """Has the transaction read the database as it is at its first question."""
        connection.execution_options(isolation_level="REPEATABLE READ")

    def make_indexes(self, connection: Connection) -> None:
        """Makes the column of points and the indexes; raises SetupError (R207) where PostGIS cannot be had."""
        try:
            with connection.begin_nested():
                connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        except DBAPIError as error:
            raise SetupError(
                "R207",
                "the database needs PostGIS: install it on the server (Debian: postgresql-15-postgis-3), then"
                " CREATE EXTENSION postgis as its superuser",
            ) from error
        connection.exec_driver_sql(_POINT)
        for statement in _MADE:
            connection.exec_driver_sql(statement)

    def drop_indexes(self, connection: Connection) -> None:
        """Takes the indexes away."""
        for name in ("incident_words", "incident_point"):
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")

    def begin_load(self, connection: Connection) -> None:
        """Takes more memory, in which indexes are sorted."""
        connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))

    def load(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Adds many rows by COPY."""
        if not rows:
            return
        from psycopg import sql  # noqa: PLC0415 (an extra)

        cursor = connection.connection.cursor()
        columns = sql.SQL(", ").join(sql.Identifier(name) for name in rows[0])
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)) as copy:
            for row in rows:
                copy.write_row([v.replace("\0", "\ufffd") if isinstance(v, str) else v for v in row.values()])

    def saying(self, words: Sequence[str]) -> Nums:
        """The incidents that hold all of these words."""
        return select(incident.c.num).where(self.says(words))

    def holds(self, words: Sequence[str]) -> Condition:
        """Whether the words stand in its row."""
        return and_(*(func.strpos(" " + incident.c.words + " ", f" {word} ") > 0 for word in words))

    def says(self, words: Sequence[str]) -> Condition:
        """Whether the incident holds all of these words."""
        wanted = cast(" & ".join(f"'{word}'" for word in words), TSQUERY)
        return func.onrecord_words(incident.c.words, type_=TSVECTOR).bool_op("@@")(wanted)

    def near(self, box: Box) -> Nums:
        """The incidents in the box."""
        return select(incident.c.num).where(self.touches(box))

    def touches(self, box: Box) -> Condition:
        """Whether the point lies in the box; one across the 180th meridian is two."""
        spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
        parts = [func.ST_MakeEnvelope(west, box.south, east, box.north, 4326) for west, east in spans]
        return or_(*(literal_column("incident.point").bool_op("&&")(part) for part in parts))

    def either(self, nums: Nums, first: Condition, second: Condition) -> Condition:  # noqa: ARG002 (the other database asks)
        """Whether one of both holds, looked up at once."""
        return or_(first, second)

    def bare(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """The column: PostgreSQL knows its tables well enough."""
        return column

    def tidy(self, connection: Connection) -> None:
        """Counts the tables for the planner."""
        connection.execute(text("ANALYZE"))

    def faults(self, connection: Connection) -> tuple[str, ...]:
        """Indexes that cannot be used; where the extension amcheck is there, also those that do not fit their table."""
        own = "FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace = current_schema()::regnamespace"
        broken = connection.scalars(text(f"SELECT relname {own} AND NOT indisvalid ORDER BY relname"))
        found = [f"the index {name} cannot be used: REINDEX it" for name in broken]
        if connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'amcheck'")):
            trees = f"SELECT c.oid::regclass::text {own} AND relam = (SELECT oid FROM pg_am WHERE amname = 'btree')"  # noqa: S608
            for name in connection.scalars(text(trees)).all():
                try:
                    with connection.begin_nested():
                        connection.execute(text("SELECT bt_index_check(CAST(:name AS regclass), true)"), {"name": name})
                except DBAPIError as error:
                    found.append(f"the index {name} is damaged: {error.orig}")
        return tuple(found)
