"""Exports of any record at all: nothing raises, rows come back as they went, withheld names are nowhere."""

import csv
import json
from io import BytesIO, StringIO

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import coded_stories

from onrecord.link.claims import claims_of
from onrecord.link.incidents import incidents_of
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.forms import FORMS, TABLES
from onrecord.publish.exports.json_lines import incident_lines, read_incidents
from onrecord.publish.exports.people import Mask, names_in
from onrecord.publish.exports.seen import Seen
from onrecord.publish.exports.terms import Terms, released
from onrecord.records.reading import SnapshotReading
from onrecord.records.snapshot import Snapshot

any_record = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
records = st.lists(coded_stories(), max_size=3, unique_by=lambda c: c.story.id)


def reading(coded):
    claims = [claim for one in coded for claim in claims_of(one)]
    return SnapshotReading(Snapshot(coded=tuple(coded), incidents=incidents_of([[c] for c in claims]), control=()))


@any_record
@given(records, st.booleans())
def test_any_record_goes_out_in_every_form(coded, names):
    read = reading(coded)
    stories = Stories(read, names=names)
    incidents = tuple(released(read.incidents(), stories, Terms(names=names)))
    for form in FORMS.values():
        for table in (TABLES[name] for name in form.tables if form.write):
            assert isinstance(b"".join(form.write(table, incidents, stories)), bytes)


@any_record
@given(records)
def test_json_lines_are_the_identity(coded):
    read = reading(coded)
    stories = Stories(read)
    incidents = tuple(released(read.incidents(), stories, Terms()))
    assert tuple(read_incidents(incident_lines(incidents, stories))) == incidents


@any_record
@given(records)
def test_csv_json_and_parquet_hold_the_same_rows(coded):
    read = reading(coded)
    stories, table = Stories(read), TABLES["claims"]
    incidents = tuple(released(read.incidents(), stories, Terms()))
    count = sum(len(i.claims) for i in incidents)
    told = b"".join(FORMS["csv"].write(table, incidents, stories)).decode("utf-8")
    assert len(list(csv.reader(StringIO(told, newline="")))) == count + 1
    assert len(json.loads(b"".join(FORMS["geojson"].write(table, incidents, stories)))["features"]) == count
    assert pq.read_table(BytesIO(b"".join(FORMS["parquet"].write(table, incidents, stories)))).num_rows == count


@given(st.text(), st.text())
def test_a_masked_name_is_nowhere(name, text):
    names = list(names_in(name))
    masked = Mask(names).text(f"{text} {name} {text}")
    long = [word for word in names if len(word) > 2 and word not in "[name withheld]"]
    assert not any(f" {word} " in f" {masked} " for word in long)


@given(st.lists(st.text(max_size=4)))
def test_what_was_seen_is_known(names):
    seen = Seen()
    assert [seen.first(name) for name in names] == [name not in names[:n] for n, name in enumerate(names)]
