"""Every line of the linking lexicons does what its example shows."""

import pytest
from made import claim_of

from onrecord import lexicons
from onrecord.link import kinds
from onrecord.link.facts import content_words, holder_of
from onrecord.link.incidents import find_incidents
from onrecord.link.kinds import AgencyLine, StemLine, TypeLine
from onrecord.link.within import definite_pattern, stem_pattern
from onrecord.records.event import EventType


def lines(name: str, model: type) -> list[object]:
    return [pytest.param(line, id=line.key) for line in lexicons.read("link", name, model)]


def test_every_event_type_has_its_line() -> None:
    assert set(kinds.types()) == set(EventType.__args__)
    assert {near for line in kinds.types().values() for near in line.near} <= set(EventType.__args__)


@pytest.mark.parametrize("line", lines("types", TypeLine))
def test_two_agencies_that_tell_the_example_tell_one_happening(line: TypeLine) -> None:
    made = {
        "type": line.key,
        "text": line.example,
        "place": "Arvena",
        "day": "2030-05-10",
        "actor": "XN",
        "target": "XS",
    }
    claims = [claim_of({"id": f"{story}/e1", "voice": "narrator", "claimant": story, **made}) for story in "ab"]
    incidents = find_incidents(claims)
    assert len(incidents) == 1
    assert incidents[0].title.startswith(line.label)


@pytest.mark.parametrize("line", lines("manners", StemLine))
def test_a_manner_is_read_from_its_example(line: StemLine) -> None:
    assert {kinds.manner_of(t, line.example) for t in line.types} == {line.key}


@pytest.mark.parametrize("line", lines("agencies", AgencyLine))
def test_an_agency_is_known_by_name_and_by_nothing_else(line: AgencyLine) -> None:
    assert kinds.agency_side(line.example) == line
    assert kinds.agency_side(f"{line.example} of nowhere") is None
    assert line.ground


def test_common_words_are_left_out_and_telling_words_are_not() -> None:
    example = next(line.example for line in lexicons.read("link", "words", StemLine))
    assert content_words(example) <= {"official"} - {"official"}
    assert content_words("Howitzers wrecked the sugar mill") == {"howitzer", "wreck", "sugar", "mill"}


@pytest.mark.parametrize("name", ["claimants", "holding"])
def test_a_word_list_has_a_word_of_its_example(name: str) -> None:
    for line in lexicons.read("link", name, StemLine):
        assert any(word in line.example.lower() for word in kinds.words_of(name, line.key)), line.key


@pytest.mark.parametrize(("trigger", "holder"), [("took", None), ("retook", "XS"), ("lost", None), ("hold", "XS")])
def test_no_side_takes_a_place_from_itself(trigger: str, holder: str | None) -> None:
    made = {"id": "a/e1", "type": "seizure", "trigger": trigger, "place": "Arvena", "actor": "XS", "target": "XS"}
    assert holder_of(claim_of(made).event) == holder


@pytest.mark.parametrize("line", lines("mentions", StemLine))
def test_a_mention_line_is_in_its_example(line: StemLine) -> None:
    if line.key != "definite":
        assert any(stem_pattern(line.key).match(word) for word in line.example.split())
    else:
        assert definite_pattern().search(line.example[: line.example.index("attack")])
