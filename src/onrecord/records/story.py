"""The item as received, and the story read from it."""

import hashlib
from typing import Literal

from onrecord.records.span import Frozen, Note, Span

ParagraphKind = Literal["headline", "body", "subhead", "boilerplate"]
PubStatus = Literal["usable", "withheld", "canceled"]
DisclosureKind = Literal["unedited", "headline-edited", "headline-picture-edited", "mixed-agencies", "contributed"]


# what became of an arrival
Outcome = Literal["entered", "unchanged", "ignored", "quarantined"]


class Item(Frozen):
    """One entry as received, before anyone has read it.

    `sha256` is the hash of the raw bytes (of an entry of a feed or list: of all that was read in the entry, so that it
    stays the same when its neighbours change), `origin` the path or address it came from, `received` an ISO
    date-time in UTC or null where the carrier of the bytes does not tell.
    """

    origin: str
    sha256: str
    format: str
    received: str | None = None


class Ignored(Frozen):
    """An item that does not enter the record, with the reason: rule 5, nothing is silently dropped.

    `outcome` is `ignored` (read and put aside: advertisement, undated, not English) or `quarantined` (could
    not be read). `reason` is a stable code, `message` one line for people.
    """

    item: Item
    outcome: Literal["ignored", "quarantined"]
    reason: str
    message: str
    headline: str | None = None


class Paragraph(Frozen):
    """A stretch of the story's text and what it is; body paragraphs start after a dateline."""

    start: int
    end: int
    kind: ParagraphKind


class Disclosure(Frozen):
    """What the carrier says of its own hand in the story, in its exact words (`span`)."""

    kind: DisclosureKind
    span: Span


class Agency(Frozen):
    """The agency that wrote the story, with the cue it was inferred from.

    `cue` is the span that told it (a credit, a dateline, "An AFP team"), or null where feed metadata told it;
    `how` names which of these it was.
    """

    name: str
    how: Literal["metadata", "dateline", "credit", "byline", "reporters", "copy"]
    cue: Span | None = None


class Story(Frozen):
    """A story as received: `text` is never changed, boilerplate is marked and never cut.

    `published` is the ISO date or date-time of this version, on which its weekday words hang. `side` is the
    belligerent whose house style the agency's own narration follows, where a cited lexicon line says so. `urgency` is
    the sender's, 1 (most) to 9 as IPTC numbers it; `embargo` the ISO date or date-time up to which it asked to hold the
    story back.
    """

    id: str
    item: Item
    guid: str
    version: int = 1
    status: PubStatus = "usable"
    headline: str
    headline_by: Literal["agency", "carrier", "unknown"] = "unknown"
    text: str
    paragraphs: tuple[Paragraph, ...]
    published: str
    updated: str | None = None
    language: str = "en"
    dateline: Span | None = None
    dateline_place: str | None = None
    byline: str | None = None
    slug: str | None = None
    carrier: str | None = None
    agency: Agency | None = None
    side: str | None = None
    disclosure: Disclosure | None = None
    editors_note: str | None = None
    usage_terms: str | None = None
    urgency: int | None = None
    embargo: str | None = None
    replaces: str | None = None
    copy_of: str | None = None
    url: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def day(self) -> str:
        """The ISO day on which this version was published."""
        return self.published[:10]

    @property
    def originator(self) -> str:
        """Who stands for what the story narrates in its own voice: the agency, else the carrier."""
        return (self.agency.name if self.agency else None) or self.carrier or "unknown"

    def span(self, start: int, end: int) -> Span:
        """The span of this story's text from `start` to `end`."""
        return Span.of(self.text, start, end)

    @property
    def head(self) -> "StoryHead":
        """What tells this story from others of its name."""
        sha256 = hashlib.sha256(self.model_dump_json(exclude={"item": {"origin", "received"}}).encode()).hexdigest()
        return StoryHead(
            id=self.id,
            guid=self.guid,
            version=self.version,
            sha256=self.item.sha256,
            origin=self.item.origin,
            fingerprint=sha256,
        )


class StoryHead(Frozen):
    """A story's name card: enough to know whether an arrival is new, a version, or the same again.

    `sha256` is of the bytes as received, `fingerprint` of all that was read from them.
    """

    id: str
    guid: str
    version: int
    sha256: str
    origin: str
    fingerprint: str
