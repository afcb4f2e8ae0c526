"""Saved filters: what fits one is sent to a real receiver, signed, once, and stands as a feed."""

import hashlib
import hmac
import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest
from click.testing import CliRunner
from lxml import etree
from record_server import serving

from onrecord import alerting, cli, pipeline
from onrecord.errors import FetchError, InputError
from onrecord.ingest.fetch import Policy
from onrecord.ingest.post import Poster
from onrecord.ingest.read import read_paths
from onrecord.records.alert import Alert
from onrecord.records.filter import Filter
from onrecord.store.record import Store

TEXT = "Rockets hit Kramatorsk\n\nRockets hit the town of Kramatorsk on Monday, killing {n} people, the mayor said.\n"
SECRET = "s3cret"


class Receiver:
    """Keeps what it is sent, and answers with the statuses it is given, the last of them for good."""

    def __init__(self):
        self.got, self.answers = [], [204]
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
                receiver.got.append((answer, dict(self.headers), body))
                self.send_response(answer)
                if answer in {301, 307}:
                    self.send_header("Location", receiver.url + "elsewhere")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/hook"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def told(self):
        return [json.loads(body) for answer, _, body in self.got if answer < 300]


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.http.shutdown()
    receiver.http.server_close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A record of one story."""
    folder = tmp_path_factory.mktemp("one")
    take_in(folder / "record.sqlite", folder / "first.txt", "three", "2024-03-05")
    return folder


@pytest.fixture
def record(empty, tmp_path):
    return shutil.copytree(empty, tmp_path / "onrecord-out") / "record.sqlite"


def take_in(record, path, number, day):
    path.write_text(TEXT.format(n=number))
    with Store(record) as store:
        list(pipeline.take_in(read_paths([path], published=day), store))
        pipeline.link(store)


def alert(name="hook", url=None, **words):
    return Alert(name=name, words=tuple(words.items()), url=url, secret=SECRET, added="2024-03-05T00:00:00+00:00")


def keep(record, one, **options):
    with Store(record) as store:
        alerting.add(store, one, **{"all_": False, **options})


def patient(**changes):
    return Poster(Policy(private=True, per_host=0.0, wait=0.0, longest_wait=0.01, silence=5.0, **changes))


def deliver(record):
    with patient() as poster:
        return alerting.deliver(record, poster=poster)


def test_what_stands_is_not_sent_what_comes_is_sent_once_and_signed(record, receiver, tmp_path):
    keep(record, alert(url=receiver.url, country="UA"))
    assert deliver(record) == (alerting.Sent("hook", 0),)
    take_in(record, tmp_path / "second.txt", "nine", "2024-06-12")
    assert deliver(record)[0].count == 1
    assert deliver(record)[0].count == 0
    ((_, headers, body),) = receiver.got
    expected = hmac.new(SECRET.encode(), headers["X-Onrecord-Timestamp"].encode() + b"." + body, hashlib.sha256)
    assert headers["X-Onrecord-Signature"] == "sha256=" + expected.hexdigest()
    assert len(headers["X-Onrecord-Delivery"]) == 32
    told = receiver.told[0]
    assert (told["schema"], told["alert"], told["kind"]) == ("onrecord.alert/1", "hook", "new")
    assert "second/e1" in {s["claim"]["id"] for s in told["incident"]["claims"]}


def test_changes_and_what_no_longer_fits_are_told(record, receiver, tmp_path):
    keep(record, alert(url=receiver.url, type="shelling"), all_=True)
    assert deliver(record)[0].count >= 1
    told = len(receiver.told)
    take_in(record, tmp_path / "third.txt", "four", "2024-03-05")  # about the same happening
    deliver(record)
    assert receiver.told[told]["kind"] == "changed"
    told = len(receiver.told)
    with Store(record) as store:
        story = store.story("third")
        store.add(story.model_copy(update={"events": ()}))
        first = store.story("first")
        gone = tuple(e.model_copy(update={"type": "protest"}) for e in first.events)
        store.add(first.model_copy(update={"events": gone}))
        pipeline.link(store)
    deliver(record)
    assert {m["kind"] for m in receiver.told[told:]} == {"left"}
    told = len(receiver.told)
    deliver(record)
    assert len(receiver.told) == told


def test_a_filter_that_nothing_fits_sends_nothing(record, receiver, tmp_path):
    keep(record, alert(url=receiver.url, country="FR"))
    take_in(record, tmp_path / "second.txt", "nine", "2024-06-12")
    assert deliver(record)[0].count == 0
    assert not receiver.got


def test_what_fails_is_tried_again_and_later_sent(record, receiver):
    receiver.answers = [503, 503, 204]
    keep(record, alert(url=receiver.url), all_=True)
    (sent,) = deliver(record)
    assert (sent.error, len({h["X-Onrecord-Delivery"] for _, h, _ in receiver.got[:3]})) == (None, 1)
    receiver.answers = [500]
    keep(record, alert("other", url=receiver.url), all_=True)
    failed = deliver(record)[1]
    assert (failed.count, "500" in failed.error) == (0, True)
    with Store(record) as store:
        assert alerting.named(store, "other").error == failed.error
    receiver.answers = [204]
    with patient() as poster:
        assert [s.alert for s in alerting.deliver(record, changed=False, poster=poster)] == ["other"]
    with Store(record) as store:
        assert alerting.named(store, "other").error is None


@pytest.mark.parametrize("answer", [400, 301, 307, 410])
def test_a_receiver_that_says_no_is_not_pressed(record, receiver, answer):
    receiver.answers = [answer]
    keep(record, alert(url=receiver.url), all_=True)
    assert str(answer) in deliver(record)[0].error
    assert len(receiver.got) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://[::1]/x", "http://10.0.0.1/", "ftp://example.org/x"])
def test_private_addresses_are_refused(url):
    with Poster(Policy()) as poster, pytest.raises(FetchError, match="R401"):
        poster.post(url, b"{}", secret="x", delivery="y")


def test_nobody_there_is_told(record):
    keep(record, alert(url="http://127.0.0.1:9/x"), all_=True)
    assert "R402" in deliver(record)[0].error


@pytest.mark.parametrize("name", ["", "Capital", "a/b", "x" * 65, "-a", "é"])
def test_names_that_cannot_stand_in_an_address_are_refused(record, name):
    with pytest.raises(InputError, match="R134"):
        keep(record, alert(name))


def test_a_saved_filter_is_a_feed(record):
    keep(record, alert("shelled", type="shelling"))
    with Store(record) as store:
        expected = {i.id for i in store.incidents.each(Filter.of([("type", "shelling")]))}
    with serving(record) as base, httpx2.Client(base_url=base, timeout=60) as client:
        feed = etree.fromstring(client.get("/alerts/shelled.atom").content)
        assert client.get("/alerts/other.atom").status_code == 404
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}id")
    assert {e.text.rpartition("/")[2] for e in entries} == expected


def test_the_command_line_keeps_tries_lists_and_forgets(record, receiver):
    def run(*args):
        return CliRunner().invoke(cli.main, ["alerts", "--out", str(record.parent), *args])

    made = run("add", "hook", "--type", "shelling", "--country", "UA", "--url", receiver.url)
    assert made.exit_code == 0, made.output
    assert "secret  " in made.output
    assert run("add", "hook").exit_code == 2
    assert "R401" in run("test", "hook").output
    assert run("test", "hook", "--allow-private").exit_code == 0
    assert receiver.told[-1]["kind"] == "test"
    listed = run().output
    assert "type=shelling" in listed
    assert "country=UA" in listed
    assert "secret" not in CliRunner().invoke(cli.main, ["alerts", "--out", str(record.parent), "--json"]).output
    assert run("deliver", "--allow-private").exit_code == 0
    assert run("remove", "hook").exit_code == 0
    assert run("remove", "hook").exit_code == 4
