"""An append-only list of changes to the schema; the names applied are kept in the file itself."""

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, inspect, select

from onrecord.store import schema
from onrecord.store.dialect import Dialect
from onrecord.store.runs import list_runs
from onrecord.store.schema import (
    alert,
    amendment,
    arranged,
    block,
    choice,
    delivery,
    facet,
    feed,
    incident,
    incident_claim,
    incident_id,
    incident_text,
    likeness,
    linked,
    metadata,
    migration,
    node,
    note,
    rating,
    revision,
    seen,
    telling,
)  # fmt: skip
from onrecord.store.schema_raw import raw
from onrecord.store.schema_runs import coding, run
from onrecord.store.sketches import make_tables


def m001_initial(connection: Connection, _: Dialect) -> None:
    """Makes all tables of the first release."""
    metadata.create_all(connection)


def m002_feeds(connection: Connection, _: Dialect) -> None:
    """Adds the feeds that are watched and the entries seen in them."""
    metadata.create_all(connection, tables=[feed, seen])


def m003_linking(connection: Connection, _: Dialect) -> None:
    """Adds what linking keeps between runs: tellings, nodes, blocks, likenesses."""
    metadata.create_all(connection, tables=[telling, node, block, likeness, linked])


def m004_incidents(connection: Connection, dialect: Dialect) -> None:
    """Adds the cache of incidents with its indexes, the ids that incidents have had, and ways into stories by date."""
    tables = [incident, incident_text, incident_claim, facet, choice, incident_id, revision]
    metadata.create_all(connection, tables=tables)
    if not connection.scalar(select(func.count()).select_from(revision)):
        connection.execute(insert(revision).values(number=0))
    for index in (*schema.story.indexes, *schema.claim.indexes):
        index.create(connection, checkfirst=True)
    dialect.make_indexes(connection)


def m005_review(connection: Connection, _: Dialect) -> None:
    """Adds people's corrections and analyst codes, saved filters and what was sent of them."""
    metadata.create_all(connection, tables=[amendment, rating, alert, delivery])


def m006_arranged(connection: Connection, _: Dialect) -> None:
    """Adds how stories stand to one another, as linking saw it last."""
    metadata.create_all(connection, tables=[arranged])


def m007_runs(connection: Connection, _: Dialect) -> None:
    """Adds the list of runs, filled from the versions that the stories name, and codings that are not in force."""
    metadata.create_all(connection, tables=[run, coding])
    list_runs(connection)


def m008_notes(connection: Connection, _: Dialect) -> None:
    """Adds what publishing works out of each incident, once for each of its states."""
    metadata.create_all(connection, tables=[note])


def m009_neighbours(connection: Connection, _: Dialect) -> None:
    """Adds the tables by which linking finds what a new story bears on, and an index of judgements.

    They are empty: the first link is of the whole record, and fills them.
    """
    make_tables(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS derived")
    for index in schema.judgement.indexes:
        index.create(connection, checkfirst=True)


def m010_raw(connection: Connection, _: Dialect) -> None:
    """Adds raw input by hash; empty, for what came in before was not kept."""
    metadata.create_all(connection, tables=[raw])


MIGRATIONS: tuple[Callable[[Connection, Dialect], None], ...] = (
    m001_initial, m002_feeds, m003_linking, m004_incidents, m005_review, m006_arranged,
    m007_runs, m008_notes, m009_neighbours, m010_raw,
)  # fmt: skip


def pending(connection: Connection) -> bool:
    """Whether there is a migration that this database has not seen."""
    return {step.__name__ for step in MIGRATIONS} - _applied(connection) != set()


def migrate(connection: Connection, dialect: Dialect) -> None:
    """Applies, in order, each migration that this database has not seen; within one transaction."""
    migration.create(connection, checkfirst=True)
    for step in MIGRATIONS:
        if step.__name__ not in _applied(connection):
            step(connection, dialect)
            connection.execute(insert(migration).values(name=step.__name__))


def _applied(connection: Connection) -> set[str]:
    if not inspect(connection).has_table(migration.name):
        return set()
    return set(connection.scalars(select(migration.c.name)))
