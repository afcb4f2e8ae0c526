"""The site as bytes: every page is there, links lead somewhere, what must not show does not show."""

import json
import posixpath
import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from onrecord.publish.paths import public_origin
from onrecord.publish.site import site
from onrecord.records.snapshot import Snapshot


class Links(HTMLParser):
    """Collects where a page points to, its ids, and anything that could load from elsewhere or run."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.handlers = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in {"href", "src"}:
                self.links.append(value)
            if name == "id":
                assert value not in self.ids, f"id {value} twice"
                self.ids.add(value)
            if name.startswith("on") or name == "style":
                self.handlers.append((tag, name))


@pytest.fixture
def built(snapshot):
    return dict(site(snapshot))


def page(built, path):
    return built[path].decode()


def test_the_same_record_gives_the_same_bytes(snapshot):
    assert list(site(snapshot)) == list(site(snapshot.model_copy(deep=True)))


def test_an_empty_record_gives_a_whole_site():
    built = dict(site(Snapshot(coded=(), incidents=(), control=())))
    assert {"index.html", "control.html", "ignored.html", "corrections.html", "about.html"} <= built.keys()
    assert "No incident is dated." in page(built, "index.html")


def test_every_link_leads_to_a_page_and_an_anchor(built):
    parsed = {path: Links(body.decode()) for path, body in built.items() if path.endswith(".html")}
    for path, found in parsed.items():
        for link in found.links:
            to = urlsplit(link)
            assert not to.scheme, f"{path} points outside: {link}"
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(to.path))) if to.path else path
            assert target in built, f"{path}: {link} leads nowhere"
            if to.fragment and target.endswith(".html"):
                assert to.fragment in parsed[target].ids, f"{path}: {link} has no anchor"


def test_no_page_carries_styles_or_handlers_of_its_own(built):
    for path, body in built.items():
        if path.endswith(".html"):
            assert not Links(body.decode()).handlers, path


def test_a_story_is_shown_as_received_with_its_evidence(built):
    text = page(built, "story/np-1.html")
    shown = text[text.index('id="text"') : text.index('class="terms"')]
    plain = unescape(re.sub(r"<[^>]+>", "", shown.split(">", 1)[1]))
    for part in (
        "Rockets hit Arvena",
        "ARVENA, June 25 (NP) — Up to 80 people were killed",
        "(This story has not been",
    ):
        assert part in plain
    assert re.search(r'<a class="e k-content k-trigger c1" id="e1" href="#claim-e1"[^>]*>hit</a>', text)
    assert "boilerplate" in text
    assert "Free with credit." in text
    assert "denial by Border Command" in text


def test_an_incident_sets_the_sides_beside_each_other(built):
    text = page(built, "incident/inc-1.html")
    assert text.index("Andorra") < text.index("France")
    assert "up to 80 killed" in text
    assert "at least" not in text
    assert "What cannot both be true" in text
    assert "copied by Hill Post" in text
    assert "North Press, carried by Coast Post" in text
    assert '"@type": "Claim"' in text
    assert "ClaimReview" not in text


def test_a_killed_story_leaves_only_a_tombstone(built):
    left = {path: body for path, body in built.items() if b"Secret killed headline" in body}
    assert not left
    assert "Withdrawn by its source." in page(built, "story/np-killed.html")
    assert "Ilka Tosh" not in page(built, "story/np-killed.html")
    assert json.loads(built["stories/np-killed.json"])["story"]["status"] == "canceled"
    assert "Withdrawn with its story" in page(built, "incident/inc-2.html")
    assert "Wrong" in page(built, "corrections.html")


def test_unplaced_and_undated_incidents_are_in_the_tray_and_have_null_geometry(built):
    tray = page(built, "index.html").split('id="tray-h"')[1]
    assert tray.count("Withdrawn report (shelling)") == 2
    features = {f["id"]: f for f in json.loads(built["incidents.geojson"])["features"]}
    assert features["inc-2"]["geometry"] is None
    assert features["inc-1"]["geometry"] == {"type": "Point", "coordinates": [1.5, 42.5]}


def test_control_shows_a_line_for_each_side(built):
    text = page(built, "control.html")
    assert "Held by France" in text
    assert "Held by Andorra" in text
    assert "incident/inc-1.html#claim-np-1-e1" in text


def test_no_folder_of_the_machine_is_published(snapshot):
    moved = []
    for coded in snapshot.coded:
        item = coded.story.item.model_copy(update={"origin": f"/home/desk/{coded.story.id}.txt"})
        moved.append(coded.model_copy(update={"story": coded.story.model_copy(update={"item": item})}))
    built = dict(site(snapshot.model_copy(update={"coded": tuple(moved)})))
    assert not [path for path, body in built.items() if b"/home/desk" in body]
    assert public_origin("https://post.example/feed/1") == "https://post.example/feed/1"


def test_what_was_left_out_is_listed_with_its_reason(built):
    assert re.search(r"Buy now.*advertisement.*it sells", page(built, "ignored.html"), re.DOTALL)


def test_a_copy_points_to_its_original(built):
    text = page(built, "story/cp-1.html")
    assert "This is a copy." in text
    assert "../story/np-1.html" in text


def test_a_long_list_goes_on_over_days(snapshot, monkeypatch):
    monkeypatch.setattr("onrecord.publish.site.SHOWN", 1)
    built = dict(site(snapshot))
    days = sorted(path for path in built if path.startswith("day/") and path.endswith(".html"))
    assert f'href="{days[-1]}"' in page(built, "index.html")
    assert 'href="../days.html"' in page(built, days[-1])
    assert 'src="../static/map.js"' in page(built, days[-1])
    for incident in snapshot.incidents:
        listing = f"day/{incident.first_seen[:10]}.html"
        assert f"../incident/{incident.id}.html" in page(built, listing)
    test_every_link_leads_to_a_page_and_an_anchor(built)


def test_long_tables_go_on_over_pages_that_stay_as_they_are(snapshot, monkeypatch):
    monkeypatch.setattr("onrecord.publish.lists.ROWS", 1)
    built = dict(site(snapshot))
    test_every_link_leads_to_a_page_and_an_anchor(built)
    assert "published/2031-06-26.html" in built
    more = [snapshot.corrections[-1].model_copy(update={"at": f"2039-01-0{n}T00:00:00Z"}) for n in (1, 2, 3)]
    two, three = (
        dict(site(snapshot.model_copy(update={"corrections": (*snapshot.corrections, *more[:n])})))[
            "corrections/1.html"
        ]
        for n in (2, 3)
    )
    assert two.split(b"<tbody>")[1].split(b"</tbody>")[0] == three.split(b"<tbody>")[1].split(b"</tbody>")[0]


def test_control_marks_a_place_that_sides_dispute_as_contested(built):
    assert re.search(r'class="hold contested" data-place="place-Arvena"', page(built, "control.html"))
