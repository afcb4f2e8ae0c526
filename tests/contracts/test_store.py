"""What every store must do; one suite for each of them."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import coded_stories

from onrecord.errors import InputError
from onrecord.records.incident import Claim, Judgement
from onrecord.records.story import Ignored, Item
from onrecord.store.record import Store
from onrecord.store.schema import metadata

per_example = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def by_publication(coded):
    return sorted(coded, key=lambda c: (c.story.published, c.story.id))


@per_example
@given(st.lists(coded_stories(), max_size=4, unique_by=lambda c: c.story.id))
def test_what_goes_in_comes_out(make_store, coded):
    with make_store() as store:
        for one in coded:
            store.add(one)
        assert list(store.coded()) == by_publication(coded)


@per_example
@given(coded_stories(), coded_stories())
def test_a_newer_coding_takes_the_place_of_the_older(make_store, old, new):
    new = new.model_copy(update={"story": new.story.model_copy(update={"id": old.story.id})})
    with make_store() as store:
        store.add(old)
        store.add(new)
        assert store.coded() == (new,)
        assert {k: head for k, (head, _) in store.heads().items()} == {old.story.id: new.story.head}


def test_an_ignored_item_is_listed_once(make_store):
    item = Item(origin="a.txt", sha256="0" * 64, format="text")
    ignored = Ignored(item=item, outcome="ignored", reason="undated", message="no date")
    with make_store() as store:
        store.add_ignored(ignored)
        store.add_ignored(ignored)
        assert store.ignored() == (ignored,)


@per_example
@given(coded_stories().filter(lambda c: c.events))
def test_claims_and_judgements_come_back(make_store, coded):
    event = coded.events[0]
    claim = Claim(
        id=f"{coded.story.id}/{event.id}", story=coded.story.id, event=event, attribution=None, claimant="A Paper",
        side=None, originator="A Paper", voice="narrator", stance="assert", checked=None, published="2020-01-01",
        said_on=None,
    )  # fmt: skip
    judgement = Judgement(
        left="x/e1", right="y/e1", verdict="different", score=0.5, parts=(("place", 0.5),), by="a person", at="2020"
    )
    with make_store() as store:
        store.add(coded)
        store.set_claims([claim])
        store.add_judgement(judgement)
        store.add_judgement(judgement.model_copy(update={"undone": "2021"}))
        assert store.claims() == (claim,)
        assert [j.undone for j in store.judgements()] == ["2021"]


@per_example
@given(st.lists(coded_stories(), max_size=4, unique_by=lambda c: c.story.id))
def test_a_story_and_its_claims_are_read_by_id(make_store, coded):
    with make_store() as store:
        for one in coded:
            store.add(one)
        claims = [
            Claim(
                id=f"{one.story.id}/{event.id}", story=one.story.id, event=event, attribution=None, claimant="A\0Paper",
                side=None, originator="A", voice="narrator", stance="assert", checked=None, published="2020",
                said_on=None,
            )
            for one in coded
            for event in one.events
        ]  # fmt: skip
        store.set_claims(claims)
        for one in coded:
            assert store.story(one.story.id) == one
            assert store.claims_of(one.story.id) == tuple(c for c in claims if c.story == one.story.id)
        assert store.story("none such") is None
        assert store.faults() == ()


def test_an_error_leaves_the_record_as_it_was(where):
    item = Item(origin="a.txt", sha256="0" * 64, format="text")
    ignored = Ignored(item=item, outcome="ignored", reason="undated", message="no date")
    with pytest.raises(AttributeError), Store(where) as store:
        _add_and_fail(store, ignored)
    with Store(where) as store:
        assert store.ignored() == ()


@pytest.mark.parametrize(
    "told",
    ["mysql://someone:secret@host/db", "postgresql://someone:secret@[host/db", "postgresql://u:secret@127.0.0.1:1/db"],
)
def test_an_address_that_leads_nowhere_is_refused_without_telling_the_password(told):
    with pytest.raises(InputError, match=r"R123|R110") as refused, Store(told):
        pass
    assert "secret" not in str(refused.value)


def test_a_reader_learns_that_another_wrote(where):
    ignored = Ignored(
        item=Item(origin="a.txt", sha256="0" * 64, format="text"), outcome="ignored", reason="undated", message=""
    )
    with Store(where) as reader, Store(where) as writer:
        before = reader.revision
        assert reader.revision == before
        writer.add_ignored(ignored)
        writer.commit()
        assert reader.revision > before


def test_a_file_that_is_no_record_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "record.sqlite"
    path.write_bytes(b"this is a shopping list\n" * 100)
    with pytest.raises(InputError, match="R110"), Store(path):
        pass
    assert path.read_bytes().startswith(b"this is a shopping list")


def test_every_table_and_column_says_what_it_holds(tmp_path):
    with Store(tmp_path / "record.sqlite"):
        pass
    connection = sqlite3.connect(tmp_path / "record.sqlite")
    indexes = "name like 'incident_words%' or name like 'incident_box%'"
    made = {
        name
        for (name,) in connection.execute(f"select name from sqlite_master where type = 'table' and not ({indexes})")
    }
    connection.close()
    assert made == set(metadata.tables)
    silent = [f"{t.name}.{c.name}" for t in metadata.tables.values() for c in t.columns if not c.comment]
    assert silent == []
    assert all(t.comment for t in metadata.tables.values())


def _add_and_fail(store, ignored):
    store.add_ignored(ignored)
    store.add(None)
