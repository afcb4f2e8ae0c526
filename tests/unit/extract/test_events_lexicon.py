"""Every line of the codebook and of the word lists does what its example says; counter-examples are no events."""

import pytest

from onrecord.extract import codebook
from onrecord.extract.attributions import find_attributions
from onrecord.extract.codebook import Frame, Trigger, TypeEntry, WordClass, WordList
from onrecord.extract.events import find_events
from onrecord.extract.nouns import kinds
from onrecord.extract.numbers import NumberWord, read_numbers
from onrecord.extract.status import Governor
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.lexicons import Line, read
from onrecord.records.event import Event
from onrecord.records.sentence import Parsed

ENTRIES = tuple(codebook.entries().values())


def parsed(text: str) -> Parsed:
    return parse(story_from_text(f"News\n\n{text}", story_id="example", published="2023-05-10"))


def events(text: str) -> tuple[Event, ...]:
    story = parsed(text)
    return find_events(story, find_attributions(story))


def refs(lines: tuple[Line, ...]) -> list[str]:
    return [line.ref for line in lines]


TRIGGERS = tuple(line for entry in ENTRIES for line in entry.triggers)
COUNTERS = tuple((entry.type, text) for entry in ENTRIES for text in entry.counter)
CLASSES = read("extract", "classes", WordClass)
FRAMES = read("extract", "frames", Frame)
NUMBERS = read("extract", "numbers", NumberWord)
GOVERNORS = read("extract", "governors", Governor)
LISTS = read("extract", "event_words", WordList)
CASUALTIES = read("extract", "quantities", codebook.CasualtyWords)


@pytest.mark.parametrize("line", TRIGGERS, ids=refs(TRIGGERS))
def test_the_trigger_fires_on_its_example(line: Trigger):
    assert line.ref in {ref for event in events(line.example) for ref in event.lexicon}


@pytest.mark.parametrize(("kind", "text"), COUNTERS)
def test_a_counter_example_is_no_such_event(kind: str, text: str):
    assert kind not in {event.type for event in events(text)}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.type for entry in ENTRIES])
def test_a_type_is_defined_and_has_examples_both_ways(entry: TypeEntry):
    assert entry.definition
    assert entry.triggers
    assert entry.counter


@pytest.mark.parametrize("line", CLASSES, ids=refs(CLASSES))
def test_a_word_class_is_seen_in_its_example(line: WordClass):
    assert any(line.key in kinds(sent, token.i) for sent in parsed(line.example).sents for token in sent.tokens)


@pytest.mark.parametrize("line", FRAMES, ids=refs(FRAMES))
def test_a_frame_is_used_on_its_example(line: Frame):
    assert any(event.rule.endswith(f".{line.key}") for event in events(line.example))


@pytest.mark.parametrize("line", NUMBERS, ids=refs(NUMBERS))
def test_a_number_word_is_read_in_its_example(line: NumberWord):
    if line.role == "none":
        assert any(q.max == 0 for event in events(line.example) for q in event.quantities) or "no " in line.example
    else:
        assert read_numbers(line.example, 0, len(line.example))


@pytest.mark.parametrize("line", GOVERNORS, ids=refs(GOVERNORS))
def test_a_governing_word_gives_its_status(line: Governor):
    assert line.status in {event.status for event in events(line.example)}


@pytest.mark.parametrize("line", LISTS, ids=refs(LISTS))
def test_a_listed_word_stands_in_its_example(line: WordList):
    assert any(t.lemma.lower() in line.words for sent in parsed(line.example).sents for t in sent.tokens)


@pytest.mark.parametrize("line", CASUALTIES, ids=refs(CASUALTIES))
def test_casualty_words_count_in_their_example(line: codebook.CasualtyWords):
    assert any(q.kind == line.key and q.min == 12 for event in events(line.example) for q in event.quantities)
