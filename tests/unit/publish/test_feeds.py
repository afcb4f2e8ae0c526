"""Feeds: read by a feed reader's parser, checked against what RFC 4287, RFC 4151 and JSON Feed 1.1 ask."""

import json
import re
from datetime import datetime

import feedparser
import pytest
from invented_record import invented_snapshot, make_claim, make_coded, make_incident, make_story
from lxml import etree

from onrecord.publish.feeds import MOST, Feed, atom, feed_pages, incident_feed, json_feed, rfc3339, rss
from onrecord.publish.look import Look
from onrecord.publish.site import site

LOOK = Look(address="https://record.example.org/", authority="record.example.org,2031")
TAG = re.compile(r"tag:[A-Za-z0-9.@_-]+,\d{4}(-\d\d){0,2}:\S+\Z")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")


@pytest.fixture(scope="module")
def built():
    return dict(site(invented_snapshot(), LOOK))


def stems(built):
    return sorted(path.removesuffix(".atom") for path in built if path.endswith(".atom"))


def test_there_is_a_feed_of_everything_of_corrections_and_of_each_name_and_type(built):
    found = stems(built)
    assert {"index", "corrections", "type/shelling", "place/arvena"} <= set(found)
    pages = {
        path.removesuffix(".html")
        for path in built
        if re.match(r"(place|actor|source)/", path) and path[-5:] == ".html"
    }
    assert pages <= set(found)
    assert all({f"{stem}.rss", f"{stem}.feed.json"} <= built.keys() for stem in found)


def test_a_reader_takes_atom_and_rss_without_complaint_and_finds_the_same_entries(built):
    for stem in stems(built):
        read = [feedparser.parse(built[f"{stem}.{ending}"]) for ending in ("atom", "rss")]
        assert not any(r.bozo for r in read), stem
        assert [r.version for r in read] == ["atom10", "rss20"]
        ids, same = ([e.id for e in r.entries] for r in read)
        assert ids == same == [item["id"] for item in json.loads(built[f"{stem}.feed.json"])["items"]]
        assert len(ids) == len(set(ids))
        assert all(TAG.match(i) for i in (*ids, read[0].feed.id))
        for entry in read[0].entries:
            assert entry.link.startswith("https://record.example.org/")
            assert entry.link.removeprefix("https://record.example.org/") in built


def test_atom_has_what_rfc_4287_asks(built):
    space = "{http://www.w3.org/2005/Atom}"
    for stem in stems(built):
        root = etree.fromstring(built[f"{stem}.atom"])
        assert root.tag == f"{space}feed"
        for node in (root, *root.iter(f"{space}entry")):
            for name in ("id", "title", "updated"):
                assert len(node.findall(f"{space}{name}")) == 1
            assert MOMENT.match(node.findtext(f"{space}updated"))
        assert root.find(f"{space}author/{space}name").text
        assert {link.get("rel") for link in root.findall(f"{space}link")} == {"self", "alternate"}


def test_json_feed_keeps_to_version_1_1(built):
    for stem in stems(built):
        body = json.loads(built[f"{stem}.feed.json"])
        assert body["version"] == "https://jsonfeed.org/version/1.1"
        assert body["title"]
        assert body["feed_url"] == f"https://record.example.org/{stem}.feed.json"
        assert {"name"} == set(body["authors"][0])
        for item in body["items"]:
            assert isinstance(item["id"], str)
            assert item["content_text"]
            assert item["url"].startswith("https://")
            assert MOMENT.match(item["date_published"])
            assert MOMENT.match(item["date_modified"])
            assert all(isinstance(tag, str) for tag in item["tags"])
            assert all(key.startswith("_") for key in item.keys() - {
                "id", "url", "title", "content_text", "date_published", "date_modified", "tags"})  # fmt: skip


def test_a_placed_incident_has_its_point_and_an_unplaced_one_none(built):
    entries = {e.id.rpartition("/")[2]: e for e in feedparser.parse(built["index.atom"]).entries}
    assert entries["inc-1"].where.coordinates == (1.5, 42.5)
    assert "where" not in entries["inc-2"]
    items = {i["id"].rpartition("/")[2]: i for i in json.loads(built["index.feed.json"])["items"]}
    assert items["inc-1"]["_onrecord"]["coordinates"] == [1.5, 42.5]
    assert b"<georss:point>42.5 1.5</georss:point>" in built["index.rss"]


def test_ids_stay_when_the_site_moves(snapshot):
    here, there = (dict(site(snapshot, Look(address=a, authority=LOOK.authority))) for a in ("https://a.example/", ""))
    for path in ("index.atom", "corrections.atom"):
        assert [e.id for e in feedparser.parse(here[path]).entries] == [
            e.id for e in feedparser.parse(there[path]).entries
        ]
    assert 'href="../incident/inc-1.html"' in there["place/arvena.atom"].decode()


def test_corrections_have_a_feed_of_their_own(built):
    (entry,) = feedparser.parse(built["corrections.atom"]).entries
    assert entry.title.startswith("Kill")
    assert "Wrong" in entry.summary


def test_every_page_names_its_feeds(built):
    page = built["place/arvena.html"].decode()
    for ending, kind in (
        ("atom", "application/atom+xml"),
        ("rss", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
    ):
        assert re.search(rf'<link rel="alternate" type="{re.escape(kind)}"[^>]* href="../place/arvena.{ending}">', page)
    assert 'href="index.atom"' in built["index.html"].decode()
    assert 'href="../corrections.atom"' in built["incident/inc-1.html"].decode()


def test_what_xml_cannot_hold_is_replaced():
    claim = make_claim(make_coded(make_story()))
    incident = make_incident("inc-\x01", (claim,), title="a\x00\ud800]]><b>\ufffe&", tolls=())
    feed = incident_feed("index", "t\x0bt", "index.html", [incident])
    for made in (atom, rss):
        assert etree.fromstring(made(feed, LOOK)) is not None
    assert json.loads(json_feed(feed, LOOK))


def test_a_long_record_has_a_short_feed_and_an_empty_one_an_empty_feed():
    claim = make_claim(make_coded(make_story()))
    many = [make_incident(f"inc-{i}", (claim,)) for i in range(MOST + 9)]
    assert len(incident_feed("index", "t", "index.html", many).entries) == MOST
    empty = dict(feed_pages(Feed("index", "t", "index.html", ()), LOOK))
    assert not feedparser.parse(empty["index.atom"]).bozo
    assert not json.loads(empty["index.feed.json"])["items"]


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2031-06-25", "2031-06-25T00:00:00Z"),
        ("2031-06-25T20:05:00+02:00", "2031-06-25T18:05:00Z"),
        ("", "1970-01-01T00:00:00Z"),
        ("nonsense", "1970-01-01T00:00:00Z"),
    ],
)
def test_moments_are_told_as_rfc_3339(told, moment):
    assert rfc3339(told) == moment
    assert datetime.fromisoformat(rfc3339(told)).tzinfo
