"""Every line of the lexicons of parties and channels: its example fires it."""

import pytest

from onrecord import lexicons
from onrecord.records.span import Span
from onrecord.resolve.knowledge import (
    ChannelLine,
    Nation,
    NationLine,
    OrganisationLine,
    RoleLine,
    SideLine,
    WordsLine,
    channels,
    nations,
    parties,
    small_words,
)
from onrecord.resolve.lookup import singular, words_of
from onrecord.resolve.mentions import read_mention


def lines(name: str, model):
    return [pytest.param(line, id=line.key) for line in lexicons.read("resolve", name, model)]


def refs(text: str) -> set[str]:
    return {(h.value.line if isinstance(h.value, Nation) else h.value).ref for h in parties().find(words_of(text))}


@pytest.mark.parametrize("line", lines("nations", NationLine))
def test_a_nation_is_found_by_each_of_its_names(line):
    assert line.ref in refs(line.example)
    for name in (line.name, *line.also, *line.adjectives, *line.people, *line.capitals, *line.seats):
        found = [h.value for h in parties().find(words_of(f"{name} said"))]
        assert len(found) == 1, name
        assert not isinstance(found[0], Nation) or found[0].line.alpha3


@pytest.mark.parametrize("line", lines("organisations", OrganisationLine))
def test_an_organisation_is_found_and_gives_its_kind(line):
    assert line.ref in refs(line.example)
    for name in line.names:
        reading = read_mention(name, Span.of(name, 0, len(name)))
        assert reading.kind == line.kind, name
        assert reading.country == line.country, name
    assert line.country is None or line.country in nations()
    assert line.side is None or line.side in nations()


@pytest.mark.parametrize("line", lines("roles", RoleLine))
def test_a_role_is_found_in_its_example_and_in_the_plural(line):
    assert line.ref in refs(line.example)
    for word in (*line.words, *line.names):
        assert line.ref in refs(f"so {word} said"), word


@pytest.mark.parametrize("line", lines("sides", SideLine))
def test_a_side_word_says_whose_the_party_is(line):
    subject = line.example.partition(" said")[0].partition(" fell")[0]
    reading = read_mention(subject, Span.of(subject, 0, len(subject)))
    side = "PT" if line.sort in {"before", "after", "phrase"} else None
    assert reading.side == side
    assert reading.country == ("PT" if line.sort == "own" else None)
    assert line.ref in reading.refs


@pytest.mark.parametrize("line", lines("channels", ChannelLine))
def test_a_channel_is_found_in_its_example(line):
    assert line.ref in {h.value.ref for h in channels().find(words_of(line.example))}
    for word in line.words:
        assert line.ref in {h.value.ref for h in channels().find(words_of(f"said {word}"))}, word


@pytest.mark.parametrize("line", lines("mention_words", WordsLine))
def test_a_set_of_small_words_shows_in_its_example(line):
    assert small_words(line.key) == frozenset(line.words)
    words = {form for w in words_of(line.example) for form in (w.lower, singular(w.lower))}
    assert any(x.endswith(w) for w in line.words for x in words)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("troops", "troop"),
        ("policemen", "policeman"),
        ("cities", "city"),
        ("bus", "bus"),
        ("crisis", "crisis"),
        ("is", "is"),
    ],
)
def test_plural_endings_are_taken_off(word, expected):
    assert singular(word) == expected
