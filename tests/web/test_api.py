"""The API as clients meet it, on the real server over the record of the sample feed."""

import csv
import io
import json
import re
import shutil
import threading
from datetime import UTC, datetime

import httpx2
import pytest
from lxml import etree
from record_server import serving

from onrecord import pipeline
from onrecord.ingest.read import read_paths
from onrecord.link.judgements import Signature
from onrecord.publish.exports.cited import Stories
from onrecord.publish.exports.terms import Terms, released
from onrecord.records.filter import Filter
from onrecord.store.record import Store
from onrecord.web.app import Settings

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv",
    "atom": "application/atom+xml",
}


@pytest.fixture(scope="module")
def client(sample_record):
    with serving(sample_record) as base, httpx2.Client(base_url=base, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def incidents(sample_record):
    with Store(sample_record) as store:
        return {i.id: i for i in store.incidents.each(Filter())}


def some(incidents, fits):
    return next(i for i in incidents.values() if fits(i))


def every_page(client, path):
    found = []
    while path:
        told = client.get(path).json()
        found += told["incidents"]
        path = told["next"]
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/", "/index.html", "/incidents", "/control", "/control.html", "/control?on=2022-07-03", "/stories",
        "/stories.html", "/corrections", "/ignored.html", "/about.html", "/docs",
    ],
)  # fmt: skip
def test_pages_are_the_sites(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in answer.text
    assert re.search(r'(href|src)="https?://(?!example)', answer.text.split("<main")[0]) is None


@pytest.mark.parametrize("form", FORMS)
def test_incidents_come_in_every_form(client, incidents, form):
    answer = client.get(f"/incidents.{form}?limit=1000")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == FORMS[form]
    ids = {
        "json": lambda: [i["id"] for i in answer.json()["incidents"]],
        "geojson": lambda: [f["id"] for f in answer.json()["features"]],
        "csv": lambda: [row["id"] for row in csv.DictReader(io.StringIO(answer.text))],
        "atom": lambda: [
            e.findtext(f"{ATOM}id").rpartition("/")[2] for e in etree.fromstring(answer.content).iter(f"{ATOM}entry")
        ],
    }[form]()
    assert sorted(ids) == sorted(incidents)


@pytest.mark.parametrize(
    "query",
    [
        "standing=contested", "country=UA&status=actual", "q=Lysychansk", "bbox=37,48,39,50",
        "type=shelling&type=clash",
        "from=2022-06-26&to=2022-06-27", "contested=yes", "claimant=Moscow", "changed_since=2022-07-03",
        "reported_to=2022-06-25", "place=nowhere",
    ],
)  # fmt: skip
def test_every_filter_gives_what_the_language_says(client, incidents, query):
    asked = Filter.of(httpx2.QueryParams(query).multi_items())
    expected = {i.id for i in incidents.values() if asked.admits(i)}
    told = client.get(f"/incidents.json?{query}&limit=1000").json()
    assert {i["id"] for i in told["incidents"]} == expected
    assert told["count"] == len(expected)
    page = client.get(f"/incidents?{query}")
    assert page.text.count('<li class="card"') == min(len(expected), 100)


def test_a_family_of_types_is_all_its_types(client):
    told = client.get("/incidents.json?type=people&limit=1000").json()["incidents"]
    assert {i["type"] for i in told} <= {"abduction", "arrest", "evacuation", "displacement", "humanitarian_need",
                                         "humanitarian_aid", "protest"}  # fmt: skip
    assert told


def test_pages_lead_to_one_another_and_leave_nothing_out(client, incidents):
    first = client.get("/incidents.json?limit=50&country=UA")
    assert f'<{first.json()["next"].replace(str(client.base_url), "")}>; rel="next"' == first.headers["link"]
    found = every_page(client, "/incidents.json?limit=50&country=UA")
    expected = [i.id for i in incidents.values() if i.country == "UA"]
    assert [i["id"] for i in found] == expected


def test_the_front_page_pages_through_the_whole_record(client, incidents):
    path, cards = "/incidents?limit=40", 0
    while path:
        text = client.get(path).text
        cards += text.count('<li class="card"')
        found = re.search(r'<a rel="next" href="([^"]+)"', text)
        path = found.group(1).replace("&amp;", "&") if found else None
    assert cards == len(incidents)


def test_empty_fields_of_the_form_leave_the_address(client):
    answer = client.get("/incidents?q=&type=clash&from=&utm_source=x")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/incidents?type=clash"


def test_one_incident_whole_with_the_codes_that_nobody_has_set(client, incidents, sample_record):
    one = some(incidents, lambda i: i.contradictions)
    told = client.get(f"/incident/{one.id}.json").json()
    analyst = told.pop("analyst")
    assert told.pop("decided") == {"codes": [], "corrections": []}
    with Store(sample_record) as store:
        (shown,) = released([one], Stories(pipeline.reading(store)), Terms())
    assert told == json.loads(shown.model_dump_json())
    assert analyst["proof"] == "none"
    assert set(analyst["credibility"].values()) == {"6"}
    assert set(analyst["reliability"].values()) == {"F"}
    for form in FORMS:
        assert client.get(f"/incident/{one.id}.{form}").status_code == 200
    for page in (f"/incident/{one.id}", f"/incident/{one.id}.html"):
        assert one.place in client.get(page).text


def test_a_story_as_coded_and_the_incidents_it_tells(client):
    story = "mp-severodonetsk-25jun"
    coded = client.get(f"/story/{story}.json").json()
    assert coded["schema"] == "onrecord.coded-story/1"
    assert coded["story"]["id"] == story
    told = client.get(f"/story/{story}.geojson").json()
    assert told["features"]
    assert "evidence" in client.get(f"/story/{story}").text


def test_a_killed_story_gives_no_word_of_its_text(client, sample_record):
    with Store(sample_record) as store:
        read = pipeline.reading(store)
        killed = next(c.story for c in read.coded() if c.story.id in read.killed)
    assert killed.headline
    for form in ("json", "geojson", "csv", "atom"):
        answer = client.get(f"/story/{killed.id}.{form}")
        assert answer.status_code == 200
        assert killed.headline not in answer.text
    every = client.get("/incidents.json?limit=1000").json()["incidents"]
    claims = [s["claim"] for i in every for s in i["claims"] if s["claim"]["story"] == killed.id]
    assert claims
    assert {c["event"]["clause"]["text"] + c["event"]["trigger"]["text"] for c in claims} == {""}
    listed = {row["id"]: row for row in client.get("/stories.json?limit=1000").json()["stories"]}
    assert listed[killed.id]["state"] == "withdrawn"


@pytest.mark.parametrize("kind", ["place", "actor", "source"])
def test_names_have_pages_and_the_incidents_that_name_them(client, kind):
    listed = client.get(f"/{kind}s.html").text
    name = re.search(rf'href="{kind}/([^"]+)\.html"', listed).group(1)
    assert client.get(f"/{kind}/{name}").status_code == 200
    told = client.get(f"/{kind}/{name}.json").json()
    assert told["count"] == len(told["incidents"]) > 0
    for form in ("geojson", "csv", "atom"):
        assert client.get(f"/{kind}/{name}.{form}").status_code == 200
    assert client.get(f"/{kind}/no-such-name.json").json()["code"] == "R309"


def test_control_on_a_day(client):
    lines = client.get("/control.json?on=2022-07-03").json()["lines"]
    assert lines
    assert all((x["start"] or "") <= "2022-07-03" and (x["end"] is None or x["end"] > "2022-07-03") for x in lines)
    every = client.get("/control.json").json()["lines"]
    assert len(every) > len(lines)
    place = lines[0]["place"]
    assert {x["place"] for x in client.get("/control.json", params={"place": place}).json()["lines"]} >= {place}
    held, whole = client.get("/control?on=2022-07-03").text, client.get("/control").text
    assert held.count("<tr") < whole.count("<tr")


@pytest.mark.parametrize("path", ["/stories.json", "/stories.csv", "/stories.atom", "/corrections.json"])
def test_lists_page_too(client, path):
    first = client.get(f"{path}?limit=2")
    assert first.status_code == 200
    following = re.match(r"<([^>]+)>", first.headers["link"]).group(1)
    assert client.get(following).content != first.content


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/incidents.json?colour=red", 400, "R120"),
        ("/incidents.json?from=yesterday", 400, "R120"),
        ("/incidents.json?limit=0", 400, "R121"),
        ("/incidents.json?limit=1001", 400, "R121"),
        ("/incidents.json?after=%00", 400, "R121"),
        ("/stories.json?after=%C3%A9", 400, "R121"),
        ("/control.json?on=2022-13-01", 400, "R120"),
        ("/control.json?x=1", 400, "R120"),
        ("/ignored.json?x=1", 400, "R120"),
        ("/incident/inc-none.json", 404, "R305"),
        ("/story/none.csv", 404, "R306"),
        ("/alerts/none.atom", 404, "R307"),
        ("/nothing-here", 404, "R320"),
        ("/review", 404, "R320"),
        ("/../../etc/passwd", 404, "R320"),
        ("/static/%2e%2e/%2e%2e/errors.py", 404, "R320"),
    ],
)
def test_problems_are_told_as_such(client, path, status, code):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    told = answer.json()
    assert (told["status"], told["code"], told["type"]) == (status, code, f"/docs#{code}")
    assert f'id="{code}"' in client.get("/docs").text


def test_people_get_problems_as_pages(client):
    answer = client.get("/incident/inc-none", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert "<h1>The record has no incident inc-none</h1>" in answer.text
    assert 'href="../static/site.css"' in answer.text


def test_an_answer_that_the_client_has_is_not_sent_again(client):
    for path in ("/incidents.json", "/", "/static/site.css", "/openapi.json"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        dated = client.get(path, headers={"If-Modified-Since": first.headers["last-modified"]})
        assert dated.status_code == 304
        other = client.get(path, headers={"If-None-Match": '"another"'})
        assert other.status_code == 200


def test_head_is_get_without_the_body(client):
    for path in ("/incidents.json", "/", "/nothing"):
        head, get = client.head(path), client.get(path)
        assert head.status_code == get.status_code
        assert head.headers.get("etag") == get.headers.get("etag")
        assert head.content == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(client, method):
    answer = client.request(method, "/incidents.json")
    assert answer.status_code == 405
    assert answer.json()["code"] == "R321"
    assert "GET" in answer.headers["allow"]


def test_pages_of_other_sites_may_read_but_not_frame(client):
    answer = client.get("/incidents.json", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = client.options(
        "/incidents.json", headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    )
    assert asked.status_code == 204
    assert "GET" in asked.headers["access-control-allow-methods"]
    for path in ("/", "/incidents.json", "/nothing", "/static/site.css"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_answers_are_packed_where_the_client_takes_it(client):
    with client.stream("GET", "/", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert sum(map(len, answer.iter_raw())) < 80_000


def test_who_asks_too_often_is_told_when_to_come_again(sample_record):
    with serving(sample_record, Settings(rate="3/minute", limit_all=True)) as base:
        answers = [httpx2.get(f"{base}/stories.json") for _ in range(5)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
    last = answers[-1]
    assert 1 <= int(last.headers["retry-after"]) <= 61
    assert last.json()["code"] == "R322"
    assert last.headers["x-content-type-options"] == "nosniff"


def test_this_machine_is_not_counted(sample_record):
    with serving(sample_record, Settings(rate="1/minute")) as base:
        assert [httpx2.get(f"{base}/ignored.json").status_code for _ in range(3)] == [200] * 3


def test_an_id_that_was_merged_leads_on(sample_record, tmp_path):
    record = shutil.copytree(sample_record.parent, tmp_path / "copy") / "record.sqlite"
    with Store(record) as store:
        one, two = sorted(
            store.incidents.find(Filter.of([("type", "shelling")]), limit=2)[0], key=lambda i: i.first_seen
        )
    with serving(record) as base, httpx2.Client(base_url=base, timeout=60) as client:
        assert client.get(f"/incident/{two.id}").status_code == 200
        with Store(record) as store:
            ids = (one.claims[0].claim.id, two.claims[0].claim.id)
            pipeline.judge(store, ids, verdict="same", signed=Signature("A", datetime.now(UTC), "one"))
            pipeline.link(store)
        with Store(record) as store:
            ids_now = [i and i.id for i in (store.incidents.get(one.id), store.incidents.get(two.id))]
        gone = next(i.id for i, now in zip((one, two), ids_now, strict=True) if now != i.id)
        kept = next(now for now in ids_now if now != gone)
        for form in ("", ".json", ".atom"):
            answer = client.get(f"/incident/{gone}{form}")
            assert (answer.status_code, answer.headers["location"]) == (301, f"/incident/{kept}{form}")


def test_what_comes_in_beside_it_shows_without_a_restart(sample_record, tmp_path):
    record = shutil.copytree(sample_record.parent, tmp_path / "copy") / "record.sqlite"
    with serving(record) as base, httpx2.Client(base_url=base, timeout=60) as client:
        before = client.get("/stories.json")
        text = tmp_path / "zed.txt"
        text.write_text(
            "Rockets hit Zedtown\n\nRockets hit the town of Kramatorsk on Monday, killing four, the mayor said.\n"
        )
        with Store(record) as store:
            list(pipeline.take_in(read_paths([text], published="2022-07-12"), store))
            pipeline.link(store)
        for _ in range(60):
            threading.Event().wait(0.1)
            after = client.get("/stories.json", headers={"If-None-Match": before.headers["etag"]})
            if after.status_code == 200:
                break
        else:
            pytest.fail("the new story never showed")
        assert after.json()["stories"][0]["id"] == "zed"
        assert after.headers["last-modified"] > before.headers["last-modified"]
        assert "Rockets hit Zedtown" in client.get("/story/zed").text
        assert "zed/e1" in client.get("/incidents.json?q=kramatorsk&limit=1000").text
