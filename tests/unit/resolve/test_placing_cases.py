"""The examples in tests/cases/places/placing.toml: events given by hand, and where each happened."""

import tomllib
from pathlib import Path

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.actor import Actor
from onrecord.records.event import Event
from onrecord.resolve.gazetteer import km
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.placing import place_events

CASES = Path(__file__).parents[2] / "cases" / "places" / "placing.toml"


def cases():
    table = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in table]


def event_of(story, n: int, given) -> Event:
    at = story.text.index(given["trigger"])
    trigger = story.span(at, at + len(given["trigger"]))
    roles = {}
    for role in ("actor", "target"):
        if words := given.get(role):
            start = story.text.index(words)
            roles[role] = Actor(span=story.span(start, start + len(words)), name=words)
    return Event(id=f"e{n}", type=given["type"], trigger=trigger, clause=trigger, rule="test", **roles)


def place_all(case):
    text = case["text"] if "\n\n" in case["text"] else "Report\n\n" + case["text"]
    story = story_from_text(text, story_id="t", published="2024-05-05")
    parsed = parse(story)
    events = tuple(event_of(story, n, given) for n, given in enumerate(case["events"], start=1))
    return place_events(parsed, events, find_toponyms(parsed))


@pytest.mark.parametrize("case", cases())
def test_an_event_is_placed_where_it_happened(case):
    for event, want in zip(place_all(case), case["events"], strict=True):
        place = event.place
        if not want["place"]:
            assert place is None or place.lat is None, case["reason"]
            continue
        assert place is not None, case["reason"]
        assert place.lat is not None, case["reason"]
        assert km(place.lat, place.lon, want["lat"], want["lon"]) < 40, (place, case["reason"])


def test_words_that_lower_the_precision_are_kept():
    case = next(p.values[0] for p in cases() if p.id == "direction from a town")
    (event,) = place_all(case)
    assert event.place is not None
    assert event.place.relation == "south of"
