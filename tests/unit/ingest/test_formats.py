"""Look-alikes of every format, each with what must come out beside it; and real files, read in place."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from fuzz import TARGETS, look_alikes
from onrecord.ingest.read import read_for_coding, stories_in
from onrecord.records.story import Ignored, Story

FORMATS = Path(__file__).parents[2] / "cases" / "ingest" / "formats"
FILES = sorted(f for f in FORMATS.iterdir() if f.suffix != ".toml")


def field(arrival: Story | Ignored, name: str):
    if name == "reason_code":
        return arrival.reason if isinstance(arrival, Ignored) else None
    if name in ("format", "received"):
        return getattr(arrival.item, name)
    assert isinstance(arrival, Story), arrival.message
    value = getattr(arrival, name)
    if name == "notes":
        return [n.code for n in value]
    if name == "agency":
        return value and value.name
    return value and value.text if name == "dateline" else value


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_look_alike(path):
    expected = tomllib.loads(path.with_name(f"{path.name}.toml").read_text(encoding="utf-8"))["arrival"]
    arrivals = list(stories_in(path.read_bytes(), origin=path.name))
    assert len(arrivals) == len(expected)
    for arrival, fields in zip(arrivals, expected, strict=True):
        assert {name: field(arrival, name) for name in fields} == fields


@pytest.mark.parametrize("parser", [t.name for t in TARGETS.values() if t.reads is None])
def test_each_parser_has_look_alikes_sound_and_malformed(parser):
    told = [tomllib.loads(p.with_name(f"{p.name}.toml").read_text(encoding="utf-8")) for p in look_alikes(parser)]
    malformed = sum(t.get("malformed", False) for t in told)
    assert len(told) - malformed >= 3
    assert malformed >= 1


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_cut_anywhere_it_gives_a_story_or_a_reason(path):
    data = path.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 12)):
        assert list(stories_in(data[:end], origin=path.name))
        assert list(stories_in(data[end:], origin=path.name))


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["wires/tests", "ninjs"])
def test_every_real_file_gives_a_story_or_a_named_reason(shared, folder):
    arrivals = list(read_for_coding([shared / "fixtures" / folder]))
    seen = {a.item.origin.rsplit(":", 1)[0] if a.item.format == "json-lines" else a.item.origin for a in arrivals}
    files = {
        str(f) for f in (shared / "fixtures" / folder).rglob("*")
        if f.is_file() and not f.name.lower().startswith(("readme", "license", "."))
    }  # fmt: skip
    assert files <= seen | {a.item.origin.split(":")[0] for a in arrivals}
    assert sum(isinstance(a, Story) for a in arrivals) >= 15
    assert all(isinstance(a, Story) or (a.reason and a.message) for a in arrivals)


HAND_CHECKED = tomllib.loads((FORMATS.parent / "shared_fixtures.toml").read_text(encoding="utf-8"))["file"]


def told_by(story: Story) -> dict[str, object]:
    """What shared_fixtures.toml may tell of a story."""
    headline = next((p for p in story.paragraphs if p.kind == "headline"), None)
    return {
        "format": story.item.format, "published": story.published, "version": story.version, "status": story.status,
        "slug": story.slug, "agency": story.agency and story.agency.name, "place": story.dateline_place,
        "carrier": story.carrier, "language": story.language, "urgency": story.urgency, "embargo": story.embargo,
        "byline": bool(story.byline), "editors_note": bool(story.editors_note), "usage_terms": bool(story.usage_terms),
        "headline": in_words(story.headline), "body": in_words(story.text[headline.end if headline else 0 :]),
    }  # fmt: skip


def in_words(text: str) -> dict[str, object]:
    words = [w for w in text.split() if re.search(r"[^\W_]", w)]
    sha256 = hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]
    return {"words": len(words), "opens": " ".join(words[:2]), "sha256": sha256}


USUAL = {
    "version": 1,
    "status": "usable",
    "language": "en",
    "byline": False,
    "editors_note": False,
    "usage_terms": False,
}


def test_at_least_forty_real_files_are_told():
    assert len({(e["path"], e.get("number", 0)) for e in HAND_CHECKED}) >= 40


@pytest.mark.shared
@pytest.mark.parametrize("expected", HAND_CHECKED, ids=lambda e: f"{e['path'].rsplit('/', 1)[-1]}-{e.get('number', 0)}")
def test_fields_of_real_wire_files(shared, expected):
    arrivals = list(read_for_coding([shared / "fixtures" / expected["path"]]))
    story = arrivals[expected.get("number", 0)]
    assert isinstance(story, Story)
    found = told_by(story)
    wanted = {name: expected.get(name, USUAL.get(name)) for name in found}
    wanted["headline"] = expected.get("headline", found["headline"])  # an alert has none: its words stand for one
    assert found == wanted


@pytest.mark.parametrize(
    "date", ["Mon, 12 Jan 2031 06:00:00 +99999999999999", "12 Jan 99999999999999999999 06:00:00 +0000"]
)
def test_a_mail_with_a_date_beyond_all_numbers_is_read(date):
    data = f"From: desk@wire.example\nSubject: River rises\nDate: {date}\nMime-Version: 1.0\n\nThe river rose.\n"
    (story,) = stories_in(data.encode(), origin="a.eml")
    assert isinstance(story, Story)
    assert story.headline == "River rises"


def test_a_page_that_would_take_minutes_is_not_read():
    (arrival,) = stories_in(b"<html><body>" + b"<p>" * 70_000, origin="a.html")
    assert isinstance(arrival, Ignored)
    assert arrival.reason == "too-large"
