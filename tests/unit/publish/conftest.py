"""What the publishers' tests may ask for."""

import pytest
from invented_record import invented_snapshot

from evaluate import SAMPLE
from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.store.record import Store


@pytest.fixture
def snapshot():
    """The invented record."""
    return invented_snapshot()


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory):
    """The record that our own coding makes of the sample feed."""
    with Store(tmp_path_factory.mktemp("sample") / "record.sqlite") as store:
        for _ in pipeline.take_in(read_paths([SAMPLE]), store):
            pass
        return pipeline.link(store)
