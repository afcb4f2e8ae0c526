"""Records of every version that was released open today, nothing of them lost.

The files in `released/` are dumps of records that the code of that time made of two invented stories.
"""

import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import delete

from onrecord import pipeline
from onrecord.records.filter import Filter
from onrecord.store.migrations import MIGRATIONS
from onrecord.store.record import Store
from onrecord.store.schema import (
    choice,
    facet,
    incident,
    incident_claim,
    incident_id,
    incident_text,
    migration,
    revision,
)

DUMPS = sorted((Path(__file__).parent / "released").glob("*.sql"))


@pytest.fixture(params=DUMPS, ids=lambda p: p.stem)
def released(request, tmp_path):
    path = tmp_path / "record.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(request.param.read_text(encoding="utf-8"))
    connection.close()
    return path


def test_an_old_record_opens_with_all_that_it_holds(released):
    with Store(released) as store:
        stories, claims, judgements = store.coded(), store.claims(), store.judgements()
        assert [c.story.id for c in stories] == ["mirova-1", "mirova-2"]
        assert len(claims) == sum(len(c.events) for c in stories) == 7
        assert [(j.left, j.right, j.by) for j in judgements] == [("mirova-1/e1", "mirova-2/e3", "Ilka")]
        assert store.faults() == ()
        assert len(store.feeds()) == (0 if released.read_bytes().count(b"feeds.example") == 0 else 1)
        pipeline.link(store)
        assert store.incidents.count(Filter.of([("q", "mirova")])) > 0
        assert store.faults() == ()
        assert (store.coded(), store.judgements()) == (stories, judgements)


def test_an_old_record_has_the_schema_of_a_new_one(released, tmp_path):
    with Store(released), Store(tmp_path / "new.sqlite"):
        pass
    assert tables(released) == tables(tmp_path / "new.sqlite")


def test_a_record_without_the_cache_gets_it(where):
    made = (incident, incident_text, incident_claim, facet, choice, incident_id, revision)
    with Store(where) as store:
        connection = store._writing
        store._source.dialect.drop_indexes(connection)
        for table in made:
            table.drop(connection)
        connection.execute(delete(migration).where(migration.c.name >= "m004"))
    with Store(where) as store:
        assert store.incidents.count(Filter()) == 0
        assert store.faults() == ()


def test_each_migration_is_kept_in_the_order_of_its_number():
    numbers = [int(re.match(r"m(\d{3})_", step.__name__)[1]) for step in MIGRATIONS]
    assert numbers == list(range(1, len(MIGRATIONS) + 1))


def tables(path):
    connection = sqlite3.connect(path)
    made = {
        name: " ".join(sql.split())
        for name, sql in connection.execute("select name, sql from sqlite_master where sql is not null")
    }
    connection.close()
    return made
