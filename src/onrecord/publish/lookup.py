"""Everything in a snapshot by its id, and what hangs together, worked out once for all pages."""

from dataclasses import dataclass

from onrecord.publish.wording import moment
from onrecord.records.coded import CodedStory
from onrecord.records.incident import Claim, Incident, StandingClaim
from onrecord.records.snapshot import Snapshot
from onrecord.records.story import Story


@dataclass(frozen=True)
class Filed:
    """A claim as it stands, and the incident it is filed under."""

    incident: Incident
    standing: StandingClaim

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.standing.claim


@dataclass(frozen=True)
class Lookup:
    """The snapshot with its claims by id and its claims by story, each story's in the order of its text."""

    snapshot: Snapshot
    stories: dict[str, CodedStory]
    claims: dict[str, Filed]
    by_story: dict[str, tuple[Filed, ...]]
    copies_of: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Lookup":
        """The lookup over a snapshot."""
        filed = [Filed(i, c) for i in snapshot.incidents for c in i.claims]
        by_story: dict[str, list[Filed]] = {}
        for one in filed:
            by_story.setdefault(one.claim.story, []).append(one)
        copies: dict[str, list[str]] = {}
        for copy, original in sorted(snapshot.copies.items()):
            copies.setdefault(original, []).append(copy)
        return cls(
            snapshot,
            {c.story.id: c for c in snapshot.coded},
            {f.claim.id: f for f in filed},
            {s: tuple(sorted(fs, key=lambda f: f.claim.event.trigger.start)) for s, fs in by_story.items()},
            {original: tuple(ids) for original, ids in copies.items()},
        )

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or null where only its id is known."""
        coded = self.stories.get(story_id)
        return coded.story if coded else None

    def withheld(self, story_id: str) -> bool:
        """Whether the story was killed, so that none of its words may be shown."""
        story = self.story(story_id)
        return story_id in self.snapshot.killed or (story is not None and story.status == "canceled")

    def title(self, story_id: str) -> str:
        """What a story is called: its headline, or whose it was where it was killed, or its id."""
        story = self.story(story_id)
        if story is None:
            return story_id
        if self.withheld(story_id):
            return f"Withdrawn story of {story.originator}, {moment(story.published)}"
        return story.headline or "(no headline)"

    def carried_by(self, claim: Claim) -> str:
        """Carrier and agency of a claim's story in words: who brought it, and whose it is."""
        story = self.story(claim.story)
        if story is None:
            return claim.originator
        agency = story.agency.name if story.agency else None
        if story.carrier and agency and story.carrier != agency:
            return f"{agency}, carried by {story.carrier}"
        return agency or story.carrier or claim.originator

    def latest(self) -> str:
        """When the newest story was published: the moment the record stands at, "" where it is empty."""
        return max((c.story.updated or c.story.published for c in self.snapshot.coded), default="")

    def successor(self, story_id: str) -> str | None:
        """The id of the version that stands in a replaced story's stead, however many replaced each other."""
        seen = {story_id}
        now = story_id
        while (then := self.snapshot.replaced.get(now)) and then not in seen:
            seen.add(then)
            now = then
        return now if now != story_id else None
