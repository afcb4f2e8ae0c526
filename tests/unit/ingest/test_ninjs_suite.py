"""IPTC's own tests of ninjs, read in place, and items of our own."""

import pytest

from onrecord.ingest.ninjs_schema import faults_of
from onrecord.ingest.read import stories_in
from onrecord.records.story import Ignored, Story

# wrong in the form of its time, right in a later one; an item does not say for sure which it is in
LATER = {
    "1.0/014_type_component": "1.2 allows the type",
    "1.0/016_infosource": "1.2 has the property",
    "1.1/001_type_component": "1.2 allows the type",
    "1.1/002_infosource": "1.2 has the property",
}
WHOLE = {"uri": "urn:1", "type": "text", "versioncreated": "2031-01-12T06:00:00Z", "pubstatus": "usable"}


def suite(shared, kind):
    folder = shared / "fixtures" / "ninjs" / "validation" / "test_suite"
    found = sorted(p for p in folder.glob(f"*/{kind}/*.json") if "dev" not in p.parts[-3])
    assert len(found) > 50
    return [(f"{p.parts[-3]}/{p.stem}", list(stories_in(p.read_bytes(), origin=p.name))) for p in found]


def named_invalid(arrival):
    if isinstance(arrival, Story):
        return "ninjs-invalid" in {n.code for n in arrival.notes}
    return arrival.item.format != "ninjs" or "not valid ninjs" in arrival.message


@pytest.mark.shared
def test_what_should_pass_is_read_and_nothing_is_found_wrong(shared):
    for name, arrivals in suite(shared, "should_pass"):
        for arrival in arrivals:
            assert not isinstance(arrival, Ignored) or arrival.outcome == "ignored", name
            text = arrival.message if isinstance(arrival, Ignored) else str(arrival.notes)
            assert "not valid ninjs" not in text, (name, text)


@pytest.mark.shared
def test_what_should_fail_is_named_invalid(shared):
    missed = {name for name, arrivals in suite(shared, "should_fail") if not all(map(named_invalid, arrivals))}
    assert missed <= set(LATER)


def test_items_in_items_without_end_are_named():
    item = dict(WHOLE)
    for _ in range(300):
        item = {**WHOLE, "associations": [item]}
    assert "not valid ninjs" in faults_of(item)[0].message


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"headline": "River rises"}, None),
        ({"pubstatus": "cancelled"}, "at /pubstatus"),
        ({"places": [{"name": "Tolvik", "geojson": {"type": "Blob"}}]}, "at /places/0/geojson/type"),
        ({"versionCreated": "2031-01-12T06:00:00Z", "colour": "blue"}, "not valid ninjs 3.1, at /: Unevaluated"),
        ({"urgency": "high"}, "not valid ninjs 1.6, at /urgency"),
    ],
)
def test_a_fault_is_named_with_its_place(fields, told):
    notes = faults_of({**WHOLE, **fields})
    assert bool(notes) == bool(told)
    assert told is None or told in notes[0].message
