"""The examples in tests/cases/ingest, and the example of every lexicon line."""

import tomllib
from pathlib import Path

import pytest

from onrecord import lexicons
from onrecord.ingest.agencies import AgencyLine
from onrecord.ingest.gate import enter
from onrecord.ingest.notices import NoticeLine, find_notice
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.promotions import PromotionLine, find_promotion
from onrecord.ingest.slugs import SlugLine, read_slug
from onrecord.records.story import Ignored, Story

CASES = Path(__file__).parents[2] / "cases" / "ingest"


def cases(name: str):
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in table])


def lines(name: str, model: type[lexicons.Line]):
    return pytest.mark.parametrize("line", [pytest.param(x, id=x.key) for x in lexicons.read("ingest", name, model)])


def story(text: str, published: str | None = "2031-01-12") -> Story:
    return story_from_text(text, story_id="s", published=published)


@cases("datelines")
def test_dateline(case):
    found = story(f"River rises\n\n{case['text']}")
    assert (found.dateline.text if found.dateline else "") == case["dateline"]
    assert (found.dateline_place or "") == case["place"]
    assert (found.agency.name if found.agency else "") == case["agency"]
    body = found.paragraphs[1]
    assert found.text[body.start : body.end] == case["text"][len(case["dateline"]) :].strip()


@cases("layouts")
def test_layout(case):
    found = story(case["text"], published=None)
    assert [[p.kind, found.text[p.start : p.end]] for p in found.paragraphs] == case["expected"]
    assert found.text == case["text"]
    assert found.published == case.get("published", "")


@cases("provenance")
def test_provenance(case):
    found = story(case["text"])
    agency = found.agency
    assert (agency.name if agency else None) == case.get("agency")
    assert (agency.how if agency else None) == case.get("how")
    assert (agency.cue.text if agency and agency.cue else None) == case.get("cue")
    assert found.carrier == case.get("carrier")
    assert (found.disclosure.kind if found.disclosure else None) == case.get("disclosure")
    assert found.headline_by == case.get("headline_by", "unknown")


@cases("gate")
def test_gate(case):
    found = enter(story(case["text"], published=None if case.get("undated") else "2031-01-12"))
    assert (found.reason if isinstance(found, Ignored) else "") == case["reason_code"]
    assert isinstance(found, Story) or ("\n" not in found.message and found.message)


@cases("slugs")
def test_slug(case):
    slug = read_slug(case["slug"])
    assert slug is not None
    assert (slug.root, slug.number, slug.replaces) == (case["root"], case["number"], case["replaces"])


@lines("notices", NoticeLine)
def test_notice_knows_its_example(line):
    notice = find_notice(line.example, 0, len(line.example))
    assert notice is not None
    assert notice.ref == line.ref


@lines("promotions", PromotionLine)
def test_promotion_knows_its_example(line):
    text = f"A headline\n\n{line.example}\n\nA last paragraph of some length, so that nothing else decides."
    promotion = find_promotion(story(text))
    assert promotion is not None
    assert promotion.ref == line.ref


@lines("agencies", AgencyLine)
def test_agency_is_known_by_its_example(line):
    found = story(
        f"River rises\n\nThe river rose.\n\n{line.example}"
        if "Source:" in line.example
        else f"River rises\n\n{line.example}"
    )
    assert found.agency is not None
    assert found.agency.name == line.name
    assert found.agency.cue is not None


@lines("agencies", AgencyLine)
def test_a_side_is_given_with_its_ground(line):
    assert (line.side is None) == (line.why is None)


@lines("slugs", SlugLine)
def test_slug_mark_is_read_in_its_example(line):
    slug = read_slug(line.example)
    assert slug is not None
    assert line.role in slug.roles
    assert slug.root == "norland-flood"
