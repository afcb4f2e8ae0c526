"""The record as its publishers read it: by id, or one after another, never all at once."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.records.coded import CodedStory, Versions
from onrecord.records.cursor import order_of
from onrecord.records.incident import Claim, Incident, Judgement, PlaceStatus, StandingClaim
from onrecord.records.review import Amendment, Rating
from onrecord.records.snapshot import Correction, Snapshot
from onrecord.records.span import Frozen
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


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells whether an incident or a coded story is still the same, without reading it.

    `day` is the day of an incident's first report or of a story's publication, "" where it is not told; `stories` are
    the ids of the stories that an incident's claims are from.
    """

    id: str
    day: str
    digest: str
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote a story and who brought it, of a story that was not withdrawn."""

    story: str
    originator: str
    carrier: str | None


Noting = Callable[[Incident], str]


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
    def amendments(self) -> Sequence[Amendment]:
        """People's corrections, undone ones too, oldest first."""

    @property
    def ratings(self) -> Sequence[Rating]:
        """Analyst codes that people set, undone ones too, oldest first."""

    @property
    def counts(self) -> Counts:
        """How much there is."""

    @property
    def latest(self) -> str:
        """When the newest story was published: the moment the record stands at, "" where it is empty."""

    @property
    def versions(self) -> Versions | None:
        """What coded the newest story."""

    def incidents(self) -> Iterator[Incident]:
        """All incidents: the days on which they came to the record newest first, the most told first in each."""

    def coded(self) -> Iterator[CodedStory]:
        """All coded stories in order of publication, tombstones too."""

    def incident_signs(self) -> Iterator[Sign]:
        """The signs of all incidents, in their order."""

    def story_signs(self) -> Iterator[Sign]:
        """The signs of all coded stories, in their order."""

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

    def claims_in(self, story_id: str) -> int:
        """How many claims of a story are filed under incidents."""

    def bylines(self) -> Iterator[Byline]:
        """Who wrote and brought each story that was not withdrawn, in the order of stories."""

    def notes(self, noting: Noting, mark: str) -> Iterator[tuple[str, str]]:
        """For each incident, in their order, its id and what `noting` says of it.

        A store may keep what was said under the same `mark` of an incident that has not changed since.
        """


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
        self.amendments = snapshot.amendments
        self.ratings = snapshot.ratings
        self._coded = {c.story.id: c for c in snapshot.coded}
        self._incidents = {i.id: i for i in sorted(snapshot.incidents, key=order_of, reverse=True)}
        filed = [Filed(i, c) for i in snapshot.incidents for c in i.claims]
        self._filed = {f.claim.id: f for f in filed}
        self._by_story: dict[str, list[Filed]] = {}
        for one in filed:
            self._by_story.setdefault(one.claim.story, []).append(one)
        self.latest = max((c.story.updated or c.story.published for c in snapshot.coded), default="")
        self.versions = snapshot.coded[-1].versions if snapshot.coded else None
        contested = sum(any(r.standing == "contested" for r in i.standings) for i in snapshot.incidents)
        self.counts = Counts(len(snapshot.incidents), len(filed), contested, len(snapshot.coded))

    def incidents(self) -> Iterator[Incident]:
        """All incidents, newest first."""
        return iter(self._incidents.values())

    def coded(self) -> Iterator[CodedStory]:
        """All coded stories, oldest first."""
        return iter(self._coded.values())

    def incident_signs(self) -> Iterator[Sign]:
        """The signs of all incidents."""
        for one in self.incidents():
            yield sign_of_incident(one)

    def story_signs(self) -> Iterator[Sign]:
        """The signs of all coded stories."""
        for one in self.coded():
            yield Sign(one.story.id, one.story.day, _digest(one))

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

    def claims_in(self, story_id: str) -> int:
        """How many claims of a story are filed under incidents."""
        return len(self._by_story.get(story_id, ()))

    def bylines(self) -> Iterator[Byline]:
        """Who wrote and brought each story that was not withdrawn."""
        for story in (c.story for c in self.coded()):
            if story.id not in self.killed and story.status != "canceled":
                yield Byline(story.id, story.originator, story.carrier)

    def notes(self, noting: Noting, mark: str) -> Iterator[tuple[str, str]]:  # noqa: ARG002 (nothing is kept here)
        """For each incident its id and what `noting` says of it."""
        return ((incident.id, noting(incident)) for incident in self.incidents())


def sign_of_incident(incident: Incident) -> Sign:
    """The sign of an incident."""
    stories = tuple(dict.fromkeys(s.claim.story for s in incident.claims))
    return Sign(incident.id, incident.first_seen[:10], _digest(incident), stories)


def _digest(record: Frozen) -> str:
    # not pydantic's JSON, which refuses the lone surrogates that a broken feed can bring
    return hashlib.sha256(json.dumps(record.model_dump(), sort_keys=True).encode()).hexdigest()[:32]


def in_text(filed: Filed) -> int:
    """Sort key of the claims of one story: where its event is told."""
    return filed.claim.event.trigger.start
