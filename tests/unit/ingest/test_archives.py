"""Archives and tables of stories, and the bombs among them."""

import gzip
import io
import json
import zipfile

import pytest

from onrecord.ingest.read import read_paths, stories_in
from onrecord.records.story import Ignored, Story

TEXT = "River rises\n\nThe river rose overnight, police said.\n"


def zipped(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_an_archive_gives_its_files_with_their_sidecars(tmp_path):
    files = {
        "feed/b.txt": TEXT, "feed/a.txt": TEXT + "More.", "feed/a.meta.json": json.dumps({"published": "2031-01-11"}),
        "feed/README.md": "about", "feed/c.jsonl": json.dumps({"id": "c", "published": "2031-01-10", "text": TEXT}),
    }  # fmt: skip
    (tmp_path / "feed.zip").write_bytes(zipped(**files))
    found = list(read_paths([tmp_path / "feed.zip"], published="2031-01-12"))
    assert [(s.id, s.published) for s in found if isinstance(s, Story)] == [
        ("a", "2031-01-11"), ("b", "2031-01-12"), ("c", "2031-01-10"),
    ]  # fmt: skip
    assert found[0].item.origin.endswith("feed.zip!feed/a.txt")


def test_a_gzipped_file_is_read_through():
    (story,) = stories_in(gzip.compress(TEXT.encode()), origin="a.txt.gz", published="2031-01-12")
    assert isinstance(story, Story)
    assert story.text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        zipped(bomb=b"0" * 30_000_000), gzip.compress(b"0" * 30_000_000), zipped(a=TEXT)[:60], b"PK\x03\x04rest",
        b"\x1f\x8b\x08rest",
    ],
    ids=["zip bomb", "gzip bomb", "cut zip", "no zip", "no gzip"],
)  # fmt: skip
def test_bombs_and_broken_archives_are_refused(data):
    (refused,) = stories_in(data, origin="x")
    assert isinstance(refused, Ignored)
    assert (refused.outcome, refused.reason) == ("quarantined", "archive-refused")


def test_an_archive_in_an_archive_stays_shut():
    (inner,) = stories_in(zipped(inner=zipped(a=TEXT)), origin="x.zip")
    assert isinstance(inner, Ignored)
    assert inner.reason == "binary"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_gives_a_story_a_row(separator):
    rows = [
        ["Id", "Date", "Title", "Body", "Outlet"],
        ["a", "2031-01-12", "River rises", '"It rose,\nand fell"', "Harbour Post"],
    ]
    data = "\r\n".join(separator.join(row) for row in rows)
    (story,) = stories_in(data.encode(), origin="x.csv")
    assert isinstance(story, Story)
    assert (story.id, story.published, story.carrier) == ("a", "2031-01-12", "Harbour Post")
    assert story.text == "River rises\n\nIt rose,\nand fell"


def test_a_headline_with_commas_makes_no_table():
    (story,) = stories_in(
        b"River, text, date: a day in Tolvik\n\nThe river rose.\n", origin="a.txt", published="2031-01-12"
    )
    assert isinstance(story, Story)
    assert story.item.format == "text"
