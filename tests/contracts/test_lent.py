"""A record that many threads read: each of one moment, while others write."""

import threading

import pytest

from onrecord.errors import InputError
from onrecord.records.feed import Feed
from onrecord.store.lent import LentStore
from onrecord.store.record import Store
from onrecord.store.source import Source

FEED = Feed(url="https://example.org/feed", added="2022-06-25T09:00:00Z")


@pytest.fixture
def shared(where):
    source = Source(where)
    with Store(source):
        pass
    yield LentStore(source), source
    source.close()


def test_what_is_read_stays_of_one_moment(shared):
    lent, source = shared
    with lent.lent():
        assert lent.feeds() == ()
        with Store(source) as store:
            store.set_feed(FEED)
        assert lent.feeds() == ()
        with lent.lent():
            assert lent.feeds() == ()
    with lent.lent():
        assert lent.feeds() == (FEED,)


def test_outside_nothing_is_read_and_nothing_held(shared):
    lent, source = shared
    with pytest.raises(InputError, match="not open"):
        lent.feeds()
    with lent.lent():
        lent.feeds()
    assert source.engine.pool.checkedout() == 0


def test_each_thread_has_its_own_moment(shared):
    lent, _ = shared
    told = {}

    def other():
        with lent.lent():
            told["other"] = len(lent.feeds())

    with lent.lent():
        assert lent.feeds() == ()
        with lent.writing() as store:
            store.set_feed(FEED)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        told["this"] = len(lent.feeds())
    assert told == {"other": 1, "this": 0}
