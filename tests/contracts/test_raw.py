"""Raw input: what came in is kept by its hash, byte for byte, whatever it came in."""

import gzip
import hashlib
import io
import json
import zipfile

import pytest
from click.testing import CliRunner

from onrecord import pipeline
from onrecord.cli import main
from onrecord.ingest.fetch import Fetched, Validators
from onrecord.ingest.read import read_paths
from onrecord.keeping import RawInput
from onrecord.polling import Answer, take
from onrecord.records.feed import Feed
from onrecord.records.story import Story
from onrecord.settings import Storing
from onrecord.store.record import Store

TEXT = " date 2022-06-25 Shells hit Dobra Mirova\n\nShells hit Dobra Mirova on Saturday, its mayor said.\n"
FIELDS = {"id": "m-1", "published": "2022-06-25", "headline": "Shells hit Mirova", "body": "Two died, he said."}
FEED = (
    '<rss version="2.0"><channel><title>Mirova Wire</title>'
    + "".join(
        f"<item><guid>g-{n}</guid><title>Shells hit Mirova {n}</title><pubDate>Sat, 25 Jun 2022 10:00:00 GMT</pubDate>"
        f"<description>Shells hit Mirova on Saturday, killing {n}, its mayor said.</description></item>"
        for n in (2, 3)
    )
    + "</channel></rss>"
)


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", TEXT)
    return held.getvalue()


FILES = {
    "file.txt": TEXT.encode(),
    "packed.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
    "zip.zip": zipped(),
    "feed.xml": FEED.encode(),
    "table.csv": b"id,date,title,body\nt-1,2022-06-25,Shells hit Mirova,Two died\nt-2,2022-06-26,Again,Three died\n",
    "lines.jsonl": (json.dumps(FIELDS) + "\n" + json.dumps({**FIELDS, "id": "m-2"})).encode(),
    "list.json": json.dumps([FIELDS, {**FIELDS, "id": "m-3"}]).encode(),
}


def entered(store, paths, chosen=None):
    raw = RawInput(chosen or Storing())
    arrivals = list(read_paths(paths, keep=raw))
    list(pipeline.take_in(raw.into(store, arrivals), store))
    return [a for a in arrivals if isinstance(a, Story)]


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_of_a_story_hash_to_what_its_item_names(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name])
    with Store(tmp_path / "record.sqlite") as store:
        stories = entered(store, [tmp_path / name])
        assert stories
        for story in stories:
            data = store.raw.get(story.item.sha256)
            assert hashlib.sha256(data).hexdigest() == story.item.sha256


def test_a_folder_is_kept_once_and_no_more_than_its_items(make_store, tmp_path):
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    with make_store() as store:
        stories = entered(store, [tmp_path])
        size = store.raw.size()
        assert {s.item.sha256 for s in stories if store.raw.has(s.item.sha256)} == {s.item.sha256 for s in stories}
        assert store.raw.get(stories[0].item.sha256)
        assert not store.raw.has(hashlib.sha256(FILES["lines.jsonl"]).hexdigest())
        entered(store, [tmp_path])
        assert store.raw.size() == size > 0
        assert store.faults() == ()


def test_entries_of_a_feed_are_kept_when_they_are_new(make_store):
    at = "2022-06-25T12:00:00Z"
    feed = Feed(url="https://wire.example/rss", added=at)
    fetched = Fetched(url=feed.url, status=200, data=FEED.encode(), validators=Validators())
    with make_store() as store:
        store.set_feed(feed)
        take(Answer(feed, at, fetched=fetched), store)
        hashes = [c.story.item.sha256 for c in store.coded()]
        assert len(hashes) == 2
        assert [hashlib.sha256(store.raw.get(h)).hexdigest() for h in hashes] == hashes


@pytest.mark.parametrize("chosen", [Storing(keep_raw=False), Storing(raw_limit_mb=0)])
def test_the_settings_leave_it_out(tmp_path, chosen):
    (tmp_path / "a.txt").write_bytes(FILES["file.txt"])
    with Store(tmp_path / "record.sqlite") as store:
        (story,) = entered(store, [tmp_path / "a.txt"], chosen)
        assert store.raw.get(story.item.sha256) is None
        assert store.story(story.id)


def test_the_command_prints_it(tmp_path):
    (tmp_path / "a.txt").write_bytes(FILES["file.txt"])
    with Store(tmp_path / "record.sqlite") as store:
        (story,) = entered(store, [tmp_path / "a.txt"])
    for wanted in (story.id, story.item.sha256):
        told = CliRunner().invoke(main, ["raw", wanted, "--out", str(tmp_path)])
        assert (told.exit_code, told.stdout_bytes) == (0, FILES["file.txt"])
    told = CliRunner().invoke(main, ["raw", "nothing", "--out", str(tmp_path)])
    assert told.exit_code != 0
    assert "R310" in told.stderr
