"""Question marks that stand for quotation marks, as some wires send them."""

import pytest

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.lost_marks import with_marks
from onrecord.language.parse import parse


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("?We can?t hold it,? she said.", "“We can’t hold it,” she said."),
        ("He spoke of a ?special operation? in Norland.", "He spoke of a “special operation” in Norland."),
        ("He said: ?It is over.? Nobody asked.", "He said: “It is over.” Nobody asked."),
        ("Tolvik?s mayor (?the old one?), left.", "Tolvik’s mayor (“the old one”), left."),
        ("Who shelled the town? Nobody knows.", "Who shelled the town? Nobody knows."),
        ("Is it over? he asked.", "Is it over? he asked."),  # nothing is open: it asks
        ("O?Neil said ?yes.?", "O’Neil said “yes.”"),
        ("“What now?” she said. ?Odd.?", "“What now?” she said. ?Odd.?"),  # it has marks of its own
        ("It wasn't asked ?why.?", "It wasn't asked ?why.?"),
        ("???", "???"),
        ("", ""),
    ],
)
def test_marks_come_back_where_no_question_mark_can_stand(text, mended):
    assert with_marks(text) == mended
    assert len(mended) == len(text)


def test_a_story_without_marks_is_parsed_with_its_quotations_and_keeps_its_text():
    text = "River rises\n\n?We can?t hold it,? the mayor said on Sunday. Troops left the town, she said."
    parsed = parse(story_from_text(text, story_id="s", published="2031-01-12"))
    (quotation,) = parsed.quotations
    assert text[quotation.start : quotation.end] == "?We can?t hold it,?"
    assert all(s.text == text for s in parsed.sents)
    assert parsed.sents[1].tokens[0].text == "“"
    assert [text[s.start : s.end] for s in parsed.sents][1:] == [
        "?We can?t hold it,? the mayor said on Sunday.",
        "Troops left the town, she said.",
    ]
