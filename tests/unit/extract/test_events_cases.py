"""Events and numbers on invented sentences: the cases in tests/cases/events and tests/cases/quantities."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.extract.attributions import find_attributions
from onrecord.extract.events import find_events
from onrecord.extract.numbers import read_numbers
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.event import Event

CASES = Path(__file__).parent.parent.parent / "cases"


def cases(folder: str, *names: str) -> list[Any]:
    files = [f for f in sorted((CASES / folder).glob("*.toml")) if not names or f.stem in names]
    found = [(f.stem, case) for f in files for case in tomllib.loads(f.read_text(encoding="utf-8"))["case"]]
    return [pytest.param(case, id=f"{stem}: {case.get('name', case['text'][:40])}") for stem, case in found]


def events(text: str) -> tuple[Event, ...]:
    story = parse(story_from_text(f"News\n\n{text}", story_id="case", published="2023-05-10"))
    return find_events(story, find_attributions(story))


def told(event: Event, wanted: dict[str, str]) -> dict[str, str]:
    role = {name: actor.span.text if actor and actor.span else None for name, actor in roles(event)}
    whole = {
        "type": event.type,
        "trigger": event.trigger.text,
        "status": event.status,
        "voice": event.voice,
        "plover": event.plover,
        **role,
    }
    return {key: str(whole[key]) for key in wanted}


def roles(event: Event):
    return (("actor", event.actor), ("target", event.target))


@pytest.mark.parametrize("case", cases("events"))
def test_events_of_a_sentence(case: dict[str, Any]):
    found = events(case["text"])
    for wanted in case.get("expected", ()):
        assert any(told(event, wanted) == wanted for event in found), [told(e, wanted) for e in found]
    assert not {event.type for event in found} & set(case.get("absent", ()))
    assert len(found) == case.get("count", len(found)), [(e.type, e.trigger.text) for e in found]


@pytest.mark.parametrize("case", cases("quantities", "numbers"))
def test_numbers_in_a_text(case: dict[str, Any]):
    text = case["text"]
    found = [(text[n.start : n.end], n.min, n.max) for n in read_numbers(text, 0, len(text))]
    assert found == [(w["span"], w.get("min"), w.get("max")) for w in case["expected"]]


@pytest.mark.parametrize("case", cases("quantities", "events"))
def test_numbers_of_an_event(case: dict[str, Any]):
    event = next(e for e in events(case["text"]) if e.trigger.text == case["trigger"])
    found = [(q.kind, q.min, q.max) for q in event.quantities]
    assert found == [(w["kind"], w.get("min"), w.get("max")) for w in case["expected"]]


@pytest.mark.parametrize("text", ["", "War", "战争", "Он стрелял", "!!!", "bomb " * 400, "( ( ( kill", "1 2 3 4 5"])
def test_any_text_goes_through(text: str):
    for event in events(text):
        assert event.trigger.text


def test_the_seed_keeps_its_numbers_and_has_no_absurdity(shared: Path):
    file = next((shared / "seed").glob("*.txt"))
    story = story_from_text(file.read_text(encoding="utf-8"), story_id="seed", published="2022-06-26")
    text = parse(story)
    found = find_events(text, find_attributions(text))
    numbers = {(q.kind, q.min, q.max) for event in found for q in event.quantities}
    assert {
        ("killed", None, 80), ("evacuated", 800, None), ("killed", 6, 6), ("casualties", 0, 0), ("weapons", 20, 20),
    } <= numbers  # fmt: skip
    sanctions = [event for event in found if "sanction" in event.trigger.text.lower()]
    assert {event.type for event in sanctions} == {"sanction"}
    targets = [(e.type, e.target.span.text) for e in found if e.target and e.target.span]
    assert ("clash", "Russia") not in targets
    assert not [t for t in targets if t[0] == "seizure" and "Russia" in t[1]]
