"""Pages of places, actors and sources; the operator's choices; an incident's history."""

import json
import re

import pytest
from invented_record import invented_snapshot, make_claim, make_coded, make_incident, make_story
from test_site import Links, test_every_link_leads_to_a_page_and_an_anchor

from onrecord import pipeline
from onrecord.errors import InputError
from onrecord.publish.directory import Directory, key_of
from onrecord.publish.history import history, values
from onrecord.publish.look import Look, boundaries_of, tiles_of
from onrecord.publish.lookup import Lookup
from onrecord.publish.site import site
from onrecord.records.snapshot import Snapshot
from onrecord.settings import Site


@pytest.fixture(scope="module")
def built():
    return dict(site(invented_snapshot()))


def text_of(built, path):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", built[path].decode()))


def page_of(built, kind, start):
    return next(path for path in built if path.startswith(f"{kind}/{start}") and path.endswith(".html"))


def test_a_source_has_what_it_said_how_it_stands_and_who_contradicts_it(built):
    text = text_of(built, page_of(built, "source", "ilka"))
    assert "Ilka Tosh" in text
    assert "Contradicted by Border Command 1 time" in text
    assert "Words brought by North Press" in text
    assert "up to 80 killed" in text
    assert "contested" in text


def test_an_agency_and_a_carrier_have_pages_too(built):
    assert "Source: agency" in text_of(built, page_of(built, "source", "north-press"))
    assert "Carried 1 story of others" in text_of(built, page_of(built, "source", "hill-post"))


def test_a_place_has_its_incidents_and_who_holds_it(built):
    text = text_of(built, page_of(built, "place", "arvena"))
    assert "Held by France" in text
    assert "Held by Andorra" in text
    assert "Shelling or missile fire, Arvena" in text
    assert "42.500, 1.500" in text


def test_an_actor_has_where_it_acts_and_who_says_so(built):
    text = text_of(built, page_of(built, "actor", "france-military"))
    assert "acts in 2" in text
    assert "Who tells of it" in text


def test_names_of_withdrawn_claims_have_no_page_and_private_people_neither():
    coded = make_coded(make_story())
    neighbour = coded.attributions[0].model_copy(update={"source_kind": "civilian"})
    private = make_claim(coded, "Ona Vell", attribution=neighbour)
    gone = make_claim(coded, "Gone Speaker", id="np-1/e1@a9", withdrawn=True)
    incident = make_incident("inc-1", (private, gone), contradictions=())
    built = dict(site(Snapshot(coded=(coded,), incidents=(incident,), control=())))
    assert not [path for path in built if "ona-vell" in path or "gone-speaker" in path]
    test_every_link_leads_to_a_page_and_an_anchor(built)


def test_spellings_of_one_name_share_a_page():
    coded = make_coded(make_story())
    one, two = (
        make_claim(coded, name, id=f"np-1/e1@{i}") for i, name in enumerate(("Arvena's  Staff", "arvena’s staff"))
    )
    snapshot = Snapshot(coded=(coded,), incidents=(make_incident("inc-1", (one, two)),), control=())
    named = Directory.of(Lookup.of(snapshot).read).names["source"][key_of("Arvena's staff")]
    assert named.claims == 2


def test_every_link_of_the_sample_leads_somewhere(sample_record):
    built = dict(site(sample_record))
    shown = {path: Links(body.decode()) for path, body in built.items() if path.endswith(".html")}
    outside = {link for links in shown.values() for link in links.links if link.startswith("http")}
    assert not [link for link in outside if "example" not in link]
    test_every_link_leads_to_a_page_and_an_anchor({p: b for p, b in built.items() if not p.startswith("story/")} | {
        p: re.sub(rb'<link rel="canonical"[^>]*>|<a href="http[^>]*>', b"", b)
        for p, b in built.items() if p.startswith("story/")
    })  # fmt: skip


def test_an_incidents_history_begins_where_it_was_first_seen_and_tells_copies_and_kills(snapshot):
    lookup = Lookup.of(snapshot)
    first, second = snapshot.incidents
    steps = history(first, lookup)
    assert steps[0].what.startswith("First seen: 2 claims")
    (told,) = history(second, lookup)[:1]
    assert "withdrawn since" in told.what
    assert any(step.what == "Story withdrawn" for step in history(second, lookup))
    assert [row.name for row in values(first, lookup)] == ["Type", "Status", "Place", "Days"]
    assert not values(second, lookup)


def test_the_map_draws_an_operators_lines_with_their_source_and_nothing_without(snapshot):
    lines = boundaries_of(json.dumps({"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [1, 2]]]}), "f")
    look = Look(boundaries=lines, boundaries_source="The <Office>")
    built = dict(site(snapshot, look))
    assert json.loads(built["static/lines.js"].decode().split("=", 1)[1].rstrip(";\n"))["type"] == "MultiLineString"
    assert 'data-lines="The &lt;Office&gt;"' in built["index.html"].decode()
    assert "static/lines.js" not in dict(site(snapshot))


def test_tiles_open_the_policy_for_their_host_only(snapshot):
    built = dict(site(snapshot, Look(tiles="https://tiles.example/{z}/{x}/{y}.png")))
    assert "img-src 'self' data: https://tiles.example;" in built["index.html"].decode()
    assert "https:" not in dict(site(snapshot))["index.html"].decode().split("<title>")[0]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "LineString", "coordinates": "x"}']
)
def test_what_is_no_line_is_refused(text):
    with pytest.raises(InputError, match="R135"):
        boundaries_of(text, "lines.geojson")


@pytest.mark.parametrize("pattern", ["https://tiles.example/", "javascript:{z}{x}{y}", "//t.example/{z}/{x}/{y}"])
def test_what_is_no_pattern_of_tiles_is_refused(pattern):
    with pytest.raises(InputError, match="R135"):
        tiles_of(pattern)


def test_the_same_record_and_choices_give_the_same_digest():
    assert Look().digest == Look().digest != Look(full_text="all").digest


def test_the_settings_of_the_site_are_read_and_checked(tmp_path):
    path = tmp_path / "lines.geojson"
    with pytest.raises(InputError, match="R135"):
        pipeline.look(Site(boundaries=str(path), boundaries_source="The Office"))
    path.write_text('{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}', encoding="utf-8")
    with pytest.raises(InputError, match="boundaries_source"):
        pipeline.look(Site(boundaries=str(path)))
    look = pipeline.look(Site(boundaries=str(path), boundaries_source="The Office", address="https://record.example"))
    assert json.loads(look.boundaries)["coordinates"] == [[[1.0, 2.0], [3.0, 4.0]]]
    assert look.address == "https://record.example/"
