"""Only as much text as the usage terms allow, on the page and in its data; every link still finds its anchor."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_record import NOTICE, make_claim, make_coded, make_incident, make_story

from onrecord import lexicons
from onrecord.publish.look import Look
from onrecord.publish.site import site
from onrecord.publish.terms import Terms, allowed, cut_blocks
from onrecord.records.event import Event
from onrecord.records.snapshot import Snapshot

CASES = tomllib.loads((Path(__file__).parents[2] / "cases/terms/terms.toml").read_text(encoding="utf-8"))["case"]
MORE = "Nothing else of note was heard in the hills around it, and the market opened as on any other day."


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_what_terms_allow(case):
    assert allowed(case.get("terms")) == case["shows"]


@pytest.mark.parametrize("line", [pytest.param(t, id=t.key) for t in lexicons.read("publish", "terms", Terms)])
def test_each_line_fires_on_its_example(line):
    assert re.search(line.pattern, line.example, re.IGNORECASE)
    shows = allowed(line.example)
    assert shows == line.shows or (line.shows == "not full" and shows != "full")


def built(terms, **look):
    story = make_story(usage_terms=terms)
    text = f"{story.text}\n{MORE}\n"
    start = text.index(MORE)
    last = story.paragraphs[-1].model_copy(update={"start": start, "end": start + len(MORE), "kind": "body"})
    story = story.model_copy(update={"text": text, "paragraphs": (*story.paragraphs, last)})
    coded = make_coded(story)
    incident = make_incident("inc-1", (make_claim(coded),))
    return dict(site(Snapshot(coded=(coded,), incidents=(incident,), control=()), Look(**look)))


def everywhere(pages):
    return "".join(body.decode("utf-8", "replace") for path, body in pages.items() if not path.startswith("static/"))


def test_the_whole_text_is_shown_where_terms_or_operator_allow():
    for pages in (built("Free with credit."), built(None, full_text="all")):
        assert MORE in pages["story/np-1.html"].decode()
        assert json.loads(pages["stories/np-1.json"])["story"]["text"]


@pytest.mark.parametrize("terms", [None, "All rights reserved.", "Headline and first paragraph free."])
def test_what_terms_do_not_allow_is_nowhere(terms):
    pages = built(terms)
    text = everywhere(pages)
    assert MORE not in text
    assert NOTICE not in text
    assert json.loads(pages["stories/np-1.json"])["story"]["text"] is None
    page = pages["story/np-1.html"].decode()
    assert "the rest is left out" in page
    assert ('<p class="quoted">' in page) != bool(terms and "paragraph" in terms)
    for anchor in ("a1", "e1"):
        assert page.count(f'id="{anchor}"') == 1


spans = st.tuples(st.integers(0, 400), st.integers(1, 60))


@settings(max_examples=60, deadline=None)
@given(st.lists(spans, max_size=8), st.sampled_from(["lead", "less"]))
def test_quotations_stay_short_and_every_anchor_is_there_once(marked, shows):
    story = make_story(usage_terms=None)
    long = " ".join(f"word{i} is said here and there." for i in range(400))
    first, start = story.paragraphs[0], len(story.text) + 1
    text = f"{story.text}\n{long}"
    body = first.model_copy(update={"start": start, "end": len(text), "kind": "body"})
    story = story.model_copy(update={"text": text, "paragraphs": (first, body)})
    events = tuple(
        Event(id=f"e{i}", type="attack", trigger=story.span(start + 9 * a, start + 9 * a + n), rule="r",
              clause=story.span(start, len(text)))
        for i, (a, n) in enumerate(marked)
    )  # fmt: skip
    coded = make_coded(make_story()).model_copy(update={"story": story, "attributions": (), "events": events})
    blocks = list(cut_blocks(coded, shows))
    quoted = sum(len(p.text) for b in blocks if b.kind == "quoted" for p in b.pieces)
    assert quoted <= len(text) // 4 + 60
    anchors = [a for b in blocks for p in b.pieces for a in p.anchors]
    assert sorted(anchors) == sorted(e.id for e in events)
