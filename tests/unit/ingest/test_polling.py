"""Feeds polled from a real server on this machine, to record and site."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from feed_server import Answer, entry, rss, wait_until
from polling_rig import AT, POLICY, SHELLED, cycle, listed, ninjs

from onrecord import polling
from onrecord.errors import InputError
from onrecord.ingest.fetch import Fetcher
from onrecord.records.feed import Feed
from onrecord.store.record import Store

PAGE = b"<!DOCTYPE html><html><head><title>Harbour Wire</title></head><body><p>Welcome.</p></body></html>"


def feed_in(out: Path) -> Feed:
    with Store(out / "record.sqlite") as store:
        return store.feeds()[0]


def stories(out: Path) -> dict[str, str]:
    with Store(out / "record.sqlite") as store:
        return {c.story.id: c.story.text for c in store.coded()}


def told(out: Path):
    """All that the record says, but for the moments at which it was polled."""
    with Store(out / "record.sqlite") as store:
        coded = [re.sub(r'"received":"[^"]*"', "", c.model_dump_json()) for c in store.coded()]
        return coded, [c.model_dump_json() for c in store.claims()], [i.model_dump_json() for i in store.ignored()]


def test_a_feed_is_taken_in_once_and_late_older_items_enter(tmp_path, server):
    url = server.set("/feed", Answer(rss(entry(1, SHELLED.format(3))), headers={"ETag": '"1"'}))
    listed(tmp_path, url)
    assert cycle(tmp_path).polled[0].outcomes == {"entered": 1}
    assert cycle(tmp_path).polled[0].outcomes == {}
    assert feed_in(tmp_path).status == 304
    server.set("/feed", Answer(rss(entry(1, SHELLED.format(3)), entry(2, "The river fell, police said.", day="03"))))
    assert cycle(tmp_path).polled[0].outcomes == {"entered": 1}
    assert cycle(tmp_path).polled[0].outcomes == {}
    feed = feed_in(tmp_path)
    assert (feed.entries, feed.entered, feed.polls, feed.failures) == (2, 2, 4, 0)


def test_a_new_story_an_update_and_a_kill_within_one_cycle(tmp_path, server):
    first = [entry(1, SHELLED.format(3)), entry(2, "Ships shelled the port of Tolvik on Saturday, the mayor said.")]
    url = server.set("/feed", Answer(rss(*first)))
    wire = server.set("/wire", Answer(ninjs(usable=True)))
    listed(tmp_path, url, wire)
    cycle(tmp_path)
    server.set("/feed", Answer(rss(entry(3, "Troops left the town on Sunday."), entry(1, SHELLED.format(5)), first[1])))
    server.set("/wire", Answer(ninjs(usable=False)))
    done = cycle(tmp_path)
    assert [dict(p.outcomes) for p in done.polled] == [{"entered": 2}, {"entered": 1}]
    assert done.pages
    with Store(tmp_path / "record.sqlite") as store:
        snapshot = polling.pipeline.link(store)
    assert list(snapshot.replaced) == ["urn:harbour:1"]
    assert [c.kind for c in snapshot.corrections] == ["update", "kill"]
    assert len(snapshot.killed) == 1
    assert len(snapshot.coded) == 5


def test_what_was_received_when_is_kept_and_a_new_time_of_change_alone_makes_no_version(tmp_path, server):
    def atom(updated, link):
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Wire</title><entry><id>urn:h:1</id>'
            f'<title>Troops left</title><link href="https://h.example/1?{link}"/><published>2025-01-12T06:00:00Z</published>'
            f"<updated>{updated}</updated><summary>Troops left the town on Sunday.</summary></entry></feed>"
        ).encode()

    listed(tmp_path, server.set("/atom", Answer(atom("2025-01-12T06:00:00Z", "a"))))
    assert cycle(tmp_path).polled[0].outcomes == {"entered": 1}
    server.set("/atom", Answer(atom("2025-01-12T08:00:00Z", "b")))
    assert cycle(tmp_path).polled[0].outcomes == {}
    with Store(tmp_path / "record.sqlite") as store:
        assert store.coded()[0].story.item.received == "2025-01-12T09:00:00Z"


def test_an_atom_tombstone_kills(tmp_path, server):
    head = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        "<title>Harbour Wire</title><id>urn:feed</id>"
    )
    item = (
        "<entry><id>urn:h:1</id><title>Bridge destroyed</title><updated>2025-01-12T06:00:00Z</updated>"
        "<summary>Troops destroyed a bridge in Tolvik on Saturday, the army said.</summary></entry>"
    )
    stone = (
        '<at:deleted-entry ref="urn:h:1" when="2025-01-12T08:00:00Z"><at:comment>Wrong.</at:comment></at:deleted-entry>'
    )
    listed(tmp_path, server.set("/atom", Answer(f"{head}{item}</feed>".encode())))
    cycle(tmp_path)
    server.set("/atom", Answer(f"{head}{stone}</feed>".encode()))
    assert cycle(tmp_path).polled[0].outcomes == {"entered": 1}
    with Store(tmp_path / "record.sqlite") as store:
        assert polling.pipeline.link(store).killed == ("urn:h:1",)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(PAGE), "R408.*web page"),
        (Answer(b"Back soon."), "R408"),
        (Answer(b""), "R408"),
        (Answer(b'{"items": ['), "R408"),
        (Answer(b"\x89PNG\x00\x00"), "R408"),
        (Answer(status=500), "R404.*500"),
        (Answer(rss(entry(1, "x")), cut=True), "R407"),
    ],
)
def test_what_is_no_feed_is_a_failure_of_it_and_takes_nothing_from_the_others(tmp_path, server, answer, why):
    good = server.set("/good", Answer(rss(entry(2, "The river fell, police said."))))
    bad = server.set("/a-bad-one", answer)
    listed(tmp_path, good, bad)
    first, second = cycle(tmp_path).polled
    assert first.url == bad
    assert re.search(why, first.error or "")
    assert second.outcomes == {"entered": 1}
    with Store(tmp_path / "record.sqlite") as store:
        feed = store.feeds()[0]
    assert (feed.failures, feed.last_success, feed.error) == (1, None, first.error)
    server.set("/a-bad-one", Answer(rss(entry(1, "Troops left the town on Sunday."))))
    assert cycle(tmp_path).polled[0].outcomes == {"entered": 1}


def test_an_empty_feed_is_well(tmp_path, server):
    listed(tmp_path, server.set("/feed", Answer(rss())), server.set("/json", Answer(b'{"items": []}')))
    assert [p.error for p in cycle(tmp_path).polled] == [None, None]


def test_after_a_malformed_feed_all_of_it_is_asked_for_again(tmp_path, server):
    whole = rss(entry(1, "Troops left the town on Sunday."), entry(2, "The river fell."))
    url = server.set("/feed", Answer(whole[: whole.index(b"River rises, part 2")], headers={"ETag": '"same"'}))
    listed(tmp_path, url)
    cycle(tmp_path)
    assert feed_in(tmp_path).etag is None
    server.set("/feed", Answer(whole, headers={"ETag": '"same"'}))
    cycle(tmp_path)
    assert "The river fell." in "".join(stories(tmp_path).values())
    assert feed_in(tmp_path).etag == '"same"'


def test_a_failing_feed_is_left_alone_for_longer_and_longer():
    feed = Feed(url="https://x.example/", added="2025-01-12T00:00:00Z", last_fetch="2025-01-12T09:00:00Z", error="x")
    every, longest = timedelta(minutes=5), timedelta(hours=6)
    waits = {0: 0, 1: 5, 2: 10, 3: 20, 60: 360}
    for failures, minutes in waits.items():
        failed = feed.model_copy(update={"failures": failures})
        due = AT + timedelta(minutes=minutes)
        assert failed.is_due(due + timedelta(minutes=minutes) / 4, every=every, longest=longest)
        assert not minutes or not failed.is_due(due - timedelta(seconds=1), every=every, longest=longest)


def test_feeds_that_failed_together_do_not_all_come_back_together():
    many = [
        Feed(url=f"https://x.example/{n}", added="", last_fetch="2025-01-12T09:00:00Z", failures=3) for n in range(40)
    ]
    halfway = AT + timedelta(minutes=20 * 1.125)
    due = sum(f.is_due(halfway, every=timedelta(minutes=5), longest=timedelta(hours=6)) for f in many)
    assert 5 < due < 35


def test_a_fault_of_the_coder_on_one_story_does_not_stop_the_feed(tmp_path, server, monkeypatch):
    code = polling.pipeline.code
    fail = {"urn:harbour:1"}
    monkeypatch.setattr(polling.pipeline, "code", lambda s: 1 / 0 if s.id in fail else code(s))
    listed(tmp_path, server.set("/feed", Answer(rss(entry(1, "Troops left."), entry(2, "The river fell.")))))
    assert cycle(tmp_path).polled[0].outcomes == {"quarantined": 1, "entered": 1}


def test_two_do_not_watch_one_record(tmp_path, server):
    listed(tmp_path, server.set("/feed", Answer(rss())))

    def second(_):
        with pytest.raises(InputError, match="R113"):
            polling.watch(tmp_path, None, every=timedelta(1), once=True, report=lambda _: None)

    with Fetcher(POLICY) as fetcher:
        polling.watch(tmp_path, fetcher, every=timedelta(1), once=True, report=second)


def test_watching_goes_on_and_on(tmp_path, server):
    listed(tmp_path, server.set("/feed", Answer(rss(entry(1, "Troops left.")))))
    cycles, slept = [], []

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    with Fetcher(POLICY) as fetcher, pytest.raises(KeyboardInterrupt):
        polling.watch(
            tmp_path,
            fetcher,
            every=timedelta(minutes=5),
            once=False,
            report=cycles.append,
            clock=lambda: AT,
            sleep=sleep,
        )
    assert slept == [300.0, 300.0, 300.0]
    assert [c.pages is not None for c in cycles] == [True, False, False]


# ---- the command line


def test_run_takes_a_feeds_address(run, server):
    url = server.set("/feed", Answer(rss(entry(1, SHELLED.format(3)))))
    refused = run("run", url)
    assert (refused.exit_code, "R401" in refused.output) == (2, True)
    result = run("run", url, "--allow-private")
    assert result.exit_code == 0, result.output
    assert "1 items in: 1 entered" in result.output
    assert "1 unchanged" in run("run", url, "--allow-private").output


def test_watch_check_and_the_list(run, server, tmp_path):
    good = server.set("/good", Answer(rss(entry(1, SHELLED.format(3)))))
    assert run("watch", "--once").exit_code == 2
    assert run("check").exit_code in (0, 2)
    result = run("watch", "--feed", good, "--once", "--allow-private")
    assert result.exit_code == 0, result.output
    assert "1 in, 1 entered" in result.output
    well = run("check")
    assert well.exit_code == 0, well.output
    assert "1 stories, sound" in well.output
    assert "1 entries seen, 1 entered, 1 polls" in well.output
    page = f'<outline text="Page" xmlUrl="{server.set("/p", Answer(PAGE))}"/>'
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline text="Folder">{page}</outline></body></opml>')
    assert run("feeds", "add", "--opml", "feeds.opml").output == "1 added, 0 on the list before\n"
    assert "without news" in run("watch", "--once", "--allow-private").output
    ill = run("check")
    assert ill.exit_code == 1
    assert "1 failed in a row, the last: R408" in ill.output
    assert [json.loads(line)["failures"] for line in run("check", "--json").output.splitlines()] == [0, 1]
    assert run("feeds").output.splitlines() == [good, f"{server.url('/p')}  Page"]
    (tmp_path / "again.opml").write_text(run("feeds", "export").output)
    assert run("feeds", "add", "--opml", "again.opml").output == "0 added, 2 on the list before\n"
    assert run("feeds", "remove", server.url("/p")).exit_code == 0
    assert run("feeds", "remove", server.url("/p")).exit_code == 2
    assert run("check").exit_code == 0
    assert run("feeds", "add", "not-an-address").exit_code == 2
    (tmp_path / "bad.opml").write_text("<html/>")
    assert run("feeds", "add", "--opml", "bad.opml").exit_code == 2


# ---- killed in the middle


def test_killed_in_the_middle_and_restarted_it_ends_with_the_record_of_a_calm_run(tmp_path, server):
    feeds = [
        server.set(f"/{n}", Answer(rss(*(entry(10 * n + k, SHELLED.format(k + n)) for k in range(8)))))
        for n in range(2)
    ]
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    with subprocess.Popen(**watching(rough, *feeds)) as process:
        assert wait_until(lambda: count(rough) >= 3, longest=30)
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert 3 <= count(rough) < 16
    for name in ("site.new", "site.old"):  # as a process leaves them that is ended while it builds
        (rough / name).mkdir(exist_ok=True)
        (rough / name / "half.html").write_text("half a page")
    for out in (rough, calm):
        listed(out, *feeds)
        with Fetcher(POLICY) as fetcher:
            polling.watch(out, fetcher, every=timedelta(1), once=True, report=lambda _: None)
    assert told(rough) == told(calm)
    assert len(stories(rough)) == 16
    assert pages(rough) == pages(calm)
    assert pages(rough)


def watching(out: Path, *feeds: str) -> dict:
    command = [sys.executable, "-m", "onrecord.cli", "watch", "--once", "--allow-private", "--out", str(out)]
    command += [word for url in feeds for word in ("--feed", url)]
    return {"args": command, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def count(out: Path) -> int:
    try:
        with sqlite3.connect(f"file:{out / 'record.sqlite'}?mode=ro", uri=True) as connection:
            return connection.execute("select count(*) from story").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def pages(out: Path) -> dict[str, bytes]:
    found = sorted(p for p in (out / "site").rglob("*") if p.is_file())
    return {str(p.relative_to(out)): re.sub(rb'"received": "[^"]*"', b"", p.read_bytes()) for p in found}


def test_a_page_in_place_of_a_feed_says_which_feeds_it_names(tmp_path, server):
    link = b'<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    listed(tmp_path, server.set("/page", Answer(PAGE.replace(b"<title>", link + b"<title>"))))
    assert server.url("/news.xml") in (cycle(tmp_path).polled[0].error or "")


def test_a_mixed_folder_and_a_feed_are_counted_right(run, server, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.txt").write_text(" date 2025-01-12 Troops leave town\n\nTroops left the town on Sunday.\n")
    (folder / "b.json").write_bytes(ninjs(usable=True))
    (folder / "c.csv").write_text("id,date,title,body\n7,2025-01-12,River falls,The river fell.\n8,,Undated,No day.\n")
    (folder / "d.xml").write_bytes(b"<rss><channel><item><guid>urn:x</guid><title>Cut o")
    (folder / "e.xml").write_bytes(b"<recipe><title>Soup</title></recipe>")
    (folder / "f.html").write_bytes(PAGE)
    (folder / "g.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "h.txt").write_text(" date 2025-01-12 Mattress sale\n\nADVERTISEMENT\n\nBuy now.\n")
    url = server.set("/feed", Answer(rss(entry(1, SHELLED.format(3)), entry(2, "The river fell, police said."))))
    result = run("run", folder, url, server.url("/absent"), "--allow-private")
    assert result.exit_code == 0, result.output
    assert "12 items in: " in result.output
    assert "5 entered" in result.output
    assert "4 ignored" in result.output, result.output
    assert "3 quarantined" in result.output
    for reason in ("advertisement", "<recipe>", "NUL", "404", "no publication"):
        assert reason in result.output
    again = run("run", folder, url, "--allow-private")
    assert "5 unchanged" in again.output


def test_another_process_may_add_to_the_record_while_it_is_watched(run, server, tmp_path):
    url = server.set("/feed", Answer(rss(entry(1, SHELLED.format(3)))))
    listed(tmp_path / "onrecord-out", url)
    outputs = []

    def fetch(at, known):
        (tmp_path / "a.txt").write_text(" date 2025-01-12 Troops leave town\n\nTroops left the town on Sunday.\n")
        outputs.append(run("run", tmp_path / "a.txt").output)
        return real(at, known)

    with Fetcher(POLICY) as fetcher:
        real, fetcher.fetch = fetcher.fetch, fetch
        done = polling.cycle(tmp_path / "onrecord-out", fetcher, every=None, build=True, clock=lambda: AT)
    assert "1 entered" in outputs[0]
    assert done.polled[0].outcomes == {"entered": 1}
    assert len(stories(tmp_path / "onrecord-out")) == 2
