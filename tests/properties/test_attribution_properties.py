"""Any text at all goes through attribution, and all evidence is a slice of the text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.attributions import find_attitudes, find_attributions
from onrecord.ingest.plain_text import story_from_text
from onrecord.language.parse import parse
from onrecord.language.quotes import find_quotations

WORDS = st.sampled_from(
    ['"', "“", "”", "'", "’", "''", "said", "says", "The mayor", "he", "that", ",", ".", ":", "—", "not", "claim", "of",
     "according to", "denied", "told", "Tashir", "boats", "sank", "\n\n", "who", "which", "as", "called", "reportedly",
     "could not be verified", "in a claim", "accused", "to", "leave", "A reporter", "saw", "SHOUTED", "?", "-"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=40).map(" ".join))


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_any_text_goes_through(text):
    story = story_from_text(text, story_id="t", published="2031-05-11")
    parsed = parse(story)
    found = find_attributions(parsed)
    assert [a.id for a in found] == [f"a{n + 1}" for n in range(len(found))]
    for a in [*found, *find_attitudes(parsed)]:
        assert a.content
        for span in (a.source, a.cue, *a.content, a.checked_evidence):
            assert span is None or story.text[span.start : span.end] == span.text != ""


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="\"'“”‘’«»„ab. \n,s"), st.integers(0, 5))
def test_quotations_lie_in_order_and_inside(text, start):
    start = min(start, len(text))
    found = find_quotations(text, start, len(text), 0)
    for q in found:
        assert start <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
