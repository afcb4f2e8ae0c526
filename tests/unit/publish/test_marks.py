"""Highlights: the text is cut, never changed, whatever the spans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_record import TEXT, make_coded, make_story

from onrecord.publish.marks import blocks
from onrecord.records.event import Event


def shown(coded):
    return [p for b in blocks(coded) for p in (*b.lead, *b.pieces)]


def test_nested_and_overlapping_spans_share_their_text():
    coded = make_coded(make_story())
    trigger = next(p for p in shown(coded) if p.triggers == ("e1",))
    assert trigger.text == "hit"
    assert set(trigger.kinds) == {"trigger", "content"}
    assert set(trigger.owners) == {"e1", "a1"}


def test_each_anchor_is_given_once():
    anchors = [a for p in shown(make_coded(make_story())) for a in p.anchors]
    assert sorted(anchors) == ["a1", "e1"]


def test_two_events_on_one_trigger_have_both_anchors():
    coded = make_coded(make_story())
    twin = coded.events[0].model_copy(update={"id": "e2"})
    pieces = shown(coded.model_copy(update={"events": (*coded.events, twin)}))
    assert next(p for p in pieces if p.triggers).anchors == ("e1", "e2")


edges = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(edges, edges), max_size=8))
def test_whatever_is_marked_the_text_comes_out_whole(spans):
    story = make_story()
    events = tuple(
        Event(id=f"e{i}", type="attack", trigger=story.span(*a), clause=story.span(*b), rule="r")
        for i, (a, b) in enumerate(spans)
    )
    coded = make_coded(story).model_copy(update={"events": events})
    whole = "".join(p.text for p in shown(coded))
    assert "".join(whole.split()) == "".join(TEXT.split())


@pytest.mark.parametrize("text", ["", " ", "\n\n", "one"])
def test_a_text_without_paragraphs_is_shown_whole(text):
    story = make_story().model_copy(update={"text": text, "paragraphs": ()})
    coded = make_coded(make_story()).model_copy(update={"story": story, "attributions": (), "events": ()})
    assert "".join(p.text for p in shown(coded)).strip() == text.strip()
