"""The coded story: the contract between the coder and everything after it (design.md, section 4)."""

from onrecord.records.event import Attribution, Event
from onrecord.records.span import Frozen, Note
from onrecord.records.story import Story
from onrecord.records.when import Timex
from onrecord.records.where import Toponym

SCHEMA = "onrecord.coded-story/1"


class Versions(Frozen):
    """What made a coded story: rule 6, every release says which version of what made it."""

    software: str
    model: str
    gazetteer: str
    lexicon: str


class CodedStory(Frozen):
    """A story with everything the coder read in it.

    `refusals` are attributions that make no claim: who declined to comment, what was not confirmed.
    """

    story: Story
    attributions: tuple[Attribution, ...] = ()
    refusals: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    toponyms: tuple[Toponym, ...] = ()
    timexes: tuple[Timex, ...] = ()
    notes: tuple[Note, ...] = ()
    versions: Versions
