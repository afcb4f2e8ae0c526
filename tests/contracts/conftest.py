"""A record of each kind of store, new for each test."""

import os
from pathlib import Path

import pytest
from postgresql_cluster import programs, shared_cluster
from sqlalchemy import create_engine, delete, text, update

from onrecord.store.record import Store
from onrecord.store.schema import metadata, migration, revision
from onrecord.store.source import Source


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """The address of a PostgreSQL server with PostGIS; the test skips, saying why, where there is none."""
    missing = programs()[1]
    if missing:
        pytest.skip(missing)
    base = Path(tmp_path_factory.getbasetemp())
    with shared_cluster(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) as address:
        yield address


@pytest.fixture(scope="session")
def database(postgresql):
    """Makes a database on the server, by name, and gives its address."""
    made = []

    def make(name):
        name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}"
        engine = create_engine(postgresql.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        made.append(name)
        return postgresql.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(scope="session")
def one_database(database):
    """One database, its connections kept, which is emptied for each record that a test asks for."""
    yield from opened(database("shared"))


@pytest.fixture(scope="session")
def one_file(tmp_path_factory):
    """One SQLite file, which is emptied for each record that a test asks for."""
    yield from opened(tmp_path_factory.mktemp("store") / "record.sqlite")


def opened(where):
    source = Source(where)
    with Store(source):
        pass
    yield source
    source.close()


def emptied(source):
    with source.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            if table not in (migration, revision):
                connection.execute(delete(table))
        connection.execute(update(revision).values(number=0))
    return source


@pytest.fixture(params=["one_file", "one_database"], ids=["sqlite", "postgresql"])
def make_store(request):
    """Makes an empty record of one kind of store; each call empties the one before."""
    source = request.getfixturevalue(request.param)
    return lambda: Store(emptied(source))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, tmp_path):
    """The place of a new record, a path or an address, to be opened by several at once."""
    if request.param == "sqlite":
        return str(tmp_path / "record.sqlite")
    return request.getfixturevalue("database")("own")
