"""ninjs items of our own, against IPTC's schemas."""

import json
from importlib.resources import files

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from onrecord import cli
from onrecord.ingest.given import given_from
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.read import stories_in
from onrecord.publish.ninjs import FORMS, ninjs_item, uri_of
from onrecord.records.coded import CodedStory, Versions
from onrecord.records.story import Story
from onrecord.records.where import Toponym

TEXT = (
    "River rises\n\nTOLVIK, Jan 12 (AFP) - The river rose in Tolvik overnight.\n\nIt fell on Sunday.\n\n"
    "(This story has not been edited by Harbour Post staff and is auto-generated from a syndicated feed.)"
)
FULL = {
    "guid": "urn:hw:1", "version": 2, "published": "2031-01-12", "urgency": 3, "embargo": "2031-01-12T09:00:00+01:00",
    "url": "https://harbour-post.example/1", "usage_terms": "No web", "editors_note": "Adds quote",
    "byline": "Ada Verne", "slug": "NORLAND-FLOOD", "outlet": "Harbour Post", "language": "en-GB",
}  # fmt: skip


def validator(form):
    """IPTC's schema, its formats checked too; what GeoJSON is stands elsewhere and is not checked."""
    schema = json.loads(files("onrecord.ingest").joinpath(f"schemas/ninjs-{form}.json").read_bytes())
    anything = DRAFT202012.create_resource({"type": "object"})
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", anything)
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def coded(**told) -> CodedStory:
    story = story_from_text(TEXT, story_id="hw 1", given=given_from(told))
    tolvik = Toponym(span=story.span(13, 19), name="Tolvik", lat=61.5, lon=7.25, geonameid=5)
    places = (tolvik, tolvik, tolvik.model_copy(update={"lat": None, "lon": None, "name": "the palace"}))
    versions = Versions(software="9.9", model="m", gazetteer="g", lexicon="l")
    return CodedStory(story=story, toponyms=places, versions=versions)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("told", [FULL, {}, {"pub_status": "canceled"}, {"pub_status": "withheld", "guid": "a b<>"}])
@pytest.mark.parametrize("body", [True, False])
def test_every_item_is_valid(form, told, body):
    item = ninjs_item(coded(**told), form=form, body=body)
    assert [e.message for e in validator(form).iter_errors(item)] == []


def test_the_item_tells_what_the_story_does():
    item = ninjs_item(coded(**FULL))
    wanted = {
        "uri": "urn:hw:1", "version": "2", "pubStatus": "usable", "urgency": 3, "by": "Ada Verne", "located": "Tolvik",
        "versionCreated": "2031-01-12T00:00:00Z", "embargoedUntil": "2031-01-12T09:00:00+01:00", "language": "en-GB",
        "usageTerms": "No web", "edNote": "Adds quote", "slugline": "NORLAND-FLOOD", "representationType": "full",
        "infoSources": [{"role": "agency", "name": "AFP"}, {"role": "carrier", "name": "Harbour Post"}],
    }  # fmt: skip
    assert {name: item.get(name) for name in wanted} == wanted
    assert item["headlines"][0]["value"] == "River rises"
    assert item["bodies"][0]["value"] == TEXT.split("\n\n", 1)[1]
    assert [(p["name"], p["geoJSON"]["coordinates"]) for p in item["places"]] == [("Tolvik", [7.25, 61.5])]
    assert [t["role"] for t in item["trustIndicators"]] == ["machine-coded", "syndication", "based-on"]


def test_without_the_right_to_the_text_it_is_partial_and_a_kill_tells_nothing():
    partial = ninjs_item(coded(**FULL), body=False)
    assert partial["representationType"] == "partial"
    assert "rose in Tolvik" not in json.dumps(partial)
    kill = ninjs_item(coded(**FULL, pub_status="canceled"))
    assert kill["pubStatus"] == "canceled"
    assert "River" not in json.dumps(kill)


def test_the_older_form_has_names_in_small_letters():
    item = ninjs_item(coded(**FULL), form="2.2")
    assert all(name == name.lower() for name in item)
    assert (item["embargoed"], item["versioncreated"]) == ("2031-01-12T09:00:00+01:00", "2031-01-12T00:00:00Z")
    assert item["places"][0]["geojson"]["coordinates"] == [7.25, 61.5]


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_out_comes_in_again(form):
    told = coded(**FULL)
    (back,) = stories_in(json.dumps(ninjs_item(told, form=form)).encode(), origin="x.json")
    assert isinstance(back, Story)
    kept = ("guid", "version", "status", "headline", "urgency", "embargo", "usage_terms", "slug", "language", "byline",
            "dateline_place", "text")  # fmt: skip
    assert {k: getattr(back, k) for k in kept} == {k: getattr(told.story, k) for k in kept}
    assert [n.code for n in back.notes] == []


def test_an_id_that_is_no_uri_becomes_a_tag():
    assert uri_of(coded(guid="HW 1/2").story) == "tag:onrecord.invalid,2022:HW%201%2F2"


@pytest.mark.parametrize("form", FORMS)
def test_the_command_line_prints_valid_items(tmp_path, form):
    (tmp_path / "a.txt").write_text(" date 2031-01-12 Troops leave Kyiv\n\nTroops left Kyiv on Sunday, police said.\n")
    result = CliRunner().invoke(cli.main, ["code", str(tmp_path / "a.txt"), "--ninjs", form])
    assert result.exit_code == 0, result.output
    item = json.loads(result.output)
    assert [e.message for e in validator(form).iter_errors(item)] == []
    assert item["places"][0]["name"] == "Kyiv"
