"""Differences between versions, and citations."""

import json

from invented_record import TEXT, make_claim, make_coded, make_incident, make_story

from onrecord.publish import cite
from onrecord.publish.changes import changes
from onrecord.publish.site import site
from onrecord.records.snapshot import Snapshot


def test_a_changed_word_is_shown_with_what_it_was():
    old = make_story()
    new = old.model_copy(update={"text": TEXT.replace("Up to 80", "Up to 90")})
    assert [(s.kind, s.text) for s in changes(old, new) if s.kind != "same"] == [("old", "80 "), ("new", "90 ")]


def test_the_same_text_has_no_change():
    assert all(s.kind == "same" for s in changes(make_story(), make_story()))


def test_very_long_texts_are_not_compared():
    long = make_story().model_copy(update={"text": "word " * 5000})
    assert changes(long, make_story()) == ()


def test_a_new_version_shows_its_changes_and_the_old_one_its_successor():
    old, new = make_coded(make_story("np-1")), make_coded(make_story("np-2", text=TEXT.replace("radio", "air")))
    built = dict(site(Snapshot(coded=(old, new), incidents=(), control=(), replaced={"np-1": "np-2"})))
    assert b"<del>radio.\n\n</del><ins>air.\n\n</ins>" in built["story/np-2.html"]
    assert b"A newer version replaces this one." in built["story/np-1.html"]


def test_citations_hold_what_is_needed():
    incident = make_incident("inc-1", (make_claim(make_coded(make_story())),), title="A {curly} \\title, 2031")
    assert "inc-1 (1 claim), record as of 2031-06-27" in cite.as_text(incident, "1 claim", "2031-06-27", "0.1")
    assert cite.as_bibtex(incident, "2031-06-27", "0.1").startswith("@misc{inc-1,\n  title = {A curly title, 2031},")
    (item,) = json.loads(cite.as_csl(incident, "2031-06-27T01:00:00Z", "0.1"))
    assert item["issued"] == {"date-parts": [[2031, 6, 27]]}
    assert "issued" not in json.loads(cite.as_csl(incident, "", "0.1"))[0]
