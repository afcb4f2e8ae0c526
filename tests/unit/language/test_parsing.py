"""Offsets, upper case, sentence breaks and boilerplate in the parsed story."""

from onrecord.ingest.plain_text import story_from_text
from onrecord.language.casing import case_of_words, is_upper, recased
from onrecord.language.parse import _is_common, parse


def parsed(text):
    return parse(story_from_text(text, story_id="t", published="2031-05-11"))


def test_token_text_is_the_slice_of_the_story():
    story = parsed("A headline\n\nThe mayor said “we hold” — twice.\n\nSECOND PARAGRAPH IN UPPER CASE, SHE SAID.")
    for sent in story.sents:
        for token in sent.tokens:
            assert token.text == story.story.text[token.start : token.end]


def test_upper_case_is_read_in_sentence_case():
    story = parsed("Head\n\nTHE REBELS HAVE REPORTED THAT NINE MEN WERE KIDNAPPED.")
    verb = next(t for t in story.sents[1].tokens if t.text == "REPORTED")
    assert (verb.lemma, verb.pos) == ("report", "VERB")


def test_a_word_known_from_elsewhere_in_the_story_keeps_its_case():
    assert case_of_words("In Tashir the mayor of Tashir spoke.")["tashir"] == "Tashir"
    assert recased("REBELS NEAR TASHIR LEFT", {"tashir": "Tashir"}, lambda _: True) == "Rebels near Tashir left"


def test_case_changes_keep_the_length():
    text = "DER STRAßE İSTANBUL ŉ ARMY"
    assert len(recased(text, {}, lambda _: True)) == len(text)


def test_short_upper_case_is_left_alone():
    assert not is_upper("NATO")
    assert is_upper("THE ARMY HAS LEFT THE TOWN")


def test_no_sentence_ends_in_running_text():
    story = parsed("Head\n\nShe felt the 13th Amendment was worth a visit to the old town of Port Anselm on Friday.")
    assert len(story.sents) == 2


def test_boilerplate_is_not_read():
    story = parsed(
        "Head\n\nBoats left.\n\n"
        "(This story has not been edited by Courier staff and is auto-generated from a syndicated feed.)"
    )
    assert [s.paragraph for s in story.sents] == [0, 1]


def test_what_was_read_before_does_not_change_how_the_next_story_is_read():
    upper = "PLAIN HEADLINE\n\nTHE GOVERNOR OF ZELQUORA SAID ON MONDAY THAT TROOPS HAD LEFT."
    before = parse(story_from_text(upper, story_id="s", published="2022-06-26"))
    parse(story_from_text("Lower\n\nThey zelquora and zelquora again, he said.", story_id="t", published="2022-06-26"))
    _is_common.cache_clear()
    assert parse(story_from_text(upper, story_id="s", published="2022-06-26")).sents == before.sents
    assert not _is_common("zelquora")
