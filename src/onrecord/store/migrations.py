"""An append-only list of changes to the schema; the names applied are kept in the file itself."""

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from onrecord.store.schema import metadata, migration


def m001_initial(connection: Connection) -> None:
    """Makes all tables of the first release."""
    metadata.create_all(connection)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (m001_initial,)


def migrate(connection: Connection) -> None:
    """Applies, in order, each migration that this database has not seen."""
    migration.create(connection, checkfirst=True)
    seen = set(connection.scalars(select(migration.c.name)))
    for step in MIGRATIONS:
        if step.__name__ not in seen:
            step(connection)
            connection.execute(insert(migration).values(name=step.__name__))
