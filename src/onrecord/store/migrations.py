"""An append-only list of changes to the schema; the names applied are kept in the file itself."""

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from onrecord.store.schema import block, feed, likeness, linked, metadata, migration, node, seen, telling


def m001_initial(connection: Connection) -> None:
    """Makes all tables of the first release."""
    metadata.create_all(connection)


def m002_feeds(connection: Connection) -> None:
    """Adds the feeds that are watched and the entries seen in them."""
    metadata.create_all(connection, tables=[feed, seen])


def m003_linking(connection: Connection) -> None:
    """Adds what linking keeps between runs: tellings, nodes, blocks, likenesses."""
    metadata.create_all(connection, tables=[telling, node, block, likeness, linked])


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (m001_initial, m002_feeds, m003_linking)


def migrate(connection: Connection) -> None:
    """Applies, in order, each migration that this database has not seen."""
    migration.create(connection, checkfirst=True)
    seen = set(connection.scalars(select(migration.c.name)))
    for step in MIGRATIONS:
        if step.__name__ not in seen:
            step(connection)
            connection.execute(insert(migration).values(name=step.__name__))
