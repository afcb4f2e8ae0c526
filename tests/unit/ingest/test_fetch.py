"""Fetching, against a real server on this machine."""

import gzip

import brotli
import pytest
from feed_server import Answer, entry, feed_server, rss

from onrecord.errors import FetchError
from onrecord.ingest.fetch import Fetcher, Policy, Validators, shown
from onrecord.ingest.unpacking import BrokenBodyError, TooLargeError, unpacked

FEED = rss(entry(1, "The river rose overnight, police said."))
QUICK = {"private": True, "per_host": 0.0, "wait": 0.01, "longest_wait": 0.05, "silence": 0.3}


@pytest.fixture(scope="module")
def server():
    with feed_server() as running:
        yield running


def fetch(url, known=None, **policy):
    with Fetcher(Policy(**{**QUICK, **policy})) as fetcher:
        return fetcher.fetch(url, known)


def test_what_has_not_changed_is_not_sent_again(server):
    url = server.set("/etag", Answer(FEED, headers={"ETag": '"one"', "Last-Modified": "Sun, 12 Jan 2031 06:00:00 GMT"}))
    first = fetch(url)
    assert (first.data, first.validators) == (FEED, Validators('"one"', "Sun, 12 Jan 2031 06:00:00 GMT"))
    again = fetch(url, first.validators)
    assert (again.status, again.data, again.validators) == (304, None, first.validators)
    asked = server.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"one"', "Sun, 12 Jan 2031 06:00:00 GMT")
    assert asked["accept-encoding"] == "gzip, br"
    assert asked["user-agent"].startswith("onrecord/")


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_packed_answers_are_unpacked_and_cut_or_false_ones_are_not_taken(server, encoding, pack):
    packed = pack(FEED * 50)
    assert fetch(server.set("/packed", Answer(packed, headers={"Content-Encoding": encoding}))).data == FEED * 50
    for body in (packed[:-9], b"<rss>no such thing</rss>"):
        url = server.set("/packed", Answer(body, headers={"Content-Encoding": encoding}))
        with pytest.raises(FetchError, match="R407"):
            fetch(url)


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("", bytes)])
def test_a_bomb_is_not_unpacked(encoding, pack):
    with pytest.raises(TooLargeError):
        unpacked([pack(bytes(30_000_000))], encoding, limit=5_000_000)
    with pytest.raises(BrokenBodyError, match="not asked for"):
        unpacked([b"x"], "zstd", limit=10)


def test_too_large_is_refused(server):
    with pytest.raises(FetchError, match="R406"):
        fetch(server.set("/large", Answer(bytes(3000))), largest=2000)


def test_passing_failures_are_tried_again_and_lasting_ones_are_not(server):
    url = server.set("/busy", Answer(status=500), Answer(status=503), Answer(FEED))
    assert fetch(url).data == FEED
    for status, tries in ((500, 3), (404, 1), (410, 1), (403, 1)):
        before = len(server.asked)
        with pytest.raises(FetchError, match=rf"R404.*{status}"):
            fetch(server.set("/never", Answer(status=status)))
        assert len(server.asked) - before == tries


def test_a_server_that_asks_to_wait_is_waited_for_but_not_for_ever(server):
    url = server.set("/later", Answer(status=429, headers={"Retry-After": "0"}), Answer(FEED))
    assert fetch(url).data == FEED
    url = server.set("/much-later", Answer(status=429, headers={"Retry-After": "86400"}), Answer(FEED))
    with pytest.raises(FetchError, match=r"R404.*429"):
        fetch(url)


def test_redirects_are_followed_and_lasting_ones_told(server):
    end = server.set("/end", Answer(FEED))
    server.set("/middle", Answer(status=302, headers={"Location": "/end"}))
    moved = fetch(server.set("/gone", Answer(status=301, headers={"Location": "/end"})))
    assert (moved.url, moved.moved, moved.data) == (end, end, FEED)
    assert fetch(server.set("/passing", Answer(status=307, headers={"Location": "/middle"}))).moved is None


def test_redirects_in_a_circle_or_without_end_or_elsewhere_stop(server):
    server.set("/b", Answer(status=302, headers={"Location": "/a"}))
    with pytest.raises(FetchError, match=r"R405.*circle"):
        fetch(server.set("/a", Answer(status=302, headers={"Location": "/b"})))
    for n in range(9):
        server.set(f"/far{n}", Answer(status=302, headers={"Location": f"/far{n + 1}"}))
    with pytest.raises(FetchError, match=r"R405.*more than"):
        fetch(server.url("/far0"))
    for target in ("file:///etc/passwd", "ftp://harbour.example/feed", "http://[bad"):
        with pytest.raises(FetchError, match=r"R40[15]"):
            fetch(server.set("/odd", Answer(status=302, headers={"Location": target})))


def test_cut_and_slow_answers_are_named(server):
    with pytest.raises(FetchError, match="R407"):
        fetch(server.set("/cut", Answer(FEED, cut=True)))
    assert fetch(server.set("/mended", Answer(FEED, cut=True), Answer(FEED))).data == FEED
    with pytest.raises(FetchError, match="R403"):
        fetch(server.set("/slow", Answer(FEED, slow=3)), silence=0.1, attempts=2)
    with pytest.raises(FetchError, match=r"R403.*not done"):
        fetch(server.set("/long", Answer(bytes(200_000))), whole=0.0, attempts=1)


def test_a_server_that_is_not_there_is_named():
    with pytest.raises(FetchError, match="R402"):
        fetch("http://127.0.0.1:9/feed")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "[::1]",
                                  "[::ffff:127.0.0.1]", "0.0.0.0"])  # fmt: skip
def test_private_addresses_are_refused_unless_allowed(host):
    with pytest.raises(FetchError, match=r"R401.*--allow-private"):
        fetch(f"http://{host}:9/feed", private=False)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x", "http://", "http://[", "http://x:port/", "nonsense"]
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(FetchError, match="R401"):
        fetch(url)


def test_a_host_is_not_asked_too_often(server):
    waits = []
    with Fetcher(Policy(private=True, per_host=5.0), sleep=waits.append) as fetcher:
        for _ in range(3):
            fetcher.fetch(server.set("/polite", Answer(FEED)))
    # the clock does not go on while this sleeps, so that the third turn is two pauses away
    assert [4 < w / n <= 5 for n, w in enumerate(waits, start=1)] == [True, True]


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://me:word@wire.example/feed?a=1", "https://wire.example/feed?a=1"),
        ("https://wire.example/feed?apikey=abc&lang=en&access_token=x#top", "https://wire.example/feed?apikey=…&lang=en&access_token=…#top"),
        ("https://wire.example/@me/feed", "https://wire.example/@me/feed"),
        ("nonsense", "nonsense"),
    ],
)  # fmt: skip
def test_passwords_and_keys_are_never_shown(url, public):
    assert shown(url) == public


def test_a_password_in_the_address_is_sent_and_not_told(server):
    server.set("/closed", Answer(status=403))
    with pytest.raises(FetchError) as caught:
        fetch(server.url("/closed").replace("//", "//me:word@"))
    assert server.asked[-1][1]["authorization"].startswith("Basic ")
    assert "word" not in str(caught.value)


# ---- robots.txt


ROBOTS = b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n\nUser-agent: onrecord\nDisallow: /ours/*.html$\n"
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/story.html", True),
        ("/ours/story.html", False),
        ("/ours/story.html?page=2", True),  # the dollar ends the pattern
        ("/private/story.html", True),  # our own group stands before that of everybody
    ],
)
def test_a_page_is_fetched_only_where_robots_allow_it(server, path, allowed):
    server.set("/robots.txt", Answer(ROBOTS))
    url = server.set(path, Answer(b"<html></html>", headers=HTML))
    before = len(server.asked)
    if allowed:
        assert fetch_page(url).status == 200
    else:
        with pytest.raises(FetchError, match=r"R409.*robots\.txt does not let onrecord fetch .*watch --feed"):
            fetch_page(url)
        assert [asked for asked, _ in server.asked[before:]] == ["/robots.txt"]


def fetch_page(url, **policy):
    with Fetcher(Policy(**{**QUICK, **policy})) as fetcher:
        return fetcher.fetch(url, page=True)


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_without_robots_all_is_allowed_and_nothing_where_they_cannot_be_asked(server, status, allowed):
    server.set("/robots.txt", Answer(status=status))
    url = server.set("/any", Answer(b"<html></html>", headers=HTML))
    if allowed:
        assert fetch_page(url).status == 200
    else:
        with pytest.raises(FetchError, match="R409"):
            fetch_page(url)


def test_feeds_are_not_subject_to_robots_and_a_page_in_place_of_one_is(server):
    server.set("/robots.txt", Answer(b"User-agent: *\nDisallow: /"))
    feed = server.set("/any/news", Answer(FEED, headers={"Content-Type": "application/rss+xml"}))
    assert fetch(feed).data == FEED  # as a feed that is watched
    named = server.set("/any/rss", Answer(FEED, headers={"Content-Type": "application/rss+xml"}))
    assert fetch_page(named).data == FEED  # named like one, and it is one
    for path in ("/any/page.xml", "/any/news"):
        with pytest.raises(FetchError, match="R409"):
            fetch_page(server.set(path, Answer(b"<html></html>", headers=HTML)))
    assert fetch_page(server.url("/any/news"), robots=False).status == 200


def test_robots_are_asked_once_a_host_and_again_where_a_redirect_leads(server):
    server.set("/robots.txt", Answer(b"User-agent: *\nDisallow: /closed"))
    server.set("/open", Answer(b"<html></html>", headers=HTML))
    server.set("/away", Answer(status=302, headers={"Location": "/closed"}))
    server.set("/closed", Answer(b"<html></html>", headers=HTML))
    before = len(server.asked)
    with Fetcher(Policy(**QUICK)) as fetcher:
        for _ in range(3):
            fetcher.fetch(server.url("/open"), page=True)
        with pytest.raises(FetchError, match="R409"):
            fetcher.fetch(server.url("/away"), page=True)
    asked = [path for path, _ in server.asked[before:]]
    assert asked == ["/robots.txt", "/open", "/open", "/open", "/away"]


def test_a_host_that_asks_for_slowness_gets_it(server):
    server.set("/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 7"))
    waits = []
    with Fetcher(Policy(**QUICK), sleep=waits.append) as fetcher:
        for _ in range(2):
            fetcher.fetch(server.set("/open", Answer(b"<html></html>", headers=HTML)), page=True)
    assert [6 < w <= 7 for w in waits] == [True]


def test_no_cookie_is_kept(server):
    url = server.set("/cookie", Answer(FEED, headers={"Set-Cookie": "who=me; Path=/"}))
    with Fetcher(Policy(**QUICK)) as fetcher:
        fetcher.fetch(url)
        fetcher.fetch(url)
    assert "cookie" not in server.asked[-1][1]
