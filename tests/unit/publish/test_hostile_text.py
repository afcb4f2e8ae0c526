"""Text of stories, names and addresses is never markup, whatever it says."""

import json
import re
from html.parser import HTMLParser

import pytest
from hostile_record import PAYLOADS, hostile_snapshot
from lxml import etree

from onrecord.publish.paths import slug, web_link
from onrecord.publish.site import site

OURS = re.compile(r'<script( defer)? src="(\.\./)*static/[a-z/]+\.js">|<script type="application/(ld\+)?json"[^>]*>')


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def built():
    return dict(site(hostile_snapshot()))


def test_there_are_enough_hostile_texts():
    assert len(set(PAYLOADS)) >= 60


def test_hostile_texts_are_text_on_every_page(built):
    known = {
        "iframe",
        "object",
        "embed",
        "base",
        "marquee",
        "template",
        "style",
        "video",
        "audio",
        "math",
        "xmp",
    }
    for path, body in built.items():
        if not path.endswith(".html"):
            continue
        text = body.decode("utf-8", "replace")
        assert text.count("<script") == len(OURS.findall(text)), path
        for tag, attrs in Elements(text).found:
            assert tag not in known, (path, tag)
            assert tag != "form" or attrs["id"] == "filters"
            assert not [name for name in attrs if name.startswith("on") or name == "style"], (path, tag, attrs)
            for name in ("href", "src", "action", "data", "content"):
                told = (attrs.get(name) or "").strip().lower()
                assert not told.startswith(("javascript:", "data:", "vbscript:", "//")), (path, tag, told)


def test_hostile_texts_leave_data_whole(built):
    for path, body in built.items():
        if path.endswith("json"):
            json.loads(body)
        elif path.endswith((".atom", ".rss")):
            root = etree.fromstring(body)
            assert not [e for e in root.iter() if etree.QName(e).localname in {"script", "img", "svg", "a"}], path
        elif path.endswith(".md"):
            assert not re.search(r"(?<!\\)<(script|img|svg|a|iframe)\b", body.decode("utf-8", "replace")), path


def test_templates_in_texts_are_not_filled_in(built):
    assert b"{{ 7 * 7 }}" in built["story/" + slug(f"np-{PAYLOADS.index('{{ 7 * 7 }}{% raw %}')}") + ".html"]
    assert not [path for path, body in built.items() if b">49{" in body or b"<class" in body]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "//evil.example", 'https://a"b', None],
)
def test_only_web_addresses_become_links(url):
    assert web_link(url) is None


def test_a_web_address_is_kept():
    assert web_link("https://post.example/\ud800") == "https://post.example/?"
    assert web_link("https://post.example/a?b=c&d=é") == "https://post.example/a?b=c&d=%C3%A9"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".", "..", "a b", "é", "x" * 300, "a\x00b", "CON:?*"])
def test_a_slug_is_safe_and_tells_names_apart(name):
    made = slug(name)
    assert made
    assert not set(made) & set('/\\:*?"<>|\x00 ')
    assert made.strip(".")
    assert len(made) < 120
    assert made != slug(name + "!")
