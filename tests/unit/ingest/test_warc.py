"""Web archives: made here, read back."""

import io
import zipfile

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.ingest.read import stories_in
from onrecord.records.story import Ignored, Story

PAGE = (
    b'<html><head><meta property="article:published_time" content="2031-01-12T06:00:00Z"></head><body><article>'
    b"<h1>River rises</h1><p>The river rose overnight and the police closed both bridges, the mayor said.</p>"
    b"<p>Nobody was hurt, and the school stays open, she said in a statement to the town.</p></article></body></html>"
)
FEED = b"<rss><channel><item><guid>urn:1</guid><title>Bridge falls</title></item></channel></rss>"


def archive(*captures, packed=True):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "a test"}))
    for url, status, kind, body in captures:
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        about = {"WARC-Date": "2031-01-13T08:00:00Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=head, warc_headers_dict=about)
        )
    return out.getvalue()


CAPTURES = [
    ("https://harbour-post.example/9", "200 OK", "text/html", PAGE),
    ("https://harbour-post.example/9.png", "200 OK", "image/png", b"\x89PNG"),
    ("https://harbour-post.example/8", "404 Not Found", "text/html", PAGE),
    ("https://harbour-post.example/feed", "200 OK", "application/rss+xml", FEED),
]


@pytest.mark.parametrize("packed", [True, False])
def test_each_capture_is_read_and_the_others_are_counted(packed):
    story, entry, others = stories_in(archive(*CAPTURES, packed=packed), origin="x.warc.gz")
    assert isinstance(story, Story)
    assert (story.headline, story.published) == ("River rises", "2031-01-12T06:00:00Z")
    assert (story.item.origin, story.item.received) == ("https://harbour-post.example/9", "2031-01-13T08:00:00Z")
    assert story.id == "https://harbour-post.example/9"
    assert entry.headline == "Bridge falls"
    assert isinstance(others, Ignored)
    assert others.message.startswith("2 captures")


def test_a_web_archive_inside_a_zip_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("archive/data.warc.gz", archive(*CAPTURES[:1]))
    (story,) = stories_in(out.getvalue(), origin="x.wacz")
    assert story.headline == "River rises"


def test_broken_archives_have_a_reason():
    whole = archive(*CAPTURES)
    for broken in (whole[:100] + b"zzzz" + whole[104:], b"WARC/1.0\r\n\r\n", b"WARC/1.1\r\nContent-Length: x\r\n\r\n"):
        assert list(stories_in(broken, origin="x.warc")), broken[:20]
    for end in range(0, len(whole), 97):
        assert list(stories_in(whole[:end], origin="x.warc"))


def test_a_damaged_record_is_told_and_the_others_read(capsys):
    whole = archive(*CAPTURES, packed=False)
    *read, told, _ = stories_in(whole.replace(b"River rises", b"River rises and rises"), origin="x.warc")
    assert [a.headline for a in read] == ["River rises and rises", "Bridge falls"]
    assert told.reason == "archive-damaged"
    assert capsys.readouterr().err == ""
