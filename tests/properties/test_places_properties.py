"""What holds of places whatever the text: no text fails, spans are slices, the same text gives the same places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.event import Event
from onrecord.resolve.gazetteer import gazetteer
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.placing import place_events
from onrecord.resolve.transliteration import alike, fold, skeleton

NAMES = ["Kyiv", "Desna", "the city", "the village of", "in", "near", "from", "Moscow", "said", "struck", "Texas", ",",
         "al-Bab", "northern", "Syria", "region", "and", "rockets", "the capital", "there", "W.Va.", "."]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(NAMES), max_size=25).map(" ".join))


def parsed_of(text: str):
    return parse(story_from_text(text, story_id="t", published="2024-05-05"))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_goes_through_and_spans_are_slices(text):
    parsed = parsed_of(text)
    found = find_toponyms(parsed)
    assert found == find_toponyms(parsed)
    for toponym in found:
        assert parsed.story.text[toponym.span.start : toponym.span.end] == toponym.span.text
        assert (toponym.lat is None) == (toponym.lon is None)
        assert toponym.kind != "metonymy" or toponym.lat is None


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_event_is_placed_or_not_without_failing(text):
    parsed = parsed_of(text)
    events = tuple(
        Event(id=f"e{n}", type="shelling", trigger=sent.span(0, 0), clause=sent.span(0, 0), rule="test")
        for n, sent in enumerate(parsed.sents)
    )
    for event in place_events(parsed, events, find_toponyms(parsed)):
        if event.place and event.place.span:
            span = event.place.span
            assert parsed.story.text[span.start : span.end] == span.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_folding_is_stable_and_lookups_never_fail(name):
    assert fold(fold(name)) == fold(name)
    assert skeleton(name) == skeleton(fold(name))
    assert 0.0 <= alike(name, name[::-1]) <= 1.0
    gazetteer().lookup(name)
    gazetteer().lookup_rough(name)
