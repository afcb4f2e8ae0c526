"""Sources and actors of any text with any spans: no exception, evidence that slices the story, the same twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.actor import Actor
from onrecord.records.event import Attribution, Event
from onrecord.records.span import Span
from onrecord.resolve.actors import identify_actors
from onrecord.resolve.lookup import words_of
from onrecord.resolve.mentions import read_mention
from onrecord.resolve.sources import name_sources

WORDS = st.sampled_from(
    (
        *("the", "its", "their", "He", "it", "They", "said", "told", "Peru", "Peruvian", "army", "mayor", "spokesman"),
        *("of", "for", "in", "to", "from", "who", "which", "and", "we", "pro", "-", "backed", ",", ".", "'", '"', "'s"),
        *("UN", "US", "Ana Corvo", "Monday", "Telegram", "statement", "ministry", "enemy", "(", "\n\n", "é", "東京"),
    )
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join) | st.text(min_size=1, max_size=120)


def _spans(text: str, data) -> list[Span]:
    places = st.integers(0, len(text))
    pairs = [sorted((data.draw(places), data.draw(places))) for _ in range(4)]
    return [Span.of(text, a, b) for a, b in pairs]


@given(TEXTS, st.data())
@settings(max_examples=40, deadline=None)
def test_any_text_with_any_spans_goes_through(text, data):
    story = story_from_text(text, story_id="s", published="2018-03-14")
    parsed = parse(story)
    source, cue, content, target = _spans(text, data)
    attributions = (
        Attribution(id="a1", source=source, cue=cue, content=(content,), witness=data.draw(st.booleans()), rule="t"),
        Attribution(id="a2", source=target, cue=None, content=(content,), rule="t"),
        Attribution(id="a3", source=None, cue=cue, content=(content,), rule="t"),
    )
    named = name_sources(parsed, attributions, ())
    assert named == name_sources(parsed, attributions, ())
    for attribution in named:
        for span in (attribution.source_mention, attribution.channel_evidence, attribution.said_on_evidence):
            assert span is None or text[span.start : span.end] == span.text
    event = Event(
        id="e1",
        type=data.draw(st.sampled_from(["shelling", "meeting", "withdrawal", "evacuation"])),
        trigger=cue,
        clause=content,
        attribution="a1",
        actor=Actor(span=source, name=None),
        target=Actor(span=target, name=None),
        rule="t",
    )
    events = identify_actors(parsed, (event,), named)
    assert [(e.actor.span, e.target.span) for e in events] == [(source, target)]
    assert events == identify_actors(parsed, (event,), named)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_mention_of_any_words_is_read(text):
    reading = read_mention(text, Span.of(text, 0, len(text)))
    assert reading.span.text == text
    assert all(text[w.start : w.end] == w.text for w in words_of(text))
