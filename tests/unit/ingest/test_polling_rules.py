"""Several hosts polled at once, and what rules, embargoes and robots do to what they send."""

import json
from datetime import timedelta
from threading import Barrier

import pytest
from feed_server import Answer, entry, feed_server, rss
from polling_rig import AT, POLICY, cycle, listed, ninjs

from onrecord import cli_config, polling
from onrecord.ingest.fetch import Fetcher, host_of
from onrecord.records.feed import Feed
from onrecord.settings import Settings
from onrecord.store.record import Store

PAGE = b"<!DOCTYPE html><html><head><title>Harbour Wire</title></head><body><p>Welcome.</p></body></html>"


def test_slow_hosts_are_asked_at_the_same_time_and_one_host_never(server):
    with feed_server() as second, feed_server() as third:
        hosts = [server, second, third]
        meeting = Barrier(3)
        busy = dict.fromkeys((host_of(h.base) for h in hosts), 0)
        said = Answer(rss(entry(1, "Troops left.")))
        urls = [host.set(f"/{n}", said) for host in hosts for n in (0, 1)]
        feeds = [Feed(url=url, added="") for url in urls]

        def fetch(url, known):
            host = host_of(url)
            busy[host] += 1
            assert busy[host] == 1
            if url.endswith("/0"):
                meeting.wait(timeout=10)  # passes only where all three are asked at once
            fetched = real(url, known)
            busy[host] -= 1
            return fetched

        with Fetcher(POLICY) as fetcher:
            real, fetcher.fetch = fetcher.fetch, fetch
            answers = list(polling.answers_of(feeds, fetcher, parallel=3))
    assert [a.feed.url for a in answers] == urls
    assert all(a.fetched and a.fetched.status == 200 for a in answers)


def test_a_fault_while_asking_is_raised_where_the_answer_is_taken(server):
    class Broken:
        def fetch(self, *args):
            raise ZeroDivisionError(args)

    with pytest.raises(ZeroDivisionError):
        list(polling.answers_of([Feed(url=server.url("/x"), added="")], Broken()))


def test_no_feed_asks_nobody():
    assert list(polling.answers_of([], None)) == []


# ---- rules and embargoes


def test_rules_keep_entries_out_and_say_so(tmp_path, server):
    listed(tmp_path, server.set("/feed", Answer(rss(entry(1, "Troops left."), entry(2, "The river fell.")))))
    rule = {"name": "no river", "when": {"words": "river fell"}, "then": "ignore"}
    done = cycle(tmp_path, settings=Settings.model_validate({"route": [rule]}))
    assert done.polled[0].outcomes == {"entered": 1, "ignored": 1}
    assert done.polled[0].put_aside[0].message == 'kept out by the rule "no river"'


def test_an_entry_under_embargo_enters_when_that_is_over(tmp_path, server):
    item = json.loads(ninjs(usable=True))[0] | {"embargoed": "2025-01-12T10:00:00Z"}
    listed(tmp_path, server.set("/wire", Answer(json.dumps([item]).encode(), headers={"ETag": '"same"'})))
    first = cycle(tmp_path).polled[0]
    assert (first.outcomes, first.put_aside[0].reason) == ({"ignored": 1}, "embargoed")
    assert cycle(tmp_path).polled[0].outcomes == {"ignored": 1}
    later = cycle(tmp_path, at=AT + timedelta(hours=2))
    assert later.polled[0].outcomes == {"entered": 1}
    assert cycle(tmp_path).polled[0].outcomes == {}


def test_run_keeps_to_rules_columns_and_robots(run, server, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path))
    (tmp_path / "config.toml").write_text(
        '[fetch]\nprivate = true\n[columns]\ntitle = "Head"\n[[route]]\nname = "no river"\n'
        'when = { words = "river fell" }\nthen = "ignore"\n'
    )
    rows = ["Nr,Day,Head,Words", "7,2025-01-12,Troops leave,Troops left.", "8,2025-01-12,Dry,The river fell."]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    server.set("/robots.txt", Answer(b"User-agent: *\nDisallow: /story"))
    page = server.set("/story", Answer(PAGE))
    result = run("run", "a.csv", page, "--columns", "id=Nr,date=Day,body=Words")
    assert result.exit_code == 0, result.output
    assert "3 items in: 1 entered" in result.output
    assert 'kept out by the rule "no river"' in result.output
    assert "R409" in result.output
    with Store(tmp_path / "onrecord-out" / "record.sqlite") as store:
        assert [c.story.headline for c in store.coded()] == ["Troops leave"]
    assert run("run", "a.csv", "--columns", "colour=Nr").exit_code == 2


def test_run_counts_what_servers_do_not_give_right(run, server, tmp_path, monkeypatch):
    monkeypatch.setattr(cli_config, "policy", lambda **_: POLICY)
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.txt").write_text(" date 2025-01-12 Troops leave town\n\nTroops left the town on Sunday.\n")
    (folder / "b.xml").write_bytes(b"<recipe><title>Soup</title></recipe>")
    good = server.set("/good/feed", Answer(rss(entry(1, "The river fell, police said."), entry(2, "The dam held."))))
    server.set("/loop/feed", Answer(status=302, headers={"Location": "/pool/feed"}))
    server.set("/pool/feed", Answer(status=302, headers={"Location": "/loop/feed"}))
    server.set("/cut/feed", Answer(rss(entry(3, "x")), cut=True))
    server.set("/slow/feed", Answer(rss(entry(4, "x")), slow=5))
    paths = ["/loop/feed", "/cut/feed", "/slow/feed", "/absent/feed"]
    result = run("run", folder, good, *map(server.url, paths))
    assert result.exit_code == 0, result.output
    assert "8 items in: 3 entered, 5 quarantined" in result.output
    for reason in ("R405", "circle", "R407", "R403", "R404", "<recipe>"):
        assert reason in result.output
