"""Hypothesis strategies for records."""

from hypothesis import strategies as st

from onrecord.records.coded import CodedStory, Versions
from onrecord.records.event import Attribution, Event, Quantity
from onrecord.records.story import Item, Paragraph, Story
from onrecord.records.when import When
from onrecord.records.where import Place

TYPES = ["clash", "shelling", "seizure", "withdrawal", "meeting"]
days = st.dates().map(lambda d: d.isoformat())


@st.composite
def spans_in(draw, story):
    start = draw(st.integers(0, max(0, len(story.text) - 1)))
    return story.span(start, draw(st.integers(start, len(story.text))))


@st.composite
def stories(draw):
    text = draw(st.text(min_size=1, max_size=80))
    story_id = draw(st.from_regex(r"[a-z]{1,8}", fullmatch=True))
    return Story(
        id=story_id,
        item=Item(origin=f"{story_id}.txt", sha256=f"{draw(st.integers(0, 2**32)):064x}", format="text"),
        guid=story_id,
        headline=text,
        text=text,
        paragraphs=(Paragraph(start=0, end=len(text), kind="headline"),),
        published=draw(days),
        carrier=draw(st.none() | st.just("A Paper")),
    )


@st.composite
def attributions_in(draw, story, number):
    return Attribution(
        id=f"a{number}",
        source=draw(st.none() | spans_in(story)),
        cue=draw(spans_in(story)),
        content=(draw(spans_in(story)),),
        stance=draw(st.sampled_from(["assert", "deny", "doubt"])),
        rule="test",
    )


@st.composite
def events_in(draw, story, number):
    bound = st.none() | st.integers(0, 10**6).map(float)
    quantity = st.builds(Quantity, span=spans_in(story), kind=st.just("killed"), min=bound, max=bound)
    point = st.none() | st.builds(
        Place, span=st.none(), name=st.just("Somewhere"), lat=st.floats(-90, 90), lon=st.floats(-180, 180)
    )
    return Event(
        id=f"e{number}",
        type=draw(st.sampled_from(TYPES)),
        trigger=draw(spans_in(story)),
        clause=draw(spans_in(story)),
        place=draw(point),
        time=draw(st.none() | st.builds(When, start=days, end=days)),
        quantities=tuple(draw(st.lists(quantity, max_size=2))),
        rule="test",
    )


@st.composite
def coded_stories(draw):
    story = draw(stories())
    return CodedStory(
        story=story,
        attributions=tuple(draw(attributions_in(story, n)) for n in range(draw(st.integers(0, 3)))),
        events=tuple(draw(events_in(story, n)) for n in range(draw(st.integers(0, 3)))),
        versions=Versions(software="0", model="m", gazetteer="g", lexicon="l"),
    )
