"""The examples in tests/cases/dating, with events and statements given by hand."""

import tomllib
from pathlib import Path

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.event import Attribution, Event
from onrecord.resolve.dating import date_events
from onrecord.resolve.dating_words import lines
from onrecord.resolve.times import find_timexes

CASES = Path(__file__).parents[2] / "cases" / "dating"


def cases():
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def _span(story, words: str, after: int = 0):
    start = story.text.index(words, after)
    return story.span(start, start + len(words))


def _attributions(story, said) -> tuple[Attribution, ...]:
    if not said:
        return ()
    content, cue = _span(story, said["content"]), _span(story, said["cue"])
    made = Attribution(
        id="a1",
        source=None,
        cue=cue,
        cue_lemma=said["cue"],
        content=(content,),
        said_on=said["on"] or None,
        rule="case",
    )
    return (made,)


@pytest.mark.parametrize("case", cases())
def test_case(case):
    headline = case.get("headline", "A headline")
    story = story_from_text(
        f"{headline}\n\n{case['text']}", story_id="s", published=case.get("published", "2018-03-14")
    )
    parsed = parse(story)
    attributions = _attributions(story, case.get("said"))
    events = []
    for number, (trigger, kind, status, _, _) in enumerate(case["events"], start=1):
        span = _span(story, trigger)
        told = any(c.covers(span) for a in attributions for c in a.content)
        voice = case.get("voice", "attributed" if told else "narrator")
        events.append(
            Event(
                id=f"e{number}",
                type=kind,
                trigger=span,
                clause=span,
                status=status,
                voice=voice,
                attribution="a1" if told else None,
                rule="case",
            )
        )
    dated = date_events(parsed, tuple(events), attributions, find_timexes(parsed))
    got = [[e.trigger.text, (e.time and e.time.start) or "", (e.time and e.time.end) or ""] for e in dated]
    assert got == [[trigger, start, end] for trigger, _, _, start, end in case["events"]]
    for event in dated:
        assert event.time is None or event.time.rule.startswith("dating.")


@pytest.mark.parametrize("line", lines().values(), ids=lambda line: line.key)
def test_every_line_dates_its_example(line):
    story = story_from_text(f"A headline\n\n{line.example}", story_id="s", published="2018-03-14")
    parsed = parse(story)
    attributions = _attributions(story, line.said and {"content": line.said, "cue": line.cue, "on": "2018-03-12"})
    triggers = [line.trigger, *([line.beside] if line.beside else [])]
    events = tuple(
        Event(
            id=f"e{n}",
            type=line.type,
            trigger=_span(story, words),
            clause=_span(story, words),
            rule="case",
            status="ongoing" if line.key == "war" and n == 0 else line.status,
            attribution="a1" if line.said else None,
            voice="attributed" if line.said else "narrator",
        )
        for n, words in enumerate(triggers)
    )
    dated = date_events(parsed, events, attributions, find_timexes(parsed))[0]
    assert (dated.time.rule if dated.time else "") == line.rule


def test_a_story_without_a_date_dates_nothing():
    story = story_from_text("A headline\n\nRebels shelled the port on Monday.", story_id="s", published="")
    span = _span(story, "shelled")
    event = Event(id="e1", type="shelling", trigger=span, clause=span, rule="case")
    parsed = parse(story)
    assert date_events(parsed, (event,), (), find_timexes(parsed)) == (event,)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Rebels shelled the port at 5 a.m. on Monday.", "hour"),
        ("Rebels shelled the port on Monday.", "day"),
        ("Rebels shelled the port on Monday night.", "part-of-day"),
        ("Rebels shelled the port in February.", "month"),
        ("Rebels shelled the port in 2016.", "year"),
        ("Rebels shelled the port last week.", "week"),
        ("Rebels shelled the port over the past two weeks.", "vague"),
    ],
)
def test_precision_follows_the_expression(text, precision):
    story = story_from_text(f"A headline\n\n{text}", story_id="s", published="2018-03-14")
    span = _span(story, "shelled")
    event = Event(id="e1", type="shelling", trigger=span, clause=span, rule="case")
    parsed = parse(story)
    (dated,) = date_events(parsed, (event,), (), find_timexes(parsed))
    assert dated.time is not None
    assert dated.time.precision == precision
    assert dated.time.span is not None
