"""The list of feeds and what was seen in them, as the store keeps it."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.records.feed import Feed
from onrecord.store.record import Store

FEED = Feed(url="https://x.example/feed", title="X", added="2025-01-12T00:00:00Z")


def test_a_feed_comes_back_as_it_was_and_is_one_under_its_address(tmp_path):
    later = FEED.model_copy(update={"etag": '"1"', "polls": 3, "failures": 2, "error": "R404: no", "entries": 7})
    with Store(tmp_path / "record.sqlite") as store:
        store.set_feed(FEED)
        store.set_feed(Feed(url="https://a.example/", added="2025-01-12T00:00:00Z"))
        store.set_feed(later)
    with Store(tmp_path / "record.sqlite") as store:
        assert [f.url for f in store.feeds()] == ["https://a.example/", FEED.url]
        assert store.feeds()[1] == later


def test_what_was_seen_stays_when_a_feed_changes_and_goes_with_it(tmp_path):
    with Store(tmp_path / "record.sqlite") as store:
        store.set_feed(FEED)
        store.mark_seen(FEED.url, "a", at="2025-01-12T00:00:00Z", outcome="entered")
        store.mark_seen(FEED.url, "a", at="2025-01-13T00:00:00Z", outcome="ignored")
        store.set_feed(FEED.model_copy(update={"polls": 1}))
        assert store.seen(FEED.url) == {"a"}
        assert store.seen("https://other.example/") == frozenset()
        store.remove_feed(FEED.url)
        assert store.seen(FEED.url) == frozenset()


def test_a_record_of_the_first_release_gets_the_tables(tmp_path):
    path = tmp_path / "record.sqlite"
    with Store(path):
        pass
    with sqlite3.connect(path) as connection:
        connection.execute("drop table seen")
        connection.execute("drop table feed")
        connection.execute("delete from migration where name = 'm002_feeds'")
    with Store(path) as store:
        store.set_feed(FEED)
        assert store.feeds() == (FEED,)


def test_a_damaged_record_is_told(tmp_path):
    path = tmp_path / "record.sqlite"
    with Store(path) as store:
        store.set_feed(FEED)
        store.mark_seen(FEED.url, "a", at="2025-01-12T00:00:00Z", outcome="entered")
        assert store.faults() == ()
    with sqlite3.connect(path) as connection:
        connection.execute("delete from feed")  # without foreign keys, as another program would
    with Store(path) as store:
        assert store.faults() == ("a row of seen that belongs to no row of feed",)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "never polled"),
        ({"last_success": "2025-01-12T00:00:00Z"}, None),
        ({"last_success": "2025-01-10T00:00:00Z"}, "not polled since 2025-01-10"),
        (
            {"last_success": "2025-01-12T00:00:00Z", "error": "R404: no", "failures": 2},
            "2 failed in a row, the last: R404",
        ),
    ],
)
def test_the_trouble_of_a_feed_is_said(fields, said):
    trouble = FEED.model_copy(update=fields).trouble(datetime(2025, 1, 12, 9, tzinfo=UTC), stale=timedelta(hours=24))
    assert (trouble or "").startswith(said or "")
    assert bool(trouble) == bool(said)
