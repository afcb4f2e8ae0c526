"""Any bytes and any text go through ingest without an exception, offsets right."""

import json
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest.dates import instant, to_iso
from onrecord.ingest.gate import enter
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.read import stories_in
from onrecord.ingest.slugs import read_slug
from onrecord.ingest.versions import arrange
from onrecord.records.story import Ignored, Story

untimed = settings(deadline=None)  # the first example loads the language identifier

# what real files are made of, so that the rules are reached
PIECES = st.sampled_from(
    [
        "TOLVIK, Jan 12 (AFP) — ", "River rises", "\n\n", "\n", "\r\n", " date 2031-01-12 ", "(", ")", "'", "“", "”",
        "—", "(This story has not been edited by ", " staff and is auto-generated from a syndicated feed.)",
        "By Ada Verne",
        "The river rose, police said. ", "An AFP team saw ", "(AFP)", "ADVERTISEMENT", "\ufeff", "\x00", "\x01", "   ",
        "{", '"text": ', "}", "CORRECTION: ", "Reporting by ", "contributed to this report.", "\ud800", "İ", "ß",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | PIECES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FORMATS = [
    f.read_bytes()
    for f in sorted((Path(__file__).parents[1] / "cases" / "ingest" / "formats").iterdir())
    if f.suffix != ".toml"
]
HARM = st.sampled_from(
    [
        b"<",
        b">",
        b"&",
        b'"',
        b"\n\n",
        b"\x00",
        b"\xff",
        b"{",
        b"}",
        b"\xed\xa0\x80",
        b"&#0;",
        b"&#xD800;",
        b"//[",
        b"]]>",
    ]
)
FIELDS = st.sampled_from(
    ["id", "guid", "version", "published", "date", "received", "text", "headline", "title", "body", "outlet", "agency",
     "pub_status", "slug", "updated", "headline_by", "language", "notes", "expect"]
)  # fmt: skip


def check(story: Story) -> None:
    end = 0
    for paragraph in story.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(story.text)
        end = paragraph.end
    spans = [story.dateline, story.disclosure and story.disclosure.span, story.agency and story.agency.cue]
    for span in spans:
        assert span is None or story.text[span.start : span.end] == span.text


@untimed
@given(TEXTS)
def test_any_text_gives_a_story_with_paragraphs_in_order(text):
    story = story_from_text(text, story_id="s", published="2031-01-12")
    assert story.text == text
    check(story)
    covered = [(p.start, p.end) for p in story.paragraphs]
    covered += [(story.dateline.start, story.dateline.end)] if story.dateline else []
    outside = "".join(c for n, c in enumerate(text) if not any(a <= n < b for a, b in covered))
    assert re.sub(r"^\ufeff?\s*date \d{4}-\d\d-\d\d", "", outside).strip(" \t\r\n\f\v\ufeff\x01\x02\x03\x04") == ""
    enter(story)


@untimed
@given(st.one_of(st.binary(), TEXTS.map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_any_bytes_give_a_story_or_a_reason(data):
    arrivals = list(stories_in(data, origin="x"))
    assert arrivals
    for arrival in arrivals:
        if isinstance(arrival, Ignored):
            assert arrival.message.count("\n") == 0
        else:
            check(arrival)


@untimed
@given(st.data())
def test_any_harm_to_a_wire_file_gives_a_story_or_a_reason(data):
    wire = data.draw(st.sampled_from(FORMATS))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(wire)))
        cut = data.draw(st.integers(0, 40))
        wire = wire[:at] + data.draw(st.one_of(HARM, st.binary(max_size=4))) + wire[at + cut :]
    arrivals = list(stories_in(wire, origin="x"))
    assert arrivals
    for arrival in arrivals:
        arrival.model_dump_json()
        if isinstance(arrival, Story):
            check(arrival)


@untimed
@given(st.dictionaries(FIELDS, VALUES, max_size=8))
def test_any_json_object_gives_a_story_or_a_reason(fields):
    for arrival in stories_in(json.dumps(fields).encode(), origin="x.jsonl"):
        if isinstance(arrival, Story):
            check(arrival)
            arrival.model_dump_json()


@untimed
@given(VALUES, st.text(max_size=30))
def test_any_date_is_read_or_not(value, text):
    for candidate in (value, text):
        iso = to_iso(candidate)
        assert iso is None or to_iso(iso) == iso
        instant(iso or text)
    read_slug(text)


STORIES = st.builds(
    lambda n, guid, version, day, status, slug, outlet, text: story_from_text(
        f"Head\n\n{text}", story_id=f"s{n}"
    ).model_copy(
        update={"guid": guid, "version": version, "published": day, "status": status, "slug": slug, "carrier": outlet}
    ),
    st.integers(0, 9), st.sampled_from("gh"), st.integers(1, 3),
    st.sampled_from(["2031-01-12", "2031-01-12T06:00:00Z", "2031-01-13T06:00:00+02:00", "2031-01-14", ""]),
    st.sampled_from(["usable", "usable", "canceled", "withheld"]),
    st.sampled_from([None, "FLOOD", "FLOOD-1stLd", "FLOOD-2ndLd", "FLOOD-Kill", "FLOOD-Correction", "-"]),
    st.sampled_from([None, "a", "b"]), st.sampled_from(["x", "one two three four five six seven eight " * 3]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(STORIES, max_size=8), st.randoms(use_true_random=False))
def test_arranging_hangs_on_no_order_and_replaces_in_no_circle(stories, rng):
    arrangement = arrange(stories)
    shuffled = [*stories, *stories[:2]]
    rng.shuffle(shuffled)
    assert arrange(shuffled) == arrangement
    for first in arrangement.replaced:
        seen, story_id = set(), first
        while story_id in arrangement.replaced:
            assert story_id not in seen
            seen.add(story_id)
            story_id = arrangement.replaced[story_id]
    assert not set(arrangement.killed) & {s.id for s in arrangement.live}
