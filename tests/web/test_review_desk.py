"""The review desk over HTTP: who gets in, what is kept, and that all of it can be taken back."""

import re
import shutil

import httpx2
import pytest
from record_server import serving

from onrecord import pipeline
from onrecord.records.filter import Filter
from onrecord.store.record import Store
from onrecord.web.app import Settings

TOKEN = "a long and secret token"


FEW = ("severodonetsk", "konstantinovka", "belarus", "desna")


@pytest.fixture(scope="module")
def few(sample_record, tmp_path_factory):
    """A record of some of the sample's stories, so that linking it again takes no time."""
    path = tmp_path_factory.mktemp("few") / "record.sqlite"
    with Store(sample_record) as store, Store(path) as made:
        for coded in store.coded():
            if any(word in coded.story.id for word in FEW):
                made.add(coded)
        pipeline.link(made)
    return path


@pytest.fixture(scope="module")
def untouched(few):
    """Where a record is served to which nothing is done."""
    with serving(few, Settings(token=TOKEN)) as base:
        yield base


@pytest.fixture(scope="module")
def still(untouched):
    """A client that is in, where nothing it does is kept."""
    with httpx2.Client(base_url=untouched, timeout=60, follow_redirects=True) as client:
        client.post("/review/enter", data={"name": "Ann Editor", "token": TOKEN})
        yield client


@pytest.fixture
def record(few, tmp_path):
    return shutil.copytree(few.parent, tmp_path / "copy") / "record.sqlite"


@pytest.fixture
def base(record):
    with serving(record, Settings(token=TOKEN)) as base:
        yield base


@pytest.fixture
def client(base):
    with httpx2.Client(base_url=base, timeout=60, follow_redirects=True) as client:
        yield client


@pytest.fixture
def desk(client):
    """A client that is in."""
    answer = client.post("/review/enter", data={"name": "Ann  Editor", "token": TOKEN})
    assert "You sign as <strong>Ann Editor</strong>" in answer.text
    return client


def mark_of(client):
    return re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text).group(1)


def do(desk, deed, **fields):
    return desk.post(f"/review/{deed}", data={"csrf": mark_of(desk), "reason": "as the paper says", **fields})


def told(page):
    return re.search(r'role="status">([^<]+)<', page.text).group(1)


def first_pair(page, how):
    article = next(a for a in page.text.split("<article")[1:] if f"<strong>{how}</strong>" in a)
    return {side: re.search(rf'name="{side}" value="([^"]+)"', article).group(1) for side in ("left", "right")}


def home(record, claim):
    with Store(record) as store:
        return store.incidents.about(claim)


def test_without_a_token_there_is_no_desk(few):
    with serving(few) as base, httpx2.Client(base_url=base, timeout=60) as client:
        assert [client.get(f"/review{rest}").status_code for rest in ("", "/claim?id=x")] == [404, 404]
        assert client.post("/review/enter", data={"token": ""}).status_code == 405


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + " ", "é"])
def test_a_wrong_token_opens_nothing(client, token):
    answer = client.post("/review/enter", data={"name": "Ann", "token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "Doubtful merges" not in client.get("/review").text


def test_nobody_signs_without_a_name(client):
    assert client.post("/review/enter", data={"name": " ", "token": TOKEN}).status_code == 403


def test_tokens_cannot_be_tried_for_ever(client):
    tries = [client.post("/review/enter", data={"name": "x", "token": "x"}).status_code for _ in range(11)]
    assert tries[-1] == 429


def test_the_cookie_is_for_this_browser_and_this_desk_only(client):
    answer = client.post("/review/enter", data={"name": "Ann", "token": TOKEN}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/review"))
    assert TOKEN not in cookie
    page = client.get("/review")
    assert page.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in page.headers
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert TOKEN not in page.text


@pytest.mark.parametrize(
    "change",
    [
        {"csrf": ""},
        {"csrf": "another"},
        {"headers": {"sec-fetch-site": "cross-site"}},
        {"headers": {"cookie": "onrecord_desk=guessed"}},
        {"json": True},
    ],
)
def test_a_form_of_another_site_does_nothing(still, few, change):
    fields = {
        "csrf": mark_of(still),
        "reason": "x",
        "verdict": "same",
        **first_pair(still.get("/review"), "Kept apart"),
    }
    fields["csrf"] = change.get("csrf", fields["csrf"])
    body = {"json": fields} if change.get("json") else {"data": fields}
    answer = still.post("/review/judge", headers=change.get("headers"), **body)
    assert (answer.status_code, answer.json()["code"]) == (403, "R324")
    with Store(few) as store:
        assert not store.judgements()


def test_leaving_closes_the_desk(desk):
    desk.post("/review/leave", data={"csrf": mark_of(desk)})
    assert "Who is deciding?" in desk.get("/review").text


def test_a_pair_is_put_together_and_parted_again(desk, record):
    pair = first_pair(desk.get("/review"), "Kept apart")
    before = [home(record, claim).id for claim in pair.values()]
    assert before[0] != before[1]
    assert told(do(desk, "judge", verdict="same", **pair)).startswith("Kept:")
    assert home(record, pair["left"]).id == home(record, pair["right"]).id
    with Store(record) as store:
        judgement = store.judgements()[0]
    assert (judgement.by, judgement.reason, judgement.verdict) == ("Ann Editor", "as the paper says", "same")
    do(desk, "judge", verdict="undo", **pair)
    assert [home(record, claim).id for claim in pair.values()] == before
    assert "taken back" in desk.get("/review").text


def test_a_pair_is_split(desk, record):
    pair = first_pair(desk.get("/review"), "Put together")
    do(desk, "judge", verdict="different", **pair)
    assert home(record, pair["left"]).id != home(record, pair["right"]).id


@pytest.mark.parametrize(
    ("deed", "fields", "code"),
    [
        ("judge", {"verdict": "same", "left": "no/e1", "right": "no/e2"}, "has no claim"),
        ("judge", {"verdict": "perhaps", "left": "a", "right": "b"}, "a verdict is"),
        ("correct", {"claim": "no/e1", "what": "type", "value": "clash"}, "has no claim"),
        ("correct", {"claim": "mp-severodonetsk-25jun/e1", "what": "type", "value": "miracle"}, "there are"),
        ("correct", {"claim": "mp-severodonetsk-25jun/e1", "what": "colour", "value": "red"}, "nothing that can be"),
        ("correct", {"claim": "mp-severodonetsk-25jun/e1", "what": "place", "value": "@1,2"}, "write NAME"),
        ("correct", {"claim": "mp-severodonetsk-25jun/e1", "what": "days", "value": "2022-07-02/2022-07-01"}, "first"),
        ("correct", {"claim": "mp-severodonetsk-25jun/e1", "what": "side", "value": "Ukraine"}, "ISO 3166"),
        ("correct/undo", {"number": "7"}, "no correction 7"),
        ("code", {"scale": "reliability", "subject": "Nobody Here", "value": "A"}, "nobody called"),
        ("code", {"scale": "reliability", "subject": "Moscow", "value": "Z"}, "there are"),
        ("code", {"scale": "proof", "subject": "inc-none", "value": "none"}, "no incident"),
        ("code/undo", {"number": "x"}, "no code 0"),
    ],
)
def test_what_cannot_be_is_told_and_not_kept(still, few, deed, fields, code):
    said = told(do(still, deed, **fields))
    assert said.startswith("Not kept:")
    assert code in said.replace("&#39;", "'")
    with Store(few) as store:
        assert not store.judgements() + store.review.amendments() + store.review.ratings()


def test_nothing_is_kept_without_a_reason(still, few):
    assert "needs a name and a reason" in told(
        do(still, "correct", claim="mp-severodonetsk-25jun/e1", what="type", value="clash", reason=" ")
    )
    with Store(few) as store:
        assert not store.review.amendments()


def test_a_correction_reaches_the_record_survives_a_new_coding_and_is_taken_back(desk, record):
    with Store(record) as store:
        found = next(
            i for i in store.incidents.each(Filter.of([("type", "shelling")])) if i.place and len(i.claims) == 1
        )
    claim = found.claims[0].claim
    page = desk.get("/review/claim", params={"id": claim.id})
    assert claim.claimant in page.text
    do(desk, "correct", claim=claim.id, what="place", value="Elsewhere @10.5,20.25 TD")
    now = home(record, claim.id)
    assert (now.place, now.lat, now.lon, now.country) == ("Elsewhere", 10.5, 20.25, "TD")
    rule = next(s.claim for s in now.claims if s.claim.id == claim.id).event.place.rule
    assert rule == "review.amend/1 by Ann Editor"
    with Store(record) as store:  # coded anew: other ids of events, as a newer coder would give them
        coded = store.story(claim.story)
        renamed = tuple(e.model_copy(update={"id": f"{e.id}9"}) for e in coded.events)
        store.add(coded.model_copy(update={"events": renamed}))
        pipeline.link(store)
    again = home(record, f"{claim.id}9")
    assert again.place == "Elsewhere"
    told_ = told(do(desk, "correct/undo", number="1"))
    assert told_ == "Correction 1 is taken back."
    assert home(record, f"{claim.id}9").place == found.place
    with Store(record) as store:
        kept = store.review.amendments()[0]
    assert (kept.by, kept.reason) == ("Ann Editor", "as the paper says") == (kept.undone_by, kept.undone_reason)
    assert (kept.was.partition(" @")[0], kept.value) == (found.place, "Elsewhere @10.5,20.25 TD")


@pytest.mark.parametrize(
    ("what", "value", "of"),
    [
        ("type", "protest", lambda c: c.event.type),
        ("status", "negated", lambda c: c.event.status),
        ("claimant", "Anna Holt", lambda c: c.claimant),
        ("side", "FR", lambda c: c.side),
        ("days", "2022-05-01/2022-05-03", lambda c: f"{c.event.time.start}/{c.event.time.end}"),
        ("event", "no", lambda c: "no" if c.withdrawn else "yes"),
    ],
)
def test_each_value_can_be_corrected(desk, record, what, value, of):
    claim = "mp-severodonetsk-25jun/e1"
    assert told(do(desk, "correct", claim=claim, what=what, value=value)).startswith("Kept as correction 1")
    with Store(record) as store:
        now = next(c for c in store.claims_of("mp-severodonetsk-25jun") if c.id == claim)
    assert of(now) == value


def test_codes_are_set_by_people_shown_as_data_and_taken_back(desk, record):
    with Store(record) as store:
        one = next(i for i in store.incidents.each(Filter()) if len(i.claims) > 1)
    claim = one.claims[0].claim

    def codes():
        return desk.get(f"/incident/{one.id}.json").json()["analyst"]

    do(desk, "code", scale="reliability", subject=claim.claimant, value="B")
    do(desk, "code", scale="credibility", subject=claim.id, value="2")
    do(desk, "code", scale="proof", subject=one.id, value="reasonable suspicion")
    assert codes()["reliability"][claim.claimant] == "B"
    assert codes()["credibility"][claim.id] == "2"
    assert codes()["proof"] == "reasonable suspicion"
    for number in (1, 2, 3):
        do(desk, "code/undo", number=str(number))
    assert codes()["reliability"][claim.claimant] == "F"
    assert codes()["credibility"][claim.id] == "6"
    assert codes()["proof"] == "none"


def test_markup_in_names_and_reasons_stays_text(client):
    client.post("/review/enter", data={"name": "<img src=x onerror=alert(1)>", "token": TOKEN})
    do(client, "correct", claim="mp-severodonetsk-25jun/e1", what="claimant", value="<script>alert(1)</script>",
       reason="<svg onload=alert(1)>")  # fmt: skip
    page = client.get("/review").text
    assert "&lt;script&gt;" in page
    assert not re.search(r"<script>alert|<img src=x|<svg onload", page)


def test_a_form_too_large_is_refused(still):
    answer = still.post("/review/judge", data={"csrf": mark_of(still), "reason": "x" * 100_000})
    assert answer.status_code == 403


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/../x", "javascript:alert(1)"])
def test_the_way_back_stays_on_the_desk(still, back):
    answer = still.post(
        "/review/judge", data={"csrf": mark_of(still), "reason": "x", "back": back}, follow_redirects=False
    )
    assert answer.headers["location"] == "/review"
