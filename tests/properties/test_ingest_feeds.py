"""What must hold of feeds, whatever a server sends."""

from collections import Counter
from contextlib import suppress

import brotli
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import FetchError, InputError
from onrecord.ingest.fetch import Fetched
from onrecord.ingest.ninjs_schema import faults_of
from onrecord.ingest.opml import read_opml, write_opml
from onrecord.ingest.read import stories_in
from onrecord.ingest.unpacking import BrokenBodyError, TooLargeError, unpacked
from onrecord.polling import _entries

quick = settings(max_examples=60, deadline=None)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
ITEM = "<item><guid>urn:{0}</guid><title>Part {0}</title><description>The river rose {0} times.</description></item>"


@quick
@given(st.lists(st.binary(max_size=60), max_size=5), st.sampled_from(["gzip", "br", "", "identity", "zstd"]))
def test_any_body_is_unpacked_or_refused(chunks, encoding):
    with suppress(BrokenBodyError, TooLargeError):
        assert len(unpacked(chunks, encoding, limit=100)) <= 100


@quick
@given(st.binary(max_size=3000), st.integers(1, 40))
def test_a_body_is_unpacked_whatever_its_chunks(data, size):
    packed = brotli.compress(data)
    chunks = [packed[n : n + size] for n in range(0, len(packed), size)]
    assert unpacked(chunks, "br", limit=3000) == data


@quick
@given(st.binary(max_size=300) | st.text(alphabet="<>/opmlutine =\"'", max_size=80).map(str.encode))
def test_any_bytes_are_a_list_of_feeds_or_refused(data):
    with suppress(InputError):
        assert isinstance(read_opml(data), tuple)


@quick
@given(st.dictionaries(words.filter(str.strip).map(lambda w: f"https://x.example/{w.split()[0]}"), words, max_size=4))
def test_a_list_that_goes_out_comes_in(feeds):
    named = [(url, " ".join(title.split()) or None) for url, title in feeds.items()]
    back = read_opml(write_opml(named).encode())
    assert [url for url, _ in back] == [url for url, _ in named]


@quick
@given(st.binary(max_size=300))
def test_any_answer_is_entries_or_a_failure_of_the_feed(data):
    with suppress(FetchError):
        _entries("https://x.example/feed", Fetched("https://x.example/feed", 200, data), "2031-01-12T06:00:00Z")


@quick
@given(st.lists(st.integers(0, 9), max_size=6), st.randoms())
def test_an_entry_is_known_again_whatever_stands_beside_it(numbers, random):
    hashes = [hashes_of(order) for order in (numbers, random.sample(numbers, len(numbers)))]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == len(set(numbers))
    assert not numbers or hashes_of(numbers[:1]).keys() <= hashes[0].keys()


def hashes_of(numbers):
    items = "".join(ITEM.format(n) for n in numbers)
    data = f"<rss version='2.0'><channel><title>Harbour Wire</title>{items}</channel></rss>".encode()
    arrivals = stories_in(data, origin="https://x.example/feed") if numbers else ()
    return Counter(a.item.sha256 for a in arrivals)


TAGS = [
    "<html>", "<!doctype html>", "<!-- -->", "<head>", "<p>", "</p>", "<h1>", "<div>", "<time pubdate>", "\x00",
    '<meta property="article:published_time" content="2031-01-12">', '<script type="application/ld+json">',
    "</script>", '{"@type": "NewsArticle",', '"author": [[', '{"name": 1}', "]]}", '"liveBlogUpdate": [{}]',
    "The river rose overnight, police said. ",
]  # fmt: skip


@quick
@given(st.lists(st.sampled_from(TAGS) | words, max_size=25).map("".join))
def test_any_page_is_a_story_or_a_reason(markup):
    assert list(stories_in(f"<html>{markup}".encode(), origin="page.html"))


NAMES = st.sampled_from(["uri", "type", "pubstatus", "headlines", "places", "associations", "versionCreated"]) | words
VALUES = st.recursive(
    st.none() | st.text(max_size=5) | st.integers() | st.floats() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)


@quick
@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_any_object_is_valid_or_has_a_fault(fields):
    assert len(faults_of(fields)) <= 1
