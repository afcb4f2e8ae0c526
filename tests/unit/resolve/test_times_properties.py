"""Whatever the words, the times found and the days given hold together."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.event import Event
from onrecord.resolve.calendar_arithmetic import interval_of, parts_of
from onrecord.resolve.dating import date_events
from onrecord.resolve.time_grammar import flatten, recognise
from onrecord.resolve.times import find_timexes

WORDS = [
    "on", "the", "early", "late", "Monday", "Sunday", "night", "morning", "March", "May", "9", "31", "2018", "1861",
    "BC", "two", "weeks", "days", "ago", "later", "after", "since", "until", "last", "next", "this", "week", "year",
    "century", "overnight", "today", "spring", "of", "in", "to", "-", ",", ".", '"', "troops", "shelled", "the town",
    "said", "GMT", "17:30", "a.m.", "end", "beginning", "daily", "every", "for", "Christmas", "eve", "0430", "99999",
    "İ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join)
DAYS = st.sampled_from(["2018-03-14", "2020-02-29", "0001-01-01", "9999-12-31", "", "2018-03-14T23:59:00Z", "soon"])


@settings(max_examples=60, deadline=None)
@given(TEXTS, DAYS)
def test_times_hold_together(text, published):
    story = story_from_text(f"A headline\n\n{text}", story_id="s", published=published)
    parsed = parse(story)
    timexes = find_timexes(parsed)
    assert list(timexes) == sorted(timexes, key=lambda t: (t.span.start, t.span.end))
    for timex in timexes:
        assert story.text[timex.span.start : timex.span.end] == timex.span.text != ""
        if timex.interval:
            start, _, end = timex.interval.partition("/")
            assert end == ".." or datetime.fromisoformat(start) <= datetime.fromisoformat(end)
    span = story.span(0, len("A headline"))
    events = tuple(
        Event(id=f"e{n}", type="clash", trigger=t.span, clause=t.span, status=status, rule="case")
        for n, (t, status) in enumerate(
            zip(timexes, ["actual", "ongoing", "future", "hypothetical"] * 20, strict=False)
        )
    )
    for event in date_events(
        parsed, (*events, Event(id="h", type="clash", trigger=span, clause=span, rule="c")), (), timexes
    ):
        when = event.time
        assert when is None or when.start is None or when.end is None or when.start <= when.end


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | TEXTS)
def test_flattened_text_keeps_every_character_in_place(text):
    low = flatten(text)
    assert len(low) == len(text)
    for found in recognise(low):
        assert 0 <= found.start < found.end <= len(low)


@given(st.from_regex(r"\A(BC)?\d{4}(-\d\d){0,2}(T(MO|NI|\d\d:\d\d))?\Z"))
def test_any_value_has_an_interval_or_none(value):
    interval = interval_of(value)
    assert interval is None or interval[0] < interval[1]
    parts_of(value)
