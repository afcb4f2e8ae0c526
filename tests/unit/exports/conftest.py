"""The real sample record, and an invented one made of a few stories, for the tests of exports and releases."""

import pytest
from told import record_of

from evaluate import SAMPLE
from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.terms import Terms, released
from onrecord.records.reading import SnapshotReading
from onrecord.store.record import Store


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The record of the sample feed, taken through the whole ladder."""
    with Store(tmp_path_factory.mktemp("sample") / "record.sqlite") as store:
        for _ in pipeline.take_in(read_paths([SAMPLE]), store):
            pass
        return SnapshotReading(pipeline.link(store))


@pytest.fixture(scope="session")
def stories(sample):
    return Stories(sample)


@pytest.fixture(scope="session")
def incidents(sample, stories):
    """The sample's incidents as they go out by default."""
    return tuple(released(sample.incidents(), stories, Terms()))


@pytest.fixture
def invented():
    """Makes a record from stories told in a few words; see told.py."""
    return lambda *stories, **changes: SnapshotReading(record_of(*stories, **changes))
