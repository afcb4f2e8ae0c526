"""The record as its publishers read it: by id, or one after another, never all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.records.coded import CodedStory
from onrecord.records.incident import Claim, Incident, Judgement, PlaceStatus, StandingClaim
from onrecord.records.snapshot import Correction, Snapshot
from onrecord.records.story import Ignored, Story


@dataclass(frozen=True, slots=True)
class Filed:
    """A claim as it stands, and the incident it is filed under."""

    incident: Incident
    standing: StandingClaim

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.standing.claim


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the record holds."""

    incidents: int
    claims: int
    contested: int
    stories: int


class Reading(Protocol):
    """What a record lets be read; a snapshot in memory and a store on disk answer alike.

    What hangs on every page (control, corrections, which story replaced or copies which) is held in memory; stories,
    claims and incidents are not.
    """

    @property
    def control(self) -> Sequence[PlaceStatus]:
        """Who holds which place."""

    @property
    def corrections(self) -> Sequence[Correction]:
        """What changed after it was published, oldest first."""

    @property
    def ignored(self) -> Sequence[Ignored]:
        """What did not enter."""

    @property
    def replaced(self) -> Mapping[str, str]:
        """For a story that was replaced, the id of what replaced it."""

    @property
    def copies(self) -> Mapping[str, str]:
        """For a story that is a copy, the id of its original."""

    @property
    def killed(self) -> frozenset[str]:
        """The ids of the stories that were withdrawn."""

    @property
    def judgements(self) -> Sequence[Judgement]:
        """People's judgements, undone ones too."""

    @property
    def counts(self) -> Counts:
        """How much there is."""

    def incidents(self) -> Iterator[Incident]:
        """All incidents: the days on which they came to the record newest first, the most told first in each."""

    def coded(self) -> Iterator[CodedStory]:
        """All coded stories in order of publication, tombstones too."""

    def incident(self, incident_id: str) -> Incident | None:
        """The incident of that id."""

    def coded_story(self, story_id: str) -> CodedStory | None:
        """The coded story of that id."""

    def story(self, story_id: str) -> Story | None:
        """The story of that id, without what was read in it."""

    def filed(self, claim_id: str) -> Filed | None:
        """The claim of that id with its incident."""

    def filed_in(self, story_id: str) -> Sequence[Filed]:
        """The claims of a story with their incidents, in the order of its text."""


class SnapshotReading:
    """A snapshot that is read: everything is in memory."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.control = snapshot.control
        self.corrections = snapshot.corrections
        self.ignored = snapshot.ignored
        self.replaced: Mapping[str, str] = snapshot.replaced
        self.copies: Mapping[str, str] = snapshot.copies
        self.killed = frozenset(snapshot.killed)
        self.judgements = snapshot.judgements
        self._coded = {c.story.id: c for c in snapshot.coded}
        self._incidents = {i.id: i for i in sorted(snapshot.incidents, key=_newest, reverse=True)}
        filed = [Filed(i, c) for i in snapshot.incidents for c in i.claims]
        self._filed = {f.claim.id: f for f in filed}
        self._by_story: dict[str, list[Filed]] = {}
        for one in filed:
            self._by_story.setdefault(one.claim.story, []).append(one)
        contested = sum(any(r.standing == "contested" for r in i.standings) for i in snapshot.incidents)
        self.counts = Counts(len(snapshot.incidents), len(filed), contested, len(snapshot.coded))

    def incidents(self) -> Iterator[Incident]:
        """All incidents, newest first."""
        return iter(self._incidents.values())

    def coded(self) -> Iterator[CodedStory]:
        """All coded stories, oldest first."""
        return iter(self._coded.values())

    def incident(self, incident_id: str) -> Incident | None:
        """The incident of that id."""
        return self._incidents.get(incident_id)

    def coded_story(self, story_id: str) -> CodedStory | None:
        """The coded story of that id."""
        return self._coded.get(story_id)

    def story(self, story_id: str) -> Story | None:
        """The story of that id."""
        coded = self._coded.get(story_id)
        return coded.story if coded else None

    def filed(self, claim_id: str) -> Filed | None:
        """The claim of that id with its incident."""
        return self._filed.get(claim_id)

    def filed_in(self, story_id: str) -> Sequence[Filed]:
        """The claims of a story, in the order of its text."""
        return sorted(self._by_story.get(story_id, ()), key=in_text)


def in_text(filed: Filed) -> int:
    """Sort key of the claims of one story: where its event is told."""
    return filed.claim.event.trigger.start


def _newest(incident: Incident) -> tuple[str, int, str, str]:
    return incident.first_seen[:10], len(incident.claims), incident.start or "", incident.id
