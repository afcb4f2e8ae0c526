"""The examples in tests/cases/actors: mentions read by themselves, and parties of events given by hand."""

import tomllib
from pathlib import Path

import pytest
from toponyms_given import toponyms_given

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event
from onrecord.records.span import Span
from onrecord.resolve.actors import identify_actors
from onrecord.resolve.knowledge import alpha3
from onrecord.resolve.mentions import read_mention
from onrecord.resolve.sources import name_sources

CASES = Path(__file__).parents[2] / "cases" / "actors"


def cases(name: str):
    table = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in table]


@pytest.mark.parametrize("case", cases("mentions.toml"))
def test_a_mention_is_read_by_its_words(case):
    text = case["text"]
    reading = read_mention(text, Span.of(text, 0, len(text)))
    told = {key: getattr(reading, key) or (False if key in {"human", "enemy"} else "") for key in case["expected"]}
    assert told == case["expected"], case["reason"]


def _span(story, words: str, at: int = 0):
    start = story.text.index(words, at)
    return story.span(start, start + len(words))


def _attributions(story, said) -> tuple[Attribution, ...]:
    return tuple(
        Attribution(
            id=f"a{n}",
            source=_span(story, source),
            cue=_span(story, cue),
            content=(_span(story, content),),
            rule="test",
        )
        for n, (source, cue, content) in enumerate(said, start=1)
    )


def _events(story, rows, attributions) -> tuple[Event, ...]:
    made, at = [], 0
    for n, row in enumerate(rows, start=1):
        trigger = _span(story, row[0], at)
        low = max(story.text.rfind("\n\n", 0, trigger.start), 0)
        roles = [Actor(span=_span(story, words, low), name=None) if words else None for words in row[2:4]]
        holder = next((a.id for a in attributions for c in a.content if c.covers(trigger)), None)
        made.append(
            Event(
                id=f"e{n}",
                type=row[1],
                trigger=trigger,
                clause=trigger,
                attribution=holder,
                actor=roles[0],
                target=roles[1],
                rule="test",
            )
        )
        at = trigger.end
    return tuple(made)


@pytest.mark.parametrize("case", cases("stories.toml"))
def test_parties_are_identified_from_the_story(case):
    story = story_from_text("News of the day\n\n" + case["text"], story_id="s", published="2018-03-14")
    parsed = parse(story)
    toponyms = toponyms_given(story, case.get("places", {}))
    attributions = name_sources(parsed, _attributions(story, case.get("said", [])), (), toponyms)
    events = identify_actors(parsed, _events(story, case["events"], attributions), attributions, toponyms)
    for event, row in zip(events, case["events"], strict=True):
        actor, target = event.actor, event.target
        assert (actor.country if actor else None) == (row[4] or None), f"actor of {row[0]}: {case['reason']}"
        assert (target.country if target else None) == (row[5] or None), f"target of {row[0]}: {case['reason']}"
        if row[6]:
            assert actor is not None, case["reason"]
            assert actor.kind == row[6], case["reason"]
            assert (actor.code or "").startswith(alpha3(actor.country))
