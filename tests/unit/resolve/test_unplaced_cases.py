"""The examples in tests/cases/places/unplaced.toml: places without a point of their own, and events in several."""

import tomllib
from pathlib import Path

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.actor import Actor
from onrecord.records.event import Event
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.placing import place_events

CASES = Path(__file__).parents[2] / "cases" / "places" / "unplaced.toml"


def cases():
    return [pytest.param(c, id=c["name"]) for c in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]]


def span(story, words: str):
    start = story.text.rindex(words)
    return story.span(start, start + len(words))


@pytest.mark.parametrize("case", cases())
def test_a_place_without_a_point_keeps_its_name(case):
    story = story_from_text("Report\n\n" + case["text"], story_id="t", published="2024-05-05")
    parsed = parse(story)
    events = []
    for n, given in enumerate(case["events"], start=1):
        trigger = span(story, given["trigger"])
        target = Actor(span=span(story, given["target"]), name=None) if "target" in given else None
        status = given.get("status", "actual")
        made = {"id": f"e{n}", "type": given["type"], "trigger": trigger, "clause": trigger, "status": status}
        events.append(Event.model_validate({**made, "target": target, "rule": "test"}))
    placed = place_events(parsed, tuple(events), find_toponyms(parsed))
    assert [e.place.name if e.place else "" for e in placed] == case["places"], case["reason"]
    assert [(e.place.point_of if e.place else None) or "" for e in placed] == case["borrowed"], case["reason"]
    assert [e.id for e in placed] == [f"e{n}" for n in range(1, len(placed) + 1)]
    assert all(e.place is None or e.place.lat is not None for e in placed)
