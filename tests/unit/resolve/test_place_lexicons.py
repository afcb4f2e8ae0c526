"""Every line of the lexicons of places fires on its own example."""

import pytest

from onrecord import lexicons
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.records.sentence import Parsed
from onrecord.resolve.gazetteer import gazetteer
from onrecord.resolve.gazetteer_sources import RuleLine
from onrecord.resolve.gazetteer_user import SupplementLine
from onrecord.resolve.place_words import WordsLine, abbreviations
from onrecord.resolve.places import find_toponyms
from onrecord.resolve.transliteration import fold

PLACED = {"region", "district", "settlement", "at", "towards", "from", "relation", "direction", "institution"}
PLACED |= {"place-verb", "motion", "defined-region", "office-noun"}
GOVERNMENT = {"government-verb", "government-noun", "dealing", "mood"}
NO_PLACE = {"title", "never"}


def toponyms(text: str):
    return find_toponyms(parse(story_from_text("Report\n\n" + text, story_id="t", published="2024-05-05")))


def lines(name: str, model):
    return [pytest.param(line, id=line.key) for line in lexicons.read("resolve", name, model)]


@pytest.mark.parametrize("line", lines("place_words", WordsLine))
def test_a_class_of_words_fires_on_its_example(line):
    assert any(word in line.example.lower() for word in line.words)
    kinds = {t.kind for t in toponyms(line.example) if t.lat is not None or t.kind == "metonymy"}
    if line.key in PLACED:
        assert kinds - {"metonymy"}
    if line.key in GOVERNMENT:
        assert kinds == {"metonymy"}
    if line.key in NO_PLACE:
        assert not kinds


def test_every_place_of_the_supplement_is_found_in_its_example():
    missed = []
    supplement = lexicons.read("resolve", "gazetteer_supplement", SupplementLine)
    text = "Report\n\n" + "\n\n".join(line.example for line in supplement)
    parsed = parse(story_from_text(text, story_id="t", published="2024-05-05"))
    for number, line in enumerate(supplement, start=1):  # one parse for all, each example by itself
        alone = Parsed(parsed.story, tuple(s for s in parsed.sents if s.paragraph == number), (), parsed.parser)
        wanted = {fold(name) for name in line.names}
        found = [t for t in find_toponyms(alone) if fold(t.name) in wanted or fold(t.span.text) in wanted]
        if not found or (line.kind == "government") != all(t.kind == "metonymy" for t in found):
            missed.append(line.key)
    assert not missed


@pytest.mark.parametrize("line", lines("gazetteer_supplement", SupplementLine))
def test_every_name_of_the_supplement_is_in_the_gazetteer(line):
    for name in line.names:
        assert any(h.own and h.entry.kind == line.kind for h in gazetteer().lookup(name)), name


@pytest.mark.parametrize("line", lines("gazetteer_rules", RuleLine))
def test_the_builders_lists_hold_their_examples(line):
    assert any(word in {line.example, *line.example.lower().split()} for word in line.words)


def test_every_abbreviation_stands_for_a_place():
    assert [a for a, code in abbreviations().items() if not gazetteer().coded(code)] == []
