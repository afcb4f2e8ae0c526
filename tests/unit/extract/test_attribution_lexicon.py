"""Every line of the attribution lexicons fires on its own example."""

import pytest

from onrecord import lexicons
from onrecord.extract.attributions import find_attitudes, find_attributions
from onrecord.extract.cues import Cue
from onrecord.extract.mentions import NounLine
from onrecord.extract.noun_cues import Phrase
from onrecord.extract.refusals import RefusalLine, find_refusals
from onrecord.extract.verification import CheckLine
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse


def read(text: str, headline: str = "Head"):
    return parse(story_from_text(f"{headline}\n\n{text}", story_id="t", published="2031-05-11"))


@pytest.mark.parametrize("line", lexicons.read("extract", "cues", Cue), ids=lambda line: line.key)
def test_cue(line):
    found = find_attributions(read(line.example))
    assert line.ref in {ref for a in found for ref in a.lexicon}


@pytest.mark.parametrize("line", lexicons.read("extract", "attitudes", Cue), ids=lambda line: line.key)
def test_attitude(line):
    found = find_attitudes(read(line.example))
    assert line.ref in {ref for a in found for ref in a.lexicon}


@pytest.mark.parametrize("line", lexicons.read("extract", "refusals", RefusalLine), ids=lambda line: line.key)
def test_refusal(line):
    parsed = read(line.example)
    found = find_refusals(parsed, find_attributions(parsed))
    assert line.ref in {ref for r in found for ref in r.lexicon}
    assert all(r.source for r in found)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels refused to leave the town.",
        "The ministry confirmed that the bridge had fallen.",
        "The army made no progress in the hills.",
        '"We did not respond to fire," the captain said.',
        "The river did not return to its bed.",
    ],
)
def test_what_is_no_refusal(text):
    parsed = read(text)
    assert find_refusals(parsed, find_attributions(parsed)) == ()


@pytest.mark.parametrize("line", lexicons.read("extract", "phrases", Phrase), ids=lambda line: line.key)
def test_phrase(line):
    found = find_attributions(read(line.example))
    assert line.ref in {ref for a in found for ref in a.lexicon}


@pytest.mark.parametrize("line", lexicons.read("extract", "nouns", NounLine), ids=lambda line: line.key)
def test_noun(line):
    headline = line.example if line.sort == "speaker" else "Head"
    found = find_attributions(read(line.example, headline))
    if line.sort == "medium":
        assert any(a.rule == "clause-after-cue" for a in found)
    elif line.sort == "reporter":
        assert any(a.witness for a in found)
    else:
        assert line.ref in {ref for a in found for ref in a.lexicon}


@pytest.mark.parametrize("line", lexicons.read("extract", "verification", CheckLine), ids=lambda line: line.key)
def test_verification(line):
    marked = [a for a in find_attributions(read(line.example)) if a.checked]
    assert [a.checked for a in marked][:1] == [line.checked]
    assert all(a.checked_evidence is not None for a in marked)
