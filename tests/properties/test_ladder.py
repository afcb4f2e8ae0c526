"""What must hold for the whole ladder, whatever the text."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import pipeline
from onrecord.errors import InputError
from onrecord.ingest.plain_text import story_from_text
from onrecord.ingest.read import read_paths, stories_in
from onrecord.records.coded import CodedStory
from onrecord.records.span import Frozen, Span
from onrecord.records.story import Story
from onrecord.store.record import Store

SAMPLE = Path(str(files("onrecord").joinpath("sample")))
WORDS = re.findall(
    r"\S+",
    """Rebels shelled the town of Mirova on Tuesday , killing at least 12 people the governor said . " “ ” ' ’ — - (
    Ukraine denied that its troops had withdrawn from Kyiv overnight HEADLINE 1,000 % $5m 2022-13-45 Feb 30 according
    to it he they up to dozens of , a claim that could not be verified 😀 Москва said :""",
)
WORDS += ["\n\n", "\u200b", "\x00", " "]
texts = st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def spans_of(record):
    """Every span in a record, however deep."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, Frozen):
        for name in type(record).model_fields:
            yield from spans_of(getattr(record, name))
    elif isinstance(record, tuple | list):
        for item in record:
            yield from spans_of(item)


def assert_evidence_holds(coded: CodedStory) -> None:
    text = coded.story.text
    for span in spans_of(coded):
        assert text[span.start : span.end] == span.text
        assert 0 <= span.start <= span.end <= len(text)
    ids = [a.id for a in coded.attributions] + [e.id for e in coded.events]
    assert len(ids) == len(set(ids))
    for event in coded.events:
        assert event.trigger.text
        assert event.rule
        assert event.attribution is None or event.attribution in ids
        assert (event.voice == "narrator") <= (event.attribution is None)
    for attribution in coded.attributions:
        assert attribution.rule
        assert attribution.content
        assert attribution.nested_in is None or attribution.nested_in in ids


@slow
@given(texts, st.sampled_from(["2022-06-26", "2022-06-26T10:00:00Z", ""]))
def test_any_text_is_coded_and_every_span_is_the_slice_of_its_story(text, published):
    assert_evidence_holds(pipeline.code(story_from_text(text, story_id="any", published=published)))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said rebels shelled the town of Brenta on Tuesday and he added that they left and " * 150,
        "x" * 1_100_000,
        '"' * 5_000,
        "12,000 killed " * 1_000,
        "Kyiv " * 2_000,
    ],
    ids=["an endless sentence", "one word of a million letters", "quotation marks", "numbers", "one name"],
)
def test_no_length_of_nonsense_stops_the_coder(text):
    assert_evidence_holds(pipeline.code(story_from_text(f"Headline\n\n{text}", story_id="any", published="2022-06-26")))


@slow
@given(st.binary(max_size=400))
def test_any_bytes_become_stories_or_reasons(data):
    for arrival in stories_in(data, origin="any.bin", published="2022-06-26"):
        assert isinstance(arrival, Story) or arrival.reason


@pytest.fixture(scope="module")
def sample_coded(tmp_path_factory):
    """The sample feed through the ladder once: its arrivals, its store's path and its snapshot."""
    path = tmp_path_factory.mktemp("ladder") / "record.sqlite"
    arrivals = list(read_paths([SAMPLE]))
    with Store(path) as store:
        outcomes = list(pipeline.take_in(arrivals, store))
        snapshot = pipeline.link(store)
    return arrivals, outcomes, path, snapshot


def test_the_sample_enters_but_for_the_advertisement_and_the_press_release(sample_coded):
    arrivals, outcomes, _, snapshot = sample_coded
    assert outcomes.count("entered") == 29
    assert outcomes.count("ignored") == 2
    assert len(arrivals) == 31
    assert {i.headline for i in snapshot.ignored}
    assert len(snapshot.incidents) > 50


def test_every_span_of_the_sample_is_the_slice_of_its_story(sample_coded):
    for coded in sample_coded[3].coded:
        assert_evidence_holds(coded)


def test_taking_the_same_in_twice_changes_nothing(sample_coded):
    arrivals, _, path, snapshot = sample_coded
    with Store(path) as store:
        assert set(pipeline.take_in(arrivals, store)) == {"unchanged", "ignored"}
        assert pipeline.link(store) == snapshot


def test_order_of_arrival_does_not_matter(sample_coded, tmp_path):
    snapshot = sample_coded[3]
    coded = {c.story.id: c for c in snapshot.coded}
    with Store(sample_coded[2]) as store:
        coded |= {c.story.id: c for c in store.coded()}
    with Store(tmp_path / "record.sqlite") as store:
        for story_id in sorted(coded, reverse=True):
            store.add(coded[story_id])
        again = pipeline.link(store)
    assert again.incidents == snapshot.incidents
    assert again.control == snapshot.control
    assert again.replaced == snapshot.replaced


def test_adding_a_story_removes_no_claim(sample_coded, tmp_path):
    with Store(sample_coded[2]) as store:
        everything = store.coded()
    with Store(tmp_path / "record.sqlite") as store:
        for coded in everything[:10]:
            store.add(coded)
        before = {c.id for i in pipeline.link(store).incidents for c in (s.claim for s in i.claims)}
        for coded in everything[10:]:
            if coded.story.version == 1 and coded.story.status == "usable":
                store.add(coded)
        after = {c.id for i in pipeline.link(store).incidents for c in (s.claim for s in i.claims)}
    replaced = set(sample_coded[3].replaced) | set(sample_coded[3].copies)
    assert {c for c in before - after if c.split("/")[0] not in replaced} == set()


def test_a_build_is_the_same_twice(sample_coded, tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    assert pipeline.build(sample_coded[3], first) == pipeline.build(sample_coded[3], second)
    names = [p.relative_to(first) for p in sorted(first.rglob("*")) if p.is_file()]
    assert names
    assert all((first / n).read_bytes() == (second / n).read_bytes() for n in names)


def test_a_build_upon_another_is_the_same_as_one_from_nothing(sample_coded, tmp_path):
    whole, folder = sample_coded[3], tmp_path / "site"
    less = {"control": (), "copies": {}, "replaced": {}, "killed": (), "ignored": ()}
    fewer = {"incidents": whole.incidents[10:], "corrections": whole.corrections[:2]}
    for part in (fewer, less, {"coded": whole.coded[3:]}):
        pipeline.build(whole.model_copy(update=part), folder)
    assert pipeline.build(whole, folder).written > 10
    assert pipeline.build(whole, folder).written == 0
    pipeline.build(whole, tmp_path / "anew")
    again = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    anew = {p.relative_to(tmp_path / "anew"): p.read_bytes() for p in (tmp_path / "anew").rglob("*") if p.is_file()}
    assert again == anew


def test_a_build_leaves_no_page_of_the_one_before_and_touches_no_folder_that_is_not_its_own(sample_coded, tmp_path):
    pipeline.build(sample_coded[3], tmp_path / "site")
    pipeline.build(sample_coded[3].model_copy(update={"incidents": ()}), tmp_path / "site")
    assert not list((tmp_path / "site").glob("incident/*.html"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(InputError, match="R112"):
        pipeline.build(sample_coded[3], tmp_path / "mine")
    assert (tmp_path / "mine" / "letters.txt").read_text(encoding="utf-8") == "keep me"
