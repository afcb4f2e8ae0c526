"""What a format gives: metadata, headline, paragraphs; and the story made of it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.ingest.columns import NONE, Columns
from onrecord.ingest.decoding import mend_surrogates
from onrecord.ingest.gate import ignored
from onrecord.ingest.given import Given
from onrecord.ingest.plain_text import story_from_text
from onrecord.records.story import Ignored, Item, Story

Keep = Callable[[str, bytes], None]  # is told the SHA-256 of an item, and the bytes that have it


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from: the item, an id for stories that bring none, and a date for those without."""

    item: Item
    stem: str
    published: str | None = None
    given: Given | None = None  # a sidecar's metadata, which stands before the format's own
    columns: Columns = NONE  # of tables and plain JSON
    keep: Keep | None = None  # what is to hear of the bytes of each item that comes


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as a format carries it; `kind` is null for text, else what it is instead (picture, video ...)."""

    given: Given
    paragraphs: tuple[str, ...]
    kind: str | None = None


def story_from_draft(draft: Draft, source: Source, *, format_name: str, fallback_id: str) -> Story | Ignored:
    """The story: its text is the headline, then the paragraphs, parted by blank lines; or why there is none."""
    given = _with_sidecar(draft.given, source.given)
    item = source.item.model_copy(update={"format": format_name, "received": given.received or source.item.received})
    if draft.kind:
        return ignored(item, "not-text", _told(f"{draft.kind}, not a text", given), headline=given.headline)
    text, notes = mend_surrogates("\n\n".join(p for p in (given.headline, *draft.paragraphs) if p and p.strip()))
    if not text.strip():
        return ignored(item, "empty", _told("neither headline nor text in it", given))
    given = given.model_copy(update={"notes": (*given.notes, *notes)})
    story_id = given.id or _safe(given.guid, given.version) or fallback_id
    return story_from_text(text, story_id=story_id, published=source.published, given=given, item=item)


def of_entry(source: Source, content: str) -> Source:
    """The source of one entry of a feed or list: its hash is that of `content`, all that was read in the entry."""
    data = content.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(data).hexdigest()
    if source.keep:
        source.keep(sha256, data)
    return replace(source, item=source.item.model_copy(update={"sha256": sha256}))


def content_of(draft: Draft) -> str:
    """All that a reader would see of an entry, as one text to be hashed.

    Feeds change addresses and times of modification where nothing else changes: that makes no new version.
    """
    told = draft.given.model_dump_json(exclude={"notes", "updated", "received", "url"})
    return "\n\n".join((told, draft.kind or "", *draft.paragraphs))


def numbered(stem: str, number: int, of: int) -> str:
    """The id of one of several stories in one file."""
    return stem if of == 1 else f"{stem}-{number}"


def opened(dateline: str | None, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs, the first opening with a dateline that the format keeps apart, unless it is there already."""
    if not dateline or not paragraphs or paragraphs[0].startswith(dateline[:12]):
        return paragraphs
    return f"{dateline} {paragraphs[0]}", *paragraphs[1:]


def joined(parts: Sequence[str | None], *, by: str = " ") -> str | None:
    """The parts that are there, joined; null where none is."""
    return by.join(p for p in parts if p) or None


def _told(why: str, given: Given) -> str:
    """The reason, with what was found wrong in the item."""
    return "; ".join((why, *(n.message for n in given.notes if n.level == "warning")))


def _with_sidecar(given: Given, sidecar: Given | None) -> Given:
    if sidecar is None:
        return given
    fields = {k: getattr(sidecar, k) for k in sidecar.model_fields_set if k != "notes"}
    return given.model_copy(update={**fields, "notes": (*given.notes, *sidecar.notes)})


def _safe(guid: str | None, version: int) -> str | None:
    """An id from the guid: two versions under one guid are two stories."""
    return guid if guid is None or version <= 1 else f"{guid}-v{version}"
