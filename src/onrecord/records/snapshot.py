"""The whole record at one moment, as the publishers read it."""

from pydantic import Field

from onrecord.records.coded import CodedStory
from onrecord.records.incident import Incident, Judgement, PlaceStatus
from onrecord.records.review import Amendment, Rating
from onrecord.records.span import Frozen
from onrecord.records.story import Ignored


class Correction(Frozen):
    """A change that reached what was published: a correction, update, kill or later copy."""

    kind: str
    story: str
    replaces: str
    at: str
    note: str


class Snapshot(Frozen):
    """Everything there is to publish.

    `coded` are all stories ever entered, in order of publication; those in `replaced` (id → id of what replaced
    it) and `killed` are kept as tombstones. `copies` maps a copy to its original. `judgements`, `amendments` and
    `ratings` are people's, undone ones too.
    """

    coded: tuple[CodedStory, ...]
    incidents: tuple[Incident, ...]
    control: tuple[PlaceStatus, ...]
    ignored: tuple[Ignored, ...] = ()
    corrections: tuple[Correction, ...] = ()
    replaced: dict[str, str] = Field(default_factory=dict)
    killed: tuple[str, ...] = ()
    copies: dict[str, str] = Field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    ratings: tuple[Rating, ...] = ()
