"""What hangs together in the record, put in a publisher's words."""

from onrecord.publish.decisions import Decisions
from onrecord.publish.wording import moment
from onrecord.records.incident import Claim
from onrecord.records.reading import Reading, SnapshotReading
from onrecord.records.snapshot import Correction, Snapshot
from onrecord.records.story import Story


class Lookup:
    """A reading of the record, and what pages ask of it: titles, who carried what, what replaced what.

    `read` is the record itself, `decisions` what people decided of it.
    """

    def __init__(self, read: Reading) -> None:
        self.read = read
        self.decisions = Decisions(read)
        self._copies: dict[str, list[str]] = {}
        for copy, original in sorted(read.copies.items()):
            self._copies.setdefault(original, []).append(copy)
        self._replaces: dict[str, list[str]] = {}
        for old, new in sorted(read.replaced.items()):
            self._replaces.setdefault(new, []).append(old)

        self._changes: dict[str, list[Correction]] = {}
        for change in read.corrections:
            for story in dict.fromkeys((change.story, change.replaces)):
                self._changes.setdefault(story, []).append(change)

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Lookup":
        """The lookup over a snapshot."""
        return cls(SnapshotReading(snapshot))

    def story(self, story_id: str) -> Story | None:
        """The story of that id, or null where only its id is known."""
        return self.read.story(story_id)

    def changes_on(self, story_id: str) -> tuple[Correction, ...]:
        """The corrections, kills, versions and copies that a story is part of, oldest first."""
        return tuple(self._changes.get(story_id, ()))

    def copies_of(self, story_id: str) -> tuple[str, ...]:
        """The ids of the stories that are copies of this one."""
        return tuple(self._copies.get(story_id, ()))

    def replaced_by(self, story_id: str) -> tuple[str, ...]:
        """The ids of the stories that this one replaced."""
        return tuple(self._replaces.get(story_id, ()))

    def withheld(self, story_id: str) -> bool:
        """Whether the story was killed, so that none of its words may be shown."""
        if story_id in self.read.killed:
            return True
        story = self.story(story_id)
        return story is not None and story.status == "canceled"

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

    def successor(self, story_id: str) -> str | None:
        """The id of the version that stands in a replaced story's stead, however many replaced each other."""
        seen = {story_id}
        now = story_id
        while (then := self.read.replaced.get(now)) and then not in seen:
            seen.add(then)
            now = then
        return now if now != story_id else None
