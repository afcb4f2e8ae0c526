"""Reads JSON Lines: one story a line, its text taken exactly, or headline and body put together."""

import hashlib
import json
from collections.abc import Iterator, Mapping

from onrecord.ingest.decoding import decode, mend_surrogates
from onrecord.ingest.gate import ignored, quarantined
from onrecord.ingest.given import given_from
from onrecord.ingest.plain_text import story_from_text
from onrecord.records.story import Ignored, Item, Story

_BODY = ("body", "content", "summary", "description")  # names under which corpora carry the body, best first


def stories_from_lines(
    data: bytes, *, origin: str, stem: str, published: str | None = None
) -> Iterator[Story | Ignored]:
    """A story, or the reason for none, for every line that is not blank.

    A line without an id gets `stem` and its number. Never raises, whatever the bytes.
    """
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield story_from_line(
                line, origin=f"{origin}:{number}", fallback_id=f"{stem}-{number}", published=published
            )


def story_from_line(line: bytes, *, origin: str, fallback_id: str, published: str | None = None) -> Story | Ignored:
    """The story in one JSON object, `text` taken exactly; else `headline` (or title), a blank line, and `body`."""
    item = Item(origin=origin, sha256=hashlib.sha256(line).hexdigest(), format="json-lines")
    text, _ = decode(line)
    try:
        fields = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return quarantined(item, "json-invalid", f"not JSON: {error}"[:200])
    if not isinstance(fields, dict):
        return ignored(item, "not-a-story", "a JSON value, but no object with a text")
    return story_from_fields(fields, item=item, fallback_id=fallback_id, published=published)


def story_from_fields(
    fields: Mapping[str, object], *, item: Item, fallback_id: str, published: str | None = None
) -> Story | Ignored:
    """The story in the fields of one object; see `given.py` for the metadata taken."""
    given = given_from(fields)
    exact = fields.get("text")
    if isinstance(exact, str):
        text = exact
    else:
        body = next((v for name in _BODY if isinstance(v := fields.get(name), str) and v.strip()), "")
        text = "\n\n".join(part for part in (given.headline, body) if part and part.strip())
    text, notes = mend_surrogates(text)
    if not text.strip():
        return ignored(item, "empty", "no text, and neither headline nor body")
    given = given.model_copy(update={"notes": (*given.notes, *notes)})
    item = item.model_copy(update={"received": given.received})
    story_id = given.id or given.guid or given.url or fallback_id
    return story_from_text(text, story_id=story_id, published=published, given=given, item=item)
