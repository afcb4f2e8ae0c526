"""What people decide about the record beside which claims are one: corrected values and analyst codes, signed."""

import hashlib
from collections.abc import Iterable
from typing import Literal

from onrecord.records.event import Event
from onrecord.records.span import Frozen
from onrecord.records.story import Story

# what a person may correct of what was read, and what its value is; help texts and the desk are made from it
CORRECTABLE = {
    "type": "the event's type, as in the codebook",
    "status": "actual, ongoing, future, hypothetical or negated",
    "place": "NAME, NAME @LAT,LON or NAME @LAT,LON CC: its place; empty: told nowhere",
    "days": "YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD: the days it happened; empty: not told",
    "claimant": "who says so",
    "side": "the ISO 3166 alpha-2 code of the side the claimant speaks for; empty: none",
    "event": "no: the text tells no reportable happening here",
}
RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable",
    "D": "not usually reliable", "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
CREDIBILITY = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true",
    "4": "doubtful", "5": "improbable", "6": "truth cannot be judged",
}  # fmt: skip
PROOF = (
    "none", "reasonable suspicion", "reasonable grounds to believe", "balance of probabilities",
    "beyond reasonable doubt",
)  # fmt: skip
Scale = Literal["reliability", "credibility", "proof"]
# what each scale holds for where nobody has judged: the machine never fills them (conventions, section 6)
UNJUDGED: dict[Scale, str] = {"reliability": "F", "credibility": "6", "proof": "none"}
VALUES: dict[Scale, tuple[str, ...]] = {
    "reliability": tuple(RELIABILITY),
    "credibility": tuple(CREDIBILITY),
    "proof": PROOF,
}


class Evidence(Frozen):
    """Words of a story by which a decision finds them again, however the story is coded since.

    `sha256` is of the feed's id of the story and of the whole paragraph; `start`, `end` lie in the paragraph and
    `text` stands between them. A later version that keeps the paragraph keeps the evidence.
    """

    sha256: str
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, story: Story, event: Event) -> "Evidence":
        """The evidence of an event: its trigger within its paragraph."""
        trigger = event.trigger
        first, last = next(
            ((p.start, p.end) for p in story.paragraphs if p.start <= trigger.start < p.end), (0, len(story.text))
        )
        return cls(
            sha256=hashlib.sha256(f"{story.guid}\n{story.text[first:last]}".encode("utf-8", "replace")).hexdigest(),
            start=trigger.start - first,
            end=trigger.end - first,
            text=trigger.text,
        )

    def meets(self, other: "Evidence") -> bool:
        """Whether the two share words of one paragraph."""
        return self.sha256 == other.sha256 and self.start < other.end and other.start < self.end


class Amendment(Frozen):
    """A person's correction of one value that was read: signed, reversible, and kept when taken back.

    `number` counts in the record; `claim` is the claim's id at the time, `was` the value then, in the form of `value`
    (see `CORRECTABLE`). `undone` is the ISO date-time at which it was taken back, `undone_by` who did.
    """

    number: int = 0
    claim: str
    evidence: Evidence
    what: Literal["type", "status", "place", "days", "claimant", "side", "event"]
    value: str
    was: str
    by: str
    at: str
    reason: str
    undone: str | None = None
    undone_by: str | None = None
    undone_reason: str | None = None


class Rating(Frozen):
    """An analyst's code, set by a person and never by the machine.

    `scale` tells what `subject` is: `reliability` (A-F) a claimant's name, `credibility` (1-6) a claim's id, with its
    `evidence`, `proof` an incident's id.
    """

    number: int = 0
    scale: Scale
    subject: str
    value: str
    by: str
    at: str
    reason: str
    evidence: Evidence | None = None
    undone: str | None = None
    undone_by: str | None = None
    undone_reason: str | None = None


def amendments_in_force(amendments: Iterable[Amendment]) -> tuple[Amendment, ...]:
    """The corrections that are not taken back; of several of one value the latest counts."""
    found: dict[tuple[Evidence, str], Amendment] = {}
    for one in sorted(amendments, key=lambda a: (a.at, a.number)):
        if not one.undone:
            found[one.evidence, one.what] = one
    return tuple(found.values())


def ratings_in_force(ratings: Iterable[Rating]) -> tuple[Rating, ...]:
    """The codes that are not taken back, oldest first; of several on one subject the latest counts."""
    found: dict[tuple[Scale, str], Rating] = {}
    for one in sorted(ratings, key=lambda r: (r.at, r.number)):
        if not one.undone:
            found.pop((one.scale, one.subject), None)
            found[one.scale, one.subject] = one
    return tuple(found.values())
