"""Releases: whole, checksummed, described, compared with the last, stopped where a limit does not hold."""

import csv
import hashlib
import json
import re
import shutil

import frictionless
import pytest
from told import story_of

from onrecord.errors import InputError
from onrecord.publish.exports.terms import Terms
from onrecord.publish.release.census import Census, Limits, breaches
from onrecord.publish.release.describe import TypeLine
from onrecord.publish.release.folder import Plan, examine, last_release, release

TYPES = (TypeLine("shelling", "artillery fire", "ASSAULT", "194", "Explosions/Remote violence"),)
ALL = ("empty", "incidents", "sources", "types", "unplaced", "undated")


def plan_of(read, **changes):
    return Plan(read, read.incidents, TYPES, **changes)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="session")
def released_sample(sample, tmp_path_factory):
    """The folder of a release of the sample record."""
    return release(plan_of(sample), tmp_path_factory.mktemp("releases")).path


def test_a_release_is_named_after_the_records_last_day_and_holds_what_it_says(released_sample):
    assert released_sample.name == "onrecord-2022-07-05"
    package = json.loads((released_sample / "datapackage.json").read_text("utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    texts = {"README.md", "CITATION.cff", "codebook.md", "datapackage.json", "census.json", "SHA256SUMS"}
    assert set(contents(released_sample)) == described | texts
    told = (released_sample / "README.md").read_text("utf-8")
    assert all(path in told for path in described)


def test_the_data_package_is_valid_in_frictionless(released_sample):
    report = frictionless.validate(str(released_sample / "datapackage.json"))
    assert report.valid, report.flatten(["name", "fieldName", "type", "note"])[:5]
    tables = [task for task in report.tasks if task.type == "table"]
    assert {task.name for task in tables} >= {"incidents-csv", "claims-csv", "ucdp-ged-csv", "acled-csv", "polecat-csv"}


def test_a_changed_byte_is_found_by_frictionless_and_by_the_checksums(released_sample, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(released_sample, copy)
    for line in (copy / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, path = line.split("  ", 1)
        assert hashlib.sha256((copy / path).read_bytes()).hexdigest() == digest
    with (copy / "claims.csv").open("ab") as file:
        file.write(b"\r\n")
    assert not frictionless.validate(str(copy / "datapackage.json")).valid


def test_the_citation_is_in_the_citation_file_format(released_sample):
    text = (released_sample / "CITATION.cff").read_text("utf-8")
    fields = dict(re.findall(r"^([a-z-]+): (.*)$", text, re.MULTILINE))
    assert fields["cff-version"] == "1.2.0"
    assert {"message", "title", "type", "date-released"} <= fields.keys()
    assert fields["date-released"] == "2022-07-05"
    assert "authors:\n  - name:" in text


def test_the_codebook_has_every_type_standing_and_column(released_sample):
    told = (released_sample / "codebook.md").read_text("utf-8")
    assert "| shelling | artillery fire | ASSAULT |" in told
    assert "| conceded | a party states" in told
    for table in ("incidents", "claims", "ucdp_ged", "acled", "polecat"):
        header = next(csv.reader((released_sample / f"{table}.csv").open(encoding="utf-8")))
        assert all(f"| {name} |" in told for name in header)


def test_the_same_record_gives_the_same_bytes(sample, released_sample, tmp_path):
    again = release(plan_of(sample), tmp_path / "elsewhere").path
    assert contents(again) == contents(released_sample)


def test_where_nothing_changed_nothing_is_written(sample, released_sample):
    before = sorted(released_sample.parent.iterdir())
    made = release(plan_of(sample), released_sample.parent)
    assert (made.path, made.last, made.changed) == (None, released_sample, 0)
    assert sorted(released_sample.parent.iterdir()) == before


def test_what_was_killed_or_replaced_has_a_tombstone_and_no_words(sample, released_sample):
    told = {(row["kind"], row["id"]): row for row in rows(released_sample / "tombstones.csv")}
    for story in sample.killed:
        assert told["story", story]["why"] == "killed"
        headline = sample.story(story).headline
        assert all(headline.encode() not in body for body in contents(released_sample).values())
    for story, newer in sample.replaced.items():
        assert told["story", story]["replaced_by"] == newer
    gone = [i.id for i in sample.incidents() if i.status == "withdrawn"]
    assert gone
    assert all(("incident", name) in told for name in gone)


def test_what_did_not_enter_is_told_with_the_reason(sample, released_sample):
    assert [row["reason"] for row in rows(released_sample / "ignored.csv")] == [one.reason for one in sample.ignored]


def test_the_next_release_tells_what_is_new_changed_and_merged(invented, tmp_path):
    first = [story_of(f"np-{n}", {"day": f"2031-06-2{n}"}, text=f"Rockets hit Arvena on day {n}.") for n in range(1, 5)]
    before = invented(*first)
    old = release(plan_of(before), tmp_path)
    ids = {i.claims[0].claim.id: i.id for i in before.incidents()}
    assert {row["change"] for row in rows(old.path / "changes.csv")} == {"new"}
    more = story_of("np-5", {"day": "2031-06-25"}, published="2031-06-27T09:00:00Z")
    after = invented(*first, more, together=[("np-1/e1", "np-2/e1")])
    new = release(plan_of(after), tmp_path)
    assert new.last == old.path
    assert new.path.name == "onrecord-2031-06-27"
    changes = {row["id"]: row for row in rows(new.path / "changes.csv")}
    merged, into = [ids["np-1/e1"], ids["np-2/e1"]], changes[ids["np-1/e1"]]
    assert into["change"] == "changed"
    assert changes[merged[1]]["change"] == "merged"
    assert changes[merged[1]]["replaced_by"] == merged[0]
    assert sum(row["change"] == "new" for row in changes.values()) == 1
    assert ids["np-3/e1"] not in changes
    third = release(plan_of(invented(*first[:1], *first[2:], more), allowed=frozenset(ALL)), tmp_path)
    assert third.path.name == "onrecord-2031-06-27.2"
    stones = {row["id"]: row for row in rows(third.path / "tombstones.csv")}
    assert stones[merged[1]]["why"] == "merged"  # told in every later release


def test_a_release_that_went_wrong_stops_and_leaves_nothing(invented, tmp_path):
    read = invented(*(story_of(f"np-{n}", {"place": None, "day": f"2031-06-1{n}"}) for n in range(1, 4)))
    with pytest.raises(InputError) as stopped:
        release(plan_of(read), tmp_path)
    assert "unplaced: 100% of the incidents are unplaced; at most 50% may be" in stopped.value.message
    assert "--allow unplaced" in stopped.value.message
    assert not list(tmp_path.iterdir())
    assert [breach.name for breach in examine(plan_of(read), tmp_path)[2]] == ["unplaced"]
    made = release(plan_of(read, allowed=frozenset({"unplaced"})), tmp_path)
    assert [breach.name for breach in made.overridden] == ["unplaced"]
    assert last_release(tmp_path) == made.path


def test_a_failure_on_the_way_leaves_nothing(invented, tmp_path, monkeypatch):
    read = invented(story_of("np-1", {}))
    monkeypatch.setattr("onrecord.publish.release.folder._describe", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        release(plan_of(read), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_release_of_nothing_stops(invented, tmp_path):
    with pytest.raises(InputError, match="no incidents"):
        release(plan_of(invented()), tmp_path)
    assert release(plan_of(invented(), allowed=frozenset({"empty"})), tmp_path).path.name == "onrecord-0001-01-01"


def test_terms_are_told_in_the_readme(invented, tmp_path):
    read = invented(story_of("np-1", {}))
    made = release(plan_of(read, terms=Terms(names=True, grid=0.25), day="2031-07-01"), tmp_path)
    told = (made.path / "README.md").read_text("utf-8")
    assert made.path.name == "onrecord-2031-07-01"
    assert "Private people are named." in told
    assert "cells of 0.25 degrees" in told


NORMAL = Census(
    incidents=100, claims=200, stories=50, unplaced=20, undated=10, withdrawn=1, sources={"North Press": 40, "Hill": 9},
    types={"shelling": 60, "meeting": 40},
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, []),
        ({"incidents": 0, "unplaced": 0, "undated": 0}, ["empty", "incidents"]),
        ({"incidents": 79}, ["incidents"]),
        ({"incidents": 501, "unplaced": 100}, ["incidents"]),
        ({"unplaced": 31}, ["unplaced"]),
        ({"undated": 51}, ["undated"]),
        ({"sources": {"Hill": 9}}, ["sources"]),
        ({"sources": {"North Press": 40}}, []),  # too few before to be compared
        ({"types": {"shelling": 60, "meeting": 201}}, ["types"]),
        ({"types": {"shelling": 60}}, ["types"]),
    ],
)
def test_limits_against_the_last_release(changes, names):
    now = NORMAL.model_copy(update=changes)
    assert [breach.name for breach in breaches(now, NORMAL, Limits())] == names
    assert not breaches(now, NORMAL, Limits(), allowed=names)


def test_without_a_last_release_only_shares_are_looked_at():
    assert not breaches(NORMAL.model_copy(update={"sources": {}, "types": {}}), None, Limits())
    assert breaches(NORMAL.model_copy(update={"unplaced": 51}), None, Limits())
