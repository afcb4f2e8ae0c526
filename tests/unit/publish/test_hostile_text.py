"""Text of stories, names and addresses is never markup, whatever it says."""

import json

import pytest
from invented_record import make_claim, make_coded, make_incident, make_story

from onrecord.publish.paths import slug, web_link
from onrecord.publish.site import site
from onrecord.records.snapshot import Snapshot

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><svg onload=alert(1)>",
    "\u2028\u2029\x00\ud800",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_stays_text(payload):
    clean = make_story()
    story = make_story(
        "np-1",
        headline=payload,
        carrier=payload,
        usage_terms=payload,
        editors_note=payload,
        url=f"javascript:{payload}",
        text=clean.text + payload,
    )
    claim = make_claim(make_coded(story), claimant=payload, side=payload)
    incident = make_incident("inc-1", (claim,), title=payload, place=payload)
    built = dict(site(Snapshot(coded=(make_coded(story),), incidents=(incident,), control=())))
    for path, body in built.items():
        text = body.decode("utf-8", "replace")
        if path.endswith(".html"):
            assert "<script>alert" not in text, path
            assert "<img src=x" not in text, path
            assert "<svg onload" not in text, path
            assert "' onmouseover='" not in text, path
            assert "javascript:" not in text, path
            assert "49" not in text.split('id="main"')[1].split("</h1>")[0], path
            assert text.count("<script") == text.count("</script>"), path
        if path.endswith((".json", ".geojson")):
            json.loads(text)


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
