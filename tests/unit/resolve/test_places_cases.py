"""The examples in tests/cases/places: names found and placed, governments told from places, spellings that meet."""

import tomllib
from pathlib import Path

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.resolve.gazetteer import gazetteer, km
from onrecord.resolve.places import find_toponyms

CASES = Path(__file__).parents[2] / "cases" / "places"


def cases(name: str):
    table = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in table]


def toponyms(text: str):
    return find_toponyms(parse(story_from_text("Report\n\n" + text, story_id="t", published="2024-05-05")))


@pytest.mark.parametrize("case", cases("toponyms.toml"))
def test_names_are_found_and_placed(case):
    found = toponyms(case["text"])
    for want in case["expected"]:
        got = next((t for t in found if want["text"] in t.span.text), None)
        assert got is not None, f"{want['text']} not found; {case['reason']}"
        assert (got.kind, got.country or "") == (want["kind"], want["country"]), case["reason"]
        assert got.lat is not None
        assert km(got.lat, got.lon, want["lat"], want["lon"]) < 80, case["reason"]
    placed = {t.name for t in found if t.lat is not None}
    assert not placed & set(case["absent"]), case["reason"]


def metonymic(case) -> bool | None:
    """Whether the case's name is taken for a government; null where it is not found at all."""
    got = next((t for t in toponyms(case["text"]) if case["place"] in t.span.text), None)
    return None if got is None else got.kind == "metonymy"


def test_governments_are_hardly_ever_put_on_the_map():
    table = [p.values[0] for p in cases("metonymy.toml")]
    governments = [c for c in table if c["metonymic"]]
    false_points = [c["name"] for c in governments if metonymic(c) is False]
    assert len(false_points) <= 0.2 * len(governments), false_points


def test_places_are_hardly_ever_taken_for_governments():
    places = [c for c in (p.values[0] for p in cases("metonymy.toml")) if not c["metonymic"]]
    wrong = [c["name"] for c in places if metonymic(c) is not False]
    assert len(wrong) <= 0.1 * len(places), wrong


@pytest.mark.parametrize("case", cases("spellings.toml"))
def test_spellings_of_one_place_meet(case):
    def rows(name: str) -> set[int]:
        hits = gazetteer().lookup(name) or gazetteer().lookup_rough(name)
        return {h.entry.row for h in hits}

    assert rows(case["left"]) & rows(case["right"]), case["reason"]
