"""Who is named in what goes out, in every form."""

import json
import tomllib
from pathlib import Path

import pytest
from told import record_of, story_of

from onrecord import lexicons
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.forms import FORMS, TABLES, write_timemap
from onrecord.publish.exports.people import Mask, PeopleWords, SideWords, names_in, side_words_quoted
from onrecord.publish.exports.terms import Terms, released
from onrecord.records.reading import SnapshotReading

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "exports" / "people.toml").read_text("utf-8"))["case"]
SIGN = "[name withheld]"


def record(case):
    told = {k: tuple(case[k]) for k in ("actor", "target", "said") if k in case}
    claim = {
        "type": case.get("type", "shelling"),
        "killed": (1, 1),
        "plover": "ASSAULT",
        "acled": "Battles / Armed clash",
    }
    return SnapshotReading(record_of(story_of("np-1", claim | told, text=case["text"])))


def everything(read, terms, folder):
    """All that any form of any table holds, as text."""
    stories = Stories(read, names=terms.names)
    out = [i.model_dump_json() for i in released(read.incidents(), stories, terms)]
    for form in FORMS.values():
        for table in (TABLES[name] for name in form.tables):
            incidents = released(read.incidents(), stories, terms)
            if form.write is None:
                write_timemap(folder, incidents, stories)
                out += [path.read_text("utf-8") for path in folder.iterdir()]
            elif form.name not in {"parquet", "geoparquet"}:  # compressed; the same rows as csv
                out.append(b"".join(form.write(table, incidents, stories)).decode("utf-8", "replace"))
    return "\n".join(out)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_people_in_what_goes_out(case, tmp_path):
    out = everything(record(case), Terms(), tmp_path)
    for name in case.get("hidden", ()):
        assert name not in out, case["reason"]
    for words in case["shown"]:
        assert words in out, case["reason"]
    assert (SIGN in out) == ("hidden" in case)


@pytest.mark.parametrize("case", [c for c in CASES if "hidden" in c], ids=lambda case: case["name"])
def test_names_are_told_where_the_operator_wants_them(case, tmp_path):
    out = everything(record(case), Terms(names=True), tmp_path)
    assert all(name in out for name in case["hidden"])
    assert SIGN not in out


@pytest.mark.parametrize("line", lexicons.read("publish", "private_people", PeopleWords), ids=lambda line: line.key)
def test_each_line_of_private_people_does_what_it_says(line):
    told, _, expected = line.example.partition(" → ")
    assert Mask(names_in(told)).text(told) == expected


@pytest.mark.parametrize("line", lexicons.read("publish", "side_words", SideWords), ids=lambda line: line.key)
def test_each_line_of_side_words_is_quoted(line):
    assert side_words_quoted(line.example) == f"“{line.example}”"
    assert side_words_quoted("Southland's troops") == "Southland's troops"


def test_two_people_stay_two():
    mask = Mask(["Olena Tarko", "Ivo Bend"])
    assert mask.text("Tarko saw Ivo Bend; Olena Tarko's son did not.") == (
        "[name withheld] saw [name withheld 2]; [name withheld]'s son did not."
    )


def test_side_words_stand_in_quotation_marks_where_no_speaker_stands_beside_them(invented):
    claim = {"actor": ("military", "FR", "enemy troops"), "said": ("official", "AD", "governor")}
    read = invented(story_of("np-1", claim, text="enemy troops hit Arvena, the governor said."))
    stories, table = Stories(read), TABLES["incidents"]
    row = dict(zip((c.name for c in table.columns), next(table.rows(read.incidents(), stories)), strict=True))
    assert row["actor"] == "“enemy troops”"
    assert row["claimants"] == "governor"


def test_words_of_killed_stories_are_nowhere(tmp_path):
    text = "Rockets hit Arvena. A secret thing, mayor Ilka Tosh said."
    read = SnapshotReading(
        record_of(story_of("np-1", {"said": ("official", "AD", "Ilka Tosh")}, text=text), killed=("np-1",))
    )
    out = everything(read, Terms(names=True), tmp_path)
    assert "secret" not in out
    assert "Ilka" not in out
    assert "Rockets" not in out
    assert "np-1/e1" in out


def test_points_are_moved_to_the_middle_of_their_cell(invented):
    read = invented(story_of("np-1", {}))
    (incident,) = released(read.incidents(), Stories(read), Terms(grid=0.5))
    place = incident.claims[0].claim.event.place
    assert (incident.lat, incident.lon) == (place.lat, place.lon) == (42.75, 1.75)
    assert incident.place == "Arvena"


def test_the_newest_days_are_held_back(invented):
    read = invented(
        story_of("np-1", {"day": "2031-06-20"}, published="2031-06-21T09:00:00Z"),
        story_of("np-2", {"day": "2031-06-25"}, published="2031-06-26T09:00:00Z"),
        story_of("np-3", {"day": None}, published="2031-06-25T09:00:00Z"),
    )
    out = list(released(read.incidents(), Stories(read), Terms(delay=3), latest=read.latest))
    assert [i.claims[0].claim.story for i in out] == ["np-1"]


def test_machines_folders_are_not_told(stories, incidents):
    line = json.dumps([stories.cited(s.claim.story).origin for i in incidents for s in i.claims])
    assert "/" not in line


def test_evidence_goes_out_as_short_quotations_in_every_form(tmp_path):
    text = "Rockets hit Arvena, mayor Ilka Tosh said. " + " ".join(f"word{n}" for n in range(300))
    read = SnapshotReading(record_of(story_of("np-1", {"said": ("official", "AD", "Ilka Tosh")}, text=text)))
    out = everything(read, Terms(names=True), tmp_path)
    assert "word20" in out
    assert "word60" not in out
