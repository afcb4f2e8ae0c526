"""A record read from its store says what the snapshot in memory says."""

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import coded_stories

from onrecord import pipeline
from onrecord.publish.site import site
from onrecord.records.filter import Filter
from onrecord.records.reading import SnapshotReading
from onrecord.store.reading import StoreReading
from onrecord.store.record import Store

HELD = (
    "control",
    "corrections",
    "ignored",
    "replaced",
    "copies",
    "killed",
    "judgements",
    "amendments",
    "ratings",
    "counts",
    "latest",
    "versions",
)


def title_of(incident):
    return incident.title


def same(read, told):
    for name in HELD:
        assert getattr(read, name) == getattr(told, name), name
    assert list(read.incidents()) == list(told.incidents())
    assert list(read.coded()) == list(told.coded())
    assert [(s.id, s.day, set(s.stories)) for s in read.incident_signs()] == [
        (s.id, s.day, set(s.stories)) for s in told.incident_signs()
    ]
    assert [(s.id, s.day) for s in read.story_signs()] == [(s.id, s.day) for s in told.story_signs()]
    for incident in told.incidents():
        assert read.incident(incident.id) == incident
        for one in incident.claims:
            assert read.filed(one.claim.id) == told.filed(one.claim.id)
    for coded in told.coded():
        assert read.story(coded.story.id) == coded.story
        assert {f.claim.id for f in read.filed_in(coded.story.id)} == {
            f.claim.id for f in told.filed_in(coded.story.id)
        }
    assert read.incident("inc-none") is read.coded_story("none") is read.story("none") is read.filed("none/e1") is None
    assert list(read.filed_in("none")) == []


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(coded_stories(), max_size=4, unique_by=lambda c: c.story.id))
def test_any_record_reads_alike(make_store, coded):
    with make_store() as store:
        for one in coded:
            store.add(one)
        snapshot = pipeline.link(store)
        same(StoreReading(store), SnapshotReading(snapshot))


def test_the_sample_reads_alike_and_gives_the_same_site(make_store, sample_record, tmp_path):
    path = shutil.copy(sample_record, tmp_path)
    with Store(path) as sample, make_store() as store:
        for one in sample.coded():
            store.add(one)
        for one in sample.ignored():
            store.add_ignored(one)
        snapshot = pipeline.link(store)
        read = StoreReading(store)
        same(read, SnapshotReading(snapshot))
        assert dict(site(read)) == dict(site(snapshot))


def test_what_is_noted_of_an_incident_is_kept_until_it_changes(make_store, sample_record, tmp_path):
    asked = []

    def noting(incident):
        asked.append(incident.id)
        return incident.title

    with Store(shutil.copy(sample_record, tmp_path)) as sample, make_store() as store:
        incidents = [*sample.incidents.each(Filter())][:20]
        store.incidents.put(incidents)
        first = dict(StoreReading(store, keeps=True).notes(noting, "1"))
        assert first == {i.id: i.title for i in incidents}
        asked.clear()
        store.incidents.put([incidents[3].model_copy(update={"title": "another"})], [incidents[4].id])
        then = dict(StoreReading(store, keeps=True).notes(noting, "1"))
        assert asked == [incidents[3].id]
        assert then[incidents[3].id] == "another"
        assert incidents[4].id not in then
        asked.clear()
        assert dict(StoreReading(store).notes(noting, "2")) == then
        assert len(asked) == 19
